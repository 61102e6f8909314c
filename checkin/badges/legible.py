"""What the bundled fonts can say of a text, and what they lack.

A badge never shows a box or a gap: pictographs no font has are left out of a text quietly, ornamental forms
of letters become the letters, and whatever else is lacking is named before anything is printed.
`pictures_left_out` says what was left out quietly, for who wants to know.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable

from checkin.badges.fonts import is_unseen, typeface_for, typefaces
from checkin.badges.gaps import GAP, closed
from checkin.badges.text import cleaned, clusters, pieces
from checkin.errors import BadgeError

_PICTOGRAPHS = (
    (0x20E3, 0x20E3),  # a key's cap
    (0x2190, 0x21FF),
    (0x2300, 0x23FF),
    (0x2600, 0x27BF),
    (0x2900, 0x297F),
    (0x2B00, 0x2BFF),
    (0x1F000, 0x1FAFF),
)
"""First and last of what Unicode sets aside for pictures, those of years to come included."""

_IN_A_WORD = re.compile(rf"(?<=\w){GAP}+(?=\w)")
"""One letter less does not make two words."""

_WHITE_LETTERS = ((0x1F150, 0x1F169), (0x1F170, 0x1F189))
"""First and last of the letters on black, of which people write names; Unicode does not call them letters."""

_WIDTHS = ("\uff10", "\uff9f")
"""Letters of other widths: Latin as wide as kana, and narrow kana, from keyboards rather than from names."""

_FLAG_LETTERS = (0x1F1E6, 0x1F1FF)
_NOT_BY_THEMSELVES = ((0x20E3, 0x20E3), (0x1F3FB, 0x1F3FF))
"""A key's cap and the colours of skin: they change what they follow."""


@functools.lru_cache(maxsize=8192)
def plain(text: str, *, bold: bool) -> str:
    """The cleaned text without the pictographs that no font draws, ornamental letters as plain ones.

    Empty where there is nothing to be seen.
    """
    if all(map(is_unseen, text)):
        return ""
    if _is_in_first_font(text, bold=bold):
        return text
    folded = "".join(_folded(character, bold=bold) for character in text)
    return cleaned(closed("".join(_without_pictograph(cluster, bold=bold) for cluster in clusters(folded))))


def pictures_left_out(text: str, *, bold: bool) -> tuple[str, ...]:
    """What `plain` leaves out of the cleaned text, each once and in words, such as ``"party popper"``."""
    if _is_in_first_font(text, bold=bold):
        return ()
    folded = (_folded(character, bold=bold) for character in text)
    return tuple(dict.fromkeys(_picture(one) for one in folded if _is_picture_of_its_own(one, bold=bold)))


def not_drawn(text: str, *, bold: bool) -> tuple[str, ...]:
    """The characters, each once, that no bundled font draws, or not on the letter they are written on."""
    if _is_in_first_font(text, bold=bold):
        return ()
    lacking = (
        character
        for cluster in clusters(text)
        for piece in pieces(cluster, bold=bold)
        for character in _lacking(piece, bold=bold)
    )
    return tuple(dict.fromkeys(lacking))


def require_drawn(text: str, *, bold: bool) -> str:
    """The text itself.

    Raises:
        BadgeError: no bundled font draws one of its characters; the text says which.
    """
    lacking = not_drawn(text, bold=bold)
    if lacking:
        raise BadgeError(f"The name holds what no font of the badge can draw: {named(lacking)}.")
    return text


def without_lacking(text: str, *, bold: bool) -> str:
    """The text without what no bundled font draws."""
    if not not_drawn(text, bold=bold):
        return text
    kept = (
        GAP if piece[0] in lacking else "".join(one for one in piece if one not in lacking)
        for cluster in clusters(text)
        for piece in pieces(cluster, bold=bold)
        for lacking in (_lacking(piece, bold=bold),)
    )
    return cleaned(closed(_IN_A_WORD.sub("", "".join(kept))))


def named(characters: Iterable[str]) -> str:
    """The characters by their names in Unicode, for people to look up."""
    return ", ".join(f"{unicodedata.name(one, 'unnamed')} (U+{ord(one):04X})" for one in characters)


def _is_in_first_font(text: str, *, bold: bool) -> bool:
    """Most texts are; no other font is opened for them, and no character looked at twice."""
    return next(typefaces(bold=bold)).draws(text)


def _folded(character: str, *, bold: bool) -> str:
    if _WIDTHS[0] <= character <= _WIDTHS[1] and character.isalnum():
        return unicodedata.normalize("NFKC", character)
    if typeface_for(character, bold=bold) is not None:
        return character
    letters = _on_black(character) or unicodedata.normalize("NFKC", character)
    return letters if typeface_for(letters, bold=bold) is not None else character


def _on_black(character: str) -> str:
    """The letter that is drawn white there; empty where it is no such."""
    number = ord(character)
    return next(
        (chr(ord("A") + number - first) for first, last in _WHITE_LETTERS if first <= number <= last), ""
    )


def _without_pictograph(cluster: str, *, bold: bool) -> str:
    """What is left of a cluster; a sequence of pictographs goes as a whole, with what joins it."""
    if typeface_for(cluster, bold=bold) is not None:
        return cluster
    left = "".join(one for one in cluster if not _is_lacking_pictograph(one, bold=bold))
    if left == cluster:
        return cluster
    return left.rstrip("\u200d\ufe0f") if any(map(str.isalnum, left)) else GAP


def _is_lacking_pictograph(character: str, *, bold: bool) -> bool:
    is_pictograph = any(first <= ord(character) <= last for first, last in _PICTOGRAPHS)
    return is_pictograph and typeface_for(character, bold=bold) is None


def _is_picture_of_its_own(character: str, *, bold: bool) -> bool:
    if len(character) != 1 or not _is_lacking_pictograph(character, bold=bold):
        return False
    return not any(first <= ord(character) <= last for first, last in _NOT_BY_THEMSELVES)


def _picture(character: str) -> str:
    if _FLAG_LETTERS[0] <= ord(character) <= _FLAG_LETTERS[1]:
        return "flag"
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()


def _lacking(piece: str, *, bold: bool) -> tuple[str, ...]:
    if typeface_for(piece, bold=bold) is not None:
        return ()
    seen = [character for character in piece if not is_unseen(character)]
    face = typeface_for(seen[0], bold=bold)
    if face is None:
        return tuple(one for one in seen if typeface_for(one, bold=bold) is None)
    return tuple(one for one in seen if not face.draws(one))
