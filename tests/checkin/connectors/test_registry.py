import pytest

from checkin.connectors.registry import PLATFORMS, platform_of
from checkin.errors import SettingsError
from checkin.settings import Connection
from tests.fakes.surroundings import surroundings


@pytest.mark.parametrize("name", list(PLATFORMS))
def test_every_platform_makes_a_connector_without_sending_anything(name: str) -> None:
    connection = Connection(platform=name, base_url="https://events.example.org", account="desk@example.org")

    platform = platform_of(connection)
    connector = platform.connect(connection, {}, surroundings())
    connector.close()

    assert connector.platform == name == platform.form.platform
    assert connector.capabilities == platform.form.capabilities


@pytest.mark.parametrize("name", list(PLATFORMS))
def test_every_form_asks_for_address_account_and_a_secret(name: str) -> None:
    fields = PLATFORMS[name].form.fields

    assert {"base_url", "account"} <= {field.name for field in fields}
    assert any(field.secret for field in fields)
    assert all(field.label for field in fields)


def test_a_platform_this_version_does_not_know_is_refused() -> None:
    with pytest.raises(SettingsError, match="sarcon"):
        platform_of(Connection(platform="sarcon", base_url="https://example.org", account="a"))
