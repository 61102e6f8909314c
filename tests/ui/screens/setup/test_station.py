from dataclasses import replace

import pytest

from checkin.errors import MirrorLockedError
from checkin.model.event import WHOLE_EVENT, Zone, ZoneKind
from checkin.model.ids import PlatformId, ZoneId
from checkin.model.platform import Capability
from checkin.model.station import PlatformStation, StationKind
from checkin.model.zone_rules import ZoneRules
from checkin.settings import Connection, StationChoice
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.sample_event import ROOM, post, session
from tests.ui.screens.setup.setup_app import SetupApp, at_registration
from ui.screens.setup.posts import EXPLAINED, KEPT_EXIT, KEPT_HERE
from ui.screens.setup.station import StationStep


@pytest.fixture
def app() -> SetupApp:
    made = SetupApp()
    made.event = at_registration(SetupApp()).event
    made.posts = (
        post(3, "Hall door", StationKind.CHECK_IN, "room:1"),
        post(2, "desk two", StationKind.REGISTRATION),
        post(1, "Desk one", StationKind.REGISTRATION),
    )
    made.places = (
        ROOM,
        session(1, "Opening", 7),
        session(2, "Keynote", 8),
        session(3, "Lunch talk", 11),
        session(4, "Elsewhere", 8, "room:2"),
        session(5, "Anywhere", 12, None),
    )
    return made


def step(app: SetupApp) -> StationStep:
    made = StationStep(app.as_app(), ask_at_once, lambda: None)
    made.load()
    return made


def test_posts_are_grouped_by_what_they_are_for(app: SetupApp) -> None:
    groups = step(app).groups

    assert [group.title for group in groups] == ["Registration", "Session check-in"]
    assert [post.name for post in groups[0].posts] == ["Desk one", "desk two"]
    assert groups[1].posts[0].place == "Great Hall"
    assert all(group.explained for group in groups)


def test_the_first_registration_is_selected_and_named(app: SetupApp) -> None:
    station = step(app)

    assert station.selected == "1"
    assert station.name == "Desk one"
    assert not station.needs_session
    assert station.sessions == ()


def test_a_registration_speaks_for_the_whole_event(app: SetupApp) -> None:
    station, went_on = step(app), []

    station.act(lambda: went_on.append(True))

    assert app.settings.station == StationChoice(name="Desk one", platform_id="1", zone=WHOLE_EVENT)
    assert went_on


def test_a_door_offers_the_sessions_of_its_room_with_the_running_one_selected(app: SetupApp) -> None:
    station = step(app)

    station.select(PlatformId("3"))

    assert [row.name for row in station.sessions] == ["Opening", "Keynote", "Lunch talk", "Anywhere"]
    assert [row.mark for row in station.sessions] == ["", "now", "", ""]
    assert station.session == "session:2"
    assert station.sessions[1].when == "Sat 7 Nov, 09:00\N{EN DASH}10:00"
    assert station.sessions[1].room == "Great Hall"


def test_between_sessions_the_next_one_is_selected(app: SetupApp) -> None:
    app.clock.at = app.clock.at.replace(hour=9, minute=30)
    station = step(app)

    station.select(PlatformId("3"))

    assert [row.mark for row in station.sessions] == ["", "", "next", ""]
    assert station.session == "session:3"


def test_after_the_last_session_the_last_one_is_selected(app: SetupApp) -> None:
    app.clock.at = app.clock.at.replace(hour=22)
    station = step(app)

    station.select(PlatformId("3"))

    assert station.session == "session:5"


def test_a_door_without_a_room_offers_every_session(app: SetupApp) -> None:
    app.posts = (post(7, "Roaming", StationKind.DAILY),)
    station = step(app)

    station.select(PlatformId("7"))

    assert len(station.sessions) == 5


def test_the_chosen_session_is_what_is_entered(app: SetupApp) -> None:
    station = step(app)
    station.select(PlatformId("3"))
    station.choose_session(ZoneId("session:3"))

    station.act(lambda: None)

    assert app.settings.station == StationChoice(
        name="Hall door", kind=StationKind.CHECK_IN, zone="session:3", platform_id="3", session="3"
    )


