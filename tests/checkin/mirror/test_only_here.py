"""What is known here before the platform has it."""

from dataclasses import replace

from checkin.desk import admit, find
from checkin.mirror import events, only_here, outbox, search, storing
from checkin.mirror.only_here import Newcomer
from checkin.model.event import WHOLE_EVENT
from checkin.model.form import COMPANY, GIVEN_NAME
from checkin.model.ids import AttendeeId, PlatformId
from checkin.model.pulled import PulledCode
from tests.fakes.builders import MORNING, Door, a_pulled, enqueued, stored


def came_new(door: Door, code: str = "W1", **more: str) -> AttendeeId:
    newcomer = Newcomer(given_name="Mary", family_name="Jackson", code=code, **more)  # type: ignore[arg-type]
    with door.mirror.write() as connection:
        return only_here.add(connection, door.event.id, newcomer)


def pulled_everything(door: Door, *numbers: int) -> int:
    with door.mirror.write() as connection:
        generation = events.begin_snapshot(connection, door.event.id)
        storing.store(connection, door.event.id, generation, [a_pulled(number) for number in numbers])
        return storing.remove_unseen(connection, door.event.id, generation)


def names(door: Door, words: str) -> list[str]:
    with door.mirror.read() as connection:
        found = search.search(connection, door.event.id, words, WHOLE_EVENT, 10)
    return [one.attendee.name for one in found]


def test_somebody_new_is_found_by_name_and_code_and_survives_a_complete_pull(door: Door) -> None:
    number = came_new(door, company="NASA")

    removed = pulled_everything(door, 1, 2, 3)

    assert removed == 0
    assert names(door, "jack") == ["Mary Jackson"]
    assert admit.admit(door.post, "W1").movement is not None
    assert find.look(door.post, number).attendee.company == "NASA"


def test_whom_the_platform_tells_of_by_the_same_code_is_the_same_person(door: Door) -> None:
    number = came_new(door)
    admit.admit(door.post, "W1")

    told = stored(door.mirror, door.event, a_pulled(9, "Mary", "Jackson", codes=[PulledCode(key="W1")]))

    assert told[PlatformId("9")] == number
    assert find.look(door.post, number).presence.inside


def test_two_rows_of_one_person_become_one_with_everything_recorded_of_both(door: Door) -> None:
    number = came_new(door)
    admit.admit(door.post, "W1")
    enqueued(door.mirror, door.event, number)

    changed = replace(a_pulled(2, "Grace", "Hopper"), codes=(PulledCode(key="W1"), PulledCode(key="C2")))
    stored(door.mirror, door.event, changed)

    grace = find.look(door.post, door.number(2))
    assert grace.presence.inside
    assert grace.waiting
    assert names(door, "mary") == []
    assert admit.admit(door.post, "W1").movement is None


def test_a_code_the_platform_calls_revoked_makes_nobody_the_same(door: Door) -> None:
    number = came_new(door)

    stored(door.mirror, door.event, a_pulled(9, codes=[PulledCode(key="W1", revoked=True)]))

    assert find.look(door.post, number).attendee.platform_id is None


def test_a_walk_in_the_platform_took_is_not_gone_when_a_running_pull_ends(door: Door) -> None:
    number = came_new(door)
    with door.mirror.write() as connection:
        generation = events.begin_snapshot(connection, door.event.id)
        only_here.registered(connection, number, PlatformId("77"), ["THEIRS"])
        storing.store(connection, door.event.id, generation, [a_pulled(one) for one in (1, 2, 3)])
        removed = storing.remove_unseen(connection, door.event.id, generation)

    assert removed == 0
    assert find.look(door.post, number).attendee.platform_id == "77"
    assert admit.admit(door.post, "THEIRS").movement is not None


def test_a_platform_that_names_no_id_leaves_the_walk_in_as_it_is(door: Door) -> None:
    number = came_new(door)

    with door.mirror.write() as connection:
        only_here.registered(connection, number, None, [])

    assert find.look(door.post, number).attendee.platform_id is None


