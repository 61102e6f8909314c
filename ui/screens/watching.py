"""Gathers what the sentence about everything is made of: some is read, some was only announced."""

from checkin.app import App, SyncStatus
from checkin.errors import CheckinError, MirrorError
from checkin.notices import DoublesChanged, Notice, PhotosFetched
from ui.screens.health import Facts


class Watch:
    """Remembers what was announced.

    Attributes:
        doubles: double entries no lead has looked at.
        photos: how many could not be fetched.
    """

    def __init__(self) -> None:
        self.doubles = 0
        self.photos = 0

    def hear(self, notice: Notice) -> None:
        """Take what the core announces."""
        if isinstance(notice, DoublesChanged):
            self.doubles = notice.open
        elif isinstance(notice, PhotosFetched):
            self.photos = notice.failed

    def facts(self, app: App) -> Facts:
        """How it stands now; a mirror that cannot even be read is what there is to say then.

        Raises:
            SettingsError: no event or no station was chosen.
        """
        trouble = app.door.trouble
        journals = {folder: why for folder, why in app.journal_trouble.items() if why}
        own = str(app.folders.journal)
        door: CheckinError | None = None if trouble is None else trouble.error
        try:
            status = app.sync_status()
            check_ins = app.waiting_check_ins()
            tells = not app.ready or app.desk.tells_movements
        except MirrorError as error:
            return Facts(status=SyncStatus(), door=error, journals=journals, own_journal=own)
        return Facts(
            status=status,
            tells=tells,
            check_ins=check_ins,
            door=door,
            doubted=app.door.doubted,
            journals=journals,
            own_journal=own,
            doubles=self.doubles,
            photos=self.photos,
        )
