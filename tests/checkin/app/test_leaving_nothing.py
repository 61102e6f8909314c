"""Practising leaves nothing behind, and forgetting leaves nobody."""

from pathlib import Path

import pytest

from checkin.app import App, open_app
from checkin.app.awaited_badge import awaited_badge
from checkin.credentials import SessionVault
from checkin.desk.forget import StillNeededError
from checkin.errors import UnreachableError
from checkin.model.admission import Admitted
from checkin.model.event import Event
from checkin.paths import folders_under
from checkin.practice.open_event import PracticeServer
from checkin.settings import StationChoice, load
from tests.fakes.awaited import Awaited, nothing_waits


def test_practising_leaves_nothing_behind(tmp_path: Path) -> None:
    with open_app(folders_under(tmp_path), vault=SessionVault()) as app:
        before = app.settings
        app.practise()
        app.choose_event(app.events()[0])
        app.pull()
        practice = app.practice
        assert practice is not None
        practice.go_offline()
        with pytest.raises(UnreachableError):
            app.events()
        practice.come_back()

    assert load(tmp_path / "settings") == before
    with open_app(folders_under(tmp_path), vault=SessionVault()) as app:
        assert app.event is None


def test_an_event_that_still_waits_cannot_be_forgotten(ready_app: App, codes: list[str]) -> None:
    ready_app.desk.admit(codes[0])

    with pytest.raises(StillNeededError, match="still wait"):
        ready_app.forget_event(chosen(ready_app))


def test_a_forgotten_event_leaves_no_name_in_the_file(
    ready_app: App, server: PracticeServer, tmp_path: Path
) -> None:
    name = next(row.email for row in server.platform.attendees if row.email)
    assert name.encode() in files_of(tmp_path)

    ready_app.forget_event(chosen(ready_app))

    assert ready_app.event is None
    assert not ready_app.mirror_fault()
    assert name.encode() not in files_of(tmp_path)


def chosen(app: App) -> Event:
    event = app.event
    assert event is not None
    return event


def files_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted((folder / "data").glob("mirror*")))


def test_a_crash_while_practising_leaves_what_was_set_up_before(
    tmp_path: Path, ready_app: App, vault: SessionVault
) -> None:
    before = ready_app.settings
    ready_app.practise()
    ready_app.choose_event(ready_app.events()[0])
    ready_app.pull()
    ready_app.choose_station(StationChoice(name="Practice", platform_id="61"))

    with open_app(folders_under(tmp_path), vault=vault) as later:  # the first one never closed
        assert later.settings == before
        assert later.ready


def test_the_switch_of_the_practice_platform_shows_how_it_stands(app: App) -> None:
    app.practise()
    practice = app.practice
    assert practice is not None

    practice.go_offline()
    gone = practice.offline
    practice.come_back()

    assert (gone, practice.offline) == (True, False)


def test_practising_keeps_no_sign_in(app: App, vault: SessionVault) -> None:
    account = app.practise()

    assert account.notes == ()
    assert app.is_signed_in
    assert "0 connections" in repr(vault)


def test_forgetting_takes_the_badge_files_along_and_keeps_what_was_refused(
    ready_app: App, codes: list[str]
) -> None:
    admission = ready_app.desk.admit(codes[0]).admission
    assert isinstance(admission, Admitted)
    badge = awaited_badge(ready_app, admission.attendee.id).path
    assert badge is not None
    settled = Awaited(ready_app.notices, nothing_waits)
    ready_app.start_sync()
    settled.wait()

    ready_app.forget_event(chosen(ready_app))

    assert not badge.exists()
