"""What a rehearsal needs to know of the simulated platform."""

from collections import Counter

from checkin.model.admission import Refusal
from checkin.practice.badgestic import BadgesticPractice
from checkin.practice.badgestic.rows import CHECKED_IN_AT
from tests.fakes.clock import FakeClock


def test_the_same_seed_invites_the_same_people(clock: FakeClock) -> None:
    first, second, third = (
        BadgesticPractice(attendees=20, seed=seed, clock=clock).visitors() for seed in (1, 1, 2)
    )

    assert first == second
    assert first != third


def test_most_visitors_are_good_and_the_others_say_why(practice: BadgesticPractice) -> None:
    expected = Counter(visitor.expected for visitor in practice.visitors())

    assert set(expected) == {None, Refusal.BLOCKED, Refusal.WRONG_EVENT, Refusal.UNKNOWN_CODE}
    assert expected[None] > 40


def test_every_visitor_has_a_code_of_their_own(practice: BadgesticPractice) -> None:
    codes = [visitor.code for visitor in practice.visitors()]

    assert all(codes)
    assert len(set(codes)) == len(codes)


def test_the_main_event_is_the_first_of_the_connection(practice: BadgesticPractice) -> None:
    assert practice.connection.options["events"].split()[0] == practice.main_event
    assert practice.connection.base_url == practice.url
    assert "practice-token" not in str(practice.connection)


def test_the_record_counts_check_ins_that_stand(practice: BadgesticPractice) -> None:
    first, second, *_ = practice.platform.guests.values()
    first.write(CHECKED_IN_AT, "2026-11-22T08:00:00Z")
    first.write(CHECKED_IN_AT, "2026-11-22T08:00:00Z")
    second.write(CHECKED_IN_AT, "2026-11-22T08:00:00Z")
    second.write(CHECKED_IN_AT, "2026-11-22T09:00:00Z")
    second.write("company", "ACME")

    assert practice.record() == {str(first.id): 1, str(second.id): 2}

    second.write(CHECKED_IN_AT, "")
    assert practice.record() == {str(first.id): 1}


def test_check_ins_can_lose_their_answers(practice: BadgesticPractice) -> None:
    practice.faults.drop_answers(times=1)

    assert practice.faults.drawn("POST", "/v1/events/4711/guests") == {}
    assert practice.faults.drawn("PUT", "/v1/guests/20001") != {}
