"""A table as a file: CSV, Excel, OpenDocument; written row by row, and whole or not at all.

Nothing in it can be taken for a formula: in CSV such a text gets an apostrophe, in workbooks it is marked as
text, which it stays even when somebody edits the cell.
"""

import contextlib
import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

import xlsxwriter  # type: ignore[import-untyped]
from odfdo import Document, Element, Row, Table
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from checkin.desk.unwritable import why_unwritable
from checkin.errors import CheckinError
from checkin.paths import PRIVATE

Value = str | int | None
"""What a cell holds; texts stay texts, and only whole numbers are numbers."""

MOST_ROWS = 1_048_575
"""A workbook's sheet has no room for more, below its heading."""


class ExportFormat(StrEnum):
    """How the file is written."""

    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"
    ODS = "ods"


class ExportError(CheckinError):
    """The file cannot be written."""


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONGEST = 32_767  # characters; a cell of Excel holds no more
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MARK = "rows stand here"
_TEXT = "text"
_AS_TEXT = '<number:text-style style:name="as-text"><number:text-content/></number:text-style>'
_TEXT_CELL = f'<style:style style:name="{_TEXT}" style:family="table-cell" style:data-style-name="as-text"/>'


@contextlib.contextmanager
def draft_of(file: Path) -> Iterator[Path]:
    """A place for a file that takes its real place when all went well; otherwise nothing is left of it.

    Only this user may read it: names and codes are in it.

    Raises:
        ExportError: the disk does not take it.
    """
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".export-") as folder:
            draft = Path(folder) / "draft"
            yield draft  # in a folder that only this user may look into
            draft.chmod(PRIVATE)
            draft.replace(file)
    except OSError as error:
        raise ExportError(f"{why_unwritable(file, error)} Nothing was written.") from error


def tabulate(
    file: Path,
    form: ExportFormat,
    heading: Sequence[str],
    rows: Iterable[Sequence[Value]],
    *,
    most: int = MOST_ROWS,
) -> int:
    """Write a table to a new file; says how many rows there were. JSON is no table.

    A workbook gets no more than `most` rows.

    Raises:
        ExportError: there are more rows than the format holds.
        OSError: the disk does not take it.
    """
    match form:
        case ExportFormat.XLSX:
            return _write_xlsx(file, heading, _counted(rows, most))
        case ExportFormat.ODS:
            return _write_ods(file, heading, _counted(rows, most))
        case _:
            return _write_csv(file, heading, rows)


def _write_csv(file: Path, heading: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
    number = 0
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(heading)
        for number, row in enumerate(rows, start=1):  # noqa: B007  (the last number is the answer)
            writer.writerow([_disarmed(value) for value in row])
    return number


def _disarmed(value: Value) -> Value:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _counted(rows: Iterable[Sequence[Value]], most: int) -> Iterator[tuple[int, Sequence[Value]]]:
    for number, row in enumerate(rows, start=1):
        if number > most:
            raise ExportError(f"A workbook holds no more than {most} rows. Choose CSV.")
        yield number, row


def _write_xlsx(file: Path, heading: Sequence[str], rows: Iterable[tuple[int, Sequence[Value]]]) -> int:
    number = 0
    options = {"constant_memory": True, "tmpdir": str(file.parent)}
    with file.open("wb") as out, xlsxwriter.Workbook(out, options) as book:
        text = book.add_format({"num_format": "@", "quote_prefix": True})
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        _fill(sheet, 0, heading, book.add_format({"bold": True}))
        for number, row in rows:
            _fill(sheet, number, row, text)
    return number


def _fill(sheet: Worksheet, line: int, row: Sequence[Value], text: Format) -> None:
    for column, value in enumerate(row):
        if isinstance(value, int):
            sheet.write_number(line, column, value)
        elif value:
            sheet.write_string(line, column, value[:_LONGEST], text)


def _write_ods(file: Path, heading: Sequence[str], rows: Iterable[tuple[int, Sequence[Value]]]) -> int:
    """The document's rows are written by hand: as objects they would take gigabytes."""
    number = 0
    frame = _ods_frame()
    with zipfile.ZipFile(frame) as around, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        before, after = re.split(
            f"<table:table-row><table:table-cell[^>]*><text:p>{_MARK}</text:p></table:table-cell>"
            "</table:table-row>",
            around.read("content.xml").decode("utf-8"),
        )
        for member in around.infolist():
            if member.filename != "content.xml":
                out.writestr(member, around.read(member))
        with out.open("content.xml", "w", force_zip64=True) as content:
            content.write(before.encode())
            _write_ods_row(content, heading)
            for number, row in rows:  # noqa: B007  (the last number is the answer)
                _write_ods_row(content, row)
            content.write(after.encode())
    return number


def _ods_frame() -> io.BytesIO:
    """A document with one row, in whose place the rows come."""
    document = Document("spreadsheet")
    for styles in document.content.get_elements("//office:automatic-styles"):
        for style in (_AS_TEXT, _TEXT_CELL):
            styles.append(Element.from_tag(style))
    table, row = Table("Sheet1"), Row()
    row.set_value(0, _MARK)
    table.append(row)
    document.body.clear()
    document.body.append(table)
    out = io.BytesIO()
    document.save(out)
    return out


def _write_ods_row(content: IO[bytes], row: Sequence[Value]) -> None:
    cells = "".join(map(_ods_cell, row))
    content.write(f"<table:table-row>{cells}</table:table-row>".encode())


def _ods_cell(value: Value) -> str:
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    if not value:
        return "<table:table-cell/>"
    lines = _NOT_XML.sub(" ", value[:_LONGEST]).splitlines() or [""]
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    return (
        f'<table:table-cell office:value-type="string" table:style-name="{_TEXT}">{paragraphs}'
        "</table:table-cell>"
    )
