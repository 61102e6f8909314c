from datetime import timedelta

import pytest
from typing_extensions import override

from checkin.connectors.badgestic.connector import BadgesticConnector
from checkin.errors import CheckinError, SettingsError, UnreachableError, UnreadableReplyError
from checkin.model.attendee import TicketStatus
from checkin.model.event import WHOLE_EVENT
from checkin.model.operation import Register
from checkin.model.pulled import Page, PulledCode
from checkin.model.station import Direction
from checkin.practice.badgestic import BadgesticPractice
from checkin.practice.badgestic.rows import GuestRow
from checkin.practice.faults import Fault, FaultKind
from tests.checkin.connectors.badgestic.builders import (
    AT,
    AT_AS_TEXT,
    connected,
    guests_of,
    operation,
    people,
    pulled,
    somebody,
)
from tests.fakes.clock import FakeClock
from tests.fakes.surroundings import DictMemory, surroundings


def pictures_fetched(pages: list[Page]) -> int:
    return sum(len(page.attendees) for page in pages[2:])


def keys(codes: tuple[PulledCode, ...]) -> list[str]:
    return [code.key for code in codes]


def test_everybody_is_pulled_with_the_code_of_their_picture(
    connector: BadgesticConnector, practice: BadgesticPractice
) -> None:
    found = people(pulled(connector, practice))

    assert {name: one.badge_code for name, one in found.items()} == {
        str(row.id): row.code or f"badgestic:{row.id}" for row in guests_of(practice)
    }
    assert all(f"badgestic:{name}" in keys(one.codes) for name, one in found.items())
    assert all(one.badge_code in keys(one.codes) for one in found.values())


def test_the_first_page_says_what_the_event_has_and_the_last_that_it_ends(
    connector: BadgesticConnector, practice: BadgesticPractice
) -> None:
    first, *between, last = pulled(connector, practice)

    assert (first.zones, first.stations) == ((), ())
    assert next(kind.name for kind in first.ticket_types or ()) == "Ticket"
    assert first.facts is not None
    assert not any(page.snapshot_ends or page.cursor for page in [first, *between])
    assert last.snapshot_ends
    assert last.cursor is None


def test_progress_grows_with_every_picture(
    connector: BadgesticConnector, practice: BadgesticPractice
) -> None:
    pages = pulled(connector, practice)

    assert [page.done for page in pages] == [0, 0, 25, 40, 40]
    assert {page.total for page in pages} == {40}


def test_pictures_are_fetched_once(
    connector: BadgesticConnector, practice: BadgesticPractice, clock: FakeClock, memory: DictMemory
) -> None:
    pulled(connector, practice)
    newcomer = practice.platform.create_guest("practice", int(practice.main_event), NEW)

    again = pulled(connected(practice, clock=clock, memory=memory), practice)

    without = [row for row in guests_of(practice) if not row.code]
    assert pictures_fetched(again) == 1 + len(without)
    assert people(again)[str(newcomer)].badge_code.startswith("BDG-")


NEW = {"first_name": "New", "last_name": "Comer"}


def test_whoever_has_no_picture_is_not_asked_for_it_at_once_again(
    connector: BadgesticConnector, practice: BadgesticPractice, clock: FakeClock
) -> None:
    row = somebody(practice)
    row.code = ""
    pulled(connector, practice)

    assert pictures_fetched(pulled(connector, practice)) == 0

    row.code = "BDG-LATE"
    clock.advance(301)
    assert people(pulled(connector, practice))[str(row.id)].badge_code == "BDG-LATE"


def test_the_lead_is_told_how_many_have_no_code(
    connector: BadgesticConnector, practice: BadgesticPractice
) -> None:
    for row in guests_of(practice):
        row.code = row.code or "BDG-X"
    somebody(practice).code = ""

    last = pulled(connector, practice)[-1]

    assert last.facts is not None
    assert last.facts.notes == ("Guests without a QR code that could be read: 1. They are found by name.",)


def test_an_interrupted_pull_goes_on_behind_the_last_page(
    practice: BadgesticPractice, connector: BadgesticConnector, clock: FakeClock, memory: DictMemory
) -> None:
    seen = connector.pull(practice.main_event, since=None, resume=None)
    stored = [next(seen) for _ in range(3)]
    del seen

    rest = pulled(connected(practice, clock=clock, memory=memory), practice, stored[-1].resume)

    again = {one.platform_id for page in rest for one in page.attendees}
    present = {one for page in rest for one in page.present}
    assert len(again) == 15 + sum(not row.code for row in guests_of(practice)[:25])
    assert again | present == {str(row.id) for row in guests_of(practice)}
    assert not again & present
    assert [page.done for page in rest][-1] == 40


def test_a_pull_resumes_between_the_pages_of_everybody(clock: FakeClock) -> None:
    with BadgesticPractice(attendees=1100, clock=clock) as practice:
        connector = connected(practice, clock=clock)
        seen = connector.pull(practice.main_event, since=None, resume=None)
        first, second = [next(seen) for _ in range(3)][1:]
        resumed = connector.pull(practice.main_event, since=None, resume=first.resume)
        same = [next(resumed) for _ in range(2)][-1]
        connector.close()

    assert len(first.attendees) == len(second.attendees) == 500
    assert same.attendees == second.attendees


