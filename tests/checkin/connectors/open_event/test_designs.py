"""The badges that were designed at the platform, each for the tickets that name it."""

import json

import httpx
import pytest

from checkin.connectors.open_event.connector import OpenEventConnector
from checkin.connectors.protocol import ShowsBadgeDesigns
from checkin.errors import CredentialsError
from checkin.model.platform import Capability
from tests.checkin.connectors.open_event.builders import EVENT
from tests.checkin.connectors.stand_ins import JsonObject, RecordedServer, answer, recording

FORMS, TICKETS = "GET /v1/events/1/badge-forms", "GET /v1/events/1/tickets"
IMAGE = "GET /media/badge.png"


def forms(**attributes: object) -> httpx.Response:
    body: JsonObject = recording("badge_forms_event")["response_body"]
    body["data"][0]["attributes"] |= {name.replace("_", "-"): value for name, value in attributes.items()}
    return answer(200, body)


def test_a_badge_is_known_by_the_tickets_that_name_it(connector: OpenEventConnector) -> None:
    (design,) = connector.badge_designs(EVENT)

    assert (design.name, design.ticket_types, design.is_usual) == ("Regular badge", ("Regular",), False)
    assert design.notes == ()
    said = json.loads(design.document)
    assert said["badge-size"] == "3x4"
    assert [row["field_identifier"] for row in said["badge-fields"]][-1] == "qr"


def test_a_badge_no_ticket_names_is_known_by_its_own_name(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.script(FORMS, forms(badge_id="badge-0002"))

    (design,) = connector.badge_designs(EVENT)

    assert (design.name, design.ticket_types) == ("Badge badge-0002", ())


def test_an_event_without_badges_has_none(server: RecordedServer, connector: OpenEventConnector) -> None:
    server.script(FORMS, answer(200, {"data": []}))

    assert connector.badge_designs(EVENT) == ()
    assert TICKETS not in server.paths()


def test_a_picture_is_fetched_without_the_sign_in(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    server.script(FORMS, forms(badge_image_url="https://media.example.org/media/badge.png"))
    server.script(IMAGE, httpx.Response(200, content=b"\x89PNG"))

    (design,) = connector.badge_designs(EVENT)

    assert design.background == b"\x89PNG"
    (fetched,) = [one for one in server.requests if one.url.path == "/media/badge.png"]
    assert fetched.url.host == "media.example.org"
    assert "Authorization" not in fetched.headers


@pytest.mark.parametrize(
    "address", ["https://media.example.org/media/badge.png", "http://localhost.example.org/x"]
)
def test_a_picture_that_cannot_be_had_is_said(
    server: RecordedServer, connector: OpenEventConnector, address: str
) -> None:
    server.script(FORMS, forms(badge_image_url=address))
    server.script(IMAGE, httpx.Response(404))

    (design,) = connector.badge_designs(EVENT)

    assert design.background == b""
    assert design.notes[0].startswith("The background picture could not be fetched")


def test_an_account_that_may_not_read_badges_is_told_so(
    server: RecordedServer, connector: OpenEventConnector
) -> None:
    refused = {"errors": [{"status": 403, "detail": "Co-organizer access is required."}]}
    server.script(FORMS, answer(403, refused))

    with pytest.raises(CredentialsError, match="owner, organizer or co-organizer"):
        connector.badge_designs(EVENT)


def test_it_is_named_among_what_the_platform_can_do(connector: OpenEventConnector) -> None:
    assert Capability.BADGE_DESIGNS in connector.capabilities
    assert isinstance(connector, ShowsBadgeDesigns)
    connector.interrupt()
