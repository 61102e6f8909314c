"""Asking the platform at the door, without the door waiting for it."""

import threading
from collections.abc import Callable, Iterator
from typing import cast

import pytest

from checkin.app.live import LiveAsking
from checkin.connectors.protocol import Connector
from checkin.errors import (
    ConnectorError,
    CredentialsError,
    RejectedError,
    SettingsError,
    UnreachableError,
)
from checkin.model.admission import Refusal
from checkin.model.ids import OperationId, PlatformId
from checkin.model.live import LiveAnswer, LiveQuestion, Silence
from checkin.model.station import Direction
from tests.fakes.clock import FakeClock

QUESTION = LiveQuestion(
    operation=OperationId("1"),
    event=PlatformId("1"),
    attendee=PlatformId("1"),
    code="C1",
    station=None,
    direction=Direction.IN,
)
NO = LiveAnswer(refusal=Refusal.ZONE_FULL)


class Mute:
    """A connector to a platform that cannot be asked."""

    def __init__(self) -> None:
        self.interrupted = threading.Event()
        self.closed = threading.Event()

    def interrupt(self) -> None:
        self.interrupted.set()

    def close(self) -> None:
        self.closed.set()


class Speaks(Mute):
    """A connector that answers as it is told to."""

    def __init__(self, says: Callable[[], LiveAnswer]) -> None:
        super().__init__()
        self._says = says

    def verify(self, _question: LiveQuestion) -> LiveAnswer:
        return self._says()


@pytest.fixture
def opened() -> Iterator[list[LiveAsking]]:
    asking: list[LiveAsking] = []
    yield asking
    for one in asking:
        one.close()


def asking(opened: list[LiveAsking], connector: Mute, clock: FakeClock | None = None) -> LiveAsking:
    made = LiveAsking(lambda: cast(Connector, connector), clock or FakeClock(), patience=0.2)
    opened.append(made)
    return made


def test_the_platforms_answer_is_the_answer(opened: list[LiveAsking]) -> None:
    assert asking(opened, Speaks(lambda: NO)).ask(QUESTION) == NO


def test_whoever_does_not_answer_in_time_is_broken_off_and_left_alone(opened: list[LiveAsking]) -> None:
    clock = FakeClock()
    waits: list[Speaks] = []

    def wait() -> LiveAnswer:
        assert waits[0].interrupted.wait(10)
        raise UnreachableError("test", "cut", may_have_landed=True)

    waits.append(Speaks(wait))
    live = asking(opened, waits[0], clock)

    assert live.ask(QUESTION) == Silence(may_have_landed=True)
    assert live.ask(QUESTION) == Silence()


def test_after_a_rest_it_is_asked_again(opened: list[LiveAsking]) -> None:
    clock, answers = FakeClock(), [NO]
    failures = [UnreachableError("test", "gone")]

    def say() -> LiveAnswer:
        if failures:
            raise failures.pop()
        return answers.pop()

    live = asking(opened, Speaks(say), clock)
    assert live.ask(QUESTION) == Silence()
    clock.advance(30)

    assert live.ask(QUESTION) == NO


def test_a_platform_that_cannot_be_asked_says_nothing(opened: list[LiveAsking]) -> None:
    assert asking(opened, Mute()).ask(QUESTION) == Silence()


def test_closing_gives_the_connection_back_and_asks_no_more(opened: list[LiveAsking]) -> None:
    connector = Speaks(lambda: NO)
    live = asking(opened, connector)
    live.ask(QUESTION)

    live.close()

    assert connector.closed.is_set()
    assert live.ask(QUESTION) == Silence()


def test_a_no_to_the_question_itself_keeps_nobody_from_asking_the_next(opened: list[LiveAsking]) -> None:
    failures: list[ConnectorError] = [RejectedError("test", "no such zone")]

    def say() -> LiveAnswer:
        if failures:
            raise failures.pop()
        return NO

    live = asking(opened, Speaks(say))

    assert live.ask(QUESTION) == Silence()
    assert live.ask(QUESTION) == NO


def test_after_a_sign_in_ended_a_new_connection_is_made(opened: list[LiveAsking]) -> None:
    clock, made = FakeClock(), [Speaks(lambda: NO), Speaks(ended)]
    live = LiveAsking(lambda: cast(Connector, made.pop()), clock)
    opened.append(live)
    assert live.ask(QUESTION) == Silence()
    clock.advance(30)

    assert live.ask(QUESTION) == NO


def ended() -> LiveAnswer:
    raise CredentialsError("test", "the token has ended")


def test_what_cannot_be_kept_on_the_disk_keeps_nobody_waiting(opened: list[LiveAsking]) -> None:
    def say() -> LiveAnswer:
        raise SettingsError("no room")

    assert asking(opened, Speaks(say)).ask(QUESTION) == Silence()


def test_whoever_waits_while_it_is_closed_hears_silence(opened: list[LiveAsking]) -> None:
    asked, answer = threading.Event(), threading.Event()

    def wait() -> LiveAnswer:
        asked.set()
        assert answer.wait(10)
        return NO

    live = asking(opened, Speaks(wait))
    heard: list[LiveAnswer | Silence] = []
    first, second = (threading.Thread(target=lambda: heard.append(live.ask(QUESTION))) for _ in range(2))
    first.start()
    assert asked.wait(10)
    second.start()

    live.close()
    answer.set()
    first.join(10)
    second.join(10)

    assert Silence() in heard


def test_a_connection_that_takes_its_time_keeps_nobody_waiting_and_is_given_back(
    opened: list[LiveAsking],
) -> None:
    clock, connector, connect_now = FakeClock(), Speaks(lambda: NO), threading.Event()

    def connect() -> Connector:
        assert connect_now.wait(10)
        return cast(Connector, connector)

    live = LiveAsking(connect, clock, patience=0.01)
    opened.append(live)
    first, meanwhile = live.ask(QUESTION), live.ask(QUESTION)
    live.close()
    connect_now.set()

    assert (first, meanwhile) == (Silence(may_have_landed=True), Silence())
    assert connector.closed.wait(10)
