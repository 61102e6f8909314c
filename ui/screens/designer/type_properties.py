"""How an element differs on the badges of one ticket type: left out, or with a version of its own."""

from checkin.badges.altering import altered
from ui.screens.designer.draft import Draft, look_of, named, set_look
from ui.screens.designer.properties import Act, Choice, Property, Said, Section, Tick, Value

_ALL = ("", "Badges of all ticket types")


def own_section(draft: Draft, types: tuple[str, ...], seen: str) -> Section:
    """For whom the chosen element is set; `seen` is the ticket type of the badge that is seen."""
    choice = Choice(
        key="own.type",
        label="What is set here is for",
        options=(_ALL, *((name, _standing(draft, name)) for name in types)),
        value=next((name for name in types if name.casefold() == draft.of_type.casefold()), ""),
    )
    lines: list[tuple[Property, ...]] = [(choice,)]
    if draft.of_type:
        lines += _of_type_lines(draft)
    elif _has_own(draft, seen):
        label = f"The badge that is seen is for {seen}, where this is different: choose {seen} to change it."
        lines.append((Said(key="own.seen", label=label),))
    elif _is_left_out(draft, seen):
        label = f"The badge that is seen is for {seen}, where this is left out."
        lines.append((Said(key="own.seen", label=label),))
    return Section(title="For one ticket type", lines=tuple(lines))


def change_own(draft: Draft, name: str, value: Value) -> Draft:
    """What comes of setting one of the above but the choice. Raises BadgeError where that is not right."""
    draft = named(draft)
    look, element = look_of(draft, draft.of_type), draft.usual[draft.several[0]].name
    if name == "hides":
        left = tuple(one for one in look.hides if one != element)
        return set_look(draft, draft.of_type, altered(look, hides=(*left, element) if value else left))
    instead = {one: own for one, own in look.instead.items() if one != element}
    return set_look(draft, draft.of_type, altered(look, instead=instead))


def _of_type_lines(draft: Draft) -> list[tuple[Property, ...]]:
    kind = draft.of_type
    lines: list[tuple[Property, ...]] = [
        (Tick(key="own.hides", label=f"Left out for {kind}", value=_is_left_out(draft, kind)),)
    ]
    if _has_own(draft, kind):
        lines.append((Act(key="own.back", label="As for all others again", sign="undo", words=True),))
    else:
        label = f"Whatever you change now, on the badge or above, is for {kind} only."
        lines.append((Said(key="own.said", label=label),))
    return lines


def _standing(draft: Draft, kind: str) -> str:
    if _is_left_out(draft, kind):
        return f"{kind} only: left out"
    return f"{kind} only: different" if _has_own(draft, kind) else f"{kind} only"


def _has_own(draft: Draft, kind: str) -> bool:
    name = _name(draft)
    return bool(name) and name in look_of(draft, kind).instead


def _is_left_out(draft: Draft, kind: str) -> bool:
    name = _name(draft)
    return bool(name) and name in look_of(draft, kind).hides


def _name(draft: Draft) -> str:
    return draft.usual[draft.several[0]].name
