"""What the page to draw on decides: what is shown, what is saved, and who is looked at."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from checkin.app import App
from checkin.badges.altering import altered
from checkin.badges.badge import Badge
from checkin.badges.embedding import embedded
from checkin.badges.printers import Printed
from checkin.badges.render import render_badge
from checkin.badges.template import BadgeTemplate
from checkin.errors import BadgeError, CheckinError
from checkin.settings import PrinterChoice
from ui.screens.designer import draft as drafting
from ui.screens.designer.drawing import Drawing
from ui.screens.designer.findings import Finding
from ui.screens.designer.form import Form
from ui.screens.designer.pen import Pen
from ui.screens.designer.people import People
from ui.screens.designer.previewing import Preview, Wanted
from ui.screens.designer.rounds import Rounds
from ui.screens.designer.shown_when import Known
from ui.screens.designer.starters import ADDS, a_picture, a_template, an_element
from ui.screens.designer.wordlist import element_words, kind_sign, kind_words
from ui.screens.messages import Message, of_error, of_printer
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
    """A line in the list of elements; `at` is its place in the drawing order.

    `absent` says that the badge that is seen does not show it.
    """

    at: int
    words: str
    kind: str
    sign: str
    hidden: bool
    absent: bool = False


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
        rounds: whether it suits everybody.
        message: what came of saving or printing; None for nothing.
        is_printing: whether a test badge is on its way to a printer.
        people: who is looked at.
        changed: called after anything changed.
        saw: called when there is something new to see in `preview`.
        offered: what can be added: key, words, icon.
    """

    offered = ADDS

    def __init__(self, app: App, asks: Asks) -> None:
        self._app = app
        self._asks = asks
        self._opened = Opened()
        self.people = People(app, asks.desk)
        self.people.changed = self._show
        self.people.failed = self._fail
        self.drawing = Drawing()
        self.pen = Pen(self.drawing)
        self.form = Form(self.drawing, self._known)
        self.preview = Preview(asks.background)
        self.rounds = Rounds(asks.background)
        self.message: Message | None = None
        self.is_printing = False
        self.changed: Callable[[], object] = lambda: None
        self.saw: Callable[[], object] = lambda: None
        self.drawing.changed = self._show
        self.preview.changed = self._take_seen
        self.rounds.changed = self._tell_seen

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
        return "Comes with the app; saved as your copy" if self._opened.bundled else "Saved"

    def open(self, template: BadgeTemplate, opened: Opened) -> None:
        """Draw on a template of the shelf."""
        self._opened, self.message = opened, None
        self.rounds.forget()
        self.drawing.begin(template, is_saved=True)
        self.people.begin()

    def begin_new(self) -> None:
        """Draw on a new one."""
        self._opened, self.message = Opened(), None
        self.rounds.forget()
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
        """Print what is seen, on the printer badges of this ticket type come out of; one at a time."""
        if self.is_printing:
            return
        template, badge = self.drawing.draft.template, self._badge
        printer = self._printer(badge.ticket_type)

        def done(printed: Printed) -> None:
            self.is_printing = False
            self._tell(Message(tone=Tone.YES, title=f"A test badge went to {printed.where}"))

        def failed(error: CheckinError) -> None:
            self.is_printing = False
            self._tell(of_printer(error, "The test badge was not printed"))

        self.is_printing = True
        advice = "It goes past the badges that wait. You can go on designing."
        self._tell(Message(tone=Tone.IDLE, title=f"Printing on {printer.called}…", advice=advice))
        self._asks.printer(
            lambda: self._app.spool.test_page(printer, lambda: render_badge(template, badge)), done, failed
        )

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
                absent=at in self.pen.absent,
            )
            for at, element in reversed([*enumerate(draft.elements)])
        )

    @property
    def said(self) -> str:
        """What is at hand, for those who do not see it."""
        draft = self.drawing.draft
        chosen = ", ".join(element_words(draft.elements[at]) for at in draft.several)
        return f"The badge, {chosen} chosen" if chosen else "The badge"

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

    @property
    def _badge(self) -> Badge:
        """Of whoever is looked at; of the ticket type whose version is at work."""
        badge, of_type = self.people.sample.badge, self.drawing.draft.of_type
        return replace(badge, ticket_type=of_type) if of_type else badge

    def _known(self) -> Known:
        crowd = self.people.crowd
        return Known(badge=self._badge, types=crowd.types, answers=crowd.answers, values=crowd.values)

    def see(self, fineness: float) -> None:
        """Have the badge drawn at so many pixels an inch; `preview` tells when."""
        badge = self._badge
        dpi = self._printer(badge.ticket_type).dpi
        self.preview.want(
            Wanted(
                draft=self.drawing.draft,
                badge=badge,
                fineness=fineness,
                dpi=dpi,
                about_photos=self.people.crowd.about_photos,
            )
        )

    def look_round(self) -> None:
        """Look whether the design suits everybody; `saw` tells when that is known."""
        template = self.drawing.draft.template
        self.rounds.begin(template, self.people.everybody, lambda kind: self._printer(kind).dpi)

    def _take_seen(self) -> None:
        """What this badge does not show is out of the hand's way."""
        seen, draft = self.preview.seen, self.drawing.draft
        if seen is not None and seen.wanted.draft.side is draft.side:
            self.pen.absent = seen.absent
        self._tell_seen()

    def _tell_seen(self) -> None:
        self.saw()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What speaks against the badge as it is seen; nothing where all is well."""
        seen, trouble = self.preview.seen, self.preview.trouble
        if trouble:
            return (Finding(says=f"The badge cannot be shown. {trouble}", tone=Tone.NO),)
        others = self.rounds.beside(self.people.key)
        found = () if seen is None else seen.findings
        return found if others is None else (*found, others)

    # -- what came of it --------------------------------------------------------------------------

    def _fail(self, error: CheckinError) -> None:
        self._tell(of_error(error, {BadgeError: "Nothing of the design is lost."}))

    def _show(self) -> None:
        self.changed()

    def _tell(self, message: Message | None) -> None:
        self.message = message
        self.changed()


def _titled(draft: drafting.Draft, title: str) -> drafting.Draft:
    return replace(draft, template=altered(draft.template, name=title))
