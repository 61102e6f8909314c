"""Zebra's language, and that of all who speak it: a badge as one picture a page."""

import base64
import binascii
import re
import zlib
from itertools import pairwise

from typing_extensions import override

from checkin.badges.printers.placing import placed
from checkin.badges.printers.raster import Dots, dots, packed
from checkin.badges.printers.raw import Language, Report
from checkin.badges.printers.trouble import Trouble
from checkin.settings import PrinterChoice, PrinterPaper

_DPI = {"6": 152, "8": 203, "12": 300, "24": 600}
"""By the dots a millimetre a printer claims; its makers call 11.8 twelve and 23.6 twenty-four."""

_FRAME = re.compile(rb"\x02([^\x02\x03]*)\x03")
_FIRST, _SECOND = 12, 11
"""How many values the first and the second line about a printer's state have."""

_WHO = {4, 5}
_PAPER = {PrinterPaper.ROLL: "^MNN", PrinterPaper.LABELS: "^MNW"}

_STILL = 2
"""So many times in a row a printer must have nothing to do: the first may be before it noticed the badge."""


class Zpl(Language):
    """What a Zebra is told and says.

    Args:
        choice: how it prints; a printer that says how fine it prints knows better.
    """

    question = b"~HI~HS"
    follow_up = b"~HS"

    def __init__(self, choice: PrinterChoice) -> None:
        self._choice = choice

    @override
    def document(self, pdf: bytes, said: Report | None) -> bytes:
        """A label a page."""
        dpi = self._choice.dpi if said is None or said.dpi is None else said.dpi
        return b"".join(self._label(page) for page in dots(placed(pdf, self._choice), dpi))

    def _label(self, page: Dots) -> bytes:
        rows, columns = page.shape
        picture = packed(page)
        encoded = base64.b64encode(zlib.compress(picture, 9))
        paper = _PAPER.get(self._choice.paper, "")
        settings = (
            f"^XA^MM{'C' if self._choice.cut else 'T'}{paper}^MD{self._choice.darkness}"
            f"^PW{columns}^LL{rows}^LH0,0^PON^PMN^LRN^FO0,0"
        )
        field = f"^GFA,{len(picture)},{len(picture)},{(columns + 7) // 8},:Z64:"
        check = f":{binascii.crc_hqx(encoded, 0):04X}"
        end = "^FS^PQ1,0,1,N^XZ\r\n"
        return b"".join([settings.encode(), field.encode(), encoded, check.encode(), end.encode()])

    @override
    def report(self, answer: bytes) -> Report | None:
        """Who the printer is and how it is."""
        states = _states(answer)
        if not states:
            return None
        who = next((frame for frame in _frames(answer) if len(frame) in _WHO), None)
        return Report(troubles=_troubles(*states[-1]), dpi=None if who is None else _DPI.get(who[2]))

    @override
    def is_out(self, heard: bytes, pages: int) -> bool:
        """Whether it has had nothing to do for a while."""
        last = _states(heard)[-_STILL:]
        return len(last) == _STILL and not any(_is_busy(*state) for state in last)

    @override
    def troubles(self, heard: bytes) -> tuple[Trouble, ...]:
        """Of its last report."""
        states = _states(heard)
        return _troubles(*states[-1]) if states else ()


_Frame = list[str]


def _frames(answer: bytes) -> list[_Frame]:
    return [frame.decode("ascii", "replace").split(",") for frame in _FRAME.findall(answer)]


def _states(answer: bytes) -> list[tuple[_Frame, _Frame]]:
    told = [frame for frame in _frames(answer) if all(value.isdecimal() for value in frame)]
    return [(one, two) for one, two in pairwise(told) if len(one) == _FIRST and len(two) == _SECOND]


def _is_busy(first: _Frame, second: _Frame) -> bool:
    """Formats in its buffer, one half received, labels left to print, or something wrong with one."""
    return bool(int(first[4]) or int(first[7]) or int(second[8]) or _troubles(first, second))


def _troubles(first: _Frame, second: _Frame) -> tuple[Trouble, ...]:
    uses_ribbon = second[4] == "1"
    flags = {
        Trouble.OPEN: second[2],
        Trouble.PAPER_OUT: first[1],
        Trouble.RIBBON_OUT: second[3] if uses_ribbon else "0",
        Trouble.HOT: first[11],
        Trouble.FAULTY: first[9],
        Trouble.PAUSED: first[2],
    }
    return tuple(trouble for trouble, flag in flags.items() if flag == "1")
