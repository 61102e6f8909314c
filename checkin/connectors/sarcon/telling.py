"""Tells Sarcon what happened, by the requests of the mapping, and finds out what became of it.

========================================  =============================================================
answer                                    meaning
========================================  =============================================================
fits the part's ``already``               it was there before
both statuses good, fits ``success``      settled (without ``success`` the statuses are enough)
both statuses good, does not fit          refused, in the platform's words
401; 403 to a check-in or check-out       the token has ended, or may not: stop, keep everything
400, 404, 405; 403 to anything else       refused, in the platform's words
429, 5xx, nothing, no JSON                raised; see `payloads.answer_of`
========================================  =============================================================
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import assert_never

from checkin.connectors.sarcon.asking import Asking, Telling
from checkin.connectors.sarcon.client import Client
from checkin.connectors.sarcon.filling import UnfillableError, filled
from checkin.connectors.sarcon.mapping import Mapping as MappingFile
from checkin.connectors.sarcon.mapping import Recorded, WalkIn
from checkin.connectors.sarcon.payloads import Answer, fits, refuse_lack_of_rights
from checkin.connectors.sarcon.pointers import as_text, everything_at, first_at, text_at
from checkin.connectors.sarcon.posts import door_of
from checkin.connectors.sarcon.times import read_time, write_time
from checkin.model.form import NAME_ONLY
from checkin.model.ids import PlatformId
from checkin.model.operation import (
    AlreadyThere,
    CannotTell,
    Correct,
    Move,
    NotThere,
    Operation,
    Pair,
    Printed,
    Recollection,
    Register,
    Rejected,
    Settled,
    TakeBack,
    Turned,
    Verdict,
)
from checkin.model.station import StationKind

_TOLERANCE = timedelta(seconds=5)
"""Servers' dates have whole seconds, and the offset between the clocks is good to about one."""

_SAME = timedelta(seconds=1)
"""What we sent comes back so exactly: most platforms keep whole seconds."""

