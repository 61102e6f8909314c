"""What the platform sends on its own: check-ins and check-outs, minutes before a pull would tell.

A delivery may come several times, and none comes for certain: whoever receives them still pulls.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass

from checkin.connectors.http.values import as_instant, as_number, as_text
from checkin.connectors.nutickets.conversion import zone_id
from checkin.connectors.nutickets.fields import as_mapping, as_rows
from checkin.model.ids import PlatformId
from checkin.model.pulled import PulledMovement
from checkin.model.station import Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedScan:
    """Somebody came in or went out."""

    event: PlatformId
    attendee: PlatformId
    code: str
    movement: PulledMovement


def is_genuine(body: bytes, signature: str, secret: str) -> bool:
    """Whether the platform itself sent this.

    Args:
        body: as it came, byte for byte.
        signature: what the header ``Signature`` says.
        secret: what was agreed with the platform; nothing is genuine without one.
    """
    if not secret:
        return False
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.strip().lower().encode("utf-8", "replace"))


def read_scans(body: bytes) -> tuple[ReportedScan, ...]:
    """The scans in a delivery, each once; what cannot be read is left out.

    The platform does not say which way somebody went: only who leaves was inside for some time.
    """
    try:
        told = as_mapping(json.loads(body)).get("scans")
    except (ValueError, RecursionError):
        return ()
    found = (_scan(row) for row in as_rows(told))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _scan(row: object) -> ReportedScan | None:
    said = as_mapping(row)
    item, event, zone = (as_mapping(said.get(name)) for name in ("item", "event", "zone"))
    attendee, where, at = (
        as_number(item.get("id")),
        as_number(zone.get("id")),
        as_instant(said.get("scannedAt")),
    )
    if not attendee or not where or at is None:
        return None
    leaves = said.get("visitDuration") is not None
    return ReportedScan(
        event=PlatformId(as_number(event.get("id"))),
        attendee=PlatformId(attendee),
        code=as_text(item.get("barcode")),
        movement=PulledMovement(
            zone=zone_id(where), direction=Direction.OUT if leaves else Direction.IN, at=at
        ),
    )
