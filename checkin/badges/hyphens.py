"""Where words may be parted with a hyphen, by the rules of the language they are written in."""

import functools
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

SOFT = "\u00ad"
"""Ends a part of a word: a hyphen where the line ends there, nothing elsewhere."""

_LETTERS = re.compile(r"[^\W\d_]+")
_AT_LEAST = 3
"""Letters that stay together at the beginning and at the end of a word."""

_BETWEEN = 2
"""Letters between two places; the lists of some languages part a syllable at two places to choose from."""


def parted(text: str, language: str) -> str:
    """The text with `SOFT` wherever a word may be parted; as it is where the language has no rules.

    `language` is such as ``"en"`` or ``"de_CH"``, or empty for none.
    """
    rules = _rules(language) if language else None
    return text if rules is None else _LETTERS.sub(lambda found: _marked(found.group(), rules), text)


def at_end_of_line(text: str) -> str:
    """The text as it stands where the line ends with it."""
    return without(text.removesuffix(SOFT)) + "-" if text.endswith(SOFT) else without(text)


def without(text: str) -> str:
    """The text as it stands within a line."""
    return text.replace(SOFT, "")


def _marked(letters: str, rules: "Pyphen") -> str:
    places = [0, *_places(letters, rules), len(letters)]
    return SOFT.join(letters[start:end] for start, end in pairwise(places))


def _places(letters: str, rules: "Pyphen") -> Iterator[int]:
    if len(letters.lower()) != len(letters):  # the lists know small letters: places would be off
        return
    last = 0
    for place in rules.positions(letters):
        # Some languages spell a word otherwise where it is parted: such places are not taken.
        is_plain = getattr(place, "data", None) is None
        if is_plain and place - last >= _BETWEEN:
            yield int(place)
            last = place


@functools.cache
def _rules(language: str) -> "Pyphen | None":
    import pyphen  # noqa: PLC0415 - only templates that hyphenate wait for it

    known = pyphen.language_fallback(language)
    return None if known is None else pyphen.Pyphen(lang=known, left=_AT_LEAST, right=_AT_LEAST)
