"""Finding people at the desk."""

import pytest

from checkin.desk import admit, find
from checkin.desk.find import NoSuchAttendeeError
from checkin.desk.undo import undo
from checkin.mirror import prints
from checkin.model.ids import AttendeeId
from checkin.model.scan import Counts
from tests.fakes.builders import MORNING, Door, a_station


def test_people_are_found_with_where_they_are_and_what_waits(door: Door) -> None:
    scan = admit.admit(door.post, "C2")
    with door.mirror.write() as connection:
        prints.add(connection, door.number(2), MORNING, "Labels")

    (grace,) = find.find(door.post, "hop gra")

    assert (grace.attendee.name, grace.waiting, grace.badge_prints) == ("Grace Hopper", True, 1)
    assert grace.presence.last_in is not None
    assert grace.presence.last_in.id == scan.movement


def test_nothing_typed_shows_everybody_up_to_the_limit(door: Door) -> None:
    assert [one.attendee.given_name for one in find.find(door.post, "")] == ["Ada", "Grace", "Katherine"]
    assert len(find.find(door.post, "", 2)) == 2


def test_one_attendee_can_be_looked_at(door: Door) -> None:
    ada = find.look(door.post, door.number(1))

    assert (ada.attendee.given_name, ada.waiting, ada.badge_prints) == ("Ada", False, 0)


def test_who_is_gone_from_this_computer_is_said_to_be(door: Door) -> None:
    with pytest.raises(NoSuchAttendeeError):
        find.look(door.post, AttendeeId(99))


def test_the_newest_admissions_come_first_with_their_people(door: Door) -> None:
    first = admit.admit(door.post, "C1")
    taken_back = admit.admit(door.post, "C2")
    admit.admit(door.at(a_station(name="Desk 2")), "C3")
    assert taken_back.movement is not None
    undo(door.post, taken_back.movement)

    ((movement, found),) = find.recent(door.post)

    assert movement.id == first.movement
    assert found.attendee.given_name == "Ada"


def test_people_are_counted(door: Door) -> None:
    admit.admit(door.post, "C1")

    assert find.counts(door.post) == Counts(attendees=3, checked_in=1, inside=1)
