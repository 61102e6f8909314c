from pathlib import Path

import numpy as np
import pytest

from checkin.badges.printers import Readiness, chosen
from checkin.badges.printers.zpl import Zpl
from checkin.badges.render import render_badge
from checkin.errors import BadgeError, PrintUncertainError
from checkin.settings import PrinterChoice, PrinterKind, PrinterPaper
from tests.checkin.badges.examples import CODE, a_badge
from tests.checkin.badges.printers.network import LABEL, a_label, likeness, listening, raw, read_on, size_mm
from tests.fakes.printers.zebra import Zebra, number


def a_choice(**changes: object) -> PrinterChoice:
    return PrinterChoice.model_validate({"kind": "zpl", "dpi": 300, **changes})


@pytest.mark.parametrize(("dots_per_mm", "dpi"), [(8, 203), (12, 300)])
def test_a_badge_comes_out_as_it_was_drawn_and_its_code_is_read(dots_per_mm: int, dpi: int) -> None:
    zebra = Zebra(dots_per_mm=dots_per_mm)
    with listening(zebra) as address:
        printed = raw(Zpl(a_choice()), address).print(LABEL, "42")

    paper = zebra.tray.taken()
    assert (printed.where, printed.confirmed) == ("Front desk", True)
    assert size_mm(paper, dpi) == pytest.approx((62, 100), abs=0.3)
    assert likeness(paper, LABEL, dpi) > 99
    assert read_on(paper) == [CODE]


@pytest.mark.parametrize("size", [(76.2, 101.6), (101.6, 152.4), (105, 148), (100, 62)])
def test_a_badge_keeps_its_size_and_how_it_lies(size: tuple[float, float]) -> None:
    zebra, pdf = Zebra(), render_badge(a_label(*size), a_badge())
    with listening(zebra) as address:
        raw(Zpl(a_choice()), address).print(pdf, "42")
    paper = zebra.tray.taken()
    assert size_mm(paper, 300) == pytest.approx(size, abs=0.3)
    assert likeness(paper, pdf, 300) > 99


def test_what_is_chosen_is_what_speaks_to_it(tmp_path: Path) -> None:
    zebra = Zebra()
    with listening(zebra) as address:
        printed = chosen(a_choice(address=address), tmp_path).print(LABEL, "42")
    assert printed.where == address
    assert read_on(zebra.tray.taken()) == [CODE]


def test_a_badge_is_turned_and_moved_as_the_settings_say() -> None:
    zebra, wide = Zebra(), render_badge(a_label(100, 62), a_badge())
    with listening(zebra) as address:
        raw(Zpl(a_choice(turn=90, right=2, down=5)), address).print(wide, "42")
        raw(Zpl(a_choice(turn=90)), address).print(wide, "42")

    moved, paper = zebra.tray.taken(), zebra.tray.taken()
    down, right = round(5 / 25.4 * 300), round(2 / 25.4 * 300)
    assert size_mm(paper, 300) == pytest.approx((62, 100), abs=0.3)
    assert likeness(np.rot90(paper), wide, 300) > 99
    assert (moved[down:, right:] == paper[:-down, :-right]).mean() > 0.995


def test_both_sides_of_a_badge_are_a_label_each() -> None:
    template, zebra = a_label(), Zebra()
    both = render_badge(a_label(back=template.front[:1]), a_badge())
    with listening(zebra) as address:
        raw(Zpl(a_choice()), address).print(both, "42")
    assert likeness(zebra.tray.taken(), both, 300, page=0) > 99
    assert likeness(zebra.tray.taken(), both, 300, page=1) > 99


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"cut": True}, b"^MMC"),
        ({"cut": False}, b"^MMT"),
        ({"paper": PrinterPaper.ROLL}, b"^MNN"),
        ({"paper": PrinterPaper.LABELS}, b"^MNW"),
        ({"darkness": -7}, b"^MD-7"),
    ],
)
def test_the_printer_is_told_what_was_chosen(changes: dict[str, object], told: bytes) -> None:
    assert told in Zpl(a_choice(**changes)).document(LABEL, None)


