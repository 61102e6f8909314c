"""The line to a printer that takes bytes over TCP, most often on port 9100."""

import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from checkin.badges.printers.trouble import Trouble, unsure
from checkin.clock import Clock, SystemClock
from checkin.errors import BadgeError, PrintUncertainError

PORT = 9100
_REACHED_WITHIN = 1.4
_SENT_WITHIN = 20.0
_HANGS_UP_WITHIN = 3.0
_GLANCE = 0.1
_PIECE = 16 * 1024


class Line:
    """One connection; opened by entering it.

    What goes wrong before the first byte of a badge was sent is a `BadgeError`; afterwards it is a
    `PrintUncertainError`.

    Args:
        address: ``host`` or ``host:port``.
        called: the printer's name, for people.
        closing: set when the app closes; nobody waits any longer then.
    """

    def __init__(self, address: str, called: str, closing: threading.Event | None = None) -> None:
        self._address = address
        self._called = called
        self._closing = closing or threading.Event()
        self._clock: Clock = SystemClock()
        self._has_begun = False
        self._socket: socket.socket | None = None

    def __enter__(self) -> Self:
        """Connect.

        Raises:
            BadgeError: the address is none, or nobody answers there.
        """
        try:
            self._socket = socket.create_connection(host_and_port(self._address), timeout=_REACHED_WITHIN)
        except (OSError, UnicodeError) as error:
            raise BadgeError(Trouble.OFFLINE.nothing_came(self._called)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connected.close()

    def ask(self, question: bytes, is_whole: Callable[[bytes], bool], within: float) -> bytes:
        """What the printer answers; what came so far, perhaps nothing, when it takes longer than `within`.

        Raises:
            BadgeError: the connection broke.
        """
        try:
            self._connected.settimeout(_SENT_WITHIN)
            self._connected.sendall(question)
            return self._heard(is_whole, within)
        except OSError as error:
            raise self._broken() from error

    def send(self, badge: bytes) -> None:
        """Send a badge.

        Raises:
            PrintUncertainError: the connection broke, or the printer takes nothing any more.
        """
        self._has_begun = True
        try:
            self._connected.settimeout(_SENT_WITHIN)
            for start in range(0, len(badge), _PIECE):
                self._connected.sendall(badge[start : start + _PIECE])
        except OSError as error:
            raise self._broken() from error

    def finish(self) -> None:
        """Say that nothing more comes, and let the printer take what is on its way.

        Most hang up when they have taken all; one that does not has been given time enough.

        Raises:
            PrintUncertainError: the connection broke.
        """
        try:
            self._connected.shutdown(socket.SHUT_WR)
            self._connected.settimeout(_GLANCE)
            deadline = self._clock.monotonic() + _HANGS_UP_WITHIN
            while self._piece() != b"":
                if self._clock.monotonic() > deadline or self._closing.is_set():
                    return
        except OSError as error:
            raise self._broken() from error

    @property
    def _connected(self) -> socket.socket:
        if self._socket is None:
            raise AssertionError("a line is entered before it is used")
        return self._socket

    def _heard(self, is_whole: Callable[[bytes], bool], within: float) -> bytes:
        deadline = self._clock.monotonic() + within
        self._connected.settimeout(min(_GLANCE, within))
        heard = b""
        while not is_whole(heard):
            if self._clock.monotonic() > deadline or self._closing.is_set():
                break
            piece = self._piece()
            if piece == b"":
                raise ConnectionResetError("the printer hung up")
            heard += piece or b""
        return heard

    def _piece(self) -> bytes | None:
        """What has arrived: empty when the printer hung up, None when it is silent."""
        try:
            return self._connected.recv(_PIECE)
        except TimeoutError:
            return None

    def _broken(self) -> BadgeError:
        if self._has_begun:
            return PrintUncertainError(unsure(self._called))
        return BadgeError(Trouble.OFFLINE.nothing_came(self._called))


def host_and_port(address: str) -> tuple[str, int]:
    """What ``host`` or ``host:port`` names; a v6 address with a port stands in brackets.

    Raises:
        BadgeError: it is empty, or what follows the colon is no port.
    """
    text = address.strip().rpartition("//")[2].rstrip("/")
    host, colon, port = text.rpartition(":")
    if not colon or (":" in host and not host.endswith("]")):
        host, port = text, str(PORT)
    if not host or not port.isascii() or not port.isdigit() or int(port) not in range(1, 1 << 16):
        raise BadgeError(
            f"“{address}” is no address of a printer. Give its name or number, such as 192.0.2.9."
        )
    return host.strip("[]"), int(port)
