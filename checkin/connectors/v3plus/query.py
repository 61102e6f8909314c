"""What may be asked of a collection, and what of a single thing: only that tells nested resources."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

Params = list[tuple[str, str]]

_NAME: Final = re.compile(r"[A-Za-z0-9_]{1,64}")
_CHAIN: Final = re.compile(r"[A-Za-z0-9_]{1,64}(\.[A-Za-z0-9_]{1,64}){0,7}")


def _all_match(pattern: re.Pattern[str], names: tuple[str, ...]) -> None:
    if not all(pattern.fullmatch(name) for name in names):
        raise ValueError("no name of a field or resource")


def segment(value: str) -> str:
    """A piece of a path that can only be that piece."""
    return quote(value, safe="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which rows of a collection, in which order, and which of their fields.

    There is no ``with`` here: V3Plus tells nested resources of single things only.

    Attributes:
        filters: field and accepted values; one of them is enough.
        order_by: a field; as the platform likes when empty.
        page_size: rows on a page, only for collections that stand alone; the platform's own when None.
    """

    fields: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order_by: str = ""
    descending: bool = False
    page_size: int | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for what would mean something else on the way."""
        _all_match(_NAME, (*self.fields, *self.filters, *((self.order_by,) if self.order_by else ())))
        values = [value for accepted in self.filters.values() for value in accepted]
        if not all(self.filters.values()) or any(not value or "," in value for value in values):
            raise ValueError("a filter needs values, and a comma parts them")
        if self.page_size is not None and self.page_size < 1:
            raise ValueError("a page holds something")

    def params(self) -> Params:
        """As a query."""
        query = [(f"filters[{name}]", ",".join(accepted)) for name, accepted in self.filters.items()]
        if self.order_by:
            query += [("orderBy", self.order_by), ("orderDir", "desc" if self.descending else "asc")]
        if self.fields:
            query.append(("fields", ",".join(self.fields)))
        if self.page_size is not None:
            query.append(("pageSize", str(self.page_size)))
        return query


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """Which fields of a single thing, and what else with it, such as ``"days.tracks.presentations"``."""

    fields: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError for what would mean something else on the way."""
        _all_match(_NAME, self.fields)
        _all_match(_CHAIN, self.related)

    def params(self) -> Params:
        """As a query."""
        query = [("with", ",".join(self.related))] if self.related else []
        return [*query, ("fields", ",".join(self.fields))] if self.fields else query


EVERYTHING: Final = Selection()
PLAIN: Final = Detail()
