"""What the page to draw on decides: what is shown, what is saved, and who is looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from checkin.app import App
from checkin.badges import printers
from checkin.badges.altering import altered
from checkin.badges.embedding import embedded
from checkin.badges.render import render_badge
from checkin.badges.template import BadgeTemplate
from checkin.errors import BadgeError, CheckinError
from checkin.settings import PrinterChoice
from ui.screens.designer import draft as drafting
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.form import Form
from ui.screens.designer.pen import Pen
from ui.screens.designer.people import People
from ui.screens.designer.previewing import Preview, Wanted
from ui.screens.designer.starters import ADDS, a_picture, a_template, an_element
from ui.screens.designer.wordlist import element_words, kind_sign, kind_words
from ui.screens.messages import Message, of_error
from ui.tasks import Ask
from ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """Where work is done: anywhere, behind what people do at the desk, or beside the printer."""

    background: Ask
    desk: Ask
    printer: Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A line in the list of elements; `at` is its place in the drawing order."""

    at: int
    words: str
    kind: str
    sign: str
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A template from the shelf: its name there, empty for one that is not on it yet."""

    name: str = ""
    bundled: bool = False


class DesignerPresenter:
    """A badge being designed.

    Attributes:
        drawing: what is drawn.
        pen: what the hand does.
        form: what can be set.
        preview: how it looks.
        message: what came of saving or printing; None for nothing.
        people: who is looked at.
        changed: called after anything changed.
    """

    def __init__(self, app: App, asks: Asks) -> None:
        self._app = app
        self._asks = asks
        self._opened = Opened()
        self.people = People(app, asks.desk)
        self.people.changed = self._show
        self.people.failed = self._fail
        self.drawing = Drawing()
        self.pen = Pen(self.drawing)
        self.form = Form(self.drawing, lambda: self.people.crowd)
        self.preview = Preview(asks.background)
        self.message: Message | None = None
        self.changed: Callable[[], object] = lambda: None
        self.drawing.changed = self._show

    # -- what is open -----------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """What the design is called."""
        return self.drawing.draft.template.name

    @property
    def standing(self) -> str:
        """Whether what is seen is kept."""
        if self.drawing.is_changed:
            return "Not saved yet"
        return "Comes with the app; changes are saved as a copy" if self._opened.bundled else "Saved"

    def open(self, template: BadgeTemplate, opened: Opened) -> None:
        """Draw on a template of the shelf."""
        self._opened, self.message = opened, None
        self.drawing.begin(template, is_saved=True)
        self.people.begin()

    def begin_new(self) -> None:
        """Draw on a new one."""
        self._opened, self.message = Opened(), None
        self.drawing.begin(a_template(), is_saved=False)
        self.people.begin()

    @property
    def name(self) -> str:
        """The name on the shelf of what is open; empty for what is not on it."""
        return self._opened.name

    def save(self, then: Callable[[], object] = lambda: None) -> None:
        """Keep the design on the shelf; one that comes with the app is kept as a copy."""
        template, opened, shelf = self.drawing.draft.template, self._opened, self._app.templates

        def keep() -> tuple[str, BadgeTemplate]:
            if opened.name and not opened.bundled:
                shelf.save(opened.name, template)
                return opened.name, template
            name = shelf.add(template)
            return name, shelf.get(name)

        def done(kept: tuple[str, BadgeTemplate]) -> None:
            name, saved = kept
            self._opened = Opened(name=name)
            if saved.name != template.name:
                self.drawing.do(lambda now: _titled(now, saved.name))
            self.message = Message(tone=Tone.YES, title="The design is saved")
            self.drawing.note_saved(saved)
            then()

        self._asks.background(keep, done, self._fail)

    def print_test(self) -> None:
        """Print what is seen, on the printer badges of this ticket type come out of."""
        template, badge = self.drawing.draft.template, self.people.sample.badge
        printer = self._printer(badge.ticket_type)

        def put_out() -> printers.Printed:
            pdf = render_badge(template, badge)
            return printers.chosen(printer, self._app.folders.badges).print(pdf, "test-badge")

        def done(printed: printers.Printed) -> None:
            self._tell(Message(tone=Tone.YES, title=f"A test badge went to {printed.where}"))

        self._tell(Message(tone=Tone.IDLE, title=f"Printing on {printer.called}…"))
        self._asks.printer(put_out, done, self._fail)

    def _printer(self, ticket_type: str) -> PrinterChoice:
        settings = self._app.settings
        wanted = settings.printer_of_type.get(ticket_type, settings.printer.called)
        all_ = (settings.printer, *settings.further_printers)
        return next((one for one in all_ if one.called == wanted), settings.printer)

    # -- what is on it ----------------------------------------------------------------------------

    @property
    def listed(self) -> tuple[Listed, ...]:
        """The elements of the side in sight, the topmost first."""
        draft = self.drawing.draft
        return tuple(
            Listed(
                at=at,
                words=element_words(element),
                kind=kind_words(element),
                sign=kind_sign(element),
                hidden=draft.is_hidden(at),
            )
            for at, element in reversed([*enumerate(draft.elements)])
        )

    @property
    def said(self) -> str:
        """What is at hand, for those who do not see it."""
        element = self.drawing.draft.element
        return "The badge" if element is None else f"The badge, {element_words(element)} chosen"

    @property
    def offered(self) -> tuple[tuple[str, str, str], ...]:
        """What can be added: key, words, icon."""
        return ADDS

    def add(self, key: str) -> None:
        """Put a new element on the badge."""
        self.drawing.do(lambda draft: drafting.add(draft, an_element(key, draft.page)))

    def add_picture(self, file: Path) -> None:
        """Put a picture from a file on the badge."""

        def take(read: tuple[str, float]) -> None:
            base64, proportion = read
            self.drawing.do(lambda draft: drafting.add(draft, a_picture(base64, proportion, draft.page)))

        self._asks.background(lambda: embedded(file), take, self.drawing.explain)

    def choose_picture(self, file: Path) -> None:
        """Show a picture from a file in the chosen element."""
        self._asks.background(
            lambda: embedded(file), lambda read: self.form.set("picture.shows", read[0]), self.drawing.explain
        )

    # -- how it looks -----------------------------------------------------------------------------

    def see(self, fineness: float) -> None:
        """Have the badge drawn at so many pixels an inch; `preview` tells when."""
        badge = self.people.sample.badge
        dpi = self._printer(badge.ticket_type).dpi
        self.preview.want(Wanted(draft=self.drawing.draft, badge=badge, fineness=fineness, dpi=dpi))

    @property
    def faults(self) -> Message | None:
        """What speaks against the badge as it is seen; None when nothing does."""
        seen, trouble = self.preview.seen, self.preview.trouble
        if trouble:
            return Message(tone=Tone.NO, title="The badge cannot be shown", advice=trouble)
        if seen is None or not (seen.wrong or seen.warned):
            return None
        told = (*seen.wrong, *seen.warned)
        if seen.wrong:
            return Message(tone=Tone.NO, title="This badge cannot be printed so", advice="\n".join(told))
        return Message(tone=Tone.ASK, title="Better look again", advice="\n".join(told))

    # -- what came of it --------------------------------------------------------------------------

    def _fail(self, error: CheckinError) -> None:
        self._tell(of_error(error, {BadgeError: "Nothing of the design is lost."}))

    def _show(self) -> None:
        self.changed()

    def _tell(self, message: Message | None) -> None:
        self.message = message
        self.changed()


def _titled(draft: drafting.Draft, title: str) -> drafting.Draft:
    return drafting.Draft(
        template=altered(draft.template, name=title),
        side=draft.side,
        chosen=draft.chosen,
        hidden=draft.hidden,
    )
