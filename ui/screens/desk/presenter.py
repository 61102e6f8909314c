"""What happens at the desk: a scan comes in, an answer goes out, and the next one is awaited."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from checkin.errors import CheckinError
from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.event import Event
from checkin.model.ids import AttendeeId, MovementId
from checkin.model.scan import Counts, Scan, Undo
from checkin.model.station import Direction, Station, StationKind
from checkin.notices import MirrorRefreshed, Notice, Scanned, Undone
from ui import wording
from ui.screens.desk import cards
from ui.screens.desk.head_counter import HeadCounter
from ui.screens.desk.opening import Opening
from ui.screens.desk.ports import DeskApp
from ui.screens.desk.printing import Printing
from ui.screens.desk.recents import Recent, Recents
from ui.screens.desk.search import Search
from ui.screens.desk.state import Answer, DeskState, Remark
from ui.screens.moments import moment, zone_named
from ui.tasks import Ask
from ui.theme.tokens import Tone
from ui.widgets.people_list import PersonRow
from ui.widgets.result_panel import Card

_LASTS = {Tone.YES: 8.0, Tone.NO: 20.0, Tone.ASK: 0.0, Tone.IDLE: 0.0}
"""For how many seconds an answer stays when nobody comes next."""

_SOUNDS = {Tone.YES: "admitted", Tone.NO: "refused", Tone.ASK: "attention"}


class DeskPresenter:
    """The check-in screen without its looks.

    Args:
        app: the desk, its settings, its clock.
        ask: has work done at the desk and brings the answer back.
        show: shows the screen as it now is.
        play: plays ``"admitted"``, ``"refused"`` or ``"attention"``.
        later: does something when the answer has been painted: nothing may keep it waiting.
        at_printer: has badges printed, beside the desk; the same as `ask` when left out.
    """

    def __init__(
        self,
        app: DeskApp,
        ask: Ask,
        show: Callable[[DeskState], object],
        play: Callable[[str], object] = lambda _sound: None,
        later: Callable[[Callable[[], None]], object] = lambda act: act(),
        at_printer: Ask | None = None,
    ) -> None:
        self._app, self._ask, self._show, self._play = app, ask, show, play
        self._later = later
        self.state = DeskState()
        self._recents = Recents()
        self._printing = Printing(app, at_printer or ask, self._refresh)
        self._search = Search(app, ask, self._refresh, self._failed_aside)
        self._event: Event | None = None
        self._station: Station | None = None
        self._refused: Refused | None = None
        self._counts = HeadCounter(app, ask, self._counted, self._failed_aside)
        self._shown: MovementId | None = None
        self._choosing = False
        self._undoing = False

    # -- the screen comes up ----------------------------------------------------------------------

    def begin(self) -> None:
        """Fill the screen; called whenever event or station may have changed."""
        self._ask(self._read, self._opened, self._broke)
        self._counts.count()

    def _read(self) -> Opening:
        """Everything that may have to be read from the disk, off the GUI thread."""
        desk = self._app.desk
        return Opening(event=self._app.event, station=desk.station, recent=desk.recent())

    def _opened(self, opening: Opening) -> None:
        self._event, self._station = opening.event, opening.station
        self.state = replace(
            self.state,
            event="" if opening.event is None else opening.event.name,
            post=f"{opening.station.name} \N{MIDDLE DOT} {wording.of_station(opening.station.kind)}",
            counted=cards.counted(opening.station),
        )
        self._recents.remember(opening.recent, self._moment)
        if self.state.answer.card.tone is Tone.IDLE:
            self._rest()
        self._refresh()

    # -- scanning ---------------------------------------------------------------------------------

    def scanned(self, payload: str) -> None:
        """A code was read by a scanner or the camera: whatever else is going on, it is answered."""
        if payload.strip():
            self._ask(lambda: self._app.desk.admit(payload), self._answered, self._broke)

    def submitted(self, words: str) -> None:
        """Enter in the search field: admit the marked person, the only one found, or the typed code."""
        marked = self._marked_choice()
        if marked is not None:
            self.chose(marked)
        elif words.strip():
            self._search.submit(words, self.chose, self._admit_typed)

    def chose(self, key: int) -> None:
        """Somebody was chosen from a list; until the answer is here, nobody else can be."""
        self._admit_attendee(AttendeeId(key))

    def _admit_typed(self, payload: str) -> None:
        self._ask(lambda: self._app.desk.admit(payload), self._answered_typed, self._broke)

    def _admit_attendee(self, attendee: AttendeeId, overruled: Refusal | None = None) -> None:
        if not self._choosing:
            self._choosing = True
            self._ask(
                lambda: self._app.desk.admit_attendee(attendee, overruled),
                self._answered_choice,
                self._broke_choice,
            )

    def _answered_choice(self, scan: Scan) -> None:
        self._choosing = False
        self._answered(scan)

    def _broke_choice(self, error: CheckinError) -> None:
        self._choosing = False
        self._broke(error)

    def _follow_up(self, scan: Scan) -> None:
        """What comes after the green: the badge, and the figures."""
        self._print_if_due(scan)
        self._counts.count()

    def _answered_typed(self, scan: Scan) -> None:
        """A typed code nobody has may be half a name: the words stay, and so do those they find."""
        unknown = isinstance(scan.admission, Refused) and scan.admission.refusal is Refusal.UNKNOWN_CODE
        self._answered(scan, keep_words=unknown)

    def _answered(self, scan: Scan, *, keep_words: bool = False) -> None:
        card = cards.answer(scan, self._moment)
        self._refused = scan.admission if isinstance(scan.admission, Refused) else None
        choices = () if self._refused is None else self._refused.choices
        self._recents.add(scan, self._moment)
        self._printing.forget_success()
        if not keep_words:
            self._empty_field()
        self._put(card, tuple(cards.choice(attendee) for attendee in choices))
        self._shown = scan.movement
        self._sound(card.tone)
        self._refresh()
        self._later(lambda: self._follow_up(scan))

    def _broke(self, error: CheckinError) -> None:
        self._refused = None
        self._put(cards.failure(error), lasts=0)
        self._sound(Tone.NO)
        self._refresh()

    # -- what the buttons of an answer do ---------------------------------------------------------

    def acted(self, key: str) -> None:
        """A button of the answer was pressed."""
        refused = self._refused
        if refused is None or refused.attendee is None:
            return
        match key:
            case cards.OVERRULE:
                self._put(cards.asking(refused, self._moment))
            case cards.CONFIRM:
                self._admit_attendee(refused.attendee.id, refused.refusal)
            case _:
                self._rest()
        self._refresh()

    def faded(self, number: int) -> None:
        """The time of an answer is over."""
        if number == self.state.answer.number:
            self._printing.forget_success()
            self._rest()
            self._refresh()

    def left(self) -> None:
        """Esc: back to waiting for the next scan."""
        self._search.clear()
        self._rest()
        self._refresh()

    # -- finding by name --------------------------------------------------------------------------

    def typed(self, words: str) -> None:
        """The words in the search field, a moment after the last key."""
        if words.strip() and self.state.answer.choices:
            self._rest()
        self._search.look_for(words)

    def moved(self, steps: int) -> None:
        """The arrow keys: mark another one of the choices, or else of those found."""
        choices = self.state.answer.choices
        if choices:
            at = 0 if self.state.chosen is None else self.state.chosen + steps
            self.state = replace(self.state, chosen=max(0, min(at, len(choices) - 1)))
            self._show(self.state)
        else:
            self._search.move(steps)

    def _marked_choice(self) -> int | None:
        choices, at = self.state.answer.choices, self.state.chosen
        return choices[at].key if choices and at is not None else None

    # -- taking back and printing -----------------------------------------------------------------

    def undo(self, key: int | None = None) -> None:
        """Take the check-in of this row back; without one, the last of this station. One at a time."""
        if not self._undoing:
            self._undo(self._recents.last_undoable() if key is None else self._recents.by_key(key))

    def _undo(self, recent: Recent | None) -> None:
        movement = None if recent is None else recent.movement
        if movement is None:
            self._remark(Tone.IDLE, "There is nothing to take back.")
        else:
            self._undoing = True
            self._ask(
                lambda: self._app.desk.undo(movement),
                lambda undo: self._undone(movement, undo),
                self._not_undone,
            )

    def _not_undone(self, error: CheckinError) -> None:
        self._undoing = False
        self._failed_aside(error)

    def _undone(self, movement: MovementId, undo: Undo) -> None:
        self._undoing = False
        self._recents.take_back(movement)
        self._printing.forget_success()
        if movement == self._shown:
            self._rest()
        self._counts.count()
        if undo.told_platform:
            self._remark(Tone.YES, f"Taken back: {undo.attendee.name}")
        else:
            self._remark(
                Tone.ASK,
                f"Taken back here: {undo.attendee.name}. The platform keeps the check-in; "
                "tell the desk lead.",
                seconds=15,
            )

    def print(self, key: int | None = None) -> None:
        """Print the badge of this row again; without one, that of the last scan."""
        self._print(self._recents.last_printable() if key is None else self._recents.by_key(key))

    def print_again(self) -> None:
        """Print those badges that did not come out."""
        self._printing.print_failed_again()

    def _print(self, recent: Recent | None) -> None:
        if recent is None or recent.attendee is None:
            self._remark(Tone.IDLE, "There is no badge to print.")
        else:
            self._printing.print(recent.attendee.id, recent.attendee.name)

    def _print_if_due(self, scan: Scan) -> None:
        station, admission = self._station, scan.admission
        if (
            isinstance(admission, Admitted)
            and admission.direction is Direction.IN
            and station is not None
            and station.kind is StationKind.REGISTRATION
            and self._app.settings.print_on_check_in
        ):
            self._printing.print(admission.attendee.id, admission.attendee.name)

    # -- what happens elsewhere -------------------------------------------------------------------

    def heard(self, notice: Notice) -> None:
        """Something happened that this screen may not have done itself."""
        match notice:
            case Scanned(scan=Scan(movement=str()) as scan):
                self._recents.add(scan, self._moment)
            case Undone(movement=movement):
                self._recents.take_back(movement)
                if movement == self._shown:  # a green that was taken back elsewhere is green no longer
                    self._rest()
            case MirrorRefreshed():
                pass
            case _:
                return
        self._counts.count()
        self._refresh()

    def _counted(self, counts: Counts) -> None:
        self.state = replace(self.state, done=counts.checked_in, total=counts.attendees)
        self._refresh()

    # -- how it comes to the screen ---------------------------------------------------------------

    def _moment(self, at: datetime) -> str:
        zone = zone_named("UTC" if self._event is None else self._event.platform.timezone)
        return moment(at, self._app.clock.now(), zone)

    def _put(self, card: Card, choices: tuple[PersonRow, ...] = (), lasts: float | None = None) -> None:
        self._shown = None
        answer = Answer(
            number=self.state.answer.number + 1,
            card=card,
            lasts=_LASTS[card.tone] if lasts is None else lasts,
            choices=choices,
        )
        self.state = replace(self.state, answer=answer, chosen=0 if choices else None)

    def _rest(self) -> None:
        self._refused = None
        self._put(cards.idle(self._station))

    def _empty_field(self) -> None:
        self._search.clear()
        self.state = replace(self.state, emptied=self.state.emptied + 1)

    def _remark(self, tone: Tone, text: str, *, seconds: float = 6) -> None:
        number = 1 if self.state.remark is None else self.state.remark.number + 1
        self.state = replace(self.state, remark=Remark(number=number, tone=tone, text=text, seconds=seconds))
        self._refresh()

    def _failed_aside(self, error: CheckinError) -> None:
        words = wording.of_error(error)
        self._remark(Tone.NO, f"{words.title}. {words.happened}", seconds=10)

    def _sound(self, tone: Tone) -> None:
        if self._app.settings.sound:
            self._play(_SOUNDS[tone])

    def _refresh(self) -> None:
        chosen = self.state.chosen if self.state.answer.choices else self._search.marked
        self.state = replace(
            self.state,
            matches=self._search.rows(self._moment),
            chosen=chosen,
            note=self._printing.note,
            recent=self._recents.rows,
        )
        self._show(self.state)
