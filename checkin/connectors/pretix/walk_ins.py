"""Whoever registers at the desk becomes an order; whose name was wrong is corrected.

The order's code is made here out of the operation's id, and the ticket's code is the one on the badge that
was printed already. So the same walk-in sent twice is refused the second time, and found by the order's code.
"""

import hashlib
from collections.abc import Callable

from checkin.connectors.http import Reply
from checkin.connectors.pretix.client import Client
from checkin.connectors.pretix.conversion import DATE, list_of
from checkin.connectors.pretix.looking_back import registered, settled_walk_in
from checkin.connectors.pretix.names import Parts, joined, parts_of, split
from checkin.connectors.pretix.payloads import demand, failure, forbidden_words, single, taken, words_of
from checkin.connectors.pretix.rows import EventSettings, Order, Position
from checkin.connectors.pretix.structure import Structure
from checkin.model.form import COMPANY, EMAIL, FAMILY_NAME, GIVEN_NAME
from checkin.model.ids import PlatformId
from checkin.model.operation import (
    AlreadyThere,
    Correct,
    NotThere,
    Operation,
    Recollection,
    Register,
    Rejected,
    Settled,
    Verdict,
)

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_ALPHABET = f"{_LETTERS}1234567890"
_LENGTH = 16
_FORBIDDEN = 403
_TAKEN = ("already in use", "already exists")
_DIRECT = {COMPANY: "company", EMAIL: "attendee_email"}
_NAMES = frozenset([GIVEN_NAME, FAMILY_NAME])


def order_code(operation: str) -> str:
    """The code of the order an operation makes: always the same, and of no other operation."""
    number = int.from_bytes(hashlib.sha256(operation.encode()).digest())
    code = _LETTERS[number % len(_LETTERS)]
    while len(code) < _LENGTH:
        number, rest = divmod(number, len(_ALPHABET))
        code += _ALPHABET[rest]
    return code


def date_of(operation: Operation, task: Register, structure: Structure | None) -> str | None:
    """Which date of a series a walk-in comes to; empty where there are no dates, None where nobody said."""
    if structure is None or not structure.event.has_subevents:
        return ""
    chosen = task.answers.get(DATE, "")
    if _is_number(chosen):
        return chosen
    here = list_of(operation.station or PlatformId(""))
    return next((one.subevent for one in structure.lists if one.id == here and one.subevent), None)


def order_of(
    operation: Operation, task: Register, settings: EventSettings, date: str = ""
) -> dict[str, object]:
    """The order to make. It is paid, for whoever takes money at the desk has done so."""
    item, _, variation = task.ticket_type.partition("-")
    answers = task.answers
    position: dict[str, object] = {
        "positionid": 1,
        "item": int(item),
        "attendee_name_parts": joined(
            settings.name_scheme, answers.get(GIVEN_NAME, ""), answers.get(FAMILY_NAME, ""), {}
        ),
        "attendee_email": answers.get(EMAIL) or None,
        "company": answers.get(COMPANY, ""),
        "answers": [],
        "secret": operation.code,
    }
    if variation:
        position["variation"] = int(variation)
    if date:
        position["subevent"] = int(date)
    order: dict[str, object] = {
        "code": order_code(operation.id),
        "locale": settings.locale or "en",
        "status": "p",
        "sales_channel": "web",
        "payment_provider": "manual",
        "fees": [],
        "send_email": False,
        "force": True,  # somebody stands at the desk with a badge, whatever the quota says
        "positions": [position],
    }
    if answers.get(EMAIL):
        order["email"] = answers[EMAIL]
    return order


def is_sold(ticket_type: str) -> bool:
    """Whether a walk-in's ticket type is an item, or an item with a variation."""
    item, dash, variation = ticket_type.partition("-")
    return _is_number(item) and (not dash or _is_number(variation))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


