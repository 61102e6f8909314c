"""Photos of attendees, for their badges."""

from alembic import op

revision = "0002"
down_revision = "0001"

_STATEMENTS = (
    """CREATE TABLE photo (
    attendee_id INTEGER NOT NULL,
    address TEXT NOT NULL,
    picture BLOB,
    CONSTRAINT pk_photo PRIMARY KEY (attendee_id),
    CONSTRAINT fk_photo_attendee_id FOREIGN KEY(attendee_id) REFERENCES attendee (id) ON DELETE CASCADE
)""",
    """CREATE INDEX ix_photo_missing ON photo (attendee_id) WHERE picture IS NULL""",
)


def upgrade() -> None:
    """Make the table, and have each event read completely once more: only then its photos are heard of."""
    for statement in _STATEMENTS:
        op.execute(statement)
    op.execute("UPDATE event SET cursor = NULL, resume = NULL")


def downgrade() -> None:
    """Drop it."""
    op.execute("DROP TABLE photo")
