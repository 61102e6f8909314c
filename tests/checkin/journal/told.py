"""Lines as a station writes them, for tests to change."""

from datetime import datetime, timedelta

from checkin.journal.lines import Asked, Closed, Marks, Moved, Opening, Person, Told
from tests.fakes.builders import CONNECTION, MORNING

OPENING = Opening(
    station="1b671a64-40d5-491e-99b0-da01ff1f3341",
    station_name="Desk 1",
    connection=CONNECTION,
    event="event-1",
    event_name="Event 1",
    timezone="Europe/Berlin",
)


def person(number: int = 1, **more: object) -> Person:
    """Somebody the platform knows."""
    told: dict[str, object] = {
        "number": number,
        "attendee": str(number),
        "code": f"C{number}",
        "given_name": "Ada",
        "family_name": "Lovelace",
    }
    return Person.model_validate(told | more)


def walk_in(code: str = "walkin", **more: object) -> Person:
    """Somebody who was registered here."""
    return person(77, attendee=None, code=code, codes=(code,), walk_in=True, **more)


def told(number: int = 1, *, verb: str = "move", details: str = "{}", at: datetime = MORNING) -> Told:
    """An operation."""
    return Told(
        id=f"o{number}",
        number=number,
        verb=verb,
        details=details,
        movement=f"m{number}" if verb == "move" else "",
        kind="registration",
        station="7",
        at=at,
    )


def moved(number: int = 1, who: Person | None = None, **more: object) -> Moved:
    """A check-in that the platform is told of."""
    line: dict[str, object] = {
        "marks": Marks(movement=number, operation=number),
        "id": f"m{number}",
        "at": MORNING + timedelta(minutes=number),
        "zone": "event",
        "direction": "in",
        "station": "Desk 1",
        "source": "here",
        "person": who or person(number),
        "told": told(number),
    }
    return Moved.model_validate(line | more)


def asked(number: int, who: Person, verb: str, details: str) -> Asked:
    """Something else the platform is told."""
    return Asked(marks=Marks(operation=number), person=who, told=told(number, verb=verb, details=details))


def closed(number: int = 1, state: str = "settled", **more: object) -> Closed:
    """What came of an operation."""
    line: dict[str, object] = {
        "marks": Marks(movement=number, operation=number, closing=number),
        "operation": f"o{number}",
        "state": state,
        "at": MORNING + timedelta(hours=1),
        "first_sent_at": MORNING + timedelta(minutes=59),
    }
    return Closed.model_validate(line | more)
