"""Reading orders and positions: whole, what changed, of a check-in list, searched."""

from collections.abc import Callable, Iterable
from string import ascii_lowercase, ascii_uppercase
from typing import Any, Final

from checkin.practice.pretix.calls import Call, Endpoint
from checkin.practice.pretix.catalogue import EVENT, ORGANIZER, READING, moment_asked_for
from checkin.practice.pretix.documents import (
    listed_document,
    order_document,
    position_document,
    whole_check_in_document,
)
from checkin.practice.pretix.paging import ordered, paged
from checkin.practice.pretix.replies import Problem, Reply, forbidden, missing
from checkin.practice.pretix.rows import CheckInRow, EventRow, ListRow, OrderRow, PositionRow, Right
from checkin.practice.pretix.state import State, as_text, pending_or_paid

_SHORTEST: Final = 3
_FOLD: Final = str.maketrans(ascii_uppercase, ascii_lowercase)
_ORDERINGS: Final[dict[str, Callable[[OrderRow], Any]]] = {
    "datetime": lambda order: order.created,
    "code": lambda order: order.code,
    "status": lambda order: order.status,
    "last_modified": lambda order: order.modified,
}


def orders(call: Call) -> Reply:
    """Orders, oldest first unless the query says otherwise."""
    wanted = _filter(call)
    rows = [row for row in call.state.orders_of(call.event) if wanted(row)]
    generated = as_text(call.state.clock.now()) or ""
    return paged(
        call,
        ordered(call, rows, _ORDERINGS),
        lambda row: order_document(call, row),
        headers=(("X-Page-Generated", generated),),
    )


def _filter(call: Call) -> Callable[[OrderRow], bool]:
    """Which orders the query asks for.

    Raises:
        Problem: it names a moment that is none.
    """
    since = moment_asked_for(call, "modified_since")
    asked = {name: call.value(name) for name in ("status", "code", "email")}
    testmode = call.value("testmode")

    def wanted(order: OrderRow) -> bool:
        if since is not None and order.modified < since:
            return False
        if any(value and value != getattr(order, name) for name, value in asked.items()):
            return False
        return testmode is None or (testmode == "true") == order.testmode

    return wanted


def order(call: Call) -> Reply:
    """One order."""
    return Reply(body=order_document(call, order_in(call)))


def order_in(call: Call) -> OrderRow:
    """The order of the address.

    Raises:
        Problem: there is none in this event.
    """
    found = call.state.orders.get(call.parts["code"])
    if found is None or found.event != call.event.slug:
        raise missing("Order")
    return found


def positions(call: Call) -> Reply:
    """The positions of every order."""
    cancelled_too, fits = call.is_set("include_canceled_positions"), _search(call)
    rows = [
        position
        for row in call.state.orders_of(call.event)
        for position in row.positions
        if (cancelled_too or not position.cancelled) and fits(row, position)
    ]
    return paged(call, rows, lambda row: position_document(call, row))


def position(call: Call) -> Reply:
    """One position."""
    return Reply(body=position_document(call, position_in(call)))


def position_in(call: Call) -> PositionRow:
    """The position of the address.

    Raises:
        Problem: there is none in this event.
    """
    text = str(call.parts["position"])
    if not text.isdecimal():
        raise Problem(404, {"detail": "Not found."})
    found = call.state.positions.get(int(text))
    if found is None or found.cancelled or call.state.order_of(found).event != call.event.slug:
        raise missing("OrderPosition")
    return found


def listed(call: Call) -> Reply:
    """The positions of a check-in list, by name; none for whoever may only check in and searches nothing."""
    return _listed(call, [(call.event, call.check_in_list)])


