"""What is being typed about a printer, and what is still wrong with it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal, Self

from checkin.badges.printers.ipp import IppPrinter
from checkin.badges.printers.line import host_and_port
from checkin.errors import BadgeError
from checkin.settings import PrinterChoice, PrinterKind, PrinterPaper
from ui.screens.printers.kinds import KINDS, Trait

Turn = Literal[0, 90, 180, 270]

_WHERE = "Where is it? The address is on the printer\N{RIGHT SINGLE QUOTATION MARK}s display or network page."

TURNS: tuple[Turn, ...] = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A printer as it is being described.

    Attributes:
        choice: what is described so far.
        name: as typed; empty to call it after its queue, address or folder.
        is_main: badges that no other printer is for go there.
        before: what it is called in the settings; empty for a new one.
    """

    choice: PrinterChoice
    name: str = ""
    is_main: bool = False
    before: str = ""

    def with_(self, **changes: object) -> Self:
        """A copy with some of the printer's fields replaced."""
        return replace(self, choice=self.choice.model_copy(update=changes))

    def turned(self, degrees: int) -> Self:
        """Turned further clockwise."""
        return self.with_(turn=TURNS[(self.choice.turn + degrees) // 90 % len(TURNS)])

    @property
    def shift(self) -> tuple[float, float]:
        """Millimetres to the right and down as whoever reads the page sees it, however it is turned."""
        return _rotated((self.choice.right, self.choice.down), -self.choice.turn)

    def shifted(self, right: float, down: float) -> Self:
        """Moved to there; see `shift`."""
        across, along = _rotated((right, down), self.choice.turn)
        return self.with_(right=across, down=along)

    def finished(self) -> PrinterChoice:
        """The printer as the settings keep it: without what its kind is not told."""
        kind = self.choice.kind
        traits = KINDS[kind].traits
        texts = {
            str(trait): str(getattr(self.choice, trait)).strip() if trait in traits else ""
            for trait in (Trait.QUEUE, Trait.ADDRESS, Trait.FOLDER, Trait.MODEL)
        }
        paper = self.choice.paper if self.choice.paper in dict(KINDS[kind].papers) else PrinterPaper.AS_LOADED
        model = texts["model"] if texts["model"] in dict(KINDS[kind].models) else ""
        told = {**texts, "model": model, "paper": paper, "name": " ".join(self.name.split())}
        return self.choice.model_copy(update=told)

    def faults(self, others: Collection[str]) -> dict[str, str]:
        """What is wrong, by the field; `others` are the names of the other printers."""
        choice = self.finished()
        found = {
            Trait.QUEUE.value: _fault_of_queue(choice),
            Trait.ADDRESS.value: _fault_of_address(choice),
            "name": _fault_of_name(choice, others),
        }
        return {field: fault for field, fault in found.items() if fault}


def draft_of(choice: PrinterChoice, *, is_main: bool) -> Draft:
    """To change a printer there is."""
    return Draft(choice=choice, name=choice.name, is_main=is_main, before=choice.called)


def _rotated(shift: tuple[float, float], degrees: int) -> tuple[float, float]:
    """The same way on a page that is turned clockwise by so much."""
    for _ in range(degrees % 360 // 90):
        shift = (0.0 - shift[1], shift[0])
    return shift


def _fault_of_queue(choice: PrinterChoice) -> str:
    if choice.kind is PrinterKind.SYSTEM and not choice.queue:
        return "Choose one of this computer\N{RIGHT SINGLE QUOTATION MARK}s printers."
    return ""


def _fault_of_address(choice: PrinterChoice) -> str:
    if Trait.ADDRESS not in KINDS[choice.kind].traits:
        return ""
    if not choice.address:
        return _WHERE
    try:
        if choice.kind is PrinterKind.IPP:
            IppPrinter(choice)
        else:
            host_and_port(choice.address)
    except BadgeError as error:
        return str(error)
    return ""


def _fault_of_name(choice: PrinterChoice, others: Collection[str]) -> str:
    if choice.called in others:
        return "Another printer here is called that already."
    return ""
