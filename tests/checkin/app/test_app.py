"""The app as the window drives it, on real HTTP and a real file."""

import threading
import time
from pathlib import Path

import pytest

from checkin.app import App, Schedule, open_app
from checkin.app.pulling import PullFailedError
from checkin.app.sole import AnotherProcessError
from checkin.badges.printers import Readiness
from checkin.credentials import SessionVault
from checkin.desk.forget import StillNeededError
from checkin.errors import BadgeError, CredentialsError, SettingsError, UnreachableError
from checkin.model.admission import Admitted
from checkin.model.operation import Move, OutboxCounts
from checkin.model.station import StationKind
from checkin.notices import (
    MirrorRefreshed,
    Notice,
    OutboxChanged,
    PlatformLost,
    PlatformReached,
    PullProgressed,
    SignInNeeded,
)
from checkin.paths import folders_under
from checkin.practice.open_event import PracticeServer
from checkin.settings import Connection, PrinterChoice, PrinterKind, StationChoice, load
from tests.fakes.awaited import PATIENCE, Awaited, nothing_waits

SECRETS = {"password": "practice"}


def test_a_first_start_is_not_ready_and_says_why(app: App) -> None:
    assert not app.ready
    assert app.event is None
    with pytest.raises(SettingsError, match="No platform"):
        app.events()
    with pytest.raises(SettingsError, match="No event"):
        _ = app.desk
    with pytest.raises(SettingsError, match="No event"):
        app.stations()


def test_it_offers_a_form_for_each_platform(app: App) -> None:
    forms = {form.platform: form for form in app.platforms()}

    assert [field.name for field in forms["open_event"].fields] == ["base_url", "account", "password"]


def test_ones_own_badge_templates_are_kept_beside_the_mirror(app: App) -> None:
    name = app.templates.duplicate("default")

    assert (app.folders.data / "templates" / f"{name}.json").is_file()


def test_setting_up_leads_to_an_open_desk(ready_app: App) -> None:
    assert ready_app.ready
    assert ready_app.desk.counts().attendees > 50
    assert {station.kind for station in ready_app.stations()} == set(StationKind)
    assert any(zone.room for zone in ready_app.zones())
    assert "Speaker" in ready_app.ticket_types()


def test_a_wrong_password_changes_nothing(app: App, connection: Connection) -> None:
    with pytest.raises(CredentialsError):
        app.connect(connection, {"password": "wrong"})

    assert app.settings.connection is None
    assert not app.is_signed_in


def test_a_pull_announces_its_pages_and_its_end(app: App, connection: Connection) -> None:
    app.connect(connection, SECRETS)
    app.choose_event(app.events()[0])
    heard: list[Notice] = []
    app.notices.listen(heard.append)

    summary = app.pull()

    pages = [notice for notice in heard if isinstance(notice, PullProgressed)]
    assert pages[-1].done == pages[-1].total == summary.attendees
    assert isinstance(heard[-1], MirrorRefreshed)


def test_a_cancelled_pull_goes_on_where_it_was(app: App, connection: Connection) -> None:
    app.connect(connection, SECRETS)
    app.choose_event(app.events()[0])
    cancelled = threading.Event()
    cancelled.set()

    first = app.pull(cancelled)
    second = app.pull()

    assert first.cancelled
    assert not second.cancelled
    assert second.attendees > first.attendees


def test_what_was_admitted_reaches_the_platform(
    ready_app: App, codes: list[str], server: PracticeServer
) -> None:
    settled = Awaited(ready_app.notices, nothing_waits)
    ready_app.start_sync()
    ready_app.start_sync()

    scan = ready_app.at_desk(lambda: ready_app.desk.admit(codes[0])).result(PATIENCE)
    settled.wait()

    assert isinstance(scan.admission, Admitted)
    assert list(server.platform.check_in_counts().values()) == [1]
    assert ready_app.sync_status().counts == OutboxCounts(settled=1)
    assert ready_app.sync_status().online


def test_a_printer_that_takes_its_time_keeps_nobody_waiting(ready_app: App, codes: list[str]) -> None:
    taking_time = threading.Event()
    printing = ready_app.at_printer(lambda: taking_time.wait(PATIENCE))

    scan = ready_app.at_desk(lambda: ready_app.desk.admit(codes[0])).result(PATIENCE)

    assert scan.movement is not None
    assert not printing.done()
    taking_time.set()
    assert printing.result(PATIENCE)


def test_an_outage_is_told_once_and_check_ins_go_on(
    ready_app: App, codes: list[str], server: PracticeServer
) -> None:
    lost = Awaited(ready_app.notices, lambda notice: isinstance(notice, PlatformLost))
    back = Awaited(ready_app.notices, nothing_waits)
    server.go_offline()
    ready_app.start_sync()
    for code in codes[:5]:
        assert ready_app.desk.admit(code).movement is not None
    lost.wait()
    assert not ready_app.sync_status().online
    assert len(ready_app.waiting()) == 5

    server.come_back()
    ready_app.sync_now()
    back.wait()

    kinds = [type(notice) for notice in back.notices]
    assert kinds.count(PlatformLost) == 1
    assert kinds.count(PlatformReached) == 1
    assert set(server.platform.check_in_counts().values()) == {1}


