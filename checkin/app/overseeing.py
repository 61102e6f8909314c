"""What the desk lead watches and decides: how the sync stands, what waits, what was refused, what is kept."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from checkin.app.accounts import Accounts
from checkin.app.doubles import DoubleWatch
from checkin.app.photographs import NO_PHOTOS, Photographs, badges_show_photos, photos_missing
from checkin.app.setting_up import SettingUp
from checkin.badges.badge import badge_of
from checkin.badges.shelf import Shelf
from checkin.clock import Clock
from checkin.desk.export import ExportFormat, export, export_people
from checkin.desk.pre_print import PrePress
from checkin.errors import SettingsError
from checkin.mirror import backlog, events, outbox, photos
from checkin.mirror.database import Mirror
from checkin.model.doubles import DoubleEntry
from checkin.model.event import Event
from checkin.model.ids import AttendeeId, EventId, MovementId, OperationId
from checkin.model.operation import OperationState, ParkedOperation
from checkin.model.platform import Capability
from checkin.notices import NoticeBoard
from checkin.settings import Connection, Settings
from checkin.sync.cycle import SyncStatus
from checkin.sync.loop import SyncLoop


class Overseeing(SettingUp):  # noqa: PLR0904  (all that a desk lead watches and decides)
    """The part of the app that knows the event, what was recorded of it, and how the sync gets on.

    Attributes:
        clock: tells the time.
        notices: where the core announces what happened.
        templates: what badges can be drawn from.
        photos: fetches those that badges show.
    """

    templates: Shelf

    def __init__(self, accounts: Accounts, settings: Settings, mirror: Mirror, clock: Clock) -> None:
        super().__init__(accounts, settings)
        self.clock = clock
        self.notices = NoticeBoard()
        self._mirror = mirror
        self._event: Event | None = None
        self._loop: SyncLoop | None = None
        self._doubles = DoubleWatch(mirror, self.notices, lambda: self.event)
        self.notices.listen(self._doubles.heed)
        self.photos = Photographs(
            mirror,
            clock,
            self.notices,
            connect=lambda: accounts.another(self._connection()),
            wanted=self._whose_photos,
        )
        self.notices.listen(self.photos.heed)

    @property
    def event(self) -> Event | None:
        """The chosen event."""
        number = self._settings.event
        known = self._event
        if number is None or (known is not None and known.id == number):
            return None if number is None else known
        with self._mirror.read() as connection:
            self._event = events.get(connection, EventId(number))
        return self._event

    # The sync

    def sync_now(self) -> None:
        """Sync without waiting for the next turn."""
        loop = self._loop
        if loop is not None:
            loop.hurry()
            self.photos.hurry()

    def look(self) -> None:
        """The platform says that something changed: the sync looks soon."""
        loop = self._loop
        if loop is not None:
            loop.look()

    def sync_status(self) -> SyncStatus:
        """How the sync stands; cheap."""
        loop, event = self._loop, self.event
        with self._mirror.read() as connection:
            counts = backlog.counts(connection, source=self._source)
            pulled = None if event is None else events.pull_state(connection, event.id).pulled_at
        if loop is not None:
            return replace(loop.status, counts=counts)
        asks = self._settings.connection is not None and not self.is_signed_in
        return SyncStatus(counts=counts, sign_in_needed=asks, last_pull=pulled, last_contact=pulled)

    def clock_offset(self) -> float | None:
        """Seconds the platform's clock is ahead of ours; None while nobody knows."""
        loop = self._loop
        return self.accounts.clock_offset() if loop is None else loop.clock_offset()

    @property
    def _source(self) -> str | None:
        """Whose operations count: this account's; everybody's while there is none."""
        connection = self._settings.connection
        return None if connection is None else connection.id

    # The outbox

    def parked(self) -> tuple[ParkedOperation, ...]:
        """What a person must look at, oldest first."""
        with self._mirror.read() as connection:
            return backlog.parked(connection, source=self._source)

    def waiting(self, limit: int = 200) -> tuple[ParkedOperation, ...]:
        """What the platform is still to be told, oldest first."""
        with self._mirror.read() as connection:
            return backlog.waiting(connection, limit, source=self._source)

    def waiting_check_ins(self) -> int:
        """How many of what waits are check-ins and check-outs; others are badges, corrections, refusals."""
        with self._mirror.read() as connection:
            return backlog.waiting_moves(connection, source=self._source)

    def send_again(self, *operations: OperationId) -> None:
        """Try parked operations once more; all of them, or none when it cannot be recorded."""
        with self._mirror.write() as connection:
            for operation in operations:
                outbox.send_again(connection, operation)
        self.sync_now()

    def withdraw(self, operation: OperationId, reason: str = "") -> None:
        """Never send a parked operation; it stays on record, with the reason a person gave."""
        parked = {OperationState.PARKED}
        with self._mirror.write() as connection:
            outbox.withdraw(connection, operation, self.clock.now(), was=parked, reason=reason)
        self.sync_now()

    # Double entries

    def doubles(self, limit: int = 200) -> tuple[DoubleEntry, ...]:
        """Who came in twice while stations were apart: the unseen first, of these the newest first.

        Of two check-ins at least one happened at this station. `DoublesChanged` says when there are others.
        """
        return self._doubles.listed(limit)

    def double_seen(self, second: MovementId) -> None:
        """A lead has looked at the double entry whose second check-in this is."""
        self._doubles.seen(second, self.clock.now())

    # What was recorded

    def export(self, file: Path, form: ExportFormat) -> int:
        """Write everything recorded of the event to a file; says how many movements.

        Raises:
            ExportError: the file cannot be written.
        """
        return export(self._mirror, self._chosen_event(), file, form)

    def export_people(self, file: Path, form: ExportFormat) -> int:
        """Write a row for each attendee, with when they came and went; says how many.

        Raises:
            ExportError: the file cannot be written.
        """
        return export_people(self._mirror, self._chosen_event(), file, form)

    def pre_press(self, event: Event | None = None, template: str = "") -> PrePress:
        """Prints badges ahead: of an event on this computer, the chosen one when left out.

        `template` is one on the shelf for everybody's badge; else it is as the settings have it.

        Raises:
            SettingsError: no event was named or chosen.
        """
        settings = self._settings
        whose = event or self._chosen_event()
        logo = Path(settings.logo) if settings.logo else None
        return PrePress(
            mirror=self._mirror,
            event=whose,
            template_of=lambda kind: self.templates.get(template or settings.template_for(kind)),
            badge_of=lambda one: badge_of(one, whose, logo=logo, photo=self.photo_of(one.id)),
        )

    def photo_of(self, attendee: AttendeeId) -> bytes | None:
        """The photo for somebody's badge, a JPEG; None where there is none, or it was not fetched yet."""
        with self._mirror.read() as connection:
            return photos.picture_of(connection, attendee)

    def about_photos(self, say_missing: Callable[[int], str] = photos_missing) -> str:
        """What whoever prints badges with photos should know, a sentence; empty where all is well."""
        event = self.event
        if event is None:
            return ""
        if Capability.PHOTOS not in self.capabilities:
            return NO_PHOTOS
        with self._mirror.read() as connection:
            missing = photos.how_many_missing(connection, event.id)
        return say_missing(missing) if missing else ""

    def _whose_photos(self) -> EventId | None:
        """The event whose badges have a place for a photo, where its platform has photos."""
        settings, event = self._settings, self.event
        if event is None or Capability.PHOTOS not in self.capabilities:
            return None
        return event.id if badges_show_photos(settings, self.templates) else None

    def events_here(self) -> tuple[Event, ...]:
        """Every event this computer has people of, whatever account it came by."""
        with self._mirror.read() as connection:
            return events.everything(connection)

    def mirror_fault(self) -> str:
        """What is wrong with the mirror's file; empty when it is sound."""
        return self._mirror.fault()

    def _connection(self) -> Connection:
        connection = self._settings.connection
        if connection is None:
            raise SettingsError("No platform has been chosen yet.")
        return connection

    def _chosen_event(self) -> Event:
        event = self.event
        if event is None:
            raise SettingsError("No event has been chosen yet.")
        return event
