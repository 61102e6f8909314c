"""Files that were made, or broken, to do harm: each is read or refused in words, in little memory."""

import contextlib
import io
import os
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from checkin.connectors.roster import archives, read_roster
from checkin.connectors.roster.compound import SIGNATURE, with_workbook
from checkin.connectors.roster.table import UnfitError
from checkin.errors import CheckinError, UnreadableReplyError
from tests.checkin.connectors.roster import files
from tests.checkin.connectors.roster.files import PEOPLE, csv_bytes, written

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200"))
XLSX = files.xlsx_bytes(S=PEOPLE)
ODS = files.ods_bytes(S=PEOPLE)
XLS_STREAM = files.xls_stream(PEOPLE)
XLS = with_workbook(XLS_STREAM)
_PACKED = zipfile.ZIP_DEFLATED


def changed(archive: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same archive with one member made different."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(out, "w", _PACKED) as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, change(data) if name == member else data)
    return out.getvalue()


def replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    assert data.count(old) >= 1
    return data.replace(old, new)


def with_stream(old: bytes, new: bytes) -> bytes:
    """The XLS file with something in its stream replaced, the last time it is there."""
    at = XLS_STREAM.rindex(old)
    return with_workbook(XLS_STREAM[:at] + new + XLS_STREAM[at + len(old) :])


def patched(data: bytes, *, at: int, number: int) -> bytes:
    return data[:at] + struct.pack("<I", number) + data[at + 4 :]


def sheet(change: Callable[[bytes], bytes]) -> bytes:
    return changed(XLSX, "xl/worksheets/sheet1.xml", change)


def content(change: Callable[[bytes], bytes]) -> bytes:
    return changed(ODS, "content.xml", change)


def with_cells(cells: bytes) -> bytes:
    return sheet(lambda data: replaced(data, b"</sheetData>", cells + b"</sheetData>"))


def with_rows(rows: bytes) -> bytes:
    return content(lambda data: replaced(data, b"</table:table>", rows + b"</table:table>"))


FAR = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
CELL = b'<table:table-cell office:value-type="float" office:value="1"%s/>'
ROW = b"<table:table-row%s>" + CELL + b"</table:table-row>"

HOSTILE = {
    "a cell in the last corner": with_cells(FAR),
    "places in single quotes": with_cells(FAR.replace(b'"', b"'")),
    "a column that cannot be": with_cells(FAR.replace(b"XFD", b"ZZZZZZ")),
    "many cells that do not say where": with_cells(
        b"<row>" + b"<c/>" * 20_000 + b"</row>" + b"<row/>" * 20_000 + b"<row><c><v>1</v></c></row>"
    ),
    "a row far away whose cells do not say where": with_cells(
        b'<row r="1048576">' + b"<c/>" * 50 + b"<c><v>1</v></c></row>"
    ),
    "rows repeated without end": with_rows(ROW % (b' table:number-rows-repeated="4000000000"', b"")),
    "cells repeated without end": with_rows(ROW % (b"", b' table:number-columns-repeated="999999999999999"')),
    "a gap without end": with_rows(
        b'<table:table-row><table:table-cell table:number-columns-repeated="2000000000"/>'
        + CELL % b""
        + b"</table:table-row>"
    ),
    "empty rows without end before another": with_rows(
        b'<table:table-row table:number-rows-repeated="2000000000"><table:table-cell/></table:table-row>'
        + ROW % (b"", b"")
    ),
    "blanks without end": content(
        lambda data: replaced(data, b"<text:p>", b'<text:p><text:s text:c="4000000000"/>')
    ),
    "a document type": content(
        lambda data: replaced(data, b"<office:doc", b"<!DOCTYPE a [<!ENTITY b 'c'>]><office:doc")
    ),
    "no XML": content(lambda _data: b"<a><b></a>"),
    "texts without number": with_stream(struct.pack("<II", 15, 15), struct.pack("<II", 15, 0x7FFFFFFF)),
    "a sheet of four billion rows": with_stream(
        struct.pack("<IIHHH", 0, 3, 0, 5, 0), struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 5, 0)
    ),
    "a size that is cut short": with_stream(
        struct.pack("<HHIIHHH", 0x200, 14, 0, 3, 0, 5, 0), struct.pack("<HHH", 0x200, 2, 0)
    ),
    "a column above 256": with_stream(
        XLS_STREAM[-4:], struct.pack("<HHHHHd", 0x203, 14, 9, 9000, 0, 1.0) + XLS_STREAM[-4:]
    ),
    "several cells above column 256": with_stream(
        XLS_STREAM[-4:], struct.pack("<HHHHHH", 0xBD, 8, 9, 0, 0, 9000) + XLS_STREAM[-4:]
    ),
    "too many sheets": with_workbook(struct.pack("<HHIBBBB", 0x85, 8, 0, 0, 0, 0, 1) * 300),
    "large sheets several times": with_workbook(
        struct.pack("<HHIBBBB", 0x85, 8, 36, 0, 0, 0, 1) * 3
        + struct.pack("<HHHHHd", 0x203, 14, 65535, 255, 0, 1.0)
    ),
    "another stream": files.compound_bytes(XLS_STREAM, "Else"),
    "a header alone": SIGNATURE,
    "a sector size that cannot be": SIGNATURE + bytes(1000),
    "a table of sectors that is not there": XLS[:4096],
    "the same sectors listed again and again": XLS[:76] + bytes(436) + XLS[512:],
}


