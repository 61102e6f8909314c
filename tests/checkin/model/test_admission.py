"""Yes or no at the door."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.model.admission import (
    OVERRIDABLE,
    Admission,
    Admitted,
    Candidate,
    Door,
    Refusal,
    Refused,
    Showing,
    decide,
)
from checkin.model.attendee import Attendee, TicketStatus
from checkin.model.form import FormField
from checkin.model.ids import EventId
from checkin.model.movement import NOWHERE, Movement, Presence
from checkin.model.station import Direction, StationKind
from checkin.model.zone_rules import ZoneRules
from tests.fakes.builders import a_movement, a_station, an_attendee

BERLIN = ZoneInfo("Europe/Berlin")
HERE = EventId(1)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def inside(since: datetime = NOW - HOUR) -> Presence:
    return Presence(inside=True, entries=1, last_in=a_movement(at=since))


def a_door(kind: StationKind = StationKind.REGISTRATION, **more: Any) -> Door:
    return Door(station=a_station(kind), event=HERE, zone_time=BERLIN, **more)


def asked(
    attendee: Attendee,
    presence: Presence = NOWHERE,
    kind: StationKind = StationKind.REGISTRATION,
    now: datetime = NOW,
    overruled: Refusal | None = None,
) -> Admission:
    candidate = Candidate(attendee=attendee, presence=presence)
    return decide([candidate], a_door(kind), Showing(now=now, overruled=overruled))


def refusal(admission: Admission) -> Refusal | None:
    return admission.refusal if isinstance(admission, Refused) else None


def test_a_good_ticket_is_admitted() -> None:
    ada = an_attendee()

    assert asked(ada) == Admitted(attendee=ada, direction=Direction.IN)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (TicketStatus.CANCELLED, Refusal.CANCELLED),
        (TicketStatus.REVOKED, Refusal.REVOKED),
        (TicketStatus.BLOCKED, Refusal.BLOCKED),
        (TicketStatus.UNPAID, Refusal.UNPAID),
    ],
)
def test_a_ticket_that_is_not_good_is_refused_before_anything_else_is_said(
    status: TicketStatus, why: Refusal
) -> None:
    somebody = an_attendee(status=status, valid_from=NOW + HOUR, valid_until=NOW - HOUR)

    assert asked(somebody, inside()) == Refused(refusal=why, attendee=somebody)


@pytest.mark.parametrize(
    ("since", "until", "why"),
    [
        (NOW + timedelta(microseconds=1), None, Refusal.NOT_YET_VALID),
        (NOW, None, None),
        (None, NOW, Refusal.NO_LONGER_VALID),
        (None, NOW + timedelta(microseconds=1), None),
        (NOW + HOUR, NOW - HOUR, Refusal.NOT_YET_VALID),
    ],
)
def test_a_ticket_is_valid_from_its_first_instant_until_before_its_last(
    since: datetime | None, until: datetime | None, why: Refusal | None
) -> None:
    assert refusal(asked(an_attendee(valid_from=since, valid_until=until))) is why


def test_a_ticket_out_of_time_is_graver_than_being_inside() -> None:
    assert refusal(asked(an_attendee(valid_until=NOW), inside())) is Refusal.NO_LONGER_VALID


def test_somebody_who_is_inside_is_refused_with_the_check_in_that_stands() -> None:
    presence = inside()

    admission = asked(an_attendee(), presence)

    assert admission == Refused(
        refusal=Refusal.ALREADY_INSIDE, attendee=an_attendee(), first=presence.last_in
    )


def test_somebody_who_left_may_come_in_again() -> None:
    left = Presence(inside=False, entries=1, last_in=a_movement())

    assert isinstance(asked(an_attendee(), left, StationKind.CHECK_IN), Admitted)


@pytest.mark.parametrize("status", list(TicketStatus))
def test_a_bad_ticket_never_keeps_anybody_from_leaving(status: TicketStatus) -> None:
    somebody = an_attendee(status=status, valid_from=NOW + HOUR, valid_until=NOW - HOUR)

    admission = asked(somebody, inside(), StationKind.CHECK_OUT)

    assert admission == Admitted(attendee=somebody, direction=Direction.OUT)


def test_nobody_leaves_who_is_not_inside() -> None:
    assert refusal(asked(an_attendee(), kind=StationKind.CHECK_OUT)) is Refusal.NOT_INSIDE


@pytest.mark.parametrize(
    ("earlier", "now", "why"),
    [
        # 23:59 and 00:01 in Berlin are two days, though one day in UTC
        ((2026, 11, 21, 22, 59), (2026, 11, 21, 23, 1), None),
        # 00:30 and 23:30 in Berlin are one day, though two in UTC
        ((2026, 11, 21, 23, 30), (2026, 11, 22, 22, 30), Refusal.ALREADY_INSIDE),
        # clocks go forward on 29 March: 23:30 in winter time, 00:30 the next day, 23:30 in summer time
        ((2026, 3, 28, 22, 30), (2026, 3, 28, 23, 30), None),
        ((2026, 3, 28, 23, 30), (2026, 3, 29, 21, 30), Refusal.ALREADY_INSIDE),
        ((2026, 3, 28, 23, 30), (2026, 3, 29, 22, 30), None),
        # clocks go back on 25 October: that day has 25 hours
        ((2026, 10, 24, 22, 0), (2026, 10, 25, 22, 59), Refusal.ALREADY_INSIDE),
        ((2026, 10, 24, 22, 0), (2026, 10, 25, 23, 0), None),
    ],
)
def test_a_daily_station_counts_days_where_the_event_is(
    earlier: tuple[int, ...], now: tuple[int, ...], why: Refusal | None
) -> None:
    presence = inside(datetime(*earlier, tzinfo=UTC))  # type: ignore[misc,arg-type]

    admission = asked(an_attendee(), presence, StationKind.DAILY, datetime(*now, tzinfo=UTC))  # type: ignore[misc,arg-type]

    assert refusal(admission) is why


def test_only_a_daily_station_forgets_overnight() -> None:
    yesterday = inside(NOW - 24 * HOUR)

    assert refusal(asked(an_attendee(), yesterday, StationKind.CHECK_IN)) is Refusal.ALREADY_INSIDE


@pytest.mark.parametrize(
    ("somebody", "presence", "why"),
    [
        (an_attendee(status=TicketStatus.UNPAID), NOWHERE, Refusal.UNPAID),
        (an_attendee(valid_from=NOW + HOUR), NOWHERE, Refusal.NOT_YET_VALID),
        (an_attendee(valid_until=NOW), NOWHERE, Refusal.NO_LONGER_VALID),
        (an_attendee(), inside(), Refusal.ALREADY_INSIDE),
    ],
)
def test_a_lead_may_overrule_some_refusals_and_it_is_recorded(
    somebody: Attendee, presence: Presence, why: Refusal
) -> None:
    assert asked(somebody, presence, overruled=why) == Admitted(
        attendee=somebody, direction=Direction.IN, overrode=why
    )


@pytest.mark.parametrize("status", [TicketStatus.CANCELLED, TicketStatus.REVOKED, TicketStatus.BLOCKED])
@pytest.mark.parametrize("overruled", list(Refusal))
def test_nobody_overrules_what_is_final(status: TicketStatus, overruled: Refusal) -> None:
    assert isinstance(asked(an_attendee(status=status), inside(), overruled=overruled), Refused)


def test_nobody_overrules_that_somebody_is_not_inside() -> None:
    admission = asked(an_attendee(), kind=StationKind.CHECK_OUT, overruled=Refusal.NOT_INSIDE)

    assert refusal(admission) is Refusal.NOT_INSIDE


def test_overruling_what_does_not_stand_changes_nothing() -> None:
    assert asked(an_attendee(), overruled=Refusal.UNPAID) == Admitted(
        attendee=an_attendee(), direction=Direction.IN
    )


def test_a_lead_who_overrules_one_refusal_is_told_the_next() -> None:
    unpaid = an_attendee(status=TicketStatus.UNPAID)

    assert refusal(asked(unpaid, inside())) is Refusal.UNPAID
    assert refusal(asked(unpaid, inside(), overruled=Refusal.UNPAID)) is Refusal.ALREADY_INSIDE
    assert asked(unpaid, inside(), overruled=Refusal.ALREADY_INSIDE) == Admitted(
        attendee=unpaid, direction=Direction.IN, overrode=Refusal.UNPAID
    )


def test_an_unknown_code_is_refused_without_a_name() -> None:
    assert decide([], a_door(), Showing(now=NOW)) == Refused(refusal=Refusal.UNKNOWN_CODE)


def test_a_ticket_of_another_event_names_that_event() -> None:
    stranger = an_attendee(9, event=2)

    admission = decide([Candidate(attendee=stranger, presence=NOWHERE)], a_door(), Showing(now=NOW))

    assert admission == Refused(refusal=Refusal.WRONG_EVENT, attendee=stranger, other_event=EventId(2))


def test_a_code_of_several_people_asks_who_it_is() -> None:
    people = (an_attendee(1), an_attendee(2))

    admission = decide(
        [Candidate(attendee=one, presence=NOWHERE) for one in people], a_door(), Showing(now=NOW)
    )

    assert admission == Refused(refusal=Refusal.AMBIGUOUS, choices=people)


def test_people_of_other_events_do_not_make_a_code_ambiguous() -> None:
    candidates = [Candidate(attendee=an_attendee(n, event=n), presence=NOWHERE) for n in (2, 1, 3)]

    admission = decide(candidates, a_door(), Showing(now=NOW))

    assert admission == Admitted(attendee=an_attendee(1), direction=Direction.IN)


_instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_movements: st.SearchStrategy[Movement] = st.builds(a_movement, st.just(Direction.IN), _instants)
_presences = st.just(NOWHERE) | st.builds(
    lambda last, here: Presence(inside=here, entries=1, last_in=last), _movements, st.booleans()
)
_candidates = st.builds(
    lambda number, event, status, since, until, presence: Candidate(
        attendee=an_attendee(number, event=event, status=status, valid_from=since, valid_until=until),
        presence=presence,
    ),
    st.integers(1, 9),
    st.integers(1, 2),
    st.sampled_from(TicketStatus),
    st.none() | _instants,
    st.none() | _instants,
    _presences,
)


@given(
    st.lists(_candidates, max_size=3),
    st.sampled_from(StationKind),
    _instants,
    st.none() | st.sampled_from(Refusal),
)
def test_whoever_asks_twice_is_told_the_same_and_what_is_overruled_may_be(
    candidates: list[Candidate], kind: StationKind, now: datetime, overruled: Refusal | None
) -> None:
    def ask(by: Refusal | None) -> Admission:
        return decide(candidates, a_door(kind), Showing(now=now, overruled=by))

    admission = ask(overruled)

    assert admission == ask(overruled)
    match admission:
        case Admitted(overrode=None):
            assert ask(None) == admission
        case Admitted(overrode=why):
            assert {why, overruled} <= OVERRIDABLE  # of several the gravest is recorded
            assert isinstance(ask(None), Refused)
        case Refused():
            assert isinstance(ask(None), Refused)


# What a zone and a ticket may have besides.


def admitted_by(candidate: Candidate, rules: ZoneRules, **shown: Any) -> Admission:
    return decide([candidate], a_door(rules=rules), Showing(now=NOW, **shown))


def someone(presence: Presence = NOWHERE, **ticket: Any) -> Candidate:
    return Candidate(attendee=an_attendee(1, **ticket), presence=presence)


LEFT = Presence(inside=False, entries=1, last_in=a_movement(at=NOW - HOUR))


@pytest.mark.parametrize(
    ("rules", "candidate", "expected"),
    [
        pytest.param({"ticket_types": frozenset({"9"})}, someone(), Refusal.WRONG_TICKET_TYPE, id="type"),
        pytest.param({"ticket_types": frozenset({"1"})}, someone(), None, id="right type"),
        pytest.param({}, someone(zones=frozenset({"hall"})), Refusal.WRONG_TICKET_TYPE, id="zones"),
        pytest.param({"opens": NOW + HOUR}, someone(), Refusal.ZONE_CLOSED, id="not open yet"),
        pytest.param({"closes": NOW}, someone(), Refusal.ZONE_CLOSED, id="closed"),
        pytest.param({"opens": NOW, "closes": NOW + HOUR}, someone(), None, id="open"),
        pytest.param({"several_entries": True}, someone(inside()), None, id="several entries"),
        pytest.param({"again_after_leaving": False}, someone(LEFT), Refusal.ENTRIES_USED_UP, id="only once"),
        pytest.param({}, someone(LEFT), None, id="again after leaving"),
        pytest.param({}, someone(inside(), admits=2), None, id="the second of a party"),
        pytest.param({}, someone(inside(), admits=1), Refusal.ALREADY_INSIDE, id="a party of one"),
        pytest.param({}, someone(needs_confirmation=True), Refusal.NEEDS_CONFIRMATION, id="needs a look"),
        pytest.param(
            {"lets_unpaid": True},
            someone(status=TicketStatus.UNPAID),
            Refusal.NEEDS_CONFIRMATION,
            id="unpaid but let in",
        ),
        pytest.param({"logic": {"?": []}}, someone(), Refusal.NEEDS_CONFIRMATION, id="unreadable rule"),
    ],
)
def test_zone_and_ticket_decide_together(
    rules: dict[str, Any], candidate: Candidate, expected: Refusal | None
) -> None:
    assert refusal(admitted_by(candidate, ZoneRules(**rules))) is expected


def test_a_party_comes_in_until_all_of_it_is_there() -> None:
    everybody = Presence(inside=True, entries=3, last_in=a_movement(at=NOW))

    assert refusal(admitted_by(someone(everybody, admits=3), ZoneRules())) is Refusal.ENTRIES_USED_UP


@pytest.mark.parametrize(("people", "expected"), [(9, None), (10, Refusal.ZONE_FULL), (None, None)])
def test_a_full_zone_is_full(people: int | None, expected: Refusal | None) -> None:
    assert refusal(admitted_by(someone(), ZoneRules(capacity=10), inside=people)) is expected


def test_what_is_to_be_looked_at_is_said() -> None:
    candidate = someone(needs_confirmation=True, remark="Show your student card")

    admission = admitted_by(candidate, ZoneRules())

    assert isinstance(admission, Refused)
    assert admission.words == "Show your student card"
    assert isinstance(admitted_by(candidate, ZoneRules(), overruled=Refusal.NEEDS_CONFIRMATION), Admitted)


def test_whoever_overrules_for_the_unpaid_is_still_asked_the_questions() -> None:
    question = FormField(name="q", label="Diet", required=True)
    door = a_door(questions=(question,))
    candidate = someone(status=TicketStatus.UNPAID)

    admission = decide([candidate], door, Showing(now=NOW, overruled=Refusal.UNPAID))
    complete = Showing(now=NOW, overruled=Refusal.UNPAID, answers={"q": "vegan"})

    assert admission == Refused(
        refusal=Refusal.QUESTIONS_OPEN, attendee=candidate.attendee, questions=(question,)
    )
    assert isinstance(decide([candidate], door, complete), Admitted)


def test_of_several_that_were_overruled_the_gravest_is_recorded() -> None:
    candidate = someone(status=TicketStatus.UNPAID, needs_confirmation=True)

    first = admitted_by(candidate, ZoneRules(), overruled=Refusal.UNPAID)
    second = admitted_by(candidate, ZoneRules(), overruled=Refusal.NEEDS_CONFIRMATION)

    assert refusal(first) is Refusal.NEEDS_CONFIRMATION
    assert isinstance(second, Admitted)
    assert second.overrode is Refusal.UNPAID
