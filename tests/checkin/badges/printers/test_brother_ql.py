import numpy as np
import pytest

from checkin.badges.printers import Readiness, test_page
from checkin.badges.printers.brother_media import EDGE
from checkin.badges.printers.brother_ql import MODELS, BrotherQl
from checkin.badges.render import render_badge
from checkin.errors import BadgeError, PrintUncertainError
from checkin.settings import PrinterChoice, PrinterPaper
from tests.checkin.badges.examples import CODE, a_badge
from tests.checkin.badges.printers.network import LABEL, a_label, likeness, listening, raw, read_on, size_mm
from tests.fakes.printers.brother import Brother
from tests.fakes.printers.listening import Paper


def a_choice(**changes: object) -> PrinterChoice:
    return PrinterChoice.model_validate(
        {"kind": "brother_ql", "model": "QL-820NWB", "name": "Front desk", **changes}
    )


def a_pdf(width: float, height: float) -> bytes:
    return render_badge(a_label(width, height), a_badge())


def whole(paper: Paper, offset: int, across: int, edge: int) -> Paper:
    """The piece of paper with the edges the head does not reach."""
    columns = paper.shape[1]
    return np.pad(paper[:, columns - offset - across : columns - offset], ((0, 0), (edge, edge)))


def test_a_badge_comes_off_a_roll_as_it_was_drawn_and_its_code_is_read() -> None:
    brother = Brother(62)
    with listening(brother) as address:
        printed = raw(BrotherQl(a_choice()), address).print(LABEL, "42")

    paper = whole(brother.tray.taken(), offset=12, across=696, edge=18)
    assert (printed.confirmed, brother.cuts) == (True, [True])
    assert size_mm(paper, 300) == pytest.approx((62, 100), abs=0.3)
    assert likeness(paper, LABEL, 300) > 99
    assert read_on(paper) == [CODE]


def test_a_badge_goes_onto_a_label_that_is_cut_already() -> None:
    brother = Brother(62, 100)
    with listening(brother) as address:
        raw(BrotherQl(a_choice()), address).print(LABEL, "42")
    paper = brother.tray.taken()
    assert len(paper) == 1109
    assert read_on(paper) == [CODE]


def test_a_badge_that_fits_only_on_its_side_is_laid_on_its_side() -> None:
    brother, pdf = Brother(62), a_pdf(100, 62)
    with listening(brother) as address:
        raw(BrotherQl(a_choice()), address).print(pdf, "42")
    paper = whole(brother.tray.taken(), offset=12, across=696, edge=18)
    assert size_mm(paper, 300) == pytest.approx((62, 100), abs=0.3)
    assert likeness(np.rot90(paper), pdf, 300) > 99


def test_a_narrow_badge_is_printed_in_the_middle_of_a_wide_roll() -> None:
    brother, pdf = Brother(62), a_pdf(50, 80)
    with listening(brother) as address:
        raw(BrotherQl(a_choice(cut=False)), address).print(pdf, "42")
    paper = whole(brother.tray.taken(), offset=12, across=696, edge=18)
    assert likeness(paper[:, 71:-71], pdf, 300) > 99
    assert brother.cuts == [False]


def test_wide_printers_have_longer_rows() -> None:
    brother, pdf = Brother(102, row=162), a_pdf(102, 120)
    with listening(brother) as address:
        raw(BrotherQl(a_choice(model="QL-1110NWB")), address).print(pdf, "42")
    paper = whole(brother.tray.taken(), offset=56, across=1164, edge=20)
    assert likeness(paper, pdf, 300) > 99


def test_paper_for_black_and_red_gets_both_with_no_red_in_it() -> None:
    brother = Brother(62)
    with listening(brother) as address:
        raw(BrotherQl(a_choice(paper=PrinterPaper.RED_ROLL)), address).print(LABEL, "42")
    paper = brother.tray.taken()
    assert read_on(paper) == [CODE]
    assert brother.red_rows == len(paper) - 2 * EDGE


def test_both_sides_of_a_badge_come_out_one_after_the_other() -> None:
    brother = Brother(62)
    both = render_badge(a_label(back=a_label().front[:1]), a_badge())
    with listening(brother) as address:
        raw(BrotherQl(a_choice()), address).print(both, "42")
    for page in range(2):
        paper = whole(brother.tray.taken(), offset=12, across=696, edge=18)
        assert likeness(paper, both, 300, page=page) > 99


