"""Whoever wrote a template by hand is told what is wrong, and where; no foreign words get through."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from checkin.badges.altering import made
from checkin.badges.complaints import complaints, complaints_of_text
from checkin.badges.template import Area, BadgeTemplate, template_from
from checkin.errors import BadgeError

ROW = {"shows": "{name}", "height": 10, "max_size": 20, "min_size": 8}
FULL_ROW = {**ROW, "bold": True, "max_lines": 2, "between": " ", "colour": "type", "case": "upper", "gap": 1}
WHOLE: dict[str, Any] = {
    "format": 1,
    "name": "Day",
    "page": {"width": 60, "height": 40, "orientation": "landscape"},
    "bleed": 1,
    "colour": "#112233",
    "language": "de",
    "front": [
        {
            "kind": "text",
            "box": [5, 5, 50, 20],
            "rows": [ROW],
            "align": "end",
            "when": {"given": ["name"]},
            "stand": "top",
        },
        {
            "kind": "area",
            "box": {"x": 1, "y": 1, "width": 5, "height": 5},
            "fill": "type",
            "radius": 1,
            "edge": "type",
        },
        {
            "kind": "code",
            "box": [1, 1, 20, 20],
            "name": "code",
            "holds": "ticket",
            "error": "M",
            "turn": 90,
            "symbology": "qr",
        },
        {
            "kind": "picture",
            "box": [1, 1, 20, 20],
            "shows": "logo",
            "fit": "fill",
            "when": {"equals": {"company": ["IBM"]}},
        },
        {"kind": "line", "box": [1, 1, 20, 20], "runs": "down", "thickness": 0.5, "colour": "#000000"},
    ],
    "back": [{"kind": "text", "box": [5, 5, 50, 20], "rows": [FULL_ROW]}],
    "fold": "top",
    "types": {"VIP guest": {"hides": ["code"], "instead": {"code": {"kind": "area", "box": [1, 1, 2, 2]}}}},
}

_THEIRS = (
    "input",
    "should",
    "valid",
    "required",
    "permitted",
    "unable",
    "tuple",
    "dictionary",
    "error",
    "ident",
)


def told(template: object) -> str:
    with pytest.raises(BadgeError) as refused:
        template_from(template if isinstance(template, str) else json.dumps(template), "day.json")
    return str(refused.value).removeprefix("The badge template day.json is not right: ")


def with_(value: object, *path: str | int) -> dict[str, Any]:
    """The whole template, but for one thing."""
    changed = deepcopy(WHOLE)
    here: Any = changed
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return changed


@pytest.mark.parametrize(
    ("value", "path", "words"),
    [
        ("abc", ("front", 0, "box", 2), "front[0].box.width: a number of millimetres is wanted, not 'abc'"),
        ([5, 5, 9], ("front", 0, "box"), "front[0].box.height: this must be there"),
        (
            [1] * 5,
            ("front", 0, "box"),
            "front[0].box: four numbers are wanted, x, y, width and height, not more",
        ),
        (7, ("front", 0, "box"), "four numbers of millimetres, is wanted, not 7"),
        (-1, ("front", 1, "box", "width"), "front[1].box.width: more than 0 is wanted, not -1"),
        (2000, ("page", "width"), "page.width: at most 1000 is wanted, not 2000"),
        (True, ("front", 1, "blink"), "front[1].blink: templates have no such key here"),
        ("big", ("back", 0, "rows", 0, "max_size"), "max_size: a number of points is wanted, not 'big'"),
        (None, ("front", 2, "turn"), "front[2].turn: a number of degrees is wanted, not null"),
        (1.5, ("back", 0, "rows", 0, "max_lines"), "max_lines: a whole number is wanted, not 1.5"),
        (9, ("back", 0, "rows", 0, "max_lines"), "max_lines: at most 6 is wanted, not 9"),
        ("maybe", ("back", 0, "rows", 0, "bold"), "bold: true or false is wanted, not 'maybe'"),
        ("red", ("front", 1, "fill"), "a colour such as '#1f6feb', 'type' or 'on type' is wanted, not 'red'"),
        (5, ("front", 1, "fill"), "a colour such as '#1f6feb', 'type' or 'on type' is wanted, not 5"),
        ("red", ("colour",), "colour: a colour such as '#1f6feb' is wanted, not 'red'"),
        ("German", ("language",), "language: a language such as 'en' or 'pt_BR' is wanted, not 'German'"),
        ("left", ("front", 0, "align"), "front[0].align: 'start', 'centre' or 'end' is wanted, not 'left'"),
        ("me", ("front", 2, "holds"), "'ticket', 'platform', 'signed' or 'vcard' is wanted, not 'me'"),
        (
            "song",
            ("front", 2, "kind"),
            "front[2].kind: one of 'text', 'area', 'line', 'picture', 'code' is wan",
        ),
        ({"box": [1, 1, 2, 2]}, ("front", 2), "front[2].kind: this must be there"),
        ("code", ("front", 2), "front[2]: an object in braces { } is wanted, not 'code'"),
        ([], ("page",), "page: an object in braces { } is wanted, not []"),
        ({"a": 1}, ("front",), "front: a list in brackets [ ] is wanted, not {…}"),
        ([], ("front",), "front: there must be at least one"),
        (5, ("front", 0, "rows", 0, "shows"), "shows: words in quotes, or a list of such, is wanted, not 5"),
        (["{name"], ("front", 0, "rows", 0, "shows"), "shows[0]: a brace is left open in '{name'"),
        (["Nobody"], ("front", 0, "when", "given"), "front[0].when.given[0]: there is no field 'Nobody'"),
        ({"shoe": ["9"]}, ("front", 3, "when", "equals"), "when.equals.shoe: there is no field 'shoe'"),
        (4, ("name",), "name: words in quotes are wanted, not 4"),
        ("", ("name",), "name: this must not be empty"),
        ("x" * 101, ("name",), "name: at most 100 characters are wanted, not 101"),
        (
            ["x"],
            ("types", "VIP guest", "colour"),
            "types['VIP guest'].colour: words in quotes are wanted, not […]",
        ),
        (
            "x",
            ("types", "VIP guest", "instead", "code", "kind"),
            "types['VIP guest'].instead.code.kind: one of",
        ),
        (2, ("format",), "format: 1 is wanted, not 2: it was made for a later version of this app"),
        ([20, 5, 50, 20], ("front", 0, "box"), "front[0]: the text at 20, 5 mm reaches over the page"),
    ],
)
def test_each_fault_is_said_in_words_with_its_place(
    value: object, path: tuple[str | int, ...], words: str
) -> None:
    assert words in told(with_(value, *path))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ('{"format": 1,', "line 1, column 13: the file ends too early"),
        ('{"format": 1\n "name": "x"}', "line 2, column 2: this is not JSON; look for a comma"),
        ("[" * 1000, "line 1, column 202: brackets stand within brackets"),
        ("[]", "an object in braces { } is wanted, not []"),
    ],
)
def test_what_is_no_json_is_said_with_the_line(text: str, words: str) -> None:
    assert told(text).startswith(words)


def test_one_slip_is_one_fault() -> None:
    assert told(with_("red", "front", 0, "rows", 0, "colour")).count(";") == 0
    assert told(with_("abc", "front", 0, "box", 0)) == (
        "front[0].box.x: a number of millimetres is wanted, not 'abc'"
    )


def test_whoever_changes_one_thing_is_told_without_its_place() -> None:
    with pytest.raises(BadgeError, match=r"^more than 0 is wanted, not -1$"):
        made(Area, kind="area", box=(0, 0, -1, 5))


def places(said: object, *at: str | int) -> Iterator[tuple[str | int, ...]]:
    """Where anything stands."""
    pairs = said.items() if isinstance(said, dict) else enumerate(said if isinstance(said, list) else ())
    for step, value in pairs:
        yield (*at, step)
        yield from places(value, *at, step)


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.sampled_from(("", "text", "x" * 600, "#zzz", "1", "{name}", "é")),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.sampled_from(("kind", "x", "z")), inner, max_size=3)
    ),
    max_leaves=6,
)


def test_a_kind_of_fault_templates_do_not_have_is_said_in_our_words_too() -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(dict[str, date]).validate_python({"day": "soon"})
    assert list(complaints(refused.value, {"day": "soon"})) == ["day: 'soon' is not right here"]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(tuple(places(WHOLE))), ANYTHING)
def test_whatever_stands_anywhere_no_foreign_words_are_said(
    path: tuple[str | int, ...], value: object
) -> None:
    text = json.dumps(with_(value, *path))
    try:
        BadgeTemplate.model_validate_json(text)
    except ValidationError as error:
        said = " ".join(complaints_of_text(error, text)).casefold()
        assert said
        assert "is not right here" not in said  # every kind of fault has words of its own
        assert not [word for word in _THEIRS if word in said.split()]
