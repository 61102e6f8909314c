"""Who may ask what: devices with their security profiles, tokens with their rights."""

from collections.abc import Mapping
from typing import Final

from checkin.practice.pretix.calls import Call, Endpoint
from checkin.practice.pretix.replies import Problem, forbidden
from checkin.practice.pretix.rows import Caller, DeviceRow
from checkin.practice.pretix.state import State

FULL: Final = "full"
SCAN: Final = "pretixscan"
NO_ORDERS: Final = "pretixscan_online_noorders"
ONLINE_KIOSK: Final = "pretixscan_online_kiosk"
STAFF: Final = "eventyay_checkin"
KIOSK: Final = "eventyay_checkin_online_kiosk"

_EVERY_DEVICE: Final = frozenset(
    {
        "GET version",
        "GET device.eventselection",
        "POST device.update",
        "POST device.revoke",
        "POST device.roll",
        "GET event-list",
        "GET event-detail",
        "GET question-list",
        "GET checkinlist-list",
        "GET checkinlist-status",
        "GET checkinlistpos-list",
        "POST checkinlistpos-redeem",
    }
)
_ONLINE: Final = _EVERY_DEVICE | {
    "GET idempotency.query",
    "GET device.info",
    "GET itemcategory-list",
    "GET item-list",
    "GET badgelayout-list",
    "GET badgeitem-list",
    "GET orderposition-pdf_image",
    "GET revokedsecrets-list",
    "GET blockedsecrets-list",
    "GET event.settings",
    "POST checkinlist-failed_checkins",
    "POST orderposition-printlog",
    "POST checkinrpc.redeem",
    "GET checkinrpc.search",
    "POST checkinrpc.annul",
}
_STATION: Final = _EVERY_DEVICE | {
    "GET device.session",
    "POST checkin.redeem",
    "GET orderposition-list",
    "GET orderposition-detail",
    "PATCH orderposition-detail",
    "GET order-detail",
}
_PROFILES: Final[Mapping[str, frozenset[str]]] = {
    SCAN: _ONLINE | {"GET order-list"},
    NO_ORDERS: _ONLINE,
    ONLINE_KIOSK: _ONLINE - {"GET checkinlistpos-list"},
    STAFF: _STATION | {"GET item-list", "POST order-list"},
    KIOSK: _STATION,
}


def who(state: State, authorization: str | None, endpoint: Endpoint) -> Caller:
    """Who holds this header.

    Raises:
        Problem: nobody, or whose token is good for nothing.
    """
    wanted = (("WWW-Authenticate", "Device" if endpoint.name.startswith("device.") else "Token"),)
    scheme, _, token = (authorization or "").partition(" ")
    if not token:
        told = {"detail": "Authentication credentials were not provided."}
        raise Problem(403, told) if endpoint.name == "version" else Problem(401, told, headers=wanted)
    holders: list[Caller] = [*state.devices] if scheme == "Device" else [*state.tokens]
    for holder in holders:
        if _token_of(holder) == token:
            if isinstance(holder, DeviceRow) and holder.revoked:
                raise Problem(401, {"detail": "Device access has been revoked."}, headers=wanted)
            return holder
    raise Problem(401, {"detail": "Invalid token."}, headers=wanted)


def _token_of(holder: Caller) -> str:
    return holder.api_token if isinstance(holder, DeviceRow) else holder.token


def let_through(call: Call, endpoint: Endpoint) -> None:
    """Make sure that whoever asks may.

    Raises:
        Problem: the profile of the device, or the rights, do not reach so far, or there is no such event.
    """
    if isinstance(call.caller, DeviceRow) and call.caller.profile != FULL:
        allowed = _PROFILES.get(call.caller.profile, frozenset())
        if f"{call.method} {endpoint.name}" not in allowed:
            raise forbidden("Request denied by device security profile.")
    if call.parts.get("organizer", call.state.organizer) != call.state.organizer:
        raise forbidden()
    if "event" in call.parts and call.parts["event"] not in call.state.events:
        raise forbidden()
    if endpoint.rights and not any(call.may(right) for right in endpoint.rights):
        raise forbidden()
