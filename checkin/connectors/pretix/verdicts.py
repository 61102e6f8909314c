"""What the platform's answer to a check-in means.

========================================================  ==================================================
201 and ``ok``, new or the same one again                 settled
400 with ``error`` or ``incomplete`` and a reason;        refused; after an earlier attempt only if none of
404 ``invalid``                                           the attendee's check-ins there is this one
201 with anything else than ``ok`` (eventyay)             likewise
400 naming ``secret``, ``datetime`` …: cannot be read     refused: it never will be
400 or 404 without a status: the list is gone, the        stays in the queue and a person is told: nothing
device has no right to it                                 was decided
401, 403                                                  sign in anew; everything is kept
409, 5xx                                                  later
a web page                                                not the platform
========================================================  ==================================================

Whatever happened at the door is sent with ``force``, so that a refusal remains for unknown codes only.
"""

from collections.abc import Callable

from checkin.connectors.http import Reply
from checkin.connectors.pretix.payloads import demand, faulty_fields, redeemed, taken, words_of
from checkin.connectors.pretix.rows import Redeemed
from checkin.errors import RejectedError
from checkin.model.operation import (
    AlreadyThere,
    CannotTell,
    NotThere,
    Operation,
    OperationState,
    Recollection,
    Rejected,
    Settled,
    Verdict,
)

_OK = "ok"
_LISTS = "lists"
_OF_THE_CHECK_IN = frozenset(["secret", "nonce", "datetime", "type", "answers", "source_type"])
_NO = frozenset(["error", "incomplete"])
_WORDS = {
    "already_redeemed": "The ticket was checked in there already.",
    "unpaid": "The order is not paid there.",
    "unapproved": "The order waits for approval there.",
    "canceled": "The order is cancelled or expired there.",
    "blocked": "The ticket is blocked there.",
    "revoked": "The ticket's code was revoked there.",
    "product": "The list does not take this product.",
    "rules": "The list's rules do not allow it.",
    "invalid_time": "The ticket is not valid at that time there.",
    "ambiguous": "The code belongs to several tickets there.",
    "invalid": "The platform knows no such ticket; it may have been cancelled, or got another code.",
    "incomplete": "Questions were left open.",
}


def judge(reply: Reply, operation: Operation, look: Callable[[], Recollection]) -> Verdict:
    """What became of a check-in or check-out.

    Args:
        reply: the answer.
        operation: what was sent.
        look: looks the check-in up at the platform; used when a refusal may be of a repeated attempt.

    Raises:
        ConnectorError: it is not decided; `may_have_landed` says whether to read back.
    """
    said = redeemed(reply)
    if reply.is_good and said.status == _OK:
        return Settled(at=operation.at)
    if said.reason or said.status in _NO:
        return _refused(said, operation, look)
    faults = faulty_fields(reply)
    if _LISTS not in faults and faults & _OF_THE_CHECK_IN:
        return Rejected(reason=f"The platform cannot read this check-in ({words_of(reply)}).")
    _heed_list(reply)
    raise reply.unreadable("The platform says neither yes nor no to a check-in")


def _refused(said: Redeemed, operation: Operation, look: Callable[[], Recollection]) -> Verdict:
    if operation.attempts > 1 or operation.state is OperationState.UNCERTAIN:
        found = look()
        if not isinstance(found, NotThere | CannotTell):
            return found
    reason = said.reason or said.status
    words = _WORDS.get(reason, f"The platform refused ({reason}).")
    return Rejected(reason=" ".join(filter(None, (words, said.reason_explanation))))


_NOT_SUCCESSFUL = "unsuccessful"
_TOO_LATE = "15 minutes"
_NOT_FOUND = 404
_SAYS_NO = frozenset([400, 401, 403, 404])


def judge_taking_back(reply: Reply) -> Verdict:
    """What became of taking a check-in back. Raises a ConnectorError when it is not decided."""
    words = "" if reply.is_good else words_of(reply)
    if _NOT_SUCCESSFUL in words:
        return AlreadyThere(note=words)
    if _TOO_LATE in words:
        return Rejected(
            reason="The platform takes a check-in back only within 15 minutes after it; this one stays there."
        )
    if reply.status == _NOT_FOUND and words:
        return Rejected(
            reason=f"The platform finds no such check-in by this device, so it took nothing back ({words})."
        )
    _heed_list(reply)
    taken(reply)
    return Settled()


def certainly_stays(reply: Reply) -> bool:
    """Whether the platform says that it has not taken a check-in back, now or before."""
    words = words_of(reply)
    return reply.status in _SAYS_NO and bool(words) and _NOT_SUCCESSFUL not in words


def _heed_list(reply: Reply) -> None:
    """A no that names no reason is about the list or about the device's rights, which may change again."""
    try:
        demand(reply)
    except RejectedError as error:
        raise reply.unreadable(
            f"The platform takes no check-ins on this list from this device, or the list is gone: "
            f"{words_of(reply)}"
        ) from error