class WalkIns:
    """Registers and corrects.

    Args:
        client: the requests.
        settings: how the event is set up.
        structure: what it consists of; None where this device may not know.
    """

    def __init__(
        self, client: Client, settings: EventSettings, structure: Callable[[], Structure | None]
    ) -> None:
        self._client = client
        self._settings = settings
        self._structure = structure

    def push(self, operation: Operation, task: Register | Correct) -> Verdict:
        """Make the order, or change what is wrong, once. Raises a ConnectorError."""
        if isinstance(task, Register):
            return self._register(operation, task)
        return self._correct(operation, task)

    def read_back(self, operation: Operation, task: Register | Correct) -> Recollection:
        """Whether the order, or the changes, are there. Raises a ConnectorError."""
        if isinstance(task, Register):
            return self._registered(operation)
        return self._corrected(operation, task)

    def _register(self, operation: Operation, task: Register) -> Verdict:
        if not is_sold(task.ticket_type):
            return Rejected(reason="No product of the platform was chosen for this walk-in.")
        date = date_of(operation, task, self._structure())
        if date is None:
            return Rejected(reason="It was not said which date of the series this walk-in comes to.")
        order = order_of(operation, task, self._settings, date)
        reply = self._client.create_order(operation.event, order)
        if reply.is_good:
            made = settled_walk_in(single(reply, Order), operation.code)
            if made is None:
                raise reply.unreadable("The order that was made is not the one that was sent")
            return made
        words = words_of(reply)
        if any(taken in words for taken in _TAKEN):
            return self._taken(operation, words)
        return _refused(reply, words)

    def _taken(self, operation: Operation, words: str) -> Verdict:
        match self._registered(operation):
            case Settled() as there:
                return AlreadyThere(attendee=there.attendee, note=words)
            case _:
                return Rejected(reason=f"The code on the badge belongs to somebody else there ({words}).")

    def _registered(self, operation: Operation) -> Recollection:
        reply = self._client.catalogue.order(operation.event, order_code(operation.id))
        return registered(reply, operation.code)

    def _correct(self, operation: Operation, task: Correct) -> Verdict:
        wanted = task.changes.keys() & (_NAMES | _DIRECT.keys())
        if not wanted:
            return Rejected(reason="pretix does not keep what was changed.")
        body: dict[str, object] = {_DIRECT[name]: task.changes[name] for name in sorted(wanted - _NAMES)}
        if _NAMES & wanted:
            reply = self._client.catalogue.position(operation.event, operation.attendee)
            if reply.status == _FORBIDDEN:
                return _refused(reply, words_of(reply))
            body["attendee_name_parts"] = self._new_parts(single(demand(reply), Position), task)
        reply = self._client.correct(operation.event, operation.attendee, body)
        left_out = sorted(task.changes.keys() - wanted)
        note = f"pretix keeps no {', '.join(left_out)}." if left_out else ""
        if not reply.is_good:
            return _refused(reply, words_of(reply))
        taken(reply)
        return Settled(note=note)

    def _new_parts(self, position: Position, task: Correct) -> Parts:
        before = parts_of(position.attendee_name_parts)
        given, family = split(before, position.attendee_name)
        return joined(
            self._settings.name_scheme,
            task.changes.get(GIVEN_NAME, given),
            task.changes.get(FAMILY_NAME, family),
            before,
        )

    def _corrected(self, operation: Operation, task: Correct) -> Recollection:
        position = single(
            demand(self._client.catalogue.position(operation.event, operation.attendee)), Position
        )
        now = {COMPANY: position.company, EMAIL: position.attendee_email}
        there = all(now[name] == text for name, text in task.changes.items() if name in now)
        if _NAMES & task.changes.keys():
            parts = parts_of(position.attendee_name_parts)
            there = there and parts == self._new_parts(position, task)
        return Settled() if there else NotThere()


def _refused(reply: Reply, words: str) -> Rejected:
    """A no for this operation alone: what the device may not do must not keep check-ins from being told."""
    if reply.status == _FORBIDDEN and words:
        return Rejected(reason=forbidden_words(words))
    raise failure(reply)
