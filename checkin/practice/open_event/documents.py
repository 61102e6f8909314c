"""Rows as JSON:API documents."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from checkin.practice.open_event.event_schemas import ATTENDEE
from checkin.practice.open_event.filters import tests_of
from checkin.practice.open_event.platform import Platform
from checkin.practice.open_event.problems import crash
from checkin.practice.open_event.programme_schemas import SCHEMAS
from checkin.practice.open_event.query import Query, in_order, read_query
from checkin.practice.open_event.schemas import Relation, Schema

Document = dict[str, Any]

VERSION: Final = {"version": "1.0"}
DELETED: Final[Document] = {"meta": {"message": "Object successfully deleted"}, "jsonapi": VERSION}


class Writer:
    """Writes documents for one request."""

    def __init__(self, platform: Platform, path: str, pairs: list[tuple[str, str]]) -> None:
        self._platform = platform
        self._path = path
        self._pairs = pairs

    def one(self, row: object, schema: Schema, *, jsonapi: bool = True) -> Document:
        """The document of a single row.

        Raises:
            Problem: the query string makes no sense for this kind.
        """
        query = read_query(self._pairs, schema)
        included: dict[tuple[str, str], Document] = {}
        document: Document = {"data": self._resource(row, schema, query, query.include, included)}
        document["links"] = {"self": schema.link.format(row=row)}
        if query.include:
            document["included"] = list(included.values())
        if jsonapi:
            document["jsonapi"] = VERSION
        return document

    def many(self, rows: Iterable[Any], schema: Schema) -> Document:
        """The document of a page of a list, filtered and sorted as asked.

        Raises:
            Problem: the query string makes no sense for this kind.
        """
        query = read_query(self._pairs, schema)
        kept = self._selected(rows, schema, query)
        page = _page(kept, query)
        included: dict[tuple[str, str], Document] = {}
        document: Document = {
            "data": [self._resource(row, schema, query, query.include, included) for row in page],
            "links": self._links(query, len(kept)),
        }
        if query.include:
            document["included"] = list(included.values())
        document["meta"] = {"count": len(kept)}
        document["jsonapi"] = VERSION
        return document

    def trashed(self) -> bool:
        """Whether soft-deleted rows are wanted, too."""
        return ("get_trashed", "true") in self._pairs

    def _selected(self, rows: Iterable[Any], schema: Schema, query: Query) -> list[Any]:
        """The list of which a page is shown; remembered, since the next page is usually asked for next."""
        key = (self._path, repr((query.filters, query.sort, query.trashed)), self._platform.revision)
        if schema is not ATTENDEE:
            return self._select(rows, schema, query)
        if self._platform.last_list[0] != key:
            self._platform.last_list = (key, self._select(rows, schema, query))
        return self._platform.last_list[1]

    def _select(self, rows: Iterable[Any], schema: Schema, query: Query) -> list[Any]:
        tests = tests_of(query, schema, self._platform)
        kept = rows if query.trashed else (row for row in rows if getattr(row, "deleted_at", None) is None)
        found = [row for row in kept if all(test(row) for test in tests)]
        return in_order(found, query, schema, self._platform)

    def _links(self, query: Query, count: int) -> Document:
        links = {"self": f"{self._path}?{_encoded(query)}" if query.given else self._path}
        last = -(-count // query.size) if query.size else 1
        if last > 1:
            links["first"] = query.link(self._path, None)
            links["last"] = query.link(self._path, last)
            if query.number > 1:
                links["prev"] = query.link(self._path, query.number - 1 if query.number > 2 else None)  # noqa: PLR2004
            if query.number < last:
                links["next"] = query.link(self._path, query.number + 1)
        return links

    def _resource(
        self,
        row: Any,
        schema: Schema,
        query: Query,
        include: tuple[str, ...],
        included: dict[tuple[str, str], Document],
    ) -> Document:
        wanted = query.fields.get(schema.type)
        resource: Document = {
            "type": schema.type,
            "attributes": {
                name.replace("_", "-"): value
                for name, read in schema.attributes.items()
                if (wanted is None or name in wanted)
                and ((value := _plain(read(row))) is not None or name not in schema.absent)
            },
            "id": row.id if schema.number else str(row.id),
            "links": {"self": schema.link.format(row=row)},
        }
        shown = {
            name: relation
            for name, relation in schema.relations.items()
            if wanted is None or name.replace("-", "_") in wanted
        }
        if shown:
            resource["relationships"] = {
                name: self._relationship(row, relation, query, _below(include, name), included)
                for name, relation in shown.items()
            }
        return resource

    def _relationship(
        self,
        row: Any,
        relation: Relation,
        query: Query,
        below: tuple[str, ...] | None,
        included: dict[tuple[str, str], Document],
    ) -> Document:
        links = {}
        if relation.own:
            links["self"] = relation.own.format(row=row)
        if relation.related and "None" not in (related := relation.related.format(row=row)):
            links["related"] = related  # nothing is linked to where a foreign key is null
        relationship: Document = {"links": links}
        if below is None:
            return relationship
        if relation.follow is None:
            raise crash()
        found = relation.follow(self._platform, row)
        rows = found if isinstance(found, list) else [found] if found is not None else []
        linked = self._include(rows, SCHEMAS[relation.type], query, below, included)
        if isinstance(found, list):
            relationship["data"] = linked
        else:
            relationship["data"] = linked[0] if linked else None
        return relationship

    def _include(
        self,
        rows: list[Any],
        schema: Schema,
        query: Query,
        below: tuple[str, ...],
        included: dict[tuple[str, str], Document],
    ) -> list[Document]:
        """Add the rows to what is included; what links to them."""
        for row in rows:
            key = (schema.type, str(row.id))
            if key not in included:
                included[key] = {}  # so that a circle of includes ends
                included[key] = self._resource(row, schema, query, below, included)
        return [{"type": schema.type, "id": str(row.id)} for row in rows]


def _below(include: tuple[str, ...], name: str) -> tuple[str, ...] | None:
    """What to include below `name`; None when it is not to be included itself."""
    paths = [path.partition(".") for path in include]
    if all(head != name for head, _, _ in paths):
        return None
    return tuple(tail for head, _, tail in paths if head == name and tail)


def _page(rows: list[Any], query: Query) -> list[Any]:
    if query.size == 0:
        return rows
    start = (query.number - 1) * query.size
    if query.size < 0 or start < 0:
        raise crash()  # the database does not know negative limits
    return rows[start : start + query.size]


def _encoded(query: Query) -> str:
    return query.link("", _given_number(query))[1:]


def _given_number(query: Query) -> int | None:
    return query.number if any(name == "page[number]" for name, _ in query.given) else None


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
