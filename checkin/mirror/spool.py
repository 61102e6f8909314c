"""Badges that were asked for: each change of state durable before the next step.

See `checkin.model.print_job.JobState` for the ways between the states.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, insert, select, text, update

from checkin.mirror import schema
from checkin.model.ids import AttendeeId, EventId, PlatformId, PrintJobId
from checkin.model.print_job import JobState, PrintJob, SpoolCounts
from checkin.model.station import StationKind

_job = schema.print_job
_print = schema.badge_print
_attendee = schema.attendee
_type = schema.ticket_type

IS_OPEN = text("print_job.state IN ('waiting', 'printing', 'failed', 'doubtful')")
"""Spelled out, so that SQLite sees that the partial index answers it."""

_CAME_OUT_OR_NOT = "The app stopped while it was printed: look at the printer."
MENDED = "The data on this computer had to be mended after it was asked for: look whether it is there."
"""Of a badge that may or may not have come out before the data was lost or damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A badge as it is asked for.

    Attributes:
        printer, template: by their names; see `PrintJob`.
        told: the platform is told once it came out; by the station that has kind, platform's id and session.
    """

    attendee: AttendeeId
    printer: str
    template: str
    at: datetime
    kind: StationKind
    reason: str = ""
    told: bool = False
    station: PlatformId | None = None
    session: PlatformId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How the platform is told of a badge that came out; see `Asked`."""

    event: EventId
    kind: StationKind
    station: PlatformId | None
    session: PlatformId | None


def add(connection: Connection, asked: Asked) -> PrintJob:
    """Let a badge wait for its printer, behind everything that waits there."""
    printed = select(func.count()).where(_print.c.attendee_id == asked.attendee).scalar_subquery()
    waiting = select(func.count()).where(_job.c.attendee_id == asked.attendee, IS_OPEN).scalar_subquery()
    made = connection.execute(
        insert(_job).values(
            attendee_id=asked.attendee,
            printer=asked.printer,
            template=asked.template,
            state=JobState.WAITING.value,
            asked_at=asked.at,
            reason=asked.reason,
            copy=printed + waiting + 1,
            told=asked.told,
            kind=asked.kind.value,
            station=asked.station,
            session=asked.session,
        )
    )
    number = cast("int", made.inserted_primary_key[0])  # type: ignore[index]
    return _as_job(connection.execute(_jobs().where(_job.c.number == number)).one())


def get(connection: Connection, job: PrintJobId) -> PrintJob | None:
    """The badge of this number; None when whoever it was for was forgotten."""
    row = connection.execute(_jobs().where(_job.c.number == job)).one_or_none()
    return None if row is None else _as_job(row)


def jobs(connection: Connection, limit: int) -> tuple[PrintJob, ...]:
    """Every open one, and of the others those among the last `limit`; newest first."""
    newest = select(_job.c.number).order_by(_job.c.number.desc()).limit(limit).subquery()
    wanted = select(_job.c.number).where(IS_OPEN).union(select(newest.c.number))
    rows = connection.execute(_jobs().where(_job.c.number.in_(wanted)).order_by(_job.c.number.desc()))
    return tuple(map(_as_job, rows))


def open_of(connection: Connection, attendee: AttendeeId) -> PrintJob | None:
    """The badge of somebody that has yet to come out; of several the newest."""
    row = connection.execute(
        _jobs().where(_job.c.attendee_id == attendee, IS_OPEN).order_by(_job.c.number.desc()).limit(1)
    ).one_or_none()
    return None if row is None else _as_job(row)


def waiting_at(connection: Connection) -> tuple[str, ...]:
    """The printers that badges wait for."""
    waits = and_(IS_OPEN, _job.c.state == JobState.WAITING.value)
    return tuple(connection.execute(select(_job.c.printer).where(waits).distinct()).scalars())


def next_at(connection: Connection, printer: str, *, untried: bool) -> PrintJob | None:
    """The badge to print next at a printer: what was tried least, and of that what was asked for first.

    So a badge that a printer does not like holds up no other. `untried`: only one of which nothing is known
    that kept it.
    """
    found = _jobs().where(IS_OPEN, _job.c.state == JobState.WAITING.value, _job.c.printer == printer)
    if untried:
        found = found.where(_job.c.words == "")
    row = connection.execute(found.order_by(_job.c.attempts, _job.c.number).limit(1)).one_or_none()
    return None if row is None else _as_job(row)


def counts(connection: Connection) -> SpoolCounts:
    """How many badges are in which open state."""
    stuck = func.count().filter(_job.c.words != "").label("stuck")
    rows = connection.execute(
        select(_job.c.state, func.count().label("jobs"), stuck).where(IS_OPEN).group_by(_job.c.state)
    ).all()
    found = {row.state: row.jobs for row in rows}
    return SpoolCounts(
        waiting=found.get(JobState.WAITING, 0),
        printing=found.get(JobState.PRINTING, 0),
        failed=found.get(JobState.FAILED, 0),
        doubtful=found.get(JobState.DOUBTFUL, 0),
        stuck=next((row.stuck for row in rows if row.state == JobState.WAITING), 0),
    )


def is_at(connection: Connection, job: PrintJobId, printer: str) -> bool:
    """Whether it is for this printer, and not for another one by now."""
    found = select(_job.c.number).where(_job.c.number == job, _job.c.printer == printer)
    return connection.execute(found).first() is not None


def begin(connection: Connection, job: PrintJobId, printer: str) -> bool:
    """It is printed at this printer from now on; False when it does not wait there any more."""
    of, now = {JobState.WAITING}, JobState.PRINTING.value
    return is_at(connection, job, printer) and _step(
        connection, job, of, state=now, attempts=_job.c.attempts + 1
    )


