"""A walk-in: somebody without a ticket is registered at the desk, network or not."""

import uuid
from collections.abc import Mapping

from checkin.desk.post import Post
from checkin.desk.telling import tell
from checkin.errors import CheckinError
from checkin.mirror import attendees, only_here
from checkin.mirror.only_here import Newcomer
from checkin.model.form import (
    COMPANY,
    EMAIL,
    FAMILY_NAME,
    GIVEN_NAME,
    JOB_TITLE,
    NAME_ONLY,
    FieldKind,
    Form,
)
from checkin.model.ids import AttendeeId
from checkin.model.operation import Register
from checkin.model.platform import Capability
from checkin.notices import AttendeeChanged

_OURS = (GIVEN_NAME, FAMILY_NAME, EMAIL, COMPANY, JOB_TITLE)


class FormError(CheckinError):
    """The form is not filled in as it must be.

    Attributes:
        faults: what is wrong, in words, by the fields' names.
    """

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


def form_of(post: Post) -> Form:
    """What to ask of a walk-in at this post."""
    return post.facts.walk_in or NAME_ONLY


def register(post: Post, answers: Mapping[str, str], ticket_type: str = "") -> AttendeeId:
    """Put a walk-in into the mirror, with a code for their badge; the platform hears of them later.

    Whoever is registered still has to be let in.

    Args:
        post: where.
        answers: by the form's names. Secret ones are never kept, not even until they are sent.
        ticket_type: one of the form's; may be left out where it has at most one.

    Raises:
        FormError: something is missing or wrong, or the form can only be filled in elsewhere.
        MirrorError: it could not be recorded.
    """
    form = form_of(post)
    kind = ticket_type or (form.ticket_types[0][0] if len(form.ticket_types) == 1 else "")
    _check(form, answers, kind)
    kept = _kept(form, answers, kind)
    with post.mirror.write() as connection:
        number = only_here.add(connection, post.event.id, _newcomer(kept, kind))
        found = attendees.by_number(connection, number, post.station.zone)
        if found is not None and Capability.WALK_IN in post.capabilities:
            task = Register(answers=kept, ticket_type=kind)
            tell(connection, post, found.attendee, task, post.clock.now())
    post.notices.put_up(AttendeeChanged(attendee=number))
    return number


def _check(form: Form, answers: Mapping[str, str], ticket_type: str) -> None:
    if form.refused:
        raise FormError({"": form.refused})
    offered = {number for number, _ in form.ticket_types}
    if offered and ticket_type not in offered:
        raise FormError({"ticket_type": "Choose a kind of ticket."})
    faults = form.faults(answers, ticket_type)
    if not faults and not any(answers.get(name, "").strip() for name in (GIVEN_NAME, FAMILY_NAME)):
        faults = {GIVEN_NAME: "A name is needed."}
    if faults:
        raise FormError(faults)


def _kept(form: Form, answers: Mapping[str, str], ticket_type: str) -> dict[str, str]:
    """What may be stored: of the fields that were asked all but the secret ones."""
    asked = [one for one in form.fields if one.concerns(ticket_type) and one.kind is not FieldKind.SECRET]
    given = {one.name: answers.get(one.name, one.preset).strip() for one in asked}
    return {name: answer for name, answer in given.items() if answer}


def _newcomer(kept: Mapping[str, str], ticket_type: str) -> Newcomer:
    return Newcomer(
        given_name=kept.get(GIVEN_NAME, ""),
        family_name=kept.get(FAMILY_NAME, ""),
        email=kept.get(EMAIL, ""),
        company=kept.get(COMPANY, ""),
        job_title=kept.get(JOB_TITLE, ""),
        code=uuid.uuid4().hex,
        ticket_type=ticket_type,
        extra={name: answer for name, answer in kept.items() if name not in _OURS},
    )