def test_a_badge_that_does_not_go_on_what_is_in_the_printer_is_said_before_anything_is_sent() -> None:
    brother = Brother(29)
    with (
        listening(brother) as address,
        pytest.raises(BadgeError, match="The badge is 62 by 100 mm, and Front desk has a roll of 29 mm"),
    ):
        raw(BrotherQl(a_choice()), address).print(LABEL, "42")
    assert brother.tray.is_empty


def test_labels_that_are_too_small_are_named() -> None:
    with listening(Brother(29, 90)) as address, pytest.raises(BadgeError, match="has labels of 29 by 90 mm"):
        raw(BrotherQl(a_choice()), address).print(LABEL, "42")


@pytest.mark.parametrize(
    ("paper", "size", "words"),
    [
        (PrinterPaper.AS_LOADED, (120, 130), "has no paper of that size"),
        (PrinterPaper.LABELS, (62, 90), "has no paper of that size"),
        (PrinterPaper.ROLL, (62, 11), "11 mm long, which Front desk cannot print"),
    ],
)
def test_a_printer_that_does_not_say_what_is_in_it_is_believed_to_have_what_was_chosen(
    paper: PrinterPaper, size: tuple[int, int], words: str
) -> None:
    page = a_pdf(*size) if min(size) > 20 else test_page.test_page(*size, PrinterChoice())
    with pytest.raises(BadgeError, match=words):
        BrotherQl(a_choice(paper=paper)).document(page, None)


def test_labels_are_told_apart_from_rolls_by_what_was_chosen() -> None:
    on_labels = BrotherQl(a_choice(paper=PrinterPaper.LABELS)).document(LABEL, None)
    on_roll = BrotherQl(a_choice()).document(LABEL, None)
    assert b"\x1biz\xce\x0b\x3e\x64" in on_labels
    assert b"\x1biz\xce\x0a\x3e\x00" in on_roll


@pytest.mark.parametrize("model", MODELS)
def test_every_model_gets_rows_as_long_as_its_head(model: str) -> None:
    document = BrotherQl(a_choice(model=model)).document(LABEL, None)
    brother = Brother(62, row=MODELS[model].row)
    brother.take(document)
    assert read_on(brother.tray.taken()) == [CODE]


@pytest.mark.parametrize(
    ("errors", "words"),
    [
        ((0x01, 0), "Paper is out in Front desk. Load paper"),
        ((0x02, 0x40), "Paper is stuck in Front desk. Take it out"),
        ((0, 0x10), "Front desk is open. Close it"),
        ((0x04, 0), "The cutter of Front desk is stuck. Free it"),
        ((0, 0x80), "Front desk reports a fault. Look at its lights"),
    ],
)
def test_nothing_is_sent_to_a_printer_that_cannot_print(errors: tuple[int, int], words: str) -> None:
    brother = Brother(62)
    brother.errors = errors
    with listening(brother) as address:
        printer = raw(BrotherQl(a_choice()), address)
        with pytest.raises(BadgeError, match=words) as caught:
            printer.print(LABEL, "42")
        state = printer.state()
    assert not isinstance(caught.value, PrintUncertainError)
    assert state.readiness is Readiness.TROUBLE
    assert brother.tray.is_empty


def test_paper_that_ends_while_a_badge_is_printed_leaves_it_open_what_came_out() -> None:
    with (
        listening(Brother(62, stops_after=0)) as address,
        pytest.raises(PrintUncertainError, match="Paper is out in Front desk"),
    ):
        raw(BrotherQl(a_choice()), address).print(LABEL, "42")


def test_a_printer_that_only_says_that_it_failed_is_said_to_be_faulty() -> None:
    language = BrotherQl(a_choice())
    failed = bytearray(32)
    failed[:3], failed[18] = b"\x80\x20B", 2
    assert [trouble.name for trouble in language.troubles(b"noise" + bytes(failed))] == ["FAULTY"]
    assert language.troubles(b"noise") == ()


def test_a_printer_that_is_unplugged_while_it_takes_a_badge_leaves_it_open_what_came_out() -> None:
    brother = Brother(62)
    with (
        listening(brother, hangs_up_after=20_000) as address,
        pytest.raises(PrintUncertainError, match="Nobody knows"),
    ):
        raw(BrotherQl(a_choice()), address).print(LABEL, "42")
    assert brother.tray.is_empty


def test_a_printer_that_says_nothing_is_believed_to_have_printed() -> None:
    brother = Brother(62)
    with listening(brother, is_silent=True) as address:
        printer = raw(BrotherQl(a_choice()), address)
        assert not printer.print(LABEL, "42").confirmed
        assert printer.state().readiness is Readiness.UNKNOWN
    assert read_on(brother.tray.taken()) == [CODE]
