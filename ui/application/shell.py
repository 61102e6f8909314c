"""What is open: the set-up at first, the desk from then on."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from checkin.app import App
from checkin.errors import CheckinError
from checkin.model.ids import AttendeeId
from checkin.model.past import Reminder
from checkin.model.print_job import SpoolCounts
from checkin.model.scan import Scan
from checkin.notices import Notice, SpoolChanged
from ui import theme, wording
from ui.application.listening import Listening
from ui.application.screens import Screens
from ui.bridge import Bridge
from ui.main_window import MainWindow
from ui.scanning.camera import let_go_of_cameras
from ui.scanning.cameras import find_cameras
from ui.scanning.wedge_filter import WedgeFilter
from ui.screens.attendees.view import AttendeesView
from ui.screens.desk.view import DeskView
from ui.screens.form_sheet import FormSheet
from ui.screens.health import health
from ui.screens.moments import zone_named
from ui.screens.print_sign import print_sign
from ui.screens.settings.safekeeping import reminding
from ui.screens.settings.view import DESIGNS, PRINTERS
from ui.screens.setup.connect import PRACTICE
from ui.screens.setup.steps import Step
from ui.screens.setup.view import SetupView
from ui.screens.standing import Standing, standing
from ui.screens.watching import Watch
from ui.tasks import Task
from ui.theme import Tone
from ui.widgets.plain_dialog import PlainDialog

_PAUSE_MS = 80
_BETWEEN_FONTS_MS = 150
_NOT_HERE = "Scanned, but nobody was checked in: go to Check-in and scan again."
_STILL_OPEN = "What you were filling in is still open on the screen you come from."
_NEXT_EVENT = "Choose the next event when there is one, or close this window."
_STAYS = frozenset({"settings"})
"""Screens a scan does not lead away from: somebody is in the middle of something there."""


class Shell(QObject):
    """Owns the windows and what runs beside them.

    Args:
        app: the core.
        remembered: where the window stood.
    """

    def __init__(self, app: App, remembered: QSettings) -> None:
        super().__init__()
        self._app = app
        self._remembered = remembered
        self._bridge = Bridge(app.notices, self)
        self.window: MainWindow | None = None
        self.set_up: QMainWindow | None = None
        self._desk: DeskView | None = None
        self._attendees: AttendeesView | None = None
        self._listening: Listening | None = None
        self._watch = Watch()
        self._trying: WedgeFilter | None = None
        self._screens: Screens | None = None
        self._reading = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._reading.timeout.connect(self._read_standing)
        self._fonts = theme.warm_fonts()
        self._warming = QTimer(self, interval=_BETWEEN_FONTS_MS)
        self._warming.timeout.connect(self._warm_next_font)
        self._warming.start()
        self._bridge.noticed.connect(self._hear)

    def open(self, *, practise: bool = False) -> None:
        """Show the desk when there can be one, and else the set-up."""
        if practise:
            view = self._open_set_up(Step.CONNECT)
            view.presenter.connect.choose(PRACTICE)
            view.presenter.go_on()
        elif self._app.ready:
            self._open_desk()
        else:
            self._open_set_up(self._first_step())

    def close(self) -> None:
        """Let go of everything; the core is closed by whoever opened it."""
        self._bridge.close()
        self._reading.stop()
        self._warming.stop()
        self._close_desk()
        self._stop_trying()
        if self.set_up is not None:
            self.set_up.close()
            self.set_up.deleteLater()
            self.set_up = None
        let_go_of_cameras()  # the set-up's, too
        # The windows go before the core does: what is still on its way to them is then dropped.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    # -- the set-up -------------------------------------------------------------------------------

    def _first_step(self) -> Step:
        settings = self._app.settings
        if settings.connection is None or not self._app.is_signed_in:
            return Step.CONNECT
        return Step.EVENT if settings.event is None else Step.PULL

    def _open_set_up(self, start: Step) -> SetupView:
        view = SetupView(self._app, start, cameras=find_cameras)
        view.finished.connect(self._finish_set_up)
        self._bridge.noticed.connect(view.hear)
        self.set_up = QMainWindow()
        self.set_up.setWindowTitle("Set up the check-in desk")
        self.set_up.setCentralWidget(view)
        self._place(self.set_up)
        self.set_up.show()
        view.begin()
        self._close_desk()
        self._stop_trying()
        self._trying = WedgeFilter(parent=self)  # a hand scanner's Enter must not press Next
        self._trying.scanned.connect(view.scanned)
        return view

    def _stop_trying(self) -> None:
        if self._trying is not None:
            self._trying.close()
            self._trying.deleteLater()
            self._trying = None

    def set_up_again(self, step: str) -> None:
        """Open the set-up at this step; the desk comes back when it is done."""
        self._open_set_up(Step(step))

    def _after_erasing(self, title: str, said: str) -> None:
        """Another event is to be chosen, nobody can stay; what became of the old one is said over that."""
        self._after_designing(lambda: self._choose_next(title, said), can_stay=False)

    def _choose_next(self, title: str, said: str) -> None:
        self.set_up_again(Step.EVENT.value)
        text = f"{said} {_NEXT_EVENT}".strip()
        dialog = PlainDialog(title, text, button="Go on", is_good=True, parent=self.set_up)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _redress(self, appearance: str) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, appearance)

    def _finish_set_up(self) -> None:
        self._stop_trying()
        before, self.set_up = self.set_up, None
        self._open_desk()
        if before is not None:
            before.close()
            before.deleteLater()

    # -- the desk ---------------------------------------------------------------------------------

    def _open_desk(self) -> None:
        listening = self._listening = Listening(self)
        screens = self._screens = Screens(self._app, listening.sounds.play)
        screens.desk.show_camera(listening.viewfinder)
        self._desk, self._attendees = screens.desk, screens.attendees
        window = self.window = MainWindow(screens.places)
        window.may_close = self._may_close
        self._listen(screens)
        self._wire(window, listening)
        window.show_practice(practising=self._app.practice is not None, platform=self._platform())
        self._place(window)
        window.show()
        window.go("desk")
        self._app.spool.start()  # what was asked for before the last end comes out, or is asked about
        Task(self._app.start_sync, owner=self).then(self._read_standing_soon).otherwise(
            self._say_trouble
        ).start()
        Task(self._app.spool.counts, owner=window).then(self._show_printing).otherwise(
            self._say_trouble
        ).start()
        Task(lambda: (self._app.reminders(), self._app.desk.notes), on=self._app.at_desk, owner=window).then(
            self._tell_lead
        ).otherwise(self._say_trouble).start()

    def _listen(self, screens: Screens) -> None:
        """What the core announces reaches the screens, and what the screens ask for is done."""
        for hearing in (screens.desk, screens.attendees, screens.badges, screens.sync, screens.designer):
            self._bridge.noticed.connect(hearing.hear)
        screens.attendees.register_asked.connect(self._register)
        screens.attendees.desk_asked.connect(self._settle_at_desk)
        screens.badges.printers_asked.connect(self._open_printers)
        screens.sync.attendee_asked.connect(self._open_attendee)
        screens.settings.step_asked.connect(
            lambda step: self._after_designing(lambda: self.set_up_again(step))
        )
        screens.settings.redressed.connect(self._redress)
        screens.settings.erased.connect(self._after_erasing)

    def _tell_lead(self, told: tuple[tuple[Reminder, ...], tuple[str, ...]]) -> None:
        """Once, and in nobody's way; it stays where the desk lead looks."""
        reminders, notes = told
        if self.window is None:
            return
        if reminders:
            self.window.say(reminding(reminders), Tone.ASK, action="Look", leads_to="settings")
        elif notes:
            more = "" if len(notes) == 1 else f" (and {len(notes) - 1} more)"
            self.window.say(f"For the desk lead: {notes[0]}{more}", Tone.IDLE, action="Look", leads_to="sync")

    def _platform(self) -> str:
        """The label of the connected platform."""
        connection = self._app.settings.connection
        labels = {form.platform: form.label for form in self._app.platforms()}
        return "" if connection is None else labels.get(connection.platform, "")

    def _register(self, words: str) -> None:
        if self.window is not None and self._desk is not None:
            self.window.go("desk")
            self._desk.register(words)

    def _open_attendee(self, attendee: int, name: str) -> None:
        if self.window is not None and self._attendees is not None:
            self.window.go("attendees")
            self._attendees.open_attendee(AttendeeId(attendee), name)

    def _open_printers(self) -> None:
        if self.window is not None and self._screens is not None:
            self.window.go("settings")
            self._screens.settings.show_page(PRINTERS)

    def _settle_at_desk(self, scan: Scan) -> None:
        if self.window is not None and self._desk is not None:
            self.window.go("desk")
            self._desk.take(scan)

    def _wire(self, window: MainWindow, listening: Listening) -> None:
        listening.scanned.connect(self.scanned)
        listening.part_scanned.connect(window.say)
        window.went.connect(self._went)
        window.asked.connect(window.go)

    def _close_desk(self) -> None:
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        if self.window is not None:
            self._remembered.setValue("geometry", self.window.saveGeometry())
            self._close_for_good()
            self.window.deleteLater()
            self.window = self._desk = self._attendees = self._screens = None

    def _may_close(self) -> bool:
        """Not over a design that is not saved: what becomes of it is asked first."""
        if self._screens is None or not self._screens.designer.has_unsaved:
            return True
        self._after_designing(self._close_for_good)
        return False

    def _after_designing(self, go: Callable[[], object], *, can_stay: bool = True) -> None:
        """Leave the desk; what becomes of a design that is not saved is asked first."""
        window, screens = self.window, self._screens
        if window is None or screens is None or not screens.designer.has_unsaved:
            go()
            return
        window.go("settings")
        screens.settings.show_page(DESIGNS)
        screens.designer.ask_before(go, can_stay=can_stay)

    def _close_for_good(self) -> None:
        if self.window is not None:
            self.window.may_close = lambda: True
            self.window.close()

    def _place(self, window: QMainWindow) -> None:
        geometry = self._remembered.value("geometry")
        if not (isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)):
            window.resize(1366, 768)

    def _went(self, key: str) -> None:
        """A screen came up: it reads anew what may have changed."""
        if self._screens is not None:
            self._screens.begin(key)
        if self._listening is not None:
            self._listening.watch(self._app.settings.camera if key == "desk" else "")

    def scanned(self, payload: str) -> None:
        """A camera or a hand scanner read a code, whatever screen is up."""
        window, desk = self.window, self._desk
        if window is None or desk is None:
            return
        attendees = self._attendees
        if window.here == "attendees" and attendees is not None and attendees.takes_scan(payload):
            return
        if window.here in _STAYS or QApplication.activeModalWidget() is not None:
            window.say(_NOT_HERE)
            return
        if window.here != "desk":
            is_filled_in = any(form.isVisible() for form in window.findChildren(FormSheet))
            window.go("desk")
            if is_filled_in:
                window.say(_STILL_OPEN)
        desk.scanned(payload)

    def _warm_next_font(self) -> None:
        if next(self._fonts, None) is None:
            self._warming.stop()

    # -- how it stands ----------------------------------------------------------------------------

    def _hear(self, notice: Notice) -> None:
        self._watch.hear(notice)
        if isinstance(notice, SpoolChanged):
            self._show_printing(notice.counts)
        self._read_standing_soon()

    def _show_printing(self, counts: SpoolCounts) -> None:
        if self.window is not None:
            self.window.show_printing(print_sign(counts))

    def _read_standing_soon(self, _answer: object = None) -> None:
        """Notices come in bursts; one look a moment later is enough."""
        if not self._reading.isActive():
            self._reading.start()

    def _read_standing(self) -> None:
        window = self.window
        if window is not None:
            Task(self._how_it_stands, owner=window).then(window.show_standing).otherwise(
                self._say_trouble
            ).start()

    def _how_it_stands(self) -> Standing:
        facts, event = self._watch.facts(self._app), self._app.event
        zone = zone_named("UTC" if event is None else event.platform.timezone)
        said = health(facts, self._app.clock.now(), zone)
        return standing(facts.status, tells=facts.tells, health=said)

    def _say_trouble(self, error: CheckinError) -> None:
        if self.window is not None:
            words = wording.of_error(error)
            self.window.say(f"{words.title}. {words.happened}", Tone.NO)
