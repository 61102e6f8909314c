from datetime import UTC, datetime, timedelta, timezone

import pytest

from checkin.connectors.badgestic.client import Client, EventChanges
from checkin.connectors.http import Reply
from checkin.errors import CredentialsError, SettingsError, UnreachableError, UnreadableReplyError
from checkin.practice.badgestic.drawing import qr_png
from tests.checkin.connectors.badgestic.builders import Answers, answer, client_of, success

NOON = datetime(2023, 10, 10, 12, tzinfo=timezone(timedelta(hours=-5)))
TIMES = {
    "starts_at_year": "2023",
    "starts_at_month": "10",
    "starts_at_day": "10",
    "starts_at_hour": "12",
    "starts_at_minute": "00",
}


def picture(body: bytes, *, status: int = 200, content_type: str = "image/png") -> Reply:
    return Reply(platform="badgestic", status=status, body=body, content_type=content_type)


def test_an_event_is_made_of_five_parts_and_an_offset() -> None:
    client, server = client_of(success({"event_id": 12}))

    made = client.create_event(EventChanges(name="Test & more", description="works?", starts_at=NOON))

    assert made == "12"
    assert (server.sent[0].method, server.sent[0].path) == ("POST", "/v1/events")
    assert server.sent[0].form == {"name": "Test & more", "description": "works?", "utc_offset": "-5"} | TIMES


def test_times_are_sent_as_clocks_at_the_given_offset_show_them() -> None:
    changes = EventChanges(utc_offset=timedelta(hours=-5), starts_at=NOON.astimezone(UTC))

    assert dict(changes.fields()) == {"utc_offset": "-5"} | TIMES


def test_only_what_changes_of_an_event_is_sent() -> None:
    client, server = client_of(success(None))

    client.update_event("12", EventChanges(name="New"))
    client.delete_event("12")

    assert [(one.method, one.path) for one in server.sent] == [
        ("PUT", "/v1/events/12"),
        ("DELETE", "/v1/events/12"),
    ]
    assert server.sent[0].form == {"name": "New"}
    assert server.sent[1].content is None


def test_guests_are_made_changed_and_deleted() -> None:
    client, server = client_of(success({"guest_id": 5}))

    assert client.create_guest("12", [("first_name", "Łukasz"), ("last_name", "a=b&c d+e")]) == "5"
    client.update_guest("5", [("email", "")])
    client.delete_guest("5")

    assert [(one.method, one.path) for one in server.sent] == [
        ("POST", "/v1/events/12/guests"),
        ("PUT", "/v1/guests/5"),
        ("DELETE", "/v1/guests/5"),
    ]
    assert server.sent[0].content == b"first_name=%C5%81ukasz&last_name=a%3Db%26c%20d%2Be"
    assert server.sent[1].form == {"email": ""}


def test_nothing_leaves_the_path_it_belongs_to() -> None:
    client, server = client_of(success(None))

    client.delete_guest("../events/1")

    assert server.sent[0].path == "/v1/guests/..%2Fevents%2F1"


def test_a_picture_is_fetched_without_the_token() -> None:
    drawn = qr_png("BDG-1")
    client, server = client_of(picture(drawn))

    assert client.qr_code("5") == drawn
    assert server.sent[0].path == "/guests/5/qr_code"
    assert "Auth-Token" not in server.sent[0].headers


@pytest.mark.parametrize("reply", [picture(b"", status=404), picture(b"no", status=410), picture(b"")])
def test_there_may_be_no_picture(reply: Reply) -> None:
    client, _ = client_of(reply)

    assert client.qr_code("5") is None


@pytest.mark.parametrize(
    "reply",
    [
        picture(b"<html>sign in</html>", content_type="text/html"),
        picture(qr_png("x"), content_type="text/plain"),
        picture(b"GIF89a"),
        picture(qr_png("x")[:90]),
        picture(qr_png("x"), status=403),
    ],
)
def test_what_is_no_whole_picture_is_unreadable(reply: Reply) -> None:
    client, _ = client_of(reply)

    with pytest.raises(UnreadableReplyError):
        client.qr_code("5")


def test_a_failing_server_is_no_missing_picture() -> None:
    client, _ = client_of(picture(b"", status=500))

    with pytest.raises(UnreachableError):
        client.qr_code("5")


@pytest.mark.parametrize(
    ("reply", "address"),
    [
        (picture(b"https://www.badgestic.com/x.png\n"), "https://www.badgestic.com/x.png"),
        (picture(b'"https://www.badgestic.com/x.png"'), "https://www.badgestic.com/x.png"),
        (picture(b""), ""),
        (picture(b'""'), ""),
        (picture(b"<html>"), ""),
        (picture(b"https://x", status=404), ""),
    ],
)
def test_the_deprecated_address_is_a_text_or_empty(reply: Reply, address: str) -> None:
    client, server = client_of(reply)

    assert client.qr_code_url("5") == address
    assert "Auth-Token" not in server.sent[0].headers


def test_the_token_is_never_shown() -> None:
    client, _ = client_of(answer({}))

    assert "secret-token" not in repr(client)


def test_nothing_is_sent_without_a_token() -> None:
    client, server = client_of(answer({}), token=" ")  # noqa: S106

    with pytest.raises(CredentialsError):
        client.show_event("1")

    assert server.sent == []


@pytest.mark.parametrize("token", ["tökén", "two\nlines", "nul\0"])
def test_a_token_no_header_can_hold_is_refused(token: str) -> None:
    with pytest.raises(SettingsError):
        Client(Answers([]), "badgestic", token)
