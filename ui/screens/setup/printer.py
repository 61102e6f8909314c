"""Choosing where badges go, and holding one in the hand."""

from collections.abc import Callable

from checkin.app import App
from checkin.errors import CheckinError
from checkin.settings import PrinterChoice, PrinterKind
from ui.screens.messages import Message, of_error
from ui.screens.setup.camera import Choice
from ui.tasks import Ask
from ui.theme.tokens import Tone

FOLDER = ""
"""The choice of badges as files."""


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
        """Where badges may go; a printer chosen before stays listed while it is off."""
        chosen = self.chosen
        queues = dict.fromkeys((*self._queues, *([chosen] if chosen else [])))
        return (
            Choice(id=FOLDER, label="A folder, as PDF files"),
            *(Choice(id=queue, label=queue) for queue in queues),
        )

    @property
    def chosen(self) -> str:
        """The id of the chosen line of `choices`."""
        printer = self._app.settings.printer
        return printer.queue if printer.kind is PrinterKind.SYSTEM else FOLDER

    @property
    def into_folder(self) -> bool:
        """Whether badges become files."""
        return self.chosen == FOLDER

    @property
    def folder(self) -> str:
        """Where the files go."""
        return self._app.settings.printer.folder or str(self._app.folders.badges)

    def choose(self, queue: str) -> None:
        """Print badges on this queue from now on; into the folder when it is empty."""
        kind = PrinterKind.SYSTEM if queue else PrinterKind.FOLDER
        folder = self._app.settings.printer.folder
        self._keep(printer=PrinterChoice(kind=kind, folder=folder, queue=queue))

    def choose_folder(self, folder: str) -> None:
        """Put badge files there from now on; nothing changes when none was chosen."""
        if folder:
            self._keep(printer=PrinterChoice(kind=PrinterKind.FOLDER, folder=folder))

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
        self._at_desk(self._print_first, self._printed, self._fail)

    def _print_first(self) -> Message:
        desk = self._app.desk
        found = desk.find("", 1)
        if not found:
            return Message(
                tone=Tone.ASK,
                title="There is nobody to print a badge for",
                advice="Get the attendees first.",
            )
        person = found[0].attendee
        printed = desk.print_badge(person.id)
        return Message(
            tone=Tone.YES,
            title="The test badge is out",
            advice=f"It is that of {person.name}: {printed.where}\n"
            "Look at it, and let the camera read its code.",
        )

    def _printed(self, said: Message) -> None:
        self.busy = False
        self.said = said
        self._changed()
