"""What every connector promises of failing: each failure by its own name, and afterwards it works again."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from checkin.connectors.protocol import Connector
from checkin.errors import (
    CheckinError,
    ConnectorError,
    CredentialsError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.operation import Move, OperationState
from checkin.model.platform import Capability
from checkin.practice.faults import Fault, FaultKind
from tests.fakes.meddling import Answer, Asked, Meddling
from tests.fakes.mirrored import mirrored
from tests.fakes.subjects import Subject, told

QUICKLY = 2.0
PATIENCE = 20.0

Ask = Callable[[Subject, Connector], object]


def list_events(_subject: Subject, connector: Connector) -> object:
    return connector.events()


def pull(subject: Subject, connector: Connector) -> object:
    return subject.pull(connector)


def sign_in(_subject: Subject, connector: Connector) -> object:
    return connector.sign_in()


READING = {"events": list_events, "pull": pull}
reading = pytest.mark.parametrize("ask", READING.values(), ids=list(READING))


def failure(subject: Subject, ask: Ask, *faults: Fault) -> ConnectorError:
    """How a signed-in connector fails when this goes wrong; it works again afterwards."""
    connector = subject.connector()
    connector.events()
    subject.clock.skip()  # nothing that was seen before is still good
    for fault in faults:
        subject.faults.add(fault)
    with pytest.raises(ConnectorError) as caught:
        ask(subject, connector)
    subject.faults.clear()
    subject.clock.skip()  # whoever was asked for patience has had it
    ask(subject, connector)
    return caught.value


@reading
def test_a_server_that_is_not_there_is_unreachable(served: Subject, ask: Ask) -> None:
    connector = served.connector()
    connector.events()
    served.clock.skip()

    served.played.go_offline()
    with pytest.raises(UnreachableError) as caught:
        ask(served, connector)
    served.played.come_back()

    assert not caught.value.may_have_landed
    ask(served, connector)


@reading
@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind=FaultKind.SILENCE),
        Fault(kind=FaultKind.DROP_ANSWER),
        Fault(kind=FaultKind.ERROR_BEFORE, status=500),
        Fault(kind=FaultKind.ERROR_BEFORE, status=502),
        Fault(kind=FaultKind.ERROR_BEFORE, status=503),
    ],
    ids=lambda fault: f"{fault.kind} {fault.status}",
)
def test_silence_and_failing_servers_are_unreachable(served: Subject, ask: Ask, fault: Fault) -> None:
    error = failure(served, ask, fault)

    assert type(error) is UnreachableError
    assert not error.may_have_landed


@reading
@pytest.mark.parametrize("seconds", [0.0, 7.0])
def test_too_many_requests_say_how_long_to_wait(served: Subject, ask: Ask, seconds: float) -> None:
    error = failure(served, ask, Fault(kind=FaultKind.THROTTLE, seconds=seconds))

    assert isinstance(error, ThrottledError)
    assert error.retry_after == (seconds or None)


@reading
def test_a_web_page_is_no_answer(served: Subject, ask: Ask) -> None:
    error = failure(served, ask, Fault(kind=FaultKind.HTML))

    assert isinstance(error, UnreadableReplyError | UnreachableError)


@reading
def test_half_a_document_is_unreadable(served: Subject, ask: Ask) -> None:
    assert isinstance(failure(served, ask, Fault(kind=FaultKind.TRUNCATED)), UnreadableReplyError)


@pytest.mark.parametrize("ask", [sign_in, pull], ids=["sign in", "pull"])
def test_wrong_secrets_ask_for_a_person(served: Subject, ask: Ask) -> None:
    with pytest.raises(CredentialsError):
        ask(served, served.connector(**dict.fromkeys(served.secrets, "wrong")))

    served.pull()


def what_strangers_are_told(subject: Subject, meddler: Meddling) -> Answer:
    """The platform's own answer to secrets that are not good."""
    answers: list[Answer] = []

    def note(_asked: Asked, answer: Answer) -> Answer:
        answers.append(answer)
        return answer

    meddler.change = note
    with pytest.raises(CredentialsError):
        subject.pull(subject.connector(**dict.fromkeys(subject.secrets, "wrong")))
    return answers[-1]


@reading
def test_secrets_that_have_ended_ask_for_a_person(served: Subject, ask: Ask) -> None:
    with Meddling(served.played.url) as meddler:
        subject = served.through(meddler.url)
        connector = subject.connector()
        connector.events()
        refusal = what_strangers_are_told(subject, meddler)

        meddler.change = lambda _asked, _answer: refusal
        with pytest.raises(CredentialsError):
            ask(subject, connector)


