"""Photos on badges: from platforms over real HTTP, through the mirror, onto paper."""

import csv
import io
import queue
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from checkin.app import App
from checkin.app.command_line import choose_first_station
from checkin.app.photographs import (
    NO_PHOTOS,
    Photographs,
    photos_lost,
    photos_missing,
    photos_to_fetch,
)
from checkin.app.training import Population
from checkin.badges.preview import pixels
from checkin.badges.render import render_badge
from checkin.connectors.protocol import Connector
from checkin.errors import MirrorError
from checkin.mirror.database import Mirror
from checkin.model.attendee import Attendee
from checkin.model.ids import EventId
from checkin.notices import MirrorRefreshed, Notice, NoticeBoard, PhotosFetched
from checkin.practice.faults import Fault, FaultKind
from checkin.practice.v3plus import V3PlusPractice
from checkin.settings import Connection
from checkin.sync.photos import Round
from tests.checkin.badges.test_photos import a_bomb
from tests.checkin.connectors.stand_ins import answering, http_answer, misbehaving
from tests.fakes.clock import FakeClock

FEW = Population(attendees=12)
SPEAKERS_WITH_ONE = 6


class Heard:
    """What was said of photos."""

    def __init__(self, app: App) -> None:
        self._said: queue.Queue[PhotosFetched] = queue.Queue()
        app.notices.listen(self._hear)

    def _hear(self, notice: Notice) -> None:
        if isinstance(notice, PhotosFetched):
            self._said.put(notice)

    def next(self) -> PhotosFetched:
        return self._said.get(timeout=10)

    @property
    def nothing(self) -> bool:
        return self._said.empty()


@pytest.fixture
def heard(app: App) -> Heard:
    return Heard(app)


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[V3PlusPractice]:
    with V3PlusPractice(attendees=5) as running:
        running.roster_file(tmp_path)
        yield running


@pytest.fixture
def at_portal(app: App, portal: V3PlusPractice) -> App:
    """Signed in, with a template that shows photos; nothing is pulled yet."""
    app.change_settings(template="photo-a6")
    app.connect(portal.connection, portal.secrets)
    app.choose_event(app.events()[0])
    return app


def with_photos(app: App) -> list[Attendee]:
    choose_first_station(app)
    everybody = [found.attendee for found in app.desk.find("", 100)]
    return [one for one in everybody if app.photo_of(one.id) is not None]


def photo_at(portal: V3PlusPractice, number: int, address: str | None) -> None:
    """Let a presenter's photo be elsewhere."""
    with portal.portal.lock:
        table = portal.portal.tables["presenters"]
        table[number] = {**table[number], "photo": address}


@pytest.mark.parametrize("platform", ["v3plus", "pretix"])
def test_whoever_has_a_photo_at_the_platform_wears_it(app: App, heard: Heard, platform: str) -> None:
    app.change_settings(template="photo-a6")
    app.practise(FEW, platform)
    app.choose_event(app.events()[0])
    app.pull()

    said, worn = heard.next(), with_photos(app)

    assert (said.fetched, said.failed) == (len(worn), 0)
    assert len(worn) >= 2
    press = app.pre_press()
    badge, template = press.badge_of(worn[0]), press.template_of(worn[0].ticket.type_name)
    assert isinstance(badge.photo, bytes)
    assert Image.open(io.BytesIO(badge.photo)).size == (240, 300)
    with_it, without = (pixels(render_badge(template, one)) for one in (badge, replace(badge, photo=None)))
    assert np.count_nonzero(with_it != without) > 10_000


def test_nothing_is_fetched_while_no_badge_shows_it(app: App, heard: Heard) -> None:
    app.practise(FEW, "v3plus")
    app.choose_event(app.events()[0])
    app.pull()

    assert app.photos.catch_up().fetched == 0
    assert (with_photos(app), heard.nothing) == ([], True)

    app.change_settings(template_of_type={"Speaker": "photo-a6"})

    assert heard.next().fetched == len(with_photos(app)) == SPEAKERS_WITH_ONE


