"""The platform's own badge designs, taken onto the shelf."""

from collections.abc import Callable

from checkin.app import App
from checkin.app.badge_designs import Imported
from checkin.errors import CheckinError
from checkin.model.platform import Capability
from ui.screens.messages import Message, of_error, sentences
from ui.tasks import Ask
from ui.theme.tokens import Tone


class TakingOver:
    """Asks the platform, and uses what it has where a person wants that.

    Attributes:
        told: called with what is to be said.
        taken: called with the name of one that is on the shelf now, empty for none, and what became of all.
    """

    def __init__(self, app: App, ask: Ask) -> None:
        self._app = app
        self._ask = ask
        self._theirs: tuple[Imported, ...] = ()
        self.told: Callable[[Message], object] = lambda _: None
        self.taken: Callable[[str, Message], object] = lambda *_: None

    @property
    def can_be(self) -> bool:
        """Whether the platform may have badge designs."""
        return Capability.BADGE_DESIGNS in self._app.capabilities and self._app.event is not None

    @property
    def can_be_used(self) -> bool:
        """Whether what was taken over is for certain ticket types, or for all."""
        return any(one.name and (one.is_usual or one.ticket_types) for one in self._theirs)

    def begin(self) -> None:
        """Put the platform's designs on the shelf. It may take a while."""

        def done(theirs: tuple[Imported, ...]) -> None:
            self._theirs = theirs
            self.taken(next((one.name for one in theirs if one.name), ""), taken_over(theirs))

        self.told(Message(tone=Tone.IDLE, title="Asking the platform for its designs…"))
        self._ask(self._app.import_badge_designs, done, self._fail)

    def use(self) -> None:
        """Print the badges of each ticket type as the platform would."""
        theirs, self._theirs = self._theirs, ()

        def done(_: object) -> None:
            self.told(Message(tone=Tone.YES, title="Badges are printed as the platform has them"))

        self._ask(lambda: self._app.use_badge_designs(theirs), done, self._fail)

    def _fail(self, error: CheckinError) -> None:
        self.told(of_error(error))


def taken_over(theirs: tuple[Imported, ...]) -> Message:
    """What became of the platform's designs."""
    if not theirs:
        return Message(tone=Tone.IDLE, title="The platform has no badge designs for this event")
    told = [
        sentences(f"{one.title}: {one.fault or ' '.join(one.notes)}")
        for one in theirs
        if one.fault or one.notes
    ]
    sound = sum(not one.fault for one in theirs)
    title = "One design of the platform is" if sound == 1 else f"{sound} designs of the platform are"
    tone = Tone.ASK if told else Tone.YES
    return Message(tone=tone, title=f"{title} on the shelf", advice="\n".join(told))
