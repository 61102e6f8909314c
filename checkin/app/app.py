"""One station of the check-in desk, put together."""

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self, TypeVar

from typing_extensions import override

from checkin.app.accounts import Accounts, completed
from checkin.app.badge_designs import Designs
from checkin.app.desks import Desks
from checkin.app.door import Door
from checkin.app.forgetting import Forgetting, Forgotten
from checkin.app.journals import Journals
from checkin.app.logbook import Logbook
from checkin.app.looking_over import LookingOver
from checkin.app.pulling import pull_by
from checkin.app.sole import SoleSender
from checkin.app.soundness import Opened
from checkin.app.spooling import Spool
from checkin.app.training import Population, Training, forget_practice
from checkin.badges import printers as printing
from checkin.badges.shelf import Shelf
from checkin.clock import Clock
from checkin.connectors.protocol import Connector
from checkin.desk.desk import Desk
from checkin.errors import CredentialsError, SettingsError
from checkin.journal.restore import Rebuilt, rebuild
from checkin.mirror import events
from checkin.model.event import Event, PlatformEvent, Zone
from checkin.model.platform import Account
from checkin.model.station import PlatformStation
from checkin.notices import (
    AttendeeChanged,
    MirrorRefreshed,
    Notice,
    Scanned,
    SignInNeeded,
    Undone,
)
from checkin.paths import Folders
from checkin.settings import Connection, PrinterChoice, Settings, StationChoice, save
from checkin.sync.cycle import Cycle, Schedule
from checkin.sync.loop import SyncLoop
from checkin.sync.pull import Pull, PullSummary

T = TypeVar("T")


