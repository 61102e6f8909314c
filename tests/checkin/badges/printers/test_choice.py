from pathlib import Path

import pytest

from checkin.badges.printers import chosen
from checkin.badges.printers.system import SystemPrinter
from checkin.errors import BadgeError
from checkin.settings import PrinterChoice, PrinterKind


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