def test_what_cannot_be_had_is_counted_and_everybody_else_has_theirs(
    at_portal: App, portal: V3PlusPractice
) -> None:
    lost = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf"
    with (
        misbehaving(answering(http_answer("302 Found", b"", "Location: https://example.org/"))) as moved,
        misbehaving(answering(lost)) as cut,
        misbehaving(_endless) as endless,
    ):
        with portal.portal.lock:
            portal.portal.photos = {1: b"<!DOCTYPE html><title>Sign in</title>", 2: a_bomb(50_000)}
        photo_at(portal, 3, "/storage/gone.jpg")
        photo_at(portal, 4, f"{moved.url}/a.jpg")
        photo_at(portal, 5, f"{cut.url}/a.jpg")
        photo_at(portal, 6, f"{endless.url}/a.jpg")
        at_portal.pull()
        at_portal.photos.catch_up()
        at_portal.photos.hurry()
        done = at_portal.photos.catch_up()

    assert done.failed == SPEAKERS_WITH_ONE
    assert len(with_photos(at_portal)) == 1


def _endless(connection: socket.socket, _request: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n")
    for _ in range(800):
        connection.sendall(bytes(65536))


def test_what_was_mended_is_fetched_by_the_next_try(
    at_portal: App, portal: V3PlusPractice, heard: Heard
) -> None:
    with portal.portal.lock:
        portal.portal.photos = {1: b"no picture"}
    at_portal.pull()
    assert heard.next() == PhotosFetched(fetched=SPEAKERS_WITH_ONE - 1, failed=1)

    with portal.portal.lock:
        portal.portal.photos.clear()
    at_portal.photos.hurry()

    assert heard.next() == PhotosFetched(fetched=1, failed=0)


def test_another_photo_replaces_it_and_one_that_is_gone_goes(
    at_portal: App, portal: V3PlusPractice, heard: Heard
) -> None:
    at_portal.pull()
    heard.next()
    before = {one.platform_id: at_portal.photo_of(one.id) for one in with_photos(at_portal)}

    photo_at(portal, 1, "/storage/photos/44.jpg")
    photo_at(portal, 2, None)
    at_portal.pull()
    heard.next()

    after = {one.platform_id: at_portal.photo_of(one.id) for one in with_photos(at_portal)}
    assert set(before) - set(after) == {"presenter:2"}
    assert after["presenter:1"] != before["presenter:1"]  # type: ignore[index]
    assert after["presenter:3"] == before["presenter:3"]  # type: ignore[index]


def test_without_a_network_what_was_fetched_is_worn(
    at_portal: App, portal: V3PlusPractice, heard: Heard
) -> None:
    at_portal.pull()
    heard.next()
    portal.go_offline()

    assert len(with_photos(at_portal)) == SPEAKERS_WITH_ONE
    at_portal.photos.hurry()
    assert at_portal.photos.catch_up().failed == 0


def test_a_platform_that_is_lost_meanwhile_is_asked_again_later(
    at_portal: App, portal: V3PlusPractice, heard: Heard
) -> None:
    portal.faults.add(Fault(kind=FaultKind.SILENCE, path="/storage/"))
    at_portal.pull()
    assert heard.next() == PhotosFetched(fetched=0, failed=3)

    portal.faults.clear()
    at_portal.photos.hurry()

    assert heard.next() == PhotosFetched(fetched=SPEAKERS_WITH_ONE, failed=0)


def test_closing_waits_for_no_photo(at_portal: App, portal: V3PlusPractice) -> None:
    held, app = threading.Event(), at_portal

    def hold(_connection: socket.socket, _request: bytes) -> None:
        held.wait(10)

    with misbehaving(hold) as server:
        photo_at(portal, 1, f"{server.url}/a.jpg")
        app.pull()
        assert server.asked.wait(5)
        app.photos.close()
        held.set()

    app.photos.nudge()
    assert app.photos.catch_up().fetched == 0


def test_forgetting_the_event_leaves_no_photo(at_portal: App, heard: Heard) -> None:
    at_portal.pull()
    heard.next()
    worn, event = with_photos(at_portal), at_portal.event
    assert event is not None

    at_portal.forget_event(event)

    assert [at_portal.photo_of(one.id) for one in worn] == [None] * SPEAKERS_WITH_ONE
    assert b"JFIF" not in (at_portal.folders.data / "mirror.sqlite").read_bytes()


def test_without_a_platform_that_has_photos_nobody_is_asked(ready_app: App) -> None:
    ready_app.change_settings(template="photo-a6")

    assert ready_app.photos.catch_up().fetched == 0


def test_a_template_that_is_broken_shows_nothing(at_portal: App) -> None:
    at_portal.change_settings(template="gone")
    at_portal.pull()

    assert at_portal.photos.catch_up().fetched == 0


def test_a_list_has_photos_beside_it(app: App, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    Image.new("RGB", (900, 1200), "#336699").save(tmp_path / "ada.jpg")
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows(
            [
                ("First name", "Last name", "Photo"),
                ("Ada", "Lovelace", "ada.jpg"),
                ("Alan", "Turing", "gone.jpg"),
            ]
        )
    app.change_settings(template="photo-a6")
    app.connect(Connection(platform="spreadsheet", account="Gala", options={"roster": str(file)}), {})
    app.choose_event(app.events()[0])
    app.pull()

    app.photos.hurry()
    done = app.photos.catch_up()

    (ada,) = with_photos(app)
    kept = app.photo_of(ada.id)
    assert (ada.given_name, done.failed) == ("Ada", 1)
    assert kept is not None
    assert Image.open(io.BytesIO(kept)).size == (450, 600)


def test_a_mirror_that_cannot_be_read_stops_nothing_else(tmp_path: Path) -> None:
    def broken() -> EventId | None:
        raise MirrorError("damaged")

    mirror, clock = Mirror(tmp_path / "mirror.sqlite"), FakeClock()
    photographs = Photographs(mirror, clock, NoticeBoard(), connect=no_connection, wanted=broken)

    photographs.heed(MirrorRefreshed(event=EventId(1), attendees=0, at=clock.now()))

    assert photographs.catch_up() == Round(fetched=0, failed=0)
    photographs.close()
    mirror.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_after_a_bug_the_next_pull_fetches_again(tmp_path: Path) -> None:
    asked, again = list[str](), threading.Event()

    def stumbling() -> EventId | None:
        asked.append("photos")
        if len(asked) == 1:
            raise ZeroDivisionError
        again.set()
        return None

    mirror, clock = Mirror(tmp_path / "mirror.sqlite"), FakeClock()
    photographs = Photographs(mirror, clock, NoticeBoard(), connect=no_connection, wanted=stumbling)
    photographs.nudge()
    for thread in threading.enumerate():
        if thread.name == "photos":
            thread.join(10)

    photographs.nudge()

    assert again.wait(10)
    photographs.close()
    mirror.close()


def no_connection() -> Connector:
    raise AssertionError


def test_whoever_prints_is_told_that_a_platform_has_none(ready_app: App) -> None:
    assert ready_app.about_photos() == NO_PHOTOS


def test_whoever_prints_is_told_how_many_are_missing(app: App, portal: V3PlusPractice) -> None:
    assert app.about_photos() == ""
    app.connect(portal.connection, portal.secrets)
    app.choose_event(app.events()[0])
    app.pull()

    assert app.about_photos().startswith(f"{SPEAKERS_WITH_ONE} photos have not been fetched")
    app.change_settings(template="photo-a6")
    app.photos.catch_up()

    assert app.about_photos() == ""


def test_one_photo_is_said_as_one() -> None:
    assert photos_missing(1).startswith("1 photo has not been fetched: it comes with the sync")
    assert photos_to_fetch(1) == "1 photo has not been fetched. To fetch it: checkin pull --photos"
    assert photos_lost(2, "the next pull") == "2 photos could not be fetched; the next pull tries them again."


def test_everybodys_photo_is_fetched_where_that_is_wanted(app: App, portal: V3PlusPractice) -> None:
    app.connect(portal.connection, portal.secrets)
    app.choose_event(app.events()[0])
    app.pull()
    assert app.event is not None

    assert app.photos.catch_up(app.event.id) == Round(fetched=SPEAKERS_WITH_ONE, failed=0)
