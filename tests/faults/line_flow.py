"""The two directions of one connection, and what is wrong with them."""

import socket
import struct
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field

from tests.faults.line_troubles import STUCK, Bad, Trouble

PATIENCE = 10.0
_RESETS = struct.pack("ii", 1, 0)  # SO_LINGER: closing answers with a reset


@dataclass(slots=True, kw_only=True, eq=False)
class Flow:
    """One direction of a connection: what was read here is written there, in its time.

    Attributes:
        most: so many bytes pass at most; None for all.
        drop: so many bytes pass at once; None for all.
        pause: seconds between two drops.
        late: seconds until what was read is written.
    """

    source: socket.socket
    sink: socket.socket | None
    most: int | None = None
    drop: int | None = None
    pause: float = 0.0
    late: float = 0.0
    passed: int = 0
    ended: bool = False
    free_at: float = 0.0
    waiting: deque[tuple[float, bytes]] = field(default_factory=deque)

    def take(self, data: bytes, now: float) -> None:
        size = self.drop or len(data)
        for start in range(0, len(data), size):
            self.free_at = max(self.free_at, now + self.late)
            self.waiting.append((self.free_at, data[start : start + size]))
            if self.drop:
                self.free_at += self.pause


@dataclass(slots=True, kw_only=True, eq=False)
class Call:
    """A connection: our end, the platform's end, and what is wrong with it."""

    ours: socket.socket
    theirs: socket.socket | None
    trouble: Trouble | None
    there: Flow
    back: Flow | None
    stuck: bool = False

    def ends(self) -> list[socket.socket]:
        """Its sockets that are open."""
        return [self.ours] if self.theirs is None else [self.ours, self.theirs]

    def is_stuck(self) -> bool:
        return self.trouble is not None and self.trouble.kind in STUCK


def spoil(flow: Flow, trouble: Trouble, *, towards_us: bool) -> None:
    match trouble.kind:
        case Bad.LATENCY:
            flow.late = trouble.seconds
        case Bad.BANDWIDTH:
            flow.drop, flow.pause = trouble.octets, 0.01
        case Bad.DRIP if towards_us:
            flow.drop, flow.pause = trouble.octets, trouble.seconds
        case Bad.CUT_BACK if towards_us:
            flow.most = trouble.octets
        case Bad.CUT_THERE | Bad.RESET if not towards_us:
            flow.most = trouble.octets
        case _:
            return


def written(sink: socket.socket, data: bytes) -> bool:
    """Write all of it; on this computer nobody makes us wait for long."""
    try:
        sink.settimeout(PATIENCE)
        sink.sendall(data)
        sink.setblocking(False)  # noqa: FBT003 - sockets have no words for it
    except OSError:
        return False
    return True


def slam(end: socket.socket) -> None:
    with suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESETS)
        end.close()