def test_nothing_is_said_of_the_paper_when_nothing_was_chosen() -> None:
    document = Zpl(a_choice()).document(LABEL, None)
    assert b"^MN" not in document
    assert (number(document, "PW"), number(document, "LL")) == (732, 1181)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("paper_out", "Paper is out in Front desk. Load paper"),
        ("head_open", "Front desk is open. Close it"),
        ("ribbon_out", "The ribbon is used up in Front desk. Put in a new ribbon"),
        ("paused", "Front desk is paused. Press its pause or feed button"),
    ],
)
def test_nothing_is_sent_to_a_printer_that_cannot_print(wrong: str, words: str) -> None:
    zebra = Zebra()
    setattr(zebra, wrong, True)
    with listening(zebra) as address:
        printer = raw(Zpl(a_choice()), address)
        with pytest.raises(BadgeError, match=f"{words}. The check-in stands") as caught:
            printer.print(LABEL, "42")
        state = printer.state()

    assert not isinstance(caught.value, PrintUncertainError)
    assert (state.readiness, state.words) == (Readiness.TROUBLE, f"{words}.")
    assert not zebra.formats


def test_a_badge_that_the_printer_holds_back_may_come_out_later() -> None:
    zebra = Zebra(stops_after=0)
    with listening(zebra) as address:
        with pytest.raises(PrintUncertainError, match=r"Paper is out .* may then come out by itself"):
            raw(Zpl(a_choice()), address).print(LABEL, "42")
        zebra.load_paper()
    assert read_on(zebra.tray.taken()) == [CODE]


def test_a_printer_that_is_unplugged_while_it_takes_a_badge_leaves_it_open_what_came_out() -> None:
    zebra = Zebra()
    with (
        listening(zebra, hangs_up_after=1000) as address,
        pytest.raises(PrintUncertainError, match="Nobody knows whether the badge came out of Front desk"),
    ):
        raw(Zpl(a_choice()), address).print(LABEL, "42")
    assert zebra.tray.is_empty


def test_a_printer_that_stops_answering_leaves_it_open_what_came_out() -> None:
    zebra = Zebra(falls_silent=True)
    with listening(zebra) as address, pytest.raises(PrintUncertainError, match="the printer fell silent"):
        raw(Zpl(a_choice()), address, silence=0.3).print(LABEL, "42")


def test_a_printer_that_hangs_up_on_a_question_has_got_nothing() -> None:
    zebra = Zebra()
    with listening(zebra, hangs_up_after=1) as address:
        printer = raw(Zpl(a_choice()), address)
        with pytest.raises(BadgeError, match="Front desk is off, or out of reach") as caught:
            printer.print(LABEL, "42")
    assert not isinstance(caught.value, PrintUncertainError)


def test_a_printer_that_says_nothing_is_believed_to_have_printed() -> None:
    zebra = Zebra()
    with listening(zebra, is_silent=True) as address:
        printer = raw(Zpl(a_choice()), address)
        printed, state = printer.print(LABEL, "42"), printer.state()

    assert not printed.confirmed
    assert (state.readiness, state.words) == (Readiness.UNKNOWN, "Front desk does not say how it is.")
    assert read_on(zebra.tray.taken()) == [CODE]


def test_a_printer_that_is_well_is_ready() -> None:
    with listening(Zebra()) as address:
        assert raw(Zpl(a_choice()), address).state().readiness is Readiness.READY


def test_a_printer_that_is_off_is_said() -> None:
    with listening(Zebra()) as address:
        gone = raw(Zpl(a_choice()), address)
    with pytest.raises(BadgeError, match=r"off, or out of reach.*check-in stands"):
        gone.print(LABEL, "42")
    assert gone.state().readiness is Readiness.TROUBLE


def test_answers_that_are_none_are_no_answers() -> None:
    language = Zpl(a_choice())
    assert (
        language.report(b"\x02junk\x03" + b"\x02a,b,c,d,e,f,g,h,i,j,k,l\x03\x02m,n,o,p,q,r,s,t,u,v,w\x03")
        is None
    )
    assert language.troubles(b"") == ()
    assert not language.is_out(b"", 1)


@pytest.mark.parametrize("address", ["", "printer:", "printer:0", "printer:http", "::1]:99999"])
def test_an_address_that_is_none_is_said(address: str, tmp_path: Path) -> None:
    with pytest.raises(BadgeError, match=r"is no address of a printer|No printer is chosen"):
        chosen(PrinterChoice(kind=PrinterKind.ZPL, address=address), tmp_path)
