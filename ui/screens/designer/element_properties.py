"""What can be set of the chosen element."""

from checkin.badges.altering import altered
from checkin.badges.template import Area, Box, Code, Element, Picture, Rule, Symbology
from ui.screens.designer.draft import Draft, place, put, rename
from ui.screens.designer.properties import (
    Choice,
    Ink,
    Number,
    Options,
    PictureFile,
    Property,
    Section,
    Value,
    Words,
)
from ui.screens.designer.shown_when import Known, change_when
from ui.screens.designer.text_properties import ALIGNS, INKS
from ui.screens.designer.wordlist import FIELD_WORDS, OWN, PICTURES, SYMBOLOGIES

_NONE = ""

_HOLDS: Options = (
    ("ticket", "The ticket's code"),
    ("platform", "What the platform writes on badges"),
    ("signed", "Our own signed code"),
    ("vcard", "A vCard: name, company, e-mail"),
)
_ERRORS: Options = (
    ("L", "7 % (largest dots)"),
    ("M", "15 %"),
    ("Q", "25 %"),
    ("H", "30 % (smallest dots)"),
)
_RUNS: Options = (
    ("across", "Across"),
    ("down", "Down"),
    ("falling", "Falling"),
    ("rising", "Rising"),
)
_LEAST_SIDE = 0.2


def place_section(element: Element) -> Section:
    """Its name, and where it is."""
    box = element.box
    return Section(
        title="Place",
        lines=(
            (Words(key="element.name", label="Name", value=element.name, hint="As ticket types call it"),),
            (
                Number(key="box.x", label="From the left", value=box.x, least=-10),
                Number(key="box.y", label="From the top", value=box.y, least=-10),
            ),
            (
                Number(key="box.width", label="Width", value=box.width, least=_LEAST_SIDE),
                Number(key="box.height", label="Height", value=box.height, least=_LEAST_SIDE),
            ),
            (
                Number(
                    key="element.turn",
                    label="Turned",
                    value=element.turn,
                    least=-180,
                    most=180,
                    step=90,
                    unit="°",
                    decimals=1,
                ),
            ),
        ),
    )


def kind_sections(element: Element) -> tuple[Section, ...]:
    """What only its kind has; texts are in `text_properties`."""
    match element:
        case Code():
            return (Section(title="Code", lines=_code_lines(element)),)
        case Picture():
            return (Section(title="Picture", lines=_picture_lines(element)),)
        case Area():
            return (Section(title="Area", lines=_area_lines(element)),)
        case Rule():
            return (Section(title="Line", lines=_rule_lines(element)),)
        case _:
            return ()


def change_element(draft: Draft, element: Element, key: str, value: Value, known: Known) -> Draft:
    """What comes of setting one of the above. Raises BadgeError where that is not right."""
    group, _, name = key.partition(".")
    match group:
        case "box":
            box: Box = element.box._replace(**{name: float(value)})
            return place(draft, box)
        case "when":
            return put(draft, altered(element, when=change_when(element.when, name, value, known)))
        case _ if name == "name":
            return rename(draft, str(value))
        case _:
            return put(draft, altered(element, **{name: _meant(name, value)}))


def _meant(name: str, value: Value) -> object:
    return None if value == _NONE and name in {"fill", "edge"} else value


def _code_lines(code: Code) -> tuple[tuple[Property, ...], ...]:
    kinds = tuple((kind.value, words) for kind, words in SYMBOLOGIES.items())
    lines: list[tuple[Property, ...]] = [
        (Choice(key="code.holds", label="Says", options=_HOLDS, value=code.holds.value),),
        (Choice(key="code.symbology", label="Kind", options=kinds, value=code.symbology.value),),
    ]
    if code.symbology is Symbology.QR:
        lines.append(
            (
                Choice(
                    key="code.error", label="Readable with so much damaged", options=_ERRORS, value=code.error
                ),
            )
        )
    return tuple(lines)


def _picture_lines(picture: Picture) -> tuple[tuple[Property, ...], ...]:
    shown = picture.shows if picture.shows in PICTURES else OWN
    sources = tuple((name, FIELD_WORDS[name]) for name in ("logo", "photo"))
    own: Options = ((OWN, "A picture of its own"),) if shown == OWN else ()
    return (
        (Choice(key="picture.shows", label="Shows", options=(*sources, *own), value=shown),),
        (PictureFile(key="picture.file", label="Choose a picture…"),),
        (
            Choice(
                key="picture.fit",
                label="In its box",
                options=(("whole", "All of it"), ("fill", "Fills the box")),
                value=picture.fit,
            ),
            Choice(key="picture.align", label="Stands", options=ALIGNS, value=picture.align),
        ),
        (Number(key="picture.radius", label="Round corners", value=picture.radius),),
    )


def _area_lines(area: Area) -> tuple[tuple[Property, ...], ...]:
    none: Options = ((_NONE, "None"),)
    lines: list[tuple[Property, ...]] = [
        (Ink(key="area.fill", label="Filled with", options=(*none, *INKS), value=area.fill or _NONE),),
        (Ink(key="area.edge", label="Edge", options=(*none, *INKS), value=area.edge or _NONE),),
    ]
    corners = Number(key="area.radius", label="Round corners", value=area.radius)
    if area.edge is None:
        return (*lines, (corners,))
    thickness = Number(
        key="area.thickness", label="Edge is", value=area.thickness, least=0.1, most=20, step=0.1
    )
    return (*lines, (thickness, corners))


def _rule_lines(rule: Rule) -> tuple[tuple[Property, ...], ...]:
    return (
        (Ink(key="line.colour", label="Colour", options=INKS, value=rule.colour),),
        (
            Choice(key="line.runs", label="Runs", options=_RUNS, value=rule.runs),
            Number(key="line.thickness", label="Thick", value=rule.thickness, least=0.1, most=20, step=0.1),
        ),
    )
