from dataclasses import replace
from datetime import timedelta

import pytest

from checkin.connectors.badgestic.connector import BadgesticConnector
from checkin.errors import CredentialsError, ThrottledError, UnreachableError
from checkin.model.ids import OperationId
from checkin.model.operation import (
    AlreadyThere,
    Correct,
    NotThere,
    Operation,
    Pair,
    Rejected,
    Settled,
    TakeBack,
)
from checkin.model.station import StationKind
from checkin.practice.badgestic import BadgesticPractice
from checkin.practice.badgestic.rows import CHECKED_IN_AT
from checkin.practice.faults import Fault, FaultKind
from tests.checkin.connectors.badgestic.builders import (
    AT,
    AT_AS_TEXT,
    connected,
    guests_of,
    operation,
    somebody,
)
from tests.fakes.clock import FakeClock

TAKE_BACK = TakeBack(operation=OperationId("o-1"), moved_at=AT)


def lose_the_answer(practice: BadgesticPractice) -> None:
    practice.faults.drop_answers(times=1)


def shows(
    practice: BadgesticPractice, connector: BadgesticConnector, clock: FakeClock, pushed: list[Operation]
) -> int:
    """How often the event was shown while these were pushed, a second after each other."""
    before = practice.platform.shows
    for one in pushed:
        clock.advance(1)
        assert isinstance(connector.push(one), Settled)
    return practice.platform.shows - before


