"""Choosing where badges go, and holding one in the hand."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from checkin.app import App
from checkin.badges import printers as printing
from checkin.badges.badge import badge_of
from checkin.badges.printers import Printed
from checkin.badges.render import render_badge
from checkin.errors import CheckinError
from checkin.settings import PrinterChoice, PrinterKind, Settings
from ui.screens.fleet import Changes, named, with_main, with_printer
from ui.screens.messages import Message, of_error
from ui.screens.setup.camera import Choice
from ui.tasks import Ask
from ui.theme.tokens import Tone

FOLDER = ""
"""The choice of badges as files."""

_SET_UP = "set up:"
"""Before the name of a printer that was set up in the settings."""

_NOBODY = Message(
    tone=Tone.ASK, title="There is nobody to print a badge for", advice="Get the attendees first."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    name: str
    pdf: bytes


class PrinterTrial:
    """Which printer, and what became of a test badge.

    Attributes:
        said: what became of the test badge, or why a choice could not be kept.
        busy: the test badge is on its way.
    """

    def __init__(self, app: App, ask: Ask, at_desk: Ask, changed: Callable[[], object]) -> None:
        self._app = app
        self._ask = ask
        self._at_desk = at_desk
        self._changed = changed
        self._queues: tuple[str, ...] = ()
        self.said: Message | None = None
        self.busy = False

    def load(self) -> None:
        """Ask which printers this computer has."""
        self.said = None
        self._ask(self._app.printers, self._take, self._lack)

    def _lack(self, error: CheckinError) -> None:
        """No printing service: nothing is wrong as long as badges go into a folder."""
        self._queues = ()
        self.said = None if self.into_folder else of_error(error)
        self._changed()

    def _take(self, queues: tuple[str, ...]) -> None:
        self._queues = queues
        self._changed()

    def _fail(self, error: CheckinError) -> None:
        self.busy = False
        self.said = of_error(error)
        self._changed()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Where badges may go: a folder, this computer's printers, and those that are set up already."""
        chosen, others = self.chosen, [one for one in self._app.settings.printers if _is_other(one)]
        kept = [chosen] if chosen and not chosen.startswith(_SET_UP) else []
        return (
            Choice(id=FOLDER, label="A folder, as PDF files"),
            *(Choice(id=queue, label=queue) for queue in dict.fromkeys((*self._queues, *kept))),
            *(Choice(id=f"{_SET_UP}{one.called}", label=one.called) for one in others),
        )

    @property
    def chosen(self) -> str:
        """The id of the chosen line of `choices`."""
        printer = self._app.settings.printer
        if _is_other(printer):
            return f"{_SET_UP}{printer.called}"
        return printer.queue

    @property
    def into_folder(self) -> bool:
        """Whether badges become files."""
        return self.chosen == FOLDER

    @property
    def folder(self) -> str:
        """Where the files go."""
        return self._app.settings.printer.folder or str(self._app.folders.badges)

    def choose(self, choice: str) -> None:
        """Print badges there from now on: the id of a line of `choices`."""
        settings = self._app.settings
        if choice.startswith(_SET_UP):
            self._keep(**with_main(settings, choice.removeprefix(_SET_UP)))
        else:
            kind = PrinterKind.SYSTEM if choice else PrinterKind.FOLDER
            folder = settings.printer.folder
            self._keep(**_with_simple(settings, PrinterChoice(kind=kind, folder=folder, queue=choice)))

    def choose_folder(self, folder: str) -> None:
        """Put badge files there from now on; nothing changes when none was chosen."""
        if folder:
            choice = PrinterChoice(kind=PrinterKind.FOLDER, folder=folder)
            self._keep(**_with_simple(self._app.settings, choice))

    @property
    def on_check_in(self) -> bool:
        """Whether every check-in brings a badge."""
        return self._app.settings.print_on_check_in

    def print_on_check_in(self, *, wanted: bool) -> None:
        """Take what the box says."""
        self._keep(print_on_check_in=wanted)

    def _keep(self, **changes: object) -> None:
        self.said = None
        self._ask(lambda: self._app.change_settings(**changes), lambda _: self._changed(), self._fail)

    @property
    def can_print(self) -> bool:
        """Whether a test badge can be printed now."""
        return self._app.ready and not self.busy

    def print_test(self) -> None:
        """Print the badge of the first attendee; nobody is checked in by it."""
        if not self.can_print:
            return
        self.busy = True
        self.said = None
        self._changed()
        self._at_desk(self._draw_first, self._print, self._fail)

    def _draw_first(self) -> _Drawn | None:
        """The badge of the first attendee; None where there is nobody yet."""
        app = self._app
        found, event = app.desk.find("", 1), app.event
        if not found or event is None:
            return None
        person, settings = found[0].attendee, app.settings
        template = app.templates.get(settings.template_for(person.ticket.type_name))
        logo = Path(settings.logo) if settings.logo else None
        badge = badge_of(person, event, logo=logo, photo=app.photo_of(person.id))
        return _Drawn(name=person.name, pdf=render_badge(template, badge))

    def _print(self, drawn: _Drawn | None) -> None:
        """On the chosen printer at once: a test is no badge that anybody waits for, and is not counted."""
        if drawn is None:
            self._printed(_NOBODY)
            return
        printer = self._app.settings.printer
        self._ask(
            lambda: printing.chosen(printer, self._app.folders.badges).print(drawn.pdf, "test-badge"),
            lambda printed: self._printed(_out(drawn.name, printed)),
            self._fail,
        )

    def _printed(self, said: Message) -> None:
        self.busy = False
        self.said = said
        self._changed()


def _is_other(printer: PrinterChoice) -> bool:
    """Whether it was set up in the settings, where more can be chosen than here."""
    simple = PrinterChoice(kind=printer.kind, folder=printer.folder, queue=printer.queue)
    return printer.kind not in {PrinterKind.FOLDER, PrinterKind.SYSTEM} or printer != simple


def _with_simple(settings: Settings, choice: PrinterChoice) -> Changes:
    """Print there, and keep the printer before it where it was set up with care."""
    if named(settings, choice.called) is not None:
        return with_main(settings, choice.called)
    before = "" if _is_other(settings.printer) else settings.printer.called
    return with_printer(settings, choice, before, is_main=True)


def _out(name: str, printed: Printed) -> Message:
    return Message(
        tone=Tone.YES,
        title="The test badge is out",
        advice=f"It is that of {name}: {printed.path or printed.where}\n"
        "Look at it, and let the camera read its code.",
    )
