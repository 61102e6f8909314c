"""V3Plus' registration forms as forms of the desk.

Never asked are card data (whatever costs something cannot be had here) and passwords (nothing secret may
wait in the outbox): see `checkin.connectors.v3plus.answers` for what is sent instead.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from checkin.connectors.v3plus.forms import FormEntry, RegistrationForm
from checkin.connectors.v3plus.resources import Group
from checkin.model.form import COMPANY, EMAIL, FAMILY_NAME, GIVEN_NAME, FieldKind, Form, FormField, FormOption

_OURS: Final = {
    "first_name": GIVEN_NAME,
    "last_name": FAMILY_NAME,
    "email": EMAIL,
    "company": COMPANY,
    "job_title": "job_title",
}
_WHOLE_NAMES: Final = ("name", "full_name", "fullname")
_NAME: Final = FormField(
    name=GIVEN_NAME, label="Name", required=True, help="For the badge: the platform does not ask for it."
)
_KINDS: Final = {
    "": FieldKind.TEXT,
    "text": FieldKind.TEXT,
    "string": FieldKind.TEXT,
    "tel": FieldKind.TEXT,
    "phone": FieldKind.TEXT,
    "url": FieldKind.TEXT,
    "textarea": FieldKind.LINES,
    "email": FieldKind.EMAIL,
    "number": FieldKind.NUMBER,
    "date": FieldKind.DATE,
    "time": FieldKind.TIME,
    "select": FieldKind.CHOICE,
    "radio": FieldKind.CHOICE,
    "multiselect": FieldKind.CHOICES,
    "checkboxes": FieldKind.CHOICES,
    "checkbox": FieldKind.TICK,
    "hidden": FieldKind.HIDDEN,
}
_CHOOSING: Final = frozenset([FieldKind.CHOICE, FieldKind.CHOICES])

_UNKNOWN: Final = (
    "The platform calls this field “{type}”, which this version does not know: type what is wanted."
)
_HIDDEN: Final = "Hidden on the portal's page, but needed, and its value is not told: ask the organiser."
_EMPTY_CHOICE: Final = "The platform offers nothing to choose from: type what is wanted."

COSTS: Final = (
    "Registering costs money, and V3Plus wants card data in the same form. Card data are never asked for, "
    "kept or sent here: they pay on the portal's own page."
)
_NO_GROUP: Final = "This conference has no group anybody could be registered into."
_EVENT_PASSWORD: Final = (
    "This townhall wants its event password from everybody: enter it in the set-up of the connection."  # noqa: S105
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkIns:
    """How walk-ins are registered, and what the desk lead should know of that."""

    form: Form
    notes: tuple[str, ...] = ()


def named(form: RegistrationForm) -> Mapping[str, FormEntry]:
    """The fields by the names they have at the desk, in the order to ask them.

    The platform's own names may look like ours: whoever comes second keeps a name nobody else has.
    """
    ours = dict(_OURS)
    if not any(entry.name in {"first_name", "last_name"} for entry in form.fields):
        ours |= dict.fromkeys(_WHOLE_NAMES, GIVEN_NAME)
    found: dict[str, FormEntry] = {}
    for entry in form.fields:
        name = ours.get(entry.name, entry.name)
        found[name if name not in found else f"field:{entry.name}"] = entry
    return found


def fields_of(form: RegistrationForm) -> tuple[FormField, ...]:
    """What is asked at the desk."""
    return tuple(
        _field(name, entry) for name, entry in named(form).items() if not (entry.is_card or entry.is_password)
    )


def _with_name(fields: tuple[FormField, ...]) -> tuple[FormField, ...]:
    """Nobody gets a badge without a name, whatever the platform is content with."""
    is_named = any(field.name in {GIVEN_NAME, FAMILY_NAME} for field in fields)
    return fields if is_named else (_NAME, *fields)


def _field(name: str, entry: FormEntry) -> FormField:
    kind, hint = _kind(entry)
    return FormField(
        name=name,
        label=entry.label or entry.name,
        kind=kind,
        required=entry.validation.required,
        help=hint,
        placeholder=entry.placeholder,
        options=_options(entry) if kind in _CHOOSING else (),
        preset=preset(entry) if kind is FieldKind.HIDDEN else "",
    )


def _options(entry: FormEntry) -> tuple[FormOption, ...]:
    return tuple(
        FormOption(label=option.name or option.value or "", value=option.value) for option in entry.options
    )


def preset(entry: FormEntry) -> str:
    """What a hidden field brings along."""
    return entry.value or entry.default


def kind_of(entry: FormEntry) -> FieldKind:
    """How it is answered."""
    return _kind(entry)[0]


def _kind(entry: FormEntry) -> tuple[FieldKind, str]:
    """Also why it is asked in another way than the platform's page would."""
    if entry.validation.email:
        return FieldKind.EMAIL, ""
    offers = any(option.value is not None for option in entry.options)
    kind = _KINDS.get(entry.type.casefold())
    if kind is None:
        return (FieldKind.CHOICE if offers else FieldKind.TEXT), _UNKNOWN.format(type=entry.type[:40])
    if kind is FieldKind.TICK and offers:
        return FieldKind.CHOICES, ""
    if kind in _CHOOSING and not offers:
        return FieldKind.TEXT, _EMPTY_CHOICE
    if kind is FieldKind.HIDDEN and entry.validation.required and not preset(entry):
        return FieldKind.TEXT, _HIDDEN
    return kind, ""


