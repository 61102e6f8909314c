"""The judge of requests to Nutickets is strict: what is not in the OpenAPI document is a fault."""

import pytest

from tests.fakes.nutickets_by_document import the_api
from tests.fakes.openapi import Asked


def _with_body(method: str, path: str, body: bytes) -> Asked:
    return Asked(method=method, path=path, headers={"content-type": "application/json"}, body=body)


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        (Asked(method="GET", path="/tickets"), "not in the document"),
        (Asked(method="GET", path="/entry/tickets"), "eventId is missing"),
        (Asked(method="GET", path="/entry/tickets", query=[("eventId", "one")]), "eventId is no integer"),
        (Asked(method="GET", path="/entry/tickets", query=[("offset", "1")]), "unknown parameter offset"),
        (Asked(method="GET", path="/zone", query=[("zoneId", "1"), ("id", "1")]), "unknown parameter id"),
        (Asked(method="GET", path="/zone", query=[("zoneId", "1")] * 2), "zoneId is given twice"),
        (Asked(method="GET", path="/"), "no bearer token"),
        (Asked(method="GET", path="/", headers={"x-nu-company-id": "mine"}), "x-nu-company-id is no integer"),
        (Asked(method="GET", path="/", headers={"x-nu-kiosk": "1"}), "unknown header"),
        (Asked(method="GET", path="/", body=b"{}"), "a body where none is known"),
        (Asked(method="PUT", path="/guestdata"), "no body"),
        (Asked(method="PUT", path="/guestdata", body=b"{}"), "unknown content type"),
        (_with_body("PUT", "/guestdata", b'{"guests": [{"id": "1"}]}'), "body.guests[].id is no integer"),
        (_with_body("PUT", "/guestdata", b'{"guest": []}'), "body.guest is unknown"),
        (_with_body("POST", "/entry/tickets", b'{"tickets": [{"scan": "up"}]}'), "none of the values"),
        (_with_body("POST", "/entry/tickets", b'{"tickets": [{"uuid": true}]}'), "is no string or null"),
    ],
)
def test_what_the_document_does_not_allow_is_noticed(asked: Asked, fault: str) -> None:
    assert any(fault in found for found in the_api().faults(asked))
