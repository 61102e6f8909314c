"""People as pulls store them and codes find them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from checkin.mirror import attendees, backlog, events, movements, prints, search, storing
from checkin.mirror.database import Mirror
from checkin.model.attendee import Attendee, TicketStatus
from checkin.model.event import WHOLE_EVENT, Event, TicketType
from checkin.model.ids import AttendeeId, PlatformId
from checkin.model.movement import presence_of
from checkin.model.pulled import PulledCode
from tests.fakes.builders import MORNING, a_chosen_event, a_movement, a_pulled, enqueued, stored


@pytest.fixture
def event(mirror: Mirror) -> Event:
    return a_chosen_event(mirror)


def found(mirror: Mirror, *keys: str) -> list[Attendee]:
    with mirror.read() as connection:
        return [one.attendee for one in attendees.by_code(connection, keys, WHOLE_EVENT)]


def names(mirror: Mirror, *keys: str) -> list[str]:
    return [one.given_name for one in found(mirror, *keys)]


def snapshot(mirror: Mirror, event: Event, *numbers: int) -> int:
    """A complete pull that has only these; says how many went."""
    with mirror.write() as connection:
        generation = events.begin_snapshot(connection, event.id)
        storing.store(connection, event.id, generation, [a_pulled(number) for number in numbers])
        return storing.remove_unseen(connection, event.id, generation)


def test_everything_the_platform_told_is_kept(mirror: Mirror, event: Event) -> None:
    told = a_pulled(
        1,
        "Ada",
        "Lovelace",
        company="Engines",
        email="ada@example.org",
        order="ORD-1",
        valid_from=MORNING,
        valid_until=MORNING + timedelta(days=1),
    )
    with mirror.write() as connection:
        events.store_ticket_types(
            connection, event.id, [TicketType(platform_id=PlatformId("1"), name="VIP", colour="#ff0000")]
        )
    stored(mirror, event, told)

    (ada,) = found(mirror, "C1")

    assert (ada.name, ada.company, ada.email) == ("Ada Lovelace", "Engines", "ada@example.org")
    assert (ada.badge_code, ada.event, ada.platform_id) == ("C1", event.id, "1")
    assert (ada.ticket.type_name, ada.ticket.colour, ada.ticket.order) == ("VIP", "#ff0000", "ORD-1")
    assert (ada.ticket.valid_from, ada.ticket.valid_until) == (MORNING, MORNING + timedelta(days=1))


def test_further_answers_are_kept_in_every_script(mirror: Mirror, event: Event) -> None:
    stored(mirror, event, replace(a_pulled(1), extra={"diet": "vegan", "名": ["值", 1]}))

    assert found(mirror, "C1")[0].extra == {"diet": "vegan", "名": ["值", 1]}


def test_an_update_keeps_the_number(mirror: Mirror, event: Event) -> None:
    before = stored(mirror, event, a_pulled(1, "Ada"), a_pulled(2))

    after = stored(mirror, event, a_pulled(1, "Augusta"), a_pulled(3))

    assert after[PlatformId("1")] == before[PlatformId("1")]
    assert len({*before.values(), *after.values()}) == 3
    assert names(mirror, "C1") == ["Augusta"]


def test_a_page_without_anybody_changes_nothing(mirror: Mirror, event: Event) -> None:
    assert stored(mirror, event) == {}


def test_one_page_may_tell_of_somebody_twice(mirror: Mirror, event: Event) -> None:
    numbers = stored(mirror, event, a_pulled(1, "Ada"), a_pulled(1, "Augusta"))

    assert len(numbers) == 1
    assert names(mirror, "C1") == ["Augusta"]


def test_new_codes_replace_the_old_ones(mirror: Mirror, event: Event) -> None:
    stored(mirror, event, a_pulled(1, codes=[PulledCode(key="old"), PulledCode(key="both")]))
    stored(mirror, event, a_pulled(1, codes=[PulledCode(key="new"), PulledCode(key="both", rank=2)]))

    assert found(mirror, "old") == []
    assert len(found(mirror, "new")) == 1
    assert len(found(mirror, "both")) == 1


def test_a_code_named_twice_has_the_rank_it_was_first_given(mirror: Mirror, event: Event) -> None:
    stored(mirror, event, a_pulled(1, "Ada", codes=[PulledCode(key="x"), PulledCode(key="x", rank=2)]))
    stored(mirror, event, a_pulled(2, "Grace", codes=[PulledCode(key="x", rank=1)]))

    assert names(mirror, "x") == ["Ada"]


def test_the_lowest_rank_wins_and_equals_are_all_found(mirror: Mirror, event: Event) -> None:
    stored(mirror, event, a_pulled(1, "Ada", codes=[PulledCode(key="x", rank=1)]))
    stored(mirror, event, a_pulled(2, "Grace", codes=[PulledCode(key="x", rank=1)]))
    assert names(mirror, "x") == ["Ada", "Grace"]

    stored(mirror, event, a_pulled(3, "Katherine", codes=[PulledCode(key="x", rank=0)]))

    assert names(mirror, "x") == ["Katherine"]


def test_a_lower_rank_in_another_event_hides_nobody_of_this_one(mirror: Mirror, event: Event) -> None:
    stored(mirror, event, a_pulled(1, "Ada", codes=[PulledCode(key="x", rank=1)]))
    stored(mirror, a_chosen_event(mirror, 2), a_pulled(9, "Grace", codes=[PulledCode(key="x")]))

    assert sorted(names(mirror, "x")) == ["Ada", "Grace"]


def test_the_first_key_that_is_known_decides(mirror: Mirror, event: Event) -> None:
    stored(mirror, event, a_pulled(1, "Ada"), a_pulled(2, "Grace"))

    assert names(mirror, "unknown", "C2", "C1") == ["Grace"]
    assert names(mirror, "unknown") == []
    assert names(mirror) == []


def test_whoever_a_complete_pull_did_not_have_is_revoked_and_no_longer_searched(
    mirror: Mirror, event: Event
) -> None:
    stored(mirror, event, a_pulled(1, "Ada"), a_pulled(2, "Grace"))

    assert snapshot(mirror, event, 1) == 1

    assert found(mirror, "C2")[0].ticket.status is TicketStatus.REVOKED
    with mirror.read() as connection:
        assert attendees.count(connection, event.id) == 1
        assert search.search(connection, event.id, "grace", WHOLE_EVENT, 10) == []
        assert len(search.search(connection, event.id, "", WHOLE_EVENT, 10)) == 1
    assert snapshot(mirror, event, 1) == 0


def test_whoever_returns_is_restored(mirror: Mirror, event: Event) -> None:
    before = stored(mirror, event, a_pulled(1), a_pulled(2, "Grace"))
    snapshot(mirror, event, 1)

    after = stored(mirror, event, a_pulled(2, "Grace"))

    assert after[PlatformId("2")] == before[PlatformId("2")]
    assert found(mirror, "C2")[0].ticket.status is TicketStatus.VALID
    with mirror.read() as connection:
        assert len(search.search(connection, event.id, "grace", WHOLE_EVENT, 10)) == 1


def test_removing_touches_nobody_registered_here_and_nothing_recorded(mirror: Mirror, event: Event) -> None:
    numbers = stored(mirror, event, a_pulled(1), a_pulled(2))
    walk_in = registered_here(mirror, event)
    came = a_movement(attendee=numbers[PlatformId("2")])
    with mirror.write() as connection:
        movements.append(connection, came)
        movements.recompute(connection, came.attendee, WHOLE_EVENT)
    enqueued(mirror, event, came.attendee)

    snapshot(mirror, event, 1)

    with mirror.read() as connection:
        kept = attendees.by_number(connection, walk_in, WHOLE_EVENT)
        assert kept is not None
        assert kept.attendee.ticket.status is TicketStatus.VALID
        assert kept.attendee.platform_id is None
        assert movements.history(connection, came.attendee) == (came,)
        assert backlog.counts(connection).waiting == 1
        gone = attendees.by_number(connection, came.attendee, WHOLE_EVENT)
    assert gone is not None
    assert gone.presence == presence_of([came])


def registered_here(mirror: Mirror, event: Event) -> AttendeeId:
    """Somebody the platform has not seen yet."""
    number = stored(mirror, event, a_pulled(99, "Walk", "In"))[PlatformId("99")]
    with mirror.write() as connection:
        connection.exec_driver_sql("UPDATE attendee SET platform_id = NULL WHERE id = ?", (number,))
    return number


def test_whoever_was_there_but_could_not_be_read_is_not_gone(mirror: Mirror, event: Event) -> None:
    snapshot(mirror, event, 1, 2, 3)

    with mirror.write() as connection:
        generation = events.begin_snapshot(connection, event.id)
        storing.mark_seen(connection, event.id, generation, [PlatformId("2"), PlatformId("99")])
        storing.mark_seen(connection, event.id, generation, [])
        assert storing.remove_unseen(connection, event.id, generation) == 2

    (two,) = found(mirror, "C2")
    assert two.ticket.status is TicketStatus.VALID


def test_removing_leaves_other_events_alone(mirror: Mirror, event: Event) -> None:
    other = a_chosen_event(mirror, 2)
    stored(mirror, other, a_pulled(9))

    snapshot(mirror, event, 1)

    with mirror.read() as connection:
        assert attendees.count(connection, other.id) == 1


def test_presence_comes_with_the_check_in_that_stands(mirror: Mirror, event: Event) -> None:
    number = stored(mirror, event, a_pulled(1))[PlatformId("1")]
    came = a_movement(attendee=number, at=datetime.fromisoformat("2026-11-22T08:00:00.123456+00:00"))
    with mirror.write() as connection:
        movements.append(connection, came)
        written = movements.recompute(connection, number, WHOLE_EVENT)

    with mirror.read() as connection:
        read = attendees.by_number(connection, number, WHOLE_EVENT)

    assert read is not None
    assert read.presence == written == presence_of([came])


def test_nobody_is_found_by_a_number_nobody_has(mirror: Mirror) -> None:
    with mirror.read() as connection:
        assert attendees.by_number(connection, AttendeeId(1), WHOLE_EVENT) is None


def test_badges_printed_here_are_counted(mirror: Mirror, event: Event) -> None:
    numbers = list(stored(mirror, event, a_pulled(1), a_pulled(2)).values())
    with mirror.write() as connection:
        prints.add(connection, numbers[0], MORNING, "Labels")
        prints.add(connection, numbers[0], MORNING, "Labels")

    with mirror.read() as connection:
        assert prints.how_often(connection, numbers) == {numbers[0]: 2}
