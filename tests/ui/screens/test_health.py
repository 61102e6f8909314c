from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from checkin import errors
from checkin.app import SyncStatus
from checkin.model.operation import OutboxCounts
from ui.screens.health import Facts, health
from ui.theme.tokens import Tone

NOW = datetime(2026, 11, 7, 7, 45, tzinfo=UTC)
BERLIN = timezone(timedelta(hours=1))
SINCE, CONTACT = NOW.replace(minute=31), NOW.replace(minute=41)
ONLINE = SyncStatus(online=True, last_contact=CONTACT)
WAITING = OutboxCounts(waiting=12, since=SINCE, settled=5)
FULL = errors.MirrorFullError("The disk is full.")
RIGHTS = "This account may not check in at this station"
STICK = {"/media/STICK": "The folder /media/STICK is not there."}


def line(status: SyncStatus = ONLINE, **more: object) -> str:
    return health(Facts(status=status, **more), NOW, BERLIN).line  # type: ignore[arg-type]  # real fields


def with_counts(**numbers: int) -> SyncStatus:
    since = SINCE if numbers.get("waiting") else None
    return replace(ONLINE, counts=OutboxCounts(since=since, **numbers))


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (ONLINE, "Nothing is waiting · last contact 08:41 · the door works normally"),
        (
            with_counts(settled=7),
            "Everything has arrived · last contact 08:41 · the door works normally",
        ),
        (
            with_counts(waiting=1),
            "1 check-in waiting since 08:31 · last contact 08:41 · the door works normally",
        ),
        (
            replace(ONLINE, counts=WAITING),
            "12 check-ins waiting since 08:31 · last contact 08:41 · the door works normally",
        ),
        (
            replace(ONLINE, online=False, counts=WAITING),
            "12 check-ins waiting since 08:31 · offline, last contact 08:41 · the door works normally",
        ),
        (
            SyncStatus(counts=OutboxCounts(waiting=1234)),
            "1,234 check-ins waiting · offline, no contact yet · the door works normally",
        ),
        (
            with_counts(waiting=1, uncertain=1),
            (
                "1 check-in waiting since 08:31 · it is being looked up before it is sent again · "
                "last contact 08:41 · the door works normally"
            ),
        ),
        (
            with_counts(waiting=4, uncertain=1),
            (
                "4 check-ins waiting since 08:31 · 1 being looked up before it is sent again · "
                "last contact 08:41 · the door works normally"
            ),
        ),
        (
            with_counts(waiting=4, uncertain=2),
            (
                "4 check-ins waiting since 08:31 · 2 being looked up before they are sent again · "
                "last contact 08:41 · the door works normally"
            ),
        ),
        (
            with_counts(parked=1, settled=7),
            (
                "Nothing is waiting · 1 refused by the platform, to be looked at · last contact 08:41 · "
                "the door works normally"
            ),
        ),
        (
            replace(ONLINE, sign_in_needed=True, counts=WAITING),
            (
                "12 check-ins waiting since 08:31 · sign-in needed, nothing is sent until then · "
                "last contact 08:41 · the door works normally"
            ),
        ),
        (
            SyncStatus(sign_in_needed=True),
            "Nothing is waiting · sign-in needed, nothing is sent until then · the door works normally",
        ),
        (
            replace(ONLINE, sign_in_needed=True, reason=RIGHTS),
            (
                "Nothing is waiting · the account lacks a right, nothing is sent until it has it · "
                "last contact 08:41 · the door works normally"
            ),
        ),
    ],
)
def test_every_state_of_the_sync_is_one_sentence(status: SyncStatus, said: str) -> None:
    assert line(status) == said


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (FULL, "this computer's disk is full"),
        (errors.MirrorLockedError("x"), "another program holds the attendee list"),
        (errors.MirrorDamagedError("x"), "the attendee list is damaged"),
        (errors.MirrorTooNewError("x"), "this app is too old for its list"),
        (errors.MirrorError("x"), "the attendee list cannot be written"),
        (errors.SettingsError("x"), "the desk cannot be opened"),
    ],
)
def test_a_door_that_does_not_work_comes_first(error: errors.CheckinError, why: str) -> None:
    said = health(Facts(status=replace(ONLINE, counts=WAITING), door=error), NOW, BERLIN)

    assert said.line == (
        f"The door does NOT work: {why} · 12 check-ins waiting since 08:31 · last contact 08:41"
    )
    assert (said.tone, said.door_works) == (Tone.NO, False)


