"""Names as they are written: cleaned, ordered, shaped, in every script the bundled fonts draw.

A line is worked out once, in thousandths of an em, and holds for every size.
"""

import functools
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, groupby

import uharfbuzz
from bidi import algorithm  # it ships no types

from checkin.badges.fonts import Ink, Typeface, is_unseen, typeface_for
from checkin.errors import BadgeError

_JOINERS = "\u200c\u200d"
_VIRAMA = 9
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_WITH_HAN = {"Bopo", "Zyyy"}
"""Scripts a font may know no languages for: what stands among Chinese characters is shaped as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """One shape at its place on the line, in thousandths of an em from the line's beginning at the left."""

    face: Typeface
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Line:
    """A shaped line. `shaped` gives the same one again for the same text, so lines are compared by identity.

    Attributes:
        seen: the characters in the order in which they stand, from left to right.
        advance: how far it moves the pen.
        ink: what it really covers, None for an empty line.
        from_right: whether it begins at the right.
    """

    text: str
    seen: str
    glyphs: tuple[Glyph, ...]
    advance: float
    ink: Ink | None
    from_right: bool

    @property
    def left(self) -> float:
        """Where the line begins, with ink that hangs out of its first glyph."""
        return min(0.0, self.ink.left) if self.ink else 0.0

    @property
    def width(self) -> float:
        """From `left` to the end of the line, with ink that hangs out of its last glyph."""
        return (max(self.advance, self.ink.right) if self.ink else self.advance) - self.left


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Characters that share font and direction."""

    start: int
    end: int
    level: int
    face: Typeface


@functools.lru_cache(maxsize=8192)  # each text of a badge is asked for some ten times
def cleaned(text: str) -> str:
    """One line of composed characters: control and formatting characters gone, spaces single."""
    kept = (
        " " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character) != "Cf" or character in _JOINERS
    )
    return " ".join("".join(kept).split())


def clusters(text: str) -> Iterator[str]:
    """What a reader takes for one character: a base with its marks and joiners."""
    if text.isascii():
        yield from text
        return
    cluster = ""
    for character in text:
        if cluster and not _belongs(character, cluster):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def pieces(cluster: str, *, bold: bool) -> Iterator[str]:
    """The cluster, or its letters each with its marks where no one font has the whole."""
    if typeface_for(cluster, bold=bold) is not None:
        yield cluster
        return
    piece = ""
    for character in cluster:
        is_letter = not (is_unseen(character) or unicodedata.category(character).startswith("M"))
        if piece and is_letter and not all(map(is_unseen, piece)):
            yield piece
            piece = ""
        piece += character
    yield piece


@functools.lru_cache(maxsize=8192)
def shaped(text: str, *, bold: bool, forms: str = "") -> Line:
    """The line, ready to be drawn. The text is `cleaned` and every character of it can be drawn.

    `forms` says whose forms Chinese characters take (see `checkin.badges.han`).
    """
    base, levels = _levels(text)
    glyphs: list[Glyph] = []
    pen = 0.0
    runs = _in_order_seen(list(_runs(text, levels, bold=bold)))
    for run in runs:
        placed, pen = _shape_run(text, run, pen, forms)
        glyphs += placed
    seen = "".join(
        text[run.start : run.end][::-1] if run.level % 2 else text[run.start : run.end] for run in runs
    )
    return Line(
        text=text, seen=seen, glyphs=tuple(glyphs), advance=pen, ink=_ink_around(glyphs), from_right=base == 1
    )


def _belongs(character: str, cluster: str) -> bool:
    if character.isspace():
        return False
    if is_unseen(character) or cluster[-1] == "\u200d":
        return True
    if unicodedata.category(character) in {"Mn", "Mc", "Me"} or character in "\u0e33\u0eb3":  # Thai, Lao AM
        return True
    before = cluster[-1]
    # A consonant is drawn together with the one before a virama; Thai and Lao write some vowels first.
    return (
        unicodedata.combining(before) == _VIRAMA
        or "\u0e40" <= before <= "\u0e44"
        or "\u0ec0" <= before <= "\u0ec4"
    )


def _levels(text: str) -> tuple[int, Sequence[int]]:
    """Base level and level of each character, after Unicode's bidirectional algorithm."""
    if not any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text):
        return 0, [0] * len(text)
    storage = algorithm.get_empty_storage()
    base = storage["base_level"] = algorithm.get_base_level(text)
    storage["base_dir"] = ("L", "R")[base]
    algorithm.get_embedding_levels(text, storage)
    characters = list(storage["chars"])
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    # Joiners were taken out of the storage: they go with the character before them.
    resolved = {id(character): character["level"] for character in storage["chars"]}
    levels: list[int] = []
    for character in characters:
        before = levels[-1] if levels else base
        levels.append(resolved.get(id(character), before))
    return base, levels


def _runs(text: str, levels: Sequence[int], *, bold: bool) -> Iterator[_Run]:
    start = 0
    for (level, face), group in groupby(_faces(text, levels, bold=bold), key=lambda item: (item[0], item[1])):
        end = start + sum(length for _, _, length in group)
        yield _Run(start=start, end=end, level=level, face=face)
        start = end


def _faces(text: str, levels: Sequence[int], *, bold: bool) -> Iterator[tuple[int, Typeface, int]]:
    """Level, font and length of each cluster; what is no letter stays in the font of its neighbour."""
    face: Typeface | None = None
    at = 0
    whole = clusters(text)
    for cluster in chain.from_iterable(pieces(cluster, bold=bold) for cluster in whole):
        stays = face is not None and not cluster[0].isalpha() and face.draws(cluster)
        if not stays:
            face = typeface_for(cluster, bold=bold)
        if face is None:
            raise BadgeError(f"No font of the badge draws U+{ord(cluster[0]):04X}.")
        yield levels[at], face, len(cluster)
        at += len(cluster)


def _in_order_seen(runs: list[_Run]) -> list[_Run]:
    """From left to right: rule L2 of the bidirectional algorithm, applied to whole runs."""
    if not runs:
        return runs
    for level in range(max(run.level for run in runs), 0, -1):
        reordered: list[_Run] = []
        for is_turned, group in groupby(runs, key=partial(_is_from, level)):
            members = list(group)
            reordered += reversed(members) if is_turned else members
        runs = reordered
    return runs


def _is_from(level: int, run: _Run) -> bool:
    return run.level >= level


def _shape_run(text: str, run: _Run, pen: float, forms: str) -> tuple[list[Glyph], float]:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text, run.start, run.end - run.start)
    buffer.language = forms or "und"  # otherwise the computer's own: badges would differ between computers
    buffer.guess_segment_properties()
    if forms and buffer.script in _WITH_HAN:
        buffer.script = "Hani"
    buffer.direction = "rtl" if run.level % 2 else "ltr"
    uharfbuzz.shape(run.face.font, buffer)
    glyphs = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append(
            Glyph(face=run.face, number=info.codepoint, x=pen + position.x_offset, y=position.y_offset)
        )
        pen += position.x_advance
    return glyphs, pen


def _ink_around(glyphs: Sequence[Glyph]) -> Ink | None:
    inked = [(glyph, ink) for glyph in glyphs if (ink := glyph.face.ink(glyph.number)) is not None]
    if not inked:
        return None
    return Ink(
        left=min(glyph.x + ink.left for glyph, ink in inked),
        bottom=min(glyph.y + ink.bottom for glyph, ink in inked),
        right=max(glyph.x + ink.right for glyph, ink in inked),
        top=max(glyph.y + ink.top for glyph, ink in inked),
    )