def test_a_check_in_is_written_with_our_time(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    row = somebody(practice)

    verdict = connector.push(operation(practice, row))

    assert verdict == Settled(at=AT)
    assert row.own[CHECKED_IN_AT] == AT_AS_TEXT
    assert practice.record() == {str(row.id): 1}


def test_the_first_check_in_stays(practice: BadgesticPractice, connector: BadgesticConnector) -> None:
    row = somebody(practice)
    connector.push(operation(practice, row))

    verdict = connector.push(operation(practice, row, name="o-2", at=AT + timedelta(hours=1)))

    assert verdict == AlreadyThere(at=AT)
    assert row.check_ins == 1


def test_the_same_check_in_sent_twice_is_once(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    row = somebody(practice)
    connector.push(operation(practice, row))

    assert connector.push(operation(practice, row)) == AlreadyThere(at=AT)
    assert row.check_ins == 1


def test_what_somebody_else_wrote_stays_though_it_is_no_time(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    row = somebody(practice)
    row.own[CHECKED_IN_AT] = "yes"

    verdict = connector.push(operation(practice, row))

    assert isinstance(verdict, AlreadyThere)
    assert verdict.at is None
    assert "no time" in verdict.note
    assert row.own[CHECKED_IN_AT] == "yes"


def test_one_look_serves_several_check_ins_within_seconds(
    practice: BadgesticPractice, connector: BadgesticConnector, clock: FakeClock
) -> None:
    several = [operation(practice, row, name=f"o-{row.id}") for row in guests_of(practice)[:6]]

    assert shows(practice, connector, clock, several[:3]) == 1
    clock.advance(11)
    assert shows(practice, connector, clock, several[3:]) == 1


def test_a_lost_answer_is_read_back(practice: BadgesticPractice, connector: BadgesticConnector) -> None:
    row = somebody(practice)
    lose_the_answer(practice)
    with pytest.raises(UnreachableError) as lost:
        connector.push(operation(practice, row))

    assert lost.value.may_have_landed
    assert connector.read_back(operation(practice, row)) == Settled(at=AT)


def test_one_lost_answer_puts_nobody_else_in_doubt(
    practice: BadgesticPractice, connector: BadgesticConnector, clock: FakeClock
) -> None:
    first, *others = (operation(practice, row, name=f"o-{row.id}") for row in guests_of(practice)[:4])
    lose_the_answer(practice)
    with pytest.raises(UnreachableError):
        connector.push(first)

    assert shows(practice, connector, clock, others) == 0
    assert connector.push(first) == AlreadyThere(at=AT)
    assert practice.platform.shows == 2


def test_what_never_arrived_is_not_there(practice: BadgesticPractice, connector: BadgesticConnector) -> None:
    practice.faults.add(Fault(kind=FaultKind.SILENCE, method="PUT", times=1))
    with pytest.raises(UnreachableError):
        connector.push(operation(practice, somebody(practice)))

    assert connector.read_back(operation(practice, somebody(practice))) == NotThere()


def test_somebody_elses_check_in_is_not_taken_for_ours(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    row = somebody(practice)
    row.own[CHECKED_IN_AT] = "2026-11-22 09:00:00 +0100"

    found = connector.read_back(operation(practice, row))

    assert found == AlreadyThere(at=AT.replace(hour=8, minute=0, second=0, microsecond=0))


def test_a_check_in_is_taken_back(practice: BadgesticPractice, connector: BadgesticConnector) -> None:
    row = somebody(practice)
    connector.push(operation(practice, row))

    assert connector.push(operation(practice, row, TAKE_BACK, name="o-2")) == Settled()
    assert row.own[CHECKED_IN_AT] == ""
    assert practice.record() == {}


def test_nothing_is_taken_back_twice(practice: BadgesticPractice, connector: BadgesticConnector) -> None:
    assert connector.push(operation(practice, somebody(practice), TAKE_BACK)) == AlreadyThere()


def test_somebody_elses_check_in_is_not_taken_back(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    row = somebody(practice)
    row.own[CHECKED_IN_AT] = "2026-11-22T07:00:00Z"

    verdict = connector.push(operation(practice, row, TAKE_BACK))

    assert isinstance(verdict, AlreadyThere)
    assert "stays" in verdict.note
    assert row.own[CHECKED_IN_AT] == "2026-11-22T07:00:00Z"


def test_a_lost_answer_to_taking_back_is_read_back(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    row = somebody(practice)
    connector.push(operation(practice, row))
    assert connector.read_back(operation(practice, row, TAKE_BACK)) == NotThere()
    lose_the_answer(practice)
    with pytest.raises(UnreachableError):
        connector.push(operation(practice, row, TAKE_BACK))

    assert connector.read_back(operation(practice, row, TAKE_BACK)) == AlreadyThere()


def test_only_what_was_corrected_is_sent(practice: BadgesticPractice, connector: BadgesticConnector) -> None:
    row = somebody(practice)
    before = row.shown()
    task = Correct(changes={"given_name": "Ngozi ", "company": "New & Co", "dietary_needs": "none"})

    assert connector.push(operation(practice, row, task)) == Settled()
    changed = {"first_name": "Ngozi", "company": "New & Co", "dietary_needs": "none"}
    assert row.shown() == before | changed


def test_a_correction_is_read_back(practice: BadgesticPractice, connector: BadgesticConnector) -> None:
    row = somebody(practice)
    sent = operation(practice, row, Correct(changes={"email": "new@example.org", "job_title": "Chair"}))
    assert connector.read_back(sent) == NotThere()
    lose_the_answer(practice)
    with pytest.raises(UnreachableError):
        connector.push(sent)

    assert connector.read_back(sent) == Settled()


def test_what_has_no_field_there_is_said(practice: BadgesticPractice, clock: FakeClock) -> None:
    connector = connected(practice, clock=clock, company_field="")
    row = somebody(practice)

    both = connector.push(operation(practice, row, Correct(changes={"company": "X", "family_name": "Y"})))
    neither = connector.push(operation(practice, row, Correct(changes={"company": "X"})))

    assert both == Settled(note="Badgestic has no field for: company.")
    assert isinstance(neither, Rejected)


def test_what_the_platform_refuses_is_told_in_its_words(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    task = Correct(changes={"family_name": " ", "email": "nowhere"})

    verdict = connector.push(operation(practice, somebody(practice), task))

    assert verdict == Rejected(reason="Badgestic does not take it (last name: blank; email: invalid).")


@pytest.mark.parametrize("task", [None, TAKE_BACK, Correct(changes={"email": ""})])
def test_nobody_is_there_any_more(
    task: TakeBack | Correct | None, practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    row = somebody(practice)
    del practice.platform.guests[row.id]

    assert isinstance(connector.push(operation(practice, row, task)), Rejected)
    assert isinstance(connector.read_back(operation(practice, row, task)), Rejected)


def test_an_event_that_is_gone_takes_nothing(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    row = somebody(practice)
    practice.platform.delete_event("practice", int(practice.main_event))

    assert isinstance(connector.push(operation(practice, row)), Rejected)
    assert isinstance(connector.read_back(operation(practice, row)), Rejected)


@pytest.mark.parametrize("task", [None, TAKE_BACK])
def test_check_outs_are_rejected_in_words(
    task: TakeBack | None, practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    out = operation(practice, somebody(practice), task, kind=StationKind.CHECK_OUT)

    verdict = connector.push(out)

    assert isinstance(verdict, Rejected)
    assert "no check-outs" in verdict.reason
    assert connector.read_back(out) == verdict


def test_without_a_field_check_ins_are_kept_here(practice: BadgesticPractice, clock: FakeClock) -> None:
    connector = connected(practice, clock=clock, checkin_field="")

    verdict = connector.push(operation(practice, somebody(practice)))

    assert isinstance(verdict, Rejected)
    assert "kept here" in verdict.reason


def test_a_field_that_is_gone_takes_no_check_in(practice: BadgesticPractice, clock: FakeClock) -> None:
    connector = connected(practice, clock=clock, checkin_field="renamed")

    verdict = connector.push(operation(practice, somebody(practice)))

    assert isinstance(verdict, Rejected)
    assert "not there any more" in verdict.reason


def test_what_badgestic_cannot_take_is_rejected(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    sent = operation(practice, somebody(practice), Pair(tag="04:AA"))

    assert isinstance(connector.push(sent), Rejected)
    assert isinstance(connector.read_back(sent), Rejected)


def test_a_token_that_ended_stops_pushing(practice: BadgesticPractice, connector: BadgesticConnector) -> None:
    practice.platform.revoke_tokens()

    with pytest.raises(CredentialsError):
        connector.push(operation(practice, somebody(practice)))


def test_patience_is_asked_for(practice: BadgesticPractice, connector: BadgesticConnector) -> None:
    practice.faults.throttle(retry_after=7)

    with pytest.raises(ThrottledError) as asked:
        connector.push(operation(practice, somebody(practice)))

    assert asked.value.retry_after == 7


def test_a_time_cut_off_to_the_minute_is_still_ours(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    row = somebody(practice)
    row.own[CHECKED_IN_AT] = "2026-11-22T08:40:00Z"
    sent = replace(operation(practice, row), first_sent_at=AT)

    assert connector.read_back(sent) == Settled(at=AT)
