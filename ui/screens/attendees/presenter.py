"""Finding somebody by name and doing what the desk does, without a code."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, tzinfo

from checkin.app import App
from checkin.errors import CheckinError
from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.event import Zone
from checkin.model.ids import AttendeeId, MovementId, ZoneId
from checkin.model.movement import Movement
from checkin.model.scan import Found, Scan, Undo
from checkin.model.station import Direction, Station, StationKind
from checkin.notices import (
    AttendeeChanged,
    BadgePrinted,
    BadgeTroubled,
    MirrorRefreshed,
    Notice,
    OutboxChanged,
    Scanned,
    Undone,
)
from ui.screens.attendees import people
from ui.screens.attendees.badges import Badges
from ui.screens.attendees.mending import Mending
from ui.screens.attendees.search import Search
from ui.screens.attendees.whole_order import WholeOrder
from ui.screens.messages import Message, of_error, of_refusal
from ui.screens.moments import zone_named
from ui.tasks import Ask
from ui.theme.tokens import Tone

_WHO = Message(
    tone=Tone.IDLE,
    title="Who of them is it?",
    advice="Point the right person out with the arrow keys or a click, then press Enter.",
)


_FOR_THE_DESK = frozenset({Refusal.NEEDS_CONFIRMATION, Refusal.QUESTIONS_OPEN})
"""Refusals that are settled at the desk: by a look, by answers."""


class AttendeesPresenter:
    """What the list shows, who is selected, and what became of the last action.

    Attributes:
        search: whom the words find.
        order: who else is in the selected person's order.
        mending: a name that is corrected, a wristband that is awaited.
        badges: their badges.
        rows: the lines of the list.
        result: what became of the last action, None before the first.
        busy: an action is under way.
        changed: called after anything changed.
        to_desk: called with an answer that is settled at the desk.
    """

    def __init__(self, app: App, ask: Ask, at_desk: Ask) -> None:
        self._app = app
        self._ask = ask
        self._at_desk = at_desk
        self.search = Search(app, at_desk, self._found, self._failed)
        self._selected: Found | None = None
        self.rows: tuple[people.PersonRow, ...] = ()
        self._history: tuple[Movement, ...] = ()
        self.order = WholeOrder(app, at_desk, self._start, self._answered_order, self._failed)
        self.mending = Mending(app, at_desk, self._changed, self._end, self._failed)
        self.badges = Badges(app, at_desk, self._said_of_badge, self._failed)
        self._zones: dict[ZoneId, str] = {}
        self._pointed_out = False
        self._wanted: AttendeeId | None = None
        self._taken_back: MovementId | None = None
        self._passed: Message | None = None  # what was said of a check-in, for its badge
        self.busy = False
        self.result: Message | None = None
        self.changed: Callable[[], object] = lambda: None
        self.to_desk: Callable[[Scan], object] = lambda _: None

    def begin(self) -> None:
        """Fill the list; called whenever the screen comes up. What was said before is over."""
        self.result = None
        self._ask(self._app.zones, self._take_zones, self._failed)
        self.search.look()
        self.mending.begin()

    def _take_zones(self, zones: tuple[Zone, ...]) -> None:
        self._zones = {zone.id: zone.name for zone in zones}

    # -- searching --------------------------------------------------------------------------------

    def look_for(self, words: str, wanted: AttendeeId | None = None) -> None:
        """Show who these words find, and stand on `wanted` as soon as they are among them."""
        if words != self.search.words or wanted is not None:
            self.search.words = words
            self._pointed_out = False
            self._wanted = wanted
            self.result = None
            self.search.look()

    def submit(self, words: str) -> None:
        """What Enter does: let the one person pass whom these words mean, once the list answers them.

        That is the only one listed, or the one that was pointed out by key or click since; never somebody who
        merely stands first.
        """
        if words != self.search.words or self.search.under_way:
            self.look_for(words)
        elif words.strip() and (self._pointed_out or len(self.search.found) == 1):
            self.check_in()
        elif words.strip() and self.search.found and not self.busy:
            self.result = _WHO
            self.changed()

    def _found(self) -> None:
        """Stay on the same person while they are listed, else stand on the first."""
        found, now, zone = self.search.found, self._now, self._event_time
        self.rows = tuple(people.row(each, now, zone) for each in found)
        same = next((each for each in found if each.attendee.id == self._who), None)
        wanted = next((each for each in found if each.attendee.id == self._wanted), None)
        if wanted is not None:
            self._wanted = None
            self._stand_on(wanted)
        elif same is None:
            self._pointed_out = False
            self._stand_on(found[0] if found else None)
        else:
            self._selected = same
            self.mending.about(same.attendee)
            self._read_history()
        self.changed()

    # -- the person -------------------------------------------------------------------------------

    @property
    def _who(self) -> AttendeeId | None:
        """Who is selected."""
        return None if self._selected is None else self._selected.attendee.id

    def select(self, attendee: AttendeeId) -> None:
        """Stand on somebody of the list, pointed out by key or click, and read their history."""
        self._pointed_out = True
        if attendee == self._who:
            return
        self.badges.forget()
        self.result = None
        self._stand_on(next((found for found in self.search.found if found.attendee.id == attendee), None))
        self.changed()

    def _stand_on(self, found: Found | None) -> None:
        self._selected = found
        self._history = ()
        who = None if found is None else found.attendee
        self.order.look(who)
        self.mending.about(who)
        self._read_history()

    def _read_history(self) -> None:
        attendee = self._who
        if attendee is not None:
            self._at_desk(
                lambda: self._app.desk.history(attendee),
                lambda movements: self._take_history(attendee, movements),
                self._failed,
            )

    def _take_history(self, attendee: AttendeeId, movements: tuple[Movement, ...]) -> None:
        if attendee == self._who:
            self._history = movements
            self.changed()

    @property
    def person(self) -> people.PersonRow | None:
        """The selected person's line."""
        return None if self._selected is None else people.row(self._selected, self._now, self._event_time)

    @property
    def facts(self) -> tuple[people.Fact, ...]:
        """Everything known of the selected person."""
        return () if self._selected is None else people.facts(self._selected, self._event_time)

    @property
    def history(self) -> tuple[people.HistoryLine, ...]:
        """Their movements, newest first."""
        return people.history_lines(self._history, self._zones, self._now, self._event_time)

    # -- what the buttons do ----------------------------------------------------------------------

    @property
    def action(self) -> str:
        """What the button that lets somebody pass says."""
        return "Check out" if self._goes_out else "Check in"

    @property
    def can_act(self) -> bool:
        """Whether anything can be done with the selected person now."""
        return self._selected is not None and not self.busy

    @property
    def can_register(self) -> bool:
        """Whether somebody without a ticket can be registered at this post."""
        return self._station is not None and not self._goes_out

    @property
    def can_undo(self) -> bool:
        """Whether there is something of ours to take back here."""
        return self.can_act and self._undoable is not None

    @property
    def _undoable(self) -> MovementId | None:
        station = self._station
        return None if station is None else people.to_undo(self._history, station.zone)

    def check_in(self) -> None:
        """Let the selected person pass, in the direction of this post."""
        attendee = self._who
        if attendee is None or self.busy:
            return
        self._start()
        self._at_desk(lambda: self._app.desk.admit_attendee(attendee), self._answered_scan, self._failed)

    def _answered_scan(self, scan: Scan) -> None:
        match scan.admission:
            case Admitted(attendee=attendee, direction=direction):
                way = "out" if direction is Direction.OUT else "in"
                self._end(Message(tone=Tone.YES, title=f"{attendee.name} is checked {way}"))
                self._passed = self.result
                self._print_if_due(attendee.id, direction)
            case Refused() as refused:
                self._end(of_refusal(refused, self._now, self._event_time))
                if refused.refusal in _FOR_THE_DESK:
                    self.to_desk(scan)

    def _answered_order(self, scans: tuple[Scan, ...]) -> None:
        tone, line = people.of_order(scans)
        self._end(Message(tone=tone, title=line))
        self._passed = self.result
        for scan in scans:
            if isinstance(scan.admission, Admitted):
                self._print_if_due(scan.admission.attendee.id, scan.admission.direction)

    def _print_if_due(self, attendee: AttendeeId, direction: Direction) -> None:
        """A registration hands out badges, whether a code was scanned or a name chosen."""
        station = self._station
        due = station is not None and station.kind is StationKind.REGISTRATION
        if due and direction is Direction.IN and self._app.settings.print_on_check_in:
            self.badges.print(attendee)

    def undo(self) -> None:
        """Take back the selected person's last movement here."""
        movement = self._undoable
        if movement is None or self.busy:
            return
        self._start()
        self._taken_back = movement
        self._at_desk(lambda: self._app.desk.undo(movement), self._undid, self._failed)

    def _undid(self, undo: Undo) -> None:
        if undo.told_platform:
            self._end(Message(tone=Tone.YES, title=f"Taken back for {undo.attendee.name}"))
            return
        self._end(
            Message(
                tone=Tone.ASK,
                title=f"Taken back here for {undo.attendee.name}",
                advice="The platform was already told and cannot take it back: there they stay checked in. "
                "Tell the organiser if that matters.",
            )
        )

    def print_badge(self) -> None:
        """Print the selected person's badge."""
        attendee = self._who
        if attendee is not None and not self.busy:
            self._passed = None
            self.badges.print(attendee, by_hand=True)

    def _said_of_badge(self, said: Message) -> None:
        """Beside what was said of the check-in it goes with, unless it needs somebody."""
        if self._passed is not None and said.tone in {Tone.YES, Tone.IDLE}:
            said = replace(self._passed, advice=said.advice)
        self.result = said
        self.search.look()
        self.changed()

    def _changed(self) -> None:
        self.changed()

    def _start(self) -> None:
        self.badges.forget()
        self._passed = None
        self.busy = True
        self.result = None
        self.changed()

    def _end(self, result: Message) -> None:
        self.busy = False
        self.result = result
        self.search.look()
        self.changed()

    def _failed(self, error: CheckinError) -> None:
        self.busy = False
        self.result = of_error(error)
        self.changed()

    def hear(self, notice: Notice) -> None:
        """Take what the core announces; the list follows."""
        if isinstance(notice, BadgePrinted | BadgeTroubled):
            self.badges.hear(notice)
        if isinstance(notice, Undone) and notice.movement != self._taken_back:
            self.result = None  # it may have told of what is no longer so
        if isinstance(notice, Scanned | Undone | AttendeeChanged | MirrorRefreshed | OutboxChanged):
            self.search.look()

    # -- where and when ---------------------------------------------------------------------------

    @property
    def _station(self) -> Station | None:
        return self._app.settings.post()

    @property
    def _goes_out(self) -> bool:
        station = self._station
        return station is not None and station.direction is Direction.OUT

    @property
    def _now(self) -> datetime:
        return self._app.clock.now()

    @property
    def _event_time(self) -> tzinfo:
        event = self._app.event
        return zone_named("UTC" if event is None else event.platform.timezone)
