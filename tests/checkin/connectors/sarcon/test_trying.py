"""Trying a mapping out: what is shown, what is sent, and what never shows."""

from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path

import pytest

from checkin.connectors.sarcon.trial import Trial
from checkin.connectors.sarcon.trying import a_check_in, try_check_in, try_registrations
from checkin.errors import SettingsError
from checkin.model.ids import PlatformId
from checkin.practice.sarcon import SarconPractice
from checkin.settings import Connection
from tests.checkin.connectors.sarcon.builders import example_with, mapping_file, without_parts
from tests.fakes.surroundings import surroundings

MAIN = PlatformId("11")
AROUND = surroundings()


def mapped(practice: SarconPractice, mapping: str) -> Connection:
    return practice.connection.model_copy(update={"options": {"mapping": mapping}})


def tried(practice: SarconPractice, mapping: str | None = None, event: str = "11") -> Trial:
    connection = practice.connection if mapping is None else mapped(practice, mapping)
    return try_registrations(connection, practice.secrets, AROUND, PlatformId(event))


def check_in(
    practice: SarconPractice, *, confirmed: bool, mapping: str | None = None, attendee: str = ""
) -> Trial:
    visitor = next(one for one in practice.visitors() if one.expected is None)
    operation = a_check_in(MAIN, PlatformId(attendee) or visitor.platform_id, visitor.code, AROUND)
    connection = practice.connection if mapping is None else mapped(practice, mapping)
    return try_check_in(connection, practice.secrets, AROUND, operation, confirmed=confirmed)


def shown(trial: Trial) -> str:
    return " ".join(str(part) for part in astuple(trial))


def test_the_first_page_is_shown_with_what_was_found(practice: SarconPractice) -> None:
    trial = tried(practice)

    assert trial.is_good
    assert trial.request == "GET /api/public/v1/events/11/registrations?per_page=100"
    assert "Authorization: …" in trial.headers
    assert trial.status == "200"
    assert trial.findings[0] == "Rows on the first page: 100; the platform says that there are 130 in all."
    assert "codes: in 100 of 100 rows." in trial.findings
    assert any("its status is “confirmed”, which means valid" in finding for finding in trial.findings)


def test_nothing_that_is_shown_is_secret_or_personal(practice: SarconPractice) -> None:
    everything = shown(tried(practice)) + shown(check_in(practice, confirmed=True))

    assert practice.secrets["token"] not in everything
    for row in practice.platform.registrations.values():
        for personal in (row.email, row.qr_code):
            assert personal not in everything


