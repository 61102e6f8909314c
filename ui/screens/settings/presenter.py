"""What this station remembers, in words, and what changing it means."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from checkin.app import App, SyncStatus
from checkin.errors import CheckinError
from checkin.model.platform import Capability
from checkin.model.station import StationKind
from checkin.settings import Appearance, PrinterKind
from ui.screens.messages import Message, of_error
from ui.tasks import Ask
from ui.theme.tokens import Tone


class Place(StrEnum):
    """A step of the set-up that can be opened again; named as the set-up names it."""

    CONNECT = "connect"
    EVENT = "event"
    STATION = "station"
    EQUIPMENT = "equipment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is set, and the step where it is changed."""

    label: str
    value: str
    change: str = ""
    place: Place | None = None


_KINDS = {
    StationKind.REGISTRATION: "registration",
    StationKind.DAILY: "daily check-in",
    StationKind.CHECK_IN: "session check-in",
    StationKind.CHECK_OUT: "session check-out",
}

_CHECK_INS = frozenset({Capability.CHECK_IN_OUR_TIME, Capability.CHECK_IN_THEIR_TIME})

APPEARANCES = {
    Appearance.SYSTEM: "System",
    Appearance.LIGHT: "Light",
    Appearance.DARK: "Dark",
}
"""The looks to choose from."""


class SettingsPresenter:
    """What is set and what follows from changing it.

    Attributes:
        trouble: why the last change could not be kept.
        changed: called after anything changed.
        redressed: called with the appearance after it was changed.
    """

    def __init__(self, app: App, ask: Ask) -> None:
        self._app = app
        self._ask = ask
        self._status: SyncStatus | None = None
        self.trouble: Message | None = None
        self.changed: Callable[[], object] = lambda: None
        self.redressed: Callable[[Appearance], object] = lambda _: None

    def begin(self) -> None:
        """Read what may have changed; called whenever the screen comes up."""
        self.trouble = None
        self._ask(self._app.sync_status, self._take, self._fail)

    def _take(self, status: SyncStatus) -> None:
        self._status = status
        self.changed()

    # -- in words ---------------------------------------------------------------------------------

    @property
    def post(self) -> tuple[Line, ...]:
        """What this computer is for."""
        return (Line(label="Post", value=self._post, change="Change post…", place=Place.STATION),)

    @property
    def equipment(self) -> tuple[Line, ...]:
        """What it works with."""
        return (
            Line(
                label="Codes are read by",
                value=self._camera,
                change="Change and test…",
                place=Place.EQUIPMENT,
            ),
            Line(label="Badges go to", value=self._printer),
        )

    @property
    def connection(self) -> tuple[Line, ...]:
        """Where attendees come from and check-ins go to."""
        return (
            Line(label="Event", value=self._event, change="Choose another event…", place=Place.EVENT),
            Line(label="Platform", value=self._account, change="Connect elsewhere…", place=Place.CONNECT),
        )

    @property
    def kept(self) -> tuple[Line, ...]:
        """Where things are on this computer."""
        folders = self._app.folders
        return (
            Line(label="Attendees and check-ins", value=str(folders.mirror)),
            Line(label="Settings", value=str(folders.settings)),
            Line(label="Logs (no names, no codes)", value=str(folders.logs)),
            Line(label="Passwords and tokens", value="in this system's keyring, never in a file"),
        )

    @property
    def _post(self) -> str:
        station = self._app.settings.station
        if station is None:
            return "none chosen yet"
        told = "" if self._is_told(station.platform_id) else ", kept on this computer"
        return f"{station.name} ({_KINDS[station.kind]}{told})"

    def _is_told(self, station: str | None) -> bool:
        """Whether the platform hears of this post: it is one of its own, or it asks for none."""
        capabilities = self._app.capabilities
        takes = not _CHECK_INS.isdisjoint(capabilities)
        return takes and (station is not None or Capability.STATIONS not in capabilities)

    @property
    def _camera(self) -> str:
        camera = self._app.settings.camera
        if not camera:
            return "a hand scanner"
        return f"camera {int(camera) + 1}" if camera.isdecimal() else camera

    @property
    def _printer(self) -> str:
        printer, more = self._app.settings.printer, len(self._app.settings.further_printers)
        further = (
            f", or one of {more} further printers" if more > 1 else ", or a second printer" if more else ""
        )
        if printer.kind is PrinterKind.FOLDER and not printer.name:
            return f"the folder {printer.folder or self._app.folders.badges}{further}"
        return f"the printer {printer.called}{further}"

    @property
    def _event(self) -> str:
        event = self._app.event
        return "none chosen yet" if event is None else event.name

    @property
    def _account(self) -> str:
        connection = self._app.settings.connection
        if connection is None:
            return "not connected"
        labels = {form.platform: form.label for form in self._app.platforms()}
        label = labels.get(connection.platform, connection.platform)
        if self._app.practice is not None:
            return f"practice of {label}, with a made-up event"
        plain = " (unencrypted)" if connection.plain_http else ""
        address = f" at {connection.base_url}{plain}" if connection.base_url else ""
        account = f", signed in as {connection.account}" if connection.account else ""
        return f"{label}{address}{account}"

    # -- switches ---------------------------------------------------------------------------------

    @property
    def prints_on_check_in(self) -> bool:
        """Whether every check-in at a registration brings a badge."""
        return self._app.settings.print_on_check_in

    @property
    def sounds(self) -> bool:
        """Whether yes and no can be heard."""
        return self._app.settings.sound

    @property
    def appearance(self) -> Appearance:
        """How the window looks."""
        return self._app.settings.appearance

    def print_on_check_in(self, *, wanted: bool) -> None:
        """Take what the switch says."""
        self._keep(print_on_check_in=wanted)

    def sound(self, *, wanted: bool) -> None:
        """Take what the switch says."""
        self._keep(sound=wanted)

    def look_like(self, appearance: Appearance) -> None:
        """Dress the window anew, now and at the next start."""
        if appearance is not self.appearance:
            self._keep(appearance=appearance)
            self.redressed(appearance)

    def _keep(self, **changes: object) -> None:
        self.trouble = None
        self._ask(lambda: self._app.change_settings(**changes), lambda _: self.changed(), self._fail)

    def _fail(self, error: CheckinError) -> None:
        self.trouble = of_error(error)
        self.changed()

    # -- leaving ----------------------------------------------------------------------------------

    def question(self, place: Place) -> Message | None:
        """What to ask before a step is opened again; None when nothing speaks against it."""
        held = 0 if self._status is None else self._status.counts.waiting + self._status.counts.parked
        if place not in {Place.CONNECT, Place.EVENT} or not held:
            return None
        what = "One thing has" if held == 1 else f"{held} things have"
        return Message(
            tone=Tone.ASK,
            title=f"{what} not arrived at the platform yet",
            advice="Nothing is lost: they stay on this computer, and are sent when you come back to this "
            "account and event. It is still better to wait until Sync shows that everything has arrived.",
        )
