"""Telling Sarcon what happened, and finding out what became of it, over real HTTP."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from checkin.clock import SystemClock
from checkin.connectors.sarcon.connector import SarconConnector
from checkin.errors import (
    CredentialsError,
    RejectedError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.ids import OperationId, PlatformId
from checkin.model.operation import (
    AlreadyThere,
    CannotTell,
    Correct,
    Move,
    NotThere,
    Operation,
    OperationState,
    Pair,
    Printed,
    Register,
    Rejected,
    Settled,
    TakeBack,
    Task,
    Turned,
)
from checkin.model.platform import Capability
from checkin.model.station import StationKind
from checkin.practice.sarcon import SarconPractice
from checkin.practice.sarcon.serve import READING_TOKEN
from tests.checkin.connectors.sarcon.builders import (
    NOW,
    connector_to,
    example_with,
    mapping_file,
    operation,
    without_parts,
)
from tests.checkin.connectors.sarcon.scripted import Scripted, connected, envelope

WALK_IN = Register(
    answers={"given_name": "Ida", "family_name": "Löwe", "company": 'A "B" & C', "email": ""},
    ticket_type="501",
)


def lost(practice: SarconPractice, connector: SarconConnector, told: Operation) -> Operation:
    """Tell it, and lose the answer."""
    practice.faults.drop_answers(times=1)
    with pytest.raises(UnreachableError) as caught:
        connector.push(told)
    assert caught.value.may_have_landed
    return replace(told, state=OperationState.UNCERTAIN)


def test_a_check_in_arrives_with_its_time_reference_and_post(
    practice: SarconPractice, connector: SarconConnector, attendee: str
) -> None:
    verdict = connector.push(operation(attendee, station="main"))

    assert verdict == Settled(at=NOW)
    (passage,) = practice.platform.registrations[int(attendee)].check_ins
    assert (passage.at, passage.station) == (NOW, "main")
    assert passage.reference == operation(attendee).id


def test_the_same_check_in_twice_is_once(
    practice: SarconPractice, connector: SarconConnector, attendee: str
) -> None:
    connector.push(operation(attendee))

    assert connector.push(operation(attendee)) == AlreadyThere()
    assert practice.record() == {attendee: 1}


def test_a_check_out_and_its_undone_check_in_arrive(
    practice: SarconPractice, connector: SarconConnector, attendee: str
) -> None:
    check_in = operation(attendee)
    leaving = operation(attendee, id="o-2", kind=StationKind.CHECK_OUT, station="main/out")
    undo = operation(attendee, id="o-3", task=TakeBack(operation=check_in.id, moved_at=NOW))

    assert isinstance(connector.push(check_in), Settled)
    assert isinstance(connector.push(leaving), Settled)
    assert connector.push(leaving) == AlreadyThere()
    assert practice.platform.registrations[int(attendee)].check_outs[0].station == "main"
    assert isinstance(connector.push(undo), Settled)
    assert practice.record() == {}
    assert connector.push(undo) == AlreadyThere()


def test_what_was_overruled_at_the_door_is_told(practice: SarconPractice, connector: SarconConnector) -> None:
    unpaid = next(one for one in practice.visitors() if one.expected is not None and one.event == "11")

    assert isinstance(connector.push(operation(unpaid.platform_id)), Rejected)
    overruled = operation(unpaid.platform_id, task=Move(overrode="unpaid"))
    assert isinstance(connector.push(overruled), Settled)


def test_a_walk_in_gets_an_id_and_a_code(practice: SarconPractice, connector: SarconConnector) -> None:
    verdict = connector.push(operation("", task=WALK_IN))

    assert isinstance(verdict, Settled)
    assert verdict.attendee is not None
    row = practice.platform.registrations[int(verdict.attendee)]
    assert (row.first_name, row.last_name, row.company, row.ticket) == ("Ida", "Löwe", 'A "B" & C', 501)
    assert verdict.codes == (row.qr_code,)


def test_a_refused_walk_in_is_refused_by_field(connector: SarconConnector) -> None:
    verdict = connector.push(operation("", task=replace(WALK_IN, answers={"email": "nonsense"})))

    assert isinstance(verdict, Rejected)
    assert verdict.answered
    assert "first_name: The first name field is required." in verdict.reason
    assert "email: The email must be a valid email address." in verdict.reason


def test_an_attendee_the_platform_does_not_know_is_refused(connector: SarconConnector) -> None:
    verdict = connector.push(operation("1"))

    assert isinstance(verdict, Rejected)
    assert "Registration not found" in verdict.reason
    with pytest.raises(RejectedError, match="Registration not found"):
        connector.read_back(operation("1"))


def test_somebody_without_an_id_at_the_platform_is_refused_unsent(
    practice: SarconPractice, connector: SarconConnector
) -> None:
    assert isinstance(connector.push(operation("")), Rejected)
    assert isinstance(connector.read_back(operation("")), Rejected)
    assert practice.platform.requests == 0


def test_a_token_without_rights_is_a_missing_permission_and_gives_nothing_up(
    practice: SarconPractice, attendee: str
) -> None:
    with pytest.raises(CredentialsError, match="permission"):
        connector_to(practice, secrets={"token": READING_TOKEN}).push(operation(attendee))


def test_who_may_register_nobody_still_takes_check_ins(practice: SarconPractice) -> None:
    connector = connector_to(practice, secrets={"token": READING_TOKEN})

    verdict = connector.push(operation("", task=WALK_IN))

    assert isinstance(verdict, Rejected)
    assert verdict.answered
    assert "permission" in verdict.reason


def test_a_token_that_ended_stops_the_sync(
    practice: SarconPractice, connector: SarconConnector, attendee: str
) -> None:
    practice.platform.tokens.clear()

    with pytest.raises(CredentialsError):
        connector.push(operation(attendee))


@pytest.mark.parametrize(
    "task",
    [Correct(changes={}), Pair(tag="t"), Turned(refusal="unpaid", code="c"), Printed(number=1)],
    ids=lambda task: type(task).__name__,
)
def test_what_no_mapping_can_say_is_rejected_in_words(
    practice: SarconPractice, connector: SarconConnector, task: Task
) -> None:
    verdict = connector.push(operation("40001", task=task))

    assert isinstance(verdict, Rejected)
    assert isinstance(connector.read_back(operation("40001", task=task)), Rejected)
    assert practice.platform.requests == 0


@pytest.mark.parametrize(
    ("part", "kind", "task"),
    [
        ("check_in", StationKind.REGISTRATION, Move()),
        ("check_out", StationKind.CHECK_OUT, Move()),
        ("undo", StationKind.REGISTRATION, TakeBack(operation=OperationId("x"), moved_at=NOW)),
        ("walk_in", StationKind.REGISTRATION, WALK_IN),
    ],
)
def test_a_part_the_mapping_lacks_is_named(
    practice: SarconPractice, tmp_path: Path, part: str, kind: StationKind, task: Task
) -> None:
    connector = connector_to(practice, mapping=mapping_file(tmp_path, without_parts(part)))

    verdict = connector.push(operation("40001", kind=kind, task=task))

    assert isinstance(verdict, Rejected)
    assert f"[{part}]" in verdict.reason


# After an answer that got lost


@pytest.mark.parametrize("is_idempotent", [True, False], ids=["idempotent", "not idempotent"])
def test_a_check_in_whose_answer_was_lost_is_found(
    practice: SarconPractice,
    connector: SarconConnector,
    attendee: str,
    is_idempotent: bool,  # noqa: FBT001
) -> None:
    practice.platform.switches.is_idempotent = is_idempotent
    told = lost(practice, connector, operation(attendee))

    assert connector.read_back(told) == Settled(at=NOW)
    assert practice.record() == {attendee: 1}


def test_a_check_in_that_never_arrived_is_not_found(
    practice: SarconPractice, connector: SarconConnector, attendee: str
) -> None:
    practice.faults.fail_before(times=1)
    with pytest.raises(UnreachableError):
        connector.push(operation(attendee))

    assert connector.read_back(operation(attendee)) == NotThere()


def test_somebody_elses_check_in_is_not_ours(connector: SarconConnector, attendee: str) -> None:
    connector.push(operation(attendee, id="another station's"))

    assert connector.read_back(operation(attendee)) == NotThere()


def test_a_lost_check_out_an_undo_and_a_walk_in_are_found_too(
    connector: SarconConnector, attendee: str
) -> None:
    check_in = operation(attendee)
    leaving = operation(attendee, id="o-2", kind=StationKind.CHECK_OUT)
    undo = operation(attendee, id="o-3", task=TakeBack(operation=check_in.id, moved_at=NOW))
    connector.push(check_in)

    assert connector.read_back(leaving) == NotThere()
    connector.push(leaving)
    assert connector.read_back(leaving) == Settled(at=NOW)
    assert connector.read_back(undo) == NotThere()
    connector.push(undo)
    assert connector.read_back(undo) == Settled()


def test_a_lost_walk_in_is_found_with_its_id_and_code(connector: SarconConnector) -> None:
    walk_in = operation("", task=WALK_IN)
    assert connector.read_back(walk_in) == NotThere()
    verdict = connector.push(walk_in)

    found = connector.read_back(walk_in)

    assert isinstance(found, Settled)
    assert isinstance(verdict, Settled)
    assert (found.attendee, found.codes) == (verdict.attendee, verdict.codes)


def test_what_can_neither_be_looked_up_nor_repeated_waits_for_a_person(
    practice: SarconPractice, tmp_path: Path, attendee: str
) -> None:
    connector = connector_to(
        practice, mapping=mapping_file(tmp_path, without_parts("look_up", "walk_in.look_up"))
    )
    told = lost(practice, connector, operation(attendee))

    for found in (connector.read_back(told), connector.read_back(operation("", task=WALK_IN))):
        assert isinstance(found, Rejected)
        assert not found.answered
        assert "[look_up]" in found.reason
    assert practice.record() == {attendee: 1}


def test_what_may_be_repeated_is_said_to_be_unknown(
    practice: SarconPractice, tmp_path: Path, attendee: str
) -> None:
    text = without_parts("look_up").replace("repeatable = false", "repeatable = true")
    connector = connector_to(practice, mapping=mapping_file(tmp_path, text))
    told = lost(practice, connector, operation(attendee))

    assert connector.read_back(told) == CannotTell()
    assert connector.push(told) == AlreadyThere()
    assert practice.record() == {attendee: 1}


def test_without_references_the_time_tells_whose_check_in_it_is(
    practice: SarconPractice, tmp_path: Path, attendee: str
) -> None:
    by_time = example_with(tmp_path, {'operation = "/reference"\ntime = "/time"': 'time = "/time"'})
    connector = connector_to(practice, mapping=by_time)
    connector.push(operation(attendee))

    assert connector.read_back(operation(attendee)) == Settled(at=NOW)
    later = operation(attendee, at=NOW + timedelta(minutes=1))
    assert connector.read_back(later) == NotThere()
    undo = operation(attendee, task=TakeBack(operation=OperationId("x"), moved_at=NOW))
    assert connector.read_back(undo) == NotThere()
    other = operation(
        attendee, task=TakeBack(operation=OperationId("x"), moved_at=NOW - timedelta(minutes=1))
    )
    assert connector.read_back(other) == Settled()


THEIR_TIME = """
[check_in]
path = "/in/{registration}"
form = { code = "${code}" }
success = { pointer = "/message", values = ["checked in"] }
[look_up]
path = "/people/{registration}"
[look_up.check_ins]
rows = "/data/checked_in_at"
time = ""
"""


def test_where_the_platform_takes_the_time_a_check_in_since_we_sent_is_ours(tmp_path: Path) -> None:
    script = Scripted()

    with connected(script, mapping_file(tmp_path, THEIR_TIME)) as connector:
        told = operation("7", at=NOW)

        def found_with(at: object) -> object:
            script.say("GET /people/7", envelope({"checked_in_at": at}))
            return connector.read_back(replace(told, first_sent_at=SystemClock().now()))

        found_with(None)  # the platform's clock is known from now on
        assert found_with(None) == NotThere()
        assert found_with("2020-01-01 00:00:00") == NotThere()
        assert isinstance(found_with("2999-01-01 00:00:00"), Settled)
        assert isinstance(found_with(["2020-01-01 00:00:00", "2999-01-01 00:00:00"]), Settled)


def test_success_is_what_the_mapping_says_it_is(tmp_path: Path) -> None:
    script = Scripted()
    with connected(script, mapping_file(tmp_path, THEIR_TIME)) as connector:
        script.say("POST /in/7", envelope([], "Checked in"))
        assert isinstance(connector.push(operation("7")), Settled)
        script.say("POST /in/7", envelope([], "The hall is full"))
        assert connector.push(operation("7")) == Rejected(reason="The hall is full")

    assert script.bodies[0] == b"code=SRC-1"
    assert script.headers[0]["content-type"] == "application/x-www-form-urlencoded"


def test_a_look_up_that_knows_no_check_outs_cannot_tell_of_one(tmp_path: Path) -> None:
    script = Scripted()
    mapping = THEIR_TIME + '[check_out]\npath = "/out/{registration}"\nrepeatable = true\n'
    with connected(script, mapping_file(tmp_path, mapping)) as connector:
        assert connector.read_back(operation("7", kind=StationKind.CHECK_OUT)) == CannotTell()

    assert script.asked == []


def test_a_walk_in_of_somebody_else_on_the_same_list_is_not_ours(tmp_path: Path) -> None:
    script = Scripted()
    mapping = '[walk_in]\npath = "/new"\n[walk_in.look_up]\npath = "/people"\noperation = "/ref"\n'
    script.say("GET /people", envelope([{"id": 1, "ref": "another"}, {"ref": operation("").id}, {"id": 3}]))
    with connected(script, mapping_file(tmp_path, mapping)) as connector:
        assert connector.read_back(operation("", task=WALK_IN)) == NotThere()


def test_a_walk_in_without_an_id_in_the_answer_is_not_settled(tmp_path: Path) -> None:
    script = Scripted()
    mapping = mapping_file(tmp_path, '[walk_in]\npath = "/new"\nalready = { status = [409] }\n')
    with connected(script, mapping) as connector:
        script.say("POST /new", envelope([]))
        with pytest.raises(UnreadableReplyError) as caught:
            connector.push(operation("", task=WALK_IN))
        script.say("POST /new", envelope({"id": 5}), 409)
        known = connector.push(operation("", task=WALK_IN))

    assert caught.value.may_have_landed
    assert known == AlreadyThere(attendee=PlatformId("5"))


def test_a_wait_the_platform_asks_for_is_kept(tmp_path: Path) -> None:
    script = Scripted(extra={"Retry-After": "300"})
    script.say("POST /in/7", envelope([], "", 503), 503)
    with connected(script, mapping_file(tmp_path, THEIR_TIME)) as connector:
        with pytest.raises(UnreachableError) as caught:
            connector.push(operation("7"))
        with pytest.raises(ThrottledError):
            connector.push(operation("7"))

    assert caught.value.retry_after == 300
    assert len(script.asked) == 1


@pytest.mark.parametrize("break_off", [SarconConnector.interrupt, SarconConnector.close])
def test_nothing_secret_shows_and_it_ends_when_told(
    connector: SarconConnector, break_off: Callable[[SarconConnector], None]
) -> None:
    connector.sign_in()

    assert "practice-client-token" not in repr(connector)
    assert connector.platform == "sarcon"
    assert Capability.CHECK_IN_OUR_TIME in connector.capabilities
    assert connector.clock_offset() is not None
    break_off(connector)


@pytest.mark.parametrize("token", ["", "ä", "line\nbreak"])
def test_what_is_no_token_is_never_sent(practice: SarconPractice, token: str) -> None:
    with pytest.raises(CredentialsError, match="no client token"):
        connector_to(practice, secrets={"token": token, "x": "y"}).sign_in()

    assert practice.platform.requests == 0
