import pytest
from pydantic import ValidationError

from checkin.connectors.http import Channel
from checkin.connectors.http.values import clean
from checkin.connectors.pretix.fields import as_words
from checkin.connectors.pretix.rows import NewDevice, Organizer, Position
from checkin.connectors.pretix.session import Session, segment
from tests.fakes.clock import FakeClock


@pytest.mark.parametrize("key", ["", "with space", "new\nline", None, 7, "x" * 600])
def test_a_key_that_cannot_be_sent_is_none(key: object) -> None:
    with pytest.raises(ValidationError):
        NewDevice.model_validate({"organizer": "demo", "device_id": 1, "api_token": key})


@pytest.mark.parametrize("slug", ["", "..", "a/b", "a?b", None])
def test_a_short_name_that_cannot_stand_in_a_path_is_none(slug: object) -> None:
    with pytest.raises(ValidationError):
        Organizer.model_validate({"slug": slug})


@pytest.mark.parametrize("secret", ["", None, 7, "a\0b", "\ud800", "x" * 3000])
def test_a_code_is_taken_as_it_is_or_not_at_all(secret: object) -> None:
    with pytest.raises(ValidationError):
        Position.model_validate({"id": 1, "item": 1, "secret": secret})


def test_text_is_what_every_file_takes() -> None:
    assert clean("a\0b\ud800") == "ab?"
    assert len(clean("x" * 5000)) == 2000


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"de": "Eins", "en": "One"}, "One"),
        ({"de": "Eins", "fr": "Un"}, "Eins"),
        ({"de": "", "fr": "Un"}, "Un"),
        ({}, ""),
        ("plain", "plain"),
        (None, ""),
    ],
)
def test_words_come_in_english_where_there_is_some(value: object, words: str) -> None:
    assert as_words(value) == words


def test_a_piece_of_a_path_stays_one() -> None:
    assert segment("a/../b?c") == "a%2F..%2Fb%3Fc"


def test_a_session_keeps_its_key_to_itself() -> None:
    key = "device-token"
    channel = Channel("pretix", "http://127.0.0.1:1", FakeClock())

    assert key not in repr(Session(channel, "http://127.0.0.1:1", token=key))
    channel.close()
