"""Each platform of the registry as the suite of promises needs it: made up, reached over real HTTP.

A platform without a server is a real file on the disk.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import cycle, islice
from pathlib import Path

from typing_extensions import override

from checkin.app.accounts import Accounts, completed
from checkin.app.memory import FileMemory
from checkin.clock import Clock, SystemClock
from checkin.connectors.protocol import Connector, Surroundings
from checkin.connectors.registry import PLATFORMS, Platform
from checkin.credentials import SessionVault
from checkin.model.ids import PlatformId
from checkin.model.platform import Capability
from checkin.model.pulled import Page, PulledAttendee
from checkin.practice import names
from checkin.practice.faults import Faults
from checkin.practice.rehearsals import Rehearsal, rehearse
from checkin.scanner.picture import codes_in
from checkin.settings import Connection

SEED = 2026
FEW = 8
SOME = 40

_LIST = "Conference"


class Hurrying(SystemClock):
    """The computer's clock, for whom spans pass at once: nobody waits for a platform's limit of requests."""

    def __init__(self) -> None:
        self._ahead = 0.0

    @override
    def monotonic(self) -> float:
        return super().monotonic() + self._ahead

    def skip(self, seconds: float = 3600.0) -> None:
        """So much later."""
        self._ahead += seconds


@lru_cache(maxsize=1024)
def _read_once(picture: bytes) -> tuple[str, ...]:
    """The same made-up people have the same pictures in each test."""
    return codes_in(picture)


def has_server(name: str) -> bool:
    """Whether a platform is reached over the network, as its form says."""
    return any(asked.name == "base_url" for asked in PLATFORMS[name].form.fields)


def with_server() -> list[str]:
    """The platforms that are reached over the network."""
    return [name for name in PLATFORMS if has_server(name)]


@dataclass(kw_only=True)
class Subject:
    """A platform under test.

    Attributes:
        rehearsal: what plays it; None where there is no server to play.
        connection: signed in, as the app has it from then on.
        secrets: what the app keeps; connectors renew them.
        known: whoever must be known of the main event, and the codes they come with.
        welcome: whoever must be let in.
    """

    name: str
    rehearsal: Rehearsal | None
    connection: Connection
    secrets: dict[str, str]
    folder: Path
    event: PlatformId
    known: Mapping[PlatformId, set[str]]
    welcome: tuple[PlatformId, ...] = ()
    clock: Hurrying = field(default_factory=Hurrying)
    made: list[Connector] = field(default_factory=list)

    @property
    def platform(self) -> Platform:
        return PLATFORMS[self.name]

    @property
    def played(self) -> Rehearsal:
        assert self.rehearsal is not None, "a file has no server that could be asked for"
        return self.rehearsal

    @property
    def faults(self) -> Faults:
        return self.played.faults

    def can(self, *capabilities: Capability) -> bool:
        """Whether the connection has any of these."""
        return not self.platform.capabilities(self.connection).isdisjoint(capabilities)

    def record(self) -> Counter[PlatformId]:
        return Counter() if self.rehearsal is None else self.rehearsal.record()

    def hang_up(self) -> None:
        """Close every connector there is."""
        while self.made:
            self.made.pop().close()

    def recover(self) -> None:
        """Everything goes well again; whatever was connected hangs up."""
        self.hang_up()
        if self.rehearsal is not None:
            self.rehearsal.faults.clear()
            self.rehearsal.come_back()

    def through(self, address: str) -> "Subject":
        """The same platform by way of somebody in between, who stands at this address."""
        ours = self.played.url
        base = self.connection.base_url
        assert base.startswith(ours)
        connection = self.connection.model_copy(update={"base_url": address + base.removeprefix(ours)})
        return replace(self, connection=connection)

    def connector(self, **secrets: str) -> Connector:
        """As after a start of the app; `secrets` replace what was kept."""
        self.clock.skip()
        around = Surroundings(
            clock=self.clock,
            on_secrets=self._keep,
            memory=FileMemory(self.folder / "memory", self.name),
            read_picture=_read_once,
        )
        connector = self.platform.connect(self.connection, {**self.secrets, **secrets}, around)
        self.made.append(connector)
        return connector

    def _keep(self, renewed: Mapping[str, str]) -> None:
        self.secrets.clear()
        self.secrets.update(renewed)

    def pull(
        self, connector: Connector | None = None, *, since: str | None = None, resume: str | None = None
    ) -> list[Page]:
        """All pages of a pull."""
        return list((connector or self.connector()).pull(self.event, since=since, resume=resume))

    def people(self) -> dict[PlatformId, PulledAttendee]:
        """Whom the platform has now."""
        return people_of(self.pull())


def people_of(pages: Iterable[Page]) -> dict[PlatformId, PulledAttendee]:
    """Everybody on these pages, as they were told of last."""
    return {one.platform_id: one for page in pages for one in page.attendees}


def told(pages: Iterable[Page]) -> set[PlatformId]:
    """Whoever cannot be gone after these pages."""
    seen = list(pages)
    return {*people_of(seen), *(number for page in seen for number in page.present)}


@contextmanager
def performing(
    name: str,
    folder: Path,
    *,
    attendees: int = SOME,
    seed: int = SEED,
    clock: Hurrying | None = None,
    theirs: Clock | None = None,
) -> Iterator[Subject]:
    """A platform that can be reached, with somebody signed in; `clock` is ours, and theirs if not given."""
    if has_server(name):
        rehearsal = rehearse(name, attendees=attendees, seed=seed, clock=theirs or clock)
        subject = _played(name, folder, rehearsal)
    else:
        subject = _file(name, folder, attendees)
    if clock is not None:
        subject.clock = clock
    try:
        yield subject
    finally:
        subject.recover()
        if subject.rehearsal is not None:
            subject.rehearsal.go_offline()


def _played(name: str, folder: Path, rehearsal: Rehearsal) -> Subject:
    rehearsal.lay_out(folder)
    rehearsal.come_back()
    connection, secrets = _signed_in(rehearsal.connection, rehearsal.secrets, folder)
    invited = [one for one in rehearsal.visitors() if one.platform_id and one.event == rehearsal.main_event]
    known: dict[PlatformId, set[str]] = {}
    for one in invited:
        known.setdefault(one.platform_id, set()).add(one.code)
    turned = {one.platform_id for one in invited if one.expected is not None}
    return Subject(
        name=name,
        rehearsal=rehearsal,
        connection=connection,
        secrets=secrets,
        folder=folder,
        event=rehearsal.main_event,
        known=known,
        welcome=tuple(number for number in known if number not in turned),
    )


def _file(name: str, folder: Path, attendees: int) -> Subject:
    people = tuple(islice(cycle(names.roll_call()), attendees))
    file = folder / "list.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        rows = csv.writer(text)
        rows.writerow(("Attendee ID", "First name", "Last name", "E-mail", "Ticket code"))
        rows.writerows(
            (str(number), given, family, f"person{number}@example.org", f"CODE-{number:04d}")
            for number, (given, family) in enumerate(people, start=1)
        )
    asked = Connection(platform=name, account=_LIST, options={"roster": str(file)})
    connection, secrets = _signed_in(asked, {}, folder)
    return Subject(
        name=name,
        rehearsal=None,
        connection=connection,
        secrets=secrets,
        folder=folder,
        event=PlatformId(_LIST),
        known={PlatformId(str(number)): {f"CODE-{number:04d}"} for number in range(1, len(people) + 1)},
    )


def _signed_in(
    asked: Connection, secrets: Mapping[str, str], folder: Path
) -> tuple[Connection, dict[str, str]]:
    vault = SessionVault()
    accounts = Accounts(vault, SystemClock(), folder / "memory")
    connection = completed(asked, accounts.sign_in(asked, secrets))
    accounts.close()
    return connection, vault.read(connection.id)
