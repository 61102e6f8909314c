"""Telling Badgestic what happened, and looking what it has of it.

Check-ins are written into a guest's field that the account's owner chose. Badgestic would overwrite whatever
stands there, so it is looked at first: the first check-in stays.
"""

from collections.abc import Mapping

from checkin.connectors.badgestic.client import Client, Pairs
from checkin.connectors.badgestic.fields import FieldMap, value
from checkin.connectors.badgestic.looks import Look, Looks
from checkin.connectors.badgestic.moments import is_filled, is_same, read_moment, write_moment
from checkin.connectors.badgestic.payloads import Guest
from checkin.connectors.badgestic.registering import Registering
from checkin.errors import ConnectorError
from checkin.model.operation import (
    AlreadyThere,
    Correct,
    Move,
    NotThere,
    Operation,
    Recollection,
    Register,
    Rejected,
    Settled,
    TakeBack,
    Verdict,
)
from checkin.model.station import StationKind

_KEPT_HERE = Rejected(reason="No guest field was chosen that takes check-ins: they are kept here.")
_NO_CHECK_OUT = Rejected(reason="Badgestic takes no check-outs: they are kept here.")
_NOT_TAKEN = Rejected(reason="Badgestic takes nothing of this kind: it is kept here.")
_NOBODY = Rejected(reason="Badgestic does not have this attendee (any more).")
_NO_FIELD = Rejected(reason="The guest field that was chosen for check-ins is not there any more.")
_NO_FIELD_FOR_IT = Rejected(reason="Badgestic has no field for what was corrected: it is kept here.")
_THEIRS_STAYS = "Badgestic has another check-in of this attendee; that one stays."
_NO_TIME = "The field for check-ins holds something that is no time; it stays."


class Pushing:
    """Tells Badgestic of operations.

    Args:
        client: the requests.
        looks: shows events.
        registering: for walk-ins.
        options: the connection's.
    """

    def __init__(
        self, client: Client, looks: Looks, registering: Registering, options: Mapping[str, str]
    ) -> None:
        self._client = client
        self._looks = looks
        self._registering = registering
        self._options = options

    def push(self, operation: Operation) -> Verdict:
        """See `Connector.push`; may raise RejectedError."""
        match operation.task:
            case Move():
                return self._move(operation)
            case TakeBack() as task:
                return self._take_back(operation, task)
            case Register() as task:
                fields = self._fields(self._looks.at(operation.event))
                return self._registering.push(operation, task, fields)
            case Correct() as task:
                return self._correct(operation, task)
            case _:
                return _NOT_TAKEN

    def read_back(self, operation: Operation) -> Recollection:
        """See `Connector.read_back`; may raise RejectedError."""
        match operation.task:
            case Move():
                return self._moved(operation)
            case TakeBack() as task:
                return self._taken_back(operation, task)
            case Register() as task:
                return self._registering.read_back(operation, task)
            case Correct() as task:
                return self._corrected(operation, task)
            case _:
                return _NOT_TAKEN

    def _fields(self, look: Look) -> FieldMap:
        return FieldMap.of(self._options, look.shown.fields)

    def _at_the_door(self, operation: Operation) -> tuple[Look, Guest, str] | Rejected:
        """The guest and the field that takes their check-in; else why there is none."""
        if operation.kind is StationKind.CHECK_OUT:
            return _NO_CHECK_OUT
        look = self._looks.at(operation.event, of=operation.attendee)
        field = self._fields(look).checkin
        if not field:
            return _KEPT_HERE
        guest = look.guest(operation.attendee)
        if guest is None:
            return _NOBODY
        return (look, guest, field) if field in look.shown.fields else _NO_FIELD

    def _move(self, operation: Operation) -> Verdict:
        found = self._at_the_door(operation)
        if isinstance(found, Rejected):
            return found
        look, guest, field = found
        there = _there(look, guest, field, operation)
        if there is None:
            self._fill(operation, found, write_moment(operation.at))
        return there or Settled(at=operation.at)

    def _moved(self, operation: Operation) -> Recollection:
        found = self._at_the_door(operation)
        if isinstance(found, Rejected):
            return found
        there = _there(*found, operation)
        if there is not None and there.at == operation.at:
            return Settled(at=operation.at)
        return there or NotThere()

    def _take_back(self, operation: Operation, task: TakeBack) -> Verdict:
        found = self._at_the_door(operation)
        if isinstance(found, Rejected):
            return found
        if not _is_ours(*found, task):
            return _nothing_of_ours(*found)
        self._fill(operation, found, "")
        return Settled()

    def _taken_back(self, operation: Operation, task: TakeBack) -> Recollection:
        found = self._at_the_door(operation)
        if isinstance(found, Rejected):
            return found
        return NotThere() if _is_ours(*found, task) else _nothing_of_ours(*found)

    def _fill(self, operation: Operation, found: tuple[Look, Guest, str], text: str) -> None:
        look, guest, field = found
        self._write(operation, [(field, text)])
        look.note(guest.having(field, text))

    def _write(self, operation: Operation, form: Pairs) -> None:
        try:
            self._client.update_guest(operation.attendee, form)
        except ConnectorError:
            # What was seen of them before says nothing of what has landed.
            self._looks.doubt(operation.event, operation.attendee)
            raise

    def _correct(self, operation: Operation, task: Correct) -> Verdict:
        fields = self._fields(self._looks.at(operation.event))
        form = _form(task, fields)
        if not form:
            return _NO_FIELD_FOR_IT
        self._write(operation, form)
        self._looks.forget(operation.event)
        lost = sorted(name for name in task.changes if not fields.platform_name(name))
        return Settled(note=f"Badgestic has no field for: {', '.join(lost)}." if lost else "")

    def _corrected(self, operation: Operation, task: Correct) -> Recollection:
        look = self._looks.at(operation.event, of=operation.attendee)
        guest = look.guest(operation.attendee)
        if guest is None:
            return _NOBODY
        form = _form(task, self._fields(look))
        return Settled() if all(_said(guest, name) == text for name, text in form) else NotThere()


def _there(look: Look, guest: Guest, field: str, operation: Operation) -> AlreadyThere | None:
    """The check-in that stands in the field: ours, or the time of an earlier one."""
    said = value(guest, field)
    if not is_filled(said):
        return None
    at = read_moment(said, look.words.offset)
    if is_same(at, operation.at):
        return AlreadyThere(at=operation.at)
    return AlreadyThere(at=at, note="" if at else _NO_TIME)


def _is_ours(look: Look, guest: Guest, field: str, task: TakeBack) -> bool:
    return is_same(read_moment(value(guest, field), look.words.offset), task.moved_at)


def _nothing_of_ours(_look: Look, guest: Guest, field: str) -> AlreadyThere:
    return AlreadyThere(note=_THEIRS_STAYS if is_filled(value(guest, field)) else "")


def _form(task: Correct, fields: FieldMap) -> list[tuple[str, str]]:
    form = [(fields.platform_name(name), text.strip()) for name, text in task.changes.items()]
    return [(name, text) for name, text in form if name]


def _said(guest: Guest, name: str) -> str:
    own = {"first_name": guest.first_name, "last_name": guest.last_name, "email": guest.email}
    return own.get(name, value(guest, name))
