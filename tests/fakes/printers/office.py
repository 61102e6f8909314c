"""A printer that speaks the Internet Printing Protocol, with a will of its own."""

import queue
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from typing_extensions import override

from checkin.badges.printers.ipp_message import Reply, Tag, reply

PRINT, VALIDATE, CANCEL, JOB, PRINTER = 0x0002, 0x0004, 0x0008, 0x0009, 0x000B
PENDING, HELD, PROCESSING, CANCELLED, ABORTED, DONE = 3, 4, 5, 7, 8, 9

Told = dict[str, tuple[Tag, "int | str | tuple[str, ...]"]]


@dataclass
class Office:
    """How the printer is; a test changes it as it likes.

    Attributes:
        jobs: the states a job goes through, a look each; the last one stays.
        cancels_to: the state a cancelled job gets; None when it cannot be cancelled.
        sheets: printed of the job; None when it does not count, and does not say so either.
        why: the job's own reasons.
        breaks_on: the operation at which somebody pulls the plug.
        names_no_job: it takes a document and does not say as which job.
        http: what it answers instead, such as 401; 200 for what is asked.
        stumbles: what it answers once it has a document, by HTTP and in its own words.
        documents: what was printed, with the format's name and the job's.
    """

    state: int = 3
    reasons: tuple[str, ...] = ("none",)
    accepts: int = 1
    formats: tuple[str, ...] = ("application/pdf", "image/pwg-raster")
    jobs: tuple[int, ...] = (PROCESSING, DONE)
    reasons_of_job: tuple[str, ...] | None = None
    cancels_to: int | None = CANCELLED
    sheets: int | None = 0
    why: tuple[str, ...] = ()
    message: str = ""
    lacks_paper: bool = False
    names_no_job: bool = False
    refuses: str = ""
    breaks_on: int | None = None
    answer: bytes | None = None
    http: int = 200
    stumbles: tuple[int, int] = (200, 0)
    documents: "queue.Queue[tuple[str, str, bytes]]" = field(default_factory=queue.Queue)
    asked: list[Reply] = field(default_factory=list)

    def answers(self, asked: Reply, document: bytes) -> bytes:
        """What it says to one request."""
        self.asked.append(asked)
        operation = asked.status
        if operation == PRINT:
            self.reasons = self.reasons_of_job or self.reasons
            names = (asked.texts(Tag.OPERATION, name)[0] for name in ("document-format", "job-name"))
            self.documents.put((*names, document))  # type: ignore[arg-type]
            told: Told = {} if self.names_no_job else {"job-id": (Tag.INTEGER, 7)}
            return message(self.stumbles[1], Tag.JOB, told)
        if operation == PRINTER:
            return message(0, Tag.PRINTER, self._printer())
        if operation == VALIDATE:
            return self._validated()
        if operation == CANCEL:
            if self.cancels_to is None:
                return message(0x0404, Tag.OPERATION, {"status-message": (Tag.TEXT, "Too late.")})
            self.jobs = (self.cancels_to,)
            return message(0, Tag.OPERATION, {})
        return message(0, Tag.JOB, self._job())

    def _printer(self) -> Told:
        return {
            "printer-state": (Tag.ENUM, self.state),
            "printer-state-reasons": (Tag.KEYWORD, self.reasons),
            "printer-is-accepting-jobs": (Tag.BOOLEAN, self.accepts),
            "document-format-supported": (Tag.MIME, self.formats),
        }

    def _validated(self) -> bytes:
        if self.refuses:
            return message(0x0507, Tag.OPERATION, {"status-message": (Tag.TEXT, self.refuses)})
        unsupported: Told = {"media-col": (Tag.KEYWORD, "no such paper")} if self.lacks_paper else {}
        return message(1 if self.lacks_paper else 0, Tag.UNSUPPORTED, unsupported)

    def _job(self) -> Told:
        first, *rest = self.jobs
        self.jobs = tuple(rest) or (first,)
        told: Told = {"job-state": (Tag.ENUM, first), "job-state-message": (Tag.TEXT, self.message)}
        if self.sheets is not None:
            told["job-impressions-completed"] = (Tag.INTEGER, self.sheets)
        if self.why:
            told["job-state-reasons"] = (Tag.KEYWORD, self.why)
        return told


def message(status: int, about: Tag, told: Told) -> bytes:
    """An answer."""
    parts = [
        struct.pack(">HHI", 0x0200, status, 1),
        bytes([Tag.OPERATION]),
        _field(Tag.CHARSET, "attributes-charset", "utf-8"),
    ]
    if about is not Tag.OPERATION:
        parts.append(bytes([about]))
    for name, (tag, value) in told.items():
        values = value if isinstance(value, tuple) else (value,)
        parts += [_field(tag, "" if number else name, one) for number, one in enumerate(values)]
    return b"".join([*parts, bytes([Tag.END])])


def _field(tag: Tag, name: str, value: int | str) -> bytes:
    if isinstance(value, str):
        content = value.encode()
    else:
        content = bytes([value]) if tag is Tag.BOOLEAN else struct.pack(">i", value)
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(content)) + content


@contextmanager
def at_the_office(office: Office, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """The printer in the network; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked = reply(body)
            if asked.status == office.breaks_on:
                self.close_connection = True
                self.connection.close()
                return
            document = body[end_of(body) :]
            answer = office.answers(asked, document) if office.answer is None else office.answer
            self.send_response(office.stumbles[0] if asked.status == PRINT else office.http)
            self.send_header("Content-Type", "application/ipp")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        @override
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    serving = threading.Thread(target=server.serve_forever, args=(0.02,))
    serving.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


def end_of(body: bytes) -> int:
    """Where the attributes end and the document begins."""
    for form in (b"%PDF", b"RaS2"):
        found = body.find(b"\x03" + form)
        if found >= 0:
            return found + 1
    return len(body)