class App(Designs):  # noqa: PLR0904  (all that the window and the command line may ask for, in one place)
    """One station of the check-in desk. A context manager; `close` returns within about a second.

    What blocks on the network says so; everything else is quick. Any thread may call any method, but the
    desk's verbs belong on the desk thread: `at_desk`.

    Attributes:
        mended: what became of a mirror that was found damaged at this start; None in the usual case.
        templates: what badges can be drawn from.
        spool: badges that were asked for.
    """

    def __init__(
        self,
        *,
        folders: Folders,
        opened: Opened,
        accounts: Accounts,
        clock: Clock,
        schedule: Schedule,
    ) -> None:
        mirror = opened.mirror
        super().__init__(accounts, opened.settings, mirror, clock)
        self.folders = folders
        self.templates = Shelf(folders.templates)
        self.spool = Spool(
            mirror=mirror,
            clock=clock,
            notices=self.notices,
            folders=folders,
            shelf=self.templates,
            settings=lambda: self._settings,
            post=lambda: self.desk.post,
        )
        self.mended = opened.mended
        self._in_use = opened.in_use
        self._looking_over = LookingOver(mirror, self.notices)
        self.practice: Training | None = None
        self.door = Door(clock, self.notices)
        self._schedule = schedule
        self._desk_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._print_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="print")
        self._desk: tuple[Settings, Desk] | None = None
        self._closing = threading.Event()
        self._changing = threading.Lock()
        self._opening = threading.Lock()  # the desk
        self._sole = SoleSender(folders.data)
        self._desks = Desks(
            mirror=mirror,
            clock=clock,
            notices=self.notices,
            accounts=accounts,
            clock_offset=self.clock_offset,
            settings=lambda: self._settings,
        )
        self._setting_up = threading.RLock()  # one setup step at a time: they share a connector
        self._logbook = Logbook(folders.logs, self.notices)
        self._journals = Journals(mirror, clock, self.notices, folders, lambda: self._settings)
        self.notices.listen(self.door.hear)
        self.notices.listen(self._heed)
        self._journals.start()

    @override
    def change_settings(self, **changes: object) -> Settings:
        """Replace some settings and keep them.

        Raises:
            SettingsError: they cannot be written; nothing changed.
        """
        with self._changing:
            changed = self._settings.with_changes(**changes)
            connection = changed.connection
            if connection is None or not connection.is_practice:  # practising stays in memory
                save(changed, self.folders.settings)
            self._settings = changed
        self._journals.follow_settings()
        if changes.keys() & {"template", "template_of_type"}:
            self.photos.nudge()
        return changed

    # Setting up

    def connect(
        self, connection: Connection, secrets: Mapping[str, str], *, for_good: bool = True
    ) -> Account:
        """Sign in. Blocks on the network. On success this is the connection from now on.

        Args:
            connection: platform, server and account.
            secrets: what the platform's form asked for; those that were kept when empty.
            for_good: keep the sign-in for the next start, too.

        Raises:
            ConnectorError: signing in failed; nothing changed.
        """
        with self._step():
            account = self.accounts.sign_in(connection, secrets, for_good=for_good)
            self.stop_sync()
            self._desks.close()
            before, chosen = self._settings.connection, completed(connection, account)
            if before is None or before.id != chosen.id:
                self.change_settings(connection=chosen, event=None, station=None)
            elif before != chosen:
                self.change_settings(connection=chosen)
            return account

    def sign_in_again(self, secrets: Mapping[str, str]) -> Account:
        """Sign in to the same account once more, and let the sync go on. Blocks on the network.

        Raises:
            CredentialsError: it is refused, or another account; nothing is lost.
            ConnectorError: signing in failed; nothing is lost.
        """
        with self._step():
            connection = self._connection()
            account = self.accounts.sign_in(connection, secrets, again=True)
            self.stop_sync()
            self._desks.close()
            self.change_settings(connection=completed(connection, account))
            if self.ready:
                self.start_sync()
            return account

    def practise(self, population: Population | None = None, platform: str = "open_event") -> Account:
        """Start a practice platform on this computer and sign in to it.

        Nothing of the practice is kept: at the next start, everything is as it was set up before.
        """
        with self._step():
            if self.practice is None:
                self._sole.claim()
            elif self.practice.platform != platform:
                self.stop_sync()
                self.practice.close()
            if self.practice is None or self.practice.platform != platform:
                self.practice = Training(population, platform)
            return self.connect(self.practice.connection, self.practice.secrets, for_good=False)

    def events(self) -> Sequence[PlatformEvent]:
        """The account's events. Blocks on the network.

        Raises:
            ConnectorError: they cannot be read.
        """
        with self._step():
            return self.accounts.at_hand(self._connection()).events()

    def choose_event(self, event: PlatformEvent) -> Event:
        """Work for this event from now on; it still has to be pulled."""
        with self._setting_up:
            self.stop_sync()
            with self._mirror.write() as connection:
                chosen = self._event = events.choose(connection, self._connection().id, event)
            self._clear_desk()
            if self._settings.event != chosen.id:
                self.change_settings(event=chosen.id, station=None)
            return chosen

    def pull(self, cancelled: threading.Event | None = None) -> PullSummary:
        """Read the event completely. Blocks on the network; puts up PullProgressed after each page.

        Raises:
            ConnectorError: it broke off; what came stays and the next pull goes on there.
            SettingsError: no event was chosen.
        """
        with self._step():
            loop = self._loop
            if loop is None:
                connector = self.accounts.at_hand(self._connection())
                return self._pull(connector, cancelled or threading.Event()).everything()
        return pull_by(loop, self.notices, cancelled or threading.Event())

    def stations(self) -> tuple[PlatformStation, ...]:
        """The platform's stations, from the mirror."""
        with self._mirror.read() as connection:
            return events.stations(connection, self._chosen_event().id)

    def zones(self) -> tuple[Zone, ...]:
        """The event's zones, from the mirror."""
        with self._mirror.read() as connection:
            return events.zones(connection, self._chosen_event().id)

    def ticket_types(self) -> tuple[str, ...]:
        """The names of the event's kinds of tickets, from the mirror, each once."""
        with self._mirror.read() as connection:
            found = events.ticket_types(connection, self._chosen_event().id)
        return tuple(dict.fromkeys(one.name for one in found))

    def choose_station(self, choice: StationChoice) -> None:
        """Work as this post from now on."""
        self.change_settings(station=choice)

    @property
    def ready(self) -> bool:
        """Whether the desk can open: connected, an event pulled once, a station chosen."""
        event = self.event
        if self._settings.connection is None or event is None or self._settings.station is None:
            return False
        with self._mirror.read() as connection:
            return events.pull_state(connection, event.id).pulled_at is not None

    # Running

    @property
    def desk(self) -> Desk:
        """The desk at the chosen station.

        Raises:
            SettingsError: no event or no station was chosen.
        """
        with self._opening:
            settings, kept = self._settings, self._desk
            if kept is None or kept[0] is not settings:
                kept = self._desk = (settings, self._desks.open(self._chosen_event()))
            return kept[1]

    def _clear_desk(self) -> None:
        """What holds at the post has changed; whoever is being answered there is answered as before."""
        with self._opening:
            self._desk = None

    def at_desk(self, work: Callable[[], T]) -> Future[T]:
        """Run something on the desk thread, behind whatever people did before."""
        return self._desk_thread.submit(self.door.watch, work)

    def at_printer(self, work: Callable[[], T]) -> Future[T]:
        """Run something on the print thread: a slow printer keeps nobody waiting at the door."""
        return self._print_thread.submit(work)

    def start_sync(self) -> None:
        """Let the sync run; nothing happens when it does. Without a sign-in, one is asked for.

        Raises:
            AnotherProcessError: another process of this computer sends.
        """
        with self._setting_up:
            if self._loop is not None or self._closing.is_set():
                return
            self._sole.claim()
            try:
                connector = self.accounts.another(self._connection())
            except CredentialsError as error:
                self.notices.put_up(SignInNeeded(reason=str(error)))
                return
            pull = self._pull(connector, threading.Event())
            self._loop = SyncLoop(Cycle(pull, self._schedule), connector, pull.cancelled)
            self._loop.start()

    def stop_sync(self) -> None:
        """Stop the sync within about a second; nothing is lost."""
        with self._setting_up:
            loop, self._loop = self._loop, None
            if loop is not None:
                loop.close()
            if self.practice is None:
                self._sole.give_back()

    def forget_event(
        self, event: Event, *, journal: bool = False, unheard_to: Path | None = None
    ) -> Forgotten:
        """Erase an event from this computer, and everything of it beside the mirror; see `Forgetting.erase`.

        Its numbers stay: `past_events`.

        Raises:
            AnotherProcessError: another window of this computer works with it; nothing was erased.
        """
        with self._setting_up:
            was_sending = self._loop is not None
            self.stop_sync()
            try:
                self._sole.claim()  # not under another window, which would go on with people who are gone
                with self.spool.paused(), self._journals.paused():
                    return self._forgetting().erase(event, journal=journal, unheard_to=unheard_to)
            finally:
                if all(one.id != event.id for one in self.events_here()):
                    self._let_go(event)
                elif was_sending:
                    self.start_sync()
                if self._loop is None and self.practice is None:
                    self._sole.give_back()

    def _forgetting(self) -> Forgetting:
        return Forgetting(
            mirror=self._mirror,
            folders=self.folders,
            memories=self.accounts.memories,
            clock=self.clock,
            journals=self.journal_folders,
            station=self._settings.station_id,
            logs=(self.folders.logs,),
        )

    def _let_go(self, event: Event) -> None:
        self._clear_desk()
        if self._settings.event == event.id:
            self._event = None
            self.change_settings(event=None, station=None)

    def recover(self, places: Iterable[Path]) -> Rebuilt:
        """Put back what the journals in these folders or files tell; see `checkin.journal.restore.rebuild`.

        Where no event is chosen, one of theirs is, if it is of the account that is signed in to.
        """
        with self._setting_up:
            rebuilt = rebuild(self._mirror, places)
            connection = self._settings.connection
            if self.event is None and connection is not None:
                wanted = {(one.connection, one.event) for one in rebuilt.openings}
                ours = [one for one in self.events_here() if one.connection == connection.id]
                fitting = [one for one in ours if (one.connection, one.platform.platform_id) in wanted]
                if fitting:
                    self.change_settings(event=fitting[-1].id)
            self._clear_desk()
            return rebuilt

    @property
    def journal_folders(self) -> tuple[Path, ...]:
        """Where journals are kept, our own folder first."""
        return self._journals.folders

    @property
    def journal_trouble(self) -> Mapping[str, str]:
        """Why which folder's journal cannot be written; empty when all is well."""
        return self._journals.trouble

    def printers(self) -> tuple[str, ...]:
        """The names of the system's print queues."""
        return printing.queues()

    def printer_state(self, choice: PrinterChoice) -> printing.PrinterState:
        """How a printer is, asked anew. Blocks for up to three seconds.

        Raises:
            BadgeError: something is missing in what was chosen.
        """
        return printing.chosen(choice, self.folders.badges).state()

    def look_over(self) -> None:
        """Read all of the mirror once, beside everything else, and tell of damage; from now in a while."""
        self._looking_over.begin()

    def close(self) -> None:
        """Stop everything; within about a second."""
        self._closing.set()
        self.accounts.close()  # whoever is setting up lets go of its turn
        self.stop_sync()
        self.photos.close()
        self._desks.close()
        self._desk_thread.shutdown(wait=True, cancel_futures=True)
        self._print_thread.shutdown(wait=False, cancel_futures=True)
        self.spool.close()
        if self.practice is not None:
            self.practice.close()
            forget_practice(self._mirror)
            self._sole.give_back()
        self._looking_over.close()
        self._journals.close()
        self._mirror.close()
        self._in_use.leave()
        self._logbook.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @override
    @contextlib.contextmanager
    def _step(self) -> Iterator[None]:
        """One step of setting up: one at a time, and none any more while closing."""
        with self._setting_up:
            if self._closing.is_set():
                raise SettingsError("The app is closing.")
            yield

    def _heed(self, notice: Notice) -> None:
        loop = self._loop
        if loop is not None and isinstance(notice, Scanned | Undone | AttendeeChanged):
            loop.nudge()
        if isinstance(notice, MirrorRefreshed):
            self._clear_desk()

    def _pull(self, connector: Connector, cancelled: threading.Event) -> Pull:
        return Pull(
            mirror=self._mirror,
            connector=connector,
            event=self._chosen_event(),
            clock=self.clock,
            notices=self.notices,
            cancelled=cancelled,
        )
