"""Mending what is wrong about somebody: a misspelled name, a wristband that is theirs from now on."""

from collections.abc import Callable
from itertools import count

from checkin.app import App
from checkin.desk.correct import FIELDS
from checkin.desk.register import FormError
from checkin.errors import CheckinError
from checkin.model.attendee import Attendee
from checkin.model.form import Form
from checkin.model.platform import Capability
from ui.screens.filling import Filling, FormShown
from ui.screens.messages import Message
from ui.tasks import Ask
from ui.theme.tokens import Tone

_HOLD = "Hold the wristband or card to the reader now."
_KEPT = "It stands on this computer and on badges; this platform cannot be told of it."


class Mending:
    """At most one thing is being mended.

    Args:
        app: the app; its desk can be open.
        ask: has work done on the desk's thread.
        changed: called after anything changed.
        said: called with what became of it.
        failed: called with what broke.
    """

    def __init__(
        self,
        app: App,
        ask: Ask,
        changed: Callable[[], object],
        said: Callable[[Message], object],
        failed: Callable[[CheckinError], object],
    ) -> None:
        self._app, self._ask = app, ask
        self._changed, self._said, self._failed = changed, said, failed
        self._about: Attendee | None = None
        self._capabilities: frozenset[Capability] = frozenset()
        self._numbers = count(1)
        self._number = 0
        self._who: Attendee | None = None
        self._filling: Filling | None = None
        self._fault = ""
        self._busy = False

    def begin(self) -> None:
        """Read what the platform can be told; called whenever the screen comes up."""
        self._ask(lambda: self._app.desk.capabilities, self._take, self._failed)

    def _take(self, capabilities: frozenset[Capability]) -> None:
        self._capabilities = capabilities
        self._changed()

    def about(self, who: Attendee | None) -> None:
        """Who is selected, and would be mended."""
        self._about = who

    @property
    def can_pair(self) -> bool:
        """Whether the platform knows wristbands."""
        return Capability.PAIRING in self._capabilities

    @property
    def form(self) -> FormShown | None:
        """What lies over the screen."""
        who, filling = self._who, self._filling
        if who is None:
            return None
        if filling is not None:
            return filling.show(self._number, f"Correct {who.name}", "", "Save", busy=self._busy)
        return FormShown(
            number=self._number, title=f"Wristband for {who.name}", instead=_HOLD, fault=self._fault
        )

    @property
    def awaits_wristband(self) -> bool:
        """Whether the next scan is somebody's wristband."""
        return self._who is not None and self._filling is None

    def correct(self) -> None:
        """Open what is known of the selected person to be written anew."""
        who = self._about
        if who is not None:
            known = {field.name: str(getattr(who, field.name)) for field in FIELDS}
            self._open(who, Filling(Form(fields=FIELDS), known))

    def await_wristband(self) -> None:
        """The next scan is the selected person's wristband."""
        if self._about is not None and self.can_pair:
            self._open(self._about, None)

    def _open(self, who: Attendee, filling: Filling | None) -> None:
        self._number, self._who, self._filling = next(self._numbers), who, filling
        self._fault, self._busy = "", False
        self._changed()

    def give(self, key: int, text: str) -> None:
        """Take an answer."""
        if self._filling is not None and self._filling.give(key, text):
            self._changed()

    def go_on(self) -> None:
        """Save what was corrected. Once."""
        who, filling = self._who, self._filling
        if who is None or filling is None or self._busy:
            return
        if filling.check():
            self._busy = True
            words = filling.answers
            self._ask(lambda: self._app.desk.correct(who.id, words), self._corrected, self._refused)
        self._changed()

    def _corrected(self, who: Attendee) -> None:
        self.leave()
        advice = "" if Capability.CORRECTION in self._capabilities else _KEPT
        self._said(Message(tone=Tone.YES, title=f"Corrected: {who.name}", advice=advice))

    def scanned(self, payload: str) -> None:
        """The wristband was read."""
        who = self._who
        if who is None or not self.awaits_wristband or self._busy:
            return
        self._busy, self._fault = True, ""
        self._ask(lambda: self._app.desk.pair(who.id, payload), self._paired, self._refused)
        self._changed()

    def _paired(self, who: Attendee) -> None:
        self.leave()
        self._said(Message(tone=Tone.YES, title=f"The wristband is {who.name}'s now"))

    def _refused(self, error: CheckinError) -> None:
        self._busy = False
        if not isinstance(error, FormError):
            self.leave()
            self._failed(error)
        elif self._filling is None:
            self._fault = " ".join(error.faults.values())
        else:
            self._filling.take(error.faults)
        self._changed()

    def leave(self) -> None:
        """Nothing is mended."""
        self._who = self._filling = None
        self._busy = False
        self._changed()
