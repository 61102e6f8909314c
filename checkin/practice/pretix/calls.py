"""One request to the simulated pretix, as its rules see it: no sockets, no framework."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from checkin.practice.pretix.replies import Problem, Reply, forbidden, invalid, missing
from checkin.practice.pretix.rows import Caller, DeviceRow, EventRow, ListRow, Right
from checkin.practice.pretix.state import State

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?")
_WRONG_MOMENT: Final = (
    "Datetime has wrong format. Use one of these formats instead:"
    " YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."
)
REQUIRED: Final = "This field is required."


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request.

    Attributes:
        base: where the server was reached, without a slash at the end.
        parts: what the placeholders of the route's path stand for.
        caller: who asks; None on routes where nobody has to sign in.
    """

    state: State
    method: str
    base: str
    path: str
    parts: Mapping[str, Any]
    pairs: Sequence[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes
    caller: Caller | None = None

    @property
    def device(self) -> DeviceRow:
        """Which device asks.

        Raises:
            Problem: it is no device.
        """
        if not isinstance(self.caller, DeviceRow):
            raise forbidden()
        return self.caller

    @property
    def device_id(self) -> int | None:
        """The number of the device that asks; None for a token."""
        return self.caller.id if isinstance(self.caller, DeviceRow) else None

    @property
    def event(self) -> EventRow:
        """The event of the address; that it is there was seen to before."""
        return self.state.events[self.parts["event"]]

    @property
    def check_in_list(self) -> ListRow:
        """The check-in list of the address.

        Raises:
            Problem: there is none.
        """
        number = str(self.parts["list"])
        if not number.isdecimal():
            raise Problem(404, {"detail": "Not found."})
        found = self.event.list(int(number))
        if found is None:
            raise missing("CheckinList")
        return found

    def may(self, right: Right) -> bool:
        """Whether whoever asks has this right."""
        if isinstance(self.caller, DeviceRow):
            return right is not Right.ORGANISE
        return self.caller is not None and right in self.caller.rights

    def values(self, name: str) -> list[str]:
        """What the query says under a name."""
        return [value for key, value in self.pairs if key == name]

    def value(self, name: str) -> str | None:
        """What the query says last under a name."""
        values = self.values(name)
        return values[-1] if values else None

    def is_set(self, name: str) -> bool:
        """Whether the query says true."""
        return self.value(name) == "true"

    def json(self) -> Any:
        """The body, read; an empty object when there is none.

        Raises:
            Problem: it is no JSON.
        """
        if not self.body:
            return {}
        kind = self.headers.get("content-type", "").partition(";")[0]
        if kind != "application/json":
            raise Problem(415, {"detail": f'Unsupported media type "{kind}" in request.'})
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise Problem(400, {"detail": f"JSON parse error - {error}"}) from error

    def fields(self) -> dict[str, Any]:
        """The body, read, when it is an object.

        Raises:
            Problem: it is not.
        """
        body = self.json()
        if not isinstance(body, dict):
            if body is None:
                raise invalid(non_field_errors="No data provided")
            kind = type(body).__name__
            raise invalid(non_field_errors=f"Invalid data. Expected a dictionary, but got {kind}.")
        return body


Answer = Callable[[Call], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """What answers a method on a path.

    Attributes:
        name: as security profiles call it.
        rights: one of these is needed; none for whoever is signed in.
        is_open: nobody has to sign in.
    """

    method: str
    path: str
    name: str
    answer: Answer
    rights: tuple[Right, ...] = ()
    is_open: bool = False


def read_moment(text: object) -> datetime | None:
    """A moment somebody sent, in UTC; None when it is none. One without a zone is taken as UTC."""
    if not isinstance(text, str) or _MOMENT.fullmatch(text) is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def moment_in(fields: Mapping[str, Any], default: datetime, name: str = "datetime") -> datetime:
    """The moment of a body, or the default when it has none.

    Raises:
        Problem: what it has is no moment.
    """
    if fields.get(name) is None:
        return default
    moment = read_moment(fields[name])
    if moment is None:
        raise invalid(**{name: _WRONG_MOMENT})
    return moment
