from pathlib import Path

import pytest

from checkin.badges.printers import chosen
from checkin.errors import BadgeError
from checkin.settings import PrinterChoice, PrinterKind
from ui.screens.printers.kinds import KINDS, Trait, name_of, place_of


def test_every_kind_of_printer_is_offered_and_has_words() -> None:
    assert set(KINDS) == set(PrinterKind)
    assert all(words.title and words.about for words in KINDS.values())


@pytest.mark.parametrize("kind", [kind for kind in PrinterKind if kind is not PrinterKind.FOLDER])
def test_what_a_kind_has_to_be_told_is_what_it_asks_for(kind: PrinterKind, tmp_path: Path) -> None:
    told = {Trait.QUEUE: "Laser", Trait.ADDRESS: "192.0.2.9"}
    answers = {str(trait): value for trait, value in told.items() if trait in KINDS[kind].traits}

    chosen(PrinterChoice(kind=kind).model_copy(update=answers), tmp_path)
    with pytest.raises(BadgeError, match="No printer is chosen"):
        chosen(PrinterChoice(kind=kind), tmp_path)


def test_a_place_says_what_the_name_does_not() -> None:
    zebra = PrinterChoice(name="left desk", kind=PrinterKind.ZPL, address="192.0.2.9")

    assert (name_of(zebra), place_of(zebra, "/own")) == ("Left desk", "192.0.2.9")
    assert place_of(PrinterChoice(kind=PrinterKind.SYSTEM, queue="Laser"), "/own") == "Laser"
    assert place_of(PrinterChoice(), "/own") == "/own"
    assert place_of(PrinterChoice(folder="/srv"), "/own") == "/srv"
