"""Which printers this station has, how they are, and which badge goes where."""

from collections.abc import Callable
from dataclasses import dataclass

from checkin.app import App
from checkin.badges.printers import PrinterState, Readiness
from checkin.errors import CheckinError
from checkin.settings import PrinterChoice
from ui.screens.fleet import Changes, for_type, with_main, without
from ui.screens.messages import Message, of_printer
from ui.screens.printers.editing import Editing
from ui.screens.printers.kinds import KINDS, name_of, place_of
from ui.tasks import Ask
from ui.theme.tokens import Tone

APART = " \N{MIDDLE DOT} "


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterRow:
    """One printer in words.

    Attributes:
        called: what the settings call it.
        state: how it is, in a few words; empty while it is being asked.
        prints: which badges go there.
    """

    called: str
    title: str
    about: str
    sign: str
    prints: str
    state: str
    tone: Tone
    is_main: bool
    can_go: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRow:
    """A ticket type and where its badges go; `printer` is empty for the main one."""

    ticket_type: str
    printer: str


class PrintersPresenter:
    """The printers and what is printed on them.

    Args:
        app: the app.
        ask: has work done in the background.

    Attributes:
        editing: the sheet that describes and tries one printer.
        busy: something is being kept.
        result: what became of the last thing that was asked.
        changed: called after anything changed.
    """

    def __init__(self, app: App, ask: Ask) -> None:
        self._app, self._ask = app, ask
        self._states: dict[PrinterChoice, PrinterState] = {}
        self._asking: set[PrinterChoice] = set()
        self._types: tuple[str, ...] = ()
        self.busy = False
        self.result: Message | None = None
        self.changed: Callable[[], object] = lambda: None
        self.editing = Editing(app, ask, self._redraw, self._edited)

    def begin(self) -> None:
        """Read what may have changed; called whenever the page comes up."""
        self.result = None
        if self._app.event is not None:
            self._ask(self._app.ticket_types, self._take_types, self._fail)
        self.look()

    def look(self) -> None:
        """Ask every printer how it is, unless it is being asked; none waits for another."""
        printers = self._app.settings.printers
        self._states = {one: state for one, state in self._states.items() if one in printers}
        for choice in printers:
            if choice not in self._asking:
                self._look_at(choice)
        self._redraw()

    def _look_at(self, choice: PrinterChoice) -> None:
        self._asking.add(choice)
        self._ask(
            lambda: self._app.printer_state(choice),
            lambda state: self._found(choice, state),
            lambda error: self._found(choice, PrinterState(readiness=Readiness.TROUBLE, words=str(error))),
        )

    def _found(self, choice: PrinterChoice, state: PrinterState) -> None:
        self._asking.discard(choice)
        self._states[choice] = state
        self._redraw()

    def _take_types(self, types: tuple[str, ...]) -> None:
        self._types = types
        self._redraw()

    # -- in words ---------------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[PrinterRow, ...]:
        """The printers, the main one first."""
        return tuple(self._row(choice) for choice in self._app.settings.printers)

    def _row(self, choice: PrinterChoice) -> PrinterRow:
        settings, words = self._app.settings, KINDS[choice.kind]
        is_main = choice is settings.printer
        place = place_of(choice, str(self._app.folders.badges))
        main = "Main printer" if is_main and settings.further_printers else ""
        state, tone = self._state(choice)
        return PrinterRow(
            called=choice.called,
            title=name_of(choice),
            about=APART.join(part for part in (main, words.title, place) if part not in {"", choice.called}),
            sign=words.sign,
            prints=self._prints(choice, is_main=is_main),
            state=state,
            tone=tone,
            is_main=is_main,
            can_go=bool(settings.further_printers) or choice != PrinterChoice(),
        )

    def _prints(self, choice: PrinterChoice, *, is_main: bool) -> str:
        own = [kind for kind, on in self._app.settings.printer_of_type.items() if on == choice.called]
        types = ", ".join(own)
        if not self._app.settings.further_printers:
            return "Prints every badge"
        if is_main:
            return f"Prints whatever no other printer is for{f', and {types}' if types else ''}"
        return f"Prints {types}" if types else "Prints what is sent there by hand"

    def _state(self, choice: PrinterChoice) -> tuple[str, Tone]:
        state = self._states.get(choice)
        if state is None:
            return "Asking…", Tone.IDLE
        match state.readiness:
            case Readiness.READY:
                return "Ready", Tone.YES
            case Readiness.TROUBLE:
                return state.words or "Something is wrong with it", Tone.NO
            case Readiness.UNKNOWN:
                return state.words or "It does not say how it is", Tone.ASK

    @property
    def types(self) -> tuple[TypeRow, ...]:
        """Every ticket type and where its badges go; nothing while there is no choice."""
        settings = self._app.settings
        if not settings.further_printers:
            return ()
        known = dict.fromkeys((*self._types, *settings.printer_of_type))
        return tuple(
            TypeRow(ticket_type=kind, printer=settings.printer_of_type.get(kind, "")) for kind in known
        )

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Where the badges of a ticket type may go: value and words."""
        settings = self._app.settings
        main = ("", f"The main printer ({settings.printer.called})")
        return (main, *((one.called, name_of(one)) for one in settings.printers))

    @property
    def about_types(self) -> str:
        """What there is to say of ticket types."""
        if not self._app.settings.further_printers:
            return (
                "With a second printer, each ticket type can have its own: speakers here, the others there."
            )
        if not self.types:
            return "The ticket types are known once an event was chosen and its attendees are here."
        return "Badges of a ticket type can go to a printer of their own."

    # -- changing ---------------------------------------------------------------------------------

    def make_main(self, called: str) -> None:
        """Print there whatever no other printer is for."""
        self._keep(lambda: with_main(self._app.settings, called), f"{called} is the main printer now")

    def print_type_on(self, ticket_type: str, called: str) -> None:
        """Print the badges of a ticket type there."""
        where = called or "the main printer"
        self._keep(
            lambda: for_type(self._app.settings, ticket_type, called), f"{ticket_type}: badges go to {where}"
        )

    def question(self, called: str) -> Message:
        """What to ask before a printer is taken from the list."""
        rest = [one.called for one in self._app.settings.printers if one.called != called]
        heir = rest[0] if rest else PrinterChoice().called
        return Message(
            tone=Tone.ASK,
            title=f"Take {called} from the list?",
            advice=f"Badges that wait for it, and those it was to print, go to {heir}. The printer itself "
            "stays as it is, and can be added again.",
        )

    def remove(self, called: str) -> None:
        """Take a printer from the list."""

        def work() -> None:
            self._app.change_settings(**without(self._app.settings, called))
            self._app.spool.move_all(called, self._app.settings.printer.called)

        self._do(work, f"{called} is no longer in the list")

    def _keep(self, changes: Callable[[], Changes], said: str) -> None:
        self._do(lambda: self._app.change_settings(**changes()), said)

    def _do(self, work: Callable[[], object], said: str) -> None:
        if self.busy:
            return
        self.busy, self.result = True, None
        self._redraw()
        self._ask(work, lambda _: self._end(Message(tone=Tone.YES, title=said)), self._fail)

    def _end(self, result: Message) -> None:
        self.busy, self.result = False, result
        self.look()

    def _edited(self, said: Message) -> None:
        self._end(said)

    def _fail(self, error: CheckinError) -> None:
        self.busy, self.result = False, of_printer(error, "That did not work")
        self._redraw()

    def _redraw(self) -> None:
        self.changed()
