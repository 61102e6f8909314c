"""One look at everything the page shows, taken in the background."""

from dataclasses import dataclass, replace

from checkin.app import App
from checkin.errors import MirrorError
from checkin.model.doubles import DoubleEntry
from checkin.model.operation import ParkedOperation
from ui.screens.health import Facts
from ui.screens.watching import Watch

LISTED = 200
"""So many of each are listed; of others only the number is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was found.

    Attributes:
        notes: what the platform says of the event.
        lists: whether what follows was read at all: a page nobody sees needs none of it.
    """

    facts: Facts
    notes: tuple[str, ...] = ()
    lists: bool = False
    waiting: tuple[ParkedOperation, ...] = ()
    parked: tuple[ParkedOperation, ...] = ()
    doubles: tuple[DoubleEntry, ...] = ()


def read(app: App, watch: Watch, *, lists: bool) -> Reading:
    """Take a look; a mirror that breaks meanwhile is what there is to say then.

    Raises:
        CheckinError: not even that can be said.
    """
    facts = watch.facts(app)
    try:
        notes = app.desk.notes if app.ready else ()
        if not lists:
            return Reading(facts=facts, notes=notes)
        doubles = app.doubles(LISTED)
        return Reading(
            facts=replace(facts, doubles=_unseen(doubles, facts.doubles)),
            notes=notes,
            lists=True,
            waiting=app.waiting(LISTED),
            parked=app.parked(),
            doubles=doubles,
        )
    except MirrorError:
        return Reading(facts=facts)


def _unseen(listed: tuple[DoubleEntry, ...], announced: int) -> int:
    """How many no lead has looked at: as listed, unless there are more than are listed."""
    number = sum(not each.seen for each in listed)
    return number if number < LISTED else max(number, announced)
