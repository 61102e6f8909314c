"""What keeps people's data safe, from being lost and from being kept too long."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from checkin.app import App
from checkin.app.doctor import examine
from checkin.app.forgetting import Forgotten
from checkin.app.report import write_report
from checkin.errors import CheckinError
from checkin.model.event import Event
from checkin.model.past import PastEvent, Reminder
from ui.screens.messages import Message, of_error
from ui.screens.moments import span, zone_named
from ui.tasks import Ask
from ui.theme.tokens import Tone

_FROM_THE_BEGINNING = "Everything recorded is written there, too, from the beginning."
_NOT_PRACTICE = "It begins with a real event: what is only practised is not written down."


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """An event whose people are on this computer; `about` says how many and since when, where it is over."""

    event: Event
    about: str = ""
    unheard: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    here: tuple[Event, ...]
    reminders: tuple[Reminder, ...]
    past: tuple[PastEvent, ...]


class Safekeeping:
    """The journals, the report for support, and what becomes of people after the event.

    Attributes:
        leftovers: events whose people are here, those first that are over.
        past: what is kept of events that were erased, in words.
        busy: something is under way.
        result: what became of the last thing that was asked.
        changed: called after anything changed.
        forgotten: called with what there is to say when the event was erased that this station worked for.
    """

    def __init__(self, app: App, ask: Ask) -> None:
        self._app = app
        self._ask = ask
        self.leftovers: tuple[Leftover, ...] = ()
        self.past: tuple[str, ...] = ()
        self.busy = ""
        self.result: Message | None = None
        self.changed: Callable[[], object] = lambda: None
        self.forgotten: Callable[[Message], object] = lambda _: None

    def begin(self) -> None:
        """Read what may have changed."""
        self.result = None
        self._read()

    def _read(self) -> None:
        app = self._app
        self._ask(
            lambda: _Read(here=app.events_here(), reminders=app.reminders(), past=app.past_events()),
            self._take,
            self._fail,
        )

    def _take(self, read: _Read) -> None:
        over = {one.event.id: one for one in read.reminders}
        rows = [self._leftover(event, over.get(event.id)) for event in read.here]
        self.leftovers = tuple(sorted(rows, key=lambda row: not row.about))
        self.past = tuple(_in_numbers(one) for one in read.past)
        self.changed()

    @staticmethod
    def _leftover(event: Event, over: Reminder | None) -> Leftover:
        if over is None:
            return Leftover(event=event)
        people = "1 person" if over.people == 1 else f"{over.people:,} people"
        on = span(over.ended, over.ended, zone_named(event.platform.timezone))
        return Leftover(
            event=event,
            about=f"It ended on {on}, and what is known of {people} is still on this computer.",
            unheard=over.waiting + over.parked,
        )

    # -- journals ---------------------------------------------------------------------------------

    @property
    def journals(self) -> str:
        """Where everything is written a second time, in words."""
        second = self._app.settings.journal_folder
        if second:
            return f"beside the attendee list, and once more in {second}"
        return "beside the attendee list only: if this computer's disk dies, it is gone with it"

    @property
    def has_second_journal(self) -> bool:
        """Whether a second folder was chosen."""
        return bool(self._app.settings.journal_folder)

    @property
    def journal_trouble(self) -> Message | None:
        """Which journal cannot be written now, and why."""
        said = [f"{folder}: {reason}" for folder, reason in self._app.journal_trouble.items() if reason]
        if not said:
            return None
        return Message(
            tone=Tone.ASK,
            title="A journal cannot be written",
            advice=f"{' '.join(said)} Check-in goes on; the journal catches up by itself as soon as it can.",
        )

    def keep_second_journal(self, folder: str) -> None:
        """Write everything once more into this folder; into none when empty."""
        kept = _NOT_PRACTICE if self._app.practice is not None else _FROM_THE_BEGINNING
        said = kept if folder else ""
        title = "The second journal is kept" if folder else "No second journal is kept any more"
        self._do(
            "Choosing the journal's folder…",
            lambda: self._app.change_settings(journal_folder=folder),
            lambda _: Message(tone=Tone.YES, title=title, advice=said),
        )

    # -- the passphrase and the report ------------------------------------------------------------

    @property
    def passphrase(self) -> str:
        """Whether the list can be read by whoever has this computer, in words."""
        if self._app.settings.encrypted:
            return "set: the attendee list is encrypted. Journals are not; keep them where you keep the list."
        return "none. To encrypt the attendee list, close this window and run: checkin encrypt"

    def report(self, file: Path) -> None:
        """Examine this computer and write a report for support."""
        self._do(
            "Examining this computer…",
            lambda: write_report(self._app, file, examine(self._app)),
            lambda _: Message(
                tone=Tone.YES,
                title=f"The report is in {file.name}",
                advice="It holds no names, codes or passwords. Look through it before you send it on.",
            ),
        )

    # -- erasing ----------------------------------------------------------------------------------

    def question(self, leftover: Leftover) -> Message:
        """What to ask before an event is erased."""
        return Message(
            tone=Tone.ASK,
            title=f"Erase {leftover.event.name} from this computer?",
            advice=f"{leftover.about} Everybody in it goes, with everything recorded of them, their badges "
            "and the logs. How many there were is kept. This cannot be undone; files you have exported "
            "stay where you put them.".strip(),
        )

    def erase(self, event: Event, *, journals: bool) -> None:
        """Erase an event; with its journals when wanted."""
        self._do(
            f"Erasing {event.name}…",
            lambda: self._app.forget_event(event, journal=journals),
            lambda kept: self._erased(event, kept),
        )

    def _erased(self, event: Event, kept: Forgotten) -> Message:
        self._read()
        places = sorted({str(file.parent) for file in kept.journals})
        left = f"Its journals are still in {', '.join(places)}. " if places else ""
        aside = f"A damaged list that may hold names is in {kept.put_aside[0]}." if kept.put_aside else ""
        said = Message(
            tone=Tone.YES, title=f"{event.name} is erased from this computer", advice=f"{left}{aside}".strip()
        )
        if self._app.settings.event is None:
            self.forgotten(said)
        return said

    # -- doing ------------------------------------------------------------------------------------

    def _do(self, said: str, work: Callable[[], object], end: Callable[..., Message]) -> None:
        if self.busy:
            return
        self.busy, self.result = said, None
        self.changed()
        self._ask(work, lambda came: self._end(end(came)), self._fail)

    def _end(self, result: Message) -> None:
        self.busy, self.result = "", result
        self.changed()

    def _fail(self, error: CheckinError) -> None:
        self._end(of_error(error))


def reminding(reminders: Sequence[Reminder]) -> str:
    """That it is time to erase, in a sentence."""
    number = sum(one.people for one in reminders)
    people = "1 person" if number == 1 else f"{number:,} people"
    over = f"{reminders[0].event.name} is" if len(reminders) == 1 else f"{len(reminders)} events are"
    return f"{over} over, and what is known of {people} is still on this computer."


def _in_numbers(one: PastEvent) -> str:
    numbers = one.numbers
    came = f"{numbers.checked_in:,} of {numbers.attendees:,} came"
    unheard = f"; the platform never heard of {numbers.unheard:,} check-ins" if numbers.unheard else ""
    on = span(one.erased_at, one.erased_at, UTC)
    return f"{one.name}: {came}{unheard}. Erased on {on}."
