"""The first form of the mirror."""

from alembic import op

revision = "0001"
down_revision = None

_STATEMENTS = (
    """CREATE TABLE event (
    id INTEGER NOT NULL,
    connection TEXT NOT NULL,
    platform_id TEXT NOT NULL,
    name TEXT NOT NULL,
    timezone TEXT NOT NULL,
    starts_at BIGINT,
    ends_at BIGINT,
    place TEXT DEFAULT '' NOT NULL,
    logo_url TEXT DEFAULT '' NOT NULL,
    badge_profile TEXT DEFAULT '' NOT NULL,
    generation INTEGER DEFAULT '0' NOT NULL,
    resume TEXT,
    cursor TEXT,
    pulled_at BIGINT,
    facts TEXT DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_event PRIMARY KEY (id),
    CONSTRAINT uq_event_connection_platform_id UNIQUE (connection, platform_id)
)""",
    """CREATE TABLE attendee (
    id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    platform_id TEXT,
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    email TEXT NOT NULL,
    company TEXT NOT NULL,
    job_title TEXT NOT NULL,
    ticket_type TEXT NOT NULL,
    status TEXT NOT NULL,
    order_code TEXT NOT NULL,
    valid_from BIGINT,
    valid_until BIGINT,
    badge_code TEXT NOT NULL,
    extra TEXT DEFAULT '{}' NOT NULL,
    rights TEXT DEFAULT '{}' NOT NULL,
    corrected TEXT DEFAULT '{}' NOT NULL,
    walk_in BOOLEAN DEFAULT '0' NOT NULL,
    words TEXT NOT NULL,
    seen INTEGER DEFAULT '0' NOT NULL,
    removed BOOLEAN DEFAULT '0' NOT NULL,
    CONSTRAINT pk_attendee PRIMARY KEY (id),
    CONSTRAINT uq_attendee_event_id_platform_id UNIQUE (event_id, platform_id),
    CONSTRAINT fk_attendee_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_attendee_event_id_given_name_family_name ON attendee (event_id, given_name, family_name)""",
    """CREATE INDEX ix_attendee_event_id_removed ON attendee (event_id, removed)""",
    """CREATE INDEX ix_attendee_event_id_order_code ON attendee (event_id, order_code)""",
    """CREATE INDEX ix_attendee_only_here ON attendee (event_id) WHERE platform_id IS NULL""",
    """CREATE TABLE platform_station (
    event_id INTEGER NOT NULL,
    platform_id TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    room TEXT,
    zone TEXT,
    CONSTRAINT pk_platform_station PRIMARY KEY (event_id, platform_id),
    CONSTRAINT fk_platform_station_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
)
 WITHOUT ROWID""",
    """CREATE TABLE ticket_type (
    event_id INTEGER NOT NULL,
    platform_id TEXT NOT NULL,
    name TEXT NOT NULL,
    colour TEXT DEFAULT '' NOT NULL,
    extra TEXT DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_ticket_type PRIMARY KEY (event_id, platform_id),
    CONSTRAINT fk_ticket_type_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
)
 WITHOUT ROWID""",
    """CREATE TABLE zone (
    event_id INTEGER NOT NULL,
    id TEXT NOT NULL,
    platform_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    room TEXT,
    starts_at BIGINT,
    ends_at BIGINT,
    rules TEXT DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_zone PRIMARY KEY (event_id, id),
    CONSTRAINT fk_zone_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
)
 WITHOUT ROWID""",
    """CREATE TABLE badge_print (
    number INTEGER NOT NULL,
    attendee_id INTEGER NOT NULL,
    at BIGINT NOT NULL,
    printed_to TEXT NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_badge_print PRIMARY KEY (number),
    CONSTRAINT fk_badge_print_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendee (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_badge_print_attendee_id ON badge_print (attendee_id)""",
    """CREATE TABLE print_job (
    number INTEGER NOT NULL,
    attendee_id INTEGER NOT NULL,
    printer TEXT NOT NULL,
    template TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER DEFAULT '0' NOT NULL,
    asked_at BIGINT NOT NULL,
    ended_at BIGINT,
    words TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    copy INTEGER DEFAULT '1' NOT NULL,
    told BOOLEAN DEFAULT '0' NOT NULL,
    kind TEXT NOT NULL,
    station TEXT,
    session TEXT,
    CONSTRAINT pk_print_job PRIMARY KEY (number),
    CONSTRAINT fk_print_job_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendee (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_print_job_open ON print_job (state, printer) WHERE state IN ('waiting', 'printing', 'failed', 'doubtful')""",
    """CREATE INDEX ix_print_job_attendee_id ON print_job (attendee_id)""",
    """CREATE TABLE code (
    "key" TEXT NOT NULL,
    attendee_id INTEGER NOT NULL,
    rank INTEGER DEFAULT '0' NOT NULL,
    revoked BOOLEAN DEFAULT '0' NOT NULL,
    ours BOOLEAN DEFAULT '0' NOT NULL,
    CONSTRAINT pk_code PRIMARY KEY ("key", attendee_id),
    CONSTRAINT fk_code_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendee (id) ON DELETE CASCADE
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_code_attendee_id ON code (attendee_id)""",
    """CREATE TABLE revoked_code (
    event_id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    CONSTRAINT pk_revoked_code PRIMARY KEY (event_id, "key"),
    CONSTRAINT fk_revoked_code_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
)
 WITHOUT ROWID""",
    """CREATE TABLE movement (
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    attendee_id INTEGER NOT NULL,
    zone TEXT NOT NULL,
    direction TEXT NOT NULL,
    at BIGINT NOT NULL,
    station TEXT NOT NULL,
    source TEXT NOT NULL,
    undoes TEXT,
    overrode TEXT DEFAULT '' NOT NULL,
    clock_offset_ms INTEGER,
    CONSTRAINT pk_movement PRIMARY KEY (number),
    CONSTRAINT uq_movement_id UNIQUE (id),
    CONSTRAINT fk_movement_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendee (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_movement_attendee_id_zone ON movement (attendee_id, zone)""",
    """CREATE INDEX ix_movement_undoes ON movement (undoes) WHERE undoes IS NOT NULL""",
    """CREATE TABLE operation (
    number INTEGER NOT NULL,
    id TEXT NOT NULL,
    movement_id TEXT NOT NULL,
    attendee_id INTEGER NOT NULL,
    verb TEXT DEFAULT 'move' NOT NULL,
    details TEXT DEFAULT '{}' NOT NULL,
    kind TEXT NOT NULL,
    station TEXT,
    session TEXT,
    at BIGINT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER DEFAULT '0' NOT NULL,
    first_sent_at BIGINT,
    sent_offset_ms INTEGER,
    next_try_at BIGINT,
    last_error TEXT DEFAULT '' NOT NULL,
    closed_at BIGINT,
    platform_at BIGINT,
    theirs BOOLEAN DEFAULT '0' NOT NULL,
    event_id INTEGER NOT NULL,
    CONSTRAINT pk_operation PRIMARY KEY (number),
    CONSTRAINT uq_operation_id UNIQUE (id),
    CONSTRAINT fk_operation_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendee (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_operation_attendee_id ON operation (attendee_id)""",
    """CREATE INDEX ix_operation_parked ON operation (event_id, state) WHERE state = 'parked'""",
    """CREATE INDEX ix_operation_settled ON operation (event_id, state) WHERE state = 'settled'""",
    """CREATE INDEX ix_operation_waiting ON operation (number) WHERE state IN ('pending', 'sending', 'uncertain')""",
    """CREATE INDEX ix_operation_waiting_of_event ON operation (event_id, state) WHERE state IN ('pending', 'sending', 'uncertain')""",
    """CREATE TABLE closing (
    number INTEGER NOT NULL,
    operation INTEGER NOT NULL,
    state TEXT NOT NULL,
    CONSTRAINT pk_closing PRIMARY KEY (number),
    CONSTRAINT fk_closing_operation FOREIGN KEY(operation) REFERENCES operation (number) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_closing_operation ON closing (operation)""",
    """CREATE TRIGGER operation_closed AFTER UPDATE OF state ON operation
WHEN new.state IN ('settled', 'parked', 'withdrawn') AND new.state <> old.state BEGIN
    INSERT INTO closing(operation, state) VALUES (new.number, new.state);
END""",
    """CREATE TABLE double_seen (
    movement_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT pk_double_seen PRIMARY KEY (movement_id),
    CONSTRAINT fk_double_seen_movement_id FOREIGN KEY(movement_id) REFERENCES movement (id) ON DELETE CASCADE
)""",
    """CREATE TABLE past_event (
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    erased_at BIGINT NOT NULL,
    counts TEXT NOT NULL,
    CONSTRAINT pk_past_event PRIMARY KEY (number)
)""",
    """CREATE TABLE presence (
    attendee_id INTEGER NOT NULL,
    zone TEXT NOT NULL,
    inside BOOLEAN NOT NULL,
    entries INTEGER NOT NULL,
    last_in TEXT,
    event_id INTEGER NOT NULL,
    CONSTRAINT pk_presence PRIMARY KEY (attendee_id, zone),
    CONSTRAINT fk_presence_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendee (id) ON DELETE CASCADE
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_presence_event_id_zone_inside_entries ON presence (event_id, zone, inside, entries)""",
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

_TABLES = (
    "attendee_search",
    "presence",
    "closing",
    "double_seen",
    "past_event",
    "operation",
    "movement",
    "code",
    "revoked_code",
    "badge_print",
    "print_job",
    "zone",
    "ticket_type",
    "platform_station",
    "attendee",
    "event",
)


def upgrade() -> None:
    """Make every table."""
    for statement in _STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    """Drop every table."""
    for table in _TABLES:
        op.execute(f"DROP TABLE {table}")
