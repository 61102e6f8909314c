"""What can be asked while a station is being set up, before anything is chosen."""

from collections.abc import Mapping
from pathlib import Path

from checkin.app.accounts import Accounts
from checkin.app.coded_lists import write_coded
from checkin.model.ids import PlatformId
from checkin.model.platform import Capability, PlatformForm
from checkin.model.roster import CodedRoster, RosterPreview
from checkin.model.trial import Trial
from checkin.practice.rehearsals import REHEARSALS
from checkin.settings import Connection, Settings


class SettingUp:
    """The part of the app that knows accounts and settings, but neither event nor station.

    Attributes:
        accounts: signs in and keeps what that needs.
    """

    def __init__(self, accounts: Accounts, settings: Settings) -> None:
        self.accounts = accounts
        self._settings = settings

    @property
    def settings(self) -> Settings:
        """What this station remembers."""
        return self._settings

    def platforms(self) -> tuple[PlatformForm, ...]:
        """What to ask for each platform."""
        return self.accounts.platforms()

    def rehearsals(self) -> tuple[PlatformForm, ...]:
        """The platforms one can practise with, before the first real one is connected."""
        return tuple(form for form in self.platforms() if form.platform in REHEARSALS)

    def read_setup_code(self, payload: str) -> tuple[str, Mapping[str, str]] | None:
        """The platform a scanned code belongs to that is shown for setting up, and the answers in it."""
        return self.accounts.read_code(payload)

    def preview_roster(self, file: Path, columns: Mapping[str, str]) -> RosterPreview:
        """What a list of attendees would give; `columns` is the chosen column for each of its fields.

        Raises:
            CheckinError: it cannot be read.
        """
        return self.accounts.preview_roster(file, columns)

    @staticmethod
    def code_roster(file: Path, out: Path, columns: Mapping[str, str]) -> CodedRoster:
        """Write a list with codes nobody can guess; see `checkin.app.coded_lists.write_coded`."""
        return write_coded(file, out, columns)

    def try_mapping(
        self,
        connection: Connection,
        secrets: Mapping[str, str],
        event: PlatformId | None = None,
        *,
        write: bool = False,
    ) -> Trial:
        """Try out what a mapping file says of a platform. Blocks on the network.

        Args:
            connection: the platform and the file.
            secrets: what the form asked for; those that were kept when empty.
            event: which; the first there is when None.
            write: a check-in is really told.

        Raises:
            SettingsError: the file is damaged, or the platform needs none.
        """
        return self.accounts.try_mapping(connection, secrets, event, write=write)

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the connected platform can do; nothing while there is none."""
        connection = self._settings.connection
        return frozenset() if connection is None else self.accounts.capabilities(connection)

    @property
    def is_signed_in(self) -> bool:
        """Whether there is a sign-in to try; it may have ended at the platform."""
        connection = self._settings.connection
        return connection is not None and self.accounts.has_secrets(connection)
