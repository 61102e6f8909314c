"""The log: one JSON object a line, what happened when, and nobody's data.

Most of it is what the core announces anyway (`checkin.app.announced`). What foreign libraries say is kept as
the place it was said at, and of an error its kind and its way, for words may hold a name or a code.
"""

import logging
import os
import re
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from pythonjsonlogger.json import JsonFormatter
from typing_extensions import override

from checkin.app.announced import facts
from checkin.notices import Notice, NoticeBoard

_log = logging.getLogger(__name__)

LOG_FILE = "desk.log"

_LARGEST = 2_000_000  # bytes of a file: some ten thousand scans
_KEPT = 5  # older files
_OURS = ("checkin", "ui")
_ADDRESS = re.compile(r"[^\s@\"'<>]+@[^\s@\"'<>]+")
_LONG_WORD = re.compile(r"(?<![\w/.-])(?=[\w+/=.-]*\d)[\w+/=.-]{24,}(?![\w/.-])")
_ID_OF_OURS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Logbook:
    """Writes what happens to `folder` until closed. A log that cannot be written stops nobody."""

    def __init__(self, folder: Path, notices: NoticeBoard, *, largest: int = _LARGEST) -> None:
        self._file = _File(
            folder / LOG_FILE, maxBytes=largest, backupCount=_KEPT, encoding="utf-8", delay=True
        )
        self._file.setFormatter(_Lines())
        self._file.setLevel(logging.INFO)
        for ours in _OURS:
            logging.getLogger(ours).setLevel(logging.INFO)
        logging.getLogger().addHandler(self._file)
        self._stop = notices.listen(_note)

    def close(self) -> None:
        """Write no more."""
        self._stop()
        logging.getLogger().removeHandler(self._file)
        self._file.close()


def _note(notice: Notice) -> None:
    told = facts(notice)
    if told is not None:
        what, numbers = told
        _log.info(what, extra=dict(numbers))


class _File(RotatingFileHandler):
    """For this user's eyes only."""

    @override
    def _open(self) -> Any:
        folder = Path(self.baseFilename).parent
        if not folder.exists():
            folder.mkdir(parents=True, mode=0o700)
        return _opened(self.baseFilename)

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """A full disk is said elsewhere; a line the log lacks is no reason to disturb the door."""


def _opened(file: str) -> TextIO:
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8")


_NAMES = {"levelname": "level", "name": "by", "threadName": "thread", "exc_info": "error"}


class _Lines(JsonFormatter):
    """A record as one line."""

    def __init__(self) -> None:
        super().__init__("{levelname}{name}{threadName}{message}", style="{", rename_fields=_NAMES)

    @override
    def format(self, record: logging.LogRecord) -> str:
        kept = logging.makeLogRecord(record.__dict__)
        if record.name.partition(".")[0] not in _OURS:
            kept.msg, kept.args = f"{record.module}:{record.lineno}", None
        kept.exc_text = None  # another handler may have filled it, with the error's own words
        return super().format(kept)

    @override
    def add_fields(self, log_data: Any, record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        log_data["at"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        super().add_fields(log_data, record, message_dict)

    @override
    def process_log_record(self, log_data: Any) -> Any:
        return {name: scrubbed(word) if isinstance(word, str) else word for name, word in log_data.items()}

    @override
    def formatException(self, ei: Any) -> str:
        kind, _, trace = ei
        return "" if kind is None else trail(kind, trace)


def trail(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What kind of error it was and the way it came, without its words."""
    places: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{kind.__name__} at {' > '.join(places)}"


def scrubbed(text: str) -> str:
    """Without what looks like an e-mail address or a secret; ids made here stay."""
    hidden = _ADDRESS.sub("<address>", text)
    return _LONG_WORD.sub(lambda word: word[0] if _ID_OF_OURS.fullmatch(word[0]) else "<word>", hidden)
