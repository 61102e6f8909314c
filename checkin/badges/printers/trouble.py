"""What is wrong with a printer, and what a person can do about it, in words."""

from collections.abc import Iterable
from enum import Enum

from checkin.badges.printers.protocol import READY, PrinterState, Readiness

STANDS = "The check-in stands."
LOOK = "Look there before it is printed again."
CHOOSE = "See to the printer, or choose another one."


class Trouble(Enum):
    """What keeps a printer from printing; each says what is wrong and what to do."""

    OPEN = ("{} is open.", "Close it")
    PAPER_OUT = ("Paper is out in {}.", "Load paper")
    RIBBON_OUT = ("The ribbon is used up in {}.", "Put in a new ribbon")
    INK_OUT = ("Ink or toner is used up in {}.", "Put in a new cartridge")
    JAMMED = ("Paper is stuck in {}.", "Take it out")
    WRONG_PAPER = ("The paper in {} is not the size the badge needs.", "Put in the right paper")
    CUTTER = ("The cutter of {} is stuck.", "Free it")
    HOT = ("{} is too hot.", "Let it cool down")
    PAUSED = ("{} is paused.", "Press its pause or feed button")
    OFFLINE = ("{} is off, or out of reach.", "Switch it on and look at its cable or network")
    FAULTY = ("{} reports a fault.", "Look at its lights or its display")

    def __init__(self, what: str, cure: str) -> None:
        self._what = what
        self._cure = cure

    def words(self, printer: str) -> str:
        """What is wrong and what to do, such as: Paper is out in Front desk. Load paper."""
        return f"{self._sentence(printer)} {self._cure}."

    def nothing_came(self, printer: str) -> str:
        """The same of a badge that did not come out and will not."""
        return f"{self._sentence(printer)} {self._cure}. {STANDS}"

    def may_come(self, printer: str) -> str:
        """The same of a badge the printer already has."""
        return (
            f"{self._sentence(printer)} {self._cure}; the badge may then come out by itself. {LOOK} {STANDS}"
        )

    def may_be_there(self, printer: str) -> str:
        """The same of a badge that was taken back from the printer in the middle of it."""
        return (
            f"{self._sentence(printer)} {self._cure}. The badge was taken back, and may be on paper all the "
            f"same. {LOOK} {STANDS}"
        )

    def _sentence(self, printer: str) -> str:
        said = self._what.format(printer)
        return said[:1].upper() + said[1:]


def state_of(troubles: Iterable[Trouble], printer: str) -> PrinterState:
    """Ready without any trouble; else the first, which is what to see to first."""
    first = next(iter(troubles), None)
    if first is None:
        return READY
    return PrinterState(readiness=Readiness.TROUBLE, words=first.words(printer))


def silent(printer: str) -> PrinterState:
    """Of a printer that can be reached and says nothing of itself."""
    return PrinterState(readiness=Readiness.UNKNOWN, words=f"{printer} does not say how it is.")


def unsure(printer: str) -> str:
    """Of a badge that was sent to a printer that then fell silent."""
    return (
        f"Nobody knows whether the badge came out of {printer}: it was sent, and the printer fell silent. "
        f"{LOOK} {STANDS}"
    )
