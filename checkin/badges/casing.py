"""Capitals, where a template wants them."""

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")  # noqa: RUF001 - what people type for an apostrophe
_PREFIX = 1
"""Letters before an apostrophe after which a name has another capital: O'Neill, D'Angelo, but not Don't."""


def titled(text: str) -> str:
    """Each word with a capital; what is all in capitals is calmed, anything else keeps those it has.

    Letters after digits stay, as in 3rd.
    """
    calm = text.lower() if text.isupper() else text
    return _WORD.sub(lambda word: _capital(word, calm), calm)


def _capital(word: re.Match[str], text: str) -> str:
    letters, before = word.group(), text[: word.start()][-1:]
    if before.isdigit():
        return letters
    first = letters[0].title() + letters[1:]
    if len(letters) > _PREFIX + 1 and not letters[_PREFIX].isalpha():
        return first[: _PREFIX + 1] + first[_PREFIX + 1].title() + first[_PREFIX + 2 :]
    return first
