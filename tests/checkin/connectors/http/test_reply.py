import json

import pytest

from checkin.connectors.http import Reply, redact
from checkin.errors import UnreadableReplyError
from tests.checkin.connectors.stand_ins import recording, token


def reply(body: bytes, content_type: str = "") -> Reply:
    return Reply(platform="test", status=200, body=body, content_type=content_type)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"NaN", b"[" * 100_000, b"9" * 5000])
def test_hostile_json_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableReplyError, match="damaged"):
        reply(body).json()


def test_a_report_of_attendees_names_nobody() -> None:
    listed = recording("att_include_ticket_order_underscore")["response_body"]

    report = reply(json.dumps(listed, ensure_ascii=False).encode()).unreadable("Odd.").body

    assert len(report) <= 500
    assert '"lastname": …' in report
    for value in ("Donald", "الأمين", "attendee0001", "c3b679", "ACME"):
        assert value not in report


def test_a_report_of_an_error_keeps_the_platforms_words() -> None:
    said = recording("uci_registration_duplicate")["response_body"]

    assert "Attendee already registered." in redact(json.dumps(said))


@pytest.mark.parametrize(
    "secret",
    [
        "ada@example.org",
        token(identity=3),
        "1f89db55-2661-4ae2-b311-edd557a874d5-6bc0b1",
        "+49 30 1234567",
        '{"access_token": "abc',
        '{"names": ["Ada", "Grace"]}',
    ],
)
def test_secrets_and_people_do_not_stay(secret: str) -> None:
    report = redact(f"before {secret}")

    assert report.startswith("before ")
    for telling in ("ada@", "eyJ", "6bc0b1", "1234567", "abc", "Grace"):
        assert telling not in report


def test_a_reply_shows_only_its_size() -> None:
    assert repr(reply(b"Ada")) == "Reply(test, 200, 3 bytes)"
