"""A day with everything that can go wrong, on each platform; then support is sent the log and a report."""

import zipfile
from pathlib import Path

import pytest

from checkin.app import App, Schedule, open_app
from checkin.app.awaited_badge import awaited_badge
from checkin.app.command_line import choose_first_station, push_everything
from checkin.app.doctor import examine
from checkin.app.report import write_report
from checkin.credentials import SessionVault
from checkin.desk.register import FormError
from checkin.errors import CheckinError
from checkin.model.admission import Admitted
from checkin.model.platform import Capability
from checkin.paths import folders_under
from checkin.practice.rehearsals import REHEARSALS, Rehearsal, rehearse
from tests.fakes.overheard import logs_under, overheard, personal_words

_GREENS = 12


@pytest.mark.parametrize("platform", REHEARSALS)
def test_neither_log_nor_report_names_anybody(tmp_path: Path, platform: str) -> None:
    rehearsal = rehearse(platform, attendees=40, seed=5)
    rehearsal.lay_out(tmp_path)
    rehearsal.come_back()
    secrets = {*rehearsal.secrets.values()}
    schedule = Schedule(changes=3600)
    with open_app(folders_under(tmp_path / "desk"), vault=SessionVault(), schedule=schedule) as app:
        set_up(app, rehearsal)
        a_morning(app, rehearsal)
        an_outage(app, rehearsal)
        write_report(app, tmp_path / "report.zip", examine(app))
    rehearsal.go_offline()
    with zipfile.ZipFile(tmp_path / "report.zip") as archive:
        archive.extractall(tmp_path / "sent" / "logs")

    assert len(personal_words(tmp_path)) > 100
    assert sum(log.stat().st_size for log in logs_under(tmp_path)) > 1000
    assert overheard(tmp_path, secrets) == {}


def set_up(app: App, rehearsal: Rehearsal) -> None:
    app.connect(rehearsal.connection, rehearsal.secrets)
    app.choose_event(next(one for one in app.events() if one.platform_id == rehearsal.main_event))
    app.pull()
    choose_first_station(app)


def a_morning(app: App, rehearsal: Rehearsal) -> None:
    """Yes and no to everybody, one taken back, one registered, one mended, one badge."""
    greens = []
    for visitor in rehearsal.visitors():
        scan = app.desk.admit(visitor.code)
        app.desk.admit(f"{visitor.code}-torn")
        if isinstance(scan.admission, Admitted) and scan.movement is not None:
            greens.append((scan.admission.attendee, scan.movement))
        if len(greens) == _GREENS:
            break
    assert greens
    attendee, movement = greens[0]
    app.desk.undo(movement)
    awaited_badge(app, attendee.id)
    if Capability.CORRECTION in app.desk.capabilities:
        app.desk.correct(attendee.id, {"family_name": "Overheard-Nobody"})
    if Capability.WALK_IN in app.desk.capabilities:
        with pytest.raises(FormError):
            app.desk.register({})


def an_outage(app: App, rehearsal: Rehearsal) -> None:
    """Nothing gets through, then nonsense does, then a sign-in is refused, then everything."""
    rehearsal.go_offline()
    push_everything(app, patience=0.5)
    rehearsal.come_back()
    rehearsal.faults.answer_html(times=2)
    push_everything(app, patience=0.5)
    with pytest.raises(CheckinError):
        app.connect(rehearsal.connection, dict.fromkeys(rehearsal.secrets, "wrong-5up3rs3cr3t-overheard"))
    push_everything(app, patience=5)
