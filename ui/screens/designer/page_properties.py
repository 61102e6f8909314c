"""What can be set of the badge as a whole."""

from dataclasses import replace

from checkin.badges.altering import altered, made
from checkin.badges.sizes import SIZES, Size
from checkin.badges.template import BadgeTemplate, Page
from checkin.errors import BadgeError
from ui.screens.designer.draft import Draft, look_of, repage, set_look
from ui.screens.designer.properties import (
    Choice,
    Ink,
    Number,
    Options,
    Property,
    Said,
    Section,
    Tick,
    Value,
    Words,
)
from ui.screens.designer.wordlist import OWN

_FOLDS: Options = (
    ("", "Not folded"),
    ("top", "At its top"),
    ("side", "At its side"),
)
_WAYS: Options = (("portrait", "Upright"), ("landscape", "Lying"))
_LANGUAGES: Options = (
    ("en", "English"),
    ("de", "German"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("it", "Italian"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("zh_CN", "Chinese, simplified"),
    ("zh_TW", "Chinese, traditional"),
)


def page_sections(draft: Draft, types: tuple[str, ...], ticket_type: str) -> tuple[Section, ...]:
    """The badge as a whole, and how the badges of one ticket type differ."""
    template = draft.template
    sections = (
        Section(title="Badge", lines=_page_lines(template)),
        Section(title="Colours and cutting", lines=_colour_lines(template)),
    )
    return (*sections, _type_section(draft, types, ticket_type)) if types else sections


def change_page(draft: Draft, key: str, value: Value, ticket_type: str) -> Draft:
    """What comes of setting one of the above. Raises BadgeError where that is not right."""
    group, _, name = key.partition(".")
    if group == "look":
        return _changed_look(draft, name, value, ticket_type)
    if key in {"page.size", "page.width", "page.height", "page.orientation"}:
        return repage(draft, _page(draft.template.page, name, value))
    if name == "fold" and value and not draft.template.back:
        raise BadgeError("A badge that is folded has a back. Put something on the back first.")
    template = altered(draft.template, **{name: str(value).strip() if name == "name" else value})
    return replace(draft, template=template)


def _in_words(name: str, size: Size) -> str:
    """The measures; a name beside them where there is one that is not the measures again."""
    measures = f"{size.width:g} \N{MULTIPLICATION SIGN} {size.height:g} mm"
    return measures if name == f"{size.width:g}x{size.height:g}" else f"{name} ({measures})"


def _page_lines(template: BadgeTemplate) -> tuple[tuple[Property, ...], ...]:
    page, held = template.page, template.page.held
    sizes = tuple((name, _in_words(name, size)) for name, size in SIZES.items())
    way = "landscape" if held.width > held.height else "portrait"
    size = Choice(key="page.size", label="Size", options=(*sizes, (OWN, "Own size")), value=page.size or OWN)
    lines: list[tuple[Property, ...]] = [
        (Words(key="badge.name", label="Name of the design", value=template.name),),
        (size,),
    ]
    if not page.size:
        lines.append(
            (
                Number(key="page.width", label="Width", value=held.width, least=10),
                Number(key="page.height", label="Height", value=held.height, least=10),
            )
        )
    lines.append(
        (
            Choice(key="page.orientation", label="Held", options=_WAYS, value=way),
            Choice(key="badge.fold", label="Folded", options=_FOLDS, value=template.fold),
        )
    )
    return tuple(lines)


def _colour_lines(template: BadgeTemplate) -> tuple[tuple[Property, ...], ...]:
    languages = dict(_LANGUAGES) | {
        template.language: dict(_LANGUAGES).get(template.language, template.language)
    }
    return (
        (Ink(key="badge.colour", label="Of types that have none", options=(), value=template.colour),),
        (
            Number(key="badge.bleed", label="Colour over the edge", value=template.bleed, most=10),
            Choice(
                key="badge.language",
                label="Language",
                options=tuple(languages.items()),
                value=template.language,
            ),
        ),
    )


def _type_section(draft: Draft, types: tuple[str, ...], ticket_type: str) -> Section:
    look = look_of(draft, ticket_type)
    options = tuple((name, name) for name in types)
    as_said: Options = (("", "As the ticket type has it"),)
    template = draft.template
    named = [element.name for element in (*template.front, *template.back) if element.name]
    lines: list[tuple[Property, ...]] = [
        (Choice(key="look.type", label="Ticket type", options=options, value=ticket_type),),
        (Ink(key="look.colour", label="Colour", options=as_said, value=look.colour or ""),),
    ]
    if named:
        lines.append((Said(key="look.head", label="Leaves out"),))
    lines += [(Tick(key=f"look.hides.{name}", label=name, value=name in look.hides),) for name in named]
    if look.instead:
        own = ", ".join(look.instead)
        label = f"Different on these badges: {own}. Choose it, and the ticket type below it, to change that."
        lines.append((Said(key="look.instead", label=label),))
    return Section(title="For one ticket type", lines=tuple(lines))


def _changed_look(draft: Draft, name: str, value: Value, ticket_type: str) -> Draft:
    look = look_of(draft, ticket_type)
    if name == "colour":
        return set_look(draft, ticket_type, altered(look, colour=value or None))
    element = name.removeprefix("hides.")
    left = tuple(each for each in look.hides if each != element)
    return set_look(draft, ticket_type, altered(look, hides=(*left, element) if value else left))


def _page(page: Page, name: str, value: Value) -> Page:
    held = page.held
    match name:
        case "size" if value == OWN:
            return made(Page, width=held.width, height=held.height)
        case "size":
            return made(Page, size=value)
        case "orientation" if page.size:
            return altered(page, orientation=value)
        case "orientation":
            is_right = (value == "landscape") == (held.width > held.height)
            size = held if is_right else held.turned
            return made(Page, width=size.width, height=size.height)
        case _:
            return made(Page, **{"width": held.width, "height": held.height, name: float(value)})
