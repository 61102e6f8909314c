"""What a real pretix held when it was recorded, put together from what it answered."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any

from checkin.clock import Clock
from checkin.practice.pretix.rows import (
    AnswerRow,
    EventRow,
    ItemRow,
    ListRow,
    OptionRow,
    OrderRow,
    PositionRow,
    QuestionRow,
    QuotaRow,
    Right,
    TokenRow,
    VariationRow,
)
from checkin.practice.pretix.state import State

RECORDINGS = Path(__file__).parents[3] / "recordings" / "pretix"
BEFORE = datetime(2026, 11, 22, 7, 1, tzinfo=UTC)
INITIALISED = {
    "22": "t265uk54wp4lnq7buit925i3uofu3l43tnmi1tlnmbroy8knwc60vh19opvajvyc",
    "23": "59b2gvlzw9mivqs4lmebvyun0hj8lvtydi7h3ntwpcpudhllvryy3782x1cz26lx",
    "24": "3ylhigb3grcvx9dxi7j2xtl3jwyb83rrskx6r2k1aqgnu9xmumo93tq38uflddqf",
}
"""Tokens of devices whose initialisation was not recorded, by the recording that made them."""

TOKENS = {
    "roa0x0h9n7zdx2uh1a55ji2se33f9523jr06ni60jpe9y1z60l79tc1se8ki6x40": frozenset(Right),
    "cak44kwrgaaxd90xh4f81arxacpgbzxkfstv9vgoc9xmjvvkem4ftdsq1ozh5bq7": frozenset([Right.CHECK_IN]),
    "anrmflnpdh5g1uaysh7zf39yqic20iq5j5m6g2c6n2831cag35w9vw9t7adjxvfj": frozenset[Right](),
}
MADE_MEANWHILE = 629


@cache
def recordings() -> dict[str, dict[str, Any]]:
    """By number, in the order they were made."""
    lines = (RECORDINGS / "INDEX.tsv").read_text(encoding="utf-8").splitlines()
    found = {
        line.partition(".json")[0]: json.loads(
            (RECORDINGS / line.partition("\t")[0]).read_text(encoding="utf-8")
        )
        for line in lines
    }
    return dict(sorted(found.items(), key=lambda one: moment_of(one[1])))


def answer(number: str) -> Any:
    """The recorded body whose name begins so."""
    (found,) = [one for name, one in recordings().items() if name.startswith(f"{number}_")]
    return found["response"]["body"]


def moment_of(recording: dict[str, Any]) -> datetime:
    """When a recording was made, by the server's clock."""
    return parsedate_to_datetime(recording["response"]["headers"]["Date"])


def recorded_world(clock: Clock) -> State:
    """The organizer before the first recording that is replayed."""
    state = State(clock=clock)
    event = recorded_event()
    state.events[event.slug] = event
    state.tokens = [TokenRow(token=token, rights=rights) for token, rights in TOKENS.items()]
    for order in recorded_orders().values():
        state.add(order)
    state.begin_at("position", MADE_MEANWHILE - 1)
    return state


def recorded_event() -> EventRow:
    event = answer("39")
    return EventRow(
        slug=event["slug"],
        names=event["name"],
        starts=datetime.fromisoformat(event["date_from"]),
        ends=datetime.fromisoformat(event["date_to"]),
        admission=datetime.fromisoformat(event["date_admission"]),
        changed=datetime(2026, 11, 22, 7, 1, 59, tzinfo=UTC),
        items=tuple(map(item, answer("41")["results"])),
        questions=tuple(map(question, answer("45")["results"])),
        quotas=tuple(
            QuotaRow(
                id=one["id"],
                name=one["name"],
                size=one["size"],
                items=tuple(one["items"]),
                variations=tuple(one["variations"]),
            )
            for one in answer("46")["results"]
        ),
        lists=tuple(map(check_in_list, answer("47")["results"])),
    )


def item(one: dict[str, Any]) -> ItemRow:
    return ItemRow(
        id=one["id"],
        names=one["name"],
        price=Decimal(one["default_price"]),
        category=one["category"],
        admission=one["admission"],
        attention=one["checkin_attention"],
        text=one["checkin_text"],
        variations=tuple(
            VariationRow(
                id=sort["id"],
                name=sort["value"]["en"],
                price=Decimal(sort["price"]),
                attention=sort["checkin_attention"],
                text=sort["checkin_text"],
            )
            for sort in one["variations"]
        ),
    )


