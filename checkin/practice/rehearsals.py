"""The practice platform of each platform, by name."""

import contextlib
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from checkin.clock import Clock
from checkin.errors import SettingsError
from checkin.model.ids import PlatformId
from checkin.practice.badgestic.serve import BadgesticPractice
from checkin.practice.faults import Faults
from checkin.practice.nutickets.serve import NuticketsPractice
from checkin.practice.open_event.serve import PracticeServer
from checkin.practice.pretix.serve import PretixPractice
from checkin.practice.sarcon.serve import SarconPractice
from checkin.practice.v3plus.serve import V3PlusPractice
from checkin.practice.visitor import Visitor
from checkin.settings import Connection


class Rehearsal(Protocol):
    """A simulated platform with an invented event, and what a story needs to know of it."""

    @property
    def faults(self) -> Faults:
        """What goes wrong."""
        ...

    @property
    def url(self) -> str:
        """Where it is."""
        ...

    @property
    def connection(self) -> Connection:
        """What to sign in to."""
        ...

    @property
    def secrets(self) -> dict[str, str]:
        """What to sign in with."""
        ...

    @property
    def main_event(self) -> PlatformId:
        """The event whose visitors come."""
        ...

    @property
    def main_station(self) -> PlatformId | None:
        """The platform's station they come to; None where any will do."""
        ...

    def lay_out(self, folder: Path) -> None:
        """Put into a folder what a person would have on their computer; before anybody signs in."""
        ...

    def visitors(self) -> tuple[Visitor, ...]:
        """Everybody who comes, and what must be said to them."""
        ...

    def record(self) -> Counter[PlatformId]:
        """The platform's own record: standing check-ins of each attendee of the main event."""
        ...

    def go_offline(self) -> None:
        """The network is gone."""
        ...

    def come_back(self) -> None:
        """The network is there, again."""
        ...


@runtime_checkable
class Organised(Protocol):
    """A platform that takes check-ins, and what its organiser may do behind the desk's back."""

    def expire_tokens(self) -> None:
        """Nobody is signed in any more, and nobody can be with what they know."""
        ...

    def demote(self) -> None:
        """The account may not take check-ins any more."""
        ...

    def delete_event(self) -> None:
        """The main event is gone."""
        ...

    def remove_attendee(self, attendee: PlatformId) -> None:
        """Somebody of the main event is gone."""
        ...

    def merge_attendees(self, gone: PlatformId, into: PlatformId) -> None:
        """Two entries are one: the first is gone, and the other has its code, where there is such a thing."""
        ...


class Rehearse(Protocol):
    """Makes up a platform; nothing listens yet."""

    def __call__(self, *, attendees: int, seed: int, port: int, clock: Clock | None) -> Rehearsal:
        """Make it up; `clock` is the platform's, the computer's when None."""
        ...


REHEARSALS: Mapping[str, Rehearse] = MappingProxyType(
    {
        "open_event": PracticeServer,
        "pretix": PretixPractice,
        "nutickets": NuticketsPractice,
        "badgestic": BadgesticPractice,
        "sarcon": SarconPractice,
        "v3plus": V3PlusPractice,
    }
)
"""By the platform's name; a platform without an API has none."""


def rehearse(
    platform: str, *, attendees: int, seed: int, port: int = 0, clock: Clock | None = None
) -> Rehearsal:
    """Make up a platform; port 0 is any that is free, and `clock` the platform's own, if it has one.

    Raises:
        SettingsError: there is none of this name.
    """
    try:
        make = REHEARSALS[platform]
    except KeyError as error:
        known = ", ".join(REHEARSALS)
        raise SettingsError(f"There is no practice platform for {platform!r}; there are: {known}.") from error
    return make(attendees=attendees, seed=seed, port=port, clock=clock)


def perform(
    rehearsal: Rehearsal,
    *,
    started: Callable[[Rehearsal], object],
    until: threading.Event | None = None,
) -> None:
    """Let a made-up platform be reached until somebody interrupts from the keyboard.

    Args:
        rehearsal: which.
        started: called once it can be reached.
        until: ends it, too, when set.

    Raises:
        OSError: the port is taken.
    """
    with tempfile.TemporaryDirectory(prefix="checkin-practice-") as folder:
        rehearsal.lay_out(Path(folder))
        rehearsal.come_back()
        try:
            started(rehearsal)
            with contextlib.suppress(KeyboardInterrupt):
                (until or threading.Event()).wait()
        finally:
            rehearsal.go_offline()
