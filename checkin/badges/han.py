"""Whose forms of Chinese characters a text is drawn with.

直, 骨 or 今 is one character to a computer, but China, Taiwan, Japan and Korea each write it a little
differently, and people see at once when their name is in somebody else's form. Nobody is asked: what else is
written there tells, and where nothing does, the template's language.
"""

import functools
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from checkin.badges.badge import Badge

FORMS = ("zh-Hans", "zh-Hant", "ja", "ko")
"""Mainland China, Taiwan and Hong Kong, Japan, Korea; the first is what is drawn where nothing tells."""

_Ranges = tuple[tuple[str, str], ...]
"""First and last characters; expressions for so many take a while to be made."""

_CHARACTERS: _Ranges = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))
_OTHERS: _Ranges = (("\u2e80", "\u33ff"), ("\uac00", "\ud7ff"), ("\uff01", "\uffef"))
_TELLING: Mapping[str, _Ranges] = MappingProxyType(
    {
        "ja": (
            ("々", "〆"),
            ("\u3041", "\u309f"),
            ("\u30a1", "\u30fa"),
            ("\u30fd", "\u30ff"),
            ("\u31f0", "\u31ff"),
            ("\uff66", "\uff9d"),
        ),
        "ko": (("\u1100", "\u11ff"), ("\u3131", "\u318e"), ("\uac00", "\ud7a3")),
        "zh-Hant": (("\u3105", "\u312f"), ("\u31a0", "\u31bf")),
    }
)
"""Writing that only one of them has: kana, Hangul, bopomofo."""

_IN_USE: Mapping[str, str] = MappingProxyType(
    {"zh-Hans": "gb2312", "zh-Hant": "big5", "ja": "cp932", "ko": "euc_kr"}
)
"""Encodings that have just the characters their country has in use."""

_LANGUAGES: Mapping[str, str] = MappingProxyType(
    {"zh": "zh-Hans", "zh_TW": "zh-Hant", "zh_HK": "zh-Hant", "zh_MO": "zh-Hant", "ja": "ja", "ko": "ko"}
)
_PLACES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "zh-Hans": ("cn", "china", "中国", "sg", "singapore"),
        "zh-Hant": ("tw", "taiwan", "台灣", "臺灣", "hk", "hong kong", "香港", "mo", "macau", "macao"),
        "ja": ("jp", "japan", "日本"),
        "ko": ("kr", "korea", "south korea", "republic of korea", "korea, republic of", "한국", "대한민국"),
    }
)
_COUNTRY = "country"


def forms_of(text: str, badge: Badge, language: str) -> str:
    """One of `FORMS` for a text on this badge; empty where it makes no difference.

    What the text is written with goes first, then the name, where the person comes from, what else is on the
    badge, `language` (that of the template, such as ``"ja"`` or ``"zh_TW"``), and the event's name.
    """
    if max(text, default="") < _OTHERS[0][0] or not any(_are_in(_CHARACTERS + _OTHERS, text)):
        return ""
    left: tuple[str, ...] = FORMS
    for clue in _clues(text, badge, language):
        left = tuple(form for form in left if form in clue) or left
        if len(left) == 1:
            break
    return left[0]


def _clues(text: str, badge: Badge, language: str) -> Iterator[tuple[str, ...]]:
    """What each thing that is known leaves open."""
    yield _written_as(text)
    yield _written_as(badge.name)
    countries = (value for question, value in badge.answers.items() if question.casefold() == _COUNTRY)
    for place in (*countries, badge.email.rpartition(".")[2]):
        yield _of_place(place)
    yield _written_as("\n".join((badge.company, badge.job_title, *badge.answers.values())))
    yield _of_language(language)
    yield _written_as(badge.event_name)


@functools.lru_cache(maxsize=4096)
def _written_as(text: str) -> tuple[str, ...]:
    """Whose writing the text can be: who has all of its characters in use, or most of them."""
    for form, telling in _TELLING.items():
        if any(_are_in(telling, text)):
            return (form,)
    characters = [one for one, is_one in zip(text, _are_in(_CHARACTERS, text), strict=True) if is_one]
    known = {form: sum(_is_in_use(one, _IN_USE[form]) for one in characters) for form in FORMS}
    most = max(known.values())
    return tuple(form for form in FORMS if known[form] == most)


def _are_in(ranges: _Ranges, text: str) -> Iterator[bool]:
    """Of each character, whether it is in one of the ranges."""
    return (any(first <= one <= last for first, last in ranges) for one in text)


def _is_in_use(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _of_place(place: str) -> tuple[str, ...]:
    wanted = place.strip().casefold()
    return tuple(form for form, places in _PLACES.items() if wanted in places) or FORMS


def _of_language(language: str) -> tuple[str, ...]:
    form = _LANGUAGES.get(language) or _LANGUAGES.get(language.partition("_")[0])
    return FORMS if form is None else (form,)
