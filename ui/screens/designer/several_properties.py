"""What can be set of several elements at once: what they all have, as it is where it is the same."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ui.screens.designer.arranging import LEAST_TO_SPREAD, line_up, spread
from ui.screens.designer.draft import Draft, choose
from ui.screens.designer.properties import (
    DIFFERENT,
    Act,
    Choice,
    Ink,
    Number,
    Property,
    Section,
    Tick,
    Value,
    Words,
)

_WAYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "left": ("Left edges in a line", "align-left"),
        "centre": ("Middles in an upright line", "align-centre"),
        "right": ("Right edges in a line", "align-right"),
        "top": ("Top edges in a line", "align-top"),
        "middle": ("Middles in a level line", "align-middle"),
        "bottom": ("Bottom edges in a line", "align-bottom"),
    }
)
_ALONE: Mapping[str, str] = MappingProxyType(
    {
        "left": "To the left edge of the page",
        "centre": "To the middle of the page, from left to right",
        "right": "To the right edge of the page",
        "top": "To the top of the page",
        "middle": "To the middle of the page, from top to bottom",
        "bottom": "To the bottom of the page",
    }
)
_SPREADS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "across": ("Spread evenly from left to right", "spread-across"),
        "down": ("Spread evenly from top to bottom", "spread-down"),
    }
)
_OF_ONE = frozenset(
    {
        "box.x",
        "box.y",
        "element.name",
        "picture.file",
        "picture.shows",
        "row.between",
        "row.insert",
        "row.phrases",
        "row.shows",
        "text.add",
        "text.remove",
        "text.row",
        "text.up",
    }
)
"""What says nothing of several elements."""


def line_up_section(count: int) -> Section:
    """Buttons that line up what is chosen; one alone with the page."""
    words = _ALONE if count == 1 else {way: said for way, (said, _) in _WAYS.items()}
    lines = [
        tuple(Act(key=f"arrange.{way}", label=words[way], sign=sign) for way, (_, sign) in _WAYS.items())
    ]
    if count >= LEAST_TO_SPREAD:
        lines.append(
            tuple(Act(key=f"spread.{way}", label=said, sign=sign) for way, (said, sign) in _SPREADS.items())
        )
    title = "Line up with the page" if count == 1 else "Line up"
    return Section(title=title, lines=tuple(lines))


def arrange(draft: Draft, key: str) -> Draft:
    """What comes of one of these buttons. Raises BadgeError where that cannot be."""
    group, _, way = key.partition(".")
    return line_up(draft, way) if group == "arrange" else spread(draft, way)


def common_sections(of_each: Sequence[Sequence[Section]]) -> tuple[Section, ...]:
    """What all have that these sections are of, one element's each."""
    known = [{of.key: of for of in _all(sections)} for sections in of_each]
    shown = []
    for section in of_each[0]:
        lines = tuple(filter(None, (tuple(_common(line, known)) for line in section.lines)))
        if lines:
            shown.append(replace(section, lines=lines))
    return tuple(shown)


def change_each(draft: Draft, value: Value, change: Callable[[Draft], Draft]) -> Draft:
    """The same change of each chosen element. Raises BadgeError where one of them cannot be changed so."""
    if value == DIFFERENT:
        return draft
    changed = draft
    for at in draft.several:
        changed = change(choose(changed, at))
    return replace(changed, chosen=draft.chosen, also=draft.also)


def _common(line: Sequence[Property], known: Sequence[Mapping[str, Property]]) -> Iterator[Property]:
    for of in line:
        alike = [each[of.key] for each in known if type(each.get(of.key)) is type(of)]
        if of.key not in _OF_ONE and len(alike) == len(known):
            same = all(one.value == of.value for one in alike)
            shown = of if same else _different(of)
            if shown is not None:
                yield shown


def _different(of: Property) -> Property | None:
    match of:
        case Number() | Tick():
            return replace(of, differs=True)
        case Choice() | Ink():
            return replace(of, value=DIFFERENT, options=((DIFFERENT, "Different"), *of.options))
        case Words():
            return None
        case _:
            return of


def _all(sections: Sequence[Section]) -> Iterator[Property]:
    return (of for section in sections for line in section.lines for of in line)