@pytest.mark.parametrize("resume", ["", "not ours", '{"after": 5}', '{"page": "2"}'])
def test_a_resume_text_that_is_not_ours_reads_all_again(
    resume: str, connector: BadgesticConnector, practice: BadgesticPractice
) -> None:
    assert len(people(pulled(connector, practice, resume))) == 40


def test_fields_of_the_account_become_what_they_hold(
    connector: BadgesticConnector, practice: BadgesticPractice
) -> None:
    row = somebody(practice)
    row.own |= {"checked_in_at": AT_AS_TEXT, "dietary_needs": "vegan", "ticket_type": "Speaker"}

    one = people(pulled(connector, practice))[str(row.id)]

    assert (one.company, one.job_title, one.email) == (row.own["company"], row.own["job_title"], row.email)
    assert (one.ticket_type, dict(one.extra)) == ("type:Speaker", {"dietary_needs": "vegan"})
    assert [(said.zone, said.direction, said.at) for said in one.movements] == [
        (WHOLE_EVENT, Direction.IN, AT)
    ]


def test_without_answers_the_usual_names_are_used_and_nothing_takes_check_ins(
    practice: BadgesticPractice, clock: FakeClock
) -> None:
    row = somebody(practice)
    row.own["checked_in_at"] = AT_AS_TEXT
    nothing = dict.fromkeys(("company_field", "job_title_field", "ticket_type_field", "checkin_field"))
    connector = connected(practice, clock=clock, **nothing)

    pages = pulled(connector, practice)

    one = people(pages)[str(row.id)]
    assert one.company == row.own["company"]
    assert one.movements == ()
    assert one.extra["checked_in_at"] == AT_AS_TEXT
    assert pages[0].facts is not None
    assert "kept here" in pages[0].facts.notes[0]


@pytest.mark.parametrize("said", ["", "no", "yes, she came"])
def test_what_is_no_time_is_no_movement(
    said: str, connector: BadgesticConnector, practice: BadgesticPractice
) -> None:
    row = somebody(practice)
    row.own["checked_in_at"] = said

    assert people(pulled(connector, practice))[str(row.id)].movements == ()


def test_whoever_is_not_active_is_blocked(connector: BadgesticConnector, practice: BadgesticPractice) -> None:
    found = people(pulled(connector, practice))

    blocked = {name for name, one in found.items() if one.status is TicketStatus.BLOCKED}
    assert blocked == {str(row.id) for row in guests_of(practice) if not row.active}
    assert blocked


def test_walk_ins_are_asked_what_badgestic_needs(
    connector: BadgesticConnector, practice: BadgesticPractice
) -> None:
    facts = pulled(connector, practice)[0].facts

    assert facts is not None
    assert facts.walk_in is not None
    asked = {field.name: field.required for field in facts.walk_in.fields}
    assert asked == {
        "given_name": True,
        "family_name": True,
        "email": False,
        "company": False,
        "job_title": False,
        "dietary_needs": False,
    }
    assert ("type:Speaker", "Speaker") in facts.walk_in.ticket_types


def test_a_field_that_holds_nothing_we_know_is_not_asked_under_our_name(
    practice: BadgesticPractice, clock: FakeClock
) -> None:
    facts = pulled(connected(practice, clock=clock, company_field=""), practice)[0].facts

    assert facts is not None
    assert facts.walk_in is not None
    assert "company" not in {field.name for field in facts.walk_in.fields}


