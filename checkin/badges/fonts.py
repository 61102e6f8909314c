"""The bundled fonts: which one draws a character, and the outlines of its glyphs.

Everything is measured in thousandths of an em, so that it holds for every size.
"""

import functools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import uharfbuzz

from checkin.paths import resource

EM = 1000

_HAN = "NotoSansCJKsc-Regular.otf"
_FAMILIES = (
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf"),
    ("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"),
    ("NotoSansThai-Regular.ttf", "NotoSansThai-Bold.ttf"),
    ("NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf"),
    ("NotoSansTamil-Regular.ttf", "NotoSansTamil-Bold.ttf"),
    (_HAN, None),
    ("NotoSansBengali-Regular.ttf", None),
    ("NotoSansTelugu-Regular.ttf", None),
    ("NotoSansGujarati-Regular.ttf", None),
    ("NotoSansGurmukhi-Regular.ttf", None),
    ("NotoSansKannada-Regular.ttf", None),
    ("NotoSansMalayalam-Regular.ttf", None),
    ("NotoSansOriya-Regular.ttf", None),
    ("NotoSansSinhala-Regular.ttf", None),
    ("NotoSansArmenian-Regular.ttf", None),
    ("NotoSansGeorgian-Regular.ttf", None),
    ("NotoSansEthiopic-Regular.ttf", None),
    ("NotoSansKhmer-Regular.ttf", None),
    ("NotoSansLao-Regular.ttf", None),
    ("NotoSansMyanmar-Regular.ttf", None),
    ("NotoSansThaana-Regular.ttf", None),
)
"""Regular and bold files in the order in which they are asked; None: the regular is emboldened."""

_EMBOLDENED = 0.036
_EMBOLDENED_HAN = 0.026
"""How much wider a stroke gets where there is no bold file, in em; among many strokes there is less room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """The rectangle a glyph really covers, from its origin, `top` and `right` being the larger numbers."""

    left: float
    bottom: float
    right: float
    top: float


class Typeface:
    """One font in one weight."""

    def __init__(self, file: str, *, embolden: bool = False) -> None:
        self.file = file
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(resource("fonts", file))))
        self.font = uharfbuzz.Font(face)
        self.font.scale = (EM, EM)
        if embolden:
            wider = _EMBOLDENED_HAN if file == _HAN else _EMBOLDENED
            self.font.synthetic_bold = (wider, wider, False)
        self._outlines: dict[int, str] = {}
        self._ink: dict[int, Ink | None] = {}

    def draws(self, characters: str) -> bool:
        """Whether every one of these characters has a glyph, of its own or put together from its parts."""
        return all(self._draws_one(character) for character in characters)

    def outline(self, glyph: int) -> str:
        """The PDF operators that draw the glyph's outline; empty for a space."""
        drawn = self._outlines.get(glyph)
        if drawn is None:
            pen = _PdfPen()
            self.font.draw_glyph_with_pen(glyph, pen)
            drawn = self._outlines[glyph] = " ".join(pen.operators)
        return drawn

    def ink(self, glyph: int) -> Ink | None:
        """What the glyph covers; None for a space."""
        if glyph not in self._ink:
            extents = self.font.get_glyph_extents(glyph)
            self._ink[glyph] = _ink_of(extents)
        return self._ink[glyph]

    def _draws_one(self, character: str) -> bool:
        if is_unseen(character) or self.font.get_nominal_glyph(ord(character)) is not None:
            return True
        parts = unicodedata.normalize("NFD", character)
        return parts != character and all(
            self.font.get_nominal_glyph(ord(part)) is not None for part in parts
        )


def typefaces(*, bold: bool) -> Iterator[Typeface]:
    """The bundled fonts in the order in which they are asked; each is opened when it is first reached."""
    for regular, heavy in _FAMILIES:
        if bold:
            yield _opened(heavy or regular, embolden=heavy is None)
        else:
            yield _opened(regular, embolden=False)


@functools.lru_cache(maxsize=8192)
def typeface_for(characters: str, *, bold: bool) -> Typeface | None:
    """The first font that draws all of these characters, None when none does."""
    return next((face for face in typefaces(bold=bold) if face.draws(characters)), None)


def is_unseen(character: str) -> bool:
    """Whether it only steers its neighbours: joiners and variation selectors."""
    return (
        character in "\u200c\u200d"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


@functools.cache
def _opened(file: str, *, embolden: bool) -> Typeface:
    return Typeface(file, embolden=embolden)


def _ink_of(extents: "uharfbuzz.GlyphExtents | None") -> Ink | None:
    if extents is None or not extents.width or not extents.height:
        return None
    # HarfBuzz measures downwards: the height is negative.
    return Ink(
        left=extents.x_bearing,
        bottom=extents.y_bearing + extents.height,
        right=extents.x_bearing + extents.width,
        top=extents.y_bearing,
    )


class _PdfPen:
    """Writes an outline as PDF path operators; PDF knows no quadratic curves, so those become cubic."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self._at = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - HarfBuzz calls it so
        self._add((point,), "m")

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add((point,), "l")

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add(points, "c")

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        start = self._at
        first = tuple(a + (b - a) * 2 / 3 for a, b in zip(start, control, strict=True))
        second = tuple(a + (b - a) * 2 / 3 for a, b in zip(end, control, strict=True))
        self._add(((first[0], first[1]), (second[0], second[1]), end), "c")

    def closePath(self) -> None:  # noqa: N802
        self.operators.append("h")

    def _add(self, points: tuple[tuple[float, float], ...], operator: str) -> None:
        self._at = points[-1]
        numbers = " ".join(f"{round(value)}" for point in points for value in point)
        self.operators.append(f"{numbers} {operator}")
