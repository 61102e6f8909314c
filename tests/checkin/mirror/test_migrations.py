"""The file's form."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from checkin.errors import MirrorTooNewError
from checkin.mirror import migrate, schema
from checkin.mirror.database import Mirror

Shape = dict[str, str]


@pytest.fixture
def empty() -> Iterator[Connection]:
    """A database in memory, in a transaction."""
    engine = create_engine("sqlite://", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        yield connection
    engine.dispose()


def shape(connection: Connection) -> Shape:
    """Everything that was created, by name, without regard to white space."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    return {name: " ".join(sql.split()) for name, sql in rows if name != "alembic_version"}


def test_migrating_makes_what_the_models_say(empty: Connection) -> None:
    migrate.migrate_to(empty, migrate.HEAD)
    migrated = shape(empty)
    migrate.migrate_to(empty, "base")

    schema.metadata.create_all(empty)
    for statement in (*schema.CLOSING_DDL, *schema.SEARCH_DDL):
        empty.exec_driver_sql(statement)

    assert migrated == shape(empty)


def test_up_and_down_and_up_again_is_the_identity(empty: Connection) -> None:
    migrate.migrate_to(empty, migrate.HEAD)
    once = shape(empty)

    migrate.migrate_to(empty, "base")
    assert shape(empty) == {}
    migrate.migrate_to(empty, migrate.HEAD)

    assert shape(empty) == once


def test_an_event_from_before_photos_is_read_completely_once_more(empty: Connection) -> None:
    migrate.migrate_to(empty, "0001")
    empty.exec_driver_sql(
        "INSERT INTO event (connection, platform_id, name, timezone, generation, cursor, resume) "
        "VALUES ('c', 'e', 'Fair', 'UTC', 3, 'yesterday', 'page 7')"
    )

    migrate.upgrade(empty)

    found = empty.exec_driver_sql("SELECT generation, cursor, resume FROM event").one()
    assert tuple(found) == (3, None, None)


def test_the_head_is_the_newest_script() -> None:
    scripts = ScriptDirectory.from_config(migrate.configuration())

    assert scripts.get_heads() == [migrate.HEAD]


def test_a_new_file_is_at_no_version_and_then_at_the_head(empty: Connection) -> None:
    assert migrate.current(empty) is None
    migrate.upgrade(empty)
    assert migrate.current(empty) == migrate.HEAD
    migrate.upgrade(empty)
    assert migrate.current(empty) == migrate.HEAD


def test_a_file_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mirror.sqlite"
    Mirror(path).close()
    with sqlite3.connect(path) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.close()

    with pytest.raises(MirrorTooNewError):
        Mirror(path)

    with sqlite3.connect(path) as file:
        assert file.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)
    file.close()


def test_a_migration_that_fails_midway_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "mirror.sqlite"
    with sqlite3.connect(path) as file:  # the last table but some is there already
        file.execute("CREATE TABLE operation (mine TEXT)")
    file.close()

    with pytest.raises(Exception, match="already exists"):
        Mirror(path)

    with sqlite3.connect(path) as file:
        assert file.execute("SELECT name FROM sqlite_master").fetchall() == [("operation",)]
    file.close()
