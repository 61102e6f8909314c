"""One line with a person's name, parted into what a badge shows large and what it shows small."""

_PARTICLES = frozenset(
    [
        *("af", "al", "am", "auf", "av", "bin", "da", "dal", "das", "de", "degli", "dei", "del", "dela"),
        *("della", "den", "der", "des", "di", "do", "dos", "du", "el", "ibn", "la", "las", "le", "los"),
        *(
            "mac",
            "mc",
            "san",
            "santa",
            "st",
            "te",
            "ten",
            "ter",
            "van",
            "vom",
            "von",
            "y",
            "zu",
            "zum",
            "zur",
        ),
    ]
)
_BEHIND = frozenset(["jr", "sr", "ii", "iii", "iv", "v", "md", "phd", "dds", "esq", "cbe", "obe", "mbe"])


def split_name(name: str) -> tuple[str, str]:
    """Given and family name; all of it is the given name where nothing tells them apart.

    "Adler, Anna" is turned round. Otherwise the last word is the family name, together with the particles
    before it ("van den Berg") and what stands behind names ("Smith MD").
    """
    family, comma, given = name.partition(",")
    if comma and given.strip() and _bare(given) not in _BEHIND:
        return _tidy(given), _tidy(family)
    words = name.replace(",", " ").split()
    first = len(words) - 1
    while first > 1 and _bare(words[first]) in _BEHIND:
        first -= 1
    while first > 1 and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    if first < 1:
        return _tidy(name), ""
    return " ".join(words[:first]), " ".join(words[first:])


def _bare(word: str) -> str:
    return word.replace(".", "").strip().casefold()


def _tidy(text: str) -> str:
    return " ".join(text.split())
