"""The invented event."""

import unicodedata
from collections import Counter
from datetime import UTC, datetime

from checkin.practice.open_event.population import BIG, SMALL, make_event
from checkin.practice.open_event.rows import STATION_TYPES, AttendeeRow, PracticeEvent

MORNING = datetime(2026, 6, 12, 7, 0, tzinfo=UTC)
SCRIPTS = "LATIN ARABIC HEBREW CJK HIRAGANA KATAKANA HANGUL THAI DEVANAGARI GREEK CYRILLIC"


def invent(attendees: int = 500, seed: int = 2026) -> PracticeEvent:
    return make_event(seed, attendees, now=MORNING)


def of_big(event: PracticeEvent) -> list[AttendeeRow]:
    return [row for row in event.attendees if row.event_id == BIG]


def test_the_same_seed_invents_the_same_people() -> None:
    assert invent() == invent()


def test_another_seed_invents_other_people() -> None:
    assert invent(seed=1).attendees != invent().attendees


def test_as_many_come_as_were_asked_for() -> None:
    assert len(of_big(invent(137))) == 137


def test_names_come_in_every_script() -> None:
    letters = {letter for row in invent().attendees for letter in row.firstname + row.lastname}
    words = {word for letter in letters for word in unicodedata.name(letter).split()}

    assert set(SCRIPTS.split()) <= words


def test_names_are_long_or_single_or_have_apostrophes() -> None:
    names = {(row.firstname, row.lastname) for row in invent().attendees}

    assert any(60 <= len(" ".join(name)) <= 100 for name in names)
    assert any(last == "" for _, last in names)
    assert any("'" in last for _, last in names)


def test_even_a_small_event_has_the_odd_names() -> None:
    assert any(row.lastname == "" for row in of_big(invent(30)))


def test_some_identifiers_have_decimal_digits_only_and_some_are_missing() -> None:
    identifiers = [row.identifier for row in of_big(invent())]

    assert sum(1 for identifier in identifiers if identifier and identifier.isdecimal()) >= 10
    assert 5 <= identifiers.count(None) <= 50


def test_some_identifier_is_the_id_of_somebody_else() -> None:
    event = invent()
    ids = {row.id for row in event.attendees}

    assert any(
        row.identifier and row.identifier.isdecimal() and int(row.identifier) in ids
        for row in event.attendees
    )


def test_identifiers_are_six_digits_and_nobody_shares_one() -> None:
    identifiers = [row.identifier for row in invent().attendees if row.identifier]

    assert {len(identifier) for identifier in identifiers} == {6}
    assert len(set(identifiers)) == len(identifiers)


def test_most_orders_are_paid_and_each_status_occurs() -> None:
    statuses = Counter(row.status for row in invent(2000).orders)

    assert set(statuses) == {"completed", "placed", "pending", "cancelled", "expired", "initializing"}
    assert (statuses["completed"] + statuses["placed"]) / statuses.total() > 0.85


def test_orders_hold_one_to_four_people() -> None:
    sizes = Counter(row.order_id for row in invent().attendees)

    assert set(sizes.values()) == {1, 2, 3, 4}


def test_attendee_ids_do_not_start_at_one_and_have_gaps() -> None:
    ids = [row.id for row in of_big(invent())]

    assert min(ids) > 1
    assert max(ids) - min(ids) >= len(ids)


def test_a_few_people_are_deleted() -> None:
    assert 1 <= sum(1 for row in of_big(invent()) if row.deleted_at) <= 20


def test_a_second_event_has_people_of_its_own() -> None:
    assert {row.event_id for row in invent().attendees} == {BIG, SMALL}


def test_stations_of_every_kind_stand_in_the_event() -> None:
    stations = [row for row in invent().stations if row.event_id == BIG]

    assert {row.station_type for row in stations} == set(STATION_TYPES)
    assert all(row.room_id for row in stations if row.station_type.startswith("check"))


def test_sessions_are_on_the_day_in_the_events_own_time() -> None:
    first = min(row.starts_at for row in invent().sessions)

    assert first == MORNING  # 9 o'clock in Berlin in summer


def test_the_event_is_today_when_no_day_is_given() -> None:
    event = make_event(attendees=1).events[0]

    assert abs((event.starts_at - datetime.now(UTC)).days) <= 1  # noqa: TID251
