"""What is wrong with a template, said in words for whoever wrote it, with the place where it stands."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from pydantic import ValidationError
from pydantic_core import ErrorDetails, from_json

_CORNERS = ("x", "y", "width", "height")
"""What the four numbers of a box are."""

_LONGEST_VALUE = 40
_LONGEST_COMPLAINT = 400
_COLOUR = "a colour such as '#1f6feb'"
_INK = f"{_COLOUR}, 'type' or 'on type'"
_PATTERNS = MappingProxyType({"language": "a language such as 'en' or 'pt_BR'"})
_MEASURES = MappingProxyType(
    {"max_size": "a number of points", "min_size": "a number of points", "turn": "a number of degrees"}
)
_PLAIN_KEY = re.compile(r"\w+")
_JSON_PLACE = re.compile(r"line (\d+) column (\d+)")

Step = str | int


def complaints(error: ValidationError, document: object) -> Iterator[str]:
    """Each fault in one sentence that begins with its place, such as ``front[3].box.width: …``.

    Args:
        error: what pydantic found.
        document: what it looked at.
    """
    for fault in error.errors(include_url=False, include_input=False):
        if (said := _said(fault, document)) is not None:
            where, words = said
            yield _cut(f"{where}: {words}" if where else words)


def complaints_of_text(error: ValidationError, text: str) -> Iterator[str]:
    """The same, of a template that was read from this JSON."""
    try:
        document = from_json(text)
    except ValueError:
        document = None
    return complaints(error, document)


def reasons(error: ValidationError, document: object) -> Iterator[str]:
    """The same without the places, each once: for somebody who changed one thing and knows which."""
    found = (_said(fault, document) for fault in error.errors(include_url=False, include_input=False))
    return iter(dict.fromkeys(_cut(said[1]) for said in found if said is not None))


def _said(fault: ErrorDetails, document: object) -> tuple[str, str] | None:
    """Where, and in words what; None where another fault says it already."""
    steps, value = _walked(fault["loc"], document)
    if _is_said_elsewhere(fault, value):
        return None
    if fault["type"] in {"union_tag_invalid", "union_tag_not_found"}:
        value = value.get("kind") if isinstance(value, Mapping) else None
        steps = [*steps, "kind"]
    say = _WORDS.get(fault["type"], _unknown)
    return _place(steps), say(fault, steps, value)


def _is_said_elsewhere(fault: ErrorDetails, value: object) -> bool:
    """A list counts as empty where each thing in it is wrong; a colour is looked at in two ways."""
    if fault["type"] == "too_short":
        return isinstance(value, Sequence) and len(value) >= fault["ctx"]["min_length"]
    return str(fault["loc"][-1]).startswith("literal[") if fault["loc"] else False


def _walked(loc: Sequence[Step], document: object) -> tuple[list[Step], object]:
    """The steps that lead to the fault in the document itself, and what is there.

    Pydantic counts which kind of element it is, and in which way a value was looked at, as steps.
    """
    steps, here, arrived = list[Step](), document, False
    for number, step in enumerate(loc):
        is_last = number == len(loc) - 1
        if arrived and isinstance(here, Mapping) and here.get("kind") == step:
            arrived = False
        elif isinstance(here, Mapping) and (step in here or is_last) and step != "[key]":
            here, arrived = here.get(step), True
            steps.append(step)
        elif isinstance(here, list | tuple) and isinstance(step, int):
            steps.append(_corner(steps, step))
            here, arrived = here[step] if step < len(here) else None, True
    return steps, here


def _corner(steps: Sequence[Step], number: int) -> Step:
    is_of_box = bool(steps) and steps[-1] == "box" and number < len(_CORNERS)
    return _CORNERS[number] if is_of_box else number


def _place(steps: Sequence[Step]) -> str:
    place = ""
    for step in steps:
        if isinstance(step, int):
            place += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            place += f".{step}" if place else step
        else:
            place += f"[{_shown(step)}]"
    return place


def _shown(value: object) -> str:
    """A value as the file writes it, in few words."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str() if len(value) > _LONGEST_VALUE:
            return f"{value[:_LONGEST_VALUE]!r}…"
        case Mapping():
            return "{…}"
        case list() | tuple():
            return "[…]" if value else "[]"
        case _:
            said = repr(value)
            return said if len(said) <= _LONGEST_VALUE + 2 else f"{said[:_LONGEST_VALUE]}…"


def _cut(complaint: str) -> str:
    """It may repeat what the template says, which may be anything."""
    return complaint if len(complaint) <= _LONGEST_COMPLAINT else f"{complaint[:_LONGEST_COMPLAINT]}…"


Say = Callable[[ErrorDetails, Sequence[Step], object], str]


def _wants(what: str) -> Say:
    return lambda _, __, value: f"{what} is wanted, not {_shown(value)}"


