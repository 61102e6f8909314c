"""Lists as text: which encoding, which separator, where the records end."""

import csv
import io
import math
import re
from collections.abc import Iterator
from itertools import islice

from charset_normalizer import from_bytes

from checkin.connectors.roster.table import MOST_COLUMNS, MOST_ROWS, Row, Table, UnfitError, is_empty

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
_SAMPLE = 200_000  # bytes; enough to know an encoding and a separator by
_RECORDS = 60
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LONGEST_QUOTED = 100  # lines; more in one field is a quotation mark that was never closed

# Bytes above 127 as Western European lists have them, read as cp1252; other letters of cp1252 stand where
# other encodings have letters of their own.
_WESTERN = frozenset("äöüßÄÖÜẞéèêëàâáåãæœçíìîïñóòôõøúùûýÿÉÈÊËÀÂÁÅÃÆŒÇÍÌÎÏÑÓÒÔÕØÚÙÛÝðþÐÞ")
_PUNCTUATION = frozenset("€‚„…‘’“”•–—™«»¡´·º°§®©ª\xa0")  # noqa: RUF001  (as they are written)
_FOREIGN_RUN = re.compile(r"[^\x00-\x7f]{4}")
_MOST_STRANGE = 0.04


def read_text(content: bytes) -> Table:
    """The only table of a text.

    Raises:
        UnfitError: it is no text, or no list.
    """
    text, notes = _decoded(content)
    said = _SAID.match(text)
    separator = said[1] if said else _separator(text)
    rows = list(islice(_records(text, separator), MOST_ROWS + 100))
    if len(rows) > MOST_ROWS:
        raise UnfitError(f"It has more than {MOST_ROWS} rows.")
    if separator in _SEPARATORS:
        notes = (*notes, f"Its columns are separated by {_SEPARATORS[separator]}.")
    return Table(rows=rows[1:] if said else rows, notes=notes)


def _decoded(content: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding, name in _MARKS:
        if content.startswith(mark):
            return _with(content, encoding, name)
    wide = _wide(content)
    if wide:
        return _with(content, wide, "UTF-16")
    if b"\0" in content[:_SAMPLE]:
        raise UnfitError("It is no list: neither text nor Excel nor OpenDocument.")
    try:
        return content.decode("utf-8"), ("The list was read as UTF-8.",)
    except UnicodeDecodeError:
        encoding = _guessed(content[:_SAMPLE])
    text, notes = _with(content, encoding, encoding)
    return text, (*notes, "Should names look wrong, save the list as Excel or as UTF-8.")


def _with(content: bytes, encoding: str, name: str) -> tuple[str, tuple[str, ...]]:
    text = content.decode(encoding, errors="replace")
    notes = [f"The list was read as {name}."]
    unread = text.count("\ufffd")
    if unread:
        notes.append(f"{unread} characters of it could not be read.")
    return text, tuple(notes)


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: every second byte of plain letters is zero."""
    head = content[:2000]
    if len(head) % 2 or head.count(0) * 3 < len(head):
        head = head[: len(head) // 2 * 2]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if odd * 2 > len(head) // 2 and not even:
        return "utf-16-le"
    return "utf-16-be" if even * 2 > len(head) // 2 and not odd else ""


def _guessed(sample: bytes) -> str:
    western = sample.decode("cp1252", errors="replace")
    foreign = [character for character in western if character > "\x7f"]
    strange = sum(character not in _WESTERN and character not in _PUNCTUATION for character in foreign)
    if strange <= len(foreign) * _MOST_STRANGE and not _FOREIGN_RUN.search(western):
        return "cp1252"
    best = from_bytes(sample, steps=5, chunk_size=512).best()
    return best.encoding if best is not None else "cp1252"


def _separator(text: str) -> str:
    """Under which most records have the same number of columns, and many of them."""
    sample = text[:_SAMPLE]
    return max(_SEPARATORS, key=lambda separator: _fitness(sample, separator))


def _fitness(sample: str, separator: str) -> float:
    widths: list[int] = []
    try:
        for cells in islice(csv.reader(io.StringIO(sample, newline=""), delimiter=separator), _RECORDS):
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))  # noqa: PERF401  (what was read before an error counts)
    except csv.Error:
        widths = widths[:-1]
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0.0
    usual = max(set(wide), key=wide.count)
    return wide.count(usual) / len(widths) * math.sqrt(min(usual, 8))


def _records(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)
    before = 0
    try:
        for cells in reader:
            if reader.line_num - before > _LONGEST_QUOTED:
                raise UnfitError(f"A quotation mark on line {before + 1} is not closed.")
            if len(cells) > MOST_COLUMNS:
                raise UnfitError(f"Line {before + 1} has more than {MOST_COLUMNS} columns.")
            if not is_empty(cells):
                yield Row(line=before + 1, cells=cells)
            before = reader.line_num
    except csv.Error as error:
        raise UnfitError(
            f"Line {before + 1} is no line of a list. A quotation mark may be missing."
        ) from error