_NOBODY_KNOWS = Rejected(
    reason="The answer got lost, and nobody knows whether the platform has it: the mapping file neither says "
    "how to look it up (part [look_up]) nor that repeating it does no harm (repeatable). Please look there.",
    answered=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Pushes and reads back.

    Attributes:
        clock_offset: seconds the platform's clock is ahead of ours.
    """

    client: Client
    mapping: MappingFile
    clock_offset: Callable[[], float]

    def push(self, operation: Operation) -> Verdict:
        """See `Connector.push`."""
        part = part_for(self.mapping, operation)
        if part is None:
            return _not_mapped(operation)
        try:
            request = filled(part, values_of(operation, part, self.mapping))
        except UnfillableError as error:
            return Rejected(reason=str(error))
        answer = self.client.send(request)
        # One who may take check-ins, though not register anybody, still takes them.
        refuse_lack_of_rights(answer, everybodys=isinstance(operation.task, Move))
        if isinstance(part, WalkIn):
            return _registered(answer, part)
        return _judged(answer, part, operation)

    def read_back(self, operation: Operation) -> Recollection:
        """See `Connector.read_back`."""
        part = part_for(self.mapping, operation)
        if part is None:
            return _not_mapped(operation)
        try:
            found = self._looked_up(operation, part)
        except UnfillableError as error:
            return Rejected(reason=str(error))
        if found is not None:
            return found
        return CannotTell() if part.repeatable else _NOBODY_KNOWS

    def _looked_up(self, operation: Operation, part: Telling) -> Recollection | None:
        """What was found; None when there is no way to look it up."""
        if isinstance(part, WalkIn):
            return self._walk_in(operation, part)
        asked = self.mapping.look_up
        is_out = operation.kind is StationKind.CHECK_OUT
        recorded = None if asked is None else asked.check_outs if is_out else asked.check_ins
        if asked is None or recorded is None:
            return None
        document = self.client.ask(filled(asked, values_of(operation, asked, self.mapping)))
        mine = self._mine(document, recorded, operation)
        if isinstance(operation.task, TakeBack):
            return NotThere() if mine else Settled()
        return mine[0] if mine else NotThere()

    def _mine(self, document: object, recorded: Recorded, operation: Operation) -> list[Settled]:
        """The rows that are this operation's, or that of the one it takes back."""
        rows = everything_at(document, recorded.rows)
        flat = [one for row in rows for one in (row if isinstance(row, list) else [row]) if one is not None]
        zone = self.mapping.zone()
        timed = [(row, _time_in(row, recorded, zone=zone)) for row in flat]
        if recorded.operation is not None:
            wanted = _told_as(operation)
            return [Settled(at=at) for row, at in timed if text_at(row, recorded.operation) == wanted]
        return [Settled(at=at) for _, at in timed if at is not None and self._is_ours(at, operation)]

    def _is_ours(self, at: datetime, operation: Operation) -> bool:
        """Whether a time is the one we sent, or, of times the platform makes, one since we first sent."""
        task = operation.task
        happened = task.moved_at if isinstance(task, TakeBack) else operation.at
        telling = part_for(self.mapping, operation, taken_back=False)
        if telling is not None and telling.names("time"):
            return abs(at - happened) <= _SAME
        ahead = self.clock_offset()
        since = None if isinstance(task, TakeBack) else operation.sent_there(ahead)
        return at >= (since or happened + timedelta(seconds=ahead)) - _TOLERANCE

    def _walk_in(self, operation: Operation, part: WalkIn) -> Recollection | None:
        look_up = part.look_up
        if look_up is None:
            return None
        for sheet in self.client.sheets(look_up, values_of(operation, look_up, self.mapping)):
            for row in sheet.rows:
                if text_at(row, look_up.operation) == operation.id and text_at(row, look_up.id):
                    return Settled(
                        attendee=PlatformId(text_at(row, look_up.id)), codes=_codes(row, look_up.codes)
                    )
        return NotThere()


def part_for(mapping: MappingFile, operation: Operation, *, taken_back: bool = True) -> Telling | None:
    """The mapping's request for an operation; None when it has none.

    Args:
        mapping: what the file says.
        operation: what is told.
        taken_back: of a `TakeBack`, the request that takes back, not the one that is taken back.
    """
    match operation.task:
        case TakeBack() if taken_back:
            return mapping.undo
        case Move() | TakeBack():
            return mapping.check_out if operation.kind is StationKind.CHECK_OUT else mapping.check_in
        case Register():
            return mapping.walk_in
        case Correct() | Pair() | Turned() | Printed():
            return None
        case _:
            assert_never(operation.task)


def _not_mapped(operation: Operation) -> Rejected:
    match operation.task:
        case TakeBack():
            part = "undo"
        case Move():
            part = "check_out" if operation.kind is StationKind.CHECK_OUT else "check_in"
        case Register():
            part = "walk_in"
        case _:
            return Rejected(reason="Sarcon is not told of this: no mapping file can say how.")
    return Rejected(reason=f"The mapping file does not say how the platform is told of this (part [{part}]).")


def values_of(operation: Operation, asked: Asking, mapping: MappingFile) -> Mapping[str, str]:
    """What the places of a request stand for."""
    task = operation.task
    happened = task.moved_at if isinstance(task, TakeBack) else operation.at
    values = {
        "event": operation.event,
        "registration": operation.attendee,
        "code": operation.code,
        "time": write_time(happened, asked.time_format, mapping.zone()),
        "station": door_of(operation.station),
        "operation": operation.id,
        "overrode": task.overrode if isinstance(task, Move) else "",
        "check_in": task.operation if isinstance(task, TakeBack) else "",
    }
    if isinstance(task, Register):
        own = mapping.walk_in.fields if mapping.walk_in else ()
        asked_for = [one.name for one in NAME_ONLY.fields] + [one.name for one in own]
        answers = {name: task.answers.get(name, "") for name in asked_for}
        return {**answers, "ticket_type": task.ticket_type, **values}
    return values


def _told_as(operation: Operation) -> str:
    """What the platform was given as the operation of the check-in in question."""
    return operation.task.operation if isinstance(operation.task, TakeBack) else operation.id


def _judged(answer: Answer, part: Telling, operation: Operation) -> Verdict:
    if fits(answer, part.already):
        return AlreadyThere()
    if not answer.is_good or (part.success is not None and not fits(answer, part.success)):
        return Rejected(reason=answer.words)
    return Settled(at=operation.at if part.names("time") else answer.reply.at)


def _registered(answer: Answer, part: WalkIn) -> Verdict:
    already = fits(answer, part.already)
    if not already and (not answer.is_good or (part.success is not None and not fits(answer, part.success))):
        return Rejected(reason=answer.words)
    number = text_at(answer.document, part.id)
    if not number:
        raise answer.reply.unreadable(f"There is no id of the new registration at {part.id}")
    codes = _codes(answer.document, part.codes)
    if already:
        return AlreadyThere(attendee=PlatformId(number), codes=codes)
    return Settled(at=answer.reply.at, attendee=PlatformId(number), codes=codes)


def _codes(row: object, pointers: tuple[str, ...]) -> tuple[str, ...]:
    found = (as_text(one) for pointer in pointers for one in everything_at(row, pointer))
    return tuple(dict.fromkeys(text for text in found if text))


def _time_in(row: object, recorded: Recorded, *, zone: tzinfo) -> datetime | None:
    return None if recorded.time is None else read_time(first_at(row, recorded.time), zone)
