"""The desk as it is made from what was chosen and what was pulled."""

from collections.abc import Iterator

import pytest

from checkin.app import App
from checkin.app.command_line import choose_first_station
from checkin.errors import SettingsError
from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.station import StationKind
from checkin.practice.rehearsals import Rehearsal, rehearse
from checkin.settings import StationChoice
from tests.fakes.rehearsed import set_up


@pytest.fixture
def asked() -> Iterator[Rehearsal]:
    """A platform that can be asked at the door."""
    made = rehearse("nutickets", attendees=40, seed=2026)
    made.come_back()
    yield made
    made.go_offline()


def live(app: App, rehearsal: Rehearsal) -> None:
    set_up(app, rehearsal)
    choose_first_station(app, rehearsal.main_station)
    station = app.settings.station
    assert station is not None
    app.choose_station(station.model_copy(update={"live": True}))


def test_who_comes_into_a_zone_the_platform_no_longer_has_a_lead_must_say(
    ready_app: App, codes: list[str]
) -> None:
    ready_app.choose_station(StationChoice(name="Door", kind=StationKind.CHECK_IN, zone="session:gone"))

    admission = ready_app.desk.admit(codes[0]).admission

    assert isinstance(admission, Refused)
    assert admission.refusal is Refusal.ZONE_CLOSED
    assert isinstance(ready_app.desk.admit(codes[0], Refusal.ZONE_CLOSED).admission, Admitted)


def test_the_platform_is_asked_and_has_the_check_in_at_once(app: App, asked: Rehearsal) -> None:
    live(app, asked)
    visitor = next(one for one in asked.visitors() if one.expected is None)

    scan = app.desk.admit(visitor.code)

    assert isinstance(scan.admission, Admitted)
    assert asked.record()[visitor.platform_id] == 1
    assert app.sync_status().counts.waiting == 0


def test_a_platform_that_is_gone_keeps_nobody_waiting(app: App, asked: Rehearsal) -> None:
    live(app, asked)
    asked.go_offline()
    visitor = next(one for one in asked.visitors() if one.expected is None)

    assert isinstance(app.desk.admit(visitor.code).admission, Admitted)
    assert app.sync_status().counts.waiting == 1


def test_after_signing_in_again_a_new_connection_is_asked(app: App, asked: Rehearsal) -> None:
    live(app, asked)
    before = app.desk
    app.sign_in_again(asked.secrets)
    app.stop_sync()
    one, other = [one for one in asked.visitors() if one.expected is None][:2]

    before.admit(one.code)
    app.desk.admit(other.code)

    assert (asked.record()[one.platform_id], asked.record()[other.platform_id]) == (0, 1)


def test_who_no_longer_wants_to_ask_does_not(app: App, asked: Rehearsal) -> None:
    live(app, asked)
    assert app.desk.post.ask_platform is not None

    app.choose_station(StationChoice(name="Front"))

    assert app.desk.post.ask_platform is None


def test_a_platform_that_cannot_be_asked_is_not(ready_app: App) -> None:
    ready_app.choose_station(StationChoice(name="Front", live=True))

    assert ready_app.desk.post.ask_platform is None


def test_without_a_post_there_is_no_desk(ready_app: App) -> None:
    ready_app.change_settings(station=None)

    with pytest.raises(SettingsError, match="No station"):
        _ = ready_app.desk
