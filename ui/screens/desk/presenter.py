"""What happens at the desk: a scan comes in, an answer goes out, and the next one is awaited."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from checkin.errors import CheckinError
from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.event import Event
from checkin.model.ids import AttendeeId, MovementId
from checkin.model.scan import Counts, Scan
from checkin.model.station import Direction, Station
from checkin.notices import (
    AttendeeChanged,
    BadgePrinted,
    BadgeTroubled,
    MirrorRefreshed,
    Notice,
    Scanned,
    SpoolChanged,
    Undone,
)
from ui.screens.desk import cards
from ui.screens.desk.answering import Answered, Answering
from ui.screens.desk.forms import Forms
from ui.screens.desk.head_counter import HeadCounter
from ui.screens.desk.opening import Opening
from ui.screens.desk.past import Past
from ui.screens.desk.ports import DeskApp
from ui.screens.desk.search import Search, looks_like_code
from ui.screens.desk.state import Answer, DeskState, Note, Remark
from ui.screens.desk.wish import Wish
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

    Attributes:
        forms: what is filled in over the screen.

    Args:
        app: the desk, its settings, its clock.
        ask: has work done at the desk and brings the answer back.
        show: shows the screen as it now is.
        play: plays ``"admitted"``, ``"refused"`` or ``"attention"``.
        later: does something when the answer has been painted: nothing may keep it waiting.
    """

    def __init__(
        self,
        app: DeskApp,
        ask: Ask,
        show: Callable[[DeskState], object],
        play: Callable[[str], object] = lambda _sound: None,
        later: Callable[[Callable[[], None]], object] = lambda act: act(),
    ) -> None:
        self._app, self._ask, self._show, self._play = app, ask, show, play
        self._later = later
        self.state = DeskState()
        self._past = Past(app, ask, self._refresh, self._taken_back, self._remark)
        self._search = Search(app, ask, self._refresh, self._past.failed)
        self._event: Event | None = None
        self._station: Station | None = None
        self._refused: Refused | None = None
        self._wish: Wish | None = None
        self._answering = Answering(app, ask)
        self.forms = Forms(app, ask, self._admit, self._refresh, self._past.failed)
        self._counts = HeadCounter(app, ask, self._counted, self._past.failed)
        self._shown: MovementId | None = None
        self._aside = ""
        self._choosing = False

    # -- the screen comes up ----------------------------------------------------------------------

    def begin(self) -> None:
        """Fill the screen; called whenever event or station may have changed."""
        self._ask(self._read, self._opened, self._broke)
        self._past.printing.begin()
        self._counts.count()

    def _read(self) -> Opening:
        """Everything that may have to be read from the disk, off the GUI thread."""
        desk = self._app.desk
        return Opening(
            event=self._app.event, station=desk.station, tells=desk.tells_movements, recent=desk.recent()
        )

    def _opened(self, opening: Opening) -> None:
        self._event, self._station = opening.event, opening.station
        self.state = replace(
            self.state,
            event="" if opening.event is None else opening.event.name,
            post=cards.post_line(opening.station, tells=opening.tells),
            counted=cards.counted(opening.station),
            can_register=opening.station.direction is Direction.IN,
        )
        self._past.recents.remember(opening.recent, self._moment)
        if self.state.answer.card.tone is Tone.IDLE:
            self._rest()
        self._refresh()

    # -- scanning ---------------------------------------------------------------------------------

    def scanned(self, payload: str) -> None:
        """A code was read by a scanner or the camera: whatever else is going on, it is answered."""
        if not payload.strip():
            return
        self._aside = self.forms.put_aside()
        self._answering.to_code(payload, self._answered, self._broke)

    def submitted(self, words: str) -> None:
        """Enter in the search field: admit the marked person, the only one found, or the typed code.

        With nothing typed it presses the button of an answer that needs no second thought.
        """
        marked, pressed = self._marked_choice(), cards.pressed_by_enter(self.state.answer.card)
        again = pressed == cards.REGISTER and words.strip() == self._search.words
        if marked is not None:
            self.chose(marked)
        elif pressed and (again or not words.strip()):
            self.acted(pressed)
        elif words.strip():
            self._search.submit(words, self.chose, self._admit_typed)

    def chose(self, key: int) -> None:
        """Somebody was chosen from a list; until the answer is here, nobody else can be."""
        self._admit(Wish(attendee=AttendeeId(key)))

    def take(self, scan: Scan) -> None:
        """Go on with an answer that another screen got and cannot settle."""
        self._answered(Answered(scan=scan))

    def register(self, words: str = "") -> None:
        """Open the form for somebody without a ticket."""
        self.forms.register(words)

    def _admit_typed(self, payload: str) -> None:
        self._answering.to_code(
            payload, lambda answered: self._answered_typed(answered, payload), self._broke
        )

    def _admit(self, wish: Wish) -> None:
        if not self._choosing:
            self._choosing, self._aside = True, ""
            self._answering.to_wish(wish, self._answered_choice, self._broke_choice)

    def _answered_choice(self, answered: Answered) -> None:
        self._choosing = False
        self._answered(answered)

    def _broke_choice(self, error: CheckinError) -> None:
        self._choosing = False
        self.forms.close_questions()
        self._broke(error)

    def _follow_up(self, scan: Scan) -> None:
        """What comes after the green: the badge, and the figures."""
        self._past.print_if_due(scan, self._station)
        self._counts.count()

    def _answered_typed(self, answered: Answered, words: str) -> None:
        """A typed code nobody has may be half a name: the words stay, and so do those they find."""
        admission = answered.scan.admission
        unknown = isinstance(admission, Refused) and admission.refusal is Refusal.UNKNOWN_CODE
        self._answered(answered, typed=words if unknown else "")

    def _answered(self, answered: Answered, *, typed: str = "") -> None:
        scan = answered.scan
        may_register = bool(typed) and self.state.can_register and not looks_like_code(typed)
        card = cards.answer(scan, self._moment, come=answered.come, register=typed if may_register else "")
        self._refused = scan.admission if isinstance(scan.admission, Refused) else None
        choices = () if self._refused is None else self._refused.choices
        self._past.recents.add(scan, self._moment)
        self._past.printing.forget_success()
        if not typed:
            self._empty_field()
        self._put(card, tuple(cards.choice(attendee) for attendee in choices))
        self._shown = scan.movement
        self._sound(card.tone)
        self._ask_on(answered)
        self._refresh()
        self._later(lambda: self._follow_up(scan))

    def _ask_on(self, answered: Answered) -> None:
        """Remember what was said to it so far, and ask what the platform wants to know."""
        admission = answered.scan.admission
        attendee = admission.attendee
        self.forms.answered(admission.attendee.id if isinstance(admission, Admitted) else None)
        self._wish = answered.wish or (None if attendee is None else Wish(attendee=attendee.id))
        self._ask_questions()

    def _ask_questions(self) -> None:
        refused, wish = self._refused, self._wish
        if refused is not None and wish is not None and refused.attendee is not None and refused.questions:
            self.forms.ask_questions(wish, refused.attendee, refused.questions)

    def _broke(self, error: CheckinError) -> None:
        self._refused = None
        self._put(cards.failure(error), lasts=0)
        self._sound(Tone.NO)
        self._refresh()

    # -- what the buttons of an answer do ---------------------------------------------------------

    def acted(self, key: str) -> None:
        """A button of the answer was pressed."""
        refused, wish = self._refused, self._wish
        if key == cards.REGISTER:
            self.forms.register(self._search.words)
        elif refused is None or wish is None:
            return
        else:
            match key:
                case cards.OVERRULE:
                    self._put(cards.asking(refused, self._moment))
                case cards.CONFIRM | cards.CHECKED:
                    self._admit(replace(wish, overruled=refused.refusal))
                case cards.ANSWER:
                    self._ask_questions()
                case _:
                    self._rest()
        self._refresh()

    def faded(self, number: int) -> None:
        """The time of an answer is over."""
        if number == self.state.answer.number:
            self._past.printing.fade()
            self._rest()
            self._refresh()

    def left(self) -> None:
        """Esc: back to waiting for the next scan."""
        self._aside = ""
        self._past.printing.leave()
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
        """Take the check-in of this row back; without one, the last of this station."""
        self._past.undo(key)

    def _taken_back(self, movement: MovementId) -> None:
        if movement == self._shown:
            self._rest()
        self._counts.count()

    def print(self, key: int | None = None) -> None:
        """Print the badge of this row; without one, that of the last scan."""
        self._past.print(key)

    def chose_for_badge(self, key: str) -> None:
        """A button of the note about badges was pressed."""
        self._past.printing.chose(key)

    # -- what happens elsewhere -------------------------------------------------------------------

    def heard(self, notice: Notice) -> None:
        """Something happened that this screen may not have done itself."""
        match notice:
            case Scanned(scan=Scan(movement=str()) as scan):
                self._past.recents.add(scan, self._moment)
            case Undone(movement=movement):
                self._past.recents.take_back(movement)
                if movement == self._shown:  # a green that was taken back elsewhere is green no longer
                    self._rest()
            case AttendeeChanged():
                self._search.look_again()
            case MirrorRefreshed():
                pass
            case BadgePrinted() | BadgeTroubled() | SpoolChanged():
                self._past.printing.heard(notice)
                return
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
        self._refused = self._wish = None
        self._put(cards.idle(self._station))

    @property
    def _note(self) -> Note | None:
        """What was put aside is said until the next scan, unless a badge needs somebody."""
        printing = self._past.printing.note
        if not self._aside or (printing is not None and printing.choices):
            return printing
        return Note(tone=Tone.ASK, text=self._aside, sign="alert-triangle")

    def _empty_field(self) -> None:
        self._search.clear()
        self.state = replace(self.state, emptied=self.state.emptied + 1)

    def _remark(self, tone: Tone, text: str, seconds: float) -> None:
        number = 1 if self.state.remark is None else self.state.remark.number + 1
        self.state = replace(self.state, remark=Remark(number=number, tone=tone, text=text, seconds=seconds))
        self._refresh()

    def _sound(self, tone: Tone) -> None:
        if self._app.settings.sound:
            self._play(_SOUNDS[tone])

    def _refresh(self) -> None:
        chosen = self.state.chosen if self.state.answer.choices else self._search.marked
        self.state = replace(
            self.state,
            matches=self._search.rows(self._moment),
            chosen=chosen,
            note=self._note,
            recent=self._past.recents.rows,
            offer=self._search.unknown if self.state.can_register else "",
            form=self.forms.shown,
        )
        self._show(self.state)
