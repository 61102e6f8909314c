"""Photos fetched for badges: on a thread and a connection of their own, so that nobody waits for them."""

import logging
import threading
from collections.abc import Callable

from checkin.badges.photos import shows_photo
from checkin.badges.shelf import Shelf
from checkin.clock import Clock
from checkin.connectors.protocol import Connector, KeepsPhotos
from checkin.errors import BadgeError, ConnectorError, MirrorError, SettingsError
from checkin.mirror.database import Mirror
from checkin.model.counted import counted
from checkin.model.ids import EventId
from checkin.notices import MirrorRefreshed, Notice, NoticeBoard, PhotosFetched
from checkin.settings import Settings
from checkin.sync.photos import PhotoRounds, Round

_log = logging.getLogger(__name__)

NO_PHOTOS = "The platform has no photos of attendees: where a badge shows one, its place stays empty."

_CLOSES_WITHIN = 1.0  # seconds


class Photographs:
    """Fetches what is missing after each pull, where badges show photos. Any thread may call any method.

    Args:
        mirror: where photos are kept.
        clock: says when to try again what could not be fetched.
        notices: hears what was fetched.
        connect: makes a connection of our own. Raises ConnectorError or SettingsError.
        wanted: whose photos are wanted now; None for nobody's. Raises MirrorError or SettingsError.
    """

    def __init__(
        self,
        mirror: Mirror,
        clock: Clock,
        notices: NoticeBoard,
        *,
        connect: Callable[[], Connector],
        wanted: Callable[[], EventId | None],
    ) -> None:
        self._notices = notices
        self._connect = connect
        self._wanted = wanted
        self._closing = threading.Event()
        self._rounds = PhotoRounds(mirror, clock, self._closing)
        self._wake = threading.Event()
        self._turn = threading.Lock()  # held for a round
        self._lock = threading.Lock()
        self._connector: Connector | None = None
        self._thread: threading.Thread | None = None
        self._failed = 0

    def heed(self, notice: Notice) -> None:
        """A pull ended: there may be new photos."""
        if isinstance(notice, MirrorRefreshed):
            self.nudge()

    def nudge(self) -> None:
        """Look soon whether photos are wanted and missing."""
        with self._lock:
            if self._closing.is_set():
                return
            self._wake.set()
            if self._thread is None or not self._thread.is_alive():  # it ended by a bug, which was told of
                self._thread = threading.Thread(target=self._run, name="photos", daemon=True)
                self._thread.start()

    def hurry(self) -> None:
        """Try now what could not be fetched, too."""
        self._rounds.hurry()
        self.nudge()

    def catch_up(self, everybody_of: EventId | None = None) -> Round:
        """Fetch what is missing now; of an event that is named all photos, whether or not badges show them.

        Blocks on the network.
        """
        with self._turn:
            try:
                return self._round(everybody_of)
            except (ConnectorError, SettingsError, MirrorError) as error:
                _log.info("no photos can be fetched now: %s", type(error).__name__)
                return Round(fetched=0, failed=self._failed)

    def _round(self, everybody_of: EventId | None) -> Round:
        event = self._wanted() if everybody_of is None else everybody_of
        if event is None or not self._rounds.is_due(event):
            return Round(fetched=0, failed=self._failed)
        connector = self._connected()
        try:
            if not isinstance(connector, KeepsPhotos):
                return Round(fetched=0, failed=0)
            done = self._rounds.fetch(event, connector)
        finally:
            with self._lock:
                self._connector = None
            connector.close()
        if done.fetched or done.failed != self._failed:
            self._failed = done.failed
            self._notices.put_up(PhotosFetched(fetched=done.fetched, failed=done.failed))
        return done

    def _connected(self) -> Connector:
        connector = self._connect()
        with self._lock:
            self._connector = connector
            closing = self._closing.is_set()
        if closing:
            connector.close()
        return connector

    def _run(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            if self._closing.is_set():
                return
            self.catch_up()

    def close(self) -> None:
        """Fetch nothing any more; within about a second."""
        with self._lock:
            self._closing.set()
            self._wake.set()
            connector, thread = self._connector, self._thread
        if connector is not None:
            connector.close()
        if thread is not None:
            thread.join(_CLOSES_WITHIN)


def photos_missing(number: int) -> str:
    """That some are not here, and when they come."""
    they_come = "it comes" if number == 1 else "they come"
    return f"{_not_fetched(number)}: {they_come} with the sync while a template in use shows photos."


def photos_to_fetch(number: int) -> str:
    """The same for whoever sits at a terminal: what to type."""
    return f"{_not_fetched(number)}. To fetch {'it' if number == 1 else 'them'}: checkin pull --photos"


def photos_lost(number: int, again: str = "checkin pull --photos") -> str:
    """That some could not be had, and what tries them again."""
    photos = counted(number, "photo")
    return f"{photos} could not be fetched; {again} tries {'it' if number == 1 else 'them'} again."


def _not_fetched(number: int) -> str:
    return f"{counted(number, 'photo')} {'has' if number == 1 else 'have'} not been fetched"


def badges_show_photos(settings: Settings, shelf: Shelf) -> bool:
    """Whether somebody's badge has a place for a photo, as templates are chosen now."""
    return any(_shows(name, shelf) for name in {settings.template, *settings.template_of_type.values()})


def _shows(name: str, shelf: Shelf) -> bool:
    try:
        return shows_photo(shelf.get(name))
    except BadgeError:  # whoever prints is told
        return False
