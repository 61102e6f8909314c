from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from checkin.errors import (
    CredentialsError,
    UnreachableError,
)
from checkin.model.ids import EventId
from checkin.model.operation import OutboxCounts
from checkin.model.platform import SetupField
from checkin.notices import (
    MirrorRefreshed,
    PlatformLost,
    PlatformReached,
    PullProgressed,
    SignInNeeded,
    SyncTroubled,
)
from checkin.settings import Connection
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.sample_event import FORM, NOW
from tests.ui.screens.stand_in import StandInApp, StandInPractice
from tests.ui.screens.sync.presented import RIGHTS, screen
from ui.screens.sync.exports import MENU
from ui.screens.sync.presenter import SyncPresenter
from ui.theme.tokens import Tone


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
