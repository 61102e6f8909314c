"""What a scan costs at a big event, beside the same at a small one: no queue must feel the difference."""

import tempfile
import time
from pathlib import Path

from tests.benchmarks.admissions import Queue
from tests.benchmarks.measurement import Measurement, interleaved

_BIG = 200_000
_SMALL = 10_000
_A_TURN = 200
_TURNS = 11


def measure() -> Measurement:
    """From the payload to the answer that is on the disk."""
    with tempfile.TemporaryDirectory(prefix="checkin-bench-") as folder:
        big, small = (Queue(Path(folder, str(crowd)), crowd) for crowd in (_BIG, _SMALL))
        try:
            ours, reference = interleaved(
                lambda: _milliseconds_a_scan(big), lambda: _milliseconds_a_scan(small), repeats=_TURNS
            )
        finally:
            big.close()
            small.close()
    return Measurement(
        name=f"scan, {_BIG} attendees beside {_SMALL}",
        ours=ours,
        reference=reference,
        unit="ms/scan",
        goal=1.5,
        better="lower",
    )


def _milliseconds_a_scan(queue: Queue) -> float:
    start = time.perf_counter()
    queue.admit(_A_TURN)
    return (time.perf_counter() - start) / _A_TURN * 1000
