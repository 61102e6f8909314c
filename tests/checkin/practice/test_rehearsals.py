"""Every practice platform by name."""

from threading import Event
from threading import enumerate as running_threads

import httpx
import pytest
from typing_extensions import override

from checkin.errors import SettingsError
from checkin.practice.rehearsals import REHEARSALS, Rehearsal, perform, rehearse


@pytest.mark.parametrize("name", list(REHEARSALS))
def test_each_can_be_reached_until_it_is_told_to_end(name: str) -> None:
    ended = Event()
    answers: list[int] = []

    def look(made: Rehearsal) -> None:
        answers.append(httpx.get(made.url).status_code)
        ended.set()

    perform(rehearse(name, attendees=10, seed=1), started=look, until=ended)

    assert answers[0] < 500
    assert not [thread for thread in running_threads() if thread.name == "practice platform"]


@pytest.mark.parametrize("name", list(REHEARSALS))
def test_the_same_seed_makes_up_the_same_people(name: str) -> None:
    once, again = (rehearse(name, attendees=60, seed=5) for _ in range(2))

    assert [one.platform_id for one in once.visitors()] == [one.platform_id for one in again.visitors()]
    assert once.connection.platform == name
    assert sum(one.expected is None for one in once.visitors()) > len(once.visitors()) / 3


def test_it_ends_quietly_when_interrupted_from_the_keyboard() -> None:
    class Interrupted(Event):
        @override
        def wait(self, timeout: float | None = None) -> bool:
            raise KeyboardInterrupt

    perform(rehearse("badgestic", attendees=1, seed=1), started=lambda _made: None, until=Interrupted())

    assert not [thread for thread in running_threads() if thread.name == "practice platform"]


def test_where_nothing_can_be_made_up_it_is_said() -> None:
    with pytest.raises(SettingsError, match="spreadsheet"):
        rehearse("spreadsheet", attendees=1, seed=1)
