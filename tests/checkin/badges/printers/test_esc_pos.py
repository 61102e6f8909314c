import numpy as np
import pytest

from checkin.badges.printers import Readiness
from checkin.badges.printers.esc_pos import EscPos
from checkin.badges.render import render_badge
from checkin.errors import BadgeError, PrintUncertainError
from checkin.settings import PrinterChoice
from tests.checkin.badges.examples import CODE, a_badge
from tests.checkin.badges.printers.network import LABEL, a_label, likeness, listening, raw, read_on, size_mm
from tests.fakes.printers.receipt import ReceiptPrinter


def a_choice(**changes: object) -> PrinterChoice:
    return PrinterChoice.model_validate({"kind": "esc_pos", "dpi": 203, "name": "Front desk", **changes})


@pytest.mark.parametrize(("model", "width", "head"), [("80 mm", 72, 576), ("58 mm", 48, 384), ("", 72, 576)])
def test_a_badge_comes_out_as_it_was_drawn_and_its_code_is_read(model: str, width: int, head: int) -> None:
    receipt, pdf = ReceiptPrinter(head=head), render_badge(a_label(width, 80), a_badge())
    with listening(receipt) as address:
        printed = raw(EscPos(a_choice(model=model)), address).print(pdf, "42")

    paper = receipt.tray.taken()
    assert printed.confirmed
    assert size_mm(paper, 203) == pytest.approx((width, 80), abs=0.3)
    assert likeness(paper, pdf, 203) > 98
    assert read_on(paper) == [CODE]


def test_a_badge_is_turned_as_the_settings_say() -> None:
    receipt, wide = ReceiptPrinter(), render_badge(a_label(100, 62), a_badge())
    with listening(receipt) as address:
        raw(EscPos(a_choice(turn=90)), address).print(wide, "42")
    paper = receipt.tray.taken()
    edge = (paper.shape[1] - round(62 / 25.4 * 203)) // 2
    badge = paper[:, edge : edge + round(62 / 25.4 * 203)]
    assert size_mm(badge, 203) == pytest.approx((62, 100), abs=0.3)
    assert likeness(np.rot90(badge), wide, 203) > 98


def test_both_sides_of_a_badge_are_a_receipt_each() -> None:
    receipt, both = ReceiptPrinter(), render_badge(a_label(72, 80, back=a_label(72, 80).front[:1]), a_badge())
    with listening(receipt) as address:
        raw(EscPos(a_choice()), address).print(both, "42")
    for page in range(2):
        assert likeness(receipt.tray.taken(), both, 203, page=page) > 98


def test_a_badge_as_wide_as_the_paper_loses_what_the_head_does_not_reach() -> None:
    receipt, pdf = ReceiptPrinter(), render_badge(a_label(80, 100), a_badge())
    with listening(receipt) as address:
        raw(EscPos(a_choice()), address).print(pdf, "42")
    paper = receipt.tray.taken()
    assert paper.shape[1] == 576
    assert read_on(paper) == [CODE]


def test_a_badge_wider_than_the_paper_is_said() -> None:
    with pytest.raises(BadgeError, match="The badge is 86 mm wide, and the paper in Front desk is 80 mm"):
        EscPos(a_choice()).document(render_badge(a_label(86, 108), a_badge()), None)


@pytest.mark.parametrize(("cut", "ends"), [(True, b"\x1dV\x42\x00"), (False, b"\x1bd\x04")])
def test_it_cuts_or_feeds_as_was_chosen(*, cut: bool, ends: bytes) -> None:
    assert ends in EscPos(a_choice(cut=cut)).document(LABEL, None)[-10:]


@pytest.mark.parametrize(("darkness", "density"), [(0, None), (30, 6), (-10, -2)])
def test_it_is_as_dark_as_was_chosen(darkness: int, density: int | None) -> None:
    receipt = ReceiptPrinter()
    receipt.take(EscPos(a_choice(darkness=darkness)).document(LABEL, None))
    assert receipt.density == density


@pytest.mark.parametrize(
    ("wrong", "words"),
    [("paper_out", "Paper is out in Front desk. Load paper"), ("cover_open", "Front desk is open. Close it")],
)
def test_nothing_is_sent_to_a_printer_that_cannot_print(wrong: str, words: str) -> None:
    receipt = ReceiptPrinter()
    setattr(receipt, wrong, True)
    with listening(receipt) as address:
        printer = raw(EscPos(a_choice()), address)
        with pytest.raises(BadgeError, match=words) as caught:
            printer.print(LABEL, "42")
        state = printer.state()
    assert not isinstance(caught.value, PrintUncertainError)
    assert (state.readiness, state.words) == (Readiness.TROUBLE, f"{words}.")


def test_paper_that_ends_while_a_badge_is_printed_leaves_it_open_what_came_out() -> None:
    both = render_badge(a_label(back=a_label().front[:1]), a_badge())
    with (
        listening(ReceiptPrinter(stops_after=1)) as address,
        pytest.raises(PrintUncertainError, match="Paper is out in Front desk"),
    ):
        raw(EscPos(a_choice()), address).print(both, "42")


def test_a_printer_that_is_unplugged_while_it_takes_a_badge_leaves_it_open_what_came_out() -> None:
    with (
        listening(ReceiptPrinter(), hangs_up_after=20_000) as address,
        pytest.raises(PrintUncertainError, match="Nobody knows"),
    ):
        raw(EscPos(a_choice()), address).print(LABEL, "42")


def test_a_printer_that_says_nothing_is_believed_to_have_printed() -> None:
    receipt = ReceiptPrinter()
    with listening(receipt, is_silent=True) as address:
        printer = raw(EscPos(a_choice()), address)
        assert not printer.print(LABEL, "42").confirmed
        assert printer.state().readiness is Readiness.UNKNOWN
    assert read_on(receipt.tray.taken()) == [CODE]


def test_a_printer_that_is_well_is_ready() -> None:
    with listening(ReceiptPrinter()) as address:
        assert raw(EscPos(a_choice()), address).state().readiness is Readiness.READY


def test_a_printer_that_never_says_that_it_is_done_is_done_when_all_stays_well() -> None:
    receipt = ReceiptPrinter()
    receipt.never_done = True
    with listening(receipt) as address:
        assert raw(EscPos(a_choice()), address).print(LABEL, "42").confirmed
    assert read_on(receipt.tray.taken()) == [CODE]


def test_a_printer_that_said_nothing_yet_has_no_trouble() -> None:
    assert EscPos(a_choice()).troubles(b"\x12\x12") == ()
