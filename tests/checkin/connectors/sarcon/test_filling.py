"""Places are filled within the structure: no value can become anything else."""

import json
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.connectors.sarcon.asking import Telling
from checkin.connectors.sarcon.filling import UnfillableError, filled
from checkin.connectors.sarcon.mapping import Mapping
from checkin.connectors.sarcon.telling import values_of
from tests.checkin.connectors.sarcon.builders import operation

VALUES = {"registration": "7", "code": 'C"1', "operation": "o-1", "station": "", "overrode": "", "time": "t"}


def telling(**keys: object) -> Telling:
    return Telling.model_validate({"path": "/r/{registration}", **keys})


def test_values_stay_values_in_a_json_body() -> None:
    part = telling(json={"a": ["${code}", {"b": "x ${code} $$"}], "n": 5, "yes": True})

    request = filled(part, VALUES)

    assert json.loads(request.content or b"") == {"a": ['C"1', {"b": 'x C"1 $'}], "n": 5, "yes": True}
    assert ("Content-Type", "application/json") in request.headers
    assert request.path == "/r/7"


@given(st.text())
def test_whatever_a_code_holds_it_is_one_value(code: str) -> None:
    values = VALUES | {"code": code}

    body = json.loads(filled(telling(json={"code": "${code}"}), values).content or b"")
    form = parse_qs((filled(telling(form={"code": "${code}"}), values).content or b"").decode(), True)  # noqa: FBT003

    assert list(body) == ["code"]
    assert list(form) == ["code"]
    clean = code.encode("utf-8", "replace").decode()
    assert body["code"] == clean
    assert form["code"] == [clean]


def test_a_path_has_no_more_segments_than_the_mapping_says() -> None:
    request = filled(telling(), VALUES | {"registration": "../events/7?x=1#y"})

    assert request.path == "/r/..%2Fevents%2F7%3Fx%3D1%23y"


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_a_path_without_a_value_is_not_asked(value: str) -> None:
    with pytest.raises(UnfillableError, match="registration"):
        filled(telling(), VALUES | {"registration": value})


@pytest.mark.parametrize("code", ["a\r\nX-Evil: 1", "ä", "\x00"])
def test_a_header_holds_no_line_break_and_nothing_foreign(code: str) -> None:
    part = telling(headers={"X-Code": "${code}"})

    assert ("X-Code", 'C"1') in filled(part, VALUES).headers
    with pytest.raises(UnfillableError, match="X-Code"):
        filled(part, VALUES | {"code": code})


def test_a_place_nobody_filled_is_said() -> None:
    with pytest.raises(UnfillableError, match="code"):
        filled(telling(query={"c": "${code}"}), {"registration": "7"})


def test_numbers_are_sent_as_numbers() -> None:
    part = telling(json={"id": "${registration}", "in": {"n": "${code}"}}, numbers=["/id", "/nowhere"])

    assert json.loads(filled(part, VALUES).content or b"") == {"id": 7, "in": {"n": 'C"1'}}
    with pytest.raises(UnfillableError, match="/in/n"):
        filled(telling(json={"in": {"n": "${code}"}}, numbers=["/in/n"]), VALUES)


def test_what_came_out_empty_may_be_left_out() -> None:
    part = telling(json={"a": "${station}", "b": "${code}"}, omit_empty=True)
    form = telling(form={"a": "${station}", "b": "${operation}"}, omit_empty=True)

    assert json.loads(filled(part, VALUES).content or b"") == {"b": 'C"1'}
    assert filled(form, VALUES).content == b"b=o-1"
    assert ("Content-Type", "application/x-www-form-urlencoded") in filled(form, VALUES).headers


def test_without_a_body_nothing_is_sent_but_the_query() -> None:
    request = filled(telling(method="DELETE", query={"by": "${operation}"}), VALUES)

    assert (request.method, request.query, request.content) == ("DELETE", (("by", "o-1"),), None)
    assert "o-1" not in repr(request)


def test_a_check_in_has_all_its_places() -> None:
    part = telling(json={name: f"${{{name}}}" for name in ("event", "code", "time", "station", "operation")})

    values = values_of(operation("7", station="main/out"), part, Mapping())

    assert json.loads(filled(part, values).content or b"") == {
        "event": "11",
        "code": "SRC-1",
        "time": "2026-11-22T08:40:00+00:00",
        "station": "main",
        "operation": "11111111-1111-4111-8111-111111111111",
    }
