"""One code held up is one scan, however many frames show it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(slots=True)
class _Sighting:
    last: float
    is_displaced: bool = False


class Debounce:
    """Tells which of the codes in view are new.

    A code in view is scanned once, even if some frames miss it. It is scanned again after it was out of view
    for `rearm` seconds, or as soon as another code was scanned in its place: A, B, A are three scans.
    """

    def __init__(self, *, rearm: float = 2.0, exchange: float = 0.25) -> None:
        """Set the patience.

        Args:
            rearm: seconds out of view after which the same code counts as held up again.
            exchange: the same when another code has taken its place. Not zero, because of two codes held up
                together a frame may show only one.
        """
        self._rearm = rearm
        self._exchange = exchange
        self._seen: dict[str, _Sighting] = {}

    def see(self, payloads: Iterable[str], now: float) -> tuple[str, ...]:
        """Take note of what one frame shows; the answer is what counts as scanned by it, in order.

        Args:
            payloads: every code in the frame; none when it shows none.
            now: monotonic seconds.
        """
        seen = dict.fromkeys(payloads)
        self._forget(now)
        new = tuple(payload for payload in seen if self._is_new(payload, now))
        if new:
            for payload, sighting in self._seen.items():
                sighting.is_displaced |= payload not in seen
        for payload in seen:
            self._seen[payload] = _Sighting(last=now)
        return new

    def _is_new(self, payload: str, now: float) -> bool:
        known = self._seen.get(payload)
        return known is None or (known.is_displaced and now - known.last >= self._exchange)

    def _forget(self, now: float) -> None:
        for payload in [key for key, sighting in self._seen.items() if now - sighting.last >= self._rearm]:
            del self._seen[payload]