def test_our_own_code_goes_on_to_work_though_the_platform_has_another(door: Door) -> None:
    number = came_new(door)
    with door.mirror.write() as connection:
        only_here.registered(connection, number, PlatformId("77"), [])

    stored(door.mirror, door.event, a_pulled(77, "Mary", "Jackson", codes=[PulledCode(key="THEIRS")]))

    assert admit.admit(door.post, "W1").movement is not None


def test_a_correction_stands_over_what_pulls_tell_until_the_platform_has_it(door: Door) -> None:
    ada = door.number(1)
    with door.mirror.write() as connection:
        only_here.correct(connection, ada, {GIVEN_NAME: "Augusta"})
        only_here.correct(connection, ada, {COMPANY: "Babbage & Co"})
    stored(door.mirror, door.event, a_pulled(1, "Ada", "Lovelace"))
    assert names(door, "augusta") == ["Augusta Lovelace"]

    with door.mirror.write() as connection:
        only_here.corrected(connection, ada, {GIVEN_NAME: "Augusta"})
    stored(door.mirror, door.event, a_pulled(1, "Ada", "Lovelace"))

    corrected = find.look(door.post, ada).attendee
    assert (corrected.given_name, corrected.company) == ("Ada", "Babbage & Co")


def test_an_answer_given_at_the_door_stands_with_the_platforms_own(door: Door) -> None:
    ada = door.number(1)

    with door.mirror.write() as connection:
        only_here.correct(connection, ada, {"question_7": "vegan"})
    stored(door.mirror, door.event, replace(a_pulled(1), extra={"question_8": "M"}))

    assert find.look(door.post, ada).attendee.extra == {"question_8": "M", "question_7": "vegan"}


def test_a_wristband_has_one_bearer(door: Door) -> None:
    for number in (1, 2):
        with door.mirror.write() as connection:
            only_here.add_code(connection, door.number(number), "TAG")

    admission = admit.admit(door.post, "TAG").admission

    assert admission.attendee is not None
    assert admission.attendee.id == door.number(2)


def test_what_is_told_of_somebody_without_an_id_names_their_code(door: Door) -> None:
    number = came_new(door)
    enqueued(door.mirror, door.event, number, MORNING)

    with door.mirror.read() as connection:
        (operation,) = outbox.due(connection, door.event.connection, MORNING, 10)

    assert (operation.attendee, operation.code) == ("", "W1")


def test_what_was_corrected_of_a_walk_in_stands_when_two_rows_become_one(door: Door) -> None:
    number = came_new(door)
    stored(door.mirror, door.event, a_pulled(77, "Marie", "Jackson"))
    with door.mirror.write() as connection:
        only_here.correct(connection, number, {GIVEN_NAME: "Maria", "question_7": "vegan"})
        only_here.registered(connection, number, PlatformId("77"), [])

    (found,) = find.find(door.post, "maria")

    assert found.attendee.platform_id == "77"
    assert found.attendee.walk_in
    assert found.attendee.extra == {"question_7": "vegan"}
    assert names(door, "marie") == []


def test_a_code_that_two_people_bear_makes_nobody_the_same(door: Door) -> None:
    number = came_new(door)

    shared = [PulledCode(key="W1")]
    stored(door.mirror, door.event, a_pulled(8, codes=shared), a_pulled(9, codes=shared))

    assert find.look(door.post, number).attendee.platform_id is None


def test_two_newcomers_who_are_one_person_become_one(door: Door) -> None:
    first, second = came_new(door, "W1"), came_new(door, "W2")
    admit.admit(door.post, "W1")

    codes = [PulledCode(key="W1"), PulledCode(key="W2")]
    told = stored(door.mirror, door.event, a_pulled(9, "Mary", "Jackson", codes=codes))

    assert told[PlatformId("9")] in {first, second}
    assert names(door, "mary") == ["Mary Jackson"]
    assert admit.admit(door.post, "W2").movement is None


def test_a_wristband_that_was_somebody_elses_makes_nobody_the_same(door: Door) -> None:
    number = came_new(door)
    with door.mirror.write() as connection:
        only_here.add_code(connection, number, "BAND")

    stored(door.mirror, door.event, a_pulled(2, codes=[PulledCode(key="C2"), PulledCode(key="BAND")]))

    assert find.look(door.post, number).attendee.platform_id is None
    assert find.look(door.post, door.number(2)).attendee.name == "Ada Lovelace"
