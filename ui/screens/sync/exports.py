"""What can be written to a file, and how."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from checkin.app import App
from checkin.desk.tabulate import ExportFormat, draft_of, tabulate
from ui.screens.messages import Message
from ui.theme.tokens import Tone

_FORMATS = (
    (ExportFormat.XLSX, "Excel"),
    (ExportFormat.ODS, "OpenDocument"),
    (ExportFormat.CSV, "CSV"),
    (ExportFormat.JSON, "JSON"),
)
LIST_FORMATS = (ExportFormat.XLSX, ExportFormat.ODS, ExportFormat.CSV)
LIST_FILTER = "Excel (*.xlsx);;OpenDocument (*.ods);;CSV (*.csv)"
"""A list can be written as these."""

_UNSAFE = frozenset('<>:"/\\|?*')


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One entry of the menu; `people` writes a row for each attendee, else for each check-in."""

    label: str
    people: bool
    form: ExportFormat

    @property
    def suffix(self) -> str:
        """Of the file, with the dot."""
        return f".{self.form.value}"

    @property
    def filter(self) -> str:
        """For the dialog that asks where to."""
        return f"{self.label} (*{self.suffix})"


MENU: tuple[tuple[str, tuple[Export, ...]], ...] = tuple(
    (
        heading,
        tuple(Export(label=f"{label} (.{form.value})", people=people, form=form) for form, label in _FORMATS),
    )
    for heading, people in (("Check-ins and check-outs", False), ("Attendees, a row each", True))
)
"""Headings, each with what stands below it."""


def file_name(wanted: Export, event: str, now: datetime, zone: tzinfo) -> str:
    """What the file is called unless somebody wants otherwise."""
    return _named("attendees" if wanted.people else "check-ins", wanted.suffix, event, now.astimezone(zone))


def list_name(what: str, event: str, now: datetime, zone: tzinfo) -> str:
    """What the file of a list is called unless somebody wants otherwise."""
    return _named(what, ".xlsx", event, now.astimezone(zone))


def _named(what: str, suffix: str, event: str, at: datetime) -> str:
    plain = "".join(" " if letter in _UNSAFE or not letter.isprintable() else letter for letter in event)
    named = " ".join(plain.split()) or "event"
    return f"{named} {what} {at:%Y-%m-%d %H%M}{suffix}"


def write_list(file: Path, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Message:
    """Write a list as its ending says, as a workbook where that says nothing; and say so.

    Raises:
        ExportError: the file cannot be written.
    """
    forms = {f".{form.value}": form for form in LIST_FORMATS}
    whole = file if file.suffix.casefold() in forms else file.with_name(f"{file.name}.xlsx")
    with draft_of(whole) as draft:
        number = tabulate(draft, forms[whole.suffix.casefold()], heading, rows)
    what = "1 line" if number == 1 else f"{number:,} lines"
    return Message(tone=Tone.YES, title=f"Exported: {what}", advice=f"Written to {whole}")


def write(app: App, wanted: Export, file: Path) -> Message:
    """Write it, and say so.

    Raises:
        CheckinError: the file cannot be written.
    """
    whole = file if file.suffix else file.with_suffix(wanted.suffix)
    if wanted.people:
        number = app.export_people(whole, wanted.form)
        what = "1 attendee" if number == 1 else f"{number:,} attendees"
    else:
        number = app.export(whole, wanted.form)
        what = "1 check-in or check-out" if number == 1 else f"{number:,} check-ins and check-outs"
    return Message(tone=Tone.YES, title=f"Exported: {what}", advice=f"Written to {whole}")
