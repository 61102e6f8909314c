"""Lists as files of every format, really written to the disk."""

import csv
import io
import struct
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet  # type: ignore[import-untyped]
from odf.table import Table, TableCell, TableRow  # type: ignore[import-untyped]
from odf.text import P  # type: ignore[import-untyped]

from checkin.connectors.roster.compound import with_workbook

Value = str | float | datetime
Rows = Sequence[Sequence[Value]]

PEOPLE: Rows = (
    ("Vorname", "Nachname", "Firma", "E-Mail", "Ticketnummer"),
    ("Jürgen", "Müller", "Bäckerei Groß", "juergen@example.org", "00123"),
    ("Renée", "Lefèvre", "Société Générale", "renee@example.org", "00124"),
)


def csv_bytes(rows: Rows, *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_bytes(**sheets: Rows) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(line, column, value, moment)
                    elif isinstance(value, str):
                        sheet.write_string(line, column, value)
                    else:
                        sheet.write_number(line, column, value)
    return out.getvalue()


def ods_bytes(**sheets: Rows) -> bytes:
    document = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = Table(name=name)
        document.spreadsheet.addElement(table)
        for row in rows:
            line = TableRow()
            table.addElement(line)
            for value in row:
                line.addElement(_ods_cell(value))
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def _ods_cell(value: Value) -> object:
    if isinstance(value, datetime):
        return TableCell(valuetype="date", datevalue=value.isoformat())
    if isinstance(value, str):
        cell = TableCell(valuetype="string")
        cell.addElement(P(text=value))
        return cell
    return TableCell(valuetype="float", value=str(value))


def xls_stream(rows: Rows, name: str = "Sheet1") -> bytes:
    """The workbook stream of an XLS file (BIFF8), with as little in it as a reader needs."""
    texts = [value for row in rows for value in row if isinstance(value, str)]
    number_of = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    shared = struct.pack("<II", len(texts), len(number_of))
    shared += b"".join(struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in number_of)
    title = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    end = _record(0x000A, b"")
    rest = _record(0x00FC, shared) + end
    at = len(begin) + 4 + 6 + len(title) + len(rest)
    head = begin + _record(0x0085, struct.pack("<IBB", at, 0, 0) + title) + rest
    return head + _sheet(rows, number_of) + end


def xls_bytes(rows: Rows, name: str = "Sheet1") -> bytes:
    return with_workbook(xls_stream(rows, name))


def _sheet(rows: Rows, number_of: dict[str, int]) -> bytes:
    width = max(len(row) for row in rows)
    parts = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))]
    parts.append(_record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)))
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", line, column, 0)
            if isinstance(value, str):
                parts.append(_record(0x00FD, place + struct.pack("<I", number_of[value])))
            elif isinstance(value, int | float):
                parts.append(_record(0x0203, place + struct.pack("<d", value)))
    return b"".join(parts)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def written(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file