def test_a_chain_of_sectors_that_is_a_ring_is_refused(tmp_path: Path) -> None:
    ring = bytearray(files.xls_bytes([["Name"], *([f"Ada {number}"] for number in range(900))]))
    fat_of_stream = 4096 + 3 * 4  # the first sector of the stream is followed by itself
    ring[fat_of_stream : fat_of_stream + 4] = struct.pack("<I", 3)

    with pytest.raises(UnreadableReplyError, match="damaged"):
        read_roster("s", written(tmp_path, "ring.xls", bytes(ring)), {})


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_claims_to_be_enormous_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableReplyError, match="cannot be taken as a list"):
        read_roster("s", written(tmp_path, "list", HOSTILE[name]), {})


def test_a_list_of_sectors_that_is_a_ring_is_refused(tmp_path: Path) -> None:
    whole = files.compound_bytes(XLS_STREAM)
    last = len(whole) // 512 - 2
    ring = patched(whole[:-4] + struct.pack("<I", last), at=68, number=last)

    with pytest.raises(UnreadableReplyError, match="damaged"):
        read_roster("s", written(tmp_path, "ring.xls", ring), {})


def test_what_the_reader_of_workbooks_did_not_foresee_is_damage(tmp_path: Path) -> None:
    """A defined name that ends before its length makes it panic."""
    short = with_workbook(struct.pack("<HHB", 0x18, 1, 0) + XLS_STREAM)

    with pytest.raises(UnreadableReplyError, match="damaged"):
        read_roster("s", written(tmp_path, "list.xls", short), {})


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["Name"] * 501], "more than 500 columns"),
        ([["Name"], *[["Ada"]] * 200_001], "more than 200000 rows"),
    ],
    ids=["columns", "rows"],
)
def test_a_sheet_that_is_no_list_of_people_is_refused(rows: files.Rows, words: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableReplyError, match=words):
        read_roster("s", written(tmp_path, "list.xlsx", files.xlsx_bytes(S=rows)), {})


def test_what_unpacks_to_more_than_a_list_is_not_unpacked() -> None:
    with pytest.raises(UnfitError, match="Unpacked it is larger"):
        archives.repacked(XLSX, most=5000)


