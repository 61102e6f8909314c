"""A report for whoever helps: what was found, how this station is set up, and the log; nobody's data.

Neither people nor secrets are in it: accounts, addresses of cameras and the folders' owner are left out.
"""

import json
import os
import platform
import sqlite3
import sys
import zipfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import checkin
from checkin.app.announced import WORDS_ARE_OURS
from checkin.app.app import App
from checkin.app.doctor import Finding
from checkin.app.logbook import LOG_FILE, scrubbed
from checkin.errors import CheckinError

_LIBRARIES = ("PySide6", "SQLAlchemy", "httpx", "zxing-cpp", "pyzbar", "opencv-python", "reportlab")
_CRASHES = "crash.log"


class ReportError(CheckinError):
    """The report cannot be written."""


def write_report(app: App, file: Path, findings: Iterable[Finding]) -> None:
    """Write a ZIP with `report.json` and the log's files; for this user's eyes, until they send it on.

    Raises:
        ReportError: the file cannot be written.
    """
    told = json.dumps(_told(app, findings), indent=1, ensure_ascii=False)
    try:
        with (
            os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened,
            zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            archive.writestr("report.json", told)
            for log in _logs(app.folders.logs):
                archive.writestr(f"logs/{log.name}", scrubbed(log.read_text("utf-8", "replace")))
    except OSError as error:
        raise ReportError(f"The report cannot be written to {file}: {error.strerror}.") from error


def _logs(folder: Path) -> list[Path]:
    return [one for one in sorted(folder.glob("*")) if one.name.startswith((LOG_FILE, _CRASHES))]


def _told(app: App, findings: Iterable[Finding]) -> dict[str, object]:
    status = app.sync_status()
    counts = status.counts
    return {
        "version": checkin.__version__,
        "written_at": app.clock.now().isoformat(),
        "system": {
            "system": platform.platform(),
            "python": sys.version.split()[0],
            "sqlite": sqlite3.sqlite_version,
            "libraries": {name: version(name) for name in _LIBRARIES},
        },
        "findings": [
            {"name": one.name, "health": one.health.value, "what": _hidden(one)} for one in findings
        ],
        "station": _station(app),
        "sync": {
            "online": status.online,
            "sign_in_needed": status.sign_in_needed,
            "last_pull": None if status.last_pull is None else status.last_pull.isoformat(),
            "last_contact": None if status.last_contact is None else status.last_contact.isoformat(),
            "waiting": counts.waiting,
            "waiting_since": None if counts.since is None else counts.since.isoformat(),
            "uncertain": counts.uncertain,
            "parked": counts.parked,
            "settled": counts.settled,
            "clock_offset": app.clock_offset(),
        },
    }


def _station(app: App) -> dict[str, object]:
    settings = app.settings
    connection, post = settings.connection, settings.station
    return {
        "id": settings.station_id,
        "platform": None if connection is None else connection.platform,
        "host": None if connection is None else urlsplit(connection.base_url).hostname,
        "options": [] if connection is None else sorted(connection.options),
        "kind": None if post is None else post.kind.value,
        "asks_live": post is not None and post.live,
        "camera": bool(settings.camera),
        "printer": settings.printer.kind.value,
        "encrypted": settings.encrypted,
        "second_journal": bool(settings.journal_folder),
    }


def _hidden(finding: Finding) -> str:
    """What was found without the user's name in a path, without addresses, and without a platform's words."""
    if finding.kind and finding.kind not in WORDS_ARE_OURS:
        return finding.kind
    return scrubbed(finding.what.replace(str(Path.home()), "~"))
