"""Badges that come out after the green, and those that do not."""

from collections.abc import Callable, Iterable
from functools import partial

from checkin.errors import CheckinError
from checkin.model.ids import AttendeeId, PrintJobId
from checkin.model.print_job import JobState, PrintJob
from checkin.notices import BadgePrinted, BadgeTroubled, SpoolChanged
from ui import wording
from ui.screens.badge_words import PRINTING, REASONS, came_out, trouble
from ui.screens.desk.ports import DeskApp
from ui.screens.desk.state import Note
from ui.tasks import Ask
from ui.theme.tokens import Tone

CAME_OUT, AGAIN, RETRY, ANOTHER, NONE = "came out", "print again", "retry", "another", "none"
"""What the buttons of a note are known by; and by the reasons for another badge."""

_FIRST_OF_ALL = (JobState.DOUBTFUL, JobState.FAILED, JobState.WAITING)
_LOOK_AT = 200  # of the newest; what needs somebody is always among them


class Printing:
    """Asks for badges, and says how they stand; a printer never touches the answer at the door.

    Whatever needs somebody is said until it is seen to, whoever asked for it and however long ago: the app
    may have died since.
    """

    def __init__(self, app: DeskApp, ask: Ask, changed: Callable[[], object]) -> None:
        self._app, self._ask, self._changed = app, ask, changed
        self._under_way: dict[AttendeeId, str] = {}
        self._troubled: dict[PrintJobId, PrintJob] = {}
        self._reading = False
        self._has_one: tuple[AttendeeId, str] | None = None
        self._asks_why = False
        self._said: Note | None = None

    def begin(self) -> None:
        """Look what needs somebody from before."""
        self._read()

    @property
    def note(self) -> Note | None:
        """What there is to say about badges now."""
        if self._has_one is not None and self._asks_why:
            choices = (*((reason.value, words) for reason, words in REASONS), (NONE, "Cancel"))
            return Note(tone=Tone.ASK, text=f"Why another badge for {self._has_one[1]}?", choices=choices)
        if self._troubled:
            return _of_trouble(self._troubled.values())
        if self._under_way:
            return Note(tone=Tone.IDLE, text=PRINTING)
        if self._has_one is not None:
            text = f"{self._has_one[1]} has a badge already."
            return Note(tone=Tone.IDLE, text=text, choices=((ANOTHER, "&Print another"),))
        return self._said

    def print(self, attendee: AttendeeId, name: str, *, by_hand: bool = False) -> None:
        """Have somebody's first badge printed; where they have one, ask why if it is asked for `by_hand`."""
        if attendee in self._under_way:
            return
        self._begin(attendee, name)
        self._ask(
            lambda: self._app.spool.print_first(attendee),
            lambda job: self._asked(attendee, name, job, by_hand=by_hand),
            lambda error: self._did_not(attendee, error),
        )

    def chose(self, key: str) -> None:
        """A button of the note was pressed."""
        if key in {CAME_OUT, AGAIN, RETRY}:
            self._decide(key)
        elif key == ANOTHER:
            self._asks_why = True
            self._changed()
        else:
            self._another(key)

    def forget_success(self) -> None:
        """The next one is at the desk; only what still needs doing is said."""
        self._said, self._has_one, self._asks_why = None, None, False

    def fade(self) -> None:
        """The time of an answer is over; why somebody gets another badge is asked until it is answered."""
        if not self._asks_why:
            self.forget_success()

    def leave(self) -> None:
        """No other badge after all."""
        if self._asks_why:
            self._another(NONE)

    def heard(self, notice: BadgePrinted | BadgeTroubled | SpoolChanged) -> None:
        """Something became of a badge."""
        match notice:
            case BadgePrinted(job=job):
                self._troubled.pop(job.id, None)
                if self._under_way.pop(job.attendee, None) is not None:
                    self._said = Note(tone=Tone.YES, text=f"Badge {came_out(notice)}")
            case BadgeTroubled(job=job):
                self._under_way.pop(job.attendee, None)
                self._troubled[job.id] = job
            case SpoolChanged():
                if self._troubled:
                    self._read()
                return
        self._changed()

    def _begin(self, attendee: AttendeeId, name: str) -> None:
        self.forget_success()
        self._under_way[attendee] = name
        self._changed()

    def _asked(self, attendee: AttendeeId, name: str, job: PrintJob | None, *, by_hand: bool) -> None:
        if job is None:
            self._under_way.pop(attendee, None)
            self._has_one, self._asks_why = (attendee, name), by_hand
            self._changed()
        elif job.needs_somebody:
            self._under_way.pop(attendee, None)
            self._troubled[job.id] = job
            self._changed()

    def _another(self, reason: str) -> None:
        wanted, self._has_one, self._asks_why = self._has_one, None, False
        if reason == NONE or wanted is None:
            self._changed()
            return
        attendee, name = wanted
        self._begin(attendee, name)
        self._ask(
            lambda: self._app.spool.print_badge(attendee, reason=reason),
            lambda job: self._asked(attendee, name, job, by_hand=True),
            lambda error: self._did_not(attendee, error),
        )

    def _decide(self, key: str) -> None:
        """What holds for one that is in doubt; or for all that failed or wait, with one press."""
        shown = _shown(self._troubled.values())
        if key != RETRY:
            shown = shown[:1]
        spool = self._app.spool
        act = {CAME_OUT: spool.came_out, AGAIN: spool.print_again, RETRY: spool.retry}[key]
        for job in shown:
            self._troubled.pop(job.id, None)
            if key != CAME_OUT:
                self._under_way[job.attendee] = job.name
        self._changed()
        for job in shown:
            self._ask(partial(act, job.id), lambda _: None, self._could_not)

    def _read(self) -> None:
        if not self._reading:
            self._reading = True
            self._ask(lambda: self._app.spool.jobs(_LOOK_AT), self._take, self._unread)

    def _take(self, jobs: tuple[PrintJob, ...]) -> None:
        self._reading = False
        self._troubled = {job.id: job for job in reversed(jobs) if job.needs_somebody}
        self._changed()

    def _unread(self, _: CheckinError) -> None:
        """The file cannot be read: the door says so."""
        self._reading = False

    def _could_not(self, error: CheckinError) -> None:
        """It is past that already, as somebody else decided: what is so now is looked up."""
        self._said = Note(tone=Tone.NO, text=wording.of_error(error).happened)
        self._under_way.clear()
        self._read()

    def _did_not(self, attendee: AttendeeId, error: CheckinError) -> None:
        self._under_way.pop(attendee, None)
        self._said = Note(
            tone=Tone.NO, text=f"The badge was not asked for. {wording.of_error(error).happened}"
        )
        self._changed()


def _shown(jobs: Iterable[PrintJob]) -> list[PrintJob]:
    """Those a note speaks of: what is in doubt first, then what failed, then what waits."""
    known = list(jobs)
    state = min((job.state for job in known), key=_FIRST_OF_ALL.index)
    return [job for job in known if job.state is state]


def _of_trouble(jobs: Iterable[PrintJob]) -> Note:
    shown = _shown(jobs)
    newest = shown[-1]
    match newest.state:
        case JobState.DOUBTFUL:
            choices = ((CAME_OUT, "It came &out"), (AGAIN, "&Print it again"))
            return Note(tone=Tone.ASK, text=trouble(shown[0]), choices=choices)
        case JobState.FAILED:
            text = trouble(newest, len(shown) - 1)
            return Note(tone=Tone.NO, text=text, choices=((RETRY, "Print a&gain"),))
        case _:
            text = trouble(newest, len(shown) - 1)
            return Note(tone=Tone.ASK, text=text, choices=((RETRY, "&Try now"),))
