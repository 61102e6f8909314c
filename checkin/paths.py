"""Where things are kept on this computer, and where the bundled resources are."""

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_APP = "checkin-desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """The folders one installation writes to.

    Attributes:
        settings: small files a person may copy to another laptop.
        data: the mirror and the printed badges.
        logs: what support asks for; never names, codes or tokens.
    """

    settings: Path
    data: Path
    logs: Path

    @property
    def mirror(self) -> Path:
        """The database file."""
        return self.data / "mirror.sqlite"

    @property
    def badges(self) -> Path:
        """Where badge PDFs go when no other folder was chosen."""
        return self.data / "badges"

    @property
    def journal(self) -> Path:
        """Where the journal of movements is always kept, beside the mirror."""
        return self.data / "journal"

    def create(self) -> "Folders":
        """Make the folders that are missing, for this user's eyes only: they hold people's names."""
        for folder in (self.settings, self.data, self.logs):
            if not folder.exists():
                folder.mkdir(parents=True)
                folder.chmod(0o700)
        return self


def user_folders() -> Folders:
    """The folders the operating system gives to this user."""
    return Folders(
        settings=Path(platformdirs.user_config_dir(_APP)),
        data=Path(platformdirs.user_data_dir(_APP)),
        logs=Path(platformdirs.user_log_dir(_APP)),
    )


def folders_under(root: Path) -> Folders:
    """Everything in one place: demonstrations, tests, a USB stick."""
    return Folders(settings=root / "settings", data=root / "data", logs=root / "logs")


def resource(*parts: str) -> Path:
    """A bundled file, in a source tree as in a frozen app."""
    root = Path(getattr(sys, "_MEIPASS", Path(__file__).parent.parent))
    return root.joinpath("resources", *parts)
