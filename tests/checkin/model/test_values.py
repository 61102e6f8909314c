"""The small values everything is told in."""

import dataclasses
import inspect
import types

import pytest

from checkin.model import admission, attendee, event, movement, operation, platform, pulled, scan, station
from checkin.model.attendee import Attendee
from checkin.model.event import Event
from checkin.model.ids import EventId
from checkin.model.station import Direction, StationKind
from tests.fakes.builders import a_platform_event, a_station, an_attendee

MODULES = (admission, attendee, event, movement, operation, platform, pulled, scan, station)


def _values(module: types.ModuleType) -> list[type]:
    return [
        one
        for one in vars(module).values()
        if inspect.isclass(one) and one.__module__ == module.__name__ and dataclasses.is_dataclass(one)
    ]


@pytest.mark.parametrize("value", [value for module in MODULES for value in _values(module)])
def test_values_are_frozen_slotted_and_take_keywords_only(value: type) -> None:
    assert value.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(value)
    assert all(one.kw_only for one in dataclasses.fields(value))


@pytest.mark.parametrize(
    ("given", "family", "name"),
    [
        ("Ada", "Lovelace", "Ada Lovelace"),
        ("", "Sukarno", "Sukarno"),
        ("Ada", "", "Ada"),
        ("", "", "(no name)"),
    ],
)
def test_an_attendee_always_has_a_name_to_show(given: str, family: str, name: str) -> None:
    somebody: Attendee = dataclasses.replace(an_attendee(), given_name=given, family_name=family)

    assert somebody.name == name


def test_an_event_is_called_what_the_platform_calls_it() -> None:
    assert Event(id=EventId(1), connection="c", platform=a_platform_event()).name == "Event 1"


@pytest.mark.parametrize("kind", list(StationKind))
def test_only_a_check_out_station_lets_people_out(kind: StationKind) -> None:
    is_out = a_station(kind).direction is Direction.OUT

    assert is_out is (kind is StationKind.CHECK_OUT)
