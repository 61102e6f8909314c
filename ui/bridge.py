"""The core's notices as Qt signals, delivered on the GUI thread whatever thread they were put up on."""

from PySide6.QtCore import QObject, Qt, Signal, Slot

from checkin import notices


class Bridge(QObject):
    """Listens at a notice board from its making until `close`; each signal carries the notice itself."""

    noticed = Signal(object)
    scanned = Signal(object)
    undone = Signal(object)
    attendee_changed = Signal(object)
    pull_progressed = Signal(object)
    mirror_refreshed = Signal(object)
    photos_fetched = Signal(object)
    platform_lost = Signal(object)
    platform_reached = Signal(object)
    sign_in_needed = Signal(object)
    outbox_changed = Signal(object)
    sync_troubled = Signal(object)
    door_troubled = Signal(object)
    journal_troubled = Signal(object)
    doubles_changed = Signal(object)
    badge_printed = Signal(object)
    badge_troubled = Signal(object)
    spool_changed = Signal(object)

    _arrived = Signal(object)

    def __init__(self, board: notices.NoticeBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signals = {
            notices.Scanned: self.scanned,
            notices.Undone: self.undone,
            notices.AttendeeChanged: self.attendee_changed,
            notices.PullProgressed: self.pull_progressed,
            notices.MirrorRefreshed: self.mirror_refreshed,
            notices.PhotosFetched: self.photos_fetched,
            notices.PlatformLost: self.platform_lost,
            notices.PlatformReached: self.platform_reached,
            notices.SignInNeeded: self.sign_in_needed,
            notices.OutboxChanged: self.outbox_changed,
            notices.SyncTroubled: self.sync_troubled,
            notices.DoorTroubled: self.door_troubled,
            notices.JournalTroubled: self.journal_troubled,
            notices.DoublesChanged: self.doubles_changed,
            notices.BadgePrinted: self.badge_printed,
            notices.BadgeTroubled: self.badge_troubled,
            notices.SpoolChanged: self.spool_changed,
        }
        self._arrived.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._stop = board.listen(self._arrived.emit)

    def close(self) -> None:
        """Stop listening; to be called before the board's owner closes."""
        self._stop()

    @Slot(object)
    def _pass_on(self, notice: notices.Notice) -> None:
        self._signals[type(notice)].emit(notice)
        self.noticed.emit(notice)
