"""What became of badges, told on and put back: what a mirror made anew must know, so that none comes twice.

Two logs are followed by their numbers: badges that were asked for, and badges that came out. They are put
back in any order and any number of times. What was asked for and is not known to have come out is in doubt
afterwards: somebody looks, and nothing is printed by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, and_, func, insert, select, update

from checkin.mirror import prints, schema, spool
from checkin.mirror.chronicle import PEOPLE, Numbers, Somebody, codes_of, person_of
from checkin.model.ids import AttendeeId, EventId, PlatformId
from checkin.model.print_job import JobState
from checkin.model.station import StationKind

_attendee = schema.attendee
_job = schema.print_job
_print = schema.badge_print


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A badge that was asked for; `copy` as in `checkin.model.print_job.PrintJob`."""

    number: int
    person: Somebody
    asked: spool.Asked
    copy: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CameOut:
    """A badge that was printed; see `checkin.mirror.prints.add`."""

    number: int
    person: Somebody
    at: datetime
    printed_to: str
    reason: str


class Badges(NamedTuple):
    """Some of what became of them; `is_last` when there was nothing more."""

    happened: tuple[Wanted | CameOut, ...]
    is_last: bool


def since(connection: Connection, event: EventId, numbers: Numbers, most: int) -> Badges:
    """What became of an event's badges after these numbers; of each kind at most so many, in their order."""
    wanted = _after(connection, _job, _job.c.number > numbers.wanted, event, most)
    printed = _after(connection, _print, _print.c.number > numbers.printed, event, most)
    codes = codes_of(connection, {row.attendee_id for row in (*wanted, *printed)})
    return Badges(
        happened=(
            *(_wanted(row, person_of(row, codes)) for row in wanted),
            *(_came_out(row, person_of(row, codes)) for row in printed),
        ),
        is_last=max(len(wanted), len(printed)) < most,
    )


def _after(
    connection: Connection, table: Table, which: ColumnElement[bool], event: EventId, most: int
) -> Sequence[schema.AnyRow]:
    rows = connection.execute(
        select(table, *PEOPLE)
        .join(_attendee, _attendee.c.id == table.c.attendee_id)
        .where(which, _attendee.c.event_id + 0 == event)
        .order_by(table.c.number)
        .limit(most)
    )
    return rows.all()


def _wanted(row: schema.AnyRow, person: Somebody) -> Wanted:
    asked = spool.Asked(
        attendee=AttendeeId(row.attendee_id),
        printer=row.printer,
        template=row.template,
        at=row.asked_at,
        kind=StationKind(row.kind),
        reason=row.reason,
        told=row.told,
        station=None if row.station is None else PlatformId(row.station),
        session=None if row.session is None else PlatformId(row.session),
    )
    return Wanted(number=row.number, person=person, asked=asked, copy=row.copy)


def _came_out(row: schema.AnyRow, person: Somebody) -> CameOut:
    return CameOut(number=row.number, person=person, at=row.at, printed_to=row.printed_to, reason=row.reason)


# Back


def knows_job(connection: Connection, asked_at: datetime) -> bool:
    """Whether a badge is here that was asked for at this very moment."""
    return _is_there(connection, _job.c.asked_at == asked_at)


def knows_print(connection: Connection, at: datetime) -> bool:
    """Whether it is known here that a badge came out at this very moment."""
    return _is_there(connection, _print.c.at == at)


def put_back_print(
    connection: Connection, attendee: AttendeeId, at: datetime, printed_to: str, reason: str
) -> bool:
    """Note that a badge came out, unless that is known."""
    if _is_there(connection, and_(_print.c.attendee_id == attendee, _print.c.at == at)):
        return False
    prints.add(connection, attendee, at, printed_to, reason)
    return True


def put_back_job(connection: Connection, asked: spool.Asked, copy: int) -> bool:
    """Let somebody be asked whether this badge came out, unless it is known."""
    if _is_there(connection, and_(_job.c.attendee_id == asked.attendee, _job.c.asked_at == asked.at)):
        return False
    connection.execute(
        insert(_job).values(
            attendee_id=asked.attendee,
            printer=asked.printer,
            template=asked.template,
            state=JobState.DOUBTFUL.value,
            asked_at=asked.at,
            words=spool.MENDED,
            reason=asked.reason,
            copy=copy,
            told=asked.told,
            kind=asked.kind.value,
            station=asked.station,
            session=asked.session,
        )
    )
    return True


def settle(connection: Connection) -> int:
    """Once all is put back: of what is known to have come out nobody is asked. How many are in doubt."""
    theirs = _print.c.attendee_id == _job.c.attendee_id
    came = select(func.count()).where(theirs).scalar_subquery()
    last = select(func.max(_print.c.at)).where(theirs).scalar_subquery()
    mended = and_(spool.IS_OPEN, _job.c.state == JobState.DOUBTFUL.value, _job.c.words == spool.MENDED)
    connection.execute(
        update(_job)
        .where(mended, _job.c.copy <= came)
        .values(state=JobState.PRINTED.value, ended_at=last, words=_job.c.printer)
    )
    return connection.execute(select(func.count()).select_from(_job).where(mended)).scalar_one()


def _is_there(connection: Connection, which: ColumnElement[bool]) -> bool:
    return connection.execute(select(1).where(which).limit(1)).first() is not None
