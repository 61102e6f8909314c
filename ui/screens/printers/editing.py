"""One printer at a time: described, tried with a test page, and kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from checkin.app import App
from checkin.badges.printers import PrinterState, Readiness
from checkin.errors import CheckinError
from checkin.settings import PrinterChoice, PrinterKind
from ui.screens.fleet import named, with_printer
from ui.screens.messages import Message, of_error, of_printer, sentences
from ui.screens.printers.draft import Draft, draft_of
from ui.screens.printers.kinds import KINDS, name_of
from ui.screens.printers.trying import Trying
from ui.tasks import Ask
from ui.theme.tokens import Tone

_OTHERWISE = "The other kinds above work without it."


class Step(StrEnum):
    """What is being done."""

    DESCRIBE = "describe"
    TRY = "try"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditShown:
    """What the sheet shows beside the test page; another `number` is another printer.

    Attributes:
        queues: those of this computer; None while nobody knows.
        lack: why there are none, where more is known than that.
        faults: by the field, see `Draft.faults`.
        check: what came of asking the printer how it is.
    """

    number: int
    step: Step
    draft: Draft
    title: str
    queues: tuple[str, ...] | None = None
    lack: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    check: Message | None = None
    busy: bool = False


class Editing:
    """The open sheet, or none.

    Args:
        app: the app.
        ask: has work done in the background.
        changed: called after anything changed.
        kept: called with what there is to say once the printer is in the settings.

    Attributes:
        trying: the test page.
        busy: the printer is being kept or asked how it is.
    """

    def __init__(
        self, app: App, ask: Ask, changed: Callable[[], object], kept: Callable[[Message], object]
    ) -> None:
        self._app, self._ask, self._changed, self._kept = app, ask, changed, kept
        self._number = 0
        self._step = Step.DESCRIBE
        self._draft: Draft | None = None
        self._queues: tuple[str, ...] | None = None
        self._lack = ""
        self._faults: Mapping[str, str] = {}
        self._check: Message | None = None
        self.busy = False
        self.trying = Trying(app, ask, lambda: self._draft, self._take, changed)

    @property
    def shown(self) -> EditShown | None:
        """What the sheet shows; None while there is none."""
        draft = self._draft
        if draft is None:
            return None
        return EditShown(
            number=self._number,
            step=self._step,
            draft=draft,
            title=self._title(draft),
            queues=self._queues,
            lack=self._lack,
            faults=self._faults,
            check=self._check,
            busy=self.busy,
        )

    def _title(self, draft: Draft) -> str:
        if self._step is Step.TRY:
            return f"Test page of {draft.finished().called}"
        return f"Change {draft.before}" if draft.before else "Add a printer"

    # -- opening ----------------------------------------------------------------------------------

    def add(self) -> None:
        """Describe a new printer; the first real one is for everything, unless somebody says otherwise."""
        has_none = self._app.settings.printers == (PrinterChoice(),)
        self._open(Draft(choice=PrinterChoice(kind=PrinterKind.SYSTEM), is_main=has_none), Step.DESCRIBE)

    def edit(self, called: str) -> None:
        """Change a printer there is."""
        self._open_named(called, Step.DESCRIBE)

    def try_out(self, called: str) -> None:
        """Print the test page of a printer there is."""
        self._open_named(called, Step.TRY)
        self.trying.draw()
        self.trying.print()

    def _open_named(self, called: str, step: Step) -> None:
        choice = named(self._app.settings, called)
        if choice is not None:
            self._open(draft_of(choice, is_main=choice is self._app.settings.printer), step)

    def _open(self, draft: Draft, step: Step) -> None:
        self._number += 1
        self._draft, self._step, self._queues = draft, step, None
        self._faults, self._check, self._lack = {}, None, ""
        self.trying.begin()
        self._changed()
        number = self._number
        self._ask(
            self._app.printers,
            lambda queues: self._take_queues(number, queues),
            lambda error: self._lack_queues(number, error),
        )

    def _take_queues(self, number: int, queues: tuple[str, ...]) -> None:
        draft = self._draft
        if number != self._number or draft is None:
            return
        chosen = draft.choice.queue
        self._queues = tuple(dict.fromkeys((*queues, *([chosen] if chosen else []))))
        if not chosen and len(self._queues) == 1:
            self._draft = draft.with_(queue=self._queues[0])
        self._changed()

    def _lack_queues(self, number: int, error: CheckinError) -> None:
        """Without a printing service there are other kinds."""
        draft = self._draft
        if number != self._number or draft is None:
            return
        self._queues = (draft.choice.queue,) if draft.choice.queue else ()
        self._lack = sentences(str(error), _OTHERWISE)
        self._changed()

    # -- describing -------------------------------------------------------------------------------

    def choose_kind(self, kind: PrinterKind) -> None:
        """It is another kind of printer, which usually prints otherwise fine."""
        resolutions = KINDS[kind].resolutions
        self._describe(kind=kind, **({"dpi": resolutions[0]} if resolutions else {}))

    def give(self, trait: str, value: object) -> None:
        """Take what was typed or chosen; `trait` names a field of `PrinterChoice`."""
        self._describe(**{trait: value})

    def move(self, right: float, down: float) -> None:
        """Move what is printed, in millimetres as whoever reads it sees it."""
        draft = self._draft
        if draft is not None:
            self._take(draft.shifted(right, down))

    def give_name(self, name: str) -> None:
        """Call it this; after its place when empty."""
        draft = self._draft
        if draft is not None:
            self._take(Draft(choice=draft.choice, name=name, is_main=draft.is_main, before=draft.before))

    def make_main(self, *, wanted: bool) -> None:
        """Print everything on it that no other printer is for."""
        draft = self._draft
        if draft is not None:
            self._take(Draft(choice=draft.choice, name=draft.name, is_main=wanted, before=draft.before))

    def _describe(self, **changes: object) -> None:
        draft = self._draft
        if draft is not None:
            self._check = None
            self._take(draft.with_(**changes))

    def _take(self, draft: Draft) -> None:
        self._draft = draft
        if self._faults:
            self._faults = self._found_faults(draft)
        self._changed()

    def _found_faults(self, draft: Draft) -> dict[str, str]:
        return draft.faults([one.called for one in self._app.settings.printers if one.called != draft.before])

    def _complete(self) -> Draft | None:
        """The draft, if nothing is wrong with it."""
        draft = self._draft
        if draft is None or self.busy:
            return None
        self._faults = self._found_faults(draft)
        if self._faults:
            self._step = Step.DESCRIBE
            self._changed()
            return None
        return draft

    def check(self) -> None:
        """Ask the printer how it is."""
        draft = self._complete()
        if draft is None:
            return
        choice, number = draft.finished(), self._number
        self.busy, self._check = True, Message(tone=Tone.IDLE, title="Asking the printer…")
        self._changed()
        self._ask(
            lambda: self._app.printer_state(choice),
            lambda state: self._checked(number, _of_state(state)),
            lambda error: self._checked(number, of_printer(error, "The printer cannot be asked")),
        )

    def _checked(self, number: int, said: Message) -> None:
        self.busy = False
        if number == self._number:
            self._check = said
        self._changed()

    # -- going on ---------------------------------------------------------------------------------

    def go_on(self) -> None:
        """From the description to the test page."""
        if self._complete() is not None:
            self._step, self._check = Step.TRY, None
            self.trying.begin()
            self.trying.draw()
            self._changed()

    def back(self) -> None:
        """From the test page to the description."""
        self._step = Step.DESCRIBE
        self.trying.begin()
        self._changed()

    def leave(self) -> None:
        """Keep nothing."""
        self._number += 1
        self._draft, self.busy = None, False
        self.trying.begin()
        self._changed()

    def save(self) -> None:
        """Keep the printer in the settings."""
        draft = self._complete()
        if draft is None:
            return
        choice, before, printers = draft.finished(), draft.before, self._app.settings.printers
        self.busy = True
        self._changed()
        self._ask(
            lambda: self._keep(draft),
            lambda _: self._saved(choice, before, is_same=self._app.settings.printers == printers),
            self._unsaved,
        )

    def _keep(self, draft: Draft) -> None:
        app, choice = self._app, draft.finished()
        app.change_settings(**with_printer(app.settings, choice, draft.before, is_main=draft.is_main))
        if draft.before not in {"", choice.called}:
            app.spool.rename(draft.before, choice.called)

    def _saved(self, choice: PrinterChoice, before: str, *, is_same: bool) -> None:
        self.leave()
        said = "is changed" if before else "is one of this desk\N{RIGHT SINGLE QUOTATION MARK}s printers now"
        if is_same:
            said = "stays as it is"
        self._kept(Message(tone=Tone.YES, title=f"{name_of(choice)} {said}"))

    def _unsaved(self, error: CheckinError) -> None:
        self.busy, self._check = False, of_error(error)
        self._step = Step.DESCRIBE
        self._changed()


def _of_state(state: PrinterState) -> Message:
    match state.readiness:
        case Readiness.READY:
            return Message(tone=Tone.YES, title="The printer answers, and is ready")
        case Readiness.TROUBLE:
            return Message(tone=Tone.ASK, title="The printer would not print now", advice=state.words)
        case Readiness.UNKNOWN:
            return Message(tone=Tone.ASK, title="The printer did not answer", advice=state.words)
