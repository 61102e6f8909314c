import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.model.code import badge_key, lookup_keys
from checkin.model.seal import Seal, read_seal, sealed

CODE = "830c97de-8ac2-43e0-8582-e94edaab3d8d-a3f09c"


def test_a_sealed_code_names_the_attendee_and_hides_the_ticket() -> None:
    text = sealed("1", "968", CODE)
    assert re.fullmatch("CI1:968:[A-Z2-7]{16}", text)
    seal = read_seal(text)
    assert seal is not None
    assert seal.attendee == "968"
    assert seal.fits("1", CODE)


def test_it_fits_no_other_event_attendee_or_ticket() -> None:
    seal = read_seal(sealed("1", "968", CODE))
    assert seal is not None
    assert not seal.fits("2", CODE)
    assert not seal.fits("1", CODE + "x")
    assert not Seal(attendee="967", mark=seal.mark).fits("1", CODE)


@pytest.mark.parametrize("code", ["", "968", badge_key("968")])
def test_what_can_be_reckoned_from_the_attendees_number_signs_nothing(code: str) -> None:
    assert not sealed("1", "968", code)
    forged = sealed("1", "other", code) or "CI1:968:"
    assert not Seal(attendee="968", mark=forged.rpartition(":")[2]).fits("1", code)


def test_whom_no_platform_knows_has_none() -> None:
    assert not sealed("1", "", CODE)


@pytest.mark.parametrize("payload", ["", "CI1", "CI1:968", "CI2:968:A", "CI1:968:ÄÖÜ", CODE])
def test_other_codes_are_no_sealed_ones(payload: str) -> None:
    assert read_seal(payload) is None


def test_it_is_among_the_keys_of_what_was_scanned() -> None:
    text = sealed("1", "968", CODE)
    assert lookup_keys(f"]Q1{text}\r")[0] == text


@pytest.mark.parametrize("garble", [str.lower, str.upper, str.swapcase])
@pytest.mark.parametrize("attendee", ["968", "row-4f5a", "GUEST:7"])
def test_a_scanner_that_turns_capitals_round_changes_nothing(
    garble: Callable[[str], str], attendee: str
) -> None:
    seal = read_seal(garble(sealed("1", attendee, CODE)))
    assert seal is not None
    assert any(one.fits("1", CODE) for one in seal.spellings())


@given(st.text(min_size=1, max_size=20), st.text(max_size=20), st.text(min_size=1, max_size=40))
def test_whatever_ids_are_made_of_they_come_back(attendee: str, event: str, code: str) -> None:
    text = sealed(event, attendee, code)
    if text:
        seal = read_seal(text)
        assert seal is not None
        assert seal.attendee == attendee
        assert seal.fits(event, code)
