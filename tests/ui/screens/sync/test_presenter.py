from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from checkin.desk.export import ExportFormat
from checkin.errors import (
    CredentialsError,
    MirrorDamagedError,
    MirrorFullError,
    SettingsError,
    UnreachableError,
)
from checkin.model.ids import EventId, OperationId
from checkin.model.operation import OperationState, OutboxCounts
from checkin.model.platform import SetupField
from checkin.notices import (
    DoorTroubled,
    DoublesChanged,
    JournalTroubled,
    MirrorRefreshed,
    PlatformLost,
    PlatformReached,
    PullProgressed,
    SignInNeeded,
    SyncTroubled,
)
from checkin.settings import Connection
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.sample_event import FORM, NOW, double, operation
from tests.ui.screens.stand_in import StandInApp, StandInPractice, at_registration, trouble_at_the_door
from ui.screens.sync.exports import MENU, file_name
from ui.screens.sync.presenter import SyncPresenter
from ui.tasks import Ask
from ui.theme.tokens import Tone

RIGHTS = (
    "This account may not check in at this station (Only admin/organiser/coorganizer of event only able to)",
    "The account may not do this: no reason given. It must be owner, organizer or co-organizer of the event.",
)


@pytest.fixture
def app() -> StandInApp:
    made = at_registration()
    made.kept["waiting"] = (operation(1, "Ada Lovelace", OperationState.PENDING),)
    made.kept["parked"] = (operation(2, "Grace Hopper", OperationState.PARKED, "Order was refunded"),)
    made.count()
    return made


def screen(app: StandInApp, ask: Ask = ask_at_once) -> SyncPresenter:
    made = SyncPresenter(app.as_app(), ask)
    app.notices.listen(made.hear)
    made.begin()
    return made


def test_nothing_is_claimed_before_the_first_reading(app: StandInApp) -> None:
    sync = screen(app, LaterAsk())

    assert sync.headline.title == "Looking…"
    assert sync.last_pull == "The attendees were never pulled completely."
    assert [tally.number for tally in sync.tallies] == [0, 0, 0, 0]


def test_online_is_said_with_what_is_left_to_do(app: StandInApp) -> None:
    sync = screen(app)

    assert sync.headline.title == "Online since 09:12"
    assert sync.headline.advice == "The platform refused something: see below."
    assert sync.last_pull == "Attendees as of 09:12"
    assert [row.who for row in sync.lists.waiting] == ["Ada Lovelace"]
    assert [row.reason for row in sync.lists.parked] == ["Order was refunded"]


@pytest.mark.parametrize(
    ("counts", "advice"),
    [
        (OutboxCounts(waiting=2), "Everything is on its way."),
        (OutboxCounts(settled=2), "Everything that can be sent has arrived."),
    ],
)
def test_online_without_trouble_is_good_news(app: StandInApp, counts: OutboxCounts, advice: str) -> None:
    app.status.counts = counts

    headline = screen(app).headline

    assert (headline.tone, headline.advice) == (Tone.YES, advice)


def test_offline_says_why_and_that_the_desk_goes_on(app: StandInApp) -> None:
    sync = screen(app)
    app.status.online, app.status.reason = False, "No route to the server"

    app.notices.put_up(PlatformLost(reason="No route to the server"))

    assert sync.headline.tone is Tone.ASK
    assert sync.headline.title == "Offline since 09:12"
    assert sync.headline.advice.startswith("No route to the server. Check-in goes on;")


def test_since_is_when_it_began_not_when_it_was_last_read(app: StandInApp) -> None:
    sync = screen(app)

    app.clock.at = NOW.replace(hour=10)
    app.notices.put_up(PlatformReached())

    assert sync.headline.title == "Online since 09:12"


def test_a_sign_in_that_is_needed_outweighs_everything(app: StandInApp) -> None:
    sync = screen(app)
    app.status.sign_in_needed, app.status.reason = True, ""

    app.notices.put_up(SignInNeeded(reason="Token expired"))

    assert sync.headline.tone is Tone.NO
    assert (sync.sign_in_needed, sync.signing_in.account) == (True, "Open Event, lead@example.org")


