import json

import pytest

from checkin.connectors.pretix.setup import FORM, capabilities, notes, read_code
from checkin.model.platform import Capability
from checkin.settings import Connection
from tests.checkin.connectors.pretix.recorded import a_connection


def test_the_platforms_code_fills_in_the_form() -> None:
    payload = json.dumps({"handshake_version": 1, "url": "https://pretix.eu/", "token": "kpp4jn8g2ynzonp6"})

    answers = read_code(payload)

    assert answers == {"base_url": "https://pretix.eu", "code": "kpp4jn8g2ynzonp6"}
    assert answers.keys() <= {field.name for field in FORM.fields}


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "fv3mtefwbz7n48bfz7h87y28hrpbfn62",
        "{",
        "{" * 100_000,
        "[]",
        '{"url": "https://pretix.eu", "token": "x"}',
        '{"handshake_version": 1, "url": "https://pretix.eu"}',
        '{"handshake_version": 1, "url": 7, "token": "x"}',
        '{"handshake_version": 1, "url": "ftp://pretix.eu", "token": "x"}',
        '{"handshake_version": 1, "url": "https://[", "token": "x"}',
        '{"handshake_version": 1, "url": "https://pretix.eu", "token": ""}',
        '{"handshake_version": 1, "url": "https://pretix.eu", "token": "%s"}' % ("x" * 600),
    ],
    ids=lambda payload: payload[:70],
)
def test_any_other_code_fills_in_nothing(payload: str) -> None:
    assert read_code(payload) is None


def test_the_profile_full_allows_everything() -> None:
    assert capabilities(a_connection()) == FORM.capabilities


def test_other_profiles_register_and_correct_nobody() -> None:
    lacks = {Capability.WALK_IN, Capability.CORRECTION}

    assert capabilities(a_connection("pretixscan")) == FORM.capabilities - lacks
    assert capabilities(Connection(platform="pretix")) == FORM.capabilities - lacks


def test_eventyay_can_do_less() -> None:
    less = capabilities(a_connection(flavour="eventyay"))

    assert less < capabilities(a_connection("pretixscan"))
    assert not less & {Capability.UNDO, Capability.REFUSALS, Capability.PRINT_LOG, Capability.SIGNED_CODES}


def test_what_a_profile_forbids_is_said() -> None:
    assert notes("full", "pretix") == ()
    assert "pretixscan" in notes("pretixscan", "pretix")[0]
    assert len(notes("pretixscan_online_noorders", "pretix")) == 2
    assert "eventyay" in notes("full", "eventyay")[0]


def test_limits_are_whole_sentences() -> None:
    assert all(limit.endswith(".") for limit in FORM.limits)
