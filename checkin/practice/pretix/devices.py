"""The life of a device: initialised once, renewed, revoked."""

from typing import Any, Final

from checkin.practice.pretix.calls import REQUIRED, Call, Endpoint
from checkin.practice.pretix.catalogue import ROOT, VERSION
from checkin.practice.pretix.replies import Reply, invalid
from checkin.practice.pretix.rows import DeviceRow
from checkin.practice.pretix.state import State, initialise

_NEEDED: Final = ("hardware_brand", "hardware_model", "software_brand", "software_version")


def initialize(call: Call) -> Reply:
    """Turn a one-time token into the device's own.

    Raises:
        Problem: the token is unknown or used up, or something was not said.
    """
    fields = _told(call, "token", *_NEEDED)
    device = next((one for one in call.state.devices if one.token == fields["token"]), None)
    if device is None:
        raise invalid(token="Unknown initialization token.")  # noqa: S106 - a text
    if device.api_token:
        raise invalid(token="This initialization token has already been used.")  # noqa: S106
    initialise(call.state, device, fields)
    return Reply(body=device_document(call.state, device))


def update(call: Call) -> Reply:
    """Keep what the device says of itself."""
    call.device.told = _told(call, *_NEEDED)
    return Reply(body=device_document(call.state, call.device))


def info(call: Call) -> Reply:
    """The device and the server."""
    body = {
        "device": device_document(call.state, call.device),
        "server": {"version": VERSION},
        "medium_key_sets": [],
    }
    return Reply(body=body)


def session(call: Call) -> Reply:
    """Whether the token is good; eventyay's."""
    return Reply(body={"ok": True, "device_id": call.device.id})


def roll(call: Call) -> Reply:
    """Give the device another token; the old one is worth nothing at once."""
    initialise(call.state, call.device)
    return Reply(body=device_document(call.state, call.device))


def revoke(call: Call) -> Reply:
    """Shut the device out."""
    call.device.revoked = True
    return Reply(body=device_document(call.state, call.device))


def event_selection(call: Call) -> Reply:
    """What to work on: the event that goes on now, and its first list; 304 when that is what it does."""
    now = call.state.clock.now()
    current = call.state.events.get(call.value("current_event") or "")
    if current is not None and current.admission < now < current.ends:
        return Reply(status=304, type="")
    events = sorted(call.state.events.values(), key=lambda event: (event.ends <= now, event.starts))
    event = events[0]
    first = min(event.lists, key=lambda row: row.name)
    known = {"slug": event.slug, "name": event.name}
    return Reply(body={"event": known, "subevent": None, "checkinlist": first.id})


def device_document(state: State, device: DeviceRow) -> dict[str, Any]:
    """A device as it is told of itself."""
    document = {
        "organizer": state.organizer,
        "device_id": device.id,
        "unique_serial": device.serial,
        "api_token": device.api_token,
        "name": device.name,
        "security_profile": device.profile,
        "gate": None,
    }
    return document | ({"limit_checkin_lists": []} if state.flavour == "eventyay" else {})


def _told(call: Call, *needed: str) -> dict[str, Any]:
    fields = call.fields()
    lacking = {name: REQUIRED for name in needed if not fields.get(name)}
    if lacking:
        raise invalid(**lacking)
    return fields


def endpoints(state: State) -> tuple[Endpoint, ...]:
    """The routes, as this flavour has them."""
    asks = (
        Endpoint(method="GET", path=f"{ROOT}/device/session", name="device.session", answer=session)
        if state.flavour == "eventyay"
        else Endpoint(method="GET", path=f"{ROOT}/device/info", name="device.info", answer=info)
    )
    return (
        asks,
        Endpoint(
            method="POST",
            path=f"{ROOT}/device/initialize",
            name="device.initialize",
            answer=initialize,
            is_open=True,
        ),
        Endpoint(method="POST", path=f"{ROOT}/device/update", name="device.update", answer=update),
        Endpoint(method="POST", path=f"{ROOT}/device/roll", name="device.roll", answer=roll),
        Endpoint(method="POST", path=f"{ROOT}/device/revoke", name="device.revoke", answer=revoke),
        Endpoint(
            method="GET",
            path=f"{ROOT}/device/eventselection",
            name="device.eventselection",
            answer=event_selection,
        ),
    )
