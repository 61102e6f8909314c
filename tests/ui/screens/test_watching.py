import pytest

from checkin.errors import MirrorDamagedError, MirrorFullError
from checkin.notices import DoublesChanged, PhotosFetched, PlatformReached
from tests.ui.screens.stand_in import StandInApp, at_registration, trouble_at_the_door
from ui.screens.watching import Watch


@pytest.fixture
def app() -> StandInApp:
    return at_registration()


def test_a_journal_is_troubled_while_there_is_a_reason(app: StandInApp) -> None:
    app.journal_trouble = {"/media/STICK": "It is gone.", "/nowhere/journal": ""}

    facts = Watch().facts(app.as_app())

    assert facts.journals == {"/media/STICK": "It is gone."}
    assert facts.own_journal == str(app.folders.journal)


def test_the_newest_number_of_double_entries_counts(app: StandInApp) -> None:
    watch = Watch()

    for notice in (DoublesChanged(open=3), DoublesChanged(open=2), PlatformReached()):
        watch.hear(notice)

    assert watch.facts(app.as_app()).doubles == 2


def test_a_door_in_trouble_is_told(app: StandInApp) -> None:
    app.door = trouble_at_the_door(MirrorFullError("full"))

    assert isinstance(Watch().facts(app.as_app()).door, MirrorFullError)


def test_a_mirror_that_cannot_be_read_is_no_working_door(app: StandInApp) -> None:
    app.trouble["sync_status"] = MirrorDamagedError("damaged")

    assert isinstance(Watch().facts(app.as_app()).door, MirrorDamagedError)


def test_whether_the_platform_is_told_is_the_desks_to_say(app: StandInApp) -> None:
    app.desk.tells_movements = False

    assert not Watch().facts(app.as_app()).tells
    assert Watch().facts(StandInApp().as_app()).tells, "nothing is chosen yet"


def test_how_many_photos_could_not_be_fetched_is_as_it_was_said_last(app: StandInApp) -> None:
    watch = Watch()

    for notice in (PhotosFetched(fetched=3, failed=12), PlatformReached()):
        watch.hear(notice)

    assert watch.facts(app.as_app()).photos == 12
