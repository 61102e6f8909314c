"""What can be set of a text, row by row."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from checkin.badges.altering import altered
from checkin.badges.template import Row, Text
from ui.screens.designer.draft import Draft, put, set_rows
from ui.screens.designer.properties import (
    Act,
    Choice,
    Ink,
    Number,
    Options,
    Property,
    Section,
    Tick,
    Value,
    Words,
)
from ui.screens.designer.starters import a_row
from ui.screens.designer.wordlist import OWN, fields_to_show, row_words

ALIGNS: Options = (("start", "Start"), ("centre", "Centred"), ("end", "End"))
INKS: Options = (("type", "Ticket type's colour"), ("on type", "Black or white on that"))
_STANDS: Options = (("top", "Top"), ("middle", "Middle"), ("bottom", "Bottom"))
_CASES: Options = (
    ("as it is", "As it is"),
    ("upper", "CAPITALS"),
    ("lower", "small letters"),
    ("title", "First Letters Large"),
)
_MOST_ROWS = 12
_HINT = (
    "One phrase a line. Fields stand in braces: {job_title}, {company}; "
    "{company|job_title} is the first there is."
)


def text_sections(text: Text, at: int, answers: tuple[str, ...], *, own: bool) -> tuple[Section, ...]:
    """The text, and its row at `at`; with `own`, its phrases are written out in any case."""
    row = text.rows[at]
    rows = tuple((str(place), f"{place + 1}. {row_words(each)}") for place, each in enumerate(text.rows))
    acts: list[Property] = [Act(key="text.add", label="Add a row", sign="plus")]
    if at > 0:
        acts.append(Act(key="text.up", label="Move the row up", sign="up"))
    if len(text.rows) > 1:
        acts.append(Act(key="text.remove", label="Remove the row", sign="trash"))
    whole = Section(
        title="Text",
        lines=(
            (
                Choice(key="text.align", label="Written", options=ALIGNS, value=text.align),
                Choice(key="text.stand", label="In its box", options=_STANDS, value=text.stand),
            ),
            (Choice(key="text.row", label="Row", options=rows, value=str(at)),),
            tuple(acts),
        ),
    )
    return (whole, Section(title=f"Row {at + 1}", lines=_row_lines(row, answers, own=own)))


def _row_lines(row: Row, answers: tuple[str, ...], *, own: bool) -> tuple[tuple[Property, ...], ...]:
    fields = fields_to_show(answers)
    is_usual = len(row.shows) == 1 and row.shows[0] in dict(fields) and not own
    shown = row.shows[0] if is_usual else OWN
    lines: list[tuple[Property, ...]] = [
        (Choice(key="row.shows", label="Shows", options=(*fields, (OWN, "Own words…")), value=shown),)
    ]
    if not is_usual:
        lines.append(
            (Words(key="row.phrases", label="Words", value="\n".join(row.shows), hint=_HINT, lines=True),)
        )
        lines.append(
            (Choice(key="row.insert", label="Put in", options=(("", "A field…"), *fields), value=""),)
        )
    if len(row.shows) > 1:
        lines.append((Words(key="row.between", label="Between the phrases", value=row.between),))
    points = {"least": 4.0, "most": 300.0, "unit": "pt", "decimals": 1}
    return (
        *lines,
        (
            Number(key="row.max_size", label="Largest", value=row.max_size, **points),  # type: ignore[arg-type]
            Number(key="row.min_size", label="Smallest", value=row.min_size, **points),  # type: ignore[arg-type]
        ),
        (
            Number(key="row.height", label="Height", value=row.height, least=0.5),
            Number(key="row.gap", label="Space above", value=row.gap),
        ),
        (
            Number(
                key="row.max_lines",
                label="Lines at most",
                value=row.max_lines,
                least=1,
                most=6,
                step=1,
                unit="",
                decimals=0,
            ),
            Choice(key="row.case", label="Letters", options=_CASES, value=row.case),
        ),
        (Ink(key="row.colour", label="Colour", options=INKS, value=row.colour),),
        (
            Tick(key="row.bold", label="Bold", value=row.bold),
            Tick(key="row.hyphenate", label="Hyphens", value=row.hyphenate),
        ),
    )


def change_text(draft: Draft, text: Text, key: str, value: Value, at: int) -> Draft:
    """What comes of setting one of the above. Raises BadgeError where that is not right."""
    if key in {"text.align", "text.stand"}:
        return put(draft, altered(text, **{key.removeprefix("text."): value}))
    if key in _ROW_ACTS:
        return set_rows(draft, _ROW_ACTS[key](text.rows, at))
    rows = list(text.rows)
    rows[at] = _changed(rows[at], key.removeprefix("row."), value)
    return set_rows(draft, rows)


def _changed(row: Row, name: str, value: Value) -> Row:
    match name:
        case "shows":
            return row if value == OWN else altered(row, shows=(value,))
        case "phrases":
            return altered(row, shows=tuple(filter(str.strip, str(value).splitlines())))
        case "insert":
            return altered(row, shows=(*row.shows[:-1], f"{row.shows[-1]} {value}".strip()))
        case "max_size":
            return altered(row, max_size=value, min_size=min(row.min_size, float(value)))
        case "min_size":
            return altered(row, min_size=value, max_size=max(row.max_size, float(value)))
        case _:
            return altered(row, **{name: round(float(value)) if name == "max_lines" else value})


def _with_another(rows: tuple[Row, ...], at: int) -> tuple[Row, ...]:
    if len(rows) >= _MOST_ROWS:
        return rows
    return (*rows[: at + 1], a_row(gap=1.0), *rows[at + 1 :])


def _without(rows: tuple[Row, ...], at: int) -> tuple[Row, ...]:
    return (*rows[:at], *rows[at + 1 :])


def _further_up(rows: tuple[Row, ...], at: int) -> tuple[Row, ...]:
    return (*rows[: at - 1], rows[at], rows[at - 1], *rows[at + 1 :]) if at else rows


_ROW_ACTS: Mapping[str, Callable[[tuple[Row, ...], int], tuple[Row, ...]]] = MappingProxyType(
    {"text.add": _with_another, "text.remove": _without, "text.up": _further_up}
)
