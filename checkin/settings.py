"""What one station remembers between starts; no secrets (see `credentials`)."""

import os
import uuid
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from checkin.errors import SettingsError
from checkin.model.counted import counted
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import PlatformId, StationId, ZoneId
from checkin.model.station import Station, StationKind
from checkin.paths import make_private_folder, private_opener

_FILE = "station.json"

PRACTICE = "practice"
"""The option, and the beginning of the id, of connections to a made-up platform on this computer."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Connection(_Frozen):
    """Which account of which platform, and where its server is.

    Attributes:
        account: what the account is called at the platform, usually an e-mail address.
        plain_http: a person has read what unencrypted transport means and wants it.
        options: further answers to the platform's form, by its names; no secrets.
    """

    platform: str
    base_url: str = ""
    account: str = ""
    plain_http: bool = False
    options: dict[str, str] = Field(default_factory=dict)

    @property
    def id(self) -> str:
        """One name for platform, server and account; never shown in logs (it holds an address)."""
        name = f"{self.platform}:{self.base_url.rstrip('/')}#{self.account}"
        return f"{PRACTICE}:{name}" if self.is_practice else name

    @property
    def is_practice(self) -> bool:
        """Whether it is to a platform that was made up on this computer: nothing of it is kept."""
        return PRACTICE in self.options


class PrinterKind(StrEnum):
    """Where badges go."""

    FOLDER = "folder"
    SYSTEM = "system"
    IPP = "ipp"
    ZPL = "zpl"
    BROTHER_QL = "brother_ql"
    ESC_POS = "esc_pos"


class PrinterPaper(StrEnum):
    """What is in a printer of labels; `RED_ROLL` is Brother's roll for black and red."""

    AS_LOADED = ""
    ROLL = "roll"
    RED_ROLL = "red_roll"
    LABELS = "labels"


class PrinterChoice(_Frozen):
    """Where badges go, and how they come out right there.

    Attributes:
        name: what people call it; empty for the folder or queue itself.
        folder: for files; empty for the app's own.
        queue: of the system's printing service.
        address: of a printer in the network: ``host``, ``host:port``, or an ``ipp://`` address.
        model: of a printer that is told what it is, such as ``"QL-820NWB"``.
        dpi: dots per inch of a printer that takes pixels.
        turn: degrees clockwise by which every page is turned.
        right, down: millimetres by which everything is moved.
        darkness: of the print, from -30 to 30; 0 leaves it to the printer.
        cut: after every badge, where there is a cutter.
        paper: a roll without end, or labels with gaps, where the printer must be told.
    """

    name: str = ""
    kind: PrinterKind = PrinterKind.FOLDER
    folder: str = ""
    queue: str = ""
    address: str = ""
    model: str = ""
    dpi: int = Field(default=300, ge=72, le=1200)
    turn: Literal[0, 90, 180, 270] = 0
    right: float = Field(default=0, ge=-50, le=50)
    down: float = Field(default=0, ge=-50, le=50)
    darkness: int = Field(default=0, ge=-30, le=30)
    cut: bool = True
    paper: PrinterPaper = PrinterPaper.AS_LOADED

    @property
    def called(self) -> str:
        """What people call it."""
        return self.name or self.queue or self.address or self.folder or "the app's own folder"


class Appearance(StrEnum):
    """Light, dark, or as the system is."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class StationChoice(_Frozen):
    """The post as it was chosen; `live` asks the platform itself at each scan while there is a network."""

    name: str
    kind: StationKind = StationKind.REGISTRATION
    zone: str = WHOLE_EVENT
    platform_id: str | None = None
    session: str | None = None
    live: bool = False


class Settings(_Frozen):
    """Everything one station remembers.

    Attributes:
        station_id: this computer, made at the first start.
        event: the chosen event's number in the mirror.
        camera: a camera's index, a video file, or an http(s)/rtsp address; empty for none.
        printer: where badges go that no other printer is for.
        further_printers: by `PrinterChoice.called`, each once.
        printer_of_type: the printer's name by the name of the ticket type.
        template: by its name on the shelf (see `checkin.badges.shelf`); likewise `template_of_type`.
        logo: a picture file for badges; empty for none.
        journal_folder: where a second journal is kept, such as a USB stick; empty for none.
        encrypted: the mirror is opened with a passphrase.
        print_on_check_in: a badge comes out with every check-in at a registration station.
    """

    station_id: str = Field(default_factory=lambda: str(uuid.uuid4()))
    connection: Connection | None = None
    event: int | None = None
    station: StationChoice | None = None
    camera: str = ""
    printer: PrinterChoice = PrinterChoice()
    further_printers: tuple[PrinterChoice, ...] = ()
    printer_of_type: Mapping[str, str] = Field(default_factory=dict)
    template: str = "default"
    template_of_type: Mapping[str, str] = Field(default_factory=dict)
    print_on_check_in: bool = True
    logo: str = ""
    journal_folder: str = ""
    encrypted: bool = False
    sound: bool = True
    appearance: Appearance = Appearance.SYSTEM

    def post(self) -> Station | None:
        """The station to work as, None before one was chosen."""
        chosen = self.station
        if chosen is None:
            return None
        return Station(
            id=StationId(self.station_id),
            name=chosen.name,
            kind=chosen.kind,
            zone=ZoneId(chosen.zone),
            platform_id=None if chosen.platform_id is None else PlatformId(chosen.platform_id),
            session=None if chosen.session is None else PlatformId(chosen.session),
        )

    @property
    def printers(self) -> tuple[PrinterChoice, ...]:
        """Every printer that is set up, the one first that badges go to where no other is for them."""
        return (self.printer, *self.further_printers)

    def printer_for(self, ticket_type: str) -> PrinterChoice:
        """Where badges of a ticket type go, by the type's name."""
        wanted = self.printer_of_type.get(ticket_type)
        return next((one for one in self.printers if one.called == wanted), self.printer)

    def template_for(self, ticket_type: str) -> str:
        """What badges of a ticket type are drawn from, by the type's name: a template's name on the shelf."""
        return self.template_of_type.get(ticket_type, self.template)

    def with_changes(self, **changes: object) -> Self:
        """A copy with some fields replaced."""
        return self.model_copy(update=changes)


def load(folder: Path) -> Settings:
    """Read the settings; those of a first start when there is no file yet.

    Raises:
        SettingsError: the file cannot be read or is not ours.
    """
    file = folder / _FILE
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The settings in {file} cannot be read: {error}") from error
    try:
        return Settings.model_validate_json(text)
    except ValidationError as error:
        raise SettingsError(
            f"The settings in {file} are damaged ({counted(error.error_count(), 'fault')})."
        ) from error


def save(settings: Settings, folder: Path) -> None:
    """Write the settings whole or not at all.

    Raises:
        SettingsError: the folder cannot be written.
    """
    file = folder / _FILE
    draft = file.with_suffix(".new")
    try:
        make_private_folder(folder)
        with open(draft, "w", encoding="utf-8", opener=private_opener) as out:
            out.write(settings.model_dump_json(indent=1))
            out.flush()
            os.fsync(out.fileno())  # else a computer that loses its power may find an empty file
        draft.replace(file)
    except OSError as error:
        raise SettingsError(f"The settings cannot be written to {folder}: {error}") from error
