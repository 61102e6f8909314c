"""Lists as files of every format, really written to the disk."""

import csv
import io
import struct
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]
from odfdo import Document, Row, Table

from checkin.connectors.roster.compound import SIGNATURE, with_workbook

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
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return out.getvalue()


def ods_bytes(**sheets: Rows) -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    for name, rows in sheets.items():
        table = Table(name)
        for row in rows:
            line = Row()
            line.set_values(list(row))
            table.append_row(line)
        document.body.append(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


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


def compound_bytes(stream: bytes, name: str = "Workbook") -> bytes:
    """The same file within a file as older programs write it: small sectors, small streams kept apart.

    The table of sectors comes last; where it needs more sectors than the header names, they are listed in a
    sector of their own.
    """
    small = len(stream) < 4096
    parts = [_sectors(stream, 512), b""]
    if small:
        parts[1] = _sectors(_chain(range(-(-len(stream) // 64))), 512)
    lengths = [len(part) // 512 for part in parts]
    begins = [1, 1 + lengths[0]]
    fat = _fat(begins, lengths)
    place, of_fat = len(fat), -(-(len(fat) * 4 + 2048) // 508)
    listed = [*range(place, place + of_fat)]
    fat += [0xFFFFFFFD] * of_fat + [0xFFFFFFFC]
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(of_fat * 512, b"\xff")
    more = listed[109:]
    root = (begins[0], len(parts[0])) if small else (0xFFFFFFFE, 0)
    directory = _entry("Root Entry", 5, *root) + _entry(name, 2, 0 if small else begins[0], len(stream))
    header = SIGNATURE + bytes(16) + struct.pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<5I", 0, of_fat, 0, 0, 4096)
    header += struct.pack("<2I", *((begins[1], lengths[1]) if small else (0xFFFFFFFE, 0)))
    header += struct.pack("<2I", *((place + of_fat, 1) if more else (0xFFFFFFFE, 0)))
    header += struct.pack("<109I", *(listed + [0xFFFFFFFF] * 109)[:109])
    table += struct.pack("<128I", *(more + [0xFFFFFFFF] * 127)[:127], 0xFFFFFFFE)
    return header + directory.ljust(512, b"\0") + parts[0] + parts[1] + table


def _fat(begins: list[int], lengths: list[int]) -> list[int]:
    fat = [0xFFFFFFFE]  # the directory's
    for begin, length in zip(begins, lengths, strict=True):
        fat += [*range(begin + 1, begin + length), 0xFFFFFFFE][:length]
    return fat


def _chain(numbers: range) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers[1:], 0xFFFFFFFE)


def _sectors(data: bytes, size: int) -> bytes:
    return data.ljust(-(-len(data) // size) * size, b"\0")


def _entry(name: str, kind: int, start: int, length: int) -> bytes:
    written_name = name.encode("utf-16-le")
    links = struct.pack("<HBB3I", len(written_name) + 2, kind, 1, *[0xFFFFFFFF] * 3)
    return written_name.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, length)
