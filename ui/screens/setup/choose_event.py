"""Which of the account's events: the decisions of the second step."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from checkin.app import App
from checkin.errors import CheckinError, CredentialsError
from checkin.model.event import Event, PlatformEvent
from checkin.model.ids import PlatformId
from ui.screens.messages import Message, of_error
from ui.screens.moments import span, zone_named
from ui.screens.setup.retry import RETRY
from ui.tasks import Ask
from ui.theme.tokens import Tone

SEARCH_FROM = 8
"""With fewer events than this one sees them all and needs no search."""

_NOT_IN_THE_TEAM = (
    "Sign in as somebody who organises the event, or ask its owner to add this account to the event's team. "
    "Then load the list again."
)

_NO_EVENTS = {
    "badgestic": "Badgestic gives no list of events: go back to the first step and type their numbers there.",
    "pretix": "At the platform, look at the device's settings: it may be allowed other events only. Then "
    "load the list again.",
    "nutickets": "Only events that have not ended are listed, and only those of the chosen company that the "
    "account may see. Ask the company's administrator, then load the list again.",
    "sarcon": "Ask the organiser whether the client token belongs to the account that runs the event. Then "
    "load the list again.",
    "v3plus": "The portal may show its events only to people who are signed in: fill in an e-mail address "
    "and a password in the first step.",
    "spreadsheet": "Go back to the first step and choose the list again.",
}
"""What to do about an empty list, by platform."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event as the list shows it; `when` is in the event's own time zone."""

    id: PlatformId
    name: str
    when: str
    place: str
    over: bool


class EventStep:
    """The second step: it ends with an event chosen.

    Attributes:
        busy: what is under way, in words; empty when nothing is.
        trouble: what went wrong last.
        signed_out: whether that was the sign-in, which is then to be done anew.
        words: what is searched for.
        selected: the event the list stands on, None when there is none.
        chosen: the event the app works for now.
    """

    def __init__(self, app: App, ask: Ask, changed: Callable[[], object]) -> None:
        self._app = app
        self._ask = ask
        self._changed = changed
        self._events: tuple[PlatformEvent, ...] = ()
        self._loaded = False
        self.busy = ""
        self.trouble: Message | None = None
        self.signed_out = False
        self.words = ""
        self.selected: PlatformId | None = None
        self.chosen: Event | None = None

    def load(self) -> None:
        """Ask the platform for the account's events."""
        self.busy = "Asking for the events of this account…"
        self.trouble, self.signed_out = None, False
        self._changed()
        self._ask(self._app.events, self._take, self._fail)

    def _take(self, events: Sequence[PlatformEvent]) -> None:
        now = self._app.clock.now()
        self.busy = ""
        self._loaded = True
        self._events = tuple(sorted(events, key=lambda event: _order(event, now)))
        self._select_known()
        self._changed()

    def _select_known(self) -> None:
        known = {event.platform_id for event in self._events}
        if self.selected in known:
            return
        current = self._app.event
        if current is not None and current.platform.platform_id in known:
            self.selected = current.platform.platform_id
        else:
            self.selected = self._events[0].platform_id if self._events else None

    def _fail(self, error: CheckinError) -> None:
        self.busy = ""
        self.trouble = of_error(error, RETRY)
        self.signed_out = isinstance(error, CredentialsError)
        self._changed()

    @property
    def searchable(self) -> bool:
        """Whether there are so many that a search is worth its room."""
        return len(self._events) >= SEARCH_FROM

    def search(self, words: str) -> None:
        """Show only events that hold all these words in their name or place."""
        self.words = words
        shown = [row.id for row in self.rows]
        if self.selected not in shown:
            self.selected = shown[0] if shown else None
        self._changed()

    @property
    def rows(self) -> tuple[EventRow, ...]:
        """What to list: running and coming events soonest first, past ones last."""
        now = self._app.clock.now()
        wanted = _folded(self.words).split()
        return tuple(
            _row(event, now)
            for event in self._events
            if all(word in _folded(f"{event.name} {event.place}") for word in wanted)
        )

    @property
    def empty(self) -> Message | None:
        """What to say where the list would be."""
        if self.busy or self.trouble is not None or self.rows:
            return None
        if not self._loaded:
            return None
        if self._events:
            return Message(
                tone=Tone.IDLE,
                title=f"No event is called “{self.words.strip()}”",
                advice="Try one word of its name, or of the place.",
            )
        connection = self._app.settings.connection
        advice = _NO_EVENTS.get("" if connection is None else connection.platform, _NOT_IN_THE_TEAM)
        return Message(tone=Tone.IDLE, title="There are no events to choose from", advice=advice)

    def select(self, event: PlatformId) -> None:
        """Stand on an event."""
        self.selected = event
        self._changed()

    @property
    def can_act(self) -> bool:
        """Whether the selected event can be chosen."""
        return not self.busy and self.selected is not None

    def act(self, then: Callable[[], object]) -> None:
        """Choose the selected event, and go on to `then` once the app works for it."""
        wanted = next((event for event in self._events if event.platform_id == self.selected), None)
        if wanted is None or self.busy:
            return
        self.busy = "Opening the event…"
        self.trouble = None
        self._changed()

        def chosen(event: Event) -> None:
            self.busy = ""
            self.chosen = event
            self._changed()
            then()

        self._ask(lambda: self._app.choose_event(wanted), chosen, self._fail)


def _order(event: PlatformEvent, now: datetime) -> tuple[int, float, str]:
    """Running and coming ones by their start, then those without dates, then past ones, latest first."""
    starts, ends = event.starts_at or event.ends_at, event.ends_at or event.starts_at
    if starts is None or ends is None:
        return (1, 0.0, event.name)
    if ends < now:
        return (2, -ends.timestamp(), event.name)
    return (0, starts.timestamp(), event.name)


def _row(event: PlatformEvent, now: datetime) -> EventRow:
    ends = event.ends_at or event.starts_at
    return EventRow(
        id=event.platform_id,
        name=event.name.strip() or "(an event without a name)",
        when=span(event.starts_at, event.ends_at, zone_named(event.timezone)) or "no dates given",
        place=event.place.strip(),
        over=ends is not None and ends < now,
    )


def _folded(text: str) -> str:
    """Without accents and capitals."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
