"""What speaks against a badge, and which element it is about: known before anything is printed.

A whole badge is asked about by `checkin.badges.faults` and `checkin.badges.code_warnings`; here each element
is asked about alone, so that whoever reads what is wrong can be led to where it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checkin.badges.badge import Badge
from checkin.badges.code_warnings import code_warnings
from checkin.badges.faults import faults, shortened, what
from checkin.badges.layout import fitted_row
from checkin.badges.left_out import left_out
from checkin.badges.template import Area, BadgeTemplate, Code, Element, Picture, Row, Text
from checkin.errors import BadgeError
from ui.screens.designer.draft import Side
from ui.theme.tokens import Tone

FAR_POINTS = 16.0
"""Letters of a name below this are not read from two metres.

At 16 pt capitals are 4 mm high: from two metres they are seen under 7 arc minutes. Good eyes need 5 to tell
letters on a chart apart, and people glance at badges.
"""

NEAR_POINTS = 6.0
"""Letters below this are hardly read even in the hand."""

_NAMES = frozenset({"lead_name", "name", "given_name"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to look at.

    Attributes:
        says: what it is, for people.
        tone: ``NO`` where the badge cannot be printed so, else ``ASK``.
        side, at: of which element; `at` is None where it is about the badge.
        look_at: the key of whose badge it is about; empty for the one that is seen.
    """

    says: str
    tone: Tone
    side: Side = Side.FRONT
    at: int | None = None
    look_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What there is to say of a badge, and the places of what it does not show, by side."""

    findings: tuple[Finding, ...]
    absent: frozenset[tuple[Side, int]]


def look_over(template: BadgeTemplate, badge: Badge, dpi: float) -> Found:
    """Look at every element of a badge that is to be printed with so many dots an inch."""
    whole = dict(_of_badge(template, badge, dpi))
    shown = {
        side: [_as_shown(template, badge, side, at) for at in range(len(_side(template, side)))]
        for side in Side
    }
    found = [one for side, here in shown.items() for one in _of_side(template, badge, dpi, side, here)]
    # One part of a name alone may lack what all of them together do not.
    found = [one for one in found if one.tone is Tone.ASK or one.says in whole]
    told, at_name = {one.says for one in found}, _name_place(template)
    found += [Finding(says=says, tone=tone, at=at_name) for says, tone in whole.items() if says not in told]
    findings = {(one.says, one.side, one.at): one for one in found}.values()
    absent = {(side, at) for side, here in shown.items() for at, one in enumerate(here) if one is None}
    return Found(findings=tuple(sorted(findings, key=_gravity)), absent=frozenset(absent))


def _of_side(
    template: BadgeTemplate, badge: Badge, dpi: float, side: Side, here: Sequence[Element | None]
) -> Iterator[Finding]:
    for at, element in enumerate(here):
        if element is not None:
            above = [one for one in here[at + 1 :] if one is not None]
            for tone, says in _of_element(_only(template, element), badge, element, above, dpi):
                yield Finding(says=says, tone=tone, side=side, at=at)


def _gravity(finding: Finding) -> bool:
    return finding.tone is not Tone.NO


def _side(template: BadgeTemplate, side: Side) -> tuple[Element, ...]:
    return template.back if side is Side.BACK else template.front


def _as_shown(template: BadgeTemplate, badge: Badge, side: Side, at: int) -> Element | None:
    """The element as this badge has it; None where it does not show it."""
    alone = template.model_copy(update={side.value: (_side(template, side)[at],)})
    return next(iter(alone.elements(badge, back=side is Side.BACK)), None)


def _only(template: BadgeTemplate, *elements: Element) -> BadgeTemplate:
    return template.model_copy(update={"front": elements, "back": (), "fold": "", "types": {}})


def _of_badge(template: BadgeTemplate, badge: Badge, dpi: float) -> Iterator[tuple[str, Tone]]:
    """What is said of the badge as a whole: all of it must be told, of whichever element."""
    yield from ((says, Tone.ASK) for says in left_out(template, badge))
    yield from ((says, Tone.ASK) for says in code_warnings(template, badge, dpi))
    yield from ((says, Tone.NO) for says in faults(template, badge))


def photo_place(template: BadgeTemplate) -> tuple[Side, int] | None:
    """Where the badge shows the attendee's photo."""
    places = (
        (side, at)
        for side in Side
        for at, element in enumerate(_side(template, side))
        if isinstance(element, Picture) and element.shows == "photo"
    )
    return next(places, None)


def _name_place(template: BadgeTemplate) -> int | None:
    """Where the front shows a name."""
    return next(
        (
            at
            for at, element in enumerate(template.front)
            if isinstance(element, Text) and any(row.is_name for row in element.rows)
        ),
        None,
    )


def _of_element(
    alone: BadgeTemplate, badge: Badge, element: Element, above: list[Element], dpi: float
) -> Iterator[tuple[Tone, str]]:
    of_badge = faults(_only(alone), badge)
    wrong = [says for says in faults(alone, badge) if says not in of_badge]
    yield from ((Tone.NO, says) for says in wrong)
    if isinstance(element, Code):
        yield from ((Tone.ASK, says) for says in _of_code(alone, badge, element, above, dpi))
    elif isinstance(element, Text) and not wrong:
        for cut in shortened(alone, badge):
            yield Tone.ASK, f"{_begun(cut)} does not fit whole and ends in an ellipsis."
        yield from ((Tone.ASK, says) for says in left_out(alone, badge))
        for row in element.rows:
            yield from ((Tone.ASK, says) for says in _of_row(row, element, alone, badge))


def _of_code(
    alone: BadgeTemplate, badge: Badge, element: Code, above: list[Element], dpi: float
) -> tuple[str, ...]:
    """Another code that lies above is but a white area to this one."""
    covers = [
        Area(kind="area", box=one.box, turn=one.turn, fill="#ffffff") if isinstance(one, Code) else one
        for one in above
    ]
    return code_warnings(_only(alone, element, *covers), badge, dpi)


def _of_row(row: Row, element: Text, template: BadgeTemplate, badge: Badge) -> Iterator[str]:
    try:
        fitted = fitted_row(row, element, template, badge)
    except BadgeError:
        return
    size = NEAR_POINTS if fitted is None else fitted.size
    if row.is_name and _names_first(row) and fitted is not None and size < FAR_POINTS:
        yield (
            f"{_begun(what(row))} is set at {size:.0f} points; below {FAR_POINTS:.0f} a name is not read "
            "from two metres."
        )
    elif size < NEAR_POINTS:
        yield f"{_begun(what(row))} is set at {size:.1f} points: too small to read even in the hand."


def _names_first(row: Row) -> bool:
    return any(f"{{{name}" in phrase for phrase in row.shows for name in _NAMES)


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
