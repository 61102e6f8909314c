import pytest

from checkin.connectors.http import checked_base_url, on_same_server
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


HERE = "https://tickets.example.org/api/"


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        ("https://tickets.example.org/api/v1/orders/?page=2&q=%C3%A9", "/api/v1/orders/?page=2&q=%C3%A9"),
        ("https://Tickets.Example.Org/api/v1/orders/", "/api/v1/orders/"),
        ("http://tickets.example.org/api/v1/orders/?page=2", "/api/v1/orders/?page=2"),
        ("//tickets.example.org/api/", "/api/"),
        ("/api/v1/orders/?page=2#top", "/api/v1/orders/?page=2"),
    ],
)
def test_an_address_on_our_server_is_asked_there(named: str, asked: str) -> None:
    assert on_same_server(HERE, named) == asked


@pytest.mark.parametrize(
    "named",
    [
        "https://example.org/api/",
        "https://tickets.example.org.evil.example/api/",
        "https://tickets.example.org:8443/api/",
        "https://tickets.example.org@evil.example/api/",
        "//evil.example/api/",
        "https://",
        "ftp://tickets.example.org/api/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "v1/orders/",
        "?page=2",
        "",
        "https://tickets.example.org",
        "https://[tickets/",
        "https://tickets.example.org:port/",
        "\\\\evil.example/api/",
    ],
)
def test_nothing_is_asked_of_another_server_or_of_what_cannot_be_read(named: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - Python's own words too
        on_same_server(HERE, named)


@pytest.mark.parametrize(
    ("base_url", "named"),
    [
        ("https://tickets.example.org", "https://tickets.example.org:443/api/"),
        ("http://tickets.example.org:80", "http://tickets.example.org/api/"),
    ],
)
def test_the_usual_port_is_the_same_server_written_or_not(base_url: str, named: str) -> None:
    assert on_same_server(base_url, named) == "/api/"


@pytest.mark.parametrize("named", ["https://tickets.example.org//evil.example/", "////evil.example/"])
def test_what_is_asked_never_reads_like_another_servers_address(named: str) -> None:
    with pytest.raises(ValueError, match="server"):
        on_same_server(HERE, named)
