"""The life of a device: set up once by a code, then known by its key."""

import platform as computer

import checkin
from checkin.connectors.http import Reply
from checkin.connectors.pretix.payloads import demand, single
from checkin.connectors.pretix.rows import Device, DeviceInfo, NewDevice, Version
from checkin.connectors.pretix.session import API, Session

_BRAND = "checkin-desk"


class DeviceLife:
    """Requests about this device itself. All raise `ConnectorError`s.

    Args:
        session: who asks.
        plain: leave out what eventyay does not know.
    """

    def __init__(self, session: Session, *, plain: bool = False) -> None:
        self._session = session
        self._plain = plain

    def initialize(self, code: str) -> Reply:
        """Trade a set-up code for a key. The code is used up by this, even if the answer is lost."""
        return self._session.tell("POST", f"{API}/device/initialize", {"token": code, **self._about()})

    def update(self) -> Device:
        """Tell the platform which version runs here now."""
        return single(demand(self._session.tell("POST", f"{API}/device/update", self._about())), Device)

    def info(self) -> Device:
        """Who this device is to the platform."""
        return single(demand(self._session.ask(f"{API}/device/info")), DeviceInfo).device

    def roll(self) -> NewDevice:
        """Get another key; the old one ends at once, and with it the device if the answer is lost."""
        return single(demand(self._session.tell("POST", f"{API}/device/roll", {})), NewDevice)

    def revoke(self) -> Device:
        """Give the key back for good."""
        return single(demand(self._session.tell("POST", f"{API}/device/revoke", {})), Device)

    def event_selection(self) -> Reply:
        """Which event and list the organizer wants this device to work on."""
        return demand(self._session.ask(f"{API}/device/eventselection"))

    def version(self) -> Version:
        """The server's version."""
        return single(demand(self._session.ask(f"{API}/version")), Version)

    def _about(self) -> dict[str, object]:
        about: dict[str, object] = {
            "hardware_brand": computer.system() or "Computer",
            "hardware_model": computer.machine() or "Computer",
            "software_brand": _BRAND,
            "software_version": checkin.__version__,
        }
        if not self._plain:
            about |= {
                "os_name": computer.system() or "unknown",
                "os_version": computer.release()[:100] or "unknown",
            }
        return about
