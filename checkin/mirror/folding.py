"""Text as it is searched, stored or typed: no accents, no case, no punctuation."""

import unicodedata

_WITHOUT_DECOMPOSITION = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "\u0131": "i",  # dotless i
    "ħ": "h",
    "ŋ": "n",
    "ŧ": "t",
}


class _Folding(dict[int, str]):
    """What becomes of each character; worked out when it is first met, for `str.translate` is quick."""

    def __missing__(self, ordinal: int) -> str:
        character = chr(ordinal)
        category = unicodedata.category(character)[0]
        if category in "LN":
            folded = _WITHOUT_DECOMPOSITION.get(character, character)
        else:
            folded = "" if category == "M" else " "
        self[ordinal] = folded
        return folded


_folding = _Folding()


def fold(*texts: str) -> str:
    """The words of `texts`, folded, separated by single blanks.

    Marks are dropped, not treated as gaps, so that vowel signs of Thai or Devanagari do not cut a name.
    """
    whole = " ".join(texts)
    if not whole.isascii():
        whole = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", whole).casefold())
    return " ".join(whole.casefold().translate(_folding).split())


def joined(code: str) -> str:
    """A code as one folded word, its separators taken out."""
    return fold(code).replace(" ", "")
