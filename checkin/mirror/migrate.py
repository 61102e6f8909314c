"""Brings the file to the form this version of the app knows. Alembic, configured in code."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect

from checkin.errors import MirrorTooNewError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0002"
"""The newest migration; known without importing Alembic, which costs a third of a second."""


def upgrade(connection: Connection) -> None:
    """Migrate up to `HEAD` within the caller's transaction; quick when nothing is to be done.

    Raises:
        MirrorTooNewError: the file was written by a later version of this app.
    """
    if current(connection) != HEAD:
        migrate_to(connection, HEAD)


def current(connection: Connection) -> str | None:
    """The migration the file is at; None for a new file."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if version is None else str(version)


def configuration(connection: Connection | None = None) -> "Config":
    """Alembic's configuration; `migrations/env.py` finds the connection in its attributes."""
    from alembic.config import Config  # noqa: PLC0415  (slow to import, and seldom needed)

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def migrate_to(connection: Connection, revision: str) -> None:
    """Migrate up or down to `revision` (``"base"`` for an empty file) within the caller's transaction."""
    from alembic import command  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = configuration(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    at = current(connection)
    if at is not None and at not in known:
        raise MirrorTooNewError("This computer's data was written by a later version of the app.")
    step = command.downgrade if revision == "base" else command.upgrade
    step(config, revision)
