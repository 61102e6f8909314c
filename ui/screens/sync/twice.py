"""What a lead does about a double entry."""

from checkin.app import App
from checkin.model.ids import MovementId
from checkin.model.scan import Undo
from ui.screens.doing import Doing
from ui.screens.messages import Message
from ui.screens.sync.lists import Lists
from ui.theme.tokens import Tone


class Twice:
    """Notes that somebody looked, or takes our check-in back."""

    def __init__(self, app: App, doing: Doing, lists: Lists) -> None:
        self._app, self._doing, self._lists = app, doing, lists

    def looked_at(self, key: str) -> None:
        """A lead has looked at this one."""
        self._lists.leave()
        self._doing.do(lambda: self._app.double_seen(MovementId(key)), "Noted: you have looked at it")

    def take_back(self, key: str) -> None:
        """Take the check-in back that was made here."""
        self._lists.leave()
        entry = self._lists.double(key)
        if entry is not None:
            ours = entry.ours.id
            self._doing.find_out(lambda: self._undo(ours), _taken_back)

    def _undo(self, movement: MovementId) -> Undo:
        """On the desk's thread, behind whatever people did before."""
        return self._app.at_desk(lambda: self._app.desk.undo(movement)).result()


def _taken_back(undo: Undo) -> Message:
    title = f"Taken back here: {undo.attendee.name}"
    if undo.told_platform:
        return Message(tone=Tone.YES, title=title)
    kept = "The platform keeps the check-in: take it back there by hand."
    return Message(tone=Tone.ASK, title=title, advice=kept)