def test_a_disk_the_sync_could_not_write_to_makes_the_door_doubtful() -> None:
    said = health(Facts(status=ONLINE, doubted=True), NOW, BERLIN)

    assert "the sync could not write" in said.line
    assert said.line.endswith("disk: try the door with a scan")
    assert said.tone is Tone.ASK


@pytest.mark.parametrize(
    ("check_ins", "said"),
    [
        (None, "12 check-ins waiting"),
        (12, "12 check-ins waiting"),
        (11, "11 check-ins and 1 other thing waiting"),
        (1, "1 check-in and 11 other things waiting"),
        (0, "No check-in, but 12 other things waiting"),
    ],
)
def test_badges_and_refusals_are_not_called_check_ins(check_ins: int | None, said: str) -> None:
    assert line(replace(ONLINE, counts=WAITING), check_ins=check_ins).startswith(f"{said} since 08:31")


def test_a_journal_that_is_gone_is_said_with_what_happens_meanwhile() -> None:
    assert line(journals=STICK) == (
        "Nothing is waiting · last contact 08:41 · the journal's folder “STICK” is gone: "
        "the journal on this computer goes on, that one catches up · the door works normally"
    )


def test_a_stick_that_is_full_is_not_called_gone() -> None:
    assert "folder “STICK” cannot be written:" in line(journals={"/media/STICK": "The disk is full."})


def test_our_own_journal_does_not_go_on_beside_itself() -> None:
    said = line(journals={"/data/journal": "The disk is full."}, own_journal="/data/journal")

    assert "the journal on this computer cannot be written, it catches up by itself" in said


def test_several_journals_are_counted() -> None:
    assert "2 journals cannot be written" in line(journals={**STICK, "/mnt/share": "No such folder."})


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 double entry to look at"), (1200, "1,200 double entries to look at")]
)
def test_double_entries_are_counted(number: int, said: str) -> None:
    assert said in line(doubles=number)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (ONLINE, "Check-ins stay on this computer · last contact 08:41 · the door works normally"),
        (
            with_counts(waiting=2),
            (
                "Check-ins stay on this computer · 2 changes waiting since 08:31 · last contact 08:41 · "
                "the door works normally"
            ),
        ),
        (
            with_counts(waiting=1),
            (
                "Check-ins stay on this computer · 1 change waiting since 08:31 · last contact 08:41 · "
                "the door works normally"
            ),
        ),
        (
            replace(ONLINE, online=False),
            "Check-ins stay on this computer · offline, last contact 08:41 · the door works normally",
        ),
    ],
)
def test_where_the_platform_takes_no_check_ins_that_is_said(status: SyncStatus, said: str) -> None:
    assert line(status, tells=False) == said


def test_yesterday_has_its_day() -> None:
    yesterday = replace(ONLINE, counts=replace(WAITING, since=SINCE - timedelta(days=1)))

    assert line(yesterday).startswith("12 check-ins waiting since Fri 6 Nov, 08:31")


@pytest.mark.parametrize(
    ("facts", "tone"),
    [
        (Facts(status=ONLINE), Tone.YES),
        (Facts(status=replace(ONLINE, counts=WAITING)), Tone.YES),
        (Facts(status=with_counts(waiting=1, uncertain=1)), Tone.YES),
        (Facts(status=SyncStatus()), Tone.ASK),
        (Facts(status=replace(ONLINE, sign_in_needed=True)), Tone.ASK),
        (Facts(status=with_counts(parked=1)), Tone.ASK),
        (Facts(status=ONLINE, doubles=1), Tone.ASK),
        (Facts(status=ONLINE, journals=STICK), Tone.ASK),
        (Facts(status=ONLINE, tells=False), Tone.IDLE),
        (Facts(status=ONLINE, tells=False, door=FULL), Tone.NO),
    ],
)
def test_it_sounds_as_it_is(facts: Facts, tone: Tone) -> None:
    assert health(facts, NOW, BERLIN).tone is tone


def test_what_a_lead_has_to_look_at_is_counted_together() -> None:
    assert health(Facts(status=with_counts(parked=3), doubles=2), NOW, BERLIN).to_look_at == 5
