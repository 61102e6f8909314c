import httpx
import pytest

from checkin.connectors.open_event.connector import OpenEventConnector
from checkin.errors import RejectedError, UnreachableError
from checkin.model.operation import AlreadyThere, NotThere, Rejected, Settled
from checkin.model.station import StationKind
from tests.checkin.connectors.open_event.builders import AT, me, operation
from tests.checkin.connectors.stand_ins import (
    JsonObject,
    RecordedServer,
    answer,
    recorded_answer,
    recording,
)

LISTED = "2026-11-22T09:00:00.123456+00:00"

ME = "GET /v1/users/3"
ATTENDEE = "GET /v1/attendees/1"
PATCH = "PATCH /v1/attendees/1"
STATIONS = "GET /v1/events/1/stations"


def attendee(times: str | None, **attributes: object) -> httpx.Response:
    body: JsonObject = recording("attendee_one")["response_body"]
    body["data"]["attributes"] |= {"checkin-times": times, **attributes}
    return answer(200, body)


def test_without_a_station_nothing_is_told_by_those_who_may_not(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    verdict = connector.push(operation(station=None))

    assert isinstance(verdict, Rejected)
    assert PATCH not in server.paths()


def test_an_event_with_stations_is_never_patched(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.script(ME, me(is_super_admin=True))

    assert isinstance(connector.push(operation(station=None)), Rejected)
    assert PATCH not in server.paths()


@pytest.fixture
def administrators(server: RecordedServer) -> RecordedServer:
    """An event without stations, and an account that may change attendees."""
    server.script(ME, me(is_admin=True))
    server.script(STATIONS, *[answer(200, {"data": []}) for _ in range(5)])
    return server


def test_without_stations_an_administrator_adds_one_time(
    administrators: RecordedServer, connector: OpenEventConnector
) -> None:
    administrators.script(
        ATTENDEE, attendee("2026-11-21T09:00:00+00:00"), attendee(f"2026-11-21T09:00:00+00:00,{LISTED}")
    )

    verdict = connector.push(operation(station=None))

    assert verdict == Settled(at=AT)
    (sent,) = [request for request in administrators.requests if request.method == "PATCH"]
    assert f'"checkin-times": "{LISTED}"'.encode() in sent.content
    assert b"device" not in sent.content


@pytest.mark.parametrize(
    "times", [LISTED, f"2026-11-21T09:00:00+00:00,{LISTED}", f"{LISTED},2026-11-23T09:00:00Z"]
)
def test_a_time_that_is_listed_is_never_sent_again_for_it_would_replace_the_others(
    administrators: RecordedServer, connector: OpenEventConnector, times: str
) -> None:
    administrators.script(ATTENDEE, attendee(times))

    assert isinstance(connector.push(operation(station=None)), AlreadyThere)
    assert PATCH not in administrators.paths()


def test_a_time_that_somebody_elses_change_swallowed_is_in_doubt(
    administrators: RecordedServer, connector: OpenEventConnector
) -> None:
    administrators.script(ATTENDEE, attendee(None), attendee("2026-11-22T09:00:01+00:00"))

    with pytest.raises(UnreachableError) as caught:
        connector.push(operation(station=None))

    assert caught.value.may_have_landed


def test_a_time_in_doubt_is_looked_up(server: RecordedServer, connector: OpenEventConnector) -> None:
    server.script(ATTENDEE, attendee(f"2026-11-21T09:00:00+00:00,{LISTED}"), attendee(None))

    assert connector.read_back(operation(station=None)) == Settled(at=AT)
    assert connector.read_back(operation(station=None)) == NotThere()


def test_a_check_in_that_would_erase_answers_is_rejected(
    administrators: RecordedServer, connector: OpenEventConnector
) -> None:
    event = recording("event_by_id")["response_body"]
    event["data"]["attributes"]["is-ticket-form-enabled"] = False
    administrators.script("GET /v1/events/1", answer(200, event))

    verdict = connector.push(operation(station=None))

    assert isinstance(verdict, Rejected)
    assert "erase" in verdict.reason
    assert PATCH not in administrators.paths()


def test_a_check_in_without_answers_erases_none(
    administrators: RecordedServer, connector: OpenEventConnector
) -> None:
    nothing = {"complex-field-values": None}
    administrators.script(ATTENDEE, attendee(None, **nothing), attendee(LISTED, **nothing))

    assert connector.push(operation(station=None)) == Settled(at=AT)
    assert "GET /v1/events/1" not in administrators.paths()


def test_a_check_out_without_a_station_is_rejected(
    administrators: RecordedServer, connector: OpenEventConnector
) -> None:
    assert isinstance(connector.push(operation(StationKind.CHECK_OUT, station=None)), Rejected)
    assert PATCH not in administrators.paths()


def test_a_patch_that_is_refused_is_said_in_the_platforms_words(
    administrators: RecordedServer, connector: OpenEventConnector
) -> None:
    administrators.script(PATCH, recorded_answer("patch_device_identical_again"))

    with pytest.raises(RejectedError, match="Check in Time missing"):
        connector.push(operation(station=None))
