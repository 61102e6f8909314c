from pathlib import Path

import pytest

from checkin.connectors.registry import PLATFORMS, platform_of
from checkin.errors import SettingsError
from checkin.model.platform import SetupKind
from checkin.settings import Connection
from tests.fakes.surroundings import surroundings

SERVERS = {"badgestic": "https://www.badgestic.com", "spreadsheet": ""}


def a_connection(name: str, folder: Path) -> Connection:
    """What a person would have filled in, with a server nobody answers at."""
    roster = folder / "list.csv"
    roster.write_text("name\nAda Lovelace\n", encoding="utf-8")
    asked = {field.name: field for field in PLATFORMS[name].form.fields}
    options = {one.name: one.preset for one in asked.values() if one.preset and not one.secret}
    if "roster" in asked:
        options["roster"] = str(roster)
    options.pop("base_url", None)
    address = SERVERS.get(name, "https://events.example.org")
    return Connection(platform=name, base_url=address, account="desk@example.org", options=options)


@pytest.mark.parametrize("name", list(PLATFORMS))
def test_every_platform_makes_a_connector_without_sending_anything(name: str, tmp_path: Path) -> None:
    connection = a_connection(name, tmp_path)
    platform = platform_of(connection)

    connector = platform.connect(connection, {}, surroundings())
    connector.close()

    assert connector.platform == name == platform.form.platform
    assert connector.capabilities == platform.capabilities(connection)
    assert platform.capabilities(connection) <= platform.form.capabilities


@pytest.mark.parametrize("name", list(PLATFORMS))
def test_every_form_asks_in_words(name: str) -> None:
    form = PLATFORMS[name].form

    assert form.label
    assert form.description
    assert form.limits
    assert all(field.label for field in form.fields)
    assert all(field.options for field in form.fields if field.kind is SetupKind.CHOICE)
    assert len({field.name for field in form.fields}) == len(form.fields)


def test_only_the_platforms_own_code_sets_a_platform_up() -> None:
    read = {name: platform.read_code("ABC-123") for name, platform in PLATFORMS.items()}

    assert set(read.values()) == {None}


def test_a_platform_this_version_does_not_know_is_refused() -> None:
    with pytest.raises(SettingsError, match="nowhere"):
        platform_of(Connection(platform="nowhere", base_url="https://example.org", account="a"))
