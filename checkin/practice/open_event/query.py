"""What a request asks for after the question mark: pages, order, filters, fields, includes."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from checkin.practice.open_event.platform import Platform
from checkin.practice.open_event.problems import Problem, bad_query, crash
from checkin.practice.open_event.programme_schemas import SCHEMAS
from checkin.practice.open_event.schemas import Schema

DEFAULT_PAGE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query string, read.

    Attributes:
        given: the parameters in the order they came, for the links of the answer.
        size: rows a page, 0 for all of them.
        filters: the JSON of ``filter``.
        fields: wanted attributes by resource type, with underscores.
    """

    given: tuple[tuple[str, str], ...]
    size: int = DEFAULT_PAGE
    number: int = 1
    sort: tuple[str, ...] = ()
    filters: tuple[Any, ...] = ()
    fields: Mapping[str, frozenset[str]]
    include: tuple[str, ...] = ()
    trashed: bool = False

    def link(self, path: str, number: int | None) -> str:
        """The address of a page of this list; None for the first."""
        pairs = [pair for pair in self.given if pair[0] != "page[number]"]
        if number is not None:
            pairs.append(("page[number]", str(number)))
        return f"{path}?{urlencode(pairs)}" if pairs else path


def read_query(pairs: Sequence[tuple[str, str]], schema: Schema) -> Query:
    """Read a query string for a list or a row of this schema.

    Raises:
        Problem: it asks for something that does not exist, or cannot be read.
    """
    values = dict(pairs)
    return Query(
        given=tuple(pairs),
        size=_page_number(values, "size", DEFAULT_PAGE),
        number=_page_number(values, "number", 1),
        sort=_sort(values.get("sort", ""), schema),
        filters=_filters(values.get("filter", "[]")),
        fields=_fields(values, schema),
        include=_include(values.get("include", ""), schema),
        trashed=values.get("get_trashed") == "true",
    )


def _page_number(values: Mapping[str, str], key: str, default: int) -> int:
    for name in values:
        part = re.fullmatch(r"page\[(\w+)\]", name)
        if part and part[1] not in {"size", "number"}:
            raise Problem(
                400, "Bad request", f"{part[1]} is not a valid parameter of pagination", {"parameter": "page"}
            )
    text = values.get(f"page[{key}]", str(default))
    if not re.fullmatch(r"-?\d+", text):
        raise Problem(400, "Bad request", "Parse error", {"parameter": f"page[{key}]"})
    return int(text)


def _sort(text: str, schema: Schema) -> tuple[str, ...]:
    keys = []
    for part in filter(None, text.split(",")):
        sign, name = ("-", part[1:]) if part.startswith("-") else ("", part)
        name = name.replace("-", "_")
        head = name.partition(".")[0]
        if name.replace("_", "-") in schema.relations:
            raise bad_query("sort", f"You can't sort on {name} because it is a relationship field")
        if head not in schema.attributes and head != "id" and head.replace("_", "-") not in schema.relations:
            raise bad_query("sort", f"{schema.name} has no attribute {name}")
        keys.append(sign + name)
    return tuple(keys)


def _filters(text: str) -> tuple[Any, ...]:
    try:
        given = json.loads(text)
    except ValueError as error:
        raise bad_query("filters", "Parse error") from error
    if not isinstance(given, list):
        raise crash()
    return tuple(given)


def _fields(values: Mapping[str, str], schema: Schema) -> dict[str, frozenset[str]]:
    """Several names need underscores; a single one may have dashes."""
    wanted: dict[str, frozenset[str]] = {}
    for key, text in values.items():
        part = re.fullmatch(r"fields\[([\w-]+)\]", key)
        if part is None:
            continue
        of_type = schema if part[1] == schema.type else SCHEMAS.get(part[1])
        if of_type is None:
            raise bad_query("fields", f"Couldn't find schema for type: {part[1]}")
        names = text.split(",") if "," in text else [text.replace("-", "_")]
        known = {*of_type.attributes, *(name.replace("-", "_") for name in of_type.relations), "id"}
        for name in names:
            if name not in known:
                raise bad_query("fields", f"{of_type.name} has no attribute {name}")
        wanted[part[1]] = frozenset(names)
    return wanted


def _include(text: str, schema: Schema) -> tuple[str, ...]:
    names = tuple(part.replace("_", "-") for part in text.split(",") if part)
    if schema.type == "user_check_in":
        return ()  # asked for or not, its answers never include anything
    for name in names:
        if name.partition(".")[0] not in schema.relations:
            raise bad_query("include", f"{schema.name} has no attribute {name.replace('-', '_')}")
    return names


def in_order(rows: list[Any], query: Query, schema: Schema, platform: Platform) -> list[Any]:
    """The rows as ``sort`` wants them, what is null last; untouched, and so in no order, without it."""
    for key in reversed(query.sort):
        name = key.lstrip("-")
        read = _sort_reader(name, schema, platform)
        rows = sorted(rows, key=_null_last(read), reverse=key.startswith("-"))
    return rows


def _null_last(read: Callable[[Any], Any]) -> Callable[[Any], tuple[bool, Any]]:
    def key(row: Any) -> tuple[bool, Any]:
        value = read(row)
        return (value is None, 0 if value is None else value)

    return key


def _sort_reader(name: str, schema: Schema, platform: Platform) -> Callable[[Any], Any]:
    head, _, tail = name.partition(".")
    if not tail:
        return schema.column(name)
    relation = schema.relations[head.replace("_", "-")]
    if relation.follow is None:
        raise crash()
    follow, of_type = relation.follow, SCHEMAS[relation.type]
    if tail not in of_type.attributes and tail != "id":
        raise bad_query("sort", f"{of_type.name} has no attribute {tail}")
    read = of_type.column(tail)
    return lambda row: read(follow(platform, row))
