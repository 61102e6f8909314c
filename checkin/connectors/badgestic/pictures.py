"""What tickets say: the pictures of QR codes, fetched once and read here.

No document says what a QR code holds, so each is fetched and decoded; what it says is kept by the guest's id,
so that the next pull fetches only what is new.
"""

import json
from collections.abc import Collection, Mapping
from contextlib import suppress

from checkin.connectors.badgestic.client import Client
from checkin.connectors.protocol import Surroundings
from checkin.errors import SettingsError, UnreachableError, UnreadableReplyError

_ASK_AGAIN_AFTER = 300.0
_ENOUGH_FAILURES = 3


class TicketCodes:
    """The codes of everybody's ticket.

    Args:
        client: the requests.
        around: reads pictures, keeps codes and tells the time.
    """

    def __init__(self, client: Client, around: Surroundings) -> None:
        self._client = client
        self._around = around
        self._codes: dict[str, dict[str, tuple[str, ...]]] = {}
        self._tried: dict[str, float] = {}
        self._failures: dict[str, int] = {}

    def known(self, event: str) -> Mapping[str, tuple[str, ...]]:
        """The codes that were fetched before, by the guests' ids; it grows with `add`."""
        return self._of(event)

    def add(self, event: str, guest: str, codes: tuple[str, ...]) -> None:
        """Know the codes of one more ticket; `keep` puts them on the disk."""
        if codes:
            self._of(event)[guest] = codes

    def keep(self, event: str, *, only: Collection[str] | None = None) -> None:
        """Keep what is known. Where the disk does not take it, it is fetched again another time.

        Args:
            event: the event's number.
            only: the guests there are; the codes of others are forgotten.
        """
        codes = self._of(event)
        if only is not None:
            codes = {guest: of_guest for guest, of_guest in codes.items() if guest in only}
            self._codes[event] = codes
        with suppress(SettingsError):
            self._around.memory.write(_key(event), json.dumps(codes) if codes else "")

    def _of(self, event: str) -> dict[str, tuple[str, ...]]:
        if event not in self._codes:
            self._codes[event] = _read(self._around.memory.read(_key(event)))
        return self._codes[event]

    def is_due(self, guest: str) -> bool:
        """Whether to ask for somebody's picture: not again soon after there was none."""
        tried = self._tried.get(guest)
        return tried is None or self._around.clock.monotonic() - tried > _ASK_AGAIN_AFTER

    def fetch(self, guest: str) -> tuple[str, ...]:
        """The codes of one ticket; none where there is no picture, or none that can be read.

        Raises:
            UnreachableError: no picture came. Where that happens to the same ticket again and again, the
                ticket counts as one without a picture, so that it holds up nobody else's.
            UnreadableReplyError: what came was no picture; likewise.
        """
        codes: tuple[str, ...] = ()
        try:
            picture = self._client.qr_code(guest)
        except (UnreachableError, UnreadableReplyError):
            self._failures[guest] = self._failures.get(guest, 0) + 1
            if self._failures[guest] < _ENOUGH_FAILURES:
                raise
        else:
            codes = self._around.read_picture(picture) if picture else ()
        self._failures.pop(guest, None)
        self._tried[guest] = self._around.clock.monotonic()
        return tuple(dict.fromkeys(code.strip() for code in codes if code.strip()))


def _key(event: str) -> str:
    return f"codes:{event}"


def _read(text: str) -> dict[str, tuple[str, ...]]:
    """What was kept; nothing where that cannot be read."""
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return {}
    return {
        guest: tuple(code for code in codes if isinstance(code, str))
        for guest, codes in (kept.items() if isinstance(kept, dict) else ())
        if isinstance(codes, list)
    }
