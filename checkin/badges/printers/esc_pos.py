"""The language of receipt printers: a badge as pictures on a roll."""

import math
import struct

from typing_extensions import override

from checkin.badges.printers.placing import placed
from checkin.badges.printers.raster import Dots, across, dots, packed
from checkin.badges.printers.raw import Language, Report
from checkin.badges.printers.trouble import Trouble
from checkin.errors import BadgeRefusedError
from checkin.settings import PrinterChoice

MODELS = ("80 mm", "58 mm")
"""Widths of the paper; the first is meant when none is chosen."""

_HEAD = {"80 mm": 72.0, "58 mm": 48.0}
"""How much of the paper is printed on, in millimetres."""

_BAND = 128
"""Rows a picture: what any printer has room for."""

_DONE = b"\x1dr\x01"
"""Answered when everything before it is on paper; the answer never has bit 4."""

_FIXED, _OF_QUESTION, _OF_DONE = 0x93, 0x12, 0x00
"""The bits that never change, and what they are in the answers to each of the questions."""

_ANSWERS = 4
_STILL = 20
"""So often in a row all must be well where a printer does not know the last question: some do not."""


class EscPos(Language):
    """What a receipt printer is told and says.

    Args:
        choice: how it prints; `model` is one of `MODELS`.
    """

    question = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"
    follow_up = question

    def __init__(self, choice: PrinterChoice) -> None:
        self._choice = choice
        self._paper = choice.model if choice.model in _HEAD else MODELS[0]

    @override
    def document(self, pdf: bytes, said: Report | None) -> bytes:
        """Every page in the middle of the paper, then the cut.

        Raises:
            BadgeRefusedError: it is wider than the paper.
        """
        choice = self._choice
        head = math.ceil(_HEAD[self._paper] * choice.dpi / 25.4 / 8) * 8
        widest = round(float(self._paper.removesuffix(" mm")) * choice.dpi / 25.4)
        parts = [b"\x1b@", _density(choice.darkness)]
        for page in dots(placed(pdf, choice), choice.dpi):
            if page.shape[1] > widest:
                width = page.shape[1] / choice.dpi * 25.4
                raise BadgeRefusedError(
                    f"The badge is {width:.0f} mm wide, and the paper in {choice.called} is {self._paper}. "
                    "Choose a template for this paper, or turn the badge in the printer's settings."
                )
            parts += _pictures(across(page, head))
            parts.append(b"\x1dV\x42\x00" if choice.cut else b"\x1bd\x04")
        return b"".join([*parts, _DONE])

    @override
    def report(self, answer: bytes) -> Report | None:
        """Whether it is ready, open, or out of paper."""
        if sum(byte & _FIXED == _OF_QUESTION for byte in answer) < _ANSWERS:
            return None
        return Report(troubles=self.troubles(answer))

    @override
    def is_out(self, heard: bytes, pages: int) -> bool:
        """Whether the last question was answered, or all has been well for long."""
        if any(byte & _FIXED == _OF_DONE for byte in heard):
            return True
        last = [byte for byte in heard if byte & _FIXED == _OF_QUESTION][-_STILL * _ANSWERS :]
        return len(last) == _STILL * _ANSWERS and set(last) == {_OF_QUESTION}

    @override
    def troubles(self, heard: bytes) -> tuple[Trouble, ...]:
        """Of its last four answers."""
        answers = [byte for byte in heard if byte & _FIXED == _OF_QUESTION]
        whole = len(answers) // _ANSWERS * _ANSWERS
        if not whole:
            return ()
        ready, offline, error, paper = answers[whole - _ANSWERS : whole]
        flags = {
            Trouble.OPEN: offline & 0x04,
            Trouble.PAPER_OUT: offline & 0x20 or paper & 0x60,
            Trouble.CUTTER: error & 0x08,
            Trouble.HOT: error & 0x40,
            Trouble.FAULTY: error & 0x20 or offline & 0x40,
            Trouble.PAUSED: ready & 0x08,
        }
        return tuple(trouble for trouble, flag in flags.items() if flag)


def _pictures(page: Dots) -> list[bytes]:
    bands = [page[top : top + _BAND] for top in range(0, len(page), _BAND)]
    return [
        struct.pack("<4sHH", b"\x1dv0\x00", band.shape[1] // 8, len(band)) + packed(band) for band in bands
    ]


def _density(darkness: int) -> bytes:
    """From -6 to 6; nothing for the printer's own, because not every printer knows the command."""
    level = round(darkness / 5)
    return b"\x1d(K\x02\x00\x31" + struct.pack("b", level) if level else b""
