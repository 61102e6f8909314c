from checkin.model.ids import OperationId
from checkin.model.operation import OperationState
from tests.ui.screens.sample_event import operation
from tests.ui.screens.stand_in import StandInApp
from tests.ui.screens.sync.presented import said, screen


def test_a_refused_one_can_be_sent_again(app: StandInApp) -> None:
    sync = screen(app)

    sync.refused.send_again(OperationId("op-2"))

    assert sync.lists.parked == ()
    assert len(sync.lists.waiting) == 2


def test_everything_refused_can_be_sent_again_at_once(app: StandInApp) -> None:
    app.kept["parked"] += (operation(3, "Katherine Johnson", OperationState.PARKED),)
    app.count()
    sync = screen(app)

    sync.refused.send_all_again()

    assert (sync.lists.parked, len(sync.lists.waiting)) == ((), 3)
    assert said(sync) == "All 2 are sent again"


def test_never_sending_asks_for_a_reason_and_keeps_it(app: StandInApp) -> None:
    sync = screen(app)

    sync.refused.ask_never(OperationId("op-2"))
    assert sync.never.shown is not None
    assert sync.never.shown.title == "Never send the check-in of Grace Hopper?"
    sync.never.give(" Entered  by hand ")
    sync.refused.never_send()

    assert (sync.lists.parked, len(sync.lists.waiting)) == ((), 1)
    assert app.reasons == ["Entered by hand"]
    assert said(sync) == "It will not be sent; it stays recorded here with your reason"


def test_without_a_reason_nothing_is_dropped(app: StandInApp) -> None:
    sync = screen(app)
    sync.refused.ask_never(OperationId("op-2"))

    sync.never.give("  ")
    sync.refused.never_send()
    assert sync.never.shown is not None
    assert sync.never.shown.fault.startswith("A reason is needed")
    sync.never.give("x")
    assert sync.never.shown.fault == ""
    sync.never.leave()
    sync.refused.never_send()

    assert (len(sync.lists.parked), app.reasons) == (1, [])


def test_what_is_gone_meanwhile_is_not_asked_about(app: StandInApp) -> None:
    sync = screen(app)

    sync.refused.ask_never(OperationId("gone"))
    sync.never.give("x")

    assert sync.never.shown is None
