"""An app with printers in every state, and a spool that prints nothing but remembers what it was told."""

from dataclasses import dataclass, field
from pathlib import Path

from checkin.badges.printers import Printed, PrinterState, Readiness
from checkin.errors import BadgeError, CheckinError
from checkin.settings import PrinterChoice, PrinterKind
from tests.ui.screens.stand_in import StandInApp, at_registration

READY = PrinterState(readiness=Readiness.READY)
OUT_OF_PAPER = PrinterState(
    readiness=Readiness.TROUBLE, words="Out of paper: put in a new roll and close the lid."
)
SILENT = PrinterState(
    readiness=Readiness.UNKNOWN, words="It does not answer: is it on, and in the same network?"
)

CAME_OUT = Printed(where="Left desk")

ZEBRA = PrinterChoice(name="Left desk", kind=PrinterKind.ZPL, address="192.168.1.20", dpi=203)
BROTHER = PrinterChoice(name="VIP", kind=PrinterKind.BROTHER_QL, address="192.168.1.21", model="QL-820NWB")
LASER = PrinterChoice(kind=PrinterKind.SYSTEM, queue="Office_Laser")


@dataclass
class TestPages:
    """Stands where the spool stands: `trouble` fails the next test page, `came` is what others come to."""

    __test__ = False

    came: Printed = CAME_OUT
    trouble: CheckinError | None = None
    pages: list[PrinterChoice] = field(default_factory=list)
    moves: list[tuple[str, str]] = field(default_factory=list)

    def test_page(self, choice: PrinterChoice) -> Printed:
        self.pages.append(choice)
        if self.trouble is not None:
            error, self.trouble = self.trouble, None
            raise error
        return self.came

    def move_all(self, before: str, after: str) -> None:
        self.moves.append((before, after))

    rename = move_all


class PrintingApp(StandInApp):
    """`states` has how the printers are, by their names; those it lacks are ready."""

    def __init__(self, root: Path = Path("/nowhere")) -> None:
        super().__init__(root)
        self.spool = TestPages()
        self.states: dict[str, PrinterState | BadgeError] = {}
        self.asked: list[str] = []
        self.types: tuple[str, ...] = ("Regular", "Speaker", "VIP")

    def printer_state(self, choice: PrinterChoice) -> PrinterState:
        self.asked.append(choice.called)
        state = self.states.get(choice.called, READY)
        if isinstance(state, BadgeError):
            raise state
        return state

    def ticket_types(self) -> tuple[str, ...]:
        self._may_fail("ticket_types")
        return self.types


def with_printers(*printers: PrinterChoice) -> PrintingApp:
    """A desk with these printers, the first the main one."""
    app = PrintingApp()
    at_registration(app)
    if printers:
        app.change_settings(printer=printers[0], further_printers=printers[1:])
    return app