TELLING = {
    "silence": (Fault(kind=FaultKind.SILENCE, method="*"), UnreachableError, True),
    "a lost answer": (Fault(kind=FaultKind.DROP_ANSWER, method="*"), UnreachableError, True),
    "500": (Fault(kind=FaultKind.ERROR_BEFORE, method="*", status=500), UnreachableError, True),
    "502": (Fault(kind=FaultKind.ERROR_BEFORE, method="*", status=502), UnreachableError, True),
    "503": (Fault(kind=FaultKind.ERROR_AFTER, method="*", status=503), UnreachableError, True),
    "429": (Fault(kind=FaultKind.THROTTLE, method="*", seconds=5), ThrottledError, False),
    "a web page": (Fault(kind=FaultKind.HTML, method="*"), ConnectorError, True),
}


@pytest.mark.parametrize(("fault", "kind", "may_have_landed"), TELLING.values(), ids=list(TELLING))
def test_what_fails_while_telling_says_whether_it_may_have_landed(
    served: Subject,
    tmp_path: Path,
    fault: Fault,
    kind: type[ConnectorError],
    may_have_landed: bool,  # noqa: FBT001
) -> None:
    if not served.can(Capability.CHECK_IN_OUR_TIME, Capability.CHECK_IN_THEIR_TIME):
        return
    with mirrored(served, tmp_path) as station:
        connector = served.connector()
        station.pull(connector)
        record = served.record()
        somebody = next(one for one in served.welcome if not record[one])
        told_of = station.enqueue(station.number(somebody), Move(), station.entrance())

        served.faults.add(fault)
        with pytest.raises(kind) as caught:
            station.tell(connector, told_of)
        served.faults.clear()
        served.clock.skip()

        assert caught.value.may_have_landed == may_have_landed
        assert station.settle(connector, told_of) is OperationState.SETTLED
        assert served.record()[somebody] == 1


def test_what_was_never_sent_has_not_landed(served: Subject, tmp_path: Path) -> None:
    if not served.can(Capability.CHECK_IN_OUR_TIME, Capability.CHECK_IN_THEIR_TIME):
        return
    with mirrored(served, tmp_path) as station:
        connector = served.connector()
        station.pull(connector)
        told_of = station.enqueue(station.number(served.welcome[-1]), Move(), station.entrance())

        served.played.go_offline()
        with pytest.raises(UnreachableError) as caught:
            station.tell(connector, told_of)

        assert not caught.value.may_have_landed


@contextmanager
def at_work(work: Callable[[], object]) -> Iterator[list[BaseException]]:
    """Something that is done by another thread, and how it ended; it must end quickly once asked to."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except CheckinError as error:
            raised.append(error)

    thread = threading.Thread(target=run, name="a slow request")
    thread.start()
    yield raised
    began = time.monotonic()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert time.monotonic() - began < QUICKLY


@pytest.mark.parametrize("end", ["interrupt", "close"])
def test_a_slow_request_ends_when_somebody_else_wants_that(served: Subject, end: str) -> None:
    arrived, released = threading.Event(), threading.Event()

    def hold(_asked: Asked, answer: Answer) -> Answer:
        arrived.set()
        released.wait(PATIENCE)
        return answer

    with Meddling(served.played.url) as meddler:
        subject = served.through(meddler.url)
        connector = subject.connector()
        connector.events()
        served.clock.skip()
        meddler.change = hold
        with at_work(lambda: subject.pull(connector)) as raised:
            assert arrived.wait(PATIENCE)
            getattr(connector, end)()
        released.set()

        assert [type(one) for one in raised] == [UnreachableError]
        if end == "interrupt":
            assert told(subject.pull(connector)) >= subject.known.keys()


def test_a_closed_connector_asks_nobody_any_more(served: Subject) -> None:
    connector = served.connector()
    connector.close()

    for ask in (sign_in, list_events, pull):
        with pytest.raises(UnreachableError):
            ask(served, connector)
    connector.close()
    connector.interrupt()


def test_a_closed_connector_waits_for_no_limit_of_requests(served: Subject) -> None:
    connector = served.connector()
    connector.events()
    served.clock.skip()
    served.faults.throttle(retry_after=60.0, times=1)
    with pytest.raises(ThrottledError):
        served.pull(connector)
    connector.close()
    began = time.monotonic()

    with pytest.raises(UnreachableError):
        served.pull(connector)

    assert time.monotonic() - began < QUICKLY
