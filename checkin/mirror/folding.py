"""Text as it is searched, stored or typed: no accents, no case, no punctuation."""

import unicodedata

_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {
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
)


def fold(*texts: str) -> str:
    """The words of `texts`, folded, separated by single blanks.

    Marks are dropped, not treated as gaps, so that vowel signs of Thai or Devanagari do not cut a name.
    """
    decomposed = unicodedata.normalize("NFKD", " ".join(texts)).casefold()
    kept = "".join(_folded(character) for character in unicodedata.normalize("NFKD", decomposed))
    return " ".join(kept.translate(_LETTERS_WITHOUT_DECOMPOSITION).split())


def joined(code: str) -> str:
    """A code as one folded word, its separators taken out."""
    return fold(code).replace(" ", "")


def _folded(character: str) -> str:
    category = unicodedata.category(character)[0]
    if category in "LN":
        return character
    return "" if category == "M" else " "
