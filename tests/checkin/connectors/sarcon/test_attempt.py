"""The mapping file tried out for somebody at a window or a terminal."""

from checkin.connectors.sarcon.attempt import attempt
from checkin.model.ids import PlatformId
from checkin.model.trial import Trial
from checkin.practice.sarcon import SarconPractice
from tests.fakes.surroundings import surroundings

MAIN = PlatformId("11")


def tried(practice: SarconPractice, *, write: bool = False, event: PlatformId | None = MAIN) -> Trial:
    return attempt(practice.connection, practice.secrets, surroundings(), event, write=write)


def test_registrations_are_read_and_what_was_found_is_labelled(practice: SarconPractice) -> None:
    trial = tried(practice)

    assert trial.good
    assert trial.request.startswith("GET /api/public/v1/events/11/registrations")
    assert practice.secrets["token"] not in trial.request
    assert ("codes", "in 100 of 100 rows.") in trial.made


def test_without_an_event_the_first_is_tried(practice: SarconPractice) -> None:
    assert tried(practice, event=None).request == tried(practice).request
    practice.platform.events.clear()
    assert "no event" in tried(practice, event=None).verdict


def test_a_check_in_is_sent_only_when_that_is_wanted(practice: SarconPractice) -> None:
    tried(practice)
    assert practice.record() == {}

    trial = tried(practice, write=True)

    assert trial.good
    assert '"checked_in_at"' in trial.request
    assert sum(practice.record().values()) == 1


def test_with_nobody_or_without_a_network_it_says_so(practice: SarconPractice) -> None:
    practice.platform.registrations.clear()
    assert "Nobody is registered" in tried(practice, write=True).verdict

    practice.go_offline()
    trial = tried(practice, write=True)
    assert not trial.good
    assert "No server answers" in trial.verdict
