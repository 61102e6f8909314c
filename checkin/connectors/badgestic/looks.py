"""Badgestic shows an event with everybody or not at all, so one look serves several questions."""

from dataclasses import dataclass, field

from checkin.clock import Clock
from checkin.connectors.badgestic.client import Client
from checkin.connectors.badgestic.payloads import EventWords, Guest, ShownEvent

_SECONDS = 10.0


@dataclass(slots=True, kw_only=True)
class Look:
    """An event as it was a moment ago, with what we have changed since.

    Attributes:
        at: when, by the clock that only grows.
        doubted: guests of whom it may not hold any more.
    """

    at: float
    shown: ShownEvent
    doubted: set[str] = field(default_factory=set)
    _by_id: dict[str, Guest] = field(init=False)

    def __post_init__(self) -> None:
        """Find people by their ids."""
        self._by_id = {guest.id: guest for guest in self.shown.guests}

    @property
    def words(self) -> EventWords:
        """The event's own fields."""
        return self.shown.event

    @property
    def guests(self) -> tuple[Guest, ...]:
        """Everybody."""
        return tuple(self._by_id.values())

    def guest(self, guest: str) -> Guest | None:
        """Somebody by their id."""
        return self._by_id.get(guest)

    def note(self, guest: Guest) -> None:
        """What we have just changed."""
        self._by_id[guest.id] = guest


class Looks:
    """Shows events, each at most once within seconds.

    Args:
        client: the requests.
        clock: says how old a look is.
    """

    def __init__(self, client: Client, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._looks: dict[str, Look] = {}

    def at(self, event: str, *, seconds: float = _SECONDS, of: str = "") -> Look:
        """The event as it was at most so many seconds ago; as it is where the guest `of` is in doubt."""
        now = self._clock.monotonic()
        self._looks = {
            name: look for name, look in self._looks.items() if now - look.at <= max(seconds, _SECONDS)
        }
        look = self._looks.get(event)
        if look is None or now - look.at > seconds or of in look.doubted:
            look = self.anew(event)
        return look

    def anew(self, event: str) -> Look:
        """The event as it is."""
        self.forget(event)
        began = self._clock.monotonic()
        look = Look(at=began, shown=self._client.show_event(event))
        self._looks[event] = look
        return look

    def doubt(self, event: str, guest: str) -> None:
        """What was seen of a guest may not hold any more; of the others it does."""
        if event in self._looks:
            self._looks[event].doubted.add(guest)

    def forget(self, event: str) -> None:
        """What was seen may not hold any more."""
        self._looks.pop(event, None)