def test_a_desk_opens_offline_with_what_it_has(
    tmp_path: Path, ready_app: App, vault: SessionVault, codes: list[str], server: PracticeServer
) -> None:
    ready_app.close()
    server.go_offline()

    with open_app(folders_under(tmp_path), vault=vault) as later:
        later.start_sync()

        assert later.ready
        assert later.desk.admit(codes[0]).movement is not None


def test_without_a_kept_sign_in_the_sync_asks_for_one(
    tmp_path: Path, ready_app: App, codes: list[str], server: PracticeServer
) -> None:
    ready_app.close()
    with open_app(folders_under(tmp_path), vault=SessionVault()) as later:
        asked = Awaited(later.notices, lambda notice: isinstance(notice, SignInNeeded))
        settled = Awaited(later.notices, nothing_waits)
        later.start_sync()
        asked.wait()
        assert later.sync_status().sign_in_needed
        later.desk.admit(codes[0])

        later.sign_in_again(SECRETS)
        settled.wait()

    assert list(server.platform.check_in_counts().values()) == [1]


def test_a_sign_in_that_ends_in_mid_run_stops_the_push_and_loses_nothing(
    ready_app: App, codes: list[str], server: PracticeServer
) -> None:
    asked = Awaited(ready_app.notices, lambda notice: isinstance(notice, SignInNeeded))
    settled = Awaited(ready_app.notices, nothing_waits)
    server.platform.accounts.change_password("organizer@practice.example", "another")
    server.platform.accounts.rotate_secret()
    ready_app.start_sync()
    ready_app.desk.admit(codes[0])
    asked.wait()

    ready_app.sign_in_again({"password": "another"})
    settled.wait()

    assert list(server.platform.check_in_counts().values()) == [1]


def test_a_parked_check_in_can_be_sent_again_or_never(ready_app: App, codes: list[str]) -> None:
    parked = Awaited(ready_app.notices, lambda one: isinstance(one, OutboxChanged) and one.counts.parked == 2)
    ready_app.choose_station(StationChoice(name="Gone", platform_id="999999"))
    for code in codes[:2]:
        ready_app.desk.admit(code)
    ready_app.start_sync()
    parked.wait()
    first, second = ready_app.parked()
    assert first.station_name == "Gone"
    assert "not found" in first.reason

    ready_app.stop_sync()
    ready_app.withdraw(first.operation.id)
    ready_app.send_again(second.operation.id)

    assert ready_app.sync_status().counts == OutboxCounts(waiting=1)


def test_closing_takes_a_second_even_while_the_platform_does_not_answer(
    tmp_path: Path, connection: Connection, server: PracticeServer
) -> None:
    app = open_app(folders_under(tmp_path), vault=SessionVault(), schedule=Schedule(changes=0.1))
    app.connect(connection, SECRETS)
    app.choose_event(app.events()[0])
    server.faults.slow(30.0)
    pulling = threading.Event()
    failures: list[Exception] = []

    def pull() -> None:
        pulling.set()
        try:
            app.pull()
        except UnreachableError as error:
            failures.append(error)

    thread = threading.Thread(target=pull)
    thread.start()
    pulling.wait()

    began = time.monotonic()
    app.close()
    thread.join(PATIENCE)

    assert time.monotonic() - began < 3.0
    assert len(failures) == 1


def test_a_second_process_does_not_send_and_says_why(
    tmp_path: Path, ready_app: App, vault: SessionVault
) -> None:
    ready_app.start_sync()

    with open_app(folders_under(tmp_path), vault=vault) as second:
        with pytest.raises(AnotherProcessError, match="Another window"):
            second.start_sync()
        ready_app.stop_sync()
        second.start_sync()

        assert second.sync_status().counts.waiting == 0


def test_a_complete_pull_while_the_sync_runs_leaves_it_running(ready_app: App, codes: list[str]) -> None:
    ready_app.start_sync()
    settled = Awaited(ready_app.notices, nothing_waits)
    ready_app.desk.admit(codes[0])

    summary = ready_app.pull()
    settled.wait()

    assert summary.attendees == ready_app.desk.counts().attendees
    assert ready_app.sync_status().online
    assert not ready_app.sync_status().sign_in_needed


def test_a_complete_pull_that_the_sync_cannot_do_says_so(ready_app: App, server: PracticeServer) -> None:
    server.go_offline()
    ready_app.start_sync()

    with pytest.raises(PullFailedError, match="No server"):
        ready_app.pull()


def test_a_complete_pull_asked_for_during_an_outage_says_so_again(
    ready_app: App, server: PracticeServer
) -> None:
    lost = Awaited(ready_app.notices, lambda notice: isinstance(notice, PlatformLost))
    server.go_offline()
    ready_app.start_sync()
    ready_app.sync_now()
    lost.wait()

    with pytest.raises(PullFailedError, match="No server"):
        ready_app.pull()


