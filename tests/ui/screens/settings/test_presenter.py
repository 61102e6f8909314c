from dataclasses import replace

from checkin.errors import SettingsError
from checkin.model.operation import OutboxCounts
from checkin.model.platform import Capability
from checkin.settings import Appearance, Connection, PrinterChoice, PrinterKind, StationChoice
from tests.fakes.executor import ask_at_once
from tests.ui.screens.sample_event import FORM
from tests.ui.screens.stand_in import StandInApp, StandInPractice, at_registration
from ui.screens.settings.presenter import Line, Place, SettingsPresenter


def screen(app: StandInApp) -> SettingsPresenter:
    made = SettingsPresenter(app.as_app(), ask_at_once)
    made.begin()
    return made


def values(lines: tuple[Line, ...]) -> list[str]:
    return [line.value for line in lines]


def test_everything_that_is_set_is_said_in_words() -> None:
    app = at_registration()
    app.change_settings(camera="0", printer=PrinterChoice(kind=PrinterKind.SYSTEM, queue="Label_Printer"))
    settings = screen(app)

    assert values(settings.post) == ["Registration 1 (registration)"]
    assert values(settings.equipment) == ["camera 1", "the printer Label_Printer"]
    assert values(settings.connection) == [
        "PyCon",
        "Open Event at https://example.org, signed in as lead@example.org",
    ]
    assert values(settings.kept)[0] == str(app.folders.mirror)


def test_a_fresh_computer_says_that_nothing_is_chosen() -> None:
    settings = screen(StandInApp())

    assert values(settings.post) == ["none chosen yet"]
    assert values(settings.equipment)[0] == "a hand scanner"
    assert "the folder " in values(settings.equipment)[1]
    assert values(settings.connection) == ["none chosen yet", "not connected"]


def test_what_is_unusual_is_not_hidden() -> None:
    app = at_registration()
    app.change_settings(
        camera="http://10.0.0.2/video",
        station=StationChoice(name="Front"),
        connection=Connection(platform="x", base_url="http://10.0.0.9", account="a@b.c", plain_http=True),
    )
    settings = screen(app)

    assert values(settings.post) == ["Front (registration, kept on this computer)"]
    assert values(settings.equipment)[0] == "http://10.0.0.2/video"
    assert values(settings.connection)[1] == "x at http://10.0.0.9 (unencrypted), signed in as a@b.c"


def test_where_badges_go_is_said_with_how_many_other_printers_there_are() -> None:
    app = at_registration()
    zebra = PrinterChoice(name="Left desk", kind=PrinterKind.ZPL, address="192.0.2.9")
    said = []
    for printer, *further in (
        (zebra,),
        (zebra, PrinterChoice()),
        (PrinterChoice(folder="/srv"), zebra, zebra),
    ):
        app.change_settings(printer=printer, further_printers=tuple(further))
        said.append(values(screen(app).equipment)[1])

    assert said == [
        "the printer Left desk",
        "the printer Left desk, or a second printer",
        "the folder /srv, or one of 2 further printers",
    ]


def test_practice_is_called_practice() -> None:
    app = at_registration()
    app.practice = StandInPractice()

    assert values(screen(app).connection)[1] == "practice of Open Event, with a made-up event"


def test_switches_are_kept() -> None:
    app = StandInApp()
    settings = screen(app)

    settings.print_on_check_in(wanted=False)
    settings.sound(wanted=False)

    assert not settings.prints_on_check_in
    assert not settings.sounds
    assert not app.settings.sound


def test_another_look_is_kept_and_put_on_at_once() -> None:
    app = StandInApp()
    worn: list[Appearance] = []
    settings = screen(app)
    settings.redressed = worn.append

    settings.look_like(Appearance.DARK)
    settings.look_like(Appearance.DARK)

    assert app.settings.appearance is Appearance.DARK
    assert worn == [Appearance.DARK]


def test_a_switch_that_cannot_be_kept_is_said_and_stays_where_it_was() -> None:
    app = StandInApp()
    settings = screen(app)
    app.trouble["change_settings"] = SettingsError("The folder is read-only")

    settings.sound(wanted=False)

    assert settings.trouble is not None
    assert settings.sounds


def test_leaving_with_check_ins_on_their_way_is_asked_first() -> None:
    app = at_registration()
    app.status.counts = OutboxCounts(waiting=3, parked=1)
    settings = screen(app)

    question = settings.question(Place.CONNECT)

    assert question is not None
    assert question.title == "4 things have not arrived at the platform yet"
    assert "Nothing is lost" in question.advice
    assert settings.question(Place.STATION) is None


def test_one_thing_is_one() -> None:
    app = at_registration()
    app.status.counts = OutboxCounts(waiting=1)

    question = screen(app).question(Place.EVENT)

    assert question is not None
    assert question.title == "One thing has not arrived at the platform yet"


def test_leaving_with_nothing_on_its_way_needs_no_question() -> None:
    app = at_registration()

    assert SettingsPresenter(app.as_app(), ask_at_once).question(Place.CONNECT) is None
    assert screen(app).question(Place.CONNECT) is None


def test_a_platform_without_posts_is_told_all_the_same_and_one_without_check_ins_is_not() -> None:
    app = at_registration()
    app.change_settings(station=StationChoice(name="Front"))
    app.forms = (replace(FORM, capabilities=frozenset({Capability.CHECK_IN_OUR_TIME})),)
    told = values(screen(app).post)
    app.forms = (replace(FORM, capabilities=frozenset()),)

    assert told == ["Front (registration)"]
    assert values(screen(app).post) == ["Front (registration, kept on this computer)"]


def test_a_platform_without_address_or_account_is_named_alone() -> None:
    app = at_registration()
    app.change_settings(connection=Connection(platform="open_event"))

    assert values(screen(app).connection)[1] == "Open Event"
