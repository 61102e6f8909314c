"""Deciding never to send something: the reason is asked for and kept."""

from collections.abc import Callable
from dataclasses import dataclass

from checkin.model.ids import OperationId
from ui.screens.sync.operations import OperationRow

SUGGESTED = (
    "Ticket was refunded",
    "Entered by hand at the platform",
    "Recorded by mistake",
    "Somebody else's ticket",
)
"""What mostly lies behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverShown:
    """What the sheet shows that asks for the reason; another `number` is another question."""

    number: int
    title: str
    advice: str
    reason: str = ""
    fault: str = ""


class Never:
    """What is typed while a reason is asked for.

    Args:
        changed: called after anything changed.

    Attributes:
        shown: the open question, None while there is none.
    """

    def __init__(self, changed: Callable[[], object]) -> None:
        self._changed = changed
        self._number = 0
        self._which: OperationId | None = None
        self.shown: NeverShown | None = None

    def ask(self, row: OperationRow) -> None:
        """Ask why this is never to be sent."""
        self._number += 1
        self._which = row.id
        self.shown = NeverShown(
            number=self._number,
            title=f"Never send the {row.what.lower()} of {row.who}?",
            advice="The platform will not hear of it. It stays recorded on this computer, with your reason.",
        )
        self._changed()

    def give(self, reason: str) -> None:
        """Take what was typed, or a suggestion."""
        self._show(reason=reason, fault="")

    def take(self) -> tuple[OperationId, str] | None:
        """What was decided, and the question is closed; None while a reason is missing."""
        shown, which = self.shown, self._which
        if shown is None or which is None:
            return None
        reason = " ".join(shown.reason.split())
        if not reason:
            self._show(reason="", fault="A reason is needed: whoever asks later will want to know.")
            return None
        self.leave()
        return which, reason

    def leave(self) -> None:
        """Nothing is decided."""
        self._which = self.shown = None
        self._changed()

    def _show(self, *, reason: str, fault: str) -> None:
        before = self.shown
        if before is not None:
            self.shown = NeverShown(
                number=before.number, title=before.title, advice=before.advice, reason=reason, fault=fault
            )
            self._changed()
