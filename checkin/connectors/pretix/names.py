"""People's names: parts of a scheme there, given and family name here.

An event of pretix has one of some fifteen schemes (``given_family``, ``full``, ``title_given_family`` …).
Parts beside the name itself, such as a title, stay as they are when a name is corrected.
"""

from collections.abc import Mapping

_FULL_NAME = "full_name"
_GIVEN_NAMES = ("given_name", "middle_name")
_FAMILY_NAME = "family_name"
_SCHEME, _LEGACY = "_scheme", "_legacy"
_USUAL_SCHEME = "given_family"
_OF_THE_NAME = frozenset([_FULL_NAME, *_GIVEN_NAMES, _FAMILY_NAME, _SCHEME, _LEGACY])

Parts = Mapping[str, str]


def parts_of(value: object) -> dict[str, str]:
    """The parts of a name as the platform sent them; what is no text is left out."""
    if not isinstance(value, Mapping):
        return {}
    return {name: text for name, text in value.items() if isinstance(name, str) and isinstance(text, str)}


def split(parts: Parts, whole: str) -> tuple[str, str]:
    """Given and family name. What is not told apart is the given name.

    Args:
        parts: as the platform keeps them.
        whole: the name in one, for when there are no parts.
    """
    given = " ".join(filter(None, (parts.get(name, "").strip() for name in _GIVEN_NAMES)))
    family = parts.get(_FAMILY_NAME, "").strip()
    if given or family:
        return given, family
    return (parts.get(_FULL_NAME) or parts.get(_LEGACY) or whole).strip(), ""


def beside(parts: Parts) -> dict[str, str]:
    """What else is known of how somebody is called, such as a title."""
    return {name: text for name, text in parts.items() if name not in _OF_THE_NAME and text}


def asks_for_one_name(scheme: str) -> bool:
    """Whether this scheme does not tell given and family names apart."""
    return "full" in scheme or scheme == "given"


def joined(scheme: str, given: str, family: str, before: Parts) -> dict[str, str]:
    """The parts to send for a name.

    Args:
        scheme: the event's; empty where it is not known.
        given: given names.
        family: family name.
        before: the parts as they are now.
    """
    chosen = before.get(_SCHEME) or scheme or _USUAL_SCHEME
    kept = {name: text for name, text in before.items() if name not in _OF_THE_NAME}
    if chosen == "given":
        name = {"given_name": f"{given} {family}".strip()}
    elif asks_for_one_name(chosen):
        name = {_FULL_NAME: f"{given} {family}".strip()}
    else:
        name = {"given_name": given, _FAMILY_NAME: family}
        if "middle" in chosen:
            name["middle_name"] = ""  # it is part of the given names here
    return {_SCHEME: chosen, **kept, **name}