def _number(_: ErrorDetails, steps: Sequence[Step], value: object) -> str:
    measure = _MEASURES.get(str(steps[-1]) if steps else "", "a number of millimetres")
    return f"{measure} is wanted, not {_shown(value)}"


def _bound(words: str, key: str) -> Say:
    return lambda fault, _, value: f"{words} {fault['ctx'][key]:g} is wanted, not {_shown(value)}"


def _choice(fault: ErrorDetails, steps: Sequence[Step], value: object) -> str:
    said = f"{fault['ctx']['expected']} is wanted, not {_shown(value)}"
    is_later = list(steps) == ["format"] and isinstance(value, int) and value > 1
    return f"{said}: it was made for a later version of this app" if is_later else said


def _kind(fault: ErrorDetails, _: Sequence[Step], value: object) -> str:
    return f"one of {fault['ctx']['expected_tags']} is wanted, not {_shown(value)}"


def _text(fault: ErrorDetails, _: Sequence[Step], value: object) -> str:
    is_ink = fault["loc"][-1] == "constrained-str"
    return f"{_INK if is_ink else 'words in quotes'} {'is' if is_ink else 'are'} wanted, not {_shown(value)}"


def _pattern(fault: ErrorDetails, steps: Sequence[Step], value: object) -> str:
    wanted = _PATTERNS.get(str(steps[-1]) if steps else "", _COLOUR)
    return f"{_INK if fault['loc'][-1] == 'constrained-str' else wanted} is wanted, not {_shown(value)}"


def _too_long(fault: ErrorDetails, steps: Sequence[Step], _: object) -> str:
    if steps and steps[-1] == "box":
        return "four numbers are wanted, x, y, width and height, not more"
    return f"there are more than {fault['ctx']['max_length']}, which is more than any badge has"


def _long_text(fault: ErrorDetails, _: Sequence[Step], value: object) -> str:
    number = f", not {len(value)}" if isinstance(value, str) else ""
    return f"at most {fault['ctx']['max_length']} characters are wanted{number}"


def _list(_: ErrorDetails, steps: Sequence[Step], value: object) -> str:
    wanted = (
        "words in quotes, or a list of such," if steps and steps[-1] == "shows" else "a list in brackets [ ]"
    )
    return f"{wanted} is wanted, not {_shown(value)}"


def _no_json(fault: ErrorDetails, _: Sequence[Step], __: object) -> str:
    """The parser's own words are not for people."""
    found = str(fault["ctx"]["error"])
    if found.startswith("EOF while parsing a value at line 1 column 0"):
        return "the file is empty"
    place = _JSON_PLACE.search(found)
    where = f"line {place[1]}, column {place[2]}: " if place else ""
    if found.startswith("EOF"):
        return f"{where}the file ends too early; a bracket or a quotation mark is not closed"
    if "recursion" in found:
        return f"{where}brackets stand within brackets, deeper than in any template"
    return f"{where}this is not JSON; look for a comma, bracket or quotation mark that is missing or too many"


def _own(fault: ErrorDetails, _: Sequence[Step], __: object) -> str:
    return fault["msg"].removeprefix("Value error, ")


def _unknown(_: ErrorDetails, __: Sequence[Step], value: object) -> str:
    return f"{_shown(value)} is not right here"


_OBJECT = _wants("an object in braces { }")
_WHOLE = _wants("a whole number")
_YES_OR_NO = _wants("true or false")
_WORDS: Mapping[str, Say] = MappingProxyType(
    {
        "value_error": _own,
        "json_invalid": _no_json,
        "missing": lambda _, __, ___: "this must be there",
        "extra_forbidden": lambda _, __, ___: "templates have no such key here",
        "union_tag_not_found": lambda _, __, ___: "this must be there: what kind of element it is",
        "union_tag_invalid": _kind,
        "literal_error": _choice,
        "enum": _choice,
        **dict.fromkeys(("float_type", "float_parsing", "finite_number"), _number),
        **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), _WHOLE),
        **dict.fromkeys(("bool_type", "bool_parsing"), _YES_OR_NO),
        **dict.fromkeys(("tuple_type", "list_type"), _list),
        **dict.fromkeys(("model_type", "model_attributes_type", "dict_type", "mapping_type"), _OBJECT),
        **dict.fromkeys(("string_type", "string_unicode"), _text),
        "string_pattern_mismatch": _pattern,
        "string_too_long": _long_text,
        "string_too_short": lambda _, __, ___: "this must not be empty",
        "named_tuple_type": _wants("[x, y, width, height], four numbers of millimetres,"),
        "too_short": lambda _, __, ___: "there must be at least one",
        "too_long": _too_long,
        "greater_than": _bound("more than", "gt"),
        "greater_than_equal": _bound("at least", "ge"),
        "less_than": _bound("less than", "lt"),
        "less_than_equal": _bound("at most", "le"),
    }
)