def question(one: dict[str, Any]) -> QuestionRow:
    return QuestionRow(
        id=one["id"],
        identifier=one["identifier"],
        text=one["question"]["en"],
        type=one["type"],
        items=tuple(one["items"]),
        required=one["required"],
        at_check_in=one["ask_during_checkin"],
        shown=one["show_during_checkin"],
        options=tuple(
            OptionRow(id=option["id"], identifier=option["identifier"], answer=option["answer"]["en"])
            for option in one["options"]
        ),
    )


def check_in_list(one: dict[str, Any]) -> ListRow:
    return ListRow(
        id=one["id"],
        name=one["name"],
        products=None if one["all_products"] else tuple(one["limit_products"]),
        include_pending=one["include_pending"],
        several_entries=one["allow_multiple_entries"],
        after_exit=one["allow_entry_after_exit"],
        addon_match=one["addon_match"],
        rules=one["rules"],
    )


def recorded_orders() -> dict[str, OrderRow]:
    """Every order a recording names, as it was when it was named first."""
    orders: dict[str, OrderRow] = {}
    found = {one["id"]: one for one in reversed(named_positions()) if 0 < one["id"] < MADE_MEANWHILE}
    for one in reversed(named_orders()):
        orders[one["code"]] = order(one)
    for one in found.values():
        mine = orders.setdefault(one["order"], order({"code": one["order"], **one}))
        mine.positions.append(position(one))
        mine.text = told_of_orders().get(mine.code)
        mine.attention = mine.text is not None
        mine.status = one.get("order__status", mine.status)
    # Of this position only its number and its code were recorded.
    lonely = orders["CQCPU"].positions
    lonely.append(replace(lonely[0], id=106, secret="axw8ryp7m2nx8wfk9wgruxn42aw9ynjy"))  # noqa: S106
    orders = {code: one for code, one in orders.items() if one.positions}
    for one in orders.values():
        one.positions.sort(key=lambda row: row.number)
    for code, testmode in (("C0EJ3", True), ("C3CHA", False)):
        orders[code] = order({"code": code, "testmode": testmode})
    return orders


def named() -> list[dict[str, Any]]:
    bodies = (one["response"]["body"] for one in recordings().values())
    return [found for body in bodies for found in dictionaries(body)]


def named_orders() -> list[dict[str, Any]]:
    return [one for one in named() if "positions" in one and "valid_if_pending" in one]


def named_positions() -> list[dict[str, Any]]:
    return [one for one in named() if "positionid" in one and "id" in one]


def told_of_orders() -> dict[str, str]:
    """The texts of orders, which scans tell together with those of items."""
    scans = [one for one in named() if one.get("checkin_texts") == ["Call the manager"]]
    return {one["position"]["order"]: "Call the manager" for one in scans}


def order(found: dict[str, Any]) -> OrderRow:
    """An order as an order's or a position's document tells of it."""
    text = found.get("datetime")
    return OrderRow(
        event="conf26",
        code=found["code"],
        status=found.get("status", found.get("order__status", "p")),
        secret=found["secret"] if "positions" in found else f"secret{found['code']}",
        created=datetime.fromisoformat(text) if text else BEFORE,
        modified=BEFORE,
        email=found.get("email", "order@example.org"),
        locale=found.get("locale", found.get("order__locale", "en")),
        testmode=found.get("testmode", False),
        require_approval=found.get("require_approval", found.get("order__require_approval", False)),
    )


def position(found: dict[str, Any]) -> PositionRow:
    item_id, sort = found["item"], found["variation"]
    return PositionRow(
        id=found["id"],
        order=found["order"],
        number=found["positionid"],
        item=item_id["id"] if isinstance(item_id, dict) else item_id,
        variation=sort["id"] if isinstance(sort, dict) else sort,
        price=Decimal(found["price"]),
        secret=found["secret"],
        pseudonym=found["pseudonymization_id"],
        name_parts=found["attendee_name_parts"],
        email=found["attendee_email"],
        company=found["company"],
        address={name: found[name] for name in ("street", "zipcode", "city", "country", "state")},
        addon_to=found["addon_to"],
        cancelled=found.get("canceled", False),
        valid_from=found["valid_from"] and datetime.fromisoformat(found["valid_from"]),
        valid_until=found["valid_until"] and datetime.fromisoformat(found["valid_until"]),
        answers={
            one["question"]: AnswerRow(
                question=one["question"], answer=one["answer"], options=tuple(one["options"])
            )
            for one in found["answers"]
        },
    )


def dictionaries(body: Any) -> Iterator[dict[str, Any]]:
    """Every object in an answer, outer ones first."""
    if isinstance(body, dict):
        yield body
    for one in body.values() if isinstance(body, dict) else body if isinstance(body, list) else ():
        yield from dictionaries(one)