def test_fields_that_are_not_there_are_said_to_be_missing(practice: SarconPractice, tmp_path: Path) -> None:
    trial = tried(practice, example_with(tmp_path, {'email = "/email"': 'email = "/mail"'}))

    assert trial.is_good
    assert "e-mail: in 0 of 100 rows." in trial.findings
    assert "missing e-mail" in " ".join(trial.findings)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('codes = ["/qr_code"]', 'codes = ["/nowhere"]'), "No registration has a code at /nowhere"),
        (('id = "/id"\ngiven_name', 'id = "/number"\ngiven_name'), "100 of 100 registrations have no id"),
        (('given_name = "/first_name"\nfamily_name = "/last_name"', ""), "No registration has a name"),
        (('path = "/events/{event}/registrations"\n# Where', 'path = "/nowhere"\n# Where'), "status 404"),
        (('rows = "/data/data"', 'rows = "/rows"'), "There is no list at /rows"),
    ],
)
def test_what_is_wrong_is_said(
    practice: SarconPractice, tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    trial = tried(practice, example_with(tmp_path, dict([change])))

    assert not trial.is_good
    assert told in trial.verdict
    assert trial.request


def test_a_status_beyond_the_table_is_not_shown(practice: SarconPractice, tmp_path: Path) -> None:
    trial = tried(practice, example_with(tmp_path, {'pointer = "/status"': 'pointer = "/email"'}))

    assert any("no word of the table, which means blocked" in finding for finding in trial.findings)
    assert "example.org" not in shown(trial)


def test_an_event_without_people_is_asked_about(practice: SarconPractice) -> None:
    practice.platform.registrations.clear()

    assert "right event" in tried(practice).verdict


def test_without_a_mapping_it_is_said_what_is_missing(practice: SarconPractice, tmp_path: Path) -> None:
    plain = mapping_file(tmp_path, without_parts("check_in", "registrations.status", "registrations"))

    assert "[registrations]" in tried(practice, plain).verdict
    assert "[check_in]" in check_in(practice, confirmed=True, mapping=plain).verdict
    assert practice.platform.requests == 0


def test_a_mapping_without_a_table_of_statuses_can_be_tried(practice: SarconPractice, tmp_path: Path) -> None:
    trial = tried(practice, mapping_file(tmp_path, without_parts("registrations.status")))

    assert trial.is_good
    assert "status" not in " ".join(trial.findings)


def test_a_damaged_file_is_a_matter_of_settings(practice: SarconPractice, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="line 1"):
        tried(practice, mapping_file(tmp_path, "="))


def test_an_outage_shows_the_request_without_an_answer(practice: SarconPractice) -> None:
    practice.go_offline()

    trial = tried(practice)

    assert trial.request
    assert (trial.status, trial.answer) == ("", "")
    assert "No server answers" in trial.verdict


def test_unconfirmed_a_check_in_is_only_shown(practice: SarconPractice) -> None:
    trial = check_in(practice, confirmed=False)

    assert trial.verdict.startswith("Nothing was sent.")
    assert trial.request.startswith("POST /api/public/v1/registrations/")
    assert '"checked_in_at": "' in trial.body
    assert practice.platform.requests == 0


def test_confirmed_it_is_sent_and_looked_up(practice: SarconPractice) -> None:
    trial = check_in(practice, confirmed=True)

    assert trial.is_good
    assert trial.verdict.startswith("The platform took it.")
    assert trial.findings == ("The look-up finds it.",)
    assert sum(practice.record().values()) == 1
    assert "had it before" in check_in(practice, confirmed=True).verdict


def test_a_look_up_that_does_not_find_it_is_no_good(practice: SarconPractice, tmp_path: Path) -> None:
    wrong = example_with(tmp_path, {'rows = "/data/check_ins"': 'rows = "/data/entries"'})

    trial = check_in(practice, confirmed=True, mapping=wrong)

    assert not trial.is_good
    assert "mend [look_up]" in trial.findings[0]


def test_a_look_up_that_fails_is_no_good(practice: SarconPractice, tmp_path: Path) -> None:
    absent = example_with(tmp_path, {'path = "/registrations/{registration}"\n': 'path = "/nowhere"\n'})

    trial = check_in(practice, confirmed=True, mapping=absent)

    assert not trial.is_good
    assert "Looking it up failed" in trial.findings[0]


def test_without_a_look_up_the_answer_alone_is_told(practice: SarconPractice, tmp_path: Path) -> None:
    plain = mapping_file(tmp_path, without_parts("look_up", "walk_in.look_up"))

    trial = check_in(practice, confirmed=True, mapping=plain)

    assert trial.is_good
    assert trial.findings == ()


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        (lambda practice: practice.go_offline(), "No server answers"),
        (lambda practice: practice.platform.registrations.clear(), "The platform refused it"),
    ],
    ids=["outage", "refused"],
)
def test_a_check_in_that_fails_says_why(
    practice: SarconPractice, prepare: Callable[[SarconPractice], None], told: str
) -> None:
    visitor = next(one for one in practice.visitors() if one.expected is None)
    operation = a_check_in(MAIN, visitor.platform_id, visitor.code, AROUND)
    prepare(practice)

    trial = try_check_in(practice.connection, practice.secrets, AROUND, operation, confirmed=True)

    assert not trial.is_good
    assert told in trial.verdict
    assert trial.body


def test_a_check_in_of_nobody_is_not_sent(practice: SarconPractice) -> None:
    operation = a_check_in(MAIN, PlatformId(""), "", AROUND)

    trial = try_check_in(practice.connection, practice.secrets, AROUND, operation, confirmed=True)

    assert "registration" in trial.verdict
    assert practice.platform.requests == 0
