"""When a code in view counts as scanned."""

from hypothesis import given, settings
from hypothesis import strategies as st

from checkin.scanner.debounce import Debounce

FRAME = 1 / 15


def scans(views: list[str], *, every: float = FRAME) -> list[str]:
    """What is scanned when frames show these codes, one letter a code, a space for none."""
    debounce = Debounce()
    told = [debounce.see(view.replace(" ", ""), number * every) for number, view in enumerate(views)]
    return [payload for payload in told if payload is not None]


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

    assert debounce.see("A", 10.0) == "A"
    assert debounce.see("A", 11.99) is None
    assert debounce.see("A", 13.98) is None
    assert debounce.see("A", 15.98) == "A"


def test_of_codes_held_up_together_only_the_first_is_scanned() -> None:
    assert scans(["BAC"] * 300) == ["B"]


def test_codes_held_up_together_are_one_scan_even_if_they_flicker() -> None:
    assert scans(["A", "B", "A", "AB", "B", "B", "AB", "A", "A", "A", "BA", "B", "B", "B", "B", "AB"]) == [
        "A"
    ]


def test_a_code_passed_over_is_scanned_when_it_is_held_up_alone() -> None:
    assert scans(["AB"] * 30 + ["B"] * 20) == ["A", "B"]


def test_a_code_passed_over_is_scanned_at_its_first_sight_alone_after_a_pause() -> None:
    assert scans(["AB"] * 30 + [" "] * 10 + ["B"]) == ["A", "B"]


def test_of_two_codes_passed_over_neither_is_scanned_until_it_is_alone() -> None:
    assert scans(["ABC"] * 5 + ["BC"] * 30) == ["A"]
    assert scans(["ABC"] * 5 + ["BC"] * 30 + ["C"] * 10 + [" "] * 10 + ["B"]) == ["A", "C", "B"]


def test_a_code_that_comes_beside_one_just_scanned_is_passed_over() -> None:
    assert scans(["A"] * 10 + ["BA"] * 300) == ["A"]


def test_the_first_one_is_no_second_scan_when_it_comes_back_beside_the_other() -> None:
    assert scans(["AB"] * 10 + ["B"] * 10 + ["AB"] * 100) == ["A", "B"]


def test_what_is_always_in_view_keeps_nobody_waiting() -> None:
    posters = ["PQ"] * 90
    assert scans([*posters, *["APQ"] * 5, *posters[:5], *["BPQ"] * 5]) == ["P", "A", "B"]


def test_beside_what_is_always_in_view_a_sheet_is_one_scan_too() -> None:
    assert scans(["PQ"] * 90 + ["PQAB"] * 200) == ["P", "A"]
    assert scans(["PQ"] * 90 + ["PQAB"] * 5 + ["PQB"] * 10) == ["P", "A", "B"]


def test_what_is_always_in_view_is_not_scanned_again_after_a_ticket_hid_it() -> None:
    assert scans([*["P"] * 90, "A", *["PA"] * 5, *["P"] * 30, *[" "] * 5, "P"]) == ["P", "A"]


def test_the_same_code_twice_in_a_frame_is_one_scan() -> None:
    assert scans(["AA"]) == ["A"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["A", "B", "AB", "BA", " "]), max_size=80))
def test_nothing_is_scanned_that_is_not_in_view_and_the_first_is_at_first_sight(views: list[str]) -> None:
    debounce = Debounce()
    has_seen = False
    for number, view in enumerate(views):
        codes = view.replace(" ", "")
        scanned = debounce.see(codes, number * FRAME)

        assert scanned is None or scanned in codes
        assert has_seen or scanned == (codes[0] if codes else None)
        has_seen |= bool(codes)


@settings(deadline=None)
@given(st.lists(st.booleans(), max_size=200))
def test_flicker_shorter_than_the_pause_never_scans_twice(visible: list[bool]) -> None:
    debounce = Debounce(rearm=1e9)

    scanned = [debounce.see("A" if here else "", number * FRAME) for number, here in enumerate(visible)]

    assert scanned.count("A") == (1 if any(visible) else 0)
