"""Asking the platform itself at the door."""

from checkin.desk.post import Post
from checkin.model.admission import Admission, Admitted, Refusal
from checkin.model.code import as_printed
from checkin.model.ids import OperationId, PlatformId
from checkin.model.live import LiveAnswer, LiveQuestion, Silence

_OURS_TO_SAY = frozenset(
    {
        Refusal.ALREADY_INSIDE,
        Refusal.NOT_INSIDE,
        Refusal.ENTRIES_USED_UP,
        Refusal.WRONG_EVENT,
        Refusal.AMBIGUOUS,
        Refusal.QUESTIONS_OPEN,
    }
)
"""The platform may not have heard yet of what these go by, or cannot know better."""


def _may_ask(admission: Admission) -> bool:
    """Whether the platform's word counts more than what was decided here."""
    return isinstance(admission, Admitted) or admission.refusal not in _OURS_TO_SAY


def ask(
    post: Post,
    admission: Admission,
    operation: OperationId,
    payload: str,
    overruled: Refusal | None,
) -> LiveAnswer | Silence:
    """What the platform says to somebody about whom was decided so here; silence where it is not asked.

    Args:
        post: where.
        admission: what was decided here.
        operation: the id under which the platform will have heard of it.
        payload: what the barcode said; empty when somebody was chosen by hand.
        overruled: the refusal a lead has just overruled.
    """
    if post.ask_platform is None or not _may_ask(admission):
        return Silence()
    attendee = admission.attendee
    code = as_printed(payload) if attendee is None else attendee.badge_code
    if not code:
        return Silence()
    return post.ask_platform(
        LiveQuestion(
            operation=operation,
            event=post.event.platform.platform_id,
            attendee=PlatformId("") if attendee is None else attendee.platform_id or PlatformId(""),
            code=code,
            station=post.station.platform_id,
            direction=post.station.direction,
            overruled=overruled,
        )
    )
