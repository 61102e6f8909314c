"""One request to the simulated platform, and its answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from checkin.clock import Clock
from checkin.practice.nutickets.rows import Event, Item, Tables, Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status and what is said."""

    body: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class RefusedError(Exception):
    """The platform says no; it carries the answer."""

    def __init__(self, status: int, message: str, faults: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        body: dict[str, object] = {"message": message}
        if faults:
            body["errors"] = {name: [words] for name, words in faults.items()}
        self.answer = Answer(body=body, status=status)


def invalid(**faults: str) -> RefusedError:
    """What was sent is not as agreed."""
    return RefusedError(422, "The given data was invalid.", faults)


def missing(model: str) -> RefusedError:
    """There is no such thing, or not for this company."""
    return RefusedError(404, f"No query results for model [{model}].")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request that was let in.

    Attributes:
        params: the query.
        body: the JSON, None for none.
        company: for which it happens.
        language: what texts are in.
        url: where the platform is.
    """

    tables: Tables
    clock: Clock
    params: Mapping[str, str]
    body: object
    company: int
    language: str
    url: str
    path: str

    @property
    def now(self) -> datetime:
        """This moment."""
        return self.clock.now().astimezone(UTC)

    def number(self, name: str) -> int:
        """A number of the query that must be there."""
        text = self.params.get(name, "")
        if not text.isdigit():
            raise invalid(**{name: f"The {name} field is required."})
        return int(text)

    def optional(self, name: str, otherwise: int) -> int:
        """A number of the query."""
        return self.number(name) if name in self.params else otherwise

    def fields(self) -> Mapping[str, object]:
        """The body, which must be an object."""
        if not isinstance(self.body, dict):
            raise invalid(body="The body must be an object.")
        return self.body

    def event(self, number: object) -> Event:
        """An event of the company."""
        found = self.tables.events.get(_as_number(number))
        if found is None or found.company != self.company:
            raise missing("Event")
        return found

    def zone(self, number: object) -> Zone:
        """A zone of one of the company's events."""
        found = self.tables.zones.get(_as_number(number))
        if found is None:
            raise missing("Zone")
        self.event(found.event)
        return found

    def items(self, event: int) -> list[Item]:
        """Items of an event of the company, the earliest changed first."""
        return self.tables.of_event(self.event(event).id)

    def entry(self, event: int) -> int:
        """The zone one comes in by."""
        return min(zone.id for zone in self.tables.zones.values() if zone.event == event)


Endpoint = Callable[[Call], Answer]


def _as_number(value: object) -> int:
    text = str(value)
    return int(text) if text.isdigit() else 0


def rows(value: object, name: str) -> list[Mapping[str, object]]:
    """A list of objects out of a body."""
    if not isinstance(value, list) or not value or not all(isinstance(row, dict) for row in value):
        raise invalid(**{name: f"The {name} field is required."})
    return value


def stamp(at: datetime | None) -> str | None:
    """An instant as the platform writes it."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_time(text: object) -> datetime:
    """An instant in either of the forms that are taken; UTC where it does not say."""
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise invalid(time="The time is not a valid date.") from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def soon(call: Call) -> datetime:
    """When a basket expires."""
    return call.now + timedelta(minutes=10)
