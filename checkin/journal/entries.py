"""What the mirror's chronicle tells, as lines of a journal."""

from typing import assert_never

from checkin.journal import lines
from checkin.journal.lines import Entry, Marks
from checkin.mirror import chronicle
from checkin.mirror.badge_past import CameOut, Wanted
from checkin.mirror.chronicle import Happened, Names, Somebody


def advanced(one: Happened | Wanted | CameOut, marks: Marks, names: Names) -> tuple[Marks, Names]:
    """How far the journal has come with one more line."""
    match one:
        case Wanted():
            return marks._replace(wanted=one.number), names
        case CameOut():
            return marks._replace(printed=one.number), names
        case chronicle.Closed():
            name = chronicle.closing_name(one.operation, one.outcome.state.value)
            return marks._replace(closing=one.number), names._replace(closing=name)
        case chronicle.Moved():
            marks, names = marks._replace(movement=one.number), names._replace(movement=one.movement.id)
        case chronicle.Asked():
            pass
        case _:
            assert_never(one)
    if one.told is None:
        return marks, names
    return marks._replace(operation=one.told.number), names._replace(operation=one.told.id)


def line_of(one: Happened | Wanted | CameOut, marks: Marks, anchor: str) -> Entry:
    """One line."""
    match one:
        case Wanted():
            return _wanted(one, marks, anchor)
        case CameOut():
            return _came_out(one, marks, anchor)
        case chronicle.Moved():
            return _moved(one, marks, anchor)
        case chronicle.Asked():
            return lines.Asked(marks=marks, anchor=anchor, person=_person(one.person), told=_told(one.told))
        case chronicle.Closed():
            return _closed(one, marks, anchor)


def _moved(one: chronicle.Moved, marks: Marks, anchor: str) -> lines.Moved:
    movement = one.movement
    return lines.Moved(
        marks=marks,
        anchor=anchor,
        id=movement.id,
        at=movement.at,
        zone=movement.zone,
        direction=movement.direction.value,
        station=movement.station,
        source=movement.source.value,
        undoes=movement.undoes,
        overrode=movement.overrode,
        clock_offset_ms=one.clock_offset_ms,
        person=_person(one.person),
        told=None if one.told is None else _told(one.told),
    )


def _closed(one: chronicle.Closed, marks: Marks, anchor: str) -> lines.Closed:
    outcome = one.outcome
    return lines.Closed(
        marks=marks,
        anchor=anchor,
        operation=one.operation,
        state=outcome.state.value,  # type: ignore[arg-type]  # closings are of no other states
        at=outcome.at,
        first_sent_at=outcome.first_sent_at,
        platform_at=outcome.platform_at,
        theirs=outcome.theirs,
        reason=outcome.reason,
        attendee=outcome.attendee,
    )


def _wanted(one: Wanted, marks: Marks, anchor: str) -> lines.BadgeWanted:
    asked = one.asked
    return lines.BadgeWanted(
        marks=marks,
        anchor=anchor,
        at=asked.at,
        printer=asked.printer,
        template=asked.template,
        reason=asked.reason,
        which=one.copy,
        told=asked.told,
        station_kind=asked.kind.value,
        station=asked.station,
        session=asked.session,
        person=_person(one.person),
    )


def _came_out(one: CameOut, marks: Marks, anchor: str) -> lines.BadgePrinted:
    return lines.BadgePrinted(
        marks=marks,
        anchor=anchor,
        at=one.at,
        to=one.printed_to,
        reason=one.reason,
        person=_person(one.person),
    )


def _person(somebody: Somebody) -> lines.Person:
    return lines.Person(
        number=somebody.number,
        attendee=somebody.platform_id,
        code=somebody.code,
        codes=somebody.codes,
        given_name=somebody.given_name,
        family_name=somebody.family_name,
        email=somebody.email,
        company=somebody.company,
        order=somebody.order,
        ticket_type=somebody.ticket_type,
        walk_in=somebody.walk_in,
        corrections=somebody.corrections,
    )


def _told(told: chronicle.Enqueued) -> lines.Told:
    return lines.Told(
        id=told.id,
        number=told.number,
        verb=told.verb,
        details=told.details,
        movement=told.movement,
        kind=told.kind,
        station=told.station,
        session=told.session,
        at=told.at,
    )
