"""The platform's own badges, read with all it takes to draw them."""

import json

import httpx
import pytest

from checkin.connectors.pretix.connector import PretixConnector
from checkin.connectors.protocol import ShowsBadgeDesigns
from checkin.errors import CredentialsError, UnreachableError
from checkin.model.platform import Capability
from tests.checkin.connectors.pretix.recorded import (
    EVENT,
    KEY,
    RecordedServer,
    a_connection,
    a_connector,
    answer,
    page,
    recording,
)

LAYOUTS, ITEMS = "GET EVENT/badgelayouts/", "GET EVENT/badgeitems/"
BACKGROUND = "GET /static/pretixplugins/badges/badge_default_a6l.9f8a9aef8739.pdf"
FORBIDDEN = {"detail": "Request denied by device security profile."}


def a_file(content: bytes = b"%PDF") -> httpx.Response:
    return httpx.Response(200, content=content)


def test_each_badge_comes_with_its_background_and_the_types_it_is_for(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(BACKGROUND, a_file())

    usual, vip = connector.badge_designs(EVENT)

    assert (usual.name, usual.is_usual, usual.ticket_types) == ("Default", True, ())
    assert (vip.name, vip.is_usual, vip.ticket_types) == ("VIP badge", False, ("VIP Pass",))
    assert usual.background == vip.background == b"%PDF"
    assert json.loads(vip.document)["layout"] == recording("49")["response_body"]["results"][1]["layout"]


def test_whoever_has_no_badge_at_the_platform_is_said_with_the_usual_one(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(BACKGROUND, a_file())

    usual, vip = connector.badge_designs(EVENT)

    assert usual.notes == ("“Workshop” has no badge at the platform.",)
    assert vip.notes == ()


def test_what_it_takes_to_understand_a_badge_comes_with_it(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(BACKGROUND, a_file())

    said = json.loads(connector.badge_designs(EVENT)[0].document)

    asked = recording("45")["response_body"]["results"]
    assert said["questions"] == {row["identifier"]: str(row["id"]) for row in asked}
    assert said["texts"]["event_date"] <= said["texts"]["event_end_date"]
    assert len(said["texts"]["event_begin_time"]) == len("09:00")


def test_the_dates_of_a_series_are_not_told(server: RecordedServer, connector: PretixConnector) -> None:
    body = recording("188")["response_body"] | {"has_subevents": True, "location": {"en": "Hall"}}
    server.script("GET EVENT/", answer(200, body))
    server.script(BACKGROUND, a_file())

    said = json.loads(connector.badge_designs(EVENT)[0].document)

    assert said["texts"] == {"event_location": "Hall"}


@pytest.mark.parametrize("timezone", ["Nowhere/At_All", "../etc", ""])
def test_a_timezone_nobody_knows_leaves_the_times_as_they_came(
    server: RecordedServer, connector: PretixConnector, timezone: str
) -> None:
    body = recording("188")["response_body"] | {
        "timezone": timezone,
        "date_from": "2026-11-22T09:00:00Z",
        "date_to": None,
    }
    server.script("GET EVENT/", answer(200, body))
    server.script(BACKGROUND, a_file())

    said = json.loads(connector.badge_designs(EVENT)[0].document)["texts"]

    assert said["event_begin"] == "2026-11-22 09:00"
    assert said["event_date_range"] == "2026-11-22"
    assert "event_end" not in said


def test_backgrounds_are_fetched_once_and_without_the_devices_key(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(BACKGROUND, a_file())

    connector.badge_designs(EVENT)

    fetched = [one for one in server.requests if one.url.path.startswith("/static/")]
    asked = [one for one in server.requests if one.url.path.startswith("/api/")]
    assert len(fetched) == 1
    assert KEY not in str(fetched[0].headers)
    assert all(KEY in one.headers["Authorization"] for one in asked)


@pytest.mark.parametrize(
    "trouble", [httpx.Response(404), httpx.Response(500), httpx.ConnectError("Connection refused")]
)
def test_a_background_that_cannot_be_had_is_said(
    server: RecordedServer, connector: PretixConnector, trouble: httpx.Response | Exception
) -> None:
    server.script(BACKGROUND, trouble)

    _, vip = connector.badge_designs(EVENT)

    assert vip.background == b""
    assert vip.notes[0].startswith("The background could not be fetched")


def test_a_badge_without_background_asks_for_none(server: RecordedServer, connector: PretixConnector) -> None:
    server.script(LAYOUTS, page({"id": 9, "name": None, "layout": [], "background": None}))
    server.script(ITEMS, page())

    (only,) = connector.badge_designs(EVENT)

    assert (only.name, only.background, only.notes) == ("Badge 9", b"", ())


def test_an_event_without_badges_has_none(server: RecordedServer, connector: PretixConnector) -> None:
    server.script(LAYOUTS, page())

    assert connector.badge_designs(EVENT) == ()


def test_eventyay_calls_an_item_a_product(server: RecordedServer) -> None:
    server.script(BACKGROUND, a_file())
    server.script(ITEMS, page({"id": 1, "product": 2, "layout": 2}))
    connector = a_connector(server, connection=a_connection(flavour="eventyay"))

    _, vip = connector.badge_designs(EVENT)
    connector.close()

    assert vip.ticket_types == ("VIP Pass",)


def test_a_profile_that_may_not_read_badges_is_told_so(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script(LAYOUTS, answer(403, FORBIDDEN))

    with pytest.raises(CredentialsError, match="security profile does not allow this"):
        connector.badge_designs(EVENT)


def test_an_event_of_which_little_may_be_read_has_its_badges_all_the_same(
    server: RecordedServer, connector: PretixConnector
) -> None:
    server.script("GET EVENT/", answer(403, FORBIDDEN))
    server.script(BACKGROUND, a_file())

    usual, vip = connector.badge_designs(EVENT)

    assert (usual.ticket_types, usual.notes, vip.ticket_types) == ((), (), ())
    assert "texts" not in json.loads(usual.document)


def test_it_is_named_among_what_the_platform_can_do(connector: PretixConnector) -> None:
    assert Capability.BADGE_DESIGNS in connector.capabilities
    assert isinstance(connector, ShowsBadgeDesigns)


def test_nothing_is_fetched_once_the_connector_is_closed(
    server: RecordedServer, connector: PretixConnector
) -> None:
    connector.interrupt()
    connector.close()

    with pytest.raises(UnreachableError, match="closed"):
        connector.badge_designs(EVENT)
    assert not server.requests
