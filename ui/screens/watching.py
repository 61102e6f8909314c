"""Gathers what the sentence about everything is made of: some is read, some was only announced."""

from checkin.app import App, SyncStatus
from checkin.errors import CheckinError, MirrorError
from checkin.notices import DoublesChanged, JournalTroubled, Notice
from ui.screens.health import Facts


class Watch:
    """Remembers what was announced.

    Attributes:
        journals: folders whose journal cannot be written, each with the reason.
        doubles: double entries no lead has looked at.
    """

    def __init__(self) -> None:
        self.journals: dict[str, str] = {}
        self.doubles = 0

    def hear(self, notice: Notice) -> None:
        """Take what the core announces."""
        match notice:
            case JournalTroubled(folder=folder, reason=reason) if reason:
                self.journals[folder] = reason
            case JournalTroubled(folder=folder):
                self.journals.pop(folder, None)
            case DoublesChanged(open=number):
                self.doubles = number
            case _:
                pass

    def facts(self, app: App) -> Facts:
        """How it stands now; a mirror that cannot even be read is what there is to say then.

        Raises:
            SettingsError: no event or no station was chosen.
        """
        trouble = app.door.trouble
        door: CheckinError | None = None if trouble is None else trouble.error
        try:
            status = app.sync_status()
            tells = not app.ready or app.desk.tells_movements
        except MirrorError as error:
            return Facts(status=SyncStatus(), door=error, journals=dict(self.journals))
        return Facts(
            status=status, tells=tells, door=door, journals=dict(self.journals), doubles=self.doubles
        )