def archive_of(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def locked(archive: bytes) -> bytes:
    """As if every member were encrypted."""
    marked = bytearray(archive)
    for sign, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = marked.find(sign)
        while at >= 0:
            marked[at + flags] |= 1
            at = marked.find(sign, at + 4)
    return bytes(marked)


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (archive_of({"xl/workbook.bin": b""}), "Save it as .xlsx"),
        (archive_of({str(number): b"" for number in range(2001)}), "more parts"),
        (locked(XLSX), "password"),
        (files.compound_bytes(b"x" * 5000, "EncryptedPackage"), "password"),
        (with_workbook(struct.pack("<HHH", 0x2F, 2, 1)), "password"),
        (XLSX[: len(XLSX) // 2], "damaged"),
        (archive_of({"anything": b"else"}), "damaged"),
        (files.compound_bytes(b"x"), "nothing in it"),
    ],
)
def test_what_else_is_wrong_with_a_workbook_is_said(archive: bytes, words: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableReplyError, match=words):
        read_roster("s", written(tmp_path, "list", archive), {})


GOOD = {
    "cells that do not say where they are": sheet(lambda data: re.sub(rb' r="[A-Z]*[0-9]+"', b"", data)),
    "empty rows to the end of the sheet": with_rows(
        b'<table:table-row table:number-rows-repeated="1048570"><table:table-cell'
        b' table:number-columns-repeated="16384"/></table:table-row>'
    ),
    "a styled row at the end of the sheet": with_cells(b'<row r="1048576" ht="12.8"/>'),
    "repetitions that are no numbers in cells that are empty": with_rows(
        b'<table:table-row><table:table-cell table:number-columns-repeated="2"/></table:table-row>'
    ),
    "small sectors": files.compound_bytes(XLS_STREAM),
    "a stream of its own sectors": files.compound_bytes(XLS_STREAM.ljust(5000, b"\0")),
    "more sectors than the header names": files.compound_bytes(XLS_STREAM.ljust(8_000_000, b"\0")),
    "a file cut behind its last text": files.compound_bytes(XLS_STREAM.ljust(5000, b"\0"))[:-300],
    "the short form of a size": with_stream(
        struct.pack("<HHIIHHH", 0x200, 14, 0, 3, 0, 5, 0), struct.pack("<HHHHHHH", 0x200, 10, 0, 3, 0, 5, 0)
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_honest_programs_write_is_read(name: str, tmp_path: Path) -> None:
    assert len(read_roster("s", written(tmp_path, "list", GOOD[name]), {}).people) == 2


@st.composite
def broken(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file with some of its bytes changed, taken out, or said twice."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.sampled_from(["change", "cut", "repeat", "number", "end"])):
            case "change":
                data[at : at + 1] = draw(st.binary(min_size=1, max_size=4))
            case "cut":
                del data[at : at + draw(st.integers(1, 40))]
            case "repeat":
                data[at:at] = data[at : at + draw(st.integers(1, 200))]
            case "number":
                data[at : at + 4] = struct.pack("<I", draw(st.integers(0, 0xFFFFFFFF)))
            case _:
                del data[max(at, 1) :]
    return bytes(data)


def member_of(archive: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name)


FUZZED: dict[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    "text": (csv_bytes(PEOPLE, separator=";", encoding="cp1252"), bytes),
    "wide text": (csv_bytes(PEOPLE, encoding="utf-16"), bytes),
    "xlsx": (XLSX, bytes),
    "xlsx sheet": (member_of(XLSX, "xl/worksheets/sheet1.xml"), lambda data: sheet(lambda _: data)),
    "ods": (ODS, bytes),
    "ods content": (member_of(ODS, "content.xml"), lambda data: content(lambda _: data)),
    "xls": (files.compound_bytes(XLS_STREAM), bytes),
    "xls stream": (XLS_STREAM, with_workbook),
}


@pytest.mark.parametrize("form", FUZZED)
def test_any_broken_file_is_read_or_refused(form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    whole, wrapped = FUZZED[form]
    file = tmp_path_factory.mktemp("fuzz") / "list"

    @seed(2026)
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(data=st.one_of(broken(whole), st.binary(max_size=300)))
    def every(data: bytes) -> None:
        file.write_bytes(wrapped(data))
        with contextlib.suppress(CheckinError):
            read_roster("s", file, {})

    every()


@pytest.mark.parametrize("content", [b'{"attendees": []}', b'\xef\xbb\xbf [{"First name": "Ada"}]'])
def test_what_is_for_programs_is_no_list(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "people.json"
    file.write_bytes(content)

    with pytest.raises(UnreadableReplyError, match="JSON"):
        read_roster("spreadsheet", file, {})


def test_a_list_that_begins_with_a_brace_may_be_one(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("{name},email\nAda,ada@example.org\n", encoding="utf-8")

    assert len(read_roster("spreadsheet", file, {"full_name": "{name}"}).people) == 1
