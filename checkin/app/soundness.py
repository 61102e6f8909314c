"""Whether the mirror is sound, and a sound one where it is not.

Reading all of it takes a tenth of a second for a hundred thousand attendees, so that is done at every start.
Where the file is far larger, it is done before the desk opens only for a reason: somebody met damage, or
whoever used the file before did not leave in good order; else it is read beside the open desk.
"""

from dataclasses import dataclass, field
from datetime import datetime

from checkin.app.in_use import InUse
from checkin.app.mended import Mended
from checkin.app.mending import Mending
from checkin.errors import MirrorDamagedError
from checkin.mirror.database import Mirror
from checkin.mirror.doubting import is_doubted, trust
from checkin.mirror.sound import close_look
from checkin.settings import Settings, save

_SOON_READ = 128 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A mirror that can be used, and the settings that go with it.

    Attributes:
        in_use: this process's place; left when everything was closed.
        mended: what became of a damaged one; None in the usual case.
        is_checked: all of it was read just now.
    """

    mirror: Mirror
    settings: Settings
    in_use: InUse
    mended: Mended | None = None
    is_checked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundness:
    """Opens the mirror of a data folder, mended where it is damaged; one process at a time.

    Attributes:
        now: names the folder a damaged file is put into.
    """

    mending: Mending
    in_use: InUse
    now: datetime
    _alive: bool = field(init=False)
    _dead: bool = field(init=False)

    def __post_init__(self) -> None:
        alive, dead = self.in_use.others()
        object.__setattr__(self, "_alive", alive)
        object.__setattr__(self, "_dead", dead)

    def open(self) -> Opened:
        """Open it.

        Raises:
            MirrorDamagedError: it is damaged, and another window uses it; nothing was done.
            MirrorError: it cannot be opened, or not be mended; nothing was lost by trying.
        """
        if self.mending.is_unfinished and not self._alive:
            return self._finish()
        mirror = self._sound()
        if mirror is None:
            if self._alive:
                raise MirrorDamagedError(
                    "The attendee list is damaged. Close every other window of this app, then open it again: "
                    "it mends the list itself."
                )
            self.mending.begin(self.now)
            return self._finish()
        return self._caught_up(mirror)

    def _sound(self) -> Mirror | None:
        """The mirror, None when it is damaged."""
        path, settings = self.mending.folders.mirror, self.mending.settings
        is_lost = settings.event is not None and not (path.exists() and path.stat().st_size)
        if is_lost:
            return None
        try:
            mirror = self.mending.open_mirror(path)
        except MirrorDamagedError:
            return None
        try:
            fault = self._fault(mirror)
        except BaseException:
            mirror.close()
            raise
        if fault:
            mirror.close()
            return None
        trust(path)
        return mirror

    def _fault(self, mirror: Mirror) -> str:
        if is_doubted(mirror.path):
            return close_look(mirror)
        return mirror.fault() if self._is_worth_reading else ""

    @property
    def _is_worth_reading(self) -> bool:
        return self._dead or self.mending.folders.mirror.stat().st_size <= _SOON_READ

    def _finish(self) -> Opened:
        settings, mended = self.mending.finish()
        save(settings, self.mending.folders.settings)
        self.mending.done()
        mirror = self.mending.open_mirror(self.mending.folders.mirror)
        return Opened(mirror=mirror, settings=settings, in_use=self.in_use, mended=mended, is_checked=True)

    def _caught_up(self, mirror: Mirror) -> Opened:
        caught = None
        if self._dead and not self._alive:
            try:
                caught = self.mending.catch_up(mirror)
            except BaseException:
                mirror.close()
                raise
        if caught is None:
            return Opened(
                mirror=mirror,
                settings=self.mending.settings,
                in_use=self.in_use,
                is_checked=self._is_worth_reading,
            )
        settings, mended = caught
        if settings != self.mending.settings:
            save(settings, self.mending.folders.settings)
        return Opened(mirror=mirror, settings=settings, in_use=self.in_use, mended=mended, is_checked=True)
