"""Draws the screens around the desk into PNG files: ``python -m tests.ui.shots_around FOLDER [NAME...]``.

Not a test: people look at what it draws.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from checkin.errors import UnreachableError
from checkin.model.admission import Refusal, Refused
from checkin.model.attendee import TicketStatus
from checkin.model.event import Event, ZoneKind
from checkin.model.ids import AttendeeId, EventId, PlatformId, ZoneId
from checkin.model.past import Numbers, PastEvent, Reminder
from checkin.model.platform import Capability
from checkin.model.print_job import JobState
from checkin.model.station import StationKind
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.sample_event import NOW, ROOM, event, person, post, session
from tests.ui.screens.setup import setup_app
from tests.ui.screens.setup.setup_app import SetupApp
from tests.ui.screens.stand_in import ACamera, StandInApp, at_registration
from tests.ui.shots_connecting import CONNECTING
from tests.ui.shots_sync import SYNC
from ui import theme
from ui.main_window import MainWindow, Place
from ui.screens.attendees.view import AttendeesView
from ui.screens.settings.view import SettingsView
from ui.screens.setup.steps import Step
from ui.screens.setup.view import SetupView
from ui.screens.standing import standing
from ui.screens.sync.view import SyncView

WHOLE = (1366, 1900)
SIZES = ((1366, 768), (1100, 660))
SYNC_SIZES = ((1366, 768), (1024, 600), WHOLE)

LONG = "Internationaler Kongress für Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau 2026"


def _setup(app: StandInApp, start: Step, ask: LaterAsk | None = None) -> SetupView:
    cameras = (
        ACamera("0", "Integrated Camera"),
        ACamera("2", "Logitech C920"),
    )
    view = SetupView(
        app.as_app(),
        start,
        ask=ask_at_once if ask is None else ask,
        at_desk=ask_at_once,
        cameras=lambda: cameras,
    )
    app.notices.listen(view.hear)
    view.begin()
    return view


def _events() -> QWidget:
    app = StandInApp()
    app.listed = [event("PyCon DE & PyData"), event(LONG, 12, place="Bundesanstalt für Wasserbau, Karlsruhe")]
    app.listed += [event(f"Python Meetup {number}", 20 + number) for number in range(6)]
    app.listed += [event("EuroPython", -90)]
    return _setup(app, Step.EVENT)


def _events_none() -> QWidget:
    app = StandInApp()
    app.listed = []
    return _setup(app, Step.EVENT)


def _events_wrong() -> QWidget:
    app = StandInApp()
    app.trouble["events"] = UnreachableError("open_event", "The platform did not answer within 10 seconds.")
    return _setup(app, Step.EVENT)


def _pulling() -> QWidget:
    ask = LaterAsk()
    view = _setup(at_registration(), Step.PULL, ask)
    view.presenter.pull.done_count, view.presenter.pull.total = 2400, 6200
    view.show_state()
    return view


def _pull_done() -> QWidget:
    return _setup(at_registration(), Step.PULL)


def _pull_failed() -> QWidget:
    app = at_registration()
    app.trouble["pull"] = UnreachableError("open_event", "The connection was cut.")
    return _setup(app, Step.PULL)


def _with_stations() -> SetupApp:
    app = setup_app.at_registration()
    app.posts = (
        post(1, "Registration North", StationKind.REGISTRATION),
        post(2, "Registration South", StationKind.REGISTRATION),
        post(3, "Great Hall entrance", StationKind.CHECK_IN, "room:1"),
        post(4, "Great Hall exit", StationKind.CHECK_OUT, "room:1"),
        post(5, "Day counter", StationKind.DAILY),
    )
    app.places = (
        ROOM,
        session(1, "Opening", 7),
        session(2, "Keynote: What we learnt from ten thousand badges", 8),
        session(3, "Lightning talks", 11),
        session(4, "Closing", 15),
    )
    app.settings = app.settings.with_changes(station=None)
    return app


def _stations() -> QWidget:
    return _setup(_with_stations(), Step.STATION)


def _stations_session() -> QWidget:
    view = _setup(_with_stations(), Step.STATION)
    view.presenter.station.select(PlatformId("3"))
    return view


def _stations_none() -> QWidget:
    app = _with_stations()
    app.posts = ()
    return _setup(app, Step.STATION)


def _stations_of_zones() -> QWidget:
    app = _with_stations()
    lists = (
        "Main list",
        "VIP dinner",
        "Workshop: badges for everybody, from the first draft to the last print",
    )
    app.capabilities = app.capabilities | {Capability.LIVE_VERIFICATION}
    app.places = tuple(
        replace(ROOM, id=ZoneId(f"list:{number}"), kind=ZoneKind.AREA, name=name)
        for number, name in enumerate(lists)
    )
    app.posts = tuple(
        replace(
            post(number, f"{zone.name}{words}", kind),
            zone=zone.id,
            platform_id=PlatformId(f"{number}{words}"),
        )
        for number, zone in enumerate(app.places)
        for kind, words in ((StationKind.REGISTRATION, ""), (StationKind.CHECK_OUT, " (exit)"))
    )
    return _setup(app, Step.STATION)


def _stations_kept() -> QWidget:
    app = _with_stations()
    app.posts, app.capabilities = (), frozenset({Capability.ROSTER})
    return _setup(app, Step.STATION)


def _equipment() -> QWidget:
    view = _setup(at_registration(StandInApp(Path(mkdtemp()))), Step.EQUIPMENT)
    view.presenter.equipment.camera.choose("2")
    view.presenter.equipment.camera.read("OEV-7F3A-22")
    view.presenter.equipment.printer.print_test()
    return view


def _equipment_bare() -> QWidget:
    return _setup(at_registration(), Step.EQUIPMENT)


def _desk() -> StandInApp:
    app = at_registration()
    app.people[:] = [
        person(1, "Ada Lovelace", type_name="Speaker", colour="#8e44ad"),
        replace(person(2, "Grace Hopper", status=TicketStatus.UNPAID), company="US Navy Reserve"),
        replace(person(3, "Katherine Johnson", status=TicketStatus.CANCELLED), company="NASA Langley"),
        replace(
            person(9, "Maximiliana Constanze Theodora von Wolfeschlegelsteinhausenbergerdorff-Schmidt"),
            company="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        ),
        replace(person(10, "محمد الخوارزمي"), company="بيت الحكمة"),
        replace(person(11, "张 伟明"), company="清华大学 计算机科学与技术系"),
        *(person(number, f"Person Number{number}") for number in range(20, 40)),
    ]
    app.change_settings(print_on_check_in=False)
    return app


def _attendees(app: StandInApp | None = None) -> AttendeesView:
    view = AttendeesView((app or _desk()).as_app(), ask=ask_at_once, at_desk=ask_at_once)
    view.begin()
    return view


def _attendees_in() -> QWidget:
    app = _desk()
    view = _attendees(app)
    view.presenter.check_in()
    view.presenter.undo()
    view.presenter.check_in()
    return view


def _attendees_refused() -> QWidget:
    app = _desk()
    unpaid = app.people[1]
    app.desk.refuse[unpaid.id] = Refused(refusal=Refusal.UNPAID, attendee=unpaid)
    view = _attendees(app)
    view.presenter.select(unpaid.id)
    view.presenter.check_in()
    return view


def _attendees_long() -> QWidget:
    view = _attendees()
    view.presenter.select(AttendeeId(9))
    view.presenter.check_in()
    return view


def _attendees_badge_again() -> QWidget:
    app = _desk()
    view = _attendees(app)
    app.notices.listen(view.hear)
    view.presenter.print_badge()
    view.presenter.print_badge()
    return view


def _attendees_badge_waits() -> QWidget:
    app = _desk()
    view = _attendees(app)
    app.notices.listen(view.hear)
    app.spool.ends = JobState.WAITING
    app.spool.words = "Paper is out in Front desk. Load paper. Printing then goes on by itself."
    view.presenter.print_badge()
    return view


def _attendees_nobody() -> QWidget:
    view = _attendees()
    view.search.setText("zzz")
    view.presenter.look_for("zzz")
    return view


def _attendees_empty() -> QWidget:
    app = _desk()
    app.people.clear()
    return _attendees(app)


def _settings() -> SettingsView:
    app = _desk()
    app.change_settings(camera="0")
    view = SettingsView(app.as_app(), ask=ask_at_once)
    view.begin()
    return view


def _settings_after() -> SettingsView:
    """Somebody's data is here longer than needed, the stick is gone, and it is scrolled to the end."""
    app = at_registration()
    app.change_settings(camera="0", journal_folder="/media/desk-lead/STICK/check-in journal", encrypted=True)
    app.journal_trouble = {"/media/desk-lead/STICK/check-in journal": "The folder is not there."}
    last = Event(
        id=EventId(9),
        connection="open_event:https://example.org",
        platform=event("EuroPython 2025", days=-400),
    )
    over = Reminder(event=last, ended=NOW - timedelta(days=12), people=4512, waiting=0, parked=0)
    app.over = (over,)
    numbers = Numbers(attendees=1311, checked_in=1204)
    app.erased = (PastEvent(name="PyCon 2024", erased_at=NOW - timedelta(days=200), numbers=numbers),)
    view = SettingsView(app.as_app(), ask=ask_at_once)
    view.begin()
    return view


