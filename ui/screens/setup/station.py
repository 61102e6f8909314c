"""What this computer is for at the event: the decisions of the fourth step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from checkin.app import App
from checkin.errors import CheckinError
from checkin.model.event import WHOLE_EVENT, Zone, ZoneKind
from checkin.model.ids import PlatformId, ZoneId
from checkin.model.platform import Capability
from checkin.model.station import PlatformStation, StationKind
from checkin.model.zone_rules import OPEN_TO_ALL
from checkin.settings import StationChoice
from ui.screens.messages import Message, of_error
from ui.screens.moments import hours, zone_named
from ui.screens.setup.posts import KEPT_EXIT, KEPT_HERE, PostGroup, groups, suggested_name
from ui.screens.setup.retry import RETRY
from ui.tasks import Ask
from ui.theme.tokens import Tone

_NO_STATIONS = Message(
    tone=Tone.ASK,
    title="The platform lists no post for this event yet",
    advice="Ask the organiser to add one there (it may be called a station, a zone or a check-in list), get "
    "the attendees again and come back. You can also start now: check-ins are then kept on this computer "
    "and badges are printed, but the platform is not told.",
)

LIVE_MEANS = (
    "The platform then has the last word: it notices a ticket that was used or cancelled elsewhere a moment "
    "ago. Where it does not answer at once, this computer decides as always."
)
"""What asking the platform at every scan does."""

_NO_SESSIONS = Message(
    tone=Tone.ASK,
    title="There is no session to choose",
    advice="This kind of post belongs to a session, and the platform lists none for its room. Choose another "
    "post, or have a session added there and get the attendees again.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A session one may choose; `mark` is ``"now"``, ``"next"`` or empty."""

    id: ZoneId
    name: str
    when: str
    room: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What the mirror and the connection say."""

    stations: tuple[PlatformStation, ...]
    zones: tuple[Zone, ...]
    able: frozenset[Capability]
    platform: str


class StationStep:
    """The fourth step: it ends with a post chosen, and the desk can open.

    Attributes:
        selected: the chosen station, `KEPT_HERE` for one the platform does not know, None for none yet.
        session: the chosen session where the kind needs one.
        name: what this post is called.
        live: whether the platform itself is asked at every scan, while there is a network.
        busy, trouble: as in the other steps.
    """

    def __init__(self, app: App, ask: Ask, changed: Callable[[], object]) -> None:
        self._app = app
        self._ask = ask
        self._changed = changed
        self._stations: tuple[PlatformStation, ...] = ()
        self._zones: dict[ZoneId, Zone] = {}
        self._loaded = False
        self._named_by_hand = False
        self.selected: PlatformId | None = None
        self.session: ZoneId | None = None
        self.name = ""
        self.live = False
        self._able: frozenset[Capability] = frozenset()
        self._platform = ""
        self.busy = ""
        self.trouble: Message | None = None

    def reset(self) -> None:
        """Another event was chosen: what was picked belongs to the old one."""
        self._loaded = self._named_by_hand = False
        self.selected = self.session = None
        self.name = ""
        self.live = False

    def load(self) -> None:
        """Read stations and sessions as the last pull left them."""
        self.busy = "Looking for stations…"
        self.trouble = None
        self._changed()
        self._ask(self._find, self._take, self._fail)

    def _find(self) -> _Found:
        connection = self._app.settings.connection
        forms = {form.platform: form.label for form in self._app.platforms()}
        return _Found(
            stations=tuple(self._app.stations()),
            zones=tuple(self._app.zones()),
            able=self._app.capabilities,
            platform="" if connection is None else forms.get(connection.platform, ""),
        )

    def _take(self, found: _Found) -> None:
        stations, zones = found.stations, found.zones
        self._able, self._platform = found.able, found.platform.partition(" (")[0]
        self.busy = ""
        self._loaded = True
        self._zones = {zone.id: zone for zone in zones}
        self._stations = tuple(sorted(stations, key=self._order))
        self._recall()
        self._changed()

    def _order(self, station: PlatformStation) -> tuple[tuple[bool, float], str]:
        """Those first that let most people in."""
        zone = None if station.zone is None else self._zones.get(station.zone)
        return (OPEN_TO_ALL if zone is None else zone.rules).choosiness, station.name.casefold()

    def _recall(self) -> None:
        """Stand on the post of last time, else on the only or the first registration there is."""
        kept = self._app.settings.station
        offered = [post.id for group in self.groups for post in group.posts]
        if self.selected in offered:
            return
        remembered = None if kept is None else _post_of(kept)
        if kept is not None:
            self.live = kept.live
        if kept is not None and remembered in offered:
            self._stand_on(remembered)
            self.name, self._named_by_hand = kept.name, True
            if kept.session is not None and ZoneId(kept.zone) in {row.id for row in self.sessions}:
                self.session = ZoneId(kept.zone)
        elif offered:
            self._stand_on(offered[0])

    def _fail(self, error: CheckinError) -> None:
        self.busy = ""
        self.trouble = of_error(error, RETRY)
        self._changed()

    @property
    def groups(self) -> tuple[PostGroup, ...]:
        """The posts to choose from, registration first."""
        if not self._loaded:
            return ()
        return groups(self._stations, self._zone_name, self._able, self._platform)

    def _zone_name(self, zone: ZoneId | None) -> str:
        found = None if zone is None else self._zones.get(zone)
        return "" if found is None else found.name

    def select(self, post: PlatformId) -> None:
        """Choose a post; its session and name follow unless a person has typed a name."""
        self._stand_on(post)
        self._changed()

    def _stand_on(self, post: PlatformId) -> None:
        self.selected = post
        rows = self.sessions
        if self.session not in {row.id for row in rows}:
            self.session = next((row.id for row in rows if row.mark), rows[-1].id if rows else None)
        if not self._named_by_hand:
            self.name = suggested_name(self._stations, post)

    def choose_session(self, session: ZoneId) -> None:
        """Choose the session people come to."""
        self.session = session
        self._changed()

    def rename(self, name: str) -> None:
        """Take the name typed for this post."""
        self.name = name
        self._named_by_hand = bool(name.strip())
        self._changed()

    @property
    def _station(self) -> PlatformStation | None:
        return next((each for each in self._stations if each.platform_id == self.selected), None)

    @property
    def kind(self) -> StationKind:
        """The kind of the selected post."""
        station = self._station
        if station is not None:
            return station.kind
        return StationKind.CHECK_OUT if self.selected == KEPT_EXIT else StationKind.REGISTRATION

    @property
    def needs_session(self) -> bool:
        """Whether the post belongs to a session that is still to be chosen."""
        station = self._station
        return station is not None and station.zone is None and station.kind is not StationKind.REGISTRATION

    @property
    def offers_live(self) -> bool:
        """Whether the platform can be asked at every scan."""
        return self._loaded and Capability.LIVE_VERIFICATION in self._able

    def ask_live(self, *, wanted: bool) -> None:
        """Ask the platform itself at every scan, or not."""
        self.live = wanted
        self._changed()

    @property
    def sessions(self) -> tuple[SessionRow, ...]:
        """The sessions of the post's room in their order, all of the event's when it has no room."""
        if not self.needs_session:
            return ()
        station = self._station
        room = None if station is None else station.room
        held = [zone for zone in self._zones.values() if zone.kind is ZoneKind.SESSION]
        here = [zone for zone in held if room is None or zone.room in {room, None}]
        here.sort(key=_by_start)
        return self._marked(here)

    def _marked(self, sessions: Sequence[Zone]) -> tuple[SessionRow, ...]:
        now = self._app.clock.now()
        zone = self._event_time
        upcoming = next((each.id for each in sessions if _is_ahead(each, now)), None)
        running = {each.id for each in sessions if _is_on(each, now)}
        return tuple(
            SessionRow(
                id=each.id,
                name=each.name,
                when=hours(each.starts_at, each.ends_at, zone),
                room=self._zone_name(each.room),
                mark="now" if each.id in running else "next" if each.id == upcoming and not running else "",
            )
            for each in sessions
        )

    @property
    def _event_time(self) -> tzinfo:
        event = self._app.event
        return zone_named("UTC" if event is None else event.platform.timezone)

    @property
    def says(self) -> Message | None:
        """What there is to say about the choice."""
        if self.trouble is not None:
            return self.trouble
        if not self._loaded:
            return None
        if not self._stations and Capability.STATIONS in self._able:
            return _NO_STATIONS
        if self.needs_session and not self.sessions:
            return _NO_SESSIONS
        return None

    @property
    def can_act(self) -> bool:
        """Whether the choice is complete."""
        if self.busy or self.selected is None or not self.name.strip():
            return False
        return not self.needs_session or self.session is not None

    def act(self, then: Callable[[], object]) -> None:
        """Take the post, and go on to `then`."""
        if not self.can_act:
            return
        choice = self._choice()
        self.busy = "Taking the post…"
        self.trouble = None
        self._changed()

        def taken(_: None) -> None:
            self.busy = ""
            self._changed()
            then()

        self._ask(lambda: self._app.choose_station(choice), taken, self._fail)

    def _choice(self) -> StationChoice:
        station = self._station
        own = None if station is None else station.zone
        session = self._zones[self.session] if self.needs_session and self.session is not None else None
        return StationChoice(
            name=self.name.strip(),
            kind=self.kind,
            zone=own or (WHOLE_EVENT if session is None else session.id),
            platform_id=None if station is None else station.platform_id,
            session=None if session is None else session.platform_id,
            live=self.live and self.offers_live,
        )


def _post_of(kept: StationChoice) -> PlatformId:
    """Which post was chosen."""
    if kept.platform_id is not None:
        return PlatformId(kept.platform_id)
    return KEPT_EXIT if kept.kind is StationKind.CHECK_OUT else KEPT_HERE


def _by_start(session: Zone) -> tuple[bool, float, str]:
    starts = session.starts_at
    return (starts is None, 0.0 if starts is None else starts.timestamp(), session.name)


def _is_on(session: Zone, now: datetime) -> bool:
    if session.starts_at is None or session.ends_at is None:
        return False
    return session.starts_at <= now < session.ends_at


def _is_ahead(session: Zone, now: datetime) -> bool:
    return session.starts_at is not None and session.starts_at > now