@pytest.mark.parametrize("reason", RIGHTS)
def test_a_missing_right_is_no_matter_of_signing_in_alone(app: StandInApp, reason: str) -> None:
    app.status.sign_in_needed, app.status.reason = True, reason

    sync = screen(app)

    assert "sign in again" not in sync.headline.title
    assert sync.headline.advice.startswith(reason)
    assert "may need the role co-organizer" in sync.headline.advice
    assert sync.sign_in_needed


def test_a_sign_in_that_ended_is_one(app: StandInApp) -> None:
    app.status.sign_in_needed = True
    app.status.reason = "The sign-in at the platform has ended. Sign in again; nothing recorded here is lost."

    assert screen(app).headline.title == "The platform wants you to sign in again"


def said(sync: SyncPresenter) -> str:
    assert sync.result is not None
    return sync.result.title


def sign_in(sync: SyncPresenter, *secrets: str) -> None:
    sync.signing_in.open()
    for key, secret in enumerate(secrets):
        sync.signing_in.give(key, secret)
    sync.sign_in()


def test_signing_in_again_mends_it(app: StandInApp) -> None:
    app.status.sign_in_needed = True
    sync = screen(app)

    sign_in(sync, "n3w")

    assert app.secrets == {"password": "n3w"}
    assert not sync.sign_in_needed
    assert sync.signing_in.shown is None
    assert sync.result is not None
    assert sync.result.title == "Signed in as lead@example.org"


def test_exactly_the_secrets_of_the_platform_are_asked(app: StandInApp) -> None:
    secrets = (
        SetupField(name="code", label="Set-up code", help="Works once.", secret=True),
        SetupField(name="pin", label="PIN", secret=True, required=False),
    )
    app.forms = (FORM, replace(FORM, platform="other", label="Other", fields=(*FORM.fields[:2], *secrets)))
    app.change_settings(connection=Connection(platform="other", base_url="https://x.example"))
    sync = screen(app)

    sync.signing_in.open()

    assert sync.signing_in.shown is not None
    assert [one.field.label for one in sync.signing_in.shown.asked] == ["Set-up code", "PIN"]
    assert sync.signing_in.shown.advice == "Other"
    sync.signing_in.give(0, "abc")
    sync.sign_in()
    assert app.secrets == {"code": "abc"}


def test_a_set_up_code_scanned_into_the_field_is_read(app: StandInApp) -> None:
    sync = screen(app)

    sign_in(sync, "open_event|n3w")
    assert app.secrets == {"password": "n3w"}
    sign_in(sync, "another|n3w")

    assert app.secrets == {"password": "another|n3w"}


def test_an_empty_password_is_not_sent(app: StandInApp) -> None:
    sync = screen(app)

    sign_in(sync, "")

    assert app.secrets == {}
    assert sync.signing_in.shown is not None
    assert sync.signing_in.shown.asked[0].fault == "An answer is needed."
    sync.signing_in.give(0, "x")
    assert sync.signing_in.shown.asked[0].fault == ""
    sync.signing_in.leave()
    assert sync.signing_in.shown is None


def test_a_wrong_password_is_said(app: StandInApp) -> None:
    sync = screen(app)
    app.trouble["sign_in_again"] = CredentialsError("open_event", "Invalid credentials")

    sign_in(sync, "wrong")

    assert sync.result is not None
    assert sync.result.tone is Tone.NO


def test_trouble_of_the_sync_is_told_until_the_platform_answers(app: StandInApp) -> None:
    sync = screen(app)

    app.notices.put_up(SyncTroubled(reason="Its answer cannot be read."))
    assert sync.headline.advice == "Its answer cannot be read."
    app.notices.put_up(PlatformReached())

    assert sync.headline.advice != "Its answer cannot be read."


def test_the_four_numbers_have_words(app: StandInApp) -> None:
    app.status.counts = OutboxCounts(waiting=4, uncertain=1, parked=2, settled=90)

    tallies = screen(app).tallies

    assert [(tally.number, tally.label, tally.tone) for tally in tallies] == [
        (4, "Waiting", Tone.IDLE),
        (1, "Uncertain", Tone.ASK),
        (2, "Refused", Tone.NO),
        (90, "Arrived", Tone.YES),
    ]


