"""Words as they are compared: no accents, no case, no punctuation."""

import re
import unicodedata

_NOT_A_WORD = re.compile(r"[\W_]+")


def words(text: str) -> frozenset[str]:
    """Words that are written in one text for the eye."""
    return frozenset(text.split())


def folded(text: str) -> str:
    """The words of a text, folded, separated by single blanks; ``#`` and ``№`` count as "number"."""
    plain = text.replace("#", " number ").replace("№", " number ")
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(one for one in apart if not unicodedata.combining(one))
    return _NOT_A_WORD.sub(" ", plain.casefold()).strip()
