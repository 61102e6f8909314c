"""Finding people by what one types: name, e-mail, company, order, code; any word order, any beginning."""

from collections.abc import Sequence

from sqlalchemy import Connection, TableClause, bindparam, column, table, text

from checkin.mirror import attendees, schema
from checkin.mirror.folding import fold
from checkin.model.admission import Candidate
from checkin.model.ids import EventId, ZoneId

_attendee = schema.attendee
_index: TableClause = table("attendee_search", column("rowid"), column("attendee_search"))

_MOST_WORDS = 12  # more than anybody types; what is pasted by mistake stays cheap

_FIRST = attendees.IN_ZONE.where(
    _attendee.c.event_id == bindparam("of_event"), _attendee.c.removed.is_(False)
).order_by(_attendee.c.given_name, _attendee.c.family_name)

# The plus keeps SQLite from walking through the event and asking the full-text index for each attendee.
_MATCHING = attendees.IN_ZONE.join(_index, _index.c.rowid == _attendee.c.id).where(
    _index.c.attendee_search.op("MATCH")(bindparam("expression")),
    text("+attendee.event_id = :of_event"),
    text("+attendee.removed = 0"),
)


def search(connection: Connection, event: EventId, words: str, zone: ZoneId, limit: int) -> list[Candidate]:
    """At most `limit` attendees in whose words every typed word begins one; whole words come first.

    Nothing typed: the first `limit` by name.
    """
    typed = [fold(chunk).split() for chunk in words.split()[:_MOST_WORDS]]
    typed = [parts for parts in typed if parts]
    if not typed:
        return _first(connection, event, zone, limit)
    whole = _matching(connection, event, _expression(typed, ending=""), zone, limit)
    begun: Sequence[schema.AnyRow] = ()
    if len(whole) < limit:
        begun = _matching(connection, event, _expression(typed, ending="*"), zone, limit)
    found = {row.id: row for row in (*whole, *begun)}
    return [attendees.as_candidate(row, zone) for row in list(found.values())[:limit]]


def _expression(typed: Sequence[Sequence[str]], ending: str) -> str:
    """What the index is asked: every part of every word typed, or, for codes, the word without its gaps."""
    return " AND ".join(f"({_alternatives(parts, ending)})" for parts in typed)


def _alternatives(parts: Sequence[str], ending: str) -> str:
    apart = " AND ".join(f'"{part}"{ending}' for part in parts)
    return apart if len(parts) == 1 else f'({apart}) OR "{"".join(parts)}"{ending}'


def _first(connection: Connection, event: EventId, zone: ZoneId, limit: int) -> list[Candidate]:
    rows = connection.execute(_FIRST.limit(limit), {"in_zone": zone, "of_event": event})
    return [attendees.as_candidate(row, zone) for row in rows]


def _matching(
    connection: Connection, event: EventId, expression: str, zone: ZoneId, limit: int
) -> list[schema.AnyRow]:
    """Sorted by name among the first `limit` the index gives: sorting all of them would cost too much."""
    rows = connection.execute(
        _MATCHING.limit(limit), {"in_zone": zone, "of_event": event, "expression": expression}
    ).all()
    return sorted(rows, key=lambda row: fold(row.given_name, row.family_name))