def test_a_complete_pull_asked_for_while_signed_out_says_so(ready_app: App, server: PracticeServer) -> None:
    asked = Awaited(ready_app.notices, lambda notice: isinstance(notice, SignInNeeded))
    server.platform.accounts.change_password("organizer@practice.example", "another")
    server.platform.accounts.rotate_secret()
    ready_app.start_sync()
    ready_app.sync_now()
    asked.wait()

    with pytest.raises(PullFailedError):
        ready_app.pull()


def test_a_pull_by_the_sync_need_not_be_waited_for(ready_app: App, server: PracticeServer) -> None:
    server.faults.slow(30.0)
    ready_app.start_sync()
    cancelled = threading.Event()
    cancelled.set()

    assert ready_app.pull(cancelled).cancelled


def test_closing_ends_a_sign_in_that_is_never_answered(
    tmp_path: Path, connection: Connection, server: PracticeServer
) -> None:
    app = open_app(folders_under(tmp_path), vault=SessionVault())
    server.faults.slow(30.0)
    signing_in = threading.Thread(target=lambda: swallow(app, connection))
    signing_in.start()
    assert server.faults.wait_for_trouble(PATIENCE)

    began = time.monotonic()
    app.close()
    signing_in.join(PATIENCE)

    assert time.monotonic() - began < 3.0
    with pytest.raises(SettingsError, match="closing"):
        app.events()


def swallow(app: App, connection: Connection) -> None:
    with pytest.raises(UnreachableError):
        app.connect(connection, SECRETS)


def test_settings_changed_from_two_threads_all_stay(app: App) -> None:
    def change(name: str) -> None:
        for number in range(50):
            app.change_settings(**{name: f"{number}"})

    threads = [threading.Thread(target=change, args=(name,)) for name in ("camera", "logo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (app.settings.camera, app.settings.logo) == ("49", "49")
    assert load(app.folders.settings) == app.settings


def test_what_cannot_be_forgotten_yet_goes_on_being_sent(
    ready_app: App, codes: list[str], server: PracticeServer
) -> None:
    server.go_offline()
    ready_app.desk.admit(codes[0])
    ready_app.start_sync()
    event = ready_app.event
    assert event is not None

    with pytest.raises(StillNeededError):
        ready_app.forget_event(event)

    settled = Awaited(ready_app.notices, nothing_waits)
    server.come_back()
    ready_app.sync_now()
    settled.wait()


def test_with_the_last_event_goes_what_its_connection_kept(ready_app: App, connection: Connection) -> None:
    memory, event = ready_app.accounts.memories.of(connection), ready_app.event
    memory.write("codes", "C1")
    assert event is not None

    ready_app.forget_event(event)

    assert memory.read("codes") == ""


def test_with_one_of_two_events_what_the_connection_kept_stays(
    ready_app: App, connection: Connection
) -> None:
    memory, event = ready_app.accounts.memories.of(connection), ready_app.event
    memory.write("codes", "C1")
    assert event is not None
    ready_app.choose_event(ready_app.events()[1])

    ready_app.forget_event(event)

    assert memory.read("codes") == "C1"


def test_of_what_waits_the_check_ins_are_counted_apart(ready_app: App, codes: list[str]) -> None:
    for code in codes[:2]:
        ready_app.desk.admit(code)

    waiting = ready_app.waiting()

    assert ready_app.waiting_check_ins() == 2
    assert ready_app.waiting_check_ins() == sum(isinstance(one.operation.task, Move) for one in waiting)


def test_all_that_was_parked_is_sent_again_at_once(ready_app: App, codes: list[str]) -> None:
    parked = Awaited(ready_app.notices, lambda one: isinstance(one, OutboxChanged) and one.counts.parked == 2)
    ready_app.choose_station(StationChoice(name="Gone", platform_id="999999"))
    for code in codes[:2]:
        ready_app.desk.admit(code)
    ready_app.start_sync()
    parked.wait()
    ready_app.stop_sync()

    ready_app.send_again(*(one.operation.id for one in ready_app.parked()))

    assert (ready_app.parked(), len(ready_app.waiting())) == ((), 2)
    assert [ready_app.desk.look(one.attendee).waiting for one in ready_app.waiting() if one.attendee] == [
        True,
        True,
    ]


def test_nobody_is_erased_under_another_window(ready_app: App, tmp_path: Path, vault: SessionVault) -> None:
    ready_app.start_sync()
    event = ready_app.event
    assert event is not None

    with open_app(folders_under(tmp_path), vault=vault) as second:
        with pytest.raises(AnotherProcessError, match="Another window"):
            second.forget_event(event)
        assert second.events_here() == (event,)


def test_a_printer_says_how_it_is_before_it_is_chosen(app: App, tmp_path: Path) -> None:
    folder = PrinterChoice(kind=PrinterKind.FOLDER, folder=str(tmp_path))
    nothing = PrinterChoice(kind=PrinterKind.SYSTEM)

    assert app.printer_state(folder).readiness is Readiness.READY
    with pytest.raises(BadgeError, match="No printer is chosen"):
        app.printer_state(nothing)
