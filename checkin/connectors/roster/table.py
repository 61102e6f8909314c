"""A table as it stands in a file, and where its heading is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from checkin.connectors.roster.fields import known_headers
from checkin.connectors.roster.folding import folded

Cell = str | int | float | bool | date | time | timedelta
"""What a cell holds; an empty text for nothing. A `datetime` is a `date`."""

MOST_ROWS = 200_000
MOST_COLUMNS = 500
_HEADING_WITHIN = 40  # rows; what stands above it are titles


class UnfitError(Exception):
    """A file that cannot be read as a list; its words are for people. It never leaves this package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; `line` counts from 1 as the file's own program does, and is where the row begins."""

    line: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows that are not empty.

    Attributes:
        notes: how they were read, sentences.
        hidden: whoever made the file does not want it looked at first.
    """

    rows: Sequence[Row]
    notes: tuple[str, ...] = ()
    name: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A table whose columns have names, no two the same."""

    headers: tuple[str, ...]
    rows: Sequence[Row]
    notes: tuple[str, ...]


def is_empty(cells: Sequence[Cell]) -> bool:
    """Whether nothing stands in any of them."""
    return all(isinstance(cell, str) and not cell.strip() for cell in cells)


def best_table(tables: Sequence[Table], chosen: Collection[str]) -> Headed:
    """The table that looks most like a list of people, with its heading.

    Args:
        tables: the sheets of a file.
        chosen: headers a person chose; a row that has them is the heading.

    Raises:
        UnfitError: there is nothing in any of them.
    """
    found = [(_heading(table, chosen), table) for table in tables if table.rows]
    if not found:
        raise UnfitError("There is nothing in it.")
    (_, at), table = max(found, key=lambda one: (one[0][0], not one[1].hidden, len(one[1].rows)))
    notes = list(table.notes)
    if len(tables) > 1:
        notes.insert(0, f"Of {len(tables)} sheets “{table.name}” was taken.")
    if table.rows[at].line > 1:
        notes.append(f"The names of the columns were found on line {table.rows[at].line}.")
    return Headed(
        headers=_named(table.rows[at:], len(table.rows[at].cells)),
        rows=table.rows[at + 1 :],
        notes=tuple(notes),
    )


def _heading(table: Table, chosen: Collection[str]) -> tuple[int, int]:
    """How good the best heading is, and which row it is; the first of equals."""
    scores = [(_score(row, chosen), -at) for at, row in enumerate(table.rows[:_HEADING_WITHIN])]
    score, at = max(scores)
    if score == 0:  # nothing is known by name: the first row with as many cells as any may be the heading
        widths = [sum(not is_empty([cell]) for cell in row.cells) for row in table.rows[:_HEADING_WITHIN]]
        return 0, widths.index(max(widths))
    return score, -at


def _score(row: Row, chosen: Collection[str]) -> int:
    names = [" ".join(cell.split()) for cell in row.cells if isinstance(cell, str) and cell.strip()]
    return known_headers(names) + 2 * sum(name in chosen for name in names)


def _named(rows: Sequence[Row], width: int) -> tuple[str, ...]:
    """Every column's name: one without is called by its number, a second one of the same name, too."""
    for row in rows:
        width = max(width, len(row.cells))
    texts = [" ".join(str(cell).split()) for cell in rows[0].cells]
    texts += [""] * (width - len(texts))
    names: list[str] = []
    taken: set[str] = set()
    for number, text in enumerate(texts, start=1):
        name = text[:200] or f"(column {number})"
        if folded(name) in taken:
            name = f"{name} (column {number})"
        taken.add(folded(name))
        names.append(name)
    return tuple(names)