def test_a_name_typed_by_hand_stays_whatever_is_selected(app: SetupApp) -> None:
    station = step(app)
    station.rename("By the stairs")

    station.select(PlatformId("2"))

    assert station.name == "By the stairs"


def test_a_post_needs_a_name(app: SetupApp) -> None:
    station = step(app)

    station.rename("  ")

    assert not station.can_act
    station.act(lambda: None)
    assert app.settings.station is None


def test_an_event_without_stations_is_told_what_to_do_and_may_start(app: SetupApp) -> None:
    app.posts = ()
    station = step(app)
    assert station.says is not None
    assert station.says.title == "The platform lists no post for this event yet"
    assert station.selected == KEPT_HERE

    station.act(lambda: None)

    assert app.settings.station == StationChoice(name="Registration")


def test_a_door_without_any_session_cannot_be_chosen(app: SetupApp) -> None:
    app.places = (ROOM,)
    station = step(app)

    station.select(PlatformId("3"))

    assert station.says is not None
    assert station.says.title == "There is no session to choose"
    assert not station.can_act


def test_the_post_of_last_time_is_selected(app: SetupApp) -> None:
    app.choose_station(
        StationChoice(
            name="My door", kind=StationKind.CHECK_IN, zone="session:3", platform_id="3", session="3"
        )
    )

    station = step(app)

    assert (station.selected, station.session, station.name) == ("3", "session:3", "My door")


def test_a_post_kept_here_is_remembered_too(app: SetupApp) -> None:
    app.posts = ()
    app.choose_station(StationChoice(name="Front"))

    station = step(app)

    assert (station.selected, station.name) == (KEPT_HERE, "Front")


def test_a_session_that_is_gone_gives_way_to_the_running_one(app: SetupApp) -> None:
    app.choose_station(
        StationChoice(
            name="Door", kind=StationKind.CHECK_IN, zone="session:99", platform_id="3", session="99"
        )
    )

    assert step(app).session == "session:2"


def test_a_choice_survives_loading_again_but_not_another_event(app: SetupApp) -> None:
    station = step(app)
    station.select(PlatformId("2"))
    station.load()
    assert station.selected == "2"

    station.reset()

    assert station.groups == ()
    assert station.says is None
    assert not station.can_act


def test_an_event_with_neither_room_nor_session_names_has_blank_places(app: SetupApp) -> None:
    app.places = ()

    assert step(app).groups[1].posts[0].place == ""


def test_trouble_is_said(app: SetupApp) -> None:
    app.trouble["stations"] = MirrorLockedError("locked")
    station = step(app)
    assert station.says is not None
    assert station.says.title == "The attendee list is in use"

    station.load()
    app.trouble["choose_station"] = MirrorLockedError("locked")
    station.act(lambda: None)

    assert station.says is not None
    assert station.busy == ""


def test_nothing_is_taken_twice(app: SetupApp) -> None:
    ask = LaterAsk()
    station = StationStep(app.as_app(), ask, lambda: None)
    station.load()
    ask.answer_next()

    station.act(lambda: None)
    station.act(lambda: None)

    assert len(ask) == 1


def of_zone(number: str, name: str, kind: StationKind, zone: str) -> PlatformStation:
    return replace(post(0, name, kind), platform_id=PlatformId(number), zone=ZoneId(zone))


@pytest.fixture
def lists(app: SetupApp) -> SetupApp:
    app.capabilities = frozenset({Capability.STATIONS, Capability.LIVE_VERIFICATION})
    app.places = (
        Zone(id=ZoneId("list:3"), platform_id=PlatformId("3"), kind=ZoneKind.AREA, name="Main list"),
        Zone(id=ZoneId("zone:9"), platform_id=PlatformId("9"), kind=ZoneKind.AREA, name="Backstage"),
    )
    app.posts = (
        of_zone("3", "Main list", StationKind.REGISTRATION, "list:3"),
        of_zone("3/out", "Main list (exit)", StationKind.CHECK_OUT, "list:3"),
        of_zone("9", "North gate", StationKind.CHECK_IN, "zone:9"),
    )
    return app


