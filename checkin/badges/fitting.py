"""The largest size at which a text fits its space, and where its lines break.

Lengths are in points. Breaks come after spaces and hyphens and between Chinese, Japanese and Korean
characters; inside a word with a hyphen where that is wanted, and otherwise only when nothing else helps;
never inside what a reader takes for one character.
"""

import functools
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from checkin.badges.fonts import EM
from checkin.badges.hyphens import SOFT, at_end_of_line, parted, without
from checkin.badges.text import Line, clusters, shaped
from checkin.errors import BadgeError

SMALLEST = 3.5
"""Points below which even a name counts as not fitting: nobody could read it."""

_MOST_LINES = 12
_WORTH_A_LINE = 1.12
"""A further line must make the text this much larger, or it is not broken."""

_WHOLE_WORDS_DOWN_TO = 0.6
"""Down to this part of its smallest size a name's words stay whole; below, a break is worth it."""

_LEADING = 1.12 * EM
_LETTER_TOP = 0.72 * EM
_LETTER_BOTTOM = 0.2 * EM
_BETWEEN_INK = 0.06 * EM
_ELLIPSIS = "…"
_AFTER = "-\u2010\u2013/"
_SPACELESS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
_NOT_AT_START = "、。・」』】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The space for a text and how it may be used; see `checkin.badges.template.Row`.

    Attributes:
        hyphens: the language by whose rules words may be parted, empty for not at all. What may not be cut,
            such as a name, is only parted where a word is too long for a line.
        forms: whose forms Chinese characters take, see `checkin.badges.han`.
    """

    width: float
    height: float
    max_size: float
    min_size: float
    max_lines: int = 1
    bold: bool = False
    may_be_cut: bool = False
    hyphens: str = ""
    forms: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Lines at one size.

    Attributes:
        baselines: of each line, below the top of the block.
        height: of the block, accents and descenders included.
        is_cut: whether its end is left out.
    """

    lines: tuple[Line, ...]
    size: float
    baselines: tuple[float, ...]
    height: float
    is_cut: bool = False


@functools.lru_cache(maxsize=1024)
def fit(text: str, room: Room) -> Fitted:
    """Set a cleaned, drawable text as large as it goes.

    Raises:
        BadgeError: a text that may not be cut would be too small to read.
    """
    enough = room.min_size * (1 if room.may_be_cut else _WHOLE_WORDS_DOWN_TO)
    parts: list[str] = []
    candidates = []
    for parts in _ways(text, room):
        candidates.append(_best(parts, room, room.max_lines))
        if candidates[-1].size >= enough:
            return candidates[-1]
        enough = room.min_size
    if room.may_be_cut:
        return _cut(text, room)
    candidates.append(_best(parts, room, _MOST_LINES))
    best = max(candidates, key=lambda fitted: fitted.size)
    if best.size < SMALLEST:
        raise BadgeError(f"A name of {len(text)} characters does not fit on this badge.")
    return best


def _best(parts: Sequence[str], room: Room, most_lines: int) -> Fitted:
    widths = [_shaped(at_end_of_line(part.rstrip()), room).advance for part in parts]
    steps = [_shaped(without(part), room).advance for part in parts]
    best = _set([parts], room)
    for count in range(2, min(most_lines, len(parts)) + 1):
        candidate = _set(_broken(parts, steps, widths, count), room)
        if candidate.size >= best.size * _WORTH_A_LINE:
            best = candidate
    return best


def _set(groups: Sequence[Sequence[str]], room: Room) -> Fitted:
    lines = tuple(_shaped(at_end_of_line("".join(group).strip()), room) for group in groups)
    baselines, height = _stacked(lines)
    width = max(line.width for line in lines)
    size = min(room.max_size, room.height * EM / height, room.width * EM / max(width, 1.0))
    return Fitted(
        lines=lines,
        size=size,
        baselines=tuple(baseline * size / EM for baseline in baselines),
        height=height * size / EM,
    )


def _shaped(text: str, room: Room) -> Line:
    return shaped(text, bold=room.bold, forms=room.forms)


