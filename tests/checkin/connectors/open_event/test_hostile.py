"""Whatever an answer holds is read or refused in our words."""

import json
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin.connectors.http import Reply
from checkin.connectors.open_event import conversion
from checkin.connectors.open_event.documents import failure_of, listing, single
from checkin.connectors.open_event.payloads import (
    AttendeeAttributes,
    CheckInAttributes,
    EventAttributes,
    MicrolocationAttributes,
    SessionAttributes,
    StationAttributes,
    TicketAttributes,
    UserAttributes,
)
from checkin.errors import ConnectorError
from tests.checkin.connectors.stand_ins import recording

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200"))

LISTINGS: dict[str, Any] = {
    "att_include_ticket_order_underscore": (AttendeeAttributes, conversion.attendees),
    "tickets_event": (TicketAttributes, lambda found: conversion.ticket_types(found.rows)),
    "stations_list": (StationAttributes, lambda found: conversion.stations(found.rows)),
    "microlocations": (MicrolocationAttributes, lambda found: len(found.rows)),
    "sessions_sparse": (SessionAttributes, lambda found: len(found.rows)),
    "events_of_user": (EventAttributes, lambda found: [conversion.platform_event(row) for row in found.rows]),
}
SINGLES: dict[str, Any] = {
    "event_by_id": EventAttributes,
    "me": UserAttributes,
    "uci_registration_first": CheckInAttributes,
}
FAILURE = "uci_registration_duplicate"

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@pytest.fixture(autouse=True)
def expects_complaints(log_warnings: list[logging.LogRecord]) -> Iterator[None]:
    """Rows that are left out are complained of, by their ids."""
    yield
    assert all(record.name.startswith("checkin.connectors.open_event") for record in log_warnings)
    log_warnings.clear()


def mutated(draw: st.DrawFn, value: Any) -> Any:
    if draw(st.integers(0, 30)) == 0:
        return draw(JUNK)
    if isinstance(value, dict):
        return {key: mutated(draw, inner) for key, inner in value.items() if draw(st.integers(0, 40))}
    if isinstance(value, list):
        return [mutated(draw, inner) for inner in value[:3]]
    return value


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, bytes]:
    name = draw(st.sampled_from([*LISTINGS, *SINGLES, FAILURE]))
    text = json.dumps(mutated(draw, recording(name)["response_body"])).encode()
    return name, text[: draw(st.integers(0, len(text)))] if draw(st.integers(0, 9)) == 0 else text


def read(name: str, reply: Reply) -> None:
    if name in LISTINGS:
        attributes, convert = LISTINGS[name]
        convert(listing(reply, attributes))
    elif name in SINGLES:
        single(reply, SINGLES[name])
    failure_of(reply)


@settings(max_examples=EXAMPLES, derandomize=True)
@given(documents())
def test_any_mutated_document_is_read_or_refused(document: tuple[str, bytes]) -> None:
    name, body = document

    with suppress(ConnectorError):
        read(name, Reply(platform="open_event", status=200, body=body))