def test_zeroes_raise_no_alarm(app: StandInApp) -> None:
    app.status.counts = OutboxCounts()

    assert {tally.tone for tally in screen(app).tallies} == {Tone.IDLE}


def test_what_is_not_listed_is_counted(app: StandInApp) -> None:
    app.status.counts = OutboxCounts(waiting=300)

    assert screen(app).lists.waiting_hidden == 299


def test_sync_now_nudges(app: StandInApp) -> None:
    sync = screen(app)

    sync.sync_now()

    assert app.nudges == 1
    assert sync.result is not None


def test_everything_can_be_pulled_again_and_is_told_page_by_page(app: StandInApp) -> None:
    ask = LaterAsk()
    sync = screen(app, ask)
    ask.answer_all()

    sync.pull_again()
    assert sync.pulling == "Asking for the attendees…"
    sync.hear(PullProgressed(event=EventId(1), done=1500, total=4000))
    assert sync.pulling == "1,500 of 4,000 attendees"
    sync.hear(PullProgressed(event=EventId(1), done=7, total=None))
    assert sync.pulling == "7 attendees so far"
    sync.pull_again()
    ask.answer_all()

    assert sync.pulling == ""
    assert sync.result is not None
    assert sync.result.title == "2 attendees are up to date"


def test_pages_of_the_syncs_own_pulls_are_not_shown(app: StandInApp) -> None:
    sync = screen(app)

    sync.hear(PullProgressed(event=EventId(1), done=7, total=None))
    sync.hear(MirrorRefreshed(event=EventId(1), attendees=2, at=NOW))

    assert sync.pulling == ""


def test_a_pull_that_fails_is_said(app: StandInApp) -> None:
    sync = screen(app)
    app.trouble["pull"] = UnreachableError("open_event", "The connection was cut")

    sync.pull_again()

    assert sync.pulling == ""
    assert sync.result is not None
    assert sync.result.tone is Tone.NO


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


# -- how everything stands -------------------------------------------------------------------------


def line(sync: SyncPresenter) -> str:
    assert sync.health is not None
    return sync.health.line


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

    assert trouble.title == "The journal beside the mirror cannot be written"
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


# -- who came in twice -----------------------------------------------------------------------------


@pytest.fixture
def twice(app: StandInApp) -> SyncPresenter:
    app.came_twice = (double(1, "Ada Lovelace"), double(2, "Grace Hopper", seen=True))
    return screen(app)


def test_those_nobody_has_looked_at_are_counted_and_apart(twice: SyncPresenter) -> None:
    assert [row.who for row in twice.lists.unseen] == ["Ada Lovelace"]
    assert [row.who for row in twice.lists.seen] == ["Grace Hopper"]
    assert "1 double entry to look at" in line(twice)


def test_looking_at_one_takes_it_off_the_count(twice: SyncPresenter) -> None:
    twice.lists.explain("double-1")

    twice.twice.looked_at("double-1")

    assert (twice.lists.unseen, len(twice.lists.seen), twice.lists.explained) == ((), 2, None)
    assert "double" not in line(twice)


def test_ours_can_be_taken_back(app: StandInApp) -> None:
    moved = app.desk.admit_attendee(app.people[0].id).movement
    entry = double(1, "Ada Lovelace")
    assert moved is not None
    app.came_twice = (replace(entry, second=replace(entry.second, id=moved)),)
    sync = screen(app)

    sync.twice.take_back(moved)

    assert app.desk.movements[-1].undoes == moved
    assert said(sync) == "Taken back here: Ada Lovelace"


def test_where_the_platform_keeps_it_that_is_said(app: StandInApp) -> None:
    app.desk.told_platform = False
    moved = app.desk.admit_attendee(app.people[0].id).movement
    entry = double(1, "Ada Lovelace")
    assert moved is not None
    app.came_twice = (replace(entry, second=replace(entry.second, id=moved)),)
    sync = screen(app)

    sync.twice.take_back(moved)

    assert sync.result is not None
    assert "take it back there by hand" in sync.result.advice