def of_townhall(form: RegistrationForm, *, has_event_password: bool) -> WalkIns:
    """How walk-ins are registered into a townhall."""
    if form.wants_card:
        return WalkIns(form=Form(refused=COSTS))
    wants_password = any(entry.name == "password" and entry.validation.required for entry in form.fields)
    if wants_password and not has_event_password:
        return WalkIns(form=Form(refused=_EVENT_PASSWORD))
    return WalkIns(form=Form(fields=_with_name(fields_of(form))))


def of_conference(groups: Sequence[tuple[Group, RegistrationForm | None]]) -> WalkIns:
    """How walk-ins are registered into the groups of a conference; a group without a form has None."""
    free = [
        (group, form) for group, form in groups if form is not None and group.is_free and not form.wants_card
    ]
    notes = tuple(_notes(groups, {group.id for group, _ in free}))
    if not free:
        costs = any(_costs(group, form) for group, form in groups)
        return WalkIns(form=Form(refused=COSTS if costs else _NO_GROUP))
    return WalkIns(
        form=Form(
            fields=_merged(free),
            ticket_types=tuple(
                (group_type(group.id), group.name or f"Group {group.id}") for group, _ in free
            ),
        ),
        notes=notes,
    )


def group_type(group: str) -> str:
    """The kind of ticket a group stands for."""
    return f"group:{group}"


def _costs(group: Group, form: RegistrationForm | None) -> bool:
    return not group.is_free or (form is not None and form.wants_card)


def _notes(groups: Iterable[tuple[Group, RegistrationForm | None]], offered: set[str]) -> Iterator[str]:
    for group, form in groups:
        if group.id not in offered:
            why = "it costs money" if _costs(group, form) else "it has no registration form"
            yield f"Nobody can be registered into “{group.name or group.id}” here: {why}."


def _merged(groups: Sequence[tuple[Group, RegistrationForm]]) -> tuple[FormField, ...]:
    """What several groups ask alike is asked once; everything else of whoever gets that kind of ticket."""
    of: dict[FormField, list[str]] = {}
    place: dict[FormField, float] = {}
    for group, form in groups:
        for index, field in enumerate(_with_name(fields_of(form))):
            of.setdefault(field, []).append(group_type(group.id))
            place.setdefault(field, index)
    return tuple(
        field if len(of[field]) == len(groups) else replace(field, ticket_types=frozenset(of[field]))
        for field in sorted(of, key=place.__getitem__)
    )
