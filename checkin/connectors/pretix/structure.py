"""What an event consists of besides people, and what of that is remembered from pull to pull."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checkin.clock import Clock
from checkin.connectors.pretix import conversion, questions
from checkin.connectors.pretix.catalogue import Catalogue
from checkin.connectors.pretix.people import Surrounded
from checkin.connectors.pretix.photos import asking_for_photos
from checkin.connectors.pretix.rows import CheckinList, EventRow, EventSettings, Item, Question
from checkin.errors import CredentialsError, RejectedError, UnreadableReplyError
from checkin.model.platform import Capability
from checkin.model.pulled import EventFacts, Page

_FRESH = 120.0  # seconds in which lists and products hardly change


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """An event without its people."""

    event: EventRow
    settings: EventSettings
    items: Mapping[str, Item]
    questions: Sequence[Question]
    lists: tuple[CheckinList, ...]

    @property
    def around(self) -> Surrounded:
        """What orders do not tell of their tickets."""
        return Surrounded(
            items=self.items,
            lists=self.lists,
            series=self.event.has_subevents,
            photos=asking_for_photos(self.questions),
        )

    def page(self, capabilities: frozenset[Capability]) -> Page:
        """All of it in our words; a page of a pull."""
        items = list(self.items.values())
        dates = conversion.dates(self.event, self.lists)
        form = conversion.walk_in(items, self.settings, dates)
        facts = EventFacts(
            walk_in=form if Capability.WALK_IN in capabilities else None,
            questions=questions.fields(self.questions, self.items),
            keys=conversion.keys(self.event) if Capability.SIGNED_CODES in capabilities else (),
            notes=(*conversion.notes(self.event, self.lists), *questions.unasked(self.questions)),
        )
        return Page(
            ticket_types=conversion.ticket_types(items),
            zones=conversion.zones(self.lists, self.items),
            stations=conversion.stations(self.lists),
            facts=facts,
        )


class Structures:
    """Reads events' structures, and knows for a while what it read.

    Args:
        catalogue: the requests.
        clock: says when what is known is too old.
    """

    def __init__(self, catalogue: Catalogue, clock: Clock) -> None:
        self._catalogue = catalogue
        self._clock = clock
        self._known: dict[str, tuple[float, Structure]] = {}
        self._items: dict[str, tuple[Sequence[Item], str]] = {}
        self._questions: dict[str, tuple[Sequence[Question], str]] = {}
        self._settings: dict[str, EventSettings] = {}

    def fresh(self, event: str) -> Structure | None:
        """What was read lately, None when that is too long ago."""
        read_at, structure = self._known.get(event, (0.0, None))
        age = self._clock.monotonic() - read_at
        return structure if age < _FRESH else None

    def lately(self, event: str) -> Structure | None:
        """What was read last, if long ago; None where this device may not know. Raises a ConnectorError."""
        _, known = self._known.get(event, (0.0, None))
        try:
            return known or self.read(event)
        except (CredentialsError, RejectedError):
            return None

    def read(self, event: str) -> Structure:
        """Read it now. Raises a ConnectorError."""
        self._settings.pop(event, None)
        structure = Structure(
            event=self._catalogue.event(event),
            settings=self.settings(event),
            items={item.id: item for item in self._items_of(event)},
            questions=self._asked(event),
            lists=tuple(self._catalogue.lists(event)),
        )
        self._known[event] = (self._clock.monotonic(), structure)
        return structure

    def settings(self, event: str) -> EventSettings:
        """How an event is set up; the usual where this device may not know. Raises a ConnectorError."""
        if event not in self._settings:
            try:
                self._settings[event] = self._catalogue.settings(event)
            except (CredentialsError, RejectedError, UnreadableReplyError):
                self._settings[event] = EventSettings()
        return self._settings[event]

    def questions(self, event: str) -> Sequence[Question]:
        """What attendees are asked, as it was read last. Raises a ConnectorError."""
        known = self._questions.get(event)
        return known[0] if known else self._asked(event)

    def _items_of(self, event: str) -> Sequence[Item]:
        known = self._items.get(event, ((), ""))
        self._items[event] = self._catalogue.items(event, known[1]) or known
        return self._items[event][0]

    def _asked(self, event: str) -> Sequence[Question]:
        known = self._questions.get(event, ((), ""))
        self._questions[event] = self._catalogue.questions(event, known[1]) or known
        return self._questions[event][0]