def _settings_help() -> QWidget:
    view = _settings()
    view.show_help()
    return view


SHOTS: dict[str, Callable[[], QWidget]] = {
    **CONNECTING,
    "setup-events": _events,
    "setup-events-none": _events_none,
    "setup-events-wrong": _events_wrong,
    "setup-pulling": _pulling,
    "setup-pull-done": _pull_done,
    "setup-pull-failed": _pull_failed,
    "setup-stations": _stations,
    "setup-stations-session": _stations_session,
    "setup-stations-none": _stations_none,
    "setup-stations-of-zones": _stations_of_zones,
    "setup-stations-kept": _stations_kept,
    "setup-equipment": _equipment,
    "setup-equipment-bare": _equipment_bare,
    "attendees": _attendees,
    "attendees-in": _attendees_in,
    "attendees-refused": _attendees_refused,
    "attendees-long": _attendees_long,
    "attendees-nobody": _attendees_nobody,
    "attendees-badge-again": _attendees_badge_again,
    "attendees-badge-waits": _attendees_badge_waits,
    "attendees-empty": _attendees_empty,
    **SYNC,
    "settings": _settings,
    "settings-after": _settings_after,
    "settings-help": _settings_help,
}

_ENTRIES = (("scan", "Check-in"), ("people", "Attendees"), ("sync", "Sync"), ("gear", "Settings"))


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _draw(folder: Path, name: str) -> None:
    view = SHOTS[name]()
    window: QWidget = view if name.startswith("setup") else _framed(name, view)
    look = "dark" if theme.is_dark() else "light"
    for width, height in _sizes(name):
        window.resize(width, height)
        window.show()
        _wait(150)
        window.grab().save(str(folder / f"{name}-{look}-{width}x{height}.png"))
    window.close()


def _sizes(name: str) -> tuple[tuple[int, int], ...]:
    """The usual screen; the set-up on a small one, too, and whole where it scrolls."""
    if name.startswith("sync"):
        return SYNC_SIZES
    if not name.startswith("setup"):
        return SIZES[:1]
    return (*SIZES, WHOLE) if name.startswith(("setup-connect-roster", "setup-connect-trial")) else SIZES


def _framed(name: str, view: QWidget) -> MainWindow:
    places = [
        Place(key=text, sign=sign, label=text, view=view if name.startswith(text.casefold()) else QWidget())
        for sign, text in _ENTRIES
    ]
    window = MainWindow(places)
    window.go(next(place.key for place in places if place.view is view))
    if isinstance(view, SyncView):
        window.setMinimumSize(1024, 600)
        read = view.presenter.read
        if read is not None:
            facts = read.facts
            window.show_standing(standing(facts.status, tells=facts.tells, health=view.presenter.health))
    return window


def main(folder: Path, wanted: list[str]) -> None:
    """Draw all, or those whose names begin so."""
    qt = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for appearance in ("light", "dark"):
        theme.apply(qt, appearance)
        for name in SHOTS:
            if not wanted or any(name.startswith(each) for each in wanted):
                _draw(folder, name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
