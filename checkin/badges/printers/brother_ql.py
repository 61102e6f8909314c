"""The language of Brother's QL label printers, in which a badge is rows of dots.

It is spoken here rather than by a library: there are a dozen commands, the dots are ours anyway, and the
one library that is kept brings its own conversion of pictures, its own transports and five further packages.
"""

import struct
from dataclasses import dataclass

import numpy as np
from typing_extensions import override

from checkin.badges.printers.brother_media import DPI, EDGE, Lie, Medium, lie, loaded
from checkin.badges.printers.placing import page_sizes, placed
from checkin.badges.printers.raster import Dots, across, along, dots, packed
from checkin.badges.printers.raw import Language, Report
from checkin.badges.printers.trouble import Trouble
from checkin.errors import BadgeRefusedError
from checkin.settings import PrinterChoice, PrinterPaper

_FORGET = bytes(200) + b"\x1b@"
"""Ends whatever was half sent, and starts afresh."""

STATUS = (1, 3, 6, 1, 4, 1, 2435, 3, 3, 9, 1, 6, 1, 0)
"""Under this name printers in the network give the status they give nobody who prints."""

_STATUS = 32
_STATUS_BEGINS = b"\x80\x20B"
_ANSWERED, _PRINTED, _FAILED = 0, 1, 2
_PRINTING = 1
_STILL = 12
"""So many times in a row a printer must have nothing to do that was never seen to print."""

