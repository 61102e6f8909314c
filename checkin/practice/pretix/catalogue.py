"""What there is to know beside the orders: version, events, items, questions, lists."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any, Final, TypeVar

from checkin.practice.pretix import catalogue_documents as documents
from checkin.practice.pretix.calls import Call, Endpoint, read_moment
from checkin.practice.pretix.event_settings import settings_document
from checkin.practice.pretix.paging import ordered, paged
from checkin.practice.pretix.replies import HTML_TYPE, Reply, invalid
from checkin.practice.pretix.rows import QuotaRow, Right, SecretRow
from checkin.practice.pretix.state import State, as_text

ROOT: Final = "/api/v1"
ORGANIZER: Final = ROOT + "/organizers/{organizer}/"
EVENT: Final = ORGANIZER + "events/{event}/"

READING: Final = (Right.ORDERS, Right.CHECK_IN, Right.ORGANISE)

_Row = TypeVar("_Row")


def version(call: Call) -> Reply:
    """The platform's version."""
    if call.state.flavour == "eventyay":
        return Reply(body={"eventyay": "1.0.0", "eventyay_numeric": 10000001000})
    return Reply(body=VERSION)


VERSION: Final = {"pretix": "2026.8.0", "pretix_numeric": 20260080005000}


def organizers(call: Call) -> Reply:
    """The only organizer."""
    state = call.state
    row = {
        "name": state.organizer_name,
        "slug": state.organizer,
        "public_url": f"{call.base}/{state.organizer}/",
        "plugins": [],
    }
    return paged(call, [row], dict)


def events(call: Call) -> Reply:
    """The events, soonest first."""
    rows = sorted(call.state.events.values(), key=lambda event: (event.starts, event.slug))
    return paged(call, rows, lambda event: documents.event_document(call.state, event, call.base))


def event(call: Call) -> Reply:
    """One event with its keys."""
    return Reply(body=documents.event_document(call.state, call.event, call.base, whole=True))


def settings(call: Call) -> Reply:
    """What a device may know of an event's settings."""
    return Reply(body=settings_document(call.event))


def items(call: Call) -> Reply:
    """The items."""
    return _conditional(call, call.event.items, documents.item_document)


def categories(call: Call) -> Reply:
    """The categories."""
    return _conditional(call, [None], lambda _row: documents.category_document())


def questions(call: Call) -> Reply:
    """The questions."""
    rows = list(enumerate(call.event.questions))
    return _conditional(call, rows, lambda row: documents.question_document(row[1], row[0]))


def quotas(call: Call) -> Reply:
    """The quotas; how much is left only when asked, and then never cached."""
    asked = call.is_set("with_availability")

    def document(quota: QuotaRow) -> dict[str, Any]:
        return documents.quota_document(quota, left_of(call, quota), availability=asked)

    if asked:
        return paged(call, call.event.quotas, document)
    return _conditional(call, call.event.quotas, document)


def left_of(call: Call, quota: QuotaRow) -> int | None:
    """How many more of a quota can be sold; None for any number."""
    if quota.size is None:
        return None
    sold = sum(
        not position.cancelled and position.item in quota.items
        for order in call.state.orders_of(call.event)
        if order.status in "pn" and not order.testmode
        for position in order.positions
    )
    return max(0, quota.size - sold)


def lists(call: Call) -> Reply:
    """The check-in lists, by name."""
    rows = sorted(call.event.lists, key=lambda row: row.name)
    return paged(call, rows, lambda row: documents.list_document(call.state, call.event, row))


def one_list(call: Call) -> Reply:
    """One check-in list."""
    return Reply(body=documents.list_document(call.state, call.event, call.check_in_list))


def status(call: Call) -> Reply:
    """How many of a list came."""
    return Reply(body=documents.status_document(call.state, call.event, call.check_in_list))


def revoked_secrets(call: Call) -> Reply:
    """Codes of tickets that were replaced, newest first."""
    rows = _since(call, call.state.revoked, "created_since")
    return paged(call, rows, lambda row: {"id": row.id, "secret": row.secret, "created": as_text(row.at)})


def blocked_secrets(call: Call) -> Reply:
    """Codes that were blocked or unblocked, newest first."""
    rows = _since(call, call.state.blocked, "updated_since")
    return paged(
        call,
        rows,
        lambda row: {"id": row.id, "secret": row.secret, "updated": as_text(row.at), "blocked": row.blocked},
    )


def moment_asked_for(call: Call, parameter: str) -> datetime | None:
    """The moment the query names; None when it names none.

    Raises:
        Problem: what it names is no moment.
    """
    text = call.value(parameter)
    moment = read_moment(text)
    if text and moment is None:
        raise invalid(**{parameter: "Enter a valid date/time."})
    return moment


def _since(call: Call, rows: Sequence[SecretRow], parameter: str) -> list[SecretRow]:
    mine = [row for row in rows if row.event == call.event.slug]
    moment = moment_asked_for(call, parameter)
    if moment is not None:
        mine = [row for row in mine if row.at >= moment]
    return ordered(call, mine[::-1], {"created": lambda row: row.id, "updated": lambda row: row.id})


def _conditional(call: Call, rows: Sequence[_Row], document: Callable[[_Row], object]) -> Reply:
    """A page that is not sent again to somebody who has it."""
    changed = call.event.changed.astimezone(UTC).replace(microsecond=0)
    stamp = format_datetime(changed, usegmt=True)
    known = call.headers.get("if-modified-since")
    if known is not None and parsedate_to_datetime(known) >= changed:
        return Reply(status=304, type=HTML_TYPE)
    return paged(call, rows, document, headers=(("Last-Modified", stamp),))


def endpoints(state: State) -> tuple[Endpoint, ...]:
    """The routes, as this flavour has them."""
    item = "products" if state.flavour == "eventyay" else "items"
    return (
        Endpoint(method="GET", path=f"{ROOT}/version", name="version", answer=version),
        Endpoint(method="GET", path=f"{ROOT}/organizers/", name="organizer-list", answer=organizers),
        Endpoint(method="GET", path=ORGANIZER + "events/", name="event-list", answer=events),
        Endpoint(method="GET", path=EVENT, name="event-detail", answer=event, rights=READING),
        _reading("settings/", "event.settings", settings),
        _reading(f"{item}/", "item-list", items),
        _reading("categories/", "itemcategory-list", categories),
        _reading("questions/", "question-list", questions),
        _reading("quotas/", "quota-list", quotas),
        _reading("checkinlists/", "checkinlist-list", lists),
        _reading("checkinlists/{list}/", "checkinlist-detail", one_list),
        _reading("checkinlists/{list}/status/", "checkinlist-status", status),
        _reading("revokedsecrets/", "revokedsecrets-list", revoked_secrets),
        *(
            []
            if state.flavour == "eventyay"
            else [_reading("blockedsecrets/", "blockedsecrets-list", blocked_secrets)]
        ),
    )


def _reading(path: str, name: str, answer: Callable[[Call], Reply]) -> Endpoint:
    return Endpoint(method="GET", path=EVENT + path, name=name, answer=answer, rights=READING)
