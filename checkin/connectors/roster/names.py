"""Whole names taken apart, as far as that can be told."""

from checkin.connectors.roster.folding import words

_PARTICLES = words(
    """von van vom zu zum zur zu der den de del della di da dos das do du des la le los las ter ten te
    't op y bin ibn ben abu al el af av d' o'"""
)
_SUFFIXES = words("""jr jr. sr sr. ii iii iv""")
_TITLES = words(
    """mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor herr frau fr. hr. m. mme mme. mlle
    monsieur madame sr. sra sra. señor señora dipl.-ing. mag. ing."""
)
_CJK = range(0x2E80, 0xD7FF)


def split_name(whole: str) -> tuple[str, str]:
    """Given and family name. What cannot be taken apart is a given name: so it is shown as it was written.

    "Family, Given" and "FAMILY Given" are understood; particles and suffixes stay with the family name;
    names in Han, Kana and Hangul are left as they are.
    """
    before, comma, after = (part.strip() for part in whole.partition(","))
    if comma and before and after and after.casefold() not in _SUFFIXES:
        return _without_titles(after.split()), before
    parts = whole.split()
    if len(parts) < 2 or any(ord(character) in _CJK for character in whole):  # noqa: PLR2004  (one is whole)
        return " ".join(parts), ""
    shouted = _leading_capitals(parts)
    if shouted:
        return " ".join(parts[shouted:]), " ".join(parts[:shouted])
    at = _family_at(parts)
    return " ".join(parts[:at]), " ".join(parts[at:])


def _without_titles(parts: list[str]) -> str:
    kept = [word for word in parts if word.casefold() not in _TITLES]
    return " ".join(kept or parts)


def _leading_capitals(parts: list[str]) -> int:
    """How many parts at the start are shouted while others are not: "DUPONT Jean"."""
    shouted = [len(word) > 1 and word.isupper() and "." not in word for word in parts]
    if not shouted[0] or all(shouted) or shouted[-1]:
        return 0
    return shouted.index(False)


def _family_at(parts: list[str]) -> int:
    at = len(parts) - 1
    if parts[at].casefold() in _SUFFIXES and at > 1:
        at -= 1
    first = 1
    while first < at and parts[first - 1].casefold() in _TITLES:
        first += 1
    for number in range(first, at):
        if parts[number].casefold() in _PARTICLES:
            return number
    return at