def wait(
    connection: Connection,
    job: PrintJobId,
    of: Collection[JobState],
    words: str = "",
    *,
    has_its_turn: bool = False,
) -> bool:
    """It waits (again), for the reason in `words`; False when it is in none of these states.

    `has_its_turn`: nothing was the matter with it: if it was begun, that is not held against it.
    """
    begun = case((_job.c.state == JobState.PRINTING.value, 1), else_=0)
    values: dict[str, object] = {"attempts": _job.c.attempts - begun} if has_its_turn else {}
    return _step(connection, job, of, state=JobState.WAITING.value, words=words, ended_at=None, **values)


def doubt(connection: Connection, job: PrintJobId, words: str) -> bool:
    """Nobody knows whether it came out; False when it was not being printed."""
    return _step(connection, job, {JobState.PRINTING}, state=JobState.DOUBTFUL.value, words=words)


def end(
    connection: Connection,
    job: PrintJobId,
    of: Collection[JobState],
    state: JobState,
    at: datetime,
    words: str,
) -> bool:
    """It came out, failed, or is cancelled; False when it is in none of these states."""
    return _step(connection, job, of, state=state.value, ended_at=at, words=words)


_RESTS = frozenset({JobState.WAITING, JobState.FAILED, JobState.DOUBTFUL})
"""States in which a badge can be sent to another printer."""


def move(connection: Connection, job: PrintJobId, printer: str) -> bool:
    """Another printer is to print it; False when it is printed now, or needs none any more.

    What had failed waits again. What is in doubt stays so, and goes there when a person has it printed again.
    """
    return _move(connection, _job.c.number == job, _RESTS, printer) > 0


def rename(connection: Connection, printer: str, now: str) -> None:
    """The printer is called something else: all that is open at it stays as it is, under the new name.

    What failed waits again.
    """
    connection.execute(
        update(_job)
        .where(_job.c.printer == printer, IS_OPEN)
        .values(
            printer=now,
            state=case((_job.c.state == JobState.FAILED.value, JobState.WAITING.value), else_=_job.c.state),
            words=case((_job.c.state == JobState.FAILED.value, ""), else_=_job.c.words),
            ended_at=None,
        )
    )


def move_all(connection: Connection, printer: str, other: str) -> int:
    """Everything that waits for a printer or failed there is for the other one; how many."""
    return _move(connection, _job.c.printer == printer, _RESTS - {JobState.DOUBTFUL}, other)


def telling(connection: Connection, job: PrintJobId) -> Telling | None:
    """How the platform is told of it; None when it is not."""
    row = connection.execute(
        select(*_job.c["kind", "station", "session"], _attendee.c.event_id)
        .join(_attendee, _attendee.c.id == _job.c.attendee_id)
        .where(_job.c.number == job, _job.c.told)
    ).one_or_none()
    if row is None:
        return None
    return Telling(
        event=EventId(row.event_id),
        kind=StationKind(row.kind),
        station=None if row.station is None else PlatformId(row.station),
        session=None if row.session is None else PlatformId(row.session),
    )


def doubt_interrupted(connection: Connection) -> int:
    """Whoever printed is gone: of what was being printed nobody knows whether it came out; how many."""
    return _doubt(connection, {JobState.PRINTING}, _CAME_OUT_OR_NOT)


def doubt_everything(connection: Connection) -> int:
    """The file was mended: of what waits, too, nobody knows whether it came out meanwhile; how many."""
    return _doubt(connection, {JobState.PRINTING, JobState.WAITING}, MENDED)


def _doubt(connection: Connection, states: Collection[JobState], words: str) -> int:
    return connection.execute(
        update(_job)
        .where(IS_OPEN, _job.c.state.in_([state.value for state in states]))
        .values(state=JobState.DOUBTFUL.value, words=words)
    ).rowcount


def _step(connection: Connection, job: PrintJobId, of: Collection[JobState], **values: object) -> bool:
    changed = connection.execute(
        update(_job)
        .where(_job.c.number == job, _job.c.state.in_([state.value for state in of]))
        .values(**values)
    )
    return changed.rowcount > 0


def _move(connection: Connection, which: ColumnElement[bool], of: Collection[JobState], printer: str) -> int:
    doubtful = _job.c.state == JobState.DOUBTFUL.value
    return connection.execute(
        update(_job)
        .where(which, IS_OPEN, _job.c.state.in_([state.value for state in of]))
        .values(
            printer=printer,
            state=case((doubtful, _job.c.state), else_=JobState.WAITING.value),
            words=case((doubtful, _job.c.words), else_=""),
            ended_at=None,
        )
    ).rowcount


def _jobs() -> Select[Any]:
    return (
        select(_job, _attendee.c.given_name, _attendee.c.family_name, _type.c.name.label("type_name"))
        .join(_attendee, _attendee.c.id == _job.c.attendee_id)
        .outerjoin(
            _type,
            and_(_type.c.event_id == _attendee.c.event_id, _type.c.platform_id == _attendee.c.ticket_type),
        )
    )


def _as_job(row: schema.AnyRow) -> PrintJob:
    return PrintJob(
        id=PrintJobId(row.number),
        attendee=AttendeeId(row.attendee_id),
        name=f"{row.given_name} {row.family_name}".strip() or "(no name)",
        ticket_type=row.type_name or "",
        printer=row.printer,
        template=row.template,
        state=JobState(row.state),
        asked_at=row.asked_at,
        attempts=row.attempts,
        ended_at=row.ended_at,
        words=row.words,
        reason=row.reason,
        copy=row.copy,
    )
