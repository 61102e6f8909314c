"""Badges printed ahead: what is chosen, how many that makes, what the first page looks like, and the file."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from checkin.app import App
from checkin.badges.preview import png
from checkin.badges.printers import Printed, chosen
from checkin.desk.pre_print import PrePress, note_printed
from checkin.errors import BadgeError, CheckinError
from checkin.model.pre_print import Doubt, PrePrinted
from checkin.settings import PrinterChoice, PrinterKind
from ui.screens.badges.choices import Choices, Option, kind_options, template_options
from ui.screens.messages import Message, of_error, sentences
from ui.tasks import Ask
from ui.theme.tokens import Tone

_FINENESS = 76.0
_MOST_NAMED = 4
_NOBODY = Message(
    tone=Tone.IDLE,
    title="Nobody is like that",
    advice="Look at the words, the ticket type and the ticks beside Who.",
)
_UNSAFE = frozenset('<>:"/\\|?*')


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """What there is to choose from."""

    templates: tuple[Option, ...]
    kinds: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What the choices come to."""

    count: int
    picture: bytes = b""
    has_backs: bool = False
    fault: str = ""


class AheadPresenter:
    """Chooses, looks, prints.

    Attributes:
        is_open: somebody is at it.
        choices: what is chosen.
        templates, kinds: to choose from.
        count: how many badges that makes; None while it is counted.
        picture: of the first page, as PNG; empty while there is none.
        has_backs: some badge has a back, so that it matters how paper is turned.
        fault: why nothing can be printed so; empty when all is well.
        done: how many badges are drawn so far; None while nothing is printed.
        busy: something is under way that the buttons have to wait for.
        result: what became of it.
        made: the files, None before.
        changed: called after anything changed.
    """

    def __init__(self, app: App, ask: Ask) -> None:
        self._app, self._ask = app, ask
        self._looked = 0
        self._cancelled = threading.Event()
        self.is_open = False
        self.choices = Choices()
        self.templates: tuple[Option, ...] = ()
        self.kinds: tuple[Option, ...] = ()
        self.count: int | None = None
        self.picture = b""
        self.has_backs = False
        self.fault = ""
        self.done: int | None = None
        self.busy = False
        self.result: Message | None = None
        self.made: PrePrinted | None = None
        self.noted = False
        self.changed: Callable[[], object] = lambda: None

    def open(self) -> None:
        """Begin; what was chosen last is chosen still."""
        self.is_open, self.result, self.made = True, None, None
        self.changed()
        self._ask(self._find_offer, self._take_offer, self._fail)
        self.look()

    def leave(self) -> None:
        """Be done with it; what is being printed is broken off."""
        self._cancelled.set()
        self.is_open = False
        self.changed()

    def choose(self, **changes: object) -> None:
        """Choose something else."""
        chosen_now = self.choices.with_changes(**changes)
        if chosen_now != self.choices and not self.busy:
            self.choices, self.result, self.made = chosen_now, None, None
            self.look()

    def look(self) -> None:
        """Count, and draw the first page, anew; of several wishes the last is answered."""
        self._looked += 1
        number, choices = self._looked, self.choices
        self.count = None
        self.changed()
        self._ask(
            lambda: _see(self._press(choices), choices),
            lambda seen: self._take_seen(number, seen),
            lambda error: self._take_seen(number, _Seen(count=0, fault=str(error))),
        )

    @property
    def can_print(self) -> bool:
        """Whether there is something to print."""
        return bool(self.count) and not self.fault and not self.busy

    @property
    def said_count(self) -> str:
        """How many badges it makes, in words."""
        match self.count:
            case None:
                return "Counting…"
            case 0:
                return "Nobody fits"
            case 1:
                return "1 badge"
            case number:
                return f"{number:,} badges"

    @property
    def trouble(self) -> Message | None:
        """Why nothing can be printed so; None when all is well."""
        if self.fault:
            return Message(tone=Tone.ASK, title="That does not go", advice=self.fault)
        return _NOBODY if self.count == 0 else None

    @property
    def file_name(self) -> str:
        """What the file is called unless somebody wants otherwise."""
        event = self._app.event
        name = "" if event is None else event.name
        plain = "".join(" " if one in _UNSAFE or not one.isprintable() else one for one in name)
        return f"{' '.join(plain.split()) or 'event'} badges.pdf"

    @property
    def printers(self) -> tuple[str, ...]:
        """Where the file can be sent to."""
        everywhere = self._app.settings.printers
        return tuple(one.called for one in everywhere if one.kind is not PrinterKind.FOLDER)

    def print_to(self, file: Path) -> None:
        """Write the file; one without an ending becomes a PDF."""
        if not self.can_print:
            return
        whole = file if file.suffix else file.with_suffix(".pdf")
        choices = self.choices
        cancelled = self._cancelled = threading.Event()
        self.busy, self.done, self.result, self.made, self.noted = True, 0, None, None, False
        self.changed()
        self._ask(
            lambda: self._press(choices).print_to(
                whole, choices.wanted, choices.style, self._progress, cancelled
            ),
            self._printed,
            self._fail,
        )

    def _progress(self, done: int, _of: int) -> None:
        """Called on the thread that draws; whoever shows it looks now and then."""
        self.done = done

    def cancel(self) -> None:
        """Break off; nothing is left of the file."""
        self._cancelled.set()

    def note(self) -> None:
        """Count what was printed as printed."""
        made = self.made
        if made is None or self.busy or self.noted:
            return
        self._begin()
        self._ask(lambda: note_printed(self._app.desk.post, made), self._took_note, self._fail)

    def send(self, printer: str) -> None:
        """Print the file there."""
        made = self.made
        choice = next((one for one in self._app.settings.printers if one.called == printer), None)
        if made is None or choice is None or self.busy:
            return
        self._begin()
        self._ask(lambda: self._sent(made, choice), self._say_sent, self._fail)

    # -- what comes back --------------------------------------------------------------------------

    def _begin(self) -> None:
        self.busy = True
        self.changed()

    def _press(self, choices: Choices) -> PrePress:
        return self._app.pre_press(template=choices.template)

    def _find_offer(self) -> _Offer:
        kinds = self._app.pre_press().types()
        return _Offer(templates=template_options(self._app.templates.all()), kinds=kind_options(kinds))

    def _take_offer(self, offer: _Offer) -> None:
        self.templates, self.kinds = offer.templates, offer.kinds
        for field, options in (("template", offer.templates), ("kind", offer.kinds)):
            if getattr(self.choices, field) not in {value for value, _ in options}:
                self.choose(**{field: ""})
        self.changed()

    def _take_seen(self, number: int, seen: _Seen) -> None:
        if number != self._looked:
            return
        self.count, self.picture = seen.count, seen.picture
        self.has_backs, self.fault = seen.has_backs, seen.fault
        self.changed()

    def _printed(self, made: PrePrinted) -> None:
        self.busy, self.done = False, None
        self.result = _said(made)
        self.made = made if made.files else None
        self.changed()

    def _took_note(self, _: None) -> None:
        self.busy, self.noted = False, True
        self.result = Message(tone=Tone.YES, title="They count as printed")
        self.look()

    def _sent(self, made: PrePrinted, choice: PrinterChoice) -> Printed:
        printer = chosen(choice, self._app.folders.badges)
        try:
            return printer.print(made.files[0].read_bytes(), "badges")
        except OSError as error:
            raise BadgeError(f"{made.files[0]} cannot be read: {error.strerror}.") from error

    def _say_sent(self, printed: Printed) -> None:
        self.busy = False
        title = "Printed" if printed.confirmed else "Sent to the printer"
        self.result = Message(tone=Tone.YES, title=title, advice=printed.where)
        self.changed()

    def _fail(self, error: CheckinError) -> None:
        self.busy, self.done = False, None
        self.result = of_error(error)
        self.changed()


