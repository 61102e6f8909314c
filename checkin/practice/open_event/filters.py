"""What ``filter`` in a query string keeps, and what it trips over."""

import re
from collections.abc import Callable
from datetime import datetime
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final

from checkin.practice.open_event.platform import Platform
from checkin.practice.open_event.problems import bad_query, crash
from checkin.practice.open_event.programme_schemas import SCHEMAS
from checkin.practice.open_event.query import Query
from checkin.practice.open_event.schemas import Relation, Schema

Test = Callable[[Any], bool]
"""Whether a row is kept."""

_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "eq": eq,
    "is_": eq,
    "ne": ne,
    "isnot": ne,
    "gt": gt,
    "ge": ge,
    "lt": lt,
    "le": le,
}
_LIKE: Final = ("like", "ilike", "notlike", "notilike")
_AMONG: Final = ("in_", "notin_")
_OPERATORS: Final = {*_COMPARE, *_LIKE, *_AMONG, "has", "any"}


def tests_of(query: Query, schema: Schema, platform: Platform) -> list[Test]:
    """What a row must pass to be in the list.

    Raises:
        Problem: a filter names what does not exist, or compares what cannot be compared.
    """
    return [_test(node, schema, platform) for node in query.filters]


def _test(node: Any, schema: Schema, platform: Platform) -> Test:
    if not isinstance(node, dict):
        raise crash()
    for word, all_or_any in (("or", any), ("and", all)):
        if word in node:
            parts = [_test(part, schema, platform) for part in node[word]]
            return lambda row: all_or_any(part(row) for part in parts)
    if "not" in node:
        inner = _test(node["not"], schema, platform)
        return lambda row: not inner(row)
    return _leaf(node, schema, platform)


def _leaf(node: dict[str, Any], schema: Schema, platform: Platform) -> Test:
    name = str(node.get("name", "")).replace("-", "_")
    operator, value = str(node.get("op")), node.get("val")
    relation = schema.relations.get(name.replace("_", "-"))
    if name not in schema.attributes and name != "id" and relation is None:
        raise bad_query("filters", f"{schema.name} has no attribute {name}")
    if operator not in _OPERATORS:
        raise bad_query("filters", f"{name} has no operator {operator}")
    if relation is not None:
        return _related_test(relation, value, platform)
    read = schema.column(name)
    if operator in _LIKE:
        return _like_test(read, operator, str(value))
    if operator in _AMONG:
        return _among_test(read, value, wanted=operator == "in_")
    return _comparison(read, operator, value)


def _related_test(relation: Relation, value: Any, platform: Platform) -> Test:
    follow = relation.follow
    if follow is None:
        raise crash()
    inner = _test(value, SCHEMAS[relation.type], platform)

    def passes(row: Any) -> bool:
        found = follow(platform, row)
        rows = found if isinstance(found, list) else [found]
        return any(inner(one) for one in rows if one is not None)

    return passes


def _like_test(read: Callable[[Any], Any], operator: str, pattern: str) -> Test:
    flags = re.DOTALL | (re.IGNORECASE if operator.endswith("ilike") else 0)
    shape = re.compile(re.escape(pattern).replace("%", ".*").replace("_", "."), flags)
    wanted = not operator.startswith("not")
    return lambda row: (text := read(row)) is not None and bool(shape.fullmatch(str(text))) == wanted


def _among_test(read: Callable[[Any], Any], values: Any, *, wanted: bool) -> Test:
    if not isinstance(values, list):
        raise crash()

    def passes(row: Any) -> bool:
        found = read(row)
        return found is not None and any(found == _alike(one, found) for one in values) == wanted

    return passes


def _comparison(read: Callable[[Any], Any], operator: str, value: Any) -> Test:
    """Null is equal to null only, and neither more nor less than anything."""
    compare = _COMPARE[operator]
    if value is None:
        if compare not in {eq, ne}:
            return lambda _row: False
        return lambda row: compare(read(row), None)

    def passes(row: Any) -> bool:
        found = read(row)
        return found is not None and compare(found, _alike(value, found))

    return passes


def _alike(value: Any, sample: Any) -> Any:
    """The client's value as what the column holds, or the database's refusal to compare them."""
    if isinstance(sample, datetime) and isinstance(value, str):
        return _moment(value, sample)
    if isinstance(sample, int) and isinstance(value, str):
        if not value.lstrip("-").isdecimal():
            raise crash()
        return int(value)
    if isinstance(sample, str) != isinstance(value, str):
        raise crash()
    return value


def _moment(text: str, sample: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise crash() from error
    return moment if moment.tzinfo else moment.replace(tzinfo=sample.tzinfo)
