"""Badges on simulated printers in the network, and what came out of them."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import zxingcpp

from checkin.badges.preview import pixels
from checkin.badges.printers.patience import Patience
from checkin.badges.printers.raw import Language, RawPrinter
from checkin.badges.render import render_badge
from checkin.badges.template import BadgeTemplate, Box, Code, Row, Text
from tests.checkin.badges.examples import a_badge, a_page
from tests.fakes.printers.listening import ListeningPrinter, Mechanism, Paper

SHORT = Patience(silence=2, trouble=0.3, answer=0.3, every=0.05)


def a_label(width: float = 62, height: float = 100, **changes: object) -> BadgeTemplate:
    """A name and a code in black on white, well inside the page."""
    side = min(width, height) / 2 - 6
    row = Row(shows=("{name}",), height=side / 2, max_size=30, min_size=6, colour="#000000")
    text = Text(kind="text", box=Box(x=6, y=6, width=width - 12, height=side), rows=(row,))
    code = Code(kind="code", box=Box(x=width - side - 6, y=height - side - 6, width=side, height=side))
    return a_page(text, code, width=width, height=height, **changes)


LABEL = render_badge(a_label(), a_badge())
"""62 by 100 millimetres."""


@contextmanager
def listening(
    inside: Mechanism, *, hangs_up_after: int | None = None, is_silent: bool = False
) -> Iterator[str]:
    """A printer in the network; its address."""
    printer = ListeningPrinter(inside, hangs_up_after=hangs_up_after, is_silent=is_silent)
    try:
        yield printer.address
    finally:
        printer.close()


def raw(language: Language, address: str, silence: float = 2) -> RawPrinter:
    """A printer of ours that is not patient."""
    return RawPrinter(
        language, address=address, called="Front desk", patience=replace(SHORT, silence=silence)
    )


def likeness(paper: Paper, pdf: bytes, dpi: float, page: int = 0) -> float:
    """How many dots of a hundred are as in the PDF."""
    drawn = pixels(pdf, dpi=dpi, page=page).mean(axis=2) < 128
    rows, columns = (min(sides) for sides in zip(paper.shape, drawn.shape, strict=True))
    assert abs(paper.shape[0] - drawn.shape[0]) <= 1, (paper.shape, drawn.shape)
    assert abs(paper.shape[1] - drawn.shape[1]) <= 1, (paper.shape, drawn.shape)
    same = paper[:rows, :columns] == drawn[:rows, :columns]
    return float(same.mean() * 100)


def size_mm(paper: Paper, dpi: float) -> tuple[float, float]:
    """Width and height of a piece of paper."""
    return paper.shape[1] / dpi * 25.4, paper.shape[0] / dpi * 25.4


def read_on(paper: Paper) -> list[str]:
    """What a scanner reads on it."""
    return [code.text for code in zxingcpp.read_barcodes(np.where(paper, 0, 255).astype(np.uint8))]


def unrolled(raster: bytes, page: int = 0) -> Paper:
    """A page of PWG raster, read as its standard describes it."""
    at = 4
    while True:
        assert raster[at : at + 9] == b"PwgRaster"
        width, height = struct.unpack_from(">II", raster, at + 372)
        assert struct.unpack_from(">IIII", raster, at + 384) == (8, 8, width, 0)
        at += 1796
        rows: list[bytes] = []
        while len(rows) < height:
            times, at = raster[at] + 1, at + 1
            row, at = _row(raster, at, width)
            rows += [row] * times
        if page == 0:
            return np.frombuffer(b"".join(rows), np.uint8).reshape(height, width) < 128
        page -= 1


def _row(raster: bytes, at: int, width: int) -> tuple[bytes, int]:
    """A row from there, of dots that are alike or are not, and where the next one begins."""
    row = b""
    while len(row) < width:
        if raster[at] < 128:
            row, at = row + raster[at + 1 : at + 2] * (raster[at] + 1), at + 2
        else:
            row, at = row + raster[at + 1 : at + 258 - raster[at]], at + 258 - raster[at]
    return row, at
