"""The tables of the mirror.

Times are whole microseconds since 1970, UTC; `Instant` turns them into aware datetimes and back.
The full-text index `attendee_search` and its triggers are plain SQL (`SEARCH_DDL`), because
SQLAlchemy knows no virtual tables.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(instant: datetime) -> int:
    """An aware instant as microseconds since 1970."""
    return (instant - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Microseconds since 1970 as an aware instant, UTC."""
    return _EPOCH + timedelta(microseconds=micros)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_micros(value)

    @override
    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else from_micros(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("connection", Text, nullable=False),
    Column("platform_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("starts_at", Instant),
    Column("ends_at", Instant),
    Column("place", Text, nullable=False, server_default=""),
    Column("logo_url", Text, nullable=False, server_default=""),
    Column("badge_profile", Text, nullable=False, server_default=""),
    Column("generation", Integer, nullable=False, server_default="0"),  # of the last begun complete pull
    Column("resume", Text),  # where an interrupted complete pull goes on; NULL when none is open
    Column("cursor", Text),  # where the next delta starts; moves only after a last page
    Column("pulled_at", Instant),  # when the last complete pull ended
    Column("facts", Text, nullable=False, server_default="{}"),  # walk-in form, questions, keys, notes
    UniqueConstraint("connection", "platform_id"),
)


def _of_event() -> Column[int]:
    return Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)