def search(call: Call) -> Reply:
    """The positions of several lists that fit a text.

    Raises:
        Problem: one of the lists is not there, or none was named.
    """
    asked = call.values("list")
    found = {one: call.state.event_of_list(int(one)) for one in asked if one.isdecimal()}
    unknown = [one for one, row in found.items() if row is None]
    if not found:
        raise Problem(400, ["No check-in list passed."])
    if unknown:
        names = ", ".join(unknown)
        raise forbidden(f"You requested lists that do not exist or that you do not have access to: {names}")
    return _listed(call, [row for row in found.values() if row is not None])


def _listed(call: Call, lists: Iterable[tuple[EventRow, ListRow]]) -> Reply:
    lists = list(lists)
    rows = [(one, position) for event, one in lists for position in _of_list(call, event, one)]
    if not call.may(Right.ORDERS) and len(call.value("search") or "") < _SHORTEST:
        rows = []
    rows.sort(key=lambda row: (row[1].name is None, row[1].name or "", row[1].number, -row[1].id))
    state = call.state
    return paged(call, rows, lambda row: listed_document(call, row[1], state.check_ins.of(row[1], row[0])))


def _of_list(call: Call, event: EventRow, row: ListRow) -> Iterable[PositionRow]:
    statuses = "pnec" if call.is_set("ignore_status") else "pn" if row.include_pending else "p"
    checked, fits = call.value("has_checkin"), _search(call)
    for one in call.state.orders_of(event):
        if not pending_or_paid(one, statuses):
            continue
        for position in one.positions:
            if position.cancelled or not row.lists(position.item) or not fits(one, position):
                continue
            if checked is None or (checked == "true") == bool(call.state.check_ins.of(position, row)):
                yield position


def _search(call: Call) -> Callable[[OrderRow, PositionRow], bool]:
    """Which positions the query asks for; as on SQLite, only ASCII letters match in either case."""
    secret, text = call.value("secret"), (call.value("search") or "").translate(_FOLD)

    def fits(order: OrderRow, position: PositionRow) -> bool:
        if secret and position.secret != secret:
            return False
        parts = (position.name, position.email, position.company, position.secret, order.code, order.email)
        return not text or any(text in (part or "").translate(_FOLD) for part in parts)

    return fits


def check_ins(call: Call) -> Reply:
    """Every try to check in at this event, good or not.

    Raises:
        Problem: the query names a moment that is none.
    """
    ids = {one.id for one in call.event.lists}
    rows = [row for row in call.state.check_ins if row.list in ids]
    since = moment_asked_for(call, "created_since")
    if since is not None:
        rows = [row for row in rows if row.created >= since]
    if call.value("successful") is not None:
        rows = [row for row in rows if row.successful == call.is_set("successful")]
    keys: dict[str, Callable[[CheckInRow], Any]] = {
        "id": lambda row: row.id,
        "created": lambda row: row.created,
        "datetime": lambda row: row.at,
    }
    return paged(call, ordered(call, rows, keys), whole_check_in_document)


def endpoints(state: State) -> tuple[Endpoint, ...]:
    """The routes, as this flavour has them."""
    whole = (Right.ORDERS, Right.ORGANISE)
    shared = (
        _reading("orders/", "order-list", orders, whole),
        _reading("orders/{code}/", "order-detail", order, whole),
        _reading("orderpositions/", "orderposition-list", positions, whole),
        _reading("orderpositions/{position}/", "orderposition-detail", position, whole),
        _reading("checkinlists/{list}/positions/", "checkinlistpos-list", listed, READING),
    )
    if state.flavour == "eventyay":
        return shared
    return (
        *shared,
        _reading("checkins/", "checkin-list", check_ins, whole),
        Endpoint(
            method="GET",
            path=ORGANIZER + "checkinrpc/search/",
            name="checkinrpc.search",
            answer=search,
            rights=READING,
        ),
    )


def _reading(path: str, name: str, answer: Callable[[Call], Reply], rights: tuple[Right, ...]) -> Endpoint:
    return Endpoint(method="GET", path=EVENT + path, name=name, answer=answer, rights=rights)
