"""Everything together, over real HTTP, with outages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from checkin.clock import SystemClock
from checkin.connectors.open_event.connector import OpenEventConnector
from checkin.errors import CredentialsError, ThrottledError, UnreachableError, UnreadableReplyError
from checkin.model.attendee import TicketStatus
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import AlreadyThere, CannotTell, NotThere, Operation, OperationState, Settled
from checkin.model.pulled import PulledAttendee
from checkin.model.station import StationKind
from checkin.practice.faults import Fault, FaultKind
from checkin.practice.open_event.serve import PracticeServer
from checkin.settings import Connection
from tests.checkin.connectors.stand_ins import forget

CHECK_IN_PATH = r"^/v1/user-check-in$"


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer(attendees=700) as practice:
        yield practice


def connected(server: PracticeServer, account: str = "organizer@practice.example") -> OpenEventConnector:
    connection = Connection(platform="open_event", base_url=server.url, account=account)
    return OpenEventConnector(connection, {"password": "practice"}, forget, SystemClock())


@pytest.fixture
def connector(server: PracticeServer) -> Iterator[OpenEventConnector]:
    made = connected(server)
    yield made
    made.close()


def big_event(connector: OpenEventConnector) -> PlatformId:
    return connector.events()[0].platform_id


def pulled(
    connector: OpenEventConnector, since: str | None = None
) -> tuple[list[PulledAttendee], str | None]:
    pages = list(connector.pull(big_event(connector), since=since, resume=None))
    return [one for page in pages for one in page.attendees], pages[-1].cursor


def operation(connector: OpenEventConnector, kind: StationKind, attendee: PlatformId) -> Operation:
    event = big_event(connector)
    structure = next(iter(connector.pull(event, since=None, resume=None)))
    station = next(one for one in structure.stations or () if one.kind is kind and one.room)
    session = next(one for one in structure.zones or () if one.room == station.room)
    now = SystemClock().now()
    return Operation(
        id=OperationId("o"),
        movement=MovementId("m"),
        event=event,
        attendee=attendee,
        kind=kind,
        station=station.platform_id,
        session=None if kind is StationKind.REGISTRATION else session.platform_id,
        at=now,
        first_sent_at=now,
        attempts=1,
    )


def test_everybody_is_pulled_once(server: PracticeServer, connector: OpenEventConnector) -> None:
    people, cursor = pulled(connector)

    event = int(big_event(connector))
    there = {str(row.id) for row in server.platform.attendees.of_event(event) if not row.deleted_at}
    assert {one.platform_id for one in people} == there
    assert len(people) == len(there) > 500
    assert {one.status for one in people} >= {TicketStatus.VALID, TicketStatus.UNPAID, TicketStatus.CANCELLED}
    assert cursor is not None


def test_each_kind_of_check_in_is_settled_once(connector: OpenEventConnector) -> None:
    people, _ = pulled(connector)
    for kind in (StationKind.REGISTRATION, StationKind.CHECK_IN, StationKind.DAILY):
        ours = operation(connector, kind, people[0].platform_id)

        assert isinstance(connector.push(ours), Settled)
        assert isinstance(connector.push(ours), AlreadyThere)

    assert isinstance(
        connector.push(operation(connector, StationKind.CHECK_OUT, people[0].platform_id)), Settled
    )


def test_a_registration_by_another_desk_arrives_with_the_next_delta(
    server: PracticeServer, connector: OpenEventConnector
) -> None:
    people, cursor = pulled(connector)
    other = connected(server, "coorganizer@practice.example")
    other.push(operation(other, StationKind.REGISTRATION, people[3].platform_id))
    other.close()

    changed, _ = pulled(connector, since=cursor)

    movements = {one.platform_id: one.movements for one in changed}
    assert len(movements[people[3].platform_id]) == 1


@pytest.mark.parametrize("kind", list(StationKind))
@pytest.mark.parametrize("fault", [FaultKind.DROP_ANSWER, FaultKind.TRUNCATED, FaultKind.ERROR_AFTER])
def test_an_answer_that_is_lost_doubles_nothing(
    server: PracticeServer, connector: OpenEventConnector, kind: StationKind, fault: FaultKind
) -> None:
    people, _ = pulled(connector)
    attendee = people[5].platform_id
    if kind is StationKind.CHECK_OUT:
        connector.push(operation(connector, StationKind.CHECK_IN, attendee))
    ours = operation(connector, kind, attendee)
    before = len(list(server.platform.taken))
    server.faults.add(Fault(kind=fault, path=CHECK_IN_PATH, times=1))
    with pytest.raises((UnreachableError, UnreadableReplyError)) as caught:
        connector.push(ours)

    verdict = connector.read_back(ours)
    if verdict == CannotTell():
        verdict = connector.push(replace(ours, attempts=2, state=OperationState.UNCERTAIN))

    assert caught.value.may_have_landed
    assert isinstance(verdict, Settled | AlreadyThere)
    assert len(list(server.platform.taken)) == before + 1


@pytest.mark.parametrize("fault", [FaultKind.SILENCE, FaultKind.ERROR_BEFORE, FaultKind.HTML])
def test_a_request_that_never_arrived_is_sent_again(
    server: PracticeServer, connector: OpenEventConnector, fault: FaultKind
) -> None:
    people, _ = pulled(connector)
    ours = operation(connector, StationKind.REGISTRATION, people[5].platform_id)
    server.faults.add(Fault(kind=fault, path=CHECK_IN_PATH, times=1))
    with pytest.raises((UnreachableError, UnreadableReplyError)):
        connector.push(ours)

    assert connector.read_back(ours) == NotThere()
    assert isinstance(connector.push(ours), Settled)


def test_a_server_that_wants_a_pause_says_how_long(
    server: PracticeServer, connector: OpenEventConnector
) -> None:
    people, _ = pulled(connector)
    ours = operation(connector, StationKind.REGISTRATION, people[5].platform_id)
    server.faults.add(Fault(kind=FaultKind.THROTTLE, path=CHECK_IN_PATH, seconds=30, times=1))

    with pytest.raises(ThrottledError) as caught:
        connector.push(ours)

    assert caught.value.retry_after == 30


def test_a_server_that_is_away_and_comes_back_lost_nothing(
    server: PracticeServer, connector: OpenEventConnector
) -> None:
    people, _ = pulled(connector)
    ours = operation(connector, StationKind.REGISTRATION, people[5].platform_id)
    server.go_offline()
    with pytest.raises(UnreachableError) as caught:
        connector.push(ours)
    server.come_back()

    assert not caught.value.may_have_landed
    assert isinstance(connector.push(ours), Settled)


def test_tokens_that_end_in_the_middle_are_renewed(
    server: PracticeServer, connector: OpenEventConnector
) -> None:
    people, _ = pulled(connector)
    ours = operation(connector, StationKind.REGISTRATION, people[5].platform_id)
    server.platform.accounts.rotate_secret()

    assert isinstance(connector.push(ours), Settled)


def test_a_registrar_is_stopped_with_a_sentence(server: PracticeServer) -> None:
    registrar = connected(server, "registrar@practice.example")

    account = registrar.sign_in()
    with pytest.raises(CredentialsError, match="co-organizer"):
        pulled(registrar)
    registrar.close()

    assert account.notes


def test_a_registration_is_recognised_though_our_clock_is_hours_behind(
    server: PracticeServer, connector: OpenEventConnector
) -> None:
    server.platform.clock.offset = timedelta(hours=5)
    people, _ = pulled(connector)
    ours = operation(connector, StationKind.REGISTRATION, people[5].platform_id)
    unsent = connector.read_back(ours)
    connector.push(ours)

    assert unsent == NotThere()
    assert isinstance(connector.read_back(ours), Settled)
    assert isinstance(
        connector.read_back(replace(ours, first_sent_at=ours.at + timedelta(hours=1))), AlreadyThere
    )


def test_the_platforms_own_counts_can_be_asked_for(connector: OpenEventConnector) -> None:
    people, _ = pulled(connector)
    connector.push(operation(connector, StationKind.REGISTRATION, people[5].platform_id))

    assert connector.stats(big_event(connector)).total_registered == 1


def test_a_site_administrator_tells_head_counts(server: PracticeServer) -> None:
    admin = connected(server, "admin@practice.example")
    organizer = connected(server)
    station = operation(organizer, StationKind.CHECK_IN, PlatformId("1"))
    assert station.station is not None
    assert station.session is not None

    admin.head_count(station.station, station.session, 14)
    admin.close()
    organizer.close()

    assert [row.current_pax for row in server.platform.paxs.values()] == [14]
