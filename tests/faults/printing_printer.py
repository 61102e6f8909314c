"""A label printer in the network with a record of its own, that can be unplugged in the middle of a badge."""

import socket
import struct
import threading
from collections import Counter

import numpy as np

from checkin.scanner.decode import decode
from tests.fakes.printers.listening import Paper
from tests.fakes.printers.zebra import Zebra

_DOTS_PER_MM = 8
_PATIENCE = 20.0
_BORDER = 16


class Unpluggable:
    """A Zebra on a port that stays the same.

    Attributes:
        unplugged_after: bytes after which somebody pulls the plug, once; None for nobody.
        unplugged: how often that happened.
        record: how often each code came out.
    """

    def __init__(self) -> None:
        self.zebra = Zebra(dots_per_mm=_DOTS_PER_MM)
        self.unplugged_after: int | None = None
        self.unplugged = 0
        self.record: Counter[str] = Counter()
        self._talks = threading.Condition()
        self._talking = 0
        self._listener: socket.socket | None = None
        self._port = 0
        self.switch_on()
        self.address = f"127.0.0.1:{self._port}"

    def switch_on(self) -> None:
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self._port))
            self._port = self._listener.getsockname()[1]
            threading.Thread(target=self._serve, args=(self._listener,), daemon=True).start()

    def switch_off(self) -> None:
        if self._listener is not None:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None

    def put_right(self) -> None:
        """Whoever looks whether a badge came out plugs it in and loads paper first; then it is as it is."""
        with self._talks:
            assert self._talks.wait_for(lambda: not self._talking, _PATIENCE)
        self.unplugged_after = None
        self.switch_on()
        self.zebra.stops_after(None)
        self.zebra.load_paper()
        while not self.zebra.tray.is_empty:
            self.record[_code(self.zebra.tray.taken())] += 1

    def _serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with self._talks:
                self._talking += 1
            with connection:
                self._talk(connection)
            with self._talks:
                self._talking -= 1
                self._talks.notify_all()

    def _talk(self, connection: socket.socket) -> None:
        while data := _heard(connection):
            if self.unplugged_after is not None:
                taken = data[: self.unplugged_after]
                self.unplugged_after -= len(taken)
                self.zebra.take(taken)
                if self.unplugged_after <= 0:
                    self.unplugged_after = None
                    self.unplugged += 1
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return
                continue  # a plug that is about to be pulled answers nobody any more
            try:
                connection.sendall(self.zebra.take(data))
            except OSError:
                return


def _heard(connection: socket.socket) -> bytes:
    try:
        return connection.recv(4096)
    except OSError:
        return b""


def _code(paper: Paper) -> str:
    page = np.pad(np.where(paper, 0, 255).astype(np.uint8), _BORDER, constant_values=255)
    found = decode(np.repeat(page[:, :, None], 3, axis=2))
    assert len(found) == 1, "a badge nobody can scan"
    return found[0].payload