_SHORTEST, _LONGEST = 12.7, 1000.0
_FIRST_ERRORS = {
    0x01: Trouble.PAPER_OUT,
    0x02: Trouble.PAPER_OUT,
    0x04: Trouble.CUTTER,
    0x20: Trouble.OFFLINE,
    0x40: Trouble.FAULTY,
    0x80: Trouble.FAULTY,
}
_SECOND_ERRORS = {
    0x10: Trouble.OPEN,
    0x01: Trouble.WRONG_PAPER,
    0x40: Trouble.JAMMED,
    0x04: Trouble.FAULTY,
    0x80: Trouble.FAULTY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What differs between printers.

    Attributes:
        row: bytes a row.
        beyond: dots of the head beyond the right edge of the widest paper.
        begin: what makes it listen to this language; one that speaks no other has no such command.
    """

    row: int = 90
    beyond: int = 0
    begin: bytes = b"\x1bia\x01"


MODELS = {
    "QL-700": Model(begin=b""),
    "QL-710W": Model(),
    "QL-720NW": Model(),
    "QL-800": Model(),
    "QL-810W": Model(),
    "QL-820NWB": Model(),
    "QL-1100": Model(row=162, beyond=44),
    "QL-1110NWB": Model(row=162, beyond=44),
    "QL-1115NWB": Model(row=162, beyond=44),
}
"""By name; the narrow ones but the first are alike in all that is used here, and stand for others."""


class BrotherQl(Language):
    """What a QL printer is told and says.

    Args:
        choice: how it prints: `model` is one of `MODELS`, `paper` is what is in one that does not say.
            It always prints 300 dots an inch, and its darkness cannot be told.
    """

    follow_up = b""

    def __init__(self, choice: PrinterChoice) -> None:
        self._choice = choice
        self._model = MODELS.get(choice.model, Model())
        self.question = self._model.begin + _FORGET + self._model.begin + b"\x1biS"

    @override
    def document(self, pdf: bytes, said: Report | None) -> bytes:
        """All pages on what is in the printer.

        Raises:
            BadgeRefusedError: they do not go on it.
        """
        paper = loaded(*((None, None) if said is None else (said.width, said.length)), self._choice.paper)
        lies = [self._lie(size, paper) for size in page_sizes(placed(pdf, self._choice))]
        pages = dots(placed(pdf, self._choice, quarter=lies[0].quarter), DPI)
        parts = [_FORGET, self._model.begin]
        for number, (page, lies_so) in enumerate(zip(pages, lies, strict=True), start=1):
            parts += self._page(page, lies_so, number)
            parts.append(b"\x0c" if number < len(pages) else b"\x1a")
        return b"".join(parts)

    def _lie(self, size: tuple[float, float], paper: tuple[Medium, ...]) -> Lie:
        lies_so = lie(size, paper, self._choice.called)
        length = size[0] if lies_so.quarter else size[1]
        if lies_so.medium.is_roll and not _SHORTEST <= length <= _LONGEST:
            raise BadgeRefusedError(
                f"The badge is {length:.0f} mm long, which {self._choice.called} cannot print."
            )
        return lies_so

    def _page(self, page: Dots, lies_so: Lie, number: int) -> list[bytes]:
        medium, cut = lies_so.medium, self._choice.cut
        rows = page[EDGE : len(page) - EDGE] if medium.is_roll else along(page, medium.along)
        beside = (0, 0), (self._model.row * 8 - medium.across - self._beyond(medium), self._beyond(medium))
        head = packed(np.fliplr(np.pad(across(rows, medium.across), beside)))
        kind = b"\x0a" if medium.is_roll else b"\x0b"
        is_red = self._choice.paper is PrinterPaper.RED_ROLL
        return [
            b"\x1biz\xce"
            + kind
            + struct.pack("<BBLBB", medium.width, medium.length, len(rows), number > 1, 0),
            b"\x1biM" + (b"\x40" if cut else b"\x00"),
            *([b"\x1biA\x01"] if cut else []),
            b"\x1biK" + bytes([(0x08 if cut else 0) | (0x01 if is_red else 0)]),
            b"\x1bid" + struct.pack("<H", EDGE if medium.is_roll else 0),
            *self._rows(head, is_red=is_red),
        ]

    def _beyond(self, medium: Medium) -> int:
        return medium.offset + self._model.beyond

    def _rows(self, head: bytes, *, is_red: bool) -> list[bytes]:
        """Each row; on paper that also prints red, each once more, with no red in it."""
        row = self._model.row
        rows = [head[start : start + row] for start in range(0, len(head), row)]
        if not is_red:
            return [bytes([0x67, 0x00, row]) + one for one in rows]
        return [bytes([0x77, 0x01, row]) + one + bytes([0x77, 0x02, row]) + bytes(row) for one in rows]

    @override
    def report(self, answer: bytes) -> Report | None:
        """What is in it and what is wrong with it."""
        statuses = _statuses(answer)
        if not statuses:
            return None
        width, length = statuses[-1][10], statuses[-1][17]
        return Report(
            troubles=_wrong(statuses[-1]), dpi=DPI, width=width or None, length=length if width else None
        )

    @override
    def is_out(self, heard: bytes, pages: int) -> bool:
        """Whether it said of each page that it is printed; where it only answers, whether it has ended."""
        statuses = _statuses(heard)
        if sum(status[18] == _PRINTED for status in statuses) >= pages:
            return True
        idle = [not (status[18] != _ANSWERED or status[19] or _wrong(status)) for status in statuses]
        was_seen = any(status[19] == _PRINTING for status in statuses)
        return (was_seen and idle[-1]) or (len(idle) >= _STILL and all(idle[-_STILL:]))

    @override
    def troubles(self, heard: bytes) -> tuple[Trouble, ...]:
        """Of the last thing it said."""
        statuses = _statuses(heard)
        return _wrong(statuses[-1]) if statuses else ()


def _statuses(heard: bytes) -> list[bytes]:
    begin = heard.find(_STATUS_BEGINS)
    if begin < 0:
        return []
    whole = (len(heard) - begin) // _STATUS
    return [heard[begin + number * _STATUS :][:_STATUS] for number in range(whole)]


def _wrong(status: bytes) -> tuple[Trouble, ...]:
    first = [trouble for bit, trouble in _FIRST_ERRORS.items() if status[8] & bit]
    second = [trouble for bit, trouble in _SECOND_ERRORS.items() if status[9] & bit]
    known = tuple(dict.fromkeys([*second, *first]))
    return known or ((Trouble.FAULTY,) if status[18] == _FAILED else ())
