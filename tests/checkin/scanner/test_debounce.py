"""When a code in view counts as scanned."""

from hypothesis import given, settings
from hypothesis import strategies as st

from checkin.scanner.debounce import Debounce

FRAME = 1 / 15


def scans(views: list[str], *, every: float = FRAME) -> list[str]:
    """What is scanned when frames show these codes, one letter a code, a space for none."""
    debounce = Debounce()
    return [
        payload
        for number, view in enumerate(views)
        for payload in debounce.see(view.replace(" ", ""), number * every)
    ]


def test_a_code_held_in_view_is_one_scan() -> None:
    assert scans(["A"] * 300) == ["A"]


def test_another_ticket_in_between_makes_three_scans() -> None:
    assert scans(["A"] * 10 + ["B"] * 10 + ["A"] * 10) == ["A", "B", "A"]


def test_a_few_missed_frames_are_no_second_scan() -> None:
    assert scans(["A", " ", "A", " ", " ", " ", "A", "A", *[" "] * 20, "A"]) == ["A"]


def test_a_code_that_was_away_for_long_scans_again() -> None:
    assert scans(["A", *[" "] * 30, "A"]) == ["A", "A"]


def test_it_scans_again_exactly_when_it_is_armed_again() -> None:
    debounce = Debounce(rearm=2.0)

    assert debounce.see("A", 10.0) == ("A",)
    assert debounce.see("A", 11.99) == ()
    assert debounce.see("A", 13.98) == ()
    assert debounce.see("A", 15.98) == ("A",)


def test_two_codes_held_up_together_are_two_scans_even_if_they_flicker() -> None:
    assert scans(["A", "B", "A", "AB", "B", "B", "AB", "A", "A", "A", "AB"]) == ["A", "B"]


def test_two_codes_in_one_frame_are_scanned_in_order() -> None:
    assert scans(["BA", "BA"]) == ["B", "A"]


def test_the_same_code_twice_in_a_frame_is_one_scan() -> None:
    assert scans(["AA"]) == ["A"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["A", "B", "AB", " "]), max_size=80))
def test_nothing_is_scanned_that_is_not_in_view_and_everything_is_at_first_sight(views: list[str]) -> None:
    debounce = Debounce()
    known: set[str] = set()
    for number, view in enumerate(views):
        codes = set(view.replace(" ", ""))
        new = set(debounce.see(view.replace(" ", ""), number * FRAME))

        assert new <= codes
        assert codes - known <= new
        known |= codes


@settings(deadline=None)
@given(st.lists(st.booleans(), max_size=200))
def test_flicker_shorter_than_the_pause_never_scans_twice(visible: list[bool]) -> None:
    debounce = Debounce(rearm=1e9)

    scanned = [debounce.see("A" if here else "", number * FRAME) for number, here in enumerate(visible)]

    assert sum(len(codes) for codes in scanned) == (1 if any(visible) else 0)
