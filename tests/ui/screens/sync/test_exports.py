from datetime import UTC
from pathlib import Path

import pytest

from checkin.desk.export import ExportFormat
from checkin.errors import (
    SettingsError,
)
from checkin.model.operation import OutboxCounts
from tests.ui.screens.sample_event import NOW
from tests.ui.screens.stand_in import StandInApp
from tests.ui.screens.sync.presented import screen
from ui.screens.sync.exports import MENU, file_name
from ui.theme.tokens import Tone

# -- where check-ins stay here ---------------------------------------------------------------------


@pytest.mark.parametrize("online", [True, False])
def test_where_check_ins_stay_here_it_is_said_calmly(app: StandInApp, online: bool) -> None:  # noqa: FBT001
    app.kept = {"waiting": (), "parked": ()}
    app.status.counts, app.status.online = OutboxCounts(), online
    app.desk.tells_movements = False

    sync = screen(app)

    assert (sync.headline.tone, sync.headline.title) == (Tone.IDLE, "Check-ins stay on this computer")
    assert sync.tallies == ()


def test_walk_ins_that_wait_are_counted_even_there(app: StandInApp) -> None:
    app.status.counts = OutboxCounts(waiting=1)
    app.desk.tells_movements = False

    assert len(screen(app).tallies) == 4


def test_what_was_refused_there_is_said(app: StandInApp) -> None:
    app.desk.tells_movements = False

    assert screen(app).headline.tone is Tone.ASK


def test_what_the_platform_says_of_the_event_is_read(app: StandInApp) -> None:
    app.desk.notes = ("Zone “Lounge” asks questions.",)

    assert screen(app).notes == ("Zone “Lounge” asks questions.",)


# -- exports ---------------------------------------------------------------------------------------


def test_movements_and_people_are_exported_in_each_format(app: StandInApp) -> None:
    sync = screen(app)
    for _, entries in MENU:
        for wanted in entries:
            sync.exporting.write(wanted, Path(f"/x/{sync.exporting.name(wanted)}"))

    assert [(what, form) for what, _, form in app.exported] == [
        (what, form)
        for what in ("movements", "people")
        for form in (ExportFormat.XLSX, ExportFormat.ODS, ExportFormat.CSV, ExportFormat.JSON)
    ]
    assert app.exported[0][1] == Path("/x/PyCon check-ins 2026-11-07 0912.xlsx")
    assert sync.result is not None
    assert (sync.result.title, sync.result.tone) == ("Exported: 1 attendee", Tone.YES)


def test_a_name_without_an_ending_gets_one_and_bad_letters_go(app: StandInApp) -> None:
    sync, wanted = screen(app), MENU[1][1][2]

    sync.exporting.write(wanted, Path("/x/mine"))

    assert app.exported[0][1] == Path("/x/mine.csv")
    assert file_name(wanted, "A/B: C?", NOW, UTC) == "A B C attendees 2026-11-07 0812.csv"
    assert file_name(wanted, "", NOW, UTC).startswith("event ")


def test_an_export_that_fails_is_said(app: StandInApp) -> None:
    sync = screen(app)
    app.trouble["export"] = SettingsError("The folder is read-only")

    sync.exporting.write(MENU[0][1][0], Path("/x/y.xlsx"))

    assert sync.result is not None
    assert sync.result.tone is Tone.NO
