"""Photos that were handed in as an answer, fetched from a practice platform."""

from collections.abc import Iterator

import pytest

from checkin.connectors.pretix.connector import PretixConnector
from checkin.connectors.pretix.photos import address_of, asking_for_photos
from checkin.connectors.pretix.rows import Position, Question
from checkin.connectors.protocol import KeepsPhotos
from checkin.errors import CredentialsError, RejectedError
from checkin.model.platform import Capability
from checkin.model.pulled import PulledAttendee
from checkin.practice.portraits import portrait
from checkin.practice.pretix import PretixPractice
from checkin.practice.pretix.access import FULL, SCAN
from checkin.practice.pretix.state import Flavour
from checkin.settings import Connection
from tests.fakes.surroundings import surroundings


def question(number: int, kind: str = "F", text: str = "", identifier: str = "") -> Question:
    return Question(id=str(number), type=kind, question=text, identifier=identifier)


def connected(practice: PretixPractice, profile: str = FULL) -> PretixConnector:
    options = {**practice.connection.options, "profile": profile}
    connection: Connection = practice.connection.model_copy(update={"options": options})
    return PretixConnector(connection, {"api_token": practice.api_token(profile)}, surroundings())


def people(practice: PretixPractice, connector: PretixConnector) -> list[PulledAttendee]:
    pages = connector.pull(practice.main_event, since=None, resume=None)
    return [one for page in pages for one in page.attendees]


@pytest.fixture(params=["pretix", "eventyay"])
def flavour(request: pytest.FixtureRequest) -> Flavour:
    chosen: Flavour = request.param
    return chosen


@pytest.fixture
def practice(flavour: Flavour) -> Iterator[PretixPractice]:
    with PretixPractice(attendees=12, flavour=flavour) as running:
        yield running


@pytest.fixture
def pretix() -> Iterator[PretixPractice]:
    with PretixPractice(attendees=12) as running:
        yield running


def test_whoever_handed_one_in_has_it(practice: PretixPractice) -> None:
    connector = connected(practice)
    with_photo = [one for one in people(practice, connector) if one.photo]

    assert with_photo
    for one in with_photo[:2]:
        assert connector.photo(one.photo) == portrait(int(one.platform_id))
    assert Capability.PHOTOS in connector.capabilities
    assert isinstance(connector, KeepsPhotos)
    connector.close()


def test_a_device_that_may_not_read_answers_reads_what_badges_show(pretix: PretixPractice) -> None:
    connector = connected(pretix, SCAN)
    first = next(one for one in people(pretix, connector) if one.photo)

    assert connector.photo(first.photo) == portrait(int(first.platform_id))
    connector.close()


def test_one_that_was_taken_back_is_not_there(pretix: PretixPractice) -> None:
    connector = connected(pretix)
    first = next(one for one in people(pretix, connector) if one.photo)
    with pretix.state.lock:
        pretix.state.positions[int(first.platform_id)].answers.clear()

    with pytest.raises(RejectedError, match="404"):
        connector.photo(first.photo)
    connector.close()


def test_a_device_that_is_shut_out_has_to_sign_in(pretix: PretixPractice) -> None:
    connector = connected(pretix)
    first = next(one for one in people(pretix, connector) if one.photo)
    pretix.expire_tokens()

    with pytest.raises(CredentialsError):
        connector.photo(first.photo)
    connector.close()


def test_the_devices_key_goes_to_no_other_server(pretix: PretixPractice) -> None:
    connector = connected(pretix)

    with pytest.raises(RejectedError, match="another server"):
        connector.photo("https://elsewhere.example.org/api/v1/orderpositions/1/answer/5/#PHOTO")
    connector.close()


def test_a_question_is_for_a_photo_by_what_it_is_called() -> None:
    questions = [
        question(1, text="Photo for your badge", identifier="AB12"),
        question(2, text="Passfoto"),
        question(3, text="Dein Porträt"),
        question(4, identifier="BADGE_PHOTO"),
        question(5, text="Your curriculum vitae"),
        question(6, "B", text="May we take photos?"),
    ]

    assert asking_for_photos(questions) == {"1": "AB12", "2": "", "3": "", "4": "BADGE_PHOTO"}


@pytest.mark.parametrize("said", ["", "file://1.jpg", "yes", "/api/v1/answer/1/"])
def test_an_answer_that_is_no_address_is_no_photo(said: str) -> None:
    told = {"id": 1, "item": 1, "secret": "abc", "answers": [{"question": 5, "answer": said}]}
    position = Position.model_validate(told)

    assert address_of(position, {"5": "PHOTO"}) == ""
