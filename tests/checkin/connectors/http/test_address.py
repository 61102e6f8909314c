import pytest

from checkin.connectors.http import checked_base_url
from checkin.errors import SettingsError


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("https://api.eventyay.com/", "https://api.eventyay.com"),
        (" https://example.org/open-event ", "https://example.org/open-event"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_good_addresses_are_taken(typed: str, used: str) -> None:
    assert checked_base_url(typed, plain_http=False) == used


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "api.eventyay.com",
        "ftp://example.org",
        "https://",
        "https://user:password@example.org",
        "https://example.org/?token=1",
        "https://example.org/#a",
        "https://[example",
        "https://example.org:99999",
        "http://10.0.0.5",
        "http://localhost.example.org",
    ],
)
def test_other_addresses_are_refused(typed: str) -> None:
    with pytest.raises(SettingsError):
        checked_base_url(typed, plain_http=False)


def test_unencrypted_transport_can_be_allowed() -> None:
    assert checked_base_url("http://10.0.0.5", plain_http=True) == "http://10.0.0.5"
