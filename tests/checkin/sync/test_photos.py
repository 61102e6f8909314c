"""Fetching the photos that are missing."""

import io
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from PIL import Image

from checkin.errors import (
    ConnectorError,
    CredentialsError,
    RejectedError,
    ThrottledError,
    UnreachableError,
)
from checkin.mirror import attendees, photos
from checkin.mirror.database import Mirror
from checkin.model.event import WHOLE_EVENT
from checkin.sync.photos import PhotoRounds, Round
from tests.fakes.builders import a_pulled
from tests.fakes.clock import FakeClock
from tests.fakes.synced import Synced

HEAD = Image.new("RGB", (60, 80), "#336699")


def a_photo() -> bytes:
    file = io.BytesIO()
    HEAD.save(file, "PNG")
    return file.getvalue()


@dataclass
class Album:
    """Has a photo at every address, but where there is trouble."""

    trouble: dict[str, ConnectorError] = field(default_factory=dict)
    pages: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None

    def photo(self, address: str) -> bytes:
        self.asked.append(address)
        self.meanwhile()
        if address in self.trouble:
            raise self.trouble[address]
        return self.pages.get(address, a_photo())


@dataclass
class Desk:
    synced: Synced
    rounds: PhotoRounds
    album: Album
    cancelled: threading.Event

    def told(self, *addresses: str) -> None:
        people = (replace(a_pulled(number), photo=one) for number, one in enumerate(addresses, start=1))
        self.synced.it.put(*people)
        self.synced.pull.everything()

    def is_due(self) -> bool:
        return self.rounds.is_due(self.synced.post.event.id)

    def fetch(self) -> Round:
        return self.rounds.fetch(self.synced.post.event.id, self.album)

    def picture(self, number: int) -> bytes | None:
        with self.synced.mirror.read() as connection:
            (one,) = attendees.by_code(connection, [f"C{number}"], WHOLE_EVENT)
            return photos.picture_of(connection, one.attendee.id)


@pytest.fixture
def desk(synced: Synced, mirror: Mirror, clock: FakeClock) -> Desk:
    cancelled = threading.Event()
    return Desk(synced, PhotoRounds(mirror, clock, cancelled), Album(), cancelled)


def test_whatever_is_missing_is_fetched_once(desk: Desk) -> None:
    desk.told("a", "", "b")

    assert desk.is_due()
    assert desk.fetch() == Round(fetched=2, failed=0)

    assert desk.album.asked == ["a", "b"]
    assert desk.picture(1) is not None
    assert desk.picture(2) is None
    assert not desk.is_due()


def test_nobody_asks_where_nobody_has_a_photo(desk: Desk) -> None:
    desk.told("", "")

    assert not desk.is_due()


def test_what_is_no_picture_is_counted_and_left_alone_for_a_while(desk: Desk, clock: FakeClock) -> None:
    desk.told("page", "good")
    desk.album.pages["page"] = b"<html>Sign in</html>"

    assert desk.fetch() == Round(fetched=1, failed=1)
    assert not desk.is_due()
    clock.advance(301)

    assert desk.is_due()
    desk.album.pages.clear()
    assert desk.fetch() == Round(fetched=1, failed=0)


def test_somebody_who_wants_it_now_gets_it_tried_now(desk: Desk) -> None:
    desk.told("gone")
    desk.album.trouble["gone"] = RejectedError("fake", "404")
    desk.fetch()

    desk.rounds.hurry()

    assert desk.is_due()
    assert desk.fetch() == Round(fetched=0, failed=1)
    assert desk.album.asked == ["gone", "gone"]


def test_a_new_address_is_tried_at_once(desk: Desk) -> None:
    desk.told("gone")
    desk.album.trouble["gone"] = RejectedError("fake", "404")
    desk.fetch()

    desk.told("there")

    assert desk.is_due()
    assert desk.fetch() == Round(fetched=1, failed=0)


def test_where_nothing_comes_any_more_the_rest_waits(desk: Desk) -> None:
    desk.told(*"abcdefgh")
    desk.album.trouble.update({one: UnreachableError("fake", "no network") for one in "bcdefgh"})

    assert desk.fetch() == Round(fetched=1, failed=3)

    assert desk.album.asked == [*"abcd"]


def test_those_that_never_come_do_not_keep_the_others_waiting(desk: Desk) -> None:
    desk.told(*"abcdef")
    desk.album.trouble.update({one: UnreachableError("fake", "does not end") for one in "abc"})

    desk.fetch()

    assert desk.is_due()
    assert desk.fetch() == Round(fetched=3, failed=3)


def test_very_many_that_never_come_do_not_keep_the_last_one_waiting_for_ever(
    desk: Desk, clock: FakeClock
) -> None:
    never = [f"never-{number}" for number in range(40)]
    desk.told(*never, "good")
    desk.album.trouble.update({one: UnreachableError("fake", "no such server") for one in never})

    for _ in range(20):  # a pull each minute
        clock.advance(60)
        desk.fetch()

    assert desk.album.asked.count("good") == 1


@pytest.mark.parametrize(("asked_for", "wait"), [(90.0, 90), (None, 60)])
def test_a_platform_that_wants_a_pause_gets_it(
    desk: Desk, clock: FakeClock, asked_for: float | None, wait: float
) -> None:
    desk.told("a", "b")
    desk.album.trouble["a"] = ThrottledError("fake", "too many", retry_after=asked_for)

    assert desk.fetch() == Round(fetched=0, failed=0)
    clock.advance(wait - 1)
    assert not desk.is_due()
    clock.advance(1)

    assert desk.is_due()
    assert desk.album.asked == ["a"]


def test_without_a_sign_in_nothing_counts_as_failed(desk: Desk) -> None:
    desk.told("a", "b")
    desk.album.trouble["a"] = CredentialsError("fake", "who are you?")

    assert desk.fetch() == Round(fetched=0, failed=0)
    assert desk.album.asked == ["a"]


def test_it_stops_after_the_photo_at_hand_when_the_app_closes(desk: Desk) -> None:
    desk.told("a", "b")
    desk.album.meanwhile = desk.cancelled.set
    desk.album.trouble["a"] = UnreachableError("fake", "The connection was closed.")

    assert desk.fetch() == Round(fetched=0, failed=0)
    assert desk.album.asked == ["a"]


def test_whoever_is_forgotten_while_it_is_fetched_gets_none(desk: Desk) -> None:
    desk.told("a")
    desk.album.meanwhile = lambda: desk.told("")

    desk.fetch()

    assert desk.picture(1) is None
    assert not desk.is_due()


def test_what_fails_is_logged_without_saying_where(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    desk.told("https://example.org/ada-lovelace.jpg")
    desk.album.trouble["https://example.org/ada-lovelace.jpg"] = RejectedError("fake", "404 ada-lovelace")

    desk.fetch()

    assert [record.getMessage() for record in caplog.records if "photo" in record.getMessage()] == [
        "a photo could not be fetched: RejectedError"
    ]


def test_more_than_one_step_is_read_to_the_end(desk: Desk) -> None:
    addresses = [f"photo {number}" for number in range(120)]
    desk.told(*addresses)
    desk.album.trouble["photo 3"] = RejectedError("fake", "404")

    assert desk.fetch() == Round(fetched=119, failed=1)
    assert desk.album.asked == addresses
