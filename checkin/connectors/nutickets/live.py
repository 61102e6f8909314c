"""What the platform's answers to a live scan mean at the door."""

from checkin.connectors.nutickets.documents import ScanAnswer
from checkin.errors import UnreadableReplyError
from checkin.model.admission import Refusal

_REFUSALS = {
    "alreadyIn": (Refusal.ALREADY_INSIDE, "The platform has them inside already."),
    "alreadyOut": (Refusal.NOT_INSIDE, "The platform does not have them inside."),
    "denied": (Refusal.BLOCKED, "The platform denies entry."),
    "zoneClosed": (Refusal.ZONE_CLOSED, "The zone is closed at this time."),
    "ageUnknown": (Refusal.NEEDS_CONFIRMATION, "Their age is not known: have a look at their papers."),
    "tooYoung": (Refusal.BLOCKED, "They are too young for this zone."),
    "tooOld": (Refusal.BLOCKED, "They are too old for this zone."),
    "full": (Refusal.ZONE_FULL, "The zone is full."),
    "scansInExceeded": (Refusal.ENTRIES_USED_UP, "The ticket's entries are used up."),
    "requiresConfirmation": (
        Refusal.NEEDS_CONFIRMATION,
        "Several of their tickets open this zone: confirm that this one is meant.",
    ),
}
_DETAILS = {
    "historicBarcode": (Refusal.REVOKED, "The ticket was passed on: this barcode was replaced by another."),
    "itemDoesNotQualify": (Refusal.WRONG_TICKET_TYPE, "This ticket does not open this zone."),
    "outsideOfValidityPeriod": (Refusal.NO_LONGER_VALID, "The ticket is not valid at this time."),
    "orderLocked": (Refusal.BLOCKED, "The order is locked."),
}
_YES = frozenset(["valid", "ok"])

IGNORED = {
    Refusal.ZONE_FULL: frozenset(["capacity"]),
    Refusal.NEEDS_CONFIRMATION: frozenset(["age"]),
}
"""What the platform is told to ignore when somebody overruled it."""


def refusal_of(platform: str, answer: ScanAnswer) -> tuple[Refusal, str] | None:
    """Why not, and in which words; None for yes.

    Raises:
        UnreadableReplyError: the platform used a word this version does not know.
    """
    if answer.status in _YES:
        return None
    known = _REFUSALS.get(answer.status)
    if known is None:
        raise UnreadableReplyError(platform, "The platform answered a scan with a word that is not agreed.")
    refusal, words = _DETAILS.get(answer.status_detail, known)
    if refusal is Refusal.ENTRIES_USED_UP and answer.scans_in_max is not None:
        words = f"The ticket admits {answer.scans_in_max} times, and that often it was used."
    return refusal, words
