"""The record of an event as a file: CSV for spreadsheets, JSON for programs."""

import csv
import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from checkin.errors import CheckinError
from checkin.mirror import records
from checkin.mirror.database import Mirror
from checkin.mirror.records import Record
from checkin.model.event import Event


class ExportFormat(StrEnum):
    """How the file is written."""

    CSV = "csv"
    JSON = "json"


class ExportError(CheckinError):
    """The file cannot be written."""


_COLUMNS = tuple(field.name for field in fields(Record))
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def export(mirror: Mirror, event: Event, file: Path, form: ExportFormat) -> int:
    """Write every movement of an event with what the platform knows of it; says how many there were.

    Times are ISO 8601 in UTC. A cell that a spreadsheet would take for a formula gets an apostrophe.

    Raises:
        ExportError: the file cannot be written.
        MirrorError: the mirror cannot be read.
    """
    draft = file.with_name(file.name + ".part")
    try:
        with mirror.read() as connection:
            rows = records.recorded(connection, event.id)
            number = _write_csv(draft, rows) if form is ExportFormat.CSV else _write_json(draft, event, rows)
        draft.replace(file)
    except OSError as error:
        raise ExportError(f"{file} cannot be written: {error.strerror}.") from error
    return number


def _write_csv(file: Path, rows: Iterable[Record]) -> int:
    number = 0
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(_COLUMNS)
        for number, row in enumerate(rows, start=1):  # noqa: B007  (the last number is the answer)
            writer.writerow([_cell(value) for value in asdict(row).values()])
    return number


def _write_json(file: Path, event: Event, rows: Iterable[Record]) -> int:
    movements = [{name: _plain(value) for name, value in asdict(row).items()} for row in rows]
    about = {"event": event.name, "platform_id": event.platform.platform_id, "movements": movements}
    file.write_text(json.dumps(about, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(movements)


def _cell(value: object) -> str:
    text = str(_plain(value) if value is not None else "")
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
