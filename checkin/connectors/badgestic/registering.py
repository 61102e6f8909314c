"""Walk-ins: told once, although Badgestic would take them twice.

Before somebody is sent, the ids of everybody of the same name and address are put on the disk. After a lost
answer whoever has that name, was not there before and belongs to no other walk-in of ours is the one.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass

from checkin.connectors.badgestic.client import Client
from checkin.connectors.badgestic.conversion import type_value
from checkin.connectors.badgestic.fields import FieldMap
from checkin.connectors.badgestic.looks import Look, Looks
from checkin.connectors.badgestic.payloads import Guest
from checkin.connectors.badgestic.pictures import TicketCodes
from checkin.connectors.protocol import Memory
from checkin.errors import ConnectorError, SettingsError, UnreachableError
from checkin.model.form import EMAIL, FAMILY_NAME, GIVEN_NAME
from checkin.model.ids import OperationId, PlatformId
from checkin.model.operation import NotThere, Operation, Recollection, Register, Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """What is kept of a walk-in that was, or was about to be, sent."""

    before: frozenset[str] = frozenset()
    guest: str = ""


class Registering:
    """Tells of walk-ins and finds them again.

    Args:
        client: the requests.
        looks: shows events.
        codes: of tickets.
        memory: keeps who was there before.
    """

    def __init__(self, client: Client, looks: Looks, codes: TicketCodes, memory: Memory) -> None:
        self._client = client
        self._looks = looks
        self._codes = codes
        self._memory = memory

    def push(self, operation: Operation, task: Register, fields: FieldMap) -> Settled:
        """Register somebody and fetch their code."""
        sent = self._sent(operation.id)
        if sent is None:
            look = self._looks.anew(operation.event)
            self._note(operation, before=_of_that_name(look, task))
        elif sent.guest:
            return self._settled(operation, sent.guest)
        try:
            guest = self._client.create_guest(operation.event, _form(task, fields))
        finally:
            self._looks.forget(operation.event)
        self._remember(operation, guest)
        unknown = sorted(
            name for name in task.answers if task.answers[name] and not fields.platform_name(name)
        )
        note = f"Badgestic has no field for: {', '.join(unknown)}." if unknown else ""
        return self._settled(operation, guest, note)

    def read_back(self, operation: Operation, task: Register) -> Recollection:
        """Whether somebody arrived whose answer did not."""
        sent = self._sent(operation.id)
        if sent is None:
            return NotThere()  # it is noted before anything is sent
        if sent.guest:
            return self._settled(operation, sent.guest)
        look = self._looks.anew(operation.event)
        new = [one for one in _of_that_name(look, task) if one not in sent.before and not self._owner(one)]
        if not new:
            return NotThere()
        guest = min(new, key=lambda one: (len(one), one))
        self._remember(operation, guest)
        return self._settled(operation, guest)

    def _settled(self, operation: Operation, guest: str, note: str = "") -> Settled:
        codes = self._codes.known(operation.event).get(guest, ())
        try:
            codes = codes or self._codes.fetch(guest)
        except ConnectorError:
            codes = ()  # they are registered; the next pull brings the code
        self._codes.add(operation.event, guest, codes)
        self._codes.keep(operation.event)
        return Settled(attendee=PlatformId(guest), codes=codes, note=note)

    def _sent(self, operation: OperationId) -> _Sent | None:
        try:
            kept = json.loads(self._memory.read(_key(operation)) or "null")
            return None if kept is None else _Sent(before=frozenset(kept["before"]), guest=kept["guest"])
        except (ValueError, TypeError, KeyError):
            return None

    def _note(self, operation: Operation, before: Collection[str]) -> None:
        text = json.dumps({"before": sorted(before), "guest": ""})
        try:
            self._memory.write(_key(operation.id), text)
        except SettingsError as error:
            raise UnreachableError(
                "badgestic", "A walk-in was not sent: this computer's disk takes nothing."
            ) from error

    def _remember(self, operation: Operation, guest: str) -> None:
        try:
            self._memory.write(_key(operation.id), json.dumps({"before": [], "guest": guest}))
            self._memory.write(_owner_key(guest), operation.id)
        except SettingsError:
            return  # the mirror will know in a moment; only a crash before that would have to look again

    def _owner(self, guest: str) -> str:
        return self._memory.read(_owner_key(guest))


def _key(operation: OperationId) -> str:
    return f"walk-in:{operation}"


def _owner_key(guest: str) -> str:
    return f"walked in:{guest}"


def _form(task: Register, fields: FieldMap) -> list[tuple[str, str]]:
    form = {fields.platform_name(name): answer.strip() for name, answer in task.answers.items()}
    form.setdefault("first_name", "")
    form.setdefault("last_name", "")
    if fields.ticket_type:
        form[fields.ticket_type] = type_value(task.ticket_type)
    needed = {"first_name", "last_name"}
    return [(name, value) for name, value in form.items() if name and (value or name in needed)]


def _of_that_name(look: Look, task: Register) -> list[str]:
    wanted = tuple(_plain(task.answers.get(name, "")) for name in (GIVEN_NAME, FAMILY_NAME, EMAIL))
    return [guest.id for guest in look.guests if _person(guest) == wanted]


def _person(guest: Guest) -> tuple[str, ...]:
    return tuple(map(_plain, (guest.first_name, guest.last_name, guest.email)))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
