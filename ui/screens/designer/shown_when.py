"""When an element is shown, as a list of conditions people can read; all of them must hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from checkin.badges.altering import made
from checkin.badges.badge import Badge
from checkin.badges.fields import ANSWER, value_of
from checkin.badges.template import When
from checkin.errors import BadgeError
from ui.screens.designer.properties import Choice, Options, Property, Section, Tick, Value, Words
from ui.screens.designer.wordlist import FIELD_WORDS, field_words

ALWAYS = ""
GIVEN, MISSING, EQUALS, TYPES, OTHER_TYPES = "given", "missing", "equals", "types", "other_types"

_KINDS: Options = (
    (GIVEN, "Only if a field is filled"),
    (MISSING, "Only if a field is empty"),
    (EQUALS, "Only if a field says…"),
    (TYPES, "Only for some ticket types"),
    (OTHER_TYPES, "Not for some ticket types"),
)
_OF_TYPES = frozenset({TYPES, OTHER_TYPES})
_FIRST_FIELDS = ("company", "job_title", "email", "order", "logo", "photo", "name")
_BETWEEN = ";"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What conditions can be made of.

    Attributes:
        types: names of ticket types.
        answers: what the event's further questions are called.
        values: what is said in a field by people of the event, by the field's name.
        badge: the one that is seen, which a new condition lets be seen.
    """

    badge: Badge
    types: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One of them: of a field, of what it says, or of ticket types."""

    kind: str
    field: str = ""
    values: tuple[str, ...] = ()


def conditions(when: When) -> tuple[Condition, ...]:
    """What must hold, one by one; none for always."""
    found = [Condition(kind=GIVEN, field=name) for name in when.given]
    found += [Condition(kind=MISSING, field=name) for name in when.missing]
    found += [Condition(kind=EQUALS, field=name, values=values) for name, values in when.equals.items()]
    found += [Condition(kind=TYPES, values=when.types)] if when.types else []
    found += [Condition(kind=OTHER_TYPES, values=when.other_types)] if when.other_types else []
    return tuple(found)


def when_of(several: Sequence[Condition]) -> When:
    """As templates say it. Raises BadgeError where that is not right."""
    return made(
        When,
        given=tuple(dict.fromkeys(one.field for one in several if one.kind == GIVEN)),
        missing=tuple(dict.fromkeys(one.field for one in several if one.kind == MISSING)),
        equals={one.field: one.values for one in several if one.kind == EQUALS},
        types=_names(several, TYPES),
        other_types=_names(several, OTHER_TYPES),
    )


def when_section(when: When, known: Known) -> Section:
    """When it is shown: what must hold, and room for one condition more."""
    several = conditions(when)
    lines: list[tuple[Property, ...]] = []
    for number in range(len(several) + 1):
        at = several[number] if number < len(several) else None
        lines.append((_kind_choice(number, at, several),))
        if at is not None:
            lines += (_of_types if at.kind in _OF_TYPES else _of_field)(number, at, known)
    return Section(title="When it is shown", lines=tuple(lines))


def change_when(when: When, name: str, value: Value, known: Known) -> When:
    """What comes of setting one of the above, by what stands behind ``when.`` in its key.

    Raises:
        BadgeError: it would never be shown, or that is not right.
    """
    several = list(conditions(when))
    number_said, _, what = name.partition(".")
    number = int(number_said)
    if what == "kind" and value:
        several[number : number + 1] = [_new(str(value), several, number, known)]
    elif what == "kind":
        several[number : number + 1 if number else None] = []
    elif number < len(several):
        several[number] = _changed(several[number], what, value, known)
    return when_of(several)


def _kind_choice(number: int, at: Condition | None, several: Sequence[Condition]) -> Choice:
    none = (ALWAYS, "Nothing more" if number else "Always")
    taken = {one.kind for place, one in enumerate(several) if place != number} & _OF_TYPES
    kinds = tuple(kind for kind in _KINDS if kind[0] not in taken)
    chosen = ALWAYS if at is None else at.kind
    return Choice(
        key=f"when.{number}.kind", label="And" if number else "Show", options=(none, *kinds), value=chosen
    )


def _of_field(number: int, at: Condition, known: Known) -> list[tuple[Property, ...]]:
    names = [*FIELD_WORDS, *(f"{ANSWER}{answer}" for answer in known.answers)]
    names += [at.field] if at.field not in names else []
    fields = tuple((name, field_words(name)) for name in names)
    lines: list[tuple[Property, ...]] = [
        (Choice(key=f"when.{number}.field", label="Field", options=fields, value=at.field),)
    ]
    if at.kind == EQUALS:
        said = f"{_BETWEEN} ".join(at.values)
        hint = f"Several with {_BETWEEN} between; capitals do not matter"
        lines.append((Words(key=f"when.{number}.values", label="Says", value=said, hint=hint),))
        offered = tuple((one, one) for one in known.values.get(at.field, ()) if one not in at.values)
        if offered:
            options = (("", "A value of this event…"), *offered)
            lines.append((Choice(key=f"when.{number}.put", label="Or", options=options, value=""),))
    return lines


def _of_types(number: int, at: Condition, known: Known) -> list[tuple[Property, ...]]:
    if not known.types:
        said = f"{_BETWEEN} ".join(at.values)
        hint = f"Several with {_BETWEEN} between"
        return [(Words(key=f"when.{number}.values", label="Ticket types", value=said, hint=hint),)]
    names = {name.casefold(): name for name in (*at.values, *known.types)}
    order = dict.fromkeys((*map(str.casefold, known.types), *names))
    wanted = {name.casefold() for name in at.values}
    return [
        (Tick(key=f"when.{number}.type.{name}", label=names[name], value=name in wanted),) for name in order
    ]


def _new(kind: str, several: Sequence[Condition], number: int, known: Known) -> Condition:
    """One that holds for the badge that is seen, so that nothing vanishes under the hand."""
    if kind in _OF_TYPES:
        own = known.badge.ticket_type
        others = tuple(name for name in known.types if name.casefold() != own.casefold())
        return Condition(kind=kind, values=(own,) if kind == TYPES else others[:1] or (own,))
    taken = {one.field for place, one in enumerate(several) if place != number and one.kind == kind}
    before = several[number].field if number < len(several) else ""
    fields = [name for name in (before, *_FIRST_FIELDS) if name and name not in taken]
    fitting = (name for name in fields if bool(value_of(name, known.badge)) == (kind != MISSING))
    name = before or next(fitting, fields[0] if fields else "company")
    return _of(Condition(kind=kind, field=name), known)


def _of(condition: Condition, known: Known) -> Condition:
    """Of another field, the value it has on the badge that is seen is what is asked for first."""
    if condition.kind != EQUALS:
        return condition
    own = value_of(condition.field, known.badge)
    offered = known.values.get(condition.field, ())
    return replace(condition, values=(own,) if own else offered[:1] or ("…",))


def _changed(condition: Condition, what: str, value: Value, known: Known) -> Condition:
    match what:
        case "field":
            return _of(replace(condition, field=str(value)), known)
        case "values":
            typed = (one.strip() for one in str(value).split(_BETWEEN))
            return _asking(condition, tuple(filter(None, typed)))
        case "put":
            return _asking(condition, (*condition.values, str(value)) if value else condition.values)
        case _:
            return _ticked(condition, what.removeprefix("type."), known, on=bool(value))


def _ticked(condition: Condition, folded: str, known: Known, *, on: bool) -> Condition:
    name = next((one for one in known.types if one.casefold() == folded), folded)
    left = tuple(one for one in condition.values if one.casefold() != folded)
    return _asking(condition, (*left, name) if on else left)


def _asking(condition: Condition, values: tuple[str, ...]) -> Condition:
    if not values:
        what = "one ticket type" if condition.kind in _OF_TYPES else "one value"
        raise BadgeError(
            f"There must be {what} at least. Choose another one first, or \N{LEFT DOUBLE QUOTATION MARK}"
            "Always\N{RIGHT DOUBLE QUOTATION MARK} above"
        )
    return replace(condition, values=tuple(dict.fromkeys(values)))


def _names(several: Sequence[Condition], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in several if one.kind == kind for name in one.values))
