"""Badges that another process of this computer prints: it tells nobody here, so they are looked after."""

import threading

from checkin.app.print_shop import PrintShop
from checkin.mirror import spool
from checkin.model.ids import PrintJobId
from checkin.model.print_job import UNSAID, JobState, PrintJob, SpoolCounts
from checkin.notices import BadgePrinted


class PrintWatch:
    """Says what becomes of the badges that people here decided about.

    Any thread may call `expect`, one at a time the others.
    """

    def __init__(self, shop: PrintShop) -> None:
        self._shop = shop
        self._lock = threading.Lock()
        self._expected: dict[PrintJobId, PrintJob] = {}
        self._counts: SpoolCounts | None = None

    def expect(self, job: PrintJob) -> None:
        """Somebody here waits for this badge."""
        with self._lock:
            self._expected[job.id] = job

    def forget(self) -> None:
        """This process prints: whatever becomes of badges is said as it happens."""
        with self._lock:
            self._expected.clear()

    def look(self) -> None:
        """Announce what has changed since the last look. Raises MirrorError when that cannot be read."""
        with self._lock:
            known = tuple(self._expected.values())
        with self._shop.mirror.read() as connection:
            found = [(before, spool.get(connection, before.id)) for before in known]
            counts = spool.counts(connection)
        for before, now in found:
            if now is None or now != before:
                self._changed(before, now)
        if counts != self._counts:
            self._counts = counts
            self._shop.announce(None)

    def _changed(self, before: PrintJob, now: PrintJob | None) -> None:
        with self._lock:
            if now is None or not now.is_open:
                self._expected.pop(before.id, None)
            else:
                self._expected[now.id] = now
        if now is None:
            return
        if now.state is JobState.PRINTED:
            where = now.words.removesuffix(f": {UNSAID}")
            self._shop.notices.put_up(BadgePrinted(job=now, where=where, confirmed=now.is_confirmed))
        else:
            self._shop.announce(now, before.words)