def test_an_event_nobody_is_invited_to_ends_at_once(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    practice.platform.guests.clear()

    first, last = pulled(connector, practice)

    assert (first.total, last.done, last.snapshot_ends) == (0, 0, True)
    assert first.facts is not None
    assert first.facts.walk_in is not None
    assert first.facts.walk_in.ticket_types == ()


def test_an_outage_among_the_pictures_keeps_those_that_came(
    practice: BadgesticPractice, connector: BadgesticConnector, memory: DictMemory
) -> None:
    tenth = guests_of(practice)[9]
    practice.faults.add(Fault(kind=FaultKind.SILENCE, path=f"^/guests/{tenth.id}/", times=1))

    with pytest.raises(UnreachableError):
        pulled(connector, practice)

    assert set(known_codes(memory, practice)) == {row.code for row in guests_of(practice)[:9] if row.code}
    assert people(pulled(connector, practice))[str(tenth.id)].badge_code == tenth.code


def known_codes(memory: DictMemory, practice: BadgesticPractice) -> list[str]:
    row = practice.platform.guests
    return [
        one.code
        for one in row.values()
        if one.code and one.code in memory.read(f"codes:{practice.main_event}")
    ]


@pytest.mark.parametrize("kind", [FaultKind.HTML, FaultKind.ERROR_BEFORE, FaultKind.TRUNCATED])
def test_a_picture_that_never_comes_holds_up_nobody_else_for_long(
    kind: FaultKind, practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    row = somebody(practice)
    practice.faults.add(Fault(kind=kind, path=f"^/guests/{row.id}/"))
    for _ in range(2):
        with pytest.raises((UnreachableError, UnreadableReplyError)):
            pulled(connector, practice)

    found = people(pulled(connector, practice))

    assert found[str(row.id)].badge_code == f"badgestic:{row.id}"
    assert len(found) == 40


def test_a_truncated_event_stores_nothing(practice: BadgesticPractice, connector: BadgesticConnector) -> None:
    practice.faults.truncate(path="^/v1/events/")

    with pytest.raises(UnreadableReplyError):
        next(connector.pull(practice.main_event, since=None, resume=None))


def test_codes_of_people_who_are_gone_are_forgotten(
    practice: BadgesticPractice, connector: BadgesticConnector, memory: DictMemory
) -> None:
    row = somebody(practice)
    pulled(connector, practice)
    practice.platform.delete_guest("practice", row.id)

    found = people(pulled(connector, practice))

    assert str(row.id) not in found
    assert row.code not in memory.read(f"codes:{practice.main_event}")


@pytest.mark.parametrize("kept", ["{", "[]", '{"20001": 5}'])
def test_a_damaged_memory_is_fetched_anew(kept: str, practice: BadgesticPractice, clock: FakeClock) -> None:
    memory = DictMemory({f"codes:{practice.main_event}": kept})

    found = people(pulled(connected(practice, clock=clock, memory=memory), practice))

    assert sum(one.badge_code.startswith("BDG-") for one in found.values()) == sum(
        bool(row.code) for row in guests_of(practice)
    )


class FullDisk(DictMemory):
    @override
    def write(self, key: str, text: str) -> None:
        raise SettingsError(f"no room for {len(text)} characters of {key}")


def test_a_full_disk_costs_only_the_time_to_fetch_pictures_again(
    practice: BadgesticPractice, clock: FakeClock
) -> None:
    connector = connected(practice, clock=clock, memory=FullDisk())

    assert len(people(pulled(connector, practice))) == 40


def test_what_changed_while_pictures_were_fetched_is_told(
    practice: BadgesticPractice, connector: BadgesticConnector, clock: FakeClock
) -> None:
    changed = guests_of(practice)[30]
    stored: list[Page] = []
    for page in connector.pull(practice.main_event, since=None, resume=None):
        stored.append(page)
        if len(stored) == 3:
            changed.first_name = "Renamed"
            del practice.platform.guests[guests_of(practice)[31].id]
            clock.advance(61)

    assert people(stored)[str(changed.id)].given_name == "Renamed"
    assert len(stored[3].attendees) == 14


def test_who_registers_while_pictures_are_fetched_is_not_gone(
    practice: BadgesticPractice, connector: BadgesticConnector
) -> None:
    pages = connector.pull(practice.main_event, since=None, resume=None)
    next(pages)
    connector.push(operation(practice, task=Register(answers={"given_name": "New", "family_name": "Comer"})))

    last = list(pages)[-1]

    assert last.present == (str(max(practice.platform.guests)),)


def test_rows_without_sense_are_told_of(practice: BadgesticPractice, connector: BadgesticConnector) -> None:
    broken = Broken(id=77, event=int(practice.main_event), first_name="", last_name="")
    practice.platform.guests[77] = broken

    pages = pulled(connector, practice)

    assert [page.present for page in pages if page.present] == [("77",)]
    assert pages[0].facts is not None
    assert "Guests who could not be read from what Badgestic sent: 1." in pages[0].facts.notes


class Broken(GuestRow):
    @override
    def shown(self) -> dict[str, object]:
        return {"id": self.id, "first_name": {"no": "text"}}


def test_several_codes_in_a_picture_are_all_the_guests(practice: BadgesticPractice, clock: FakeClock) -> None:
    around = surroundings(clock=clock)
    reading = type(around)(
        clock=clock,
        on_secrets=around.on_secrets,
        memory=around.memory,
        read_picture=lambda _picture: (" A ", "B", "A", "", "x" * 600),
    )
    connector = BadgesticConnector(practice.connection, practice.secrets, reading)
    row = somebody(practice)

    one = people(pulled(connector, practice))[str(row.id)]

    assert keys(one.codes) == ["A", "B", f"badgestic:{row.id}"]


def test_a_pull_of_an_event_that_is_not_there_fails(
    connector: BadgesticConnector, practice: BadgesticPractice
) -> None:
    practice.platform.delete_event("practice", int(practice.main_event))

    with pytest.raises(CheckinError, match="nothing under this number"):
        pulled(connector, practice)


def test_the_events_day_is_the_clocks(connector: BadgesticConnector, clock: FakeClock) -> None:
    first, second = connector.events()

    assert first.starts_at is not None
    assert second.starts_at is not None
    assert abs(first.starts_at - clock.now()) < timedelta(days=1)
    assert second.starts_at - first.starts_at == timedelta(days=1)
