"""A scanner that types is told from a person who does."""

import itertools
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin.scanner.wedge import Verdict, Wedge

TICKET = "1f89db55-6bc0b1"
CARD = "BEGIN:VCARD\nVERSION:3.0\n\nX-SOCIALPROFILE;TYPE=EVENTYAY:412\n\nFN:Ada\tLovelace\nEND:VCARD"


class Desk:
    """Feeds keys to a wedge and keeps what comes out of it."""

    def __init__(self, wedge: Wedge | None = None) -> None:
        self.wedge = wedge or Wedge()
        self.now = 100.0
        self.scans: list[str] = []
        self.typed = ""  # what reaches the focused field
        self._held: list[str] = []

    def press(self, key: str, after: float) -> None:
        self.now += after
        verdict = self.wedge.feed(key, self.now)
        if verdict.is_held:
            self._held.append(key)
        self._follow(verdict)
        if not verdict.is_held:
            self.typed += key

    def type(self, text: str, gap: float | Iterable[float]) -> "Desk":
        gaps = itertools.repeat(gap) if isinstance(gap, float) else itertools.cycle(gap)
        for key, after in zip(text, gaps, strict=False):
            self.press(key, after)
        return self

    def wait(self, seconds: float) -> "Desk":
        self.now += seconds
        self._follow(self.wedge.expire(self.now))
        return self

    def arrow_key(self) -> "Desk":
        self._follow(self.wedge.interrupt())
        return self

    def _follow(self, verdict: Verdict) -> None:
        released, self._held = self._held[: verdict.released], self._held[verdict.released :]
        self.typed += "".join(released)
        if verdict.scan is not None:
            self.scans.append(verdict.scan)
        if not self.wedge.is_holding:
            self._held.clear()


@pytest.mark.parametrize("end", ["\r", "\n", "\t"])
def test_a_fast_burst_with_an_end_is_a_scan_and_nothing_is_typed(end: str) -> None:
    desk = Desk().type(TICKET + end, 0.01)

    assert (desk.scans, desk.typed) == ([TICKET], "")


def test_a_scanner_may_stutter() -> None:
    desk = Desk().type(TICKET + "\r", [0.01, 0.03, 0.005, 0.055, 0.02])

    assert desk.scans == [TICKET]


def test_a_long_stall_in_a_scan_that_was_clearly_one_is_forgiven() -> None:
    desk = Desk().type(TICKET, 0.01)

    desk.press("7", 0.11)
    desk.press("\r", 0.01)

    assert desk.scans == [TICKET + "7"]


def test_what_a_person_types_arrives_unchanged() -> None:
    desk = Desk().type("Ada Lovelace\r", 0.12)

    assert (desk.scans, desk.typed) == ([], "Ada Lovelace\r")


def test_a_single_letter_is_only_held_for_a_moment() -> None:
    desk = Desk().type("A", 1.0)
    assert desk.typed == ""

    desk.wait(0.07)

    assert desk.typed == "A"
    assert desk.wedge.deadline is None


def test_very_fast_typing_is_let_through_before_it_ends() -> None:
    desk = Desk().type("abcdefghij", 0.05)

    assert desk.typed.startswith("abcdef")


def test_a_few_fast_letters_and_enter_are_no_scan() -> None:
    desk = Desk().type("abc\r", 0.01)

    assert (desk.scans, desk.typed) == ([], "abc\r")


def test_a_burst_without_an_end_is_handed_back() -> None:
    desk = Desk().type(TICKET, 0.01).wait(0.2)

    assert (desk.scans, desk.typed) == ([], TICKET)


def test_enter_long_after_a_burst_is_an_ordinary_enter() -> None:
    desk = Desk().type(TICKET, 0.01)

    desk.press("\r", 0.5)

    assert (desk.scans, desk.typed) == ([], TICKET + "\r")


def test_an_arrow_key_in_a_burst_hands_the_burst_back_first() -> None:
    desk = Desk().type("abcd", 0.01).arrow_key()

    assert desk.typed == "abcd"


def test_a_badge_is_one_scan_although_the_scanner_presses_enter_after_every_line() -> None:
    desk = Desk().type(CARD.replace("\n", "\r") + "\r", 0.01)

    assert (desk.scans, desk.typed) == ([CARD], "")


def test_a_scanner_that_presses_enter_twice_does_not_press_a_button_with_the_second() -> None:
    desk = Desk().type(TICKET + "\r\n", 0.01)

    assert (desk.scans, desk.typed) == ([TICKET], "")


def test_a_badge_may_pause_between_its_lines() -> None:
    desk = Desk()
    for line in CARD.split("\n"):
        desk.wait(0.3).type(line + "\r", 0.01)

    assert desk.scans == [CARD]


@pytest.mark.parametrize("is_key", [True, False])
def test_a_badge_that_breaks_off_is_still_a_scan(is_key: bool) -> None:  # noqa: FBT001
    desk = Desk().type(CARD[:-10].replace("\n", "\r"), 0.01)

    desk.arrow_key() if is_key else desk.wait(1.0)

    assert (desk.scans, desk.typed) == ([CARD[:-10]], "")


def test_a_badge_without_a_last_enter_ends_by_itself_and_the_next_scan_is_its_own() -> None:
    desk = Desk().type(CARD, 0.01)

    desk.press("A", 2.0)
    desk.type("BCDE\r", 0.01)

    assert desk.scans == [CARD, "ABCDE"]


def test_prefix_and_suffix_of_the_scanner_are_taken_off() -> None:
    wedge = Wedge(prefix="\x02", suffix="\x03")

    assert Desk(wedge).type(f"\x02{TICKET}\x03\r", 0.01).scans == [TICKET]
    assert Desk(wedge).type(f"\x02{CARD}\x03\r", 0.01).scans == [CARD]


@pytest.mark.parametrize("start", ["", "BEGIN:VCARD\r"])
def test_keys_without_end_are_not_held_without_end(start: str) -> None:
    desk = Desk().type(start + "x" * 10_000, 0.001)

    assert sum(map(len, desk.scans)) + len(desk.typed) > 8000


PRINTABLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=4, max_size=60)


@settings(deadline=None)
@given(PRINTABLE, st.lists(st.floats(0.001, 0.034), min_size=1, max_size=20), st.sampled_from("\r\n\t"))
def test_every_fast_burst_is_a_scan_of_exactly_its_characters(text: str, gaps: list[float], end: str) -> None:
    desk = Desk().type(text + end, gaps)

    assert (desk.scans, desk.typed) == ([text], "")


@settings(deadline=None)
@given(st.text(min_size=1, max_size=60), st.lists(st.floats(0.04, 0.6), min_size=1, max_size=20))
def test_typing_by_hand_is_never_a_scan_and_never_lost(text: str, gaps: list[float]) -> None:
    desk = Desk().type(text, gaps).wait(1.0)

    assert (desk.scans, desk.typed) == ([], text)


KEYS = st.tuples(st.sampled_from("abcBEGIN:VCARD\r\t "), st.floats(0, 0.3))


@settings(deadline=None)
@given(st.lists(KEYS, max_size=80))
def test_every_key_is_typed_or_scanned_once_and_in_order(keys: list[tuple[str, float]]) -> None:
    desk = Desk()
    for key, after in keys:
        desk.press(key, after)
    desk.wait(1.0)

    fed = "".join(key for key, _ in keys if key not in "\r\t")
    assert sorted("".join([*desk.scans, desk.typed]).translate({9: None, 10: None, 13: None})) == sorted(fed)
    assert desk.wedge.deadline is None