ticket_type = Table(
    "ticket_type",
    metadata,
    _of_event(),
    Column("platform_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("colour", Text, nullable=False, server_default=""),
    Column("extra", Text, nullable=False, server_default="{}"),
    sqlite_with_rowid=False,
)

zone = Table(
    "zone",
    metadata,
    _of_event(),
    Column("id", Text, primary_key=True),
    Column("platform_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("room", Text),
    Column("starts_at", Instant),
    Column("ends_at", Instant),
    Column("rules", Text, nullable=False, server_default="{}"),
    sqlite_with_rowid=False,
)

platform_station = Table(
    "platform_station",
    metadata,
    _of_event(),
    Column("platform_id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("room", Text),
    Column("zone", Text),
    sqlite_with_rowid=False,
)

attendee = Table(
    "attendee",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("platform_id", Text),  # NULL for somebody registered here whom the platform has not seen yet
    Column("given_name", Text, nullable=False),
    Column("family_name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("company", Text, nullable=False),
    Column("job_title", Text, nullable=False),
    Column("ticket_type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("order_code", Text, nullable=False),
    Column("valid_from", Instant),
    Column("valid_until", Instant),
    Column("badge_code", Text, nullable=False),
    Column("extra", Text, nullable=False, server_default="{}"),
    Column("rights", Text, nullable=False, server_default="{}"),  # beyond what every ticket gives
    Column("corrected", Text, nullable=False, server_default="{}"),  # here, over what the platform tells
    Column("walk_in", Boolean, nullable=False, server_default="0"),  # registered here
    Column("words", Text, nullable=False),  # folded, for the full-text index
    Column("seen", Integer, nullable=False, server_default="0"),  # generation of the pull that last had it
    Column("removed", Boolean, nullable=False, server_default="0"),  # gone from the platform
    UniqueConstraint("event_id", "platform_id"),
    Index(None, "event_id", "given_name", "family_name"),
    Index(None, "event_id", "removed"),
    Index(None, "event_id", "order_code"),
    Index("ix_attendee_only_here", "event_id", sqlite_where=text("platform_id IS NULL")),
)

code = Table(
    "code",
    metadata,
    Column("key", Text, primary_key=True),
    Column("attendee_id", ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True),
    Column("rank", Integer, nullable=False, server_default="0"),
    Column("revoked", Boolean, nullable=False, server_default="0"),  # whoever shows it is refused
    Column("ours", Boolean, nullable=False, server_default="0"),  # made here: no pull takes it away
    Index(None, "attendee_id"),
    sqlite_with_rowid=False,
)

revoked_code = Table(
    "revoked_code",
    metadata,
    _of_event(),
    Column("key", Text, primary_key=True),
    sqlite_with_rowid=False,
)

movement = Table(
    "movement",
    metadata,
    Column("number", Integer, primary_key=True),  # the order of recording, which no clock can upset
    Column("id", Text, nullable=False, unique=True),
    Column("attendee_id", ForeignKey("attendee.id", ondelete="CASCADE"), nullable=False),
    Column("zone", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("station", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("undoes", Text),
    Column("overrode", Text, nullable=False, server_default=""),
    Column("clock_offset_ms", Integer),  # the platform's clock minus ours, when last measured
    Index(None, "attendee_id", "zone"),
    Index("ix_movement_undoes", "undoes", sqlite_where=text("undoes IS NOT NULL")),
)

presence = Table(
    "presence",
    metadata,
    Column("attendee_id", ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True),
    Column("zone", Text, primary_key=True),
    Column("inside", Boolean, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("last_in", Text),
    Column("event_id", Integer, nullable=False),  # the attendee's, so that one index counts an event's people
    Index(None, "event_id", "zone", "inside", "entries"),
    sqlite_with_rowid=False,
)

operation = Table(
    "operation",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("movement_id", Text, nullable=False),  # it tells of, or takes back; empty for neither
    Column("attendee_id", ForeignKey("attendee.id", ondelete="CASCADE"), nullable=False),
    Column("verb", Text, nullable=False, server_default="move"),
    Column("details", Text, nullable=False, server_default="{}"),  # what the verb needs to be told
    Column("kind", Text, nullable=False),
    Column("station", Text),
    Column("session", Text),
    Column("at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("first_sent_at", Instant),
    Column("sent_offset_ms", Integer),  # the platform's clock minus ours at that time
    Column("next_try_at", Instant),
    Column("last_error", Text, nullable=False, server_default=""),
    Column("closed_at", Instant),  # settled, parked or withdrawn, by our clock
    Column("platform_at", Instant),  # when the platform says it took it
    Column("theirs", Boolean, nullable=False, server_default="0"),  # it had somebody else's, not ours
    Column("event_id", Integer, nullable=False),  # the attendee's, so that indices count an account's
    Index(None, "attendee_id"),
    Index(
        "ix_operation_waiting", "number", sqlite_where=text("state IN ('pending', 'sending', 'uncertain')")
    ),
    Index(
        "ix_operation_waiting_of_event",
        "event_id",
        "state",
        sqlite_where=text("state IN ('pending', 'sending', 'uncertain')"),
    ),
    Index("ix_operation_settled", "event_id", "state", sqlite_where=text("state = 'settled'")),
    Index("ix_operation_parked", "event_id", "state", sqlite_where=text("state = 'parked'")),
)

closing = Table(
    "closing",
    metadata,
    Column("number", Integer, primary_key=True),  # the order in which operations came to their end
    Column("operation", ForeignKey("operation.number", ondelete="CASCADE"), nullable=False),
    Column("state", Text, nullable=False),
    Index(None, "operation"),
)

double_seen = Table(
    "double_seen",
    metadata,
    Column("movement_id", ForeignKey("movement.id", ondelete="CASCADE"), primary_key=True),  # the second one
    Column("at", Instant, nullable=False),
)

past_event = Table(
    "past_event",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("erased_at", Instant, nullable=False),
    Column("counts", Text, nullable=False),  # how many were expected, came, and where: nobody's names
)

badge_print = Table(
    "badge_print",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("attendee_id", ForeignKey("attendee.id", ondelete="CASCADE"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("printed_to", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),  # why it was another one
    Index(None, "attendee_id"),
)

print_job = Table(
    "print_job",
    metadata,
    Column("number", Integer, primary_key=True),  # the order of asking
    Column("attendee_id", ForeignKey("attendee.id", ondelete="CASCADE"), nullable=False),
    Column("printer", Text, nullable=False),
    Column("template", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("asked_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("words", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("copy", Integer, nullable=False, server_default="1"),
    Column("told", Boolean, nullable=False, server_default="0"),  # the platform is, once it came out
    Column("kind", Text, nullable=False),  # of the station where it was asked for; likewise the next two
    Column("station", Text),
    Column("session", Text),
    Index(None, "attendee_id"),
    Index(
        "ix_print_job_open",
        "state",
        "printer",
        sqlite_where=text("state IN ('waiting', 'printing', 'failed', 'doubtful')"),
    ),
)

photo = Table(
    "photo",
    metadata,
    Column("attendee_id", ForeignKey("attendee.id", ondelete="CASCADE"), primary_key=True),
    Column("address", Text, nullable=False),  # where the platform keeps it
    Column("picture", LargeBinary),  # made ready for badges; NULL until it was fetched from there
    Index("ix_photo_missing", "attendee_id", sqlite_where=text("picture IS NULL")),
)

CLOSING_DDL = (
    """CREATE TRIGGER operation_closed AFTER UPDATE OF state ON operation
WHEN new.state IN ('settled', 'parked', 'withdrawn') AND new.state <> old.state BEGIN
    INSERT INTO closing(operation, state) VALUES (new.number, new.state);
END""",
)
"""A trigger, so that nothing that closes an operation can forget to say so."""

SEARCH_DDL = (
    """CREATE VIRTUAL TABLE attendee_search USING fts5(
    words, content='attendee', content_rowid='id', prefix='2 3', tokenize='unicode61 remove_diacritics 0'
)""",
    """CREATE TRIGGER attendee_search_added AFTER INSERT ON attendee BEGIN
    INSERT INTO attendee_search(rowid, words) VALUES (new.id, new.words);
END""",
    """CREATE TRIGGER attendee_search_changed AFTER UPDATE OF words ON attendee
WHEN old.words IS NOT new.words BEGIN
    INSERT INTO attendee_search(attendee_search, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO attendee_search(rowid, words) VALUES (new.id, new.words);
END""",
    """CREATE TRIGGER attendee_search_gone AFTER DELETE ON attendee BEGIN
    INSERT INTO attendee_search(attendee_search, rowid, words) VALUES ('delete', old.id, old.words);
END""",
)
"""External content: the index holds no names of its own, and triggers keep it true."""

AnyRow = Row[*tuple[Any, ...]]
"""A row of a query; it never leaves this package."""
