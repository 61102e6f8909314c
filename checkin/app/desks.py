"""The desk at the chosen post, made anew whenever what holds there has changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from checkin.app.accounts import Accounts
from checkin.app.live import LiveAsking
from checkin.clock import Clock
from checkin.desk.desk import Desk
from checkin.desk.post import Post
from checkin.errors import SettingsError
from checkin.mirror import events
from checkin.mirror.database import Mirror
from checkin.model.event import WHOLE_EVENT, Event
from checkin.model.platform import Capability
from checkin.model.zone_rules import OPEN_TO_ALL, ZoneRules
from checkin.notices import NoticeBoard
from checkin.settings import Connection, Settings

_GONE = ZoneRules(closes=datetime.min.replace(tzinfo=UTC))
"""Of a zone the platform no longer has: who may come in there nobody can say, so a lead has to."""


@dataclass(slots=True)
class Desks:
    """Makes desks; what was pulled is read when one is made.

    Attributes:
        clock_offset: seconds the platform's clock is ahead of ours; None while nobody knows.
        settings: as they are now.
    """

    mirror: Mirror
    clock: Clock
    notices: NoticeBoard
    accounts: Accounts
    clock_offset: Callable[[], float | None]
    settings: Callable[[], Settings]
    _live: LiveAsking | None = None
    _asked: Connection | None = None

    def open(self, event: Event) -> Desk:
        """The desk as the settings have it.

        Raises:
            SettingsError: no station was chosen.
            MirrorError: the mirror cannot be read.
        """
        settings = self.settings()
        station = settings.post()
        if station is None or settings.connection is None:
            raise SettingsError("No station has been chosen yet.")
        with self.mirror.read() as connection:
            zones = events.zones(connection, event.id)
            facts = events.facts(connection, event.id)
        unlisted = OPEN_TO_ALL if station.zone == WHOLE_EVENT else _GONE
        rules = next((zone.rules for zone in zones if zone.id == station.zone), unlisted)
        live = self._asking(settings)
        post = Post(
            mirror=self.mirror,
            clock=self.clock,
            notices=self.notices,
            event=event,
            station=station,
            clock_offset=self.clock_offset,
            capabilities=self.accounts.capabilities(settings.connection),
            rules=rules,
            facts=facts,
            ask_platform=None if live is None else live.ask,
        )
        return Desk(post=post)

    def _asking(self, settings: Settings) -> LiveAsking | None:
        connection, chosen = settings.connection, settings.station
        wanted = connection is not None and chosen is not None and chosen.live
        if connection != self._asked or not wanted:
            self.close()
        if connection is None or not wanted:
            return None
        if Capability.LIVE_VERIFICATION not in self.accounts.capabilities(connection):
            return None
        if self._live is None:
            self._live = LiveAsking(lambda: self.accounts.another(connection), self.clock)
            self._asked = connection
        return self._live

    def close(self) -> None:
        """Ask no platform any more, until a desk is made that wants it."""
        live, self._live, self._asked = self._live, None, None
        if live is not None:
            live.close()
