"""The platform's JSON (REST API reference, version 1) as values.

Every function takes an answer and gives values, or raises UnreadableReplyError. A row that cannot be read is
left out and counted; where its id is known, that is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import ValidationError

from checkin.connectors.http import Reply
from checkin.connectors.http.values import as_number, as_text
from checkin.connectors.nutickets.documents import (
    Company,
    EventRow,
    Guest,
    GuestList,
    Question,
    ScanAnswer,
    TicketRow,
    User,
    ZoneItem,
    ZoneRow,
)
from checkin.connectors.nutickets.fields import Payload, as_count, as_mapping, as_rows, as_texts, as_token
from checkin.connectors.nutickets.sales import Basket, FormQuestionRow, Order, OrderItem, SaleItem, Timeslot
from checkin.errors import UnreadableReplyError

_LONGEST_UUID = 100

Row = TypeVar("Row", bound=Payload)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Generic[Row]):
    """A piece of a list.

    Attributes:
        unreadable: ids of rows nothing else can be read of.
        seen: how many rows came, readable or not.
        total: how many there are in all, None when the platform does not say.
    """

    rows: tuple[Row, ...]
    unreadable: tuple[str, ...] = ()
    seen: int = 0
    total: int | None = None

    @property
    def is_blind(self) -> bool:
        """Whether there are rows of which not even the id can be read."""
        return self.seen > len(self.rows) + len(self.unreadable)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPage:
    """A piece of the list of tickets.

    Attributes:
        list_end: where the next piece starts, as the platform wrote it.
        next: the address of the next page, empty when there is none.
    """

    tickets: Rows[TicketRow]
    questions: tuple[Question, ...] = ()
    list_end: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestPage:
    """A piece of an event's guest lists; `sync` is where the next one starts, empty when nobody says."""

    guests: Rows[Guest]
    lists: tuple[GuestList, ...] = ()
    sync: str = ""


def _body(reply: Reply) -> Mapping[str, object]:
    value = reply.json()
    if not isinstance(value, dict):
        raise reply.unreadable("The answer is no object")
    return value


def _list_of(reply: Reply, value: object) -> list[object]:
    if not isinstance(value, list):
        raise reply.unreadable("The answer holds no list where one was agreed")
    return value


def one(reply: Reply, value: object, form: type[Row]) -> Row:
    """One thing that must be readable."""
    try:
        return form.model_validate(value)
    except ValidationError as error:
        raise reply.unreadable(f"The answer is no {form.__name__}") from error


def read_rows(values: Sequence[object], form: type[Row], total: object = None) -> Rows[Row]:
    """All rows that can be read."""
    good: list[Row] = []
    unreadable: list[str] = []
    for value in values:
        try:
            good.append(form.model_validate(value))
        except ValidationError:
            unreadable.append(as_number(as_mapping(value).get("id")))
    return Rows(
        rows=tuple(good),
        unreadable=tuple(key for key in unreadable if key),
        seen=len(values),
        total=as_count(total),
    )


def _people(reply: Reply, values: object, form: type[Row], total: object = None) -> Rows[Row]:
    """Rows of people. When not a single one has an id, it is not known who is there, nor who is gone."""
    found = read_rows(_list_of(reply, values), form, total)
    if found.seen and not found.rows and not found.unreadable:
        raise reply.unreadable("The list holds nobody whose id can be read")
    return found


def token(reply: Reply) -> str:
    """The token of somebody who signed in with a password."""
    found = as_token(_body(reply).get("token"))
    if not found:
        raise reply.unreadable("The answer to signing in holds no token")
    return found


def user(reply: Reply) -> User:
    """Whose token it is."""
    return one(reply, _body(reply).get("user"), User)


def companies(reply: Reply) -> Rows[Company]:
    """Companies the account may act for."""
    body = _body(reply)
    return read_rows(_list_of(reply, body.get("data")), Company, as_mapping(body.get("meta")).get("total"))


def events(reply: Reply) -> Rows[EventRow]:
    """Events as they are listed."""
    body = _body(reply)
    total = as_mapping(body.get("meta")).get("total")
    return read_rows(_list_of(reply, body.get("events")), EventRow, total)


def activated_events(reply: Reply) -> Rows[EventRow]:
    """Events in progress; the reference shows them as a bare list and describes an object that holds it."""
    value = reply.json()
    listed = value.get("events") if isinstance(value, dict) else value
    return read_rows(_list_of(reply, listed), EventRow)


