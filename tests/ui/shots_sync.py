"""The sync page in its states, for `tests.ui.shots_around`. Not a test: people look at what it draws."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from checkin.errors import MirrorFullError
from checkin.model.operation import OperationState, OutboxCounts, ParkedOperation
from tests.fakes.executor import ask_at_once
from tests.ui.screens.sample_event import NOW, double, operation
from tests.ui.screens.stand_in import StandInApp, StandInPractice, at_registration, trouble_at_the_door
from ui.screens.sync.view import SyncView

LONG = (
    "Maximiliana Constanze Theodora Wilhelmine von Wolfeschlegelsteinhausenbergerdorff-Schmidt zu "
    "Donaudampfschiff"
)
ARABIC, CHINESE = "محمد بن موسى الخوارزمي أبو عبد الله البغدادي", "欧阳娜娜 张伟明 司马相如"
REFUNDED = "Ticket was refunded on 5 November."


def _view(app: StandInApp) -> SyncView:
    view = SyncView(app.as_app(), ask=ask_at_once, rest_ms=0)
    app.notices.listen(view.hear)
    view.begin()
    return view


def _fine() -> QWidget:
    return _view(at_registration())


def _empty() -> QWidget:
    app = at_registration()
    app.status.counts = OutboxCounts()
    return _view(app)


def _waiting(number: int) -> tuple[ParkedOperation, ...]:
    return tuple(operation(at, f"Person Number{at}", OperationState.PENDING) for at in range(number, 0, -1))


def _offline_app(number: int = 12) -> StandInApp:
    app = at_registration()
    app.kept["waiting"] = _waiting(number)
    app.count()
    app.practice = StandInPractice()
    app.practice.go_offline()
    app.status.online, app.status.reason = False, "The platform did not answer within 10 seconds"
    return app


def _offline() -> QWidget:
    return _view(_offline_app())


def _five_thousand() -> QWidget:
    return _view(_offline_app(5000))


def _uncertain() -> SyncView:
    app = at_registration()
    first, second, *rest = _waiting(8)
    unsure = [
        replace(
            one,
            operation=replace(
                one.operation,
                state=OperationState.UNCERTAIN,
                attempts=2,
                first_sent_at=one.operation.at + timedelta(seconds=2),
            ),
            reason="The connection was cut while the answer was awaited.",
            next_try=NOW + timedelta(minutes=3),
        )
        for one in (first, second)
    ]
    app.kept["waiting"] = (*unsure, *rest)
    app.count()
    return _view(app)


def _uncertain_explained() -> QWidget:
    view = _uncertain()
    view.presenter.lists.explain("op-8")
    return view


def _parked() -> SyncView:
    app = at_registration()
    app.kept["parked"] = (
        operation(41, "Grace Hopper", OperationState.PARKED, REFUNDED),
        operation(12, "Katherine Johnson", OperationState.PARKED, "This attendee does not exist any more."),
        operation(2, "Ada Lovelace", OperationState.PARKED, REFUNDED),
    )
    app.count()
    return _view(app)


def _parked_reason() -> QWidget:
    view = _parked()
    view.parked.cards["op-41"].never.click()
    return view


def _parked_fault() -> QWidget:
    view = _parked()
    view.parked.cards["op-41"].never.click()
    view.reason.done.emit()
    return view


def _doubles() -> SyncView:
    app = at_registration()
    app.came_twice = (
        double(1, "Grace Hopper"),
        double(2, "Ada Lovelace", minutes_apart=1, told="theirs"),
        double(3, "Katherine Johnson", seen=True),
    )
    return _view(app)


def _doubles_explained() -> QWidget:
    view = _doubles()
    view.doubles.cards["double-2"].explain.click()
    return view


def _doubles_unfolded() -> QWidget:
    view = _doubles()
    view.doubles.fold.click()
    return view


def _long_names() -> QWidget:
    app = at_registration()
    app.came_twice = (double(1, LONG), double(2, ARABIC))
    app.kept["parked"] = tuple(
        operation(at, name, OperationState.PARKED, REFUNDED)
        for at, name in enumerate((LONG, ARABIC, CHINESE))
    )
    app.kept["waiting"] = tuple(
        operation(10 + at, name, OperationState.PENDING) for at, name in enumerate((LONG, ARABIC, CHINESE))
    )
    app.count()
    return _view(app)


def _sign_in() -> QWidget:
    app = _offline_app(3)
    app.practice = None
    app.status.online, app.status.sign_in_needed = True, True
    app.status.reason = "The sign-in has ended"
    return _view(app)


def _disk_full() -> QWidget:
    app = _offline_app(3)
    app.practice = None
    app.door = trouble_at_the_door(MirrorFullError("The disk that holds the attendee list is full."))
    return _view(app)


def _stick_gone() -> QWidget:
    app = at_registration()
    app.journal_trouble = {"/media/desk/STICK": "The folder /media/desk/STICK is not there."}
    return _view(app)


def _kept_here() -> QWidget:
    app = at_registration()
    app.status.counts = OutboxCounts()
    app.desk.tells_movements = False
    return _view(app)


SYNC: dict[str, Callable[[], QWidget]] = {
    "sync": _fine,
    "sync-empty": _empty,
    "sync-offline": _offline,
    "sync-five-thousand": _five_thousand,
    "sync-uncertain": _uncertain,
    "sync-uncertain-explained": _uncertain_explained,
    "sync-parked": _parked,
    "sync-parked-reason": _parked_reason,
    "sync-parked-fault": _parked_fault,
    "sync-doubles": _doubles,
    "sync-doubles-explained": _doubles_explained,
    "sync-doubles-unfolded": _doubles_unfolded,
    "sync-long-names": _long_names,
    "sync-sign-in": _sign_in,
    "sync-disk-full": _disk_full,
    "sync-stick-gone": _stick_gone,
    "sync-kept-here": _kept_here,
}
