"""What a schema is: how a kind of row looks from outside, and what it is related to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from checkin.practice.open_event.platform import Platform

Reader = Callable[[Any], object]
"""Reads an attribute off a row of the schema's kind."""

Related = Callable[[Platform, Any], Any]
"""The related row, a list of rows, or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relationship: its links as templates over ``row``, and how to follow it when it is included."""

    own: str = ""
    related: str = ""
    type: str = ""
    follow: Related | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """One resource type.

    Attributes:
        name: the class that error texts name.
        link: template of a row's own address.
        columns: what filters compare where it differs from what is shown.
        absent: attributes left out, rather than null, when a row has none.
        number: whether ids are numbers, which breaks JSON:API's own rule.
    """

    type: str
    name: str
    link: str
    attributes: Mapping[str, Reader]
    relations: Mapping[str, Relation] = field(default_factory=dict)
    columns: Mapping[str, Reader] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    number: bool = False

    def column(self, name: str) -> Reader:
        """What to compare when filtering or sorting by `name`.

        Raises:
            KeyError: there is no such attribute.
        """
        if name == "id":
            return attrgetter("id")
        return self.columns.get(name) or self.attributes[name]


def constants(value: object, names: str) -> dict[str, Reader]:
    """Readers of attributes that are the same for every row; names parted by blanks."""
    return dict.fromkeys(names.split(), lambda _row: value)


def own(names: str) -> dict[str, Reader]:
    """Readers of attributes the rows have themselves; names parted by blanks."""
    return {name: attrgetter(name) for name in names.split()}


def links(path: str, names: str) -> dict[str, Relation]:
    """Relations whose links are all made the same way; names parted by blanks."""
    base = f"/v1/{path}/{{row.id}}"
    return {
        name: Relation(own=f"{base}/relationships/{name}", related=f"{base}/{name}") for name in names.split()
    }


def follow(table: str, key: str) -> Related:
    """Follow a foreign key: the row of `table` whose id is in `key`."""
    read = attrgetter(key)
    return lambda platform, row: getattr(platform, table).get(read(row))
