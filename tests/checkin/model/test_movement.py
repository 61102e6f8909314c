"""Where movements leave people."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from checkin.model.movement import NOWHERE, Movement, Presence, Source, after, presence_of
from checkin.model.station import Direction
from tests.fakes.builders import MORNING, a_movement

IN, OUT = Direction.IN, Direction.OUT
HOUR = timedelta(hours=1)


def reported(direction: Direction, at_hour: float) -> Movement:
    return a_movement(direction, MORNING + at_hour * HOUR, source=Source.PLATFORM)


def undo(movement: Movement) -> Movement:
    way = OUT if movement.direction is IN else IN
    return a_movement(way, movement.at + HOUR, undoes=movement.id)


def test_nobody_is_anywhere_before_the_first_movement() -> None:
    assert presence_of([]) == NOWHERE == Presence(inside=False, entries=0, last_in=None)


def test_a_check_in_leads_in_and_a_check_out_leads_out() -> None:
    came, left = a_movement(IN), a_movement(OUT, MORNING + HOUR)

    assert presence_of([came]) == Presence(inside=True, entries=1, last_in=came)
    assert presence_of([came, left]) == Presence(inside=False, entries=1, last_in=came)


def test_coming_again_is_another_entry() -> None:
    came, left, back = a_movement(IN), a_movement(OUT), a_movement(IN, MORNING + HOUR)

    assert presence_of([came, left, back]) == Presence(inside=True, entries=2, last_in=back)


def test_an_undone_check_in_never_was() -> None:
    came = a_movement(IN)

    assert presence_of([came, undo(came)]) == NOWHERE


def test_an_undone_check_out_leaves_them_inside() -> None:
    came, left = a_movement(IN), a_movement(OUT, MORNING + HOUR)

    assert presence_of([came, left, undo(left)]) == presence_of([came])


def test_undoing_an_earlier_check_in_keeps_the_later_one() -> None:
    first, second = a_movement(IN), a_movement(IN, MORNING + HOUR)

    assert presence_of([first, second, undo(first)]) == presence_of([second])


def test_what_the_platform_reports_of_the_same_arrival_does_not_hide_when_they_came() -> None:
    came, told = a_movement(IN), reported(IN, 1)

    assert presence_of([came, told]).last_in == came


def test_an_earlier_report_of_the_same_arrival_says_when_they_came() -> None:
    came, told = a_movement(IN), reported(IN, -1)

    assert presence_of([came, told]).last_in == told


def test_yesterdays_check_in_does_not_hide_todays_whoever_reports_it_when() -> None:
    yesterday, today = reported(IN, -20), reported(IN, 1)
    here = a_movement(IN)

    assert presence_of([yesterday, today]).last_in == today
    assert presence_of([here, yesterday]).last_in == here


def test_a_check_in_made_here_counts_as_the_last() -> None:
    first, overruled = a_movement(IN), a_movement(IN, MORNING + HOUR)

    assert presence_of([first, overruled]) == Presence(inside=True, entries=2, last_in=overruled)


_directions = st.sampled_from(Direction)
_sources = st.sampled_from(Source)
_histories = st.lists(
    st.builds(
        lambda way, hours, source: a_movement(way, MORNING + hours * HOUR, source=source),
        _directions,
        st.integers(-48, 48),
        _sources,
    )
)


@given(_histories)
def test_step_by_step_leads_where_the_whole_history_does(history: list[Movement]) -> None:
    presence = NOWHERE
    for movement in history:
        presence = after(presence, movement)

    assert presence == presence_of(history)


@given(_histories, st.data())
def test_taking_back_is_as_if_it_never_was(history: list[Movement], data: st.DataObject) -> None:
    taken_back = data.draw(st.lists(st.sampled_from(history), unique_by=id)) if history else []
    undos = [undo(movement) for movement in taken_back]

    stands = [movement for movement in history if movement not in taken_back]

    assert presence_of([*history, *undos]) == presence_of(stands)


@given(_histories)
def test_a_presence_never_contradicts_itself(history: list[Movement]) -> None:
    presence = presence_of(history)

    came = [movement for movement in history if movement.direction is IN]
    assert presence.entries == len(came)
    assert presence.inside is (bool(history) and history[-1].direction is IN)
    assert (presence.last_in in came) if came else presence.last_in is None
