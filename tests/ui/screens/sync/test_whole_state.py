import pytest

from checkin.errors import (
    MirrorDamagedError,
    MirrorFullError,
)
from checkin.notices import (
    DoorTroubled,
    JournalTroubled,
    PhotosFetched,
)
from tests.ui.screens.stand_in import StandInApp, trouble_at_the_door
from tests.ui.screens.sync.presented import line, screen
from ui.theme.tokens import Tone

# -- how everything stands -------------------------------------------------------------------------


def test_everything_is_one_sentence(app: StandInApp) -> None:
    assert line(screen(app)) == (
        "1 check-in waiting since 09:11 · 1 refused by the platform, to be looked at · last contact 09:12 · "
        "the door works normally"
    )


def test_a_full_disk_is_said_at_once_with_what_to_do_and_goes_away(app: StandInApp) -> None:
    sync = screen(app)
    app.door = trouble_at_the_door(MirrorFullError("The disk is full."))
    app.notices.put_up(DoorTroubled(reason="The disk is full.", kind="MirrorFullError"))

    assert line(sync).startswith("The door does NOT work: this computer's disk is full")
    assert "Nobody is checked in here until that is mended." in sync.troubles[0].advice
    assert "goes on" not in sync.headline.advice
    app.door.trouble = None
    app.notices.put_up(DoorTroubled())

    assert (sync.troubles, line(sync).endswith("the door works normally")) == ((), True)


def test_a_mirror_that_cannot_be_read_is_said_in_the_same_place(app: StandInApp) -> None:
    app.trouble["doubles"] = MirrorDamagedError("damaged")
    app.trouble["sync_status"] = MirrorDamagedError("damaged")

    assert "the attendee list is damaged" in line(screen(app))


def test_a_mirror_that_breaks_while_it_is_read_shows_what_is_known(app: StandInApp) -> None:
    app.trouble["doubles"] = MirrorDamagedError("damaged")

    assert screen(app).lists.parked == ()


@pytest.mark.parametrize(
    ("folder", "why", "do"),
    [
        ("/media/STICK", "The folder /media/STICK is not there.", "Plug the stick in again"),
        ("/media/STICK", "The disk that holds /media/STICK is full.", "choose another folder in Settings"),
    ],
)
def test_a_journal_in_trouble_is_said_with_what_is_safe(
    app: StandInApp, folder: str, why: str, do: str
) -> None:
    sync = screen(app)

    app.journal_trouble = {folder: why}
    app.notices.put_up(JournalTroubled(folder=folder, reason=why))

    [trouble] = sync.troubles
    assert (trouble.tone, trouble.title) == (Tone.ASK, "The journal in “STICK” cannot be written")
    assert trouble.advice.startswith(f"{why} Check-ins go on and nothing is lost")
    assert do in trouble.advice


def test_our_own_journal_in_trouble_warns_of_the_door(app: StandInApp) -> None:
    app.journal_trouble = {str(app.folders.journal): "The disk is full."}

    [trouble] = screen(app).troubles

    assert trouble.title == "The journal on this computer cannot be written"
    assert "the door needs it, too" in trouble.advice


def test_nobody_sees_it_so_only_the_line_is_followed(app: StandInApp) -> None:
    sync = screen(app)
    sync.awake = False
    app.kept["parked"], app.status.online = (), False
    app.count()

    assert (len(sync.lists.parked), sync.headline.title) == (1, "Offline since 09:12")
    sync.begin()

    assert sync.lists.parked == ()


# -- what is explained -----------------------------------------------------------------------------


def test_what_waits_is_explained_when_asked(app: StandInApp) -> None:
    sync = screen(app)

    sync.lists.explain("op-1")
    assert sync.lists.explained is not None
    assert sync.lists.explained.title == "Ada Lovelace: waiting to be sent"
    sync.lists.leave()
    sync.lists.explain("gone")

    assert sync.lists.explained is None


@pytest.mark.parametrize(
    ("number", "title"), [(1, "1 photo could not be fetched"), (12, "12 photos could not be fetched")]
)
def test_photos_that_could_not_be_fetched_are_said_and_go_away(
    app: StandInApp, number: int, title: str
) -> None:
    sync = screen(app)

    sync.hear(PhotosFetched(fetched=0, failed=number))
    [trouble] = sync.troubles
    sync.hear(PhotosFetched(fetched=number, failed=0))

    assert trouble.title == title
    assert "again by themselves" in trouble.advice
    assert sync.troubles == ()
