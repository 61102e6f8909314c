from datetime import UTC, datetime

import pytest

from checkin.app import SyncStatus
from checkin.errors import MirrorFullError
from checkin.model.operation import OutboxCounts
from ui.screens.health import Facts, Health, health
from ui.screens.standing import standing
from ui.theme.tokens import Tone

NOW = datetime(2026, 11, 7, 8, 12, tzinfo=UTC)


def test_all_is_well_needs_no_banner() -> None:
    well = standing(SyncStatus(online=True))

    assert (well.word, well.tone, well.banner) == ("Online", Tone.YES, "")


def test_without_a_network_it_says_that_the_desk_goes_on() -> None:
    offline = standing(SyncStatus(online=False, counts=OutboxCounts(waiting=1234)))

    assert offline.word == "Offline"
    assert offline.banner == "No connection. Check-ins go on and are kept here: 1,234 things wait to be sent."
    assert offline.waiting == 1234


def test_with_nothing_waiting_no_number_is_said() -> None:
    assert standing(SyncStatus()).banner == "No connection. Check-ins go on and are kept here."


def test_a_sign_in_that_ended_comes_with_a_button() -> None:
    ended = standing(SyncStatus(online=True, sign_in_needed=True, counts=OutboxCounts(waiting=3)))

    assert (ended.word, ended.sign, ended.action) == ("Sign in", "key", "&Sign in")
    assert "3 things wait" in ended.banner


def test_a_missing_right_is_said_as_what_it_is() -> None:
    why = "This account may not check in at this station (Only admin/organiser/coorganizer)"

    barred = standing(SyncStatus(online=True, sign_in_needed=True, reason=why))

    assert barred.banner.startswith(f"{why}. The account may need the role co-organizer")
    assert "sign in again" not in barred.banner
    assert (barred.word, barred.action) == ("Not allowed", "&Look")


@pytest.mark.parametrize(("parked", "said"), [(1, "one of the things"), (2, "2 things")])
def test_what_the_platform_did_not_take_is_said(parked: int, said: str) -> None:
    trouble = standing(SyncStatus(online=True, counts=OutboxCounts(parked=parked)))

    assert said in trouble.banner
    assert trouble.action
    assert trouble.parked == parked
    assert trouble.tone is Tone.ASK


@pytest.mark.parametrize("online", [True, False])
def test_where_check_ins_stay_here_nothing_is_a_warning(online: bool) -> None:  # noqa: FBT001
    kept = standing(SyncStatus(online=online, counts=OutboxCounts(waiting=1)), tells=False)

    assert (kept.word, kept.tone, kept.banner) == ("Kept here", Tone.IDLE, "")
    assert kept.waiting == 1


def test_a_sign_in_and_what_was_refused_are_said_even_then() -> None:
    assert standing(SyncStatus(sign_in_needed=True), tells=False).word == "Sign in"
    assert standing(SyncStatus(online=True, counts=OutboxCounts(parked=1)), tells=False).parked == 1


def health_of(**facts: object) -> Health:
    return health(Facts(status=SyncStatus(online=True), **facts), NOW, UTC)  # type: ignore[arg-type]  # real fields


def test_the_whole_state_comes_with_it_line_by_line() -> None:
    well = standing(SyncStatus(online=True), health=health_of())

    assert well.health.splitlines() == ["Nothing is waiting", "the door works normally"]
    assert (well.tone, well.banner) == (Tone.YES, "")


def test_a_door_that_does_not_work_outweighs_everything() -> None:
    broken = standing(
        SyncStatus(sign_in_needed=True), health=health_of(door=MirrorFullError("The disk is full."))
    )

    assert (broken.tone, broken.word, broken.sign) == (Tone.NO, "Not working", "cross-octagon")
    assert broken.banner.startswith("The door does NOT work: this computer's disk is full. Nobody")


def test_double_entries_are_counted_among_what_is_to_be_looked_at() -> None:
    twice = standing(SyncStatus(online=True), health=health_of(doubles=2))

    assert (twice.parked, twice.tone, twice.banner) == (2, Tone.ASK, "")
