"""The system's printing service, through its own commands: they know where it is and how to sign in to it."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from checkin.badges.printers.ipp_service import service_at
from checkin.badges.printers.trouble import unsure
from checkin.errors import BadgeError, BadgeRefusedError, PrintUncertainError

_ANSWERS_WITHIN = 20.0
_BEGUN = "job-printing"
_REQUEST = re.compile(r"request id is (\S+-\d+)")
_NEVER = re.compile("unsupported|not supported|too large", re.IGNORECASE)
"""What the service says of a badge it would not take the next time either."""

_FAILED = ("cancel", "abort", "errors", "stopped", "hold")


class JobState(Enum):
    """How far a job is."""

    WAITING = auto()
    DONE = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class JobReport:
    """What the service says of a job; `words` are its own, often none.

    Attributes:
        has_begun: it is or was on its way to the printer.
        may_come: the service still has it.
        cancelled: somebody took it back there.
    """

    state: JobState
    words: str = ""
    has_begun: bool = False
    may_come: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueReport:
    """What the service says of a queue.

    Attributes:
        stopped: why it prints nothing now, perhaps in no words at all; None while it is at work.
        reasons: what it or its printer lacks, by the keywords all services share.
    """

    stopped: str | None
    reasons: tuple[str, ...] = ()


class _SilentError(BadgeError):
    """The service was told something and did not answer in time."""


class Cups:
    """One printing service.

    Args:
        server: ``host:port``; empty for the one this computer is set up to use.
        search_path: where the commands are looked for; None for the usual places.
        within: seconds in which the service answers.
    """

    def __init__(
        self, server: str = "", *, search_path: str | None = None, within: float = _ANSWERS_WITHIN
    ) -> None:
        self._server = ("-h", server) if server else ()
        self._search_path = search_path
        self._within = within

    def queues(self) -> tuple[str, ...]:
        """The names of all queues.

        Raises:
            BadgeError: there is no printing service, or it does not answer.
        """
        if "is running" not in self._run("lpstat", "-r").stdout:
            raise BadgeError("The printing service does not answer.")
        return tuple(self._run("lpstat", "-e").stdout.split())

    def submit(self, queue: str, pdf: bytes, title: str, size: str) -> str:
        """Hand over a document to be printed at its real size, such as ``62x100mm``; the job's name.

        The size is said twice: drivers take the one to the millimetre and the other to the point, and queues
        without a driver take only the other.

        Raises:
            PrintUncertainError: nobody knows whether the service took it.
            BadgeRefusedError: it did not and will not, and why.
            BadgeError: it did not just now, and why.
        """
        options = ("-o", f"PageSize=Custom.{size}", "-o", f"media=custom_{size}_{size}")
        try:
            asked = self._run(
                "lp", "-d", queue, "-t", title, *options, "-o", "print-scaling=none", "-", document=pdf
            )
        except _SilentError as error:  # it may have the badge all the same
            raise PrintUncertainError(unsure(queue)) from error
        if asked.returncode:
            words = f"The printer {queue} did not take the badge: {_said(asked)}."
            raise BadgeRefusedError(words) if _NEVER.search(words) else BadgeError(words)
        request = _REQUEST.search(asked.stdout)
        if request is None:
            raise PrintUncertainError(unsure(queue))
        return request[1]

    def job(self, job: str, queue: str) -> JobReport:
        """How far the job is; one the service has forgotten is done.

        Raises:
            BadgeError: the service does not answer.
        """
        unfinished = self._entry(job, queue, "not-completed")
        if unfinished is not None:
            has_failed = any(word in unfinished["Alerts"] for word in _FAILED)
            words = unfinished["Status"] or (unfinished["Alerts"] if has_failed else "")
            return JobReport(
                state=JobState.FAILED if has_failed else JobState.WAITING,
                words=words,
                has_begun=_BEGUN in unfinished["Alerts"],
                may_come=True,
            )
        finished = self._entry(job, queue, "completed")
        if finished is None:
            return JobReport(state=JobState.DONE)
        if any(word in finished["Alerts"] for word in _FAILED) or self._was_given_up(job, queue):
            return JobReport(
                state=JobState.FAILED,
                words=finished["Status"] or finished["Alerts"],
                cancelled="cancel" in finished["Alerts"],
            )
        return JobReport(state=JobState.DONE)

    def _was_given_up(self, job: str, queue: str) -> bool:
        """Whether a job that is over did not come out: the command that lists jobs does not say."""
        server = self._run("lpstat", "-H").stdout.strip()
        try:
            return not service_at(server, queue).job(int(job.rpartition("-")[2])).is_done
        except BadgeError:
            return False  # it was asked the other way, too

    def queue(self, queue: str, *, within: float | None = None) -> QueueReport:
        """How the queue is, in so many seconds; None for as long as it may take to answer.

        Raises:
            BadgeError: there is no printing service, or it does not answer soon enough.
        """
        said = self._run("lpstat", "-l", "-p", queue, within=within).stdout.splitlines()
        first, *rest = said or [""]
        details = _details(iter(rest))
        why = rest[0].strip().removeprefix("reason unknown") if rest else ""
        return QueueReport(
            stopped=why if " disabled since " in first else None,
            reasons=tuple(reason for reason in details["Alerts"].split() if reason != "none"),
        )

    def cancel(self, job: str) -> bool:
        """Take a job back; False when it is too late, or the service does not give it back.

        Raises:
            BadgeError: the service does not answer.
        """
        return self._run("cancel", job).returncode == 0

    def _entry(self, job: str, queue: str, which: str) -> dict[str, str] | None:
        asked = self._run("lpstat", "-l", "-W", which, "-o", queue)
        if asked.returncode:
            raise BadgeError("The printing service does not answer.")
        lines = iter(asked.stdout.splitlines())
        for line in lines:
            if line.split(maxsplit=1)[:1] == [job]:
                return _details(lines)
        return None

    def _run(
        self, command: str, *arguments: str, document: bytes = b"", within: float | None = None
    ) -> "subprocess.CompletedProcess[str]":
        program = shutil.which(command, path=self._search_path)
        if program is None:
            raise BadgeError(
                f"This computer has no printing service this app can use ({command} is not there). "
                "Install CUPS, or choose a printer by its address in the network, or a folder."
            )
        try:
            ended = subprocess.run(  # noqa: S603 - a found program, arguments as a list, no shell
                [program, *self._server, *arguments],
                input=document,
                capture_output=True,
                timeout=within or self._within,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
            )
        except OSError as error:
            raise BadgeError("The printing service does not answer.") from error
        except subprocess.TimeoutExpired as error:
            raise _SilentError("The printing service does not answer.") from error
        output, complaint = (stream.decode(errors="replace") for stream in (ended.stdout, ended.stderr))
        return subprocess.CompletedProcess(ended.args, ended.returncode, output, complaint)


def _details(lines: Iterator[str]) -> dict[str, str]:
    """The indented lines after a job's own: ``Status: ...``, ``Alerts: ...``."""
    found = {"Status": "", "Alerts": ""}
    for line in lines:
        if not line.startswith("\t"):
            break
        key, _, value = line.strip().partition(":")
        found[key] = value.strip()
    return found


def _said(ended: "subprocess.CompletedProcess[str]") -> str:
    words = (ended.stderr or ended.stdout).strip().splitlines()
    return words[-1].partition(": ")[2].removeprefix("Error - ").rstrip(".") if words else "no reason given"