def test_one_that_is_gone_meanwhile_is_not_taken_back(twice: SyncPresenter, app: StandInApp) -> None:
    twice.twice.take_back("gone")

    assert app.desk.movements == []


def test_more_double_entries_than_are_listed_are_counted_as_announced(app: StandInApp) -> None:
    app.came_twice = tuple(double(number, f"Person {number}") for number in range(1, 251))
    sync = screen(app)

    app.notices.put_up(DoublesChanged(open=250))

    assert "250 double entries to look at" in line(sync)


# -- lists as files --------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "written"), [("a.csv", "a.csv"), ("a.XLSX", "a.XLSX"), ("a", "a.xlsx")])
def test_what_was_refused_is_written_as_the_name_says(
    app: StandInApp, tmp_path: Path, name: str, written: str
) -> None:
    sync = screen(app)

    sync.exporting.write_refused(tmp_path / name)

    assert said(sync) == "Exported: 1 line"
    assert (tmp_path / written).stat().st_size > 0


def test_double_entries_are_written_with_who_when_where_and_which_station(
    twice: SyncPresenter, tmp_path: Path
) -> None:
    twice.exporting.write_doubles(tmp_path / "twice.csv")

    lines = (tmp_path / "twice.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Who,Ticket type,Where,First,First at,Then,Then at,Looked at"
    assert lines[1] == (
        "Ada Lovelace,Regular,The event,08:42,another station,09:11,this computer (Registration 1),"
    )
    assert said(twice) == "Exported: 2 lines"


def test_a_list_is_named_after_the_event(app: StandInApp) -> None:
    named = screen(app).exporting.list_name("double entries")

    assert named == "PyCon double entries 2026-11-07 0912.xlsx"


def test_one_thing_at_a_time(app: StandInApp) -> None:
    ask = LaterAsk()
    sync = screen(app, ask)
    ask.answer_all()

    sync.sync_now()
    sync.sync_now()
    sign_in(sync, "x")
    sync.exporting.write(MENU[0][1][0], Path("x.xlsx"))
    ask.answer_all()

    assert app.nudges == 1


def test_many_notices_bring_one_more_reading_not_many(app: StandInApp) -> None:
    ask = LaterAsk()
    screen(app, ask)

    for _ in range(20):
        app.count()
    assert len(ask) == 1
    ask.answer_next()

    assert len(ask) == 1


def test_while_thousands_arrive_it_rests_between_two_looks(app: StandInApp) -> None:
    resting: list[Callable[[], None]] = []
    sync = SyncPresenter(app.as_app(), ask_at_once, resting.append)
    app.notices.listen(sync.hear)
    sync.begin()

    app.kept["waiting"] = ()
    for _ in range(50):
        app.count()
    during = len(sync.lists.waiting)
    resting.pop()()

    assert (during, len(sync.lists.waiting), len(resting)) == (1, 0, 1)


def test_a_reading_that_fails_is_said_and_the_next_one_works(app: StandInApp) -> None:
    app.trouble["sync_status"] = UnreachableError("open_event", "odd")
    sync = screen(app)
    assert sync.result is not None

    app.count()

    assert sync.headline.title == "Online since 09:12"


def test_the_practice_network_can_be_cut_and_brought_back(app: StandInApp) -> None:
    sync = screen(app)
    assert not sync.practice.shown
    sync.practice.pretend_gone(gone=True)
    app.practice = StandInPractice()

    seen = []
    for gone in (True, False):
        sync.practice.pretend_gone(gone=gone)
        seen.append(sync.practice.gone)

    assert seen == [True, False]


def test_before_anything_is_connected_there_is_nothing_to_ask_for() -> None:
    sync = SyncPresenter(StandInApp().as_app(), ask_at_once)

    assert sync.signing_in.account == ""
    assert sync.headline.title == "Looking…"
    sync.signing_in.open()
    assert sync.signing_in.shown is not None
    assert sync.signing_in.shown.asked == ()


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
