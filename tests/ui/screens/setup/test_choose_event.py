import pytest

from checkin.errors import CredentialsError, UnreachableError
from checkin.settings import Connection
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.sample_event import NOW, event
from tests.ui.screens.stand_in import StandInApp
from ui.screens.setup.choose_event import EventStep


def step(app: StandInApp) -> EventStep:
    made = EventStep(app.as_app(), ask_at_once, lambda: None)
    made.load()
    return made


def test_running_and_coming_events_stand_soonest_first_and_past_ones_last() -> None:
    app = StandInApp()
    app.listed = [
        event("Last year", days=-365),
        event("Undated", starts_at=None, ends_at=None),
        event("Next month", days=30),
        event("Running", days=-1),
        event("Last month", days=-30),
    ]

    assert [row.name for row in step(app).rows] == [
        "Running",
        "Next month",
        "Undated",
        "Last month",
        "Last year",
    ]


def test_dates_are_written_in_the_time_zone_of_the_event() -> None:
    app = StandInApp()
    late = NOW.replace(hour=23, minute=30)
    app.listed = [event("PyCon", starts_at=late, ends_at=late)]

    (row,) = step(app).rows

    assert (row.when, row.place, row.over) == ("Sun 8 Nov 2026", "Leipzig", False)


def test_an_event_without_dates_or_name_is_still_listed() -> None:
    app = StandInApp()
    app.listed = [event("  ", starts_at=None, ends_at=None)]

    (row,) = step(app).rows

    assert (row.name, row.when) == ("(an event without a name)", "no dates given")


def test_the_soonest_event_is_selected_and_choosing_goes_on() -> None:
    app, went_on = StandInApp(), []
    events = step(app)
    assert events.selected == "pycon"

    events.act(lambda: went_on.append(True))

    assert app.event is not None
    assert app.event.name == "PyCon"
    assert events.chosen is app.event
    assert went_on


def test_the_event_of_last_time_is_selected() -> None:
    app = StandInApp()
    app.choose_event(app.listed[1])

    assert step(app).selected == "euroscipy"


def test_an_account_without_events_is_told_what_to_do() -> None:
    app = StandInApp()
    app.listed = []
    events = step(app)

    assert events.empty is not None
    assert events.empty.title == "There are no events to choose from"
    assert not events.can_act
    events.act(lambda: None)
    assert app.event is None


def test_nothing_is_called_empty_before_the_answer_came() -> None:
    ask = LaterAsk()
    events = EventStep(StandInApp().as_app(), ask, lambda: None)
    assert events.empty is None

    events.load()

    assert events.busy == "Asking for the events of this account…"
    assert events.empty is None
    assert not events.can_act


def test_search_folds_accents_and_looks_at_the_place() -> None:
    app = StandInApp()
    app.listed = [event("Café Python", place="Zürich"), *(event(f"Meetup {number}") for number in range(8))]
    events = step(app)
    assert events.searchable

    events.search("cafe zurich")

    assert [row.name for row in events.rows] == ["Café Python"]
    assert events.selected == "café python"


def test_a_search_that_finds_nothing_says_so_and_selects_nothing() -> None:
    events = step(StandInApp())

    events.search("rust")

    assert events.empty is not None
    assert events.empty.title == "No event is called “rust”"
    assert events.selected is None


def test_an_event_that_left_the_list_is_not_selected_any_more() -> None:
    app = StandInApp()
    events = step(app)
    events.select(app.listed[1].platform_id)

    app.listed = app.listed[:1]
    events.load()

    assert events.selected == "pycon"


def test_a_selection_survives_loading_again() -> None:
    app = StandInApp()
    events = step(app)
    events.select(app.listed[1].platform_id)

    events.load()

    assert events.selected == app.listed[1].platform_id


def test_trouble_is_said_and_loading_again_clears_it() -> None:
    app = StandInApp()
    app.trouble["events"] = UnreachableError("open_event", "No answer")
    events = step(app)
    said, listed = events.trouble, events.rows

    events.load()

    assert said is not None
    assert said.advice == "No answer. Look at this computer's network, then try again."
    assert (listed, events.trouble, len(events.rows)) == ((), None, 2)


def test_an_event_that_cannot_be_opened_keeps_one_here() -> None:
    app, went_on = StandInApp(), []
    app.trouble["choose_event"] = CredentialsError("open_event", "Not allowed")
    events = step(app)

    events.act(lambda: went_on.append(True))

    assert events.trouble is not None
    assert not went_on
    assert events.can_act


@pytest.mark.parametrize(
    ("platform", "advice"),
    [
        ("badgestic", "type their numbers there"),
        ("pretix", "device's settings"),
        ("nutickets", "chosen company"),
        ("open_event", "event's team"),
    ],
)
def test_an_empty_list_says_what_to_do_on_this_platform(platform: str, advice: str) -> None:
    app = StandInApp()
    app.listed = []
    app.change_settings(connection=Connection(platform=platform))

    empty = step(app).empty

    assert empty is not None
    assert advice in empty.advice


def test_a_single_event_without_dates_stands_ready() -> None:
    app = StandInApp()
    app.listed = [event("List", starts_at=None, ends_at=None, place="")]
    events = step(app)

    assert events.selected == "list"
    assert events.rows[0].when == "no dates given"
    assert events.can_act
