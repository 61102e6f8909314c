import threading
from pathlib import Path

import pytest

from checkin.badges.printers import Readiness, chosen
from checkin.badges.printers.system import SystemPrinter
from checkin.errors import BadgeError
from checkin.settings import PrinterChoice, PrinterKind
from tests.checkin.badges.examples import CODE
from tests.checkin.badges.printers.network import LABEL, listening, read_on
from tests.checkin.badges.printers.private_cups import free_port
from tests.fakes.printers.brother import Brother
from tests.fakes.printers.receipt import ReceiptPrinter
from tests.fakes.printers.zebra import Zebra


def test_badges_go_to_the_apps_own_folder_when_nothing_was_chosen(tmp_path: Path) -> None:
    printed = chosen(PrinterChoice(), tmp_path / "own").print(b"%PDF", "42")
    assert printed.path == tmp_path / "own" / "42.pdf"


def test_badges_go_to_the_chosen_folder(tmp_path: Path) -> None:
    choice = PrinterChoice(folder=str(tmp_path / "chosen"))
    assert chosen(choice, tmp_path / "own").print(b"%PDF", "42").path == tmp_path / "chosen" / "42.pdf"


def test_badges_go_to_the_chosen_queue(tmp_path: Path) -> None:
    choice = PrinterChoice(kind=PrinterKind.SYSTEM, queue="front-desk")
    assert isinstance(chosen(choice, tmp_path), SystemPrinter)


def test_a_system_printer_must_be_named(tmp_path: Path) -> None:
    with pytest.raises(BadgeError, match="No printer is chosen yet"):
        chosen(PrinterChoice(kind=PrinterKind.SYSTEM), tmp_path)


@pytest.mark.parametrize(
    ("kind", "inside"),
    [
        (PrinterKind.ZPL, Zebra()),
        (PrinterKind.BROTHER_QL, Brother(62)),
        (PrinterKind.ESC_POS, ReceiptPrinter()),
    ],
)
def test_badges_go_to_the_chosen_printer_in_the_network(
    kind: PrinterKind, inside: Zebra | Brother | ReceiptPrinter, tmp_path: Path
) -> None:
    with listening(inside) as address:
        printer = chosen(PrinterChoice(kind=kind, address=address, dpi=203, name="Front desk"), tmp_path)
        assert printer.print(LABEL, "42").where == "Front desk"
        assert printer.state().readiness is Readiness.READY
    assert read_on(inside.tray.taken()) == [CODE]


@pytest.mark.parametrize("kind", [kind for kind in PrinterKind if kind is not PrinterKind.FOLDER])
def test_nobody_waits_for_any_printer_when_the_app_closes(kind: PrinterKind, tmp_path: Path) -> None:
    closing = threading.Event()
    closing.set()
    choice = PrinterChoice(kind=kind, queue="no-such-queue", address=f"127.0.0.1:{free_port()}")
    with pytest.raises(BadgeError):
        chosen(choice, tmp_path, closing=closing).print(LABEL, "42")
