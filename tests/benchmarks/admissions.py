"""Durable admissions a second at one station, beside bare sqlite3 writing the same."""

import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from checkin.clock import SystemClock
from checkin.desk.admit import admit
from checkin.desk.post import Post
from checkin.mirror.database import Mirror
from checkin.model.admission import Admitted
from checkin.model.ids import StationId
from checkin.model.station import Station
from checkin.notices import NoticeBoard
from tests.benchmarks.bare_sqlite import BareSqlite
from tests.benchmarks.crowd import code_of, fill, queue_of
from tests.benchmarks.measurement import Measurement, interleaved

_CROWD = 20_000
_A_TURN = 250
_TURNS = 11


def measure() -> Measurement:
    """Codes never scanned before, one commit each, on the same disk."""
    with tempfile.TemporaryDirectory(prefix="checkin-bench-") as folder:
        queue = Queue(Path(folder))
        bare = BareSqlite(Path(folder, "bare.sqlite"), _CROWD)
        try:
            ours, reference = interleaved(
                lambda: _people_a_second(queue.admit), lambda: _people_a_second(bare.admit), repeats=_TURNS
            )
        finally:
            queue.close()
            bare.close()
    return Measurement(
        name="durable admissions", ours=ours, reference=reference, unit="admissions/s", goal=0.5
    )


class Queue:
    """People at our desk, each with a code that was not scanned before."""

    def __init__(self, folder: Path, crowd: int = _CROWD) -> None:
        self._mirror = Mirror(folder / "ours.sqlite")
        self._post = Post(
            mirror=self._mirror,
            clock=SystemClock(),
            notices=NoticeBoard(),
            event=fill(self._mirror, crowd),
            station=Station(id=StationId("1"), name="Desk 1"),
        )
        self._queue = queue_of(crowd)

    def admit(self, people: int) -> None:
        """Let the next `people` in; whoever is refused is a mistake of the benchmark."""
        for number in islice(self._queue, people):
            scan = admit(self._post, code_of(number))
            if not isinstance(scan.admission, Admitted):
                raise TypeError(f"Number {number} was not let in.")

    def close(self) -> None:
        """Give the mirror's file back."""
        self._mirror.close()


def _people_a_second(admit_people: Callable[[int], None]) -> float:
    start = time.perf_counter()
    admit_people(_A_TURN)
    return _A_TURN / (time.perf_counter() - start)