def test_posts_of_zones_are_grouped_and_name_their_zone_once(lists: SetupApp) -> None:
    found = step(lists).groups

    assert [group.title for group in found] == ["Registration", "Entrance", "Exit"]
    assert [(group.posts[0].name, group.posts[0].place) for group in found] == [
        ("Main list", ""),
        ("North gate", "Backstage"),
        ("Main list (exit)", ""),
    ]


@pytest.mark.parametrize(
    ("number", "kind", "zone"),
    [
        ("3", StationKind.REGISTRATION, "list:3"),
        ("3/out", StationKind.CHECK_OUT, "list:3"),
        ("9", StationKind.CHECK_IN, "zone:9"),
    ],
)
def test_a_post_of_a_zone_needs_no_session(
    lists: SetupApp, number: str, kind: StationKind, zone: str
) -> None:
    station = step(lists)
    station.select(PlatformId(number))
    assert not station.needs_session

    station.act(lambda: None)

    chosen = lists.settings.station
    assert chosen is not None
    assert (chosen.kind, chosen.zone, chosen.platform_id, chosen.session) == (kind, zone, number, None)


def test_registration_for_the_whole_event_is_explained_as_such(lists: SetupApp) -> None:
    lists.posts = (of_zone("1", "Door", StationKind.REGISTRATION, WHOLE_EVENT),)

    assert step(lists).groups[0].explained == EXPLAINED[StationKind.REGISTRATION]


def test_the_platform_is_asked_at_every_scan_only_when_somebody_wants_it(lists: SetupApp) -> None:
    station = step(lists)
    assert station.offers_live

    station.ask_live(wanted=True)
    station.act(lambda: None)

    assert lists.settings.station is not None
    assert lists.settings.station.live
    assert step(lists).live


def test_a_platform_that_cannot_be_asked_is_never_asked(app: SetupApp) -> None:
    station = step(app)
    assert not station.offers_live

    station.ask_live(wanted=True)
    station.act(lambda: None)

    assert app.settings.station is not None
    assert not app.settings.station.live


def without_stations(app: SetupApp, *able: Capability) -> StationStep:
    app.posts, app.capabilities = (), frozenset(able)
    app.change_settings(connection=Connection(platform="open_event"))
    return step(app)


def test_a_platform_without_stations_offers_in_and_out_and_no_alarm(app: SetupApp) -> None:
    station = without_stations(app, Capability.ROSTER)

    assert station.says is None
    assert [(group.posts[0].name, group.posts[0].place) for group in station.groups] == [
        ("Registration", "Check-ins are kept on this computer."),
        ("Check-out", "Check-outs are kept on this computer."),
    ]


@pytest.mark.parametrize("told", [Capability.CHECK_IN_OUR_TIME, Capability.CHECK_IN_THEIR_TIME])
def test_a_platform_without_stations_may_be_told_all_the_same(app: SetupApp, told: Capability) -> None:
    station = without_stations(app, told)

    assert [group.posts[0].place for group in station.groups] == [
        "Check-ins are told to Open Event.",
        "Check-outs are kept on this computer.",
    ]


def test_a_way_out_without_a_station_is_chosen_and_remembered(app: SetupApp) -> None:
    station = without_stations(app, Capability.CHECK_OUT)
    station.select(KEPT_EXIT)
    assert station.name == "Check-out"

    station.act(lambda: None)

    assert app.settings.station == StationChoice(name="Check-out", kind=StationKind.CHECK_OUT)
    assert step(app).selected == KEPT_EXIT


def test_where_nothing_else_decides_one_stands_where_most_tickets_go_in() -> None:
    choosy, open_to_all = ZoneRules(logic={"<": [1, 2]}), ZoneRules()
    strict = ZoneRules(ticket_types=frozenset({PlatformId("1")}))

    assert sorted([choosy, strict, open_to_all], key=lambda rules: rules.choosiness) == [
        open_to_all,
        strict,
        choosy,
    ]