def form_questions(reply: Reply) -> Rows[FormQuestionRow]:
    """The questions among what comes with an event."""
    included = as_rows(_body(reply).get("included"))
    return read_rows([row for row in included if row.get("type") == "dataCaptureFields"], FormQuestionRow)


def zones(reply: Reply) -> Rows[ZoneRow]:
    """Zones; a single one comes as a list, too."""
    return read_rows(_list_of(reply, reply.json()), ZoneRow)


def zone_items(reply: Reply) -> Rows[ZoneItem]:
    """Who may enter a zone."""
    return read_rows(_list_of(reply, reply.json()), ZoneItem)


def ticket_page(reply: Reply) -> TicketPage:
    """A piece of the list of tickets."""
    body = _body(reply)
    return TicketPage(
        tickets=_people(reply, body.get("content"), TicketRow, body.get("total")),
        questions=read_rows(as_rows(body.get("dataCaptureQuestions")), Question).rows,
        list_end=as_text(body.get("listEndTime")),
        next=as_text(as_mapping(body.get("pagination")).get("next")),
    )


def guest_page(reply: Reply, event: str) -> GuestPage:
    """A piece of the guest lists of one event."""
    body = _body(reply)
    content = body.get("content")
    listed = content.get("guests") if isinstance(content, dict) else content
    synced = [
        as_text(row.get("syncData"))
        for row in as_rows(body.get("eventsSync"))
        if as_number(row.get("eventId")) in {event, ""}
    ]
    return GuestPage(
        guests=_people(reply, listed, Guest),
        lists=read_rows(as_rows(as_mapping(content).get("guestLists")), GuestList).rows,
        sync=synced[0] if synced else "",
    )


def sale_items(reply: Reply) -> tuple[Rows[SaleItem], tuple[Timeslot, ...]]:
    """What is sold, and the parts of the day it may be sold for."""
    body = _body(reply)
    total = as_mapping(body.get("meta")).get("total")
    sold = read_rows(_list_of(reply, body.get("saleItems")), SaleItem, total)
    return sold, read_rows(as_rows(body.get("timeslots")), Timeslot).rows


def basket(reply: Reply) -> Basket:
    """The basket something was put into."""
    return one(reply, _body(reply), Basket)


def order(reply: Reply) -> Order:
    """A completed order."""
    return one(reply, _body(reply), Order)


def order_item(reply: Reply) -> OrderItem:
    """A purchased item."""
    return one(reply, _body(reply).get("data"), OrderItem)


def order_items(reply: Reply) -> Rows[OrderItem]:
    """Purchased items; the reference shows a list and describes one object."""
    body = _body(reply)
    data = body.get("data")
    listed = [data] if isinstance(data, dict) else data
    return read_rows(_list_of(reply, listed), OrderItem, as_mapping(body.get("meta")).get("total"))


def scan_answer(reply: Reply) -> ScanAnswer:
    """What came of a scan; it must say so."""
    answer = one(reply, _body(reply), ScanAnswer)
    if not answer.status:
        raise reply.unreadable("The answer to a scan holds no status")
    return answer


def is_success(reply: Reply) -> bool:
    """Whether the platform says that it took what was sent."""
    said = _body(reply).get("success")
    if not isinstance(said, bool):
        raise reply.unreadable("The answer does not say whether it worked")
    return said


def async_uuid(reply: Reply) -> str:
    """Under what the answer to a request can be fetched later."""
    found = as_text(_body(reply).get("asyncUuid"))
    if not found or len(found) > _LONGEST_UUID or not (found.isascii() and found.isprintable()):
        raise reply.unreadable("The answer holds no asyncUuid")
    return found


def words(reply: Reply) -> str:
    """The platform's own words in a refusal, empty when there are none; never raises."""
    try:
        body = as_mapping(reply.json())
    except UnreadableReplyError:
        return ""
    faults = [text for value in as_mapping(body.get("errors")).values() for text in as_texts(value)]
    # What stands between us and the platform may speak for it, in the words of RFC 9457.
    said = next(filter(None, (as_text(body.get(name)) for name in ("message", "detail", "title"))), "")
    return "; ".join(dict.fromkeys([said, *faults[:5]])).strip("; ")
