"""Somebody who registers at the desk is there once, whatever gets lost."""

import pytest
from typing_extensions import override

from checkin.connectors.badgestic.connector import BadgesticConnector
from checkin.errors import SettingsError, UnreachableError
from checkin.model.ids import PlatformId
from checkin.model.operation import NotThere, Operation, Register, Rejected, Settled
from checkin.practice.badgestic import BadgesticPractice
from checkin.practice.badgestic.rows import GuestRow
from checkin.practice.faults import Fault, FaultKind
from tests.checkin.connectors.badgestic.builders import connected, guests_of, operation
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import DictMemory

ANSWERS = {
    "given_name": "Ada",
    "family_name": "Lovelace",
    "email": "ada@example.org",
    "company": "Engines",
    "job_title": "",
    "dietary_needs": "tea",
}
ADA = Register(answers=ANSWERS, ticket_type="type:Speaker")


def walk_in(practice: BadgesticPractice, name: str = "o-1", task: Register = ADA) -> Operation:
    return operation(practice, task=task, name=name)


def adas(practice: BadgesticPractice) -> list[GuestRow]:
    return [row for row in guests_of(practice) if row.first_name == "Ada"]


def lose_the_answer(practice: BadgesticPractice) -> None:
    practice.faults.add(Fault(kind=FaultKind.DROP_ANSWER, method="POST", times=1))


def push_into_the_dark(connector: BadgesticConnector, sent: Operation) -> None:
    with pytest.raises(UnreachableError) as lost:
        connector.push(sent)
    assert lost.value.may_have_landed


def test_a_walk_in_is_there_with_their_code(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    verdict = connector.push(walk_in(practice))

    (ada,) = adas(practice)
    assert verdict == Settled(attendee=PlatformId(str(ada.id)), codes=(ada.code,))
    assert (ada.last_name, ada.email, ada.active) == ("Lovelace", "ada@example.org", True)
    assert ada.own == {"company": "Engines", "ticket_type": "Speaker", "dietary_needs": "tea"}


def test_a_lost_answer_is_found_by_name(practice: BadgesticPractice, connector: BadgesticConnector) -> None:
    lose_the_answer(practice)
    push_into_the_dark(connector, walk_in(practice))

    found = connector.read_back(walk_in(practice))

    (ada,) = adas(practice)
    assert found == Settled(attendee=PlatformId(str(ada.id)), codes=(ada.code,))


def test_a_lost_answer_is_found_after_a_restart(
    practice: BadgesticPractice, connector: BadgesticConnector, clock: FakeClock, memory: DictMemory
) -> None:
    lose_the_answer(practice)
    push_into_the_dark(connector, walk_in(practice))

    found = connected(practice, clock=clock, memory=memory).read_back(walk_in(practice))

    assert isinstance(found, Settled)


def test_somebody_of_the_same_name_who_was_there_is_somebody_else(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    names = {"first_name": "ADA", "last_name": " Lovelace", "email": "ada@example.org"}
    practice.platform.create_guest("practice", int(practice.main_event), names)
    practice.faults.add(Fault(kind=FaultKind.SILENCE, method="POST", times=1))
    push_into_the_dark(connector, walk_in(practice))

    assert connector.read_back(walk_in(practice)) == NotThere()
    assert isinstance(connector.push(walk_in(practice)), Settled)
    assert len(adas(practice)) == 1


def test_another_walk_in_of_ours_is_not_taken_for_the_one_that_never_arrived(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    practice.faults.add(Fault(kind=FaultKind.SILENCE, method="POST", times=1))
    push_into_the_dark(connector, walk_in(practice, "o-1"))
    connector.push(walk_in(practice, "o-2"))

    assert connector.read_back(walk_in(practice, "o-1")) == NotThere()


def test_two_of_one_name_whose_answers_get_lost_are_two(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    sent = [walk_in(practice, "o-1"), walk_in(practice, "o-2")]
    lose_the_answer(practice)
    push_into_the_dark(connector, sent[0])
    second = connector.push(sent[1])

    first = connector.read_back(sent[0])

    assert isinstance(first, Settled)
    assert isinstance(second, Settled)
    assert {first.attendee, second.attendee} == {str(row.id) for row in adas(practice)}
    assert len(adas(practice)) == 2


def test_the_outcome_is_known_even_when_only_we_forgot_to_write_it_down(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    told = connector.push(walk_in(practice))

    assert connector.read_back(walk_in(practice)) == told
    assert connector.push(walk_in(practice)) == told
    assert len(adas(practice)) == 1


def test_what_was_never_sent_is_not_there(practice: BadgesticPractice, connector: BadgesticConnector) -> None:
    assert connector.read_back(walk_in(practice)) == NotThere()


@pytest.mark.parametrize("kept", ["{", "[]", '{"before": 1}', "7"])
def test_a_damaged_memory_counts_as_none(
    kept: str, practice: BadgesticPractice, connector: BadgesticConnector, memory: DictMemory
) -> None:
    memory.write("walk-in:o-1", kept)

    assert connector.read_back(walk_in(practice)) == NotThere()


def test_without_a_picture_they_are_registered_all_the_same(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    practice.faults.add(Fault(kind=FaultKind.SILENCE, path="^/guests/", times=1))

    verdict = connector.push(walk_in(practice))

    assert verdict == Settled(attendee=PlatformId(str(adas(practice)[0].id)))


def test_what_the_platform_will_not_take_is_rejected(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    verdict = connector.push(walk_in(practice, task=Register(answers={"given_name": "Björk"})))

    assert verdict == Rejected(reason="Badgestic does not take it (last name: blank).")


def test_answers_without_a_field_are_said(practice: BadgesticPractice, clock: FakeClock) -> None:
    connector = connected(practice, clock=clock, company_field="", ticket_type_field="")

    verdict = connector.push(walk_in(practice))

    assert isinstance(verdict, Settled)
    assert verdict.note == "Badgestic has no field for: company."
    assert adas(practice)[0].own == {"dietary_needs": "tea"}


class FullDisk(DictMemory):
    """Takes so many writes, and no more."""

    left = 0

    @override
    def write(self, key: str, text: str) -> None:
        if self.left == 0:
            raise SettingsError(f"no room for {key}")
        self.left -= 1
        super().write(key, text)


def test_nothing_is_sent_that_could_not_be_found_again(practice: BadgesticPractice, clock: FakeClock) -> None:
    connector = connected(practice, clock=clock, memory=FullDisk())

    with pytest.raises(UnreachableError) as kept_back:
        connector.push(walk_in(practice))

    assert not kept_back.value.may_have_landed
    assert adas(practice) == []


def test_a_disk_that_fills_up_meanwhile_loses_nobody(practice: BadgesticPractice, clock: FakeClock) -> None:
    memory = FullDisk()
    memory.left = 1
    connector = connected(practice, clock=clock, memory=memory)

    assert isinstance(connector.push(walk_in(practice)), Settled)


def test_the_memory_holds_no_names(
    practice: BadgesticPractice, connector: BadgesticConnector, memory: DictMemory
) -> None:
    connector.push(walk_in(practice))

    assert "Ada" not in str(memory.kept)
    assert "example.org" not in str(memory.kept)
    assert "practice-token" not in str(memory.kept)
