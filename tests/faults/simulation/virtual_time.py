"""Time that passes only when the world says so, and clocks that are wrong about it."""

from datetime import UTC, datetime, timedelta

_BEGINNING = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)


class WorldTime:
    """The true time."""

    def __init__(self) -> None:
        self.elapsed = 0.0

    def now(self) -> datetime:
        """By the platform's clock, which is right."""
        return _BEGINNING + timedelta(seconds=self.elapsed)


class StationClock:
    """A computer's clock: `ahead` of the true time by so many seconds; spans are always right."""

    def __init__(self, time: WorldTime, ahead: float = 0.0) -> None:
        self._time = time
        self.ahead = ahead

    def now(self) -> datetime:
        return self._time.now() + timedelta(seconds=self.ahead)

    def monotonic(self) -> float:
        return self._time.elapsed
