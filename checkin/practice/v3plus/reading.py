"""What the portal shows: single things with what belongs to them, collections in pages or whole."""

from collections.abc import Callable, Iterable
from typing import Final

from checkin.practice.v3plus.calls import Answer, Call, Refusing, missing
from checkin.practice.v3plus.form_rows import with_card, with_event_password
from checkin.practice.v3plus.rows import Place, Row

_DEFAULT_PAGE: Final = 15
_HOST: Final = "v3plusportal.com"
_ROLES: Final = {
    "keynotes": "keynote",
    "cochairs": "cochair",
    "sponsors": "sponsor",
    "exhibitors": "exhibitor",
}
_TABLE_OF: Final = {
    "keynotes": "presenters",
    "cochairs": "presenters",
    "sponsors": "affiliates",
    "exhibitors": "affiliates",
}


def one(table: str) -> Callable[[Call], Answer]:
    """Answers with a single thing, and ``with`` what belongs to it."""

    def answer(call: Call) -> Answer:
        row = _cut(call, call.row(table))
        chains = [chain.split(".") for chain in call.query.get("with", "").split(",") if chain]
        shown = {**row, **_related(call, (table, call.parts["id"]), chains)}
        return Answer(body={"data": shown} if call.portal.wrapped else shown)

    return answer


def all_of(table: str) -> Callable[[Call], Answer]:
    """Answers with a page of a collection that stands alone; ``with`` is not heard."""

    def answer(call: Call) -> Answer:
        if table in call.portal.denied:
            raise Refusing(403, {"message": "This portal has none."})
        found = _selected(call, call.portal.tables[table].values())
        size = _number(call, "pageSize", _DEFAULT_PAGE)
        page = call.portal.stuck_page or _number(call, "page", 1)
        last = max(1, -(-len(found) // size))
        start = (page - 1) * size
        shown = found[start : start + size]
        address = f"https://{_HOST}/api/v1/{table}?page="
        return Answer(
            body={
                "data": [_cut(call, row) for row in shown],
                "links": {
                    "first": f"{address}1",
                    "last": f"{address}{last}",
                    "prev": f"{address}{page - 1}" if page > 1 else None,
                    "next": f"{address}{page + 1}" if page < last else None,
                },
                "meta": {
                    "current_page": page,
                    "from": start + 1 if shown else None,
                    "last_page": last,
                    "path": f"http://{_HOST}/api/v1/{table}",  # not https: so does the real one
                    "per_page": size,
                    "to": start + len(shown) if shown else None,
                    "total": len(found),
                },
            }
        )

    return answer


def _number(call: Call, name: str, otherwise: int) -> int:
    text = call.query.get(name, "")
    return max(1, int(text)) if text.isdecimal() else otherwise


def all_in(table: str, wanted: str) -> Callable[[Call], Answer]:
    """Answers with a collection under something else: always whole, without ``links`` and ``meta``."""

    def answer(call: Call) -> Answer:
        call.row(table)
        found = _selected(call, _members(call, (table, call.parts["id"]), wanted))
        return Answer(body={"data": [_cut(call, row) for row in found]})

    return answer


def group_form(call: Call) -> Answer:
    """The registration form of a group, with card fields when it costs something."""
    group = call.row("groups")
    return _form(call, int(str(group["registration_form_id"])), with_card(form_of(call), group["price"]))


def form_of(call: Call) -> list[Row]:
    """The fields of a group's form, without those of payment."""
    return call.portal.forms[int(str(call.row("groups")["registration_form_id"]))]


def townhall_form(call: Call) -> Answer:
    """The registration form of a townhall."""
    return _form(call, 3, townhall_fields(call))


def townhall_fields(call: Call) -> list[Row]:
    """What a townhall asks; its own password, too, when it has one."""
    call.row("townhalls")
    if "registration_form" in call.portal.denied:
        raise missing()
    fields = call.portal.forms[3]
    return with_event_password(fields) if call.parts["id"] in call.portal.event_passwords else fields


def _form(call: Call, number: int, fields: list[Row]) -> Answer:
    del call  # fields, filters and orders are not heard here
    return Answer(
        body={"id": number, "name": "Sample Registration Form", "description": "…", "fields": fields}
    )


def _selected(call: Call, rows: Iterable[Row]) -> list[Row]:
    found = list(rows)
    for name, values in call.query.items():
        if name.startswith("filters[") and name.endswith("]"):
            field = name[len("filters[") : -1]
            found = [row for row in found if str(row.get(field)) in values.split(",")]
    order = call.query.get("orderBy", "")
    if order:
        found.sort(key=lambda row: str(row.get(order)), reverse=call.query.get("orderDir") == "desc")
    return found


def _cut(call: Call, row: Row) -> Row:
    fields = call.query.get("fields", "")
    return {name: row.get(name) for name in ("id", *fields.split(","))} if fields else row


def _members(call: Call, place: Place, wanted: str) -> list[Row]:
    """Rows of what belongs to a place, with the role they have there."""
    table, role = _TABLE_OF.get(wanted, wanted), _ROLES.get(wanted)
    return [
        {**call.portal.tables[table][number], **({"role": is_as} if is_as else {})}
        for kind, number, is_as in call.portal.members.get(place, ())
        if kind == table and role in {None, is_as}
    ]


def _related(call: Call, place: Place, chains: list[list[str]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for first, *rest in chains:
        if first == "days":
            found["days"] = _days(call, place, rest)
        elif first == "registration_form":
            found["registration_form"] = group_form(call).body
        elif place[0] == "portals":
            found[first] = [*call.portal.tables.get(first, {}).values()]
        else:
            found[first] = [_deeper(call, row, first, rest) for row in _members(call, place, first)]
    return found


def _deeper(call: Call, row: Row, table: str, rest: list[str]) -> Row:
    return {**row, **_related(call, (table, int(str(row["id"]))), [rest])} if rest else row


def _days(call: Call, place: Place, rest: list[str]) -> list[Row]:
    """One day with one track: the practice conference is a small one."""
    day: dict[str, object] = {"id": 1, "name": "Day 1"}
    if rest[:1] == ["tracks"]:
        track: dict[str, object] = {"id": 1, "name": "Main track"}
        if rest[1:2] == ["presentations"]:
            shown = _members(call, place, "presentations")
            track["presentations"] = [_deeper(call, row, "presentations", rest[2:]) for row in shown]
        day["tracks"] = [track]
    return [day]
