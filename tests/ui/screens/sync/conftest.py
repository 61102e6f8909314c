"""A registration with something that waits and something that was refused."""

import pytest

from checkin.model.operation import OperationState
from tests.ui.screens.sample_event import operation
from tests.ui.screens.stand_in import StandInApp, at_registration


@pytest.fixture
def app() -> StandInApp:
    made = at_registration()
    made.kept["waiting"] = (operation(1, "Ada Lovelace", OperationState.PENDING),)
    made.kept["parked"] = (operation(2, "Grace Hopper", OperationState.PARKED, "Order was refunded"),)
    made.count()
    return made
