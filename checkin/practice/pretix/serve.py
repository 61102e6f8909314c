"""Serves the simulated pretix on this computer."""

from collections import Counter
from typing import Final

from typing_extensions import override

from checkin.clock import Clock, SystemClock
from checkin.model.ids import PlatformId
from checkin.practice.faults import Faults
from checkin.practice.hosting import LOCALHOST, Hosting
from checkin.practice.pretix import programme
from checkin.practice.pretix.access import FULL
from checkin.practice.pretix.population import populate
from checkin.practice.pretix.rows import DeviceRow, Right, TokenRow
from checkin.practice.pretix.server import CHECK_INS, make_app
from checkin.practice.pretix.state import CodeKind, Flavour, State, initialise, new_device
from checkin.practice.visitor import Visitor
from checkin.settings import Connection

_NOTHING: Final = "nothing"
_ORGANISER: Final = frozenset(Right)


class PretixPractice(Hosting):
    """A simulated pretix 2026.8, or eventyay, reachable while the ``with`` block lasts.

    ::

        with PretixPractice() as practice:
            connect(practice.connection, practice.secrets)

    Attributes:
        state: all it knows, to look into and to change under its `lock`.
        faults: what goes wrong.
    """

    def __init__(  # noqa: PLR0913 - each has a default, and a rehearsal names what it wants
        self,
        *,
        attendees: int = 300,
        seed: int = 2026,
        clock: Clock | None = None,
        host: str = LOCALHOST,
        port: int = 0,
        flavour: Flavour = "pretix",
        codes: CodeKind = "random",
        state: State | None = None,
    ) -> None:
        """Prepare; nothing listens yet.

        Args:
            attendees: how many people the main event has.
            seed: of the invented events and of the dice for what goes wrong.
            clock: the true time.
            host: the address to listen on.
            port: 0 for any that is free.
            flavour: whose API it speaks.
            codes: what its tickets say.
            state: what to serve instead of invented events.
        """
        clock = clock or SystemClock()
        self._visitors: tuple[Visitor, ...] = ()
        if state is None:
            state = State(clock=clock, flavour=flavour, codes=codes, seed=seed)
            self._visitors = populate(state, attendees)
        self.state: Final = state
        self._next: DeviceRow | None = None
        faults = Faults(seed, check_ins=CHECK_INS)
        super().__init__(make_app(self.state), faults, clock, host=host, port=port)

    @property
    def main_event(self) -> PlatformId:
        """The event most of the visitors have tickets for."""
        return PlatformId(programme.MAIN)

    @property
    def list_id(self) -> int:
        """The check-in list of the main entrance."""
        return programme.ENTRANCE

    @property
    @override
    def main_station(self) -> PlatformId:
        """The main entrance."""
        return PlatformId(str(self.list_id))

    @property
    def connection(self) -> Connection:
        """What to sign in to."""
        return Connection(
            platform="pretix",
            base_url=self.url,
            options={"organizer": self.state.organizer, "flavour": self.state.flavour},
        )

    @property
    def secrets(self) -> dict[str, str]:
        """A one-time token under ``code``; another one as soon as it has been used."""
        with self.state.lock:
            if self._next is None or self._next.api_token:
                self._next = new_device(self.state, "Practice desk")
            return {"code": self._next.token}

    def api_token(self, profile: str = FULL) -> str:
        """The token of a new device that is initialised already."""
        with self.state.lock:
            return initialise(self.state, new_device(self.state, "Practice station", profile))

    def organiser_token(self, *rights: Right) -> str:
        """The token of a program of the organiser's; it may do all when no rights are named."""
        with self.state.lock:
            token = self.state.letters(64)
            self.state.tokens.append(TokenRow(token=token, rights=frozenset(rights) or _ORGANISER))
            return token

    def visitors(self) -> tuple[Visitor, ...]:
        """Who comes, and what must be said to them at their first scan at the main entrance."""
        return self._visitors

    # What an organiser may do behind the desk's back

    def expire_tokens(self) -> None:
        """Every device is shut out."""
        with self.state.lock:
            for device in self.state.devices:
                device.revoked = True

    def demote(self) -> None:
        """The devices have a security profile that allows nothing."""
        with self.state.lock:
            for device in self.state.devices:
                device.profile = _NOTHING

    def delete_event(self) -> None:
        """The main event is gone."""
        with self.state.lock:
            del self.state.events[programme.MAIN]

    def remove_attendee(self, attendee: PlatformId) -> None:
        """A position of an order is cancelled; there is no other way to be rid of one."""
        with self.state.lock:
            position = self.state.positions[int(attendee)]
            position.cancelled = True
            self.state.touch(self.state.order_of(position))

    def merge_attendees(self, gone: PlatformId, into: PlatformId) -> None:
        """A position is cancelled, and its code is another's."""
        self.remove_attendee(gone)
        with self.state.lock:
            code = self.state.positions[int(gone)].secret
            self.state.give_secret(self.state.positions[int(gone)], self.state.letters(32))
            self.state.give_secret(self.state.positions[int(into)], code)

    def record(self) -> Counter[PlatformId]:
        """How many good entries the main entrance has of each attendee."""
        with self.state.lock:
            rows = self.state.events[programme.MAIN].list(self.list_id)
            assert rows is not None  # noqa: S101 - it is in the programme
            entries = self.state.check_ins.entries(rows)
        return Counter({PlatformId(str(number)): count for number, count in entries.items()})

    def let_worker_die(self, *, kept: bool) -> None:
        """The next request with an idempotency key is not answered properly, and its key stays locked.

        Args:
            kept: whether what it asked for is done all the same.
        """
        with self.state.lock:
            self.state.answered.dies_next = kept
