"""What a printer that speaks the Internet Printing Protocol is asked and told."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checkin.badges.printers.ipp_message import Attributes, Reply, Tag, reply, request, words
from checkin.badges.printers.reasons import troubles_of
from checkin.badges.printers.trouble import STANDS, Trouble, unsure
from checkin.errors import BadgeError, BadgeRefusedError, PrintUncertainError

if TYPE_CHECKING:
    import httpx

_PRINT, _VALIDATE, _CANCEL, _JOB, _PRINTER = 0x0002, 0x0004, 0x0008, 0x0009, 0x000B
_REFUSED = 0x0400
_NEVER = {0x0408, 0x0409, 0x040A, 0x040B, 0x040E, 0x040F, 0x0410, 0x0411, 0x0418, 0x0419, 0x041A, 0x041B}
"""Answers about the badge itself: too large, or in no form or size the printer knows."""

_STUMBLED = {0x0500, 0x0504, 0x0505, 0x0508}
"""Answers of a printer that had begun with the badge; the others above `_REFUSED` are given before that."""

_NEEDS_SIGNING_IN = 401, 403, 426
_TOO_LARGE, _AT_FAULT = 413, 500
_UNPRINTABLE = {
    "document-format-error",
    "unsupported-document-format",
    "unsupported-attributes-or-values",
    "conflicting-attributes",
    "document-access-error",
    "document-password-error",
    "compression-error",
    "unsupported-compression",
}
"""Why a printer gives up a badge that it would give up the next time, too."""

_HELD, _PENDING, _CANCELLED, _ABORTED, _DONE = 4, 3, 7, 8, 9
_STOPPED = 5
_REACHED_WITHIN, _TALKS_WITHIN = 2.0, 10.0
_USER = "checkin"
_WANTED = ("printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "document-format-supported")
_WANTED_OF_JOBS = (
    "job-state",
    "job-state-reasons",
    "job-state-message",
    "job-impressions-completed",
    "job-media-sheets-completed",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterReport:
    """How a printer is.

    Attributes:
        troubles: what keeps it from printing.
        accepts: it takes badges now.
        formats: of documents it takes.
    """

    troubles: tuple[Trouble, ...]
    accepts: bool
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobReport:
    """How far a badge is.

    Attributes:
        is_over: nothing more will come.
        is_done: and it came out.
        has_begun: some of it may be on paper. Going by the job's state: many printers never count sheets, and
            say all day long that it was none.
        counted: how many sheets the printer says it was; 0, too, where it does not count, None where it says
            nothing.
        is_unprintable: it was given up because of what it is.
        words: the printer's own, often none.
    """

    is_over: bool
    is_done: bool
    has_begun: bool
    counted: int | None = None
    is_unprintable: bool = False
    words: str = ""


class IppService:
    """One printer; every call is one request.

    Args:
        address: ``host``, ``host:port``, or an ``ipp://`` or ``ipps://`` address.
        called: its name, for people.
        client: makes what requests go through.
    """

    def __init__(self, address: str, called: str, client: "Callable[[], httpx.Client] | None" = None) -> None:
        self._uri, self._url = _addresses(address)
        self._called = called
        self._client = client or (lambda: _client(secure=self._url.startswith("https")))

    def printer(self, within: float = _TALKS_WITHIN) -> PrinterReport:
        """How the printer is.

        Raises:
            BadgeError: it cannot be reached, or says nothing sensible.
        """
        said = self._ask(_PRINTER, {"requested-attributes": (Tag.KEYWORD, _WANTED)}, within=within)
        troubles = troubles_of(said.texts(Tag.PRINTER, "printer-state-reasons"))
        if not troubles and said.number(Tag.PRINTER, "printer-state") == _STOPPED:
            troubles = (Trouble.PAUSED,)
        return PrinterReport(
            troubles=troubles,
            accepts=said.number(Tag.PRINTER, "printer-is-accepting-jobs") != 0,
            formats=said.texts(Tag.PRINTER, "document-format-supported"),
        )

    def takes(self, name: str, kind: str, size: tuple[float, float]) -> bool:
        """Whether the printer has paper of so many millimetres.

        Raises:
            BadgeError: it would not take such a badge at all, and why.
        """
        said = self._answered(_VALIDATE, _named(name, kind), job=_ticket(size))
        if "media-col" in said.group(Tag.UNSUPPORTED):
            return False
        self._require_taken(said)
        return True

    def submit(self, document: bytes, name: str, kind: str, size: tuple[float, float]) -> int:
        """Hand over a document to be printed at its real size; the job's number.

        Raises:
            PrintUncertainError: nobody knows whether the printer took it.
            BadgeError: it did not, and why.
        """
        said = self._answered(_PRINT, _named(name, kind), job=_ticket(size), document=document)
        if said.status in _STUMBLED:
            raise PrintUncertainError(unsure(self._called))
        self._require_taken(said)
        job = said.number(Tag.JOB, "job-id")
        if job is None:
            raise PrintUncertainError(unsure(self._called))
        return job

    def job(self, job: int) -> JobReport:
        """How far a job is.

        Raises:
            BadgeError: the printer does not say.
        """
        wanted: Attributes = {
            "job-id": (Tag.INTEGER, job),
            "requested-attributes": (Tag.KEYWORD, _WANTED_OF_JOBS),
        }
        said = self._ask(_JOB, wanted)
        state = said.number(Tag.JOB, "job-state")
        sheets = [
            said.number(Tag.JOB, name) for name in ("job-impressions-completed", "job-media-sheets-completed")
        ]
        counted = max((number for number in sheets if number is not None), default=None)
        return JobReport(
            is_over=state in {_CANCELLED, _ABORTED, _DONE},
            is_done=state == _DONE,
            has_begun=state not in {_PENDING, _HELD} or bool(counted),
            counted=counted,
            is_unprintable=not _UNPRINTABLE.isdisjoint(said.texts(Tag.JOB, "job-state-reasons")),
            words=words(said.texts(Tag.JOB, "job-state-message")),
        )

    def cancel(self, job: int) -> None:
        """Take a job back, if it is not too late.

        Raises:
            BadgeError: the printer did not take it back.
        """
        self._ask(_CANCEL, {"job-id": (Tag.INTEGER, job)})

    def _ask(
        self,
        operation: int,
        more: Attributes,
        *,
        within: float = _TALKS_WITHIN,
    ) -> Reply:
        said = self._answered(operation, more, within=within)
        self._require_taken(said)
        return said

    def _require_taken(self, answer: Reply) -> None:
        if answer.status >= _REFUSED:
            said = words(answer.texts(Tag.OPERATION, "status-message")) or f"it answered {answer.status:04x}"
            kind = BadgeRefusedError if answer.status in _NEVER else BadgeError
            raise kind(f"{self._called} did not take the badge: {said}. {STANDS}")

    def _answered(
        self,
        operation: int,
        more: Attributes,
        *,
        job: Attributes | None = None,
        document: bytes = b"",
        within: float = _TALKS_WITHIN,
    ) -> Reply:
        """What it answers, be it that it refuses."""
        message = request(operation, self._uri, {**more, "requesting-user-name": (Tag.NAME, _USER)}, job=job)
        return self._posted(message + document, within, is_badge=bool(document))

    def _posted(self, message: bytes, within: float, *, is_badge: bool) -> Reply:
        import httpx  # noqa: PLC0415 - only who prints this way waits for it

        times = httpx.Timeout(within, connect=min(within, _REACHED_WITHIN))
        try:
            with self._client() as client:
                heard = client.post(
                    self._url, content=message, headers={"Content-Type": "application/ipp"}, timeout=times
                )
            heard.raise_for_status()
            return reply(heard.content)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
            raise BadgeError(_unreached(self._called, error)) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise BadgeError(_no_address(self._url)) from error
        except httpx.HTTPStatusError as error:
            raise _refusal(self._called, error.response.status_code, is_badge=is_badge) from error
        except (httpx.HTTPError, BadgeError) as error:
            if is_badge:
                raise PrintUncertainError(unsure(self._called)) from error
            raise BadgeError(Trouble.OFFLINE.nothing_came(self._called)) from error


def service_at(server: str, queue: str) -> IppService:
    """A queue of the system's printing service; `server` is its ``host:port`` or its socket's path."""
    if not server.startswith("/"):
        return IppService(f"{server.partition('/')[0]}/printers/{queue}", queue)
    return IppService(f"localhost/printers/{queue}", queue, lambda: _local_client(server))


def _local_client(path: str) -> "httpx.Client":
    import httpx  # noqa: PLC0415 - likewise

    return httpx.Client(
        transport=httpx.HTTPTransport(uds=path, verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    )


def _client(*, secure: bool) -> "httpx.Client":
    """A printer is near: no proxy knows it. Whom to trust is read only where it matters: that is slow."""
    import httpx  # noqa: PLC0415 - likewise

    nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx.Client(trust_env=False, verify=True if secure else nobody)


def _unreached(called: str, error: Exception) -> str:
    if "CERTIFICATE" not in str(error):
        return Trouble.OFFLINE.nothing_came(called)
    return (
        f"This computer does not trust the certificate of {called}. Have it trusted, or give its address "
        f"with ipp:// instead of ipps:// where nobody else listens. {STANDS}"
    )


def _refusal(called: str, status: int, *, is_badge: bool) -> BadgeError:
    if is_badge and status >= _AT_FAULT:
        return PrintUncertainError(unsure(called))
    if status == _TOO_LARGE:
        return BadgeRefusedError(f"The badge is too large for {called}. {STANDS}")
    if status in _NEEDS_SIGNING_IN:
        words = f"{called} asks for a name and a password. Use it as a printer of this computer."
    else:
        words = f"At the address of {called} answers something else ({status}). Look at the address."
    return BadgeError(f"{words} {STANDS}")


def _addresses(address: str) -> tuple[str, str]:
    """The printer's own address, and where requests go."""
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"ipp://{text}")
        port = parts.port or 631
    except ValueError as error:
        raise BadgeError(_no_address(address)) from error
    if not parts.hostname or parts.scheme not in {"ipp", "ipps", "http", "https"}:
        raise BadgeError(_no_address(address))
    secure = parts.scheme in {"ipps", "https"}
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    path = parts.path if parts.path.strip("/") else "/ipp/print"
    return (
        f"{'ipps' if secure else 'ipp'}://{host}:{port}{path}",
        f"{'https' if secure else 'http'}://{host}:{port}{path}",
    )


def _no_address(address: str) -> str:
    return f"“{address}” is no address of a printer. Give its name or number, such as 192.0.2.9."


def _named(name: str, kind: str) -> Attributes:
    return {"job-name": (Tag.NAME, name), "document-format": (Tag.MIME, kind)}


def _ticket(size: tuple[float, float]) -> Attributes:
    width, height = (round(side * 100) for side in size)
    dimensions = {"x-dimension": (Tag.INTEGER, width), "y-dimension": (Tag.INTEGER, height)}
    return {
        "media-col": (Tag.BEGIN, {"media-size": (Tag.BEGIN, dimensions)}),
        "print-scaling": (Tag.KEYWORD, "none"),
    }
