"""One code held up is one scan, however many frames show it and whatever else they show."""

from collections.abc import Iterable
from dataclasses import dataclass, field

_SETTLES = 5.0  # seconds in view after which a code belongs to the desk: a poster on the wall behind it


@dataclass(slots=True)
class _Sighting:
    since: float
    last: float
    is_scanned: bool = False
    is_displaced: bool = False
    beside: set[str] = field(default_factory=set)


class Debounce:
    """Tells which code in view is scanned: one at a time, the first of those that are held up together.

    A code in view is scanned once, even if some frames miss it. It is scanned again after it was out of view
    for `rearm` seconds, or as soon as another code was scanned in its place: A, B, A are three scans.

    A code that is seen together with others and is not the one scanned, is passed over: it is scanned as soon
    as it is alone, that is when those beside it have been out of view for `alone` seconds. What has been in
    view for long keeps nobody waiting who comes later.
    """

    def __init__(self, *, rearm: float = 2.0, exchange: float = 0.25, alone: float = 0.5) -> None:
        """Set the patience.

        Args:
            rearm: seconds out of view after which the same code counts as held up again.
            exchange: the same when another code has taken its place; also how long a code just scanned must
                have left before another one takes its place. Not zero, because of two codes held up together
                a frame may show only one.
            alone: seconds after which a code passed over is taken for held up alone. Longer, because of two
                codes that are known to be there a hand may hide one for a moment.
        """
        self._rearm = rearm
        self._exchange = exchange
        self._alone = alone
        self._seen: dict[str, _Sighting] = {}

    def see(self, payloads: Iterable[str], now: float) -> str | None:
        """Take note of what one frame shows; the answer is the code that counts as scanned by it.

        Args:
            payloads: every code in the frame, the likeliest to be meant first; none when it shows none.
            now: monotonic seconds.
        """
        in_view = tuple(dict.fromkeys(payloads))
        self._forget(now)
        for payload in in_view:
            self._note(payload, now)
        waiting = [payload for payload in in_view if not self._seen[payload].is_scanned]
        free = (payload for payload in waiting if self._is_alone(payload, now))
        scanned = None if self._is_busy(now) else next(free, None)
        self._pass_over([payload for payload in waiting if payload != scanned], in_view, now)
        if scanned is not None:
            self._scan(scanned, in_view, now)
        return scanned

    def _note(self, payload: str, now: float) -> None:
        known = self._seen.get(payload)
        if known is None or (known.is_displaced and now - known.last >= self._exchange):
            self._seen[payload] = _Sighting(since=now, last=now)
        else:
            known.last = now
            known.is_displaced = False

    def _is_alone(self, payload: str, now: float) -> bool:
        beside = (self._seen.get(other) for other in self._seen[payload].beside)
        return all(other is None or now - other.last >= self._alone for other in beside)

    def _is_busy(self, now: float) -> bool:
        """Whether the code scanned last may still be held up."""
        return any(
            sighting.is_scanned and now - sighting.last < self._exchange and not _is_settled(sighting, now)
            for sighting in self._seen.values()
        )

    def _pass_over(self, passed: Iterable[str], in_view: Iterable[str], now: float) -> None:
        company = {payload for payload in in_view if not _is_settled(self._seen[payload], now)}
        for payload in passed:
            self._seen[payload].beside |= company - {payload}

    def _scan(self, scanned: str, in_view: Iterable[str], now: float) -> None:
        for payload, sighting in self._seen.items():
            sighting.is_displaced |= sighting.is_scanned and payload not in in_view
        self._seen[scanned] = _Sighting(since=now, last=now, is_scanned=True)

    def _forget(self, now: float) -> None:
        for payload in [key for key, sighting in self._seen.items() if now - sighting.last >= self._rearm]:
            del self._seen[payload]


def _is_settled(sighting: _Sighting, now: float) -> bool:
    return now - sighting.since >= _SETTLES
