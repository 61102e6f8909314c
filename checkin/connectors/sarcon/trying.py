"""Tries a mapping file out before the doors open, and shows what was asked, answered, and made of it.

Nothing shown holds the token, a name or a code: whether a field was found is said, not what it says.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import assert_never

from checkin.connectors.protocol import Secrets, Surroundings
from checkin.connectors.sarcon import conversion
from checkin.connectors.sarcon.connector import SarconConnector
from checkin.connectors.sarcon.filling import UnfillableError, filled
from checkin.connectors.sarcon.mapping import Registrations
from checkin.connectors.sarcon.pointers import everything_at, text_at
from checkin.connectors.sarcon.telling import values_of
from checkin.connectors.sarcon.trial import Listener, Trial, shown_headers
from checkin.errors import ConnectorError
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import AlreadyThere, Operation, OperationState, Rejected, Settled, Verdict
from checkin.model.station import StationKind
from checkin.settings import Connection

_SHOWN_ROWS = 3
_HIDDEN = {"code": "CODE"}
_NOT_SENT = "Nothing was sent. This is what would be."


def try_registrations(
    connection: Connection, secrets: Secrets, around: Surroundings, event: PlatformId
) -> Trial:
    """Read the first page of registrations. Blocks on the network; what fails is in the verdict.

    Raises:
        SettingsError: the address must not be spoken to, or the mapping file is damaged.
    """
    listener = Listener()
    with closing(SarconConnector(connection, secrets, around, through=listener.before)) as connector:
        mapped = connector.mapping.registrations
        if mapped is None:
            return Trial(verdict=connector.mapping.missing()[0])
        try:
            sheet = next(iter(connector.client.sheets(mapped, {"event": event})))
        except ConnectorError as error:
            return listener.trial(verdict=str(error))
        found = conversion.people(sheet.rows, connector.mapping, mapped)
        findings = tuple(_findings(sheet.rows, sheet.total, mapped))
        verdict = _verdict(len(sheet.rows), found, mapped)
        return listener.trial(verdict=verdict or "This works.", findings=findings, is_good=not verdict)


def _findings(rows: Sequence[object], total: int | None, mapped: Registrations) -> Iterator[str]:
    said = "" if total is None else f"; the platform says that there are {total} in all"
    yield f"Rows on the first page: {len(rows)}{said}."
    for number, row in enumerate(islice(rows, _SHOWN_ROWS), 1):
        found = [name for name, pointers in _fields(mapped) if _is_there(row, pointers)]
        lacking = [name for name, pointers in _fields(mapped) if not _is_there(row, pointers)]
        absent = f"; missing {', '.join(lacking)}" if lacking else ""
        yield f"Row {number}: found {', '.join(found) or 'nothing'}{absent}."
        if mapped.status is not None:
            yield f"Row {number}: {_standing(row, mapped)}"
    for name, pointers in _fields(mapped):
        yield f"{name}: in {sum(_is_there(row, pointers) for row in rows)} of {len(rows)} rows."


def _fields(mapped: Registrations) -> list[tuple[str, tuple[str, ...]]]:
    """What the mapping names, with where it is looked for."""
    status = mapped.status.pointer if mapped.status else ""
    fields = {
        "id": (mapped.id,),
        "given name": (mapped.given_name,),
        "family name": (mapped.family_name,),
        "full name": (mapped.full_name,),
        "e-mail": (mapped.email,),
        "company": (mapped.company,),
        "job title": (mapped.job_title,),
        "order": (mapped.order,),
        "ticket type": (mapped.ticket_type,),
        "ticket type's name": (mapped.ticket_type_name,),
        "codes": mapped.codes,
        "status": (status,),
        "check-in times": mapped.check_in_times,
        "check-out times": mapped.check_out_times,
    }
    named = {name: tuple(filter(None, pointers)) for name, pointers in fields.items()}
    return [(name, pointers) for name, pointers in named.items() if pointers]


def _is_there(row: object, pointers: tuple[str, ...]) -> bool:
    return any(one not in {None, ""} for pointer in pointers for one in _plain(row, pointer))


def _plain(row: object, pointer: str) -> Iterator[object]:
    """What is there; lists and objects count as one thing."""
    for one in everything_at(row, pointer):
        yield bool(one) or None if isinstance(one, list | dict) else one


def _standing(row: object, mapped: Registrations) -> str:
    assert mapped.status is not None  # noqa: S101 - whoever asks has looked
    word = text_at(row, mapped.status.pointer)
    known = {one.strip().casefold() for one in mapped.status.words}
    shown = f"“{word}”" if word.casefold() in known else "no word of the table"
    return f"its status is {shown}, which means {mapped.status.standing(word)}."


def _verdict(rows: int, found: conversion.People, mapped: Registrations) -> str:
    """What is wrong; empty when nothing is."""
    if not rows:
        return "There are no registrations on the first page. Is it the right event?"
    if found.unreadable:
        return f"{found.unreadable} of {rows} registrations have no id at {mapped.id}."
    coded = sum(one.codes[0].key != one.platform_id for one in found.attendees)
    if not coded:
        return f"No registration has a code at {' or '.join(mapped.codes)}: no ticket could be scanned."
    named = sum(bool(one.given_name or one.family_name) for one in found.attendees)
    return "" if named else "No registration has a name."


def try_check_in(
    connection: Connection,
    secrets: Secrets,
    around: Surroundings,
    operation: Operation,
    *,
    confirmed: bool,
) -> Trial:
    """Show the check-in of one registration, and send it when a person has confirmed that.

    Args:
        connection: server and mapping file.
        secrets: the token.
        around: what every connector is given.
        operation: see `a_check_in`.
        confirmed: a person knows that the platform will really have it; without that nothing is sent.

    Raises:
        SettingsError: the address must not be spoken to, or the mapping file is damaged.
    """
    listener = Listener()
    with closing(SarconConnector(connection, secrets, around, through=listener.before)) as connector:
        part = connector.mapping.check_in
        if part is None:
            return Trial(verdict="The mapping file does not say how a check-in is told (part [check_in]).")
        values = values_of(operation, part, connector.mapping)
        try:
            shown = filled(part, {**values, **_HIDDEN})
        except UnfillableError as error:
            return Trial(verdict=str(error))
        preview = Trial(
            request=f"{shown.method} {connector.client.address_of(shown)}",
            headers=shown_headers(dict(shown.headers)),
            body=(shown.content or b"").decode("utf-8", "replace"),
            verdict=_NOT_SENT,
        )
        return _sent(connector, listener, operation, preview) if confirmed else preview


def a_check_in(
    event: PlatformId,
    registration: PlatformId,
    code: str,
    around: Surroundings,
    station: PlatformId | None = None,
) -> Operation:
    """A check-in of now, to try it with."""
    return Operation(
        id=OperationId(str(uuid.uuid4())),
        movement=MovementId(str(uuid.uuid4())),
        event=event,
        attendee=registration,
        kind=StationKind.REGISTRATION,
        station=station,
        session=None,
        at=around.clock.now(),
        code=code,
        first_sent_at=around.clock.now(),
        state=OperationState.SENDING,
    )


def _sent(connector: SarconConnector, listener: Listener, operation: Operation, preview: Trial) -> Trial:
    try:
        verdict = connector.push(operation)
    except ConnectorError as error:
        return _heard(listener, preview, str(error))
    words, is_good = _told(verdict)
    heard = _heard(listener, preview, words, is_good=is_good)
    if connector.mapping.look_up is None or not is_good:
        return heard
    try:
        found = connector.read_back(operation)
    except ConnectorError as error:
        return replace(heard, findings=(f"Looking it up failed: {error}",), is_good=False)
    if isinstance(found, Settled):
        return replace(heard, findings=("The look-up finds it.",))
    return replace(heard, findings=("The look-up does not find it: mend [look_up].",), is_good=False)


def _told(verdict: Verdict) -> tuple[str, bool]:
    match verdict:
        case Settled():
            return "The platform took it. Take it back there if it was only a trial.", True
        case AlreadyThere():
            return "The platform says that it had it before.", True
        case Rejected():
            return f"The platform refused it: {verdict.reason}", False
        case _:
            assert_never(verdict)


def _heard(listener: Listener, preview: Trial, words: str, *, is_good: bool = False) -> Trial:
    heard = listener.trial(verdict=words, is_good=is_good)
    return replace(heard, request=preview.request, headers=preview.headers, body=preview.body)
