"""Servers that prove who they are: rightly, for another name, no longer, or by nobody's word."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import trustme

_LOCALHOST = "127.0.0.1"
_CHUNK = 65536
_PATIENCE = 10.0


class Proof(StrEnum):
    """What a server shows of itself."""

    RIGHT = "right"
    WRONG_HOST = "wrong host"
    EXPIRED = "expired"
    NOT_YET = "not yet valid"
    UNKNOWN_AUTHORITY = "unknown authority"


class Authority:
    """Who signs certificates, and who nobody knows."""

    def __init__(self) -> None:
        self._known = trustme.CA()
        self._unknown = trustme.CA()

    def write(self, file: Path) -> None:
        """Put into a file what `SSL_CERT_FILE` may name."""
        self._known.cert_pem.write_to_path(str(file))

    def shown(self, proof: Proof) -> ssl.SSLContext:
        """What a server on this computer shows."""
        signs = self._unknown if proof is Proof.UNKNOWN_AUTHORITY else self._known
        name = "elsewhere.example.org" if proof is Proof.WRONG_HOST else _LOCALHOST
        begins, ends = _valid(proof)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        signs.issue_cert(name, not_before=begins, not_after=ends).configure_cert(context)
        return context


def _valid(proof: Proof) -> tuple[datetime, datetime]:
    today = datetime.fromtimestamp(ssl.cert_time_to_seconds("Jan  1 00:00:00 2000 GMT"), UTC)
    far = today + timedelta(days=36500)
    match proof:
        case Proof.EXPIRED:
            return today, today + timedelta(days=30)
        case Proof.NOT_YET:
            return far - timedelta(days=30), far
        case _:
            return today, far


class Terminating:
    """Stands before a server and speaks TLS for it, a connection after the other.

    Attributes:
        handshakes: how many clients believed what was shown.
        heard: what they then said, all in one.
    """

    def __init__(self, behind: str, context: ssl.SSLContext) -> None:
        parts = urlsplit(behind)
        self._behind = (parts.hostname or _LOCALHOST, parts.port or 80)
        self._context = context
        self._listener = socket.create_server((_LOCALHOST, 0))
        self._thread = threading.Thread(target=self._run, name="tls", daemon=True)
        self.handshakes = 0
        self.heard = b""

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"https://{_LOCALHOST}:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join(_PATIENCE)
        self._listener.close()

    def _run(self) -> None:
        while True:
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            plain.settimeout(_PATIENCE)
            with plain, suppress(OSError), self._trusted(plain) as secure:
                self._pass_on(secure)

    @contextmanager
    def _trusted(self, plain: socket.socket) -> Iterator[ssl.SSLSocket]:
        with self._context.wrap_socket(plain, server_side=True) as secure:
            secure.recv(0)
            yield secure

    def _pass_on(self, secure: ssl.SSLSocket) -> None:
        """One request, and its answer until the server closes."""
        asked = _request(secure)
        if not asked:
            return
        self.handshakes += 1
        self.heard += asked
        with socket.create_connection(self._behind, timeout=_PATIENCE) as server:
            server.sendall(asked)
            while answer := server.recv(_CHUNK):
                secure.sendall(answer)


def _request(secure: ssl.SSLSocket) -> bytes:
    """A whole request; nothing when whoever called hung up."""
    said = b""
    while b"\r\n\r\n" not in said:
        more = secure.recv(_CHUNK)
        if not more:
            return b""
        said += more
    head, _, body = said.partition(b"\r\n\r\n")
    length = next(
        (int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
    )
    while len(body) < length:
        body += secure.recv(_CHUNK)
    return head + b"\r\n\r\n" + body
