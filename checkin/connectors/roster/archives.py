"""Zipped workbooks (XLSX, ODS), examined and packed anew before anything else looks at them.

A few kilobytes can hold gigabytes of zeros, or claim a cell in the last corner of the largest sheet; what
reads workbooks would then ask for more memory than there is. It gets only what was looked at here, in an
archive written here, so that no second reading of the same bytes can find something else in them.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from checkin.connectors.roster.table import UnfitError

MOST_BYTES = 400_000_000
"""No workbook is larger than this, unpacked."""

MOST_CELLS = 12_000_000
"""No sheet has more cells than this between its first and its last."""

_MOST_MEMBERS = 2000
_PLACE = re.compile(rb"""<(?:[\w.-]+:)?c\s[^<>]*?(?<![\w:.-])r\s*=\s*["']([A-Za-z]+)([0-9]+)""")
_ANY_PLACE = re.compile(rb"""(?<![\w:.-])r\s*=\s*["']([A-Za-z]*)([0-9]+)""")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c(?=[\s/>])")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row(?=[\s/>])")
_MEDIA = re.compile(r".*\.(png|jpe?g|gif|emf|wmf|tiff?|bmp|svg|vml|bin|mp4|wav)", re.IGNORECASE | re.DOTALL)
_OPEN_DOCUMENT = ("mimetype", "META-INF/manifest.xml", "content.xml")


def repacked(content: bytes, most: int = MOST_BYTES) -> bytes:
    """The same workbook, without what is not read, and nowhere larger than it should be.

    Args:
        content: the file.
        most: bytes; what unpacks to more is refused.

    Raises:
        UnfitError: it is no workbook, damaged, encrypted, or larger than a list of people is.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = dict(_unpacked(archive, most))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise UnfitError("It is damaged.") from error
    except RuntimeError as error:  # what zipfile says of an encrypted member
        raise UnfitError("It is protected with a password. Save it without one.") from error
    if "xl/workbook.bin" in members:
        raise UnfitError("It is a binary workbook (.xlsb). Save it as .xlsx.")
    kept = {name: data for name, data in members.items() if not _MEDIA.fullmatch(name)}
    if "content.xml" in members:
        kept = {name: members[name] for name in _OPEN_DOCUMENT if name in members}
        _examine_open_document(members["content.xml"])
    else:
        for data in kept.values():
            _examine_sheet(data)
    return _packed(kept)


def _unpacked(archive: zipfile.ZipFile, left: int) -> Iterator[tuple[str, bytes]]:
    infos = archive.infolist()
    if len(infos) > _MOST_MEMBERS:
        raise UnfitError("It has more parts than a list of people has.")
    for info in infos:
        with archive.open(info) as member:
            data = member.read(left + 1)
        left -= len(data)
        if left < 0:
            raise UnfitError("Unpacked it is larger than a list of people is.")
        yield info.filename, data


def _packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def _examine_sheet(data: bytes) -> None:
    """Refuse a sheet whose cells lie too far apart; `data` may be any part of the workbook."""
    if b"sheetData" not in data:
        return
    rows, columns = _extent(_PLACE.findall(data))
    cells = len(_CELL.findall(data))
    if cells > len(_PLACE.findall(data)):  # some do not say where they are: they follow each other
        far, wide = _extent(_ANY_PLACE.findall(data))
        rows = max(rows, far) + len(_ROW.findall(data))
        columns = max(columns, wide) + max(len(_CELL.findall(row)) for row in _ROW.split(data))
    _refuse_if_large(rows * columns)


def _extent(places: list[tuple[bytes, bytes]]) -> tuple[int, int]:
    """The last row and the last column of all."""
    rows = max((int(digits[:9]) for digits in {digits for _, digits in places}), default=0)
    columns = max((_number(letters[:6]) for letters in {letters for letters, _ in places}), default=0)
    return rows, columns


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _refuse_if_large(cells: int) -> None:
    if cells > MOST_CELLS:
        raise UnfitError(
            "A sheet is larger than a list of people is. Something may stand far below or far to the right."
        )


class _OpenDocument:
    """Counts the cells of each sheet as they are when repetitions are written out."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self._repeats = 1
        self._pending_rows = 0
        self._width = 0
        self._pending_cells = 0
        self._cell_holds = False
        self._cell_repeats = 1
        self._blanks = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "table:table":
                self.rows = self.columns = self._pending_rows = 0
            case "table:table-row":
                self._repeats = _count(attributes, "table:number-rows-repeated")
                self._width = self._pending_cells = 0
            case "table:table-cell" | "table:covered-table-cell":
                self._cell(attributes)
            case "text:s":
                self._blanks += _count(attributes, "text:c")
                _refuse_if_large(self._blanks)
            case _:
                pass

    def end(self, name: str) -> None:
        if name == "table:table-row":
            if self._width:
                self.rows += self._pending_rows + self._repeats
                self.columns = max(self.columns, self._width)
                self._pending_rows = 0
            else:
                self._pending_rows += self._repeats
            _refuse_if_large(self.rows * self.columns)

    def doctype(self, *_about: object) -> None:
        raise UnfitError("It is damaged.")

    def _cell(self, attributes: dict[str, str]) -> None:
        repeats = _count(attributes, "table:number-columns-repeated")
        holds = any(name.startswith("office:") or name == "table:formula" for name in attributes)
        if holds:
            self._width += self._pending_cells + repeats
            self._pending_cells = 0
            _refuse_if_large(self._width * (self.rows + 1))
        else:
            self._pending_cells += repeats


def _count(attributes: dict[str, str], name: str) -> int:
    """A number of repetitions; whatever is no number is refused when the workbook is read."""
    text = attributes.get(name, "1")
    return max(1, int(text[:12])) if text.isascii() and text.isdigit() else 1


def _examine_open_document(data: bytes) -> None:
    counting = _OpenDocument()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = counting.start
    parser.EndElementHandler = counting.end
    parser.StartDoctypeDeclHandler = counting.doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003  (expat's own way to say that this is all)
    except (expat.ExpatError, ValueError) as error:
        raise UnfitError("It is damaged.") from error
