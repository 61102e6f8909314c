"""What simulated printers have in common: a socket that takes bytes, and paper that comes out."""

import queue
import socket
import struct
import threading
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

Paper = NDArray[np.bool_]


class Mechanism(Protocol):
    """A printer's inside."""

    def take(self, data: bytes) -> bytes:
        """Do what the bytes say; what is answered."""
        ...


class ListeningPrinter:
    """A printer on a free port of the loopback.

    Args:
        inside: understands what is sent.
        hangs_up_after: somebody pulls the plug when it has taken so many bytes; None for nobody.
        is_silent: it never answers.
    """

    def __init__(
        self, inside: Mechanism, *, hangs_up_after: int | None = None, is_silent: bool = False
    ) -> None:
        self._inside = inside
        self._left = hangs_up_after
        self._is_silent = is_silent
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        while data := self._heard(connection):
            if self._left is not None:
                self._left -= len(data)
                if self._left <= 0:  # the other side finds the line dead, not ended
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return
            answer = self._inside.take(data)
            if answer and not self._is_silent:
                connection.sendall(answer)

    def _heard(self, connection: socket.socket) -> bytes:
        try:
            return connection.recv(4096)
        except OSError:
            return b""


class _Mute(Mechanism):
    """Understands nothing and says nothing."""

    @override
    def take(self, data: bytes) -> bytes:
        return b""


class SocketPrinter(ListeningPrinter):
    """Keeps what comes over a connection as one document, as printers on port 9100 do."""

    def __init__(self) -> None:
        self._documents: queue.Queue[bytes] = queue.Queue()
        super().__init__(_Mute())
        # Without the last part a printing service asks the computer for a printer's levels, for four seconds.
        self.uri = f"socket://{self.address}/?snmp=false"

    def received(self) -> bytes:
        """The next document; waits for it."""
        return self._documents.get(timeout=20)

    @override
    def _talk(self, connection: socket.socket) -> None:
        self._documents.put(b"".join(iter(lambda: self._heard(connection), b"")))


class Tray:
    """Where paper comes out."""

    def __init__(self) -> None:
        self._papers: queue.Queue[Paper] = queue.Queue()

    def put(self, paper: Paper) -> None:
        self._papers.put(paper)

    def taken(self) -> Paper:
        """The next piece of paper; waits for it."""
        return self._papers.get(timeout=20)

    @property
    def is_empty(self) -> bool:
        return self._papers.empty()
