from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from checkin.model.admission import Refusal, Refused
from checkin.model.attendee import TicketStatus
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import AttendeeId, MovementId, ZoneId
from checkin.model.movement import Movement, Presence, Source
from checkin.model.scan import Found, Scan
from checkin.model.station import Direction
from tests.ui.screens.sample_event import NOW, person
from ui.screens.attendees.people import facts, history_lines, of_order, row, standing, to_undo
from ui.theme.tokens import Tone


def moved(number: int, direction: Direction = Direction.IN, **more: object) -> Movement:
    usual = Movement(
        id=MovementId(f"m{number}"),
        attendee=AttendeeId(1),
        zone=WHOLE_EVENT,
        direction=direction,
        at=NOW + timedelta(minutes=number),
        station="Front",
    )
    return replace(usual, **more)  # type: ignore[arg-type]  # the tests name real fields


INSIDE = Presence(inside=True, entries=1, last_in=moved(0))


@pytest.mark.parametrize(
    ("status", "presence", "tone", "words"),
    [
        (TicketStatus.VALID, Presence(), Tone.IDLE, "Not here yet"),
        (TicketStatus.VALID, INSIDE, Tone.YES, "In since 08:12, Front"),
        (TicketStatus.VALID, Presence(inside=True, entries=1), Tone.YES, "In"),
        (TicketStatus.VALID, Presence(entries=1), Tone.IDLE, "Went out again"),
        (TicketStatus.UNPAID, Presence(), Tone.ASK, "Unpaid"),
        (TicketStatus.UNPAID, INSIDE, Tone.ASK, "Unpaid · In since 08:12, Front"),
        (TicketStatus.CANCELLED, Presence(), Tone.NO, "Cancelled"),
    ],
)
def test_where_somebody_is_and_what_is_wrong(
    status: TicketStatus, presence: Presence, tone: Tone, words: str
) -> None:
    found = Found(attendee=person(1, "Ada Lovelace", status=status), presence=presence)

    assert (standing(found, NOW, UTC)[0], standing(found, NOW, UTC)[2]) == (tone, words)


def test_a_check_in_of_yesterday_names_the_day() -> None:
    found = Found(attendee=person(1, "Ada"), presence=INSIDE)

    assert standing(found, NOW + timedelta(days=1), UTC)[1:] == (
        "In since Sat 7 Nov, 08:12",
        "In since Sat 7 Nov, 08:12, Front",
    )


def test_a_line_of_the_list() -> None:
    found = Found(attendee=person(1, "Ada Lovelace", colour="#ff0000"), presence=Presence(), waiting=True)

    line = row(found, NOW, UTC)

    assert (line.name, line.company, line.ticket, line.order) == (
        "Ada Lovelace",
        "Analytical Engines",
        "Regular",
        "A0001",
    )
    assert line.waiting
    assert line.colour == "#ff0000"


def test_everything_known_is_told_and_nothing_empty() -> None:
    who = person(1, "Ada Lovelace", valid_from=NOW, valid_until=NOW)
    answers = {
        "dietary_restrictions": "vegan",
        "first_time": True,
        "fax": None,
        "newsletter": False,
        "languages": ["en", "", "fr"],
        "size": {"shirt": "M"},
        "age": 36,
    }
    who = replace(who, extra=answers, job_title="")

    told = {fact.label: fact.value for fact in facts(Found(attendee=who, presence=Presence()), UTC)}

    assert told["Good from"] == "Sat 7 Nov, 08:12"
    assert told["Dietary restrictions"] == "vegan"
    assert (told["First time"], told["Newsletter"]) == ("yes", "no")
    assert told["Languages"] == "en, fr"
    assert told["Size"] == "shirt: M"
    assert told["Age"] == "36"
    assert told["Badges printed here"] == "none yet"
    assert not {"Fax", "Job title"} & told.keys()


def test_somebody_registered_here_is_not_at_the_platform_yet() -> None:
    who = replace(person(1, "Ada"), platform_id=None)

    told = {
        fact.label: fact.value
        for fact in facts(Found(attendee=who, presence=Presence(), badge_prints=2), UTC)
    }

    assert told["Number at the platform"] == "not there yet"
    assert told["Badges printed here"] == "2"


def test_history_is_newest_first_and_an_undo_is_told_with_what_it_took_back() -> None:
    lines = history_lines(
        [
            moved(0, overrode="unpaid"),
            moved(5, Direction.OUT, undoes=MovementId("m0")),
            moved(9, source=Source.PLATFORM, station=""),
        ],
        {},
        NOW,
        UTC,
    )

    assert [(line.what, line.when, line.note, line.taken_back) for line in lines] == [
        ("Checked in", "08:21", "told by the platform", False),
        ("Checked in", "08:12", "Front, let in although unpaid, taken back 08:17", True),
    ]


def test_a_session_is_named_in_the_history() -> None:
    keynote = ZoneId("session:1")
    movements = [
        moved(0, zone=keynote),
        moved(1, Direction.OUT, zone=ZoneId("session:2"), station=""),
    ]

    lines = history_lines(movements, {keynote: "Keynote"}, NOW, UTC)

    assert [line.what for line in lines] == ["Checked out · a session", "Checked in · Keynote"]
    assert lines[0].note == "another station"


@pytest.mark.parametrize(
    ("movements", "undoable"),
    [
        ([], None),
        ([moved(0)], "m0"),
        ([moved(0), moved(1)], "m1"),
        ([moved(0), moved(1, undoes=MovementId("m0"))], None),
        ([moved(0, source=Source.PLATFORM)], None),
        ([moved(0, zone=ZoneId("session:1"))], None),
    ],
)
def test_only_the_last_of_our_own_that_still_counts_can_be_taken_back(
    movements: list[Movement], undoable: str | None
) -> None:
    assert to_undo(movements, WHOLE_EVENT) == undoable


def test_a_walk_in_is_marked_in_the_list() -> None:
    walk_in = replace(person(1, "Ann Smith", order=""), walk_in=True)
    found = Found(attendee=walk_in, presence=Presence())

    line = row(found, NOW, UTC)

    assert line.walk_in
    assert line.order == "Registered here"


def test_a_party_and_a_remark_are_known_of_somebody() -> None:
    party = person(1, "Ada", admits=4, remark="Wristband for each")
    found = Found(attendee=party, presence=Presence(inside=True, entries=2))

    known = {fact.label: fact.value for fact in facts(found, UTC)}

    assert known["For several people"] == "2 of 4 have come"
    assert known["To be told"] == "Wristband for each"


def test_a_look_is_told_as_one_and_not_as_an_overruling() -> None:
    looked = moved(1, overrode="needs confirmation")

    [line] = history_lines([looked], {}, NOW, UTC)

    assert line.note.endswith("looked at first")


def test_an_order_that_was_in_already_is_no_news() -> None:
    refused = Refused(refusal=Refusal.ALREADY_INSIDE)

    assert of_order([Scan(at=NOW, admission=refused)] * 2) == (Tone.IDLE, "0 let in, 2 were in already")