def _stacked(lines: Sequence[Line]) -> tuple[list[float], float]:
    """Baselines below the top, and the height of all, so that no ink of one line touches the next."""
    baselines: list[float] = []
    below = 0.0
    for line in lines:
        top = max(_LETTER_TOP, line.ink.top if line.ink else 0.0)
        if baselines:
            baselines.append(baselines[-1] + max(_LEADING, below + top + _BETWEEN_INK))
        else:
            baselines.append(top)
        below = max(_LETTER_BOTTOM, -line.ink.bottom if line.ink else 0.0)
    return baselines, baselines[-1] + below


def _broken(
    parts: Sequence[str], steps: Sequence[float], widths: Sequence[float], count: int
) -> list[Sequence[str]]:
    """At most `count` lines whose longest is as short as can be."""
    narrow, wide = max(widths), sum(steps)
    while wide - narrow > EM / 50:
        middle = (narrow + wide) / 2
        if len(_filled(steps, widths, middle)) <= count:
            wide = middle
        else:
            narrow = middle
    starts = _filled(steps, widths, wide)
    return [parts[start:end] for start, end in zip(starts, [*starts[1:], len(parts)], strict=True)]


def _filled(steps: Sequence[float], widths: Sequence[float], width: float) -> list[int]:
    """Where each line begins when every line takes what goes into `width`."""
    starts = [0]
    pen = 0.0
    for index, (step, bare) in enumerate(zip(steps, widths, strict=True)):
        if pen and pen + bare > width:
            starts.append(index)
            pen = 0.0
        pen += step
    return starts


def _cut(text: str, room: Room) -> Fitted:
    """As much of the beginning as goes in at the smallest size, and an ellipsis."""
    pieces = list(clusters(parted(text, room.hyphens)))
    shortest, longest = 0, len(pieces)
    best = _set([[_ELLIPSIS]], room)
    while longest - shortest > 1:
        middle = (shortest + longest) // 2
        shortened = "".join(pieces[:middle]).rstrip(" -" + SOFT) + _ELLIPSIS
        candidate = _best(list(_anywhere(_syllables(shortened), room)), room, room.max_lines)
        if candidate.size >= room.min_size:
            best, shortest = candidate, middle
        else:
            longest = middle
    return replace(best, is_cut=True)


def _ways(text: str, room: Room) -> Iterator[list[str]]:
    """What the text may be broken into, from the nicest to the last resort."""
    yield list(_words(text))
    if room.hyphens:
        marked = parted(text, room.hyphens)
        yield list(_in_long_words(marked, room))
        if room.may_be_cut:
            yield list(_syllables(marked))
    yield list(_anywhere(_in_long_words(parted(text, room.hyphens), room), room))


def _words(text: str) -> Iterator[str]:
    """What stays together if it can; a space goes with the word before it."""
    word = ""
    for cluster in clusters(text):
        if word and _may_break(word[-1], cluster[0]):
            yield word
            word = ""
        word += cluster
    yield word


def _in_long_words(marked: str, room: Room) -> Iterator[str]:
    """Words, those too long for a line at the smallest size in their syllables."""
    for word in _words(marked):
        whole = without(word)
        yield from _syllables(word) if _is_too_long(whole, room) else (whole,)


def _syllables(marked: str) -> Iterator[str]:
    for word in _words(marked):
        *parts, last = word.split(SOFT)
        yield from (part + SOFT for part in parts)
        yield last


def _anywhere(parts: Iterable[str], room: Room) -> Iterator[str]:
    """The parts, those that are too long for a line at the smallest size taken apart."""
    for part in parts:
        if _is_too_long(at_end_of_line(part.rstrip()), room):
            yield from clusters(without(part))
        else:
            yield part


def _is_too_long(text: str, room: Room) -> bool:
    return _shaped(text, room).width * room.min_size / EM > room.width


def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return before == " " and after != " "
    if before in _AFTER:
        return True
    is_spaceless = unicodedata.name(before, "").startswith(_SPACELESS)
    is_spaceless = is_spaceless and unicodedata.name(after, "").startswith(_SPACELESS)
    return is_spaceless and after not in _NOT_AT_START
