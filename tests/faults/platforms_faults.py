"""Faults of mixed kinds, on the line and at the platform, by dice that can be thrown again."""

from collections import Counter

from checkin.practice.faults import Fault, FaultKind, Faults
from tests.faults.line import Line
from tests.faults.line_troubles import Bad, Trouble, mixed

SHARE = 0.2
"""So many of all requests meet something."""

_OF_LINE = (
    Trouble(kind=Bad.LATENCY, seconds=0.004),
    Trouble(kind=Bad.BANDWIDTH, octets=2000),
    Trouble(kind=Bad.DRIP, octets=64, seconds=0.0005),
    Trouble(kind=Bad.CUT_THERE, octets=30),
    Trouble(kind=Bad.CUT_THERE, octets=250),
    Trouble(kind=Bad.CUT_BACK, octets=1),
    Trouble(kind=Bad.CUT_BACK, octets=150),
    Trouble(kind=Bad.RESET),
    Trouble(kind=Bad.RESET, octets=120),
    Trouble(kind=Bad.BLACK_HOLE),
    Trouble(kind=Bad.HALF_OPEN),
    Trouble(kind=Bad.HALF_OPEN),
)
_OF_PLATFORM = (
    Fault(kind=FaultKind.SILENCE),
    Fault(kind=FaultKind.SLOW, seconds=0.004),
    Fault(kind=FaultKind.DROP_ANSWER),
    Fault(kind=FaultKind.DROP_ANSWER, method="*"),
    Fault(kind=FaultKind.ERROR_BEFORE, status=503),
    Fault(kind=FaultKind.ERROR_BEFORE, status=500),
    Fault(kind=FaultKind.ERROR_AFTER, status=500),
    Fault(kind=FaultKind.ERROR_AFTER, status=502),
    Fault(kind=FaultKind.THROTTLE, seconds=3),
    Fault(kind=FaultKind.THROTTLE),
    Fault(kind=FaultKind.HTML),
    Fault(kind=FaultKind.TRUNCATED),
)


def let_loose(line: Line, faults: Faults) -> None:
    """From now on so many requests as `SHARE` says go wrong, half of them on the line."""
    half = SHARE / 2
    line.let(*mixed(half, *_OF_LINE))
    each = half / (1 - half) / len(_OF_PLATFORM)
    faults.replace_all(
        Fault(kind=one.kind, method=one.method, probability=each, seconds=one.seconds, status=one.status)
        for one in _OF_PLATFORM
    )


def calm(line: Line, faults: Faults) -> None:
    """All goes well."""
    line.heal()
    faults.clear()


def met(line: Line, faults: Faults) -> Counter[str]:
    """How many requests have met what, by the words for it."""
    found = Counter({kind.value: times for kind, times in line.dice.met.items()})
    return found + Counter({kind.value.replace("_", " "): times for kind, times in faults.met().items()})
