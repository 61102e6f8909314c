from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from checkin.model.print_job import UNSAID, JobState
from tests.ui.screens.sample_event import NOW
from tests.ui.screens.spool.waiting_badges import NO_LETTER, NO_PAPER, SILENT, a_bad_morning, a_job
from ui.screens.spool.board import board
from ui.theme.tokens import Tone

BERLIN = ZoneInfo("Europe/Berlin")


def test_what_is_in_doubt_stands_apart_the_oldest_first() -> None:
    young, old = (
        a_job(number, name, JobState.DOUBTFUL, words=SILENT) for number, name in ((1, "A"), (2, "B"))
    )

    found = board([young, old], NOW, BERLIN)

    assert [doubt.title for doubt in found.doubts] == [
        "Did the badge of B come out?",
        "Did the badge of A come out?",
    ]
    assert found.doubts[0].about == "Regular · in doubt, asked for at 09:10 · Left desk"
    assert found.lanes == ()


def test_what_waits_stands_with_its_printer_and_trouble_comes_first() -> None:
    jobs = [a_job(1, "Ada", printer="VIP"), a_job(2, "Grace", words=NO_PAPER), a_job(3, "Mary")]

    lanes = board(jobs, NOW, BERLIN).lanes

    assert [(lane.printer, lane.tone, lane.summary) for lane in lanes] == [
        ("Left desk", Tone.ASK, "2 wait"),
        ("VIP", Tone.IDLE, "1 waits"),
    ]
    assert [row.who for row in lanes[0].rows] == ["Mary", "Grace"]


def test_what_a_printer_lacks_is_said_once() -> None:
    jobs = [a_job(1, "Ada", words=NO_PAPER), a_job(2, "Grace", JobState.FAILED, words=NO_LETTER)]

    [lane] = board(jobs, NOW, BERLIN).lanes

    assert lane.trouble == NO_PAPER
    assert [row.words for row in lane.rows] == [NO_LETTER, ""]
    assert lane.tone is Tone.NO


def test_every_state_is_counted() -> None:
    states = (JobState.PRINTING, JobState.PRINTING, JobState.WAITING, JobState.FAILED)
    jobs = [a_job(number, "Somebody", state) for number, state in enumerate(states, 1)]

    [lane] = board(jobs, NOW, BERLIN).lanes

    assert lane.summary == "2 are being printed, 1 waits, 1 not printed"


def test_a_badge_on_its_way_cannot_be_moved() -> None:
    [lane] = board([a_job(1, "Ada", JobState.PRINTING)], NOW, BERLIN).lanes

    assert lane.summary == "1 is being printed"
    assert not lane.movable


def test_a_badge_a_printer_took_and_never_spoke_of_is_not_said_to_have_come_out() -> None:
    job = a_job(1, "Ada", JobState.PRINTED, words=f"Zebra: {UNSAID}")

    [row] = board([job], NOW, BERLIN).recent

    assert row.about == "Regular · sent at 09:12 · Left desk"


def test_hundreds_are_not_all_shown() -> None:
    jobs = [a_job(number, "Somebody") for number in range(1, 301)]

    [lane] = board(jobs, NOW, BERLIN).lanes

    assert (len(lane.rows), lane.hidden, lane.summary) == (25, 275, "300 wait")


def test_what_came_out_lately_stands_below_the_newest_first() -> None:
    recent = board(a_bad_morning().spool.kept, NOW, BERLIN).recent

    assert [(row.who, row.about) for row in recent] == [
        ("Annie Easley", "Regular · came out at 09:07 · Left desk"),
        ("Hedy Lamarr", "Regular · came out at 09:06 · Left desk · badge 2 (lost)"),
        ("Radia Perlman", "Regular · given up at 09:05"),
    ]


def test_another_day_is_named() -> None:
    yesterday = NOW - timedelta(days=1)
    jobs = [
        a_job(1, "Ada", asked_at=yesterday),
        a_job(2, "Grace", JobState.PRINTED, asked_at=yesterday, ended_at=None),
    ]

    found = board(jobs, NOW, UTC)

    assert found.lanes[0].rows[0].about == "Regular · waits since Fri 6 Nov, 08:12"
    assert found.recent[0].about == "Regular · came out on Fri 6 Nov, 08:12 · Left desk"


def test_whoever_has_no_name_has_a_number() -> None:
    [lane] = board([a_job(1, "", ticket_type="", copy=3)], NOW, BERLIN).lanes

    assert lane.rows[0].who == "attendee 101"
    assert lane.rows[0].about == "waits since 09:11 · badge 3"


def test_without_badges_it_is_empty() -> None:
    assert board([], NOW, BERLIN).is_empty
    assert not board([a_job(1, "Ada")], NOW, BERLIN).is_empty