def _see(press: PrePress, choices: Choices) -> _Seen:
    count = press.count(choices.wanted)
    if not count:
        return _Seen(count=0)
    kinds = [choices.kind] if choices.kind else list(press.types())
    backs = any(template.back and not template.fold for template in map(press.template_of, kinds))
    try:
        pdf = press.sample(choices.wanted, choices.style)
        return _Seen(count=count, has_backs=backs, picture=png(pdf, dpi=_FINENESS) if pdf else b"")
    except BadgeError as error:
        return _Seen(count=count, has_backs=backs, fault=str(error))


def _said(made: PrePrinted) -> Message:
    if made.cancelled:
        return Message(tone=Tone.IDLE, title="Broken off", advice="Nothing of it is left.")
    left_out = [doubt for doubt in made.doubts if not doubt.printed]
    if not made.files:
        title = "Not one badge could be drawn, so there is no file"
        return Message(tone=Tone.NO, title=title, advice=_named(left_out))
    number = len(made.people)
    badges = "1 badge" if number == 1 else f"{number:,} badges"
    pages = "1 page" if made.pages == 1 else f"{made.pages:,} pages"
    where = f"Written to {made.files[0]}"
    if left_out:
        title = f"{badges} on {pages}; {len(left_out):,} left out"
        return Message(tone=Tone.ASK, title=title, advice=f"{_named(left_out)} {where}")
    faulty = f"{len(made.doubts):,} of them lack something. " if made.doubts else ""
    return Message(tone=Tone.YES, title=f"{badges} on {pages}", advice=f"{faulty}{where}")


def _named(doubts: list[Doubt]) -> str:
    """Whose badges are missing, and why."""
    named = [f"{doubt.name}: {' '.join(doubt.why)}" for doubt in doubts[:_MOST_NAMED]]
    more = len(doubts) - _MOST_NAMED
    return sentences(*named, f"And {more:,} more" if more > 0 else "")
