"""What every connector promises of secrets and of people: neither leaves for where it does not belong."""

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from checkin.clock import SystemClock
from checkin.connectors.protocol import Connector
from checkin.errors import ConnectorError
from checkin.model.operation import Move
from checkin.practice.faults import Fault, FaultKind, Faults
from checkin.practice.hosting import Hosting
from tests.fakes.meddling import Answer, Asked, Meddling
from tests.fakes.mirrored import mirrored
from tests.fakes.subjects import Subject

FAILING = (
    Fault(kind=FaultKind.SILENCE),
    Fault(kind=FaultKind.ERROR_BEFORE, status=500),
    Fault(kind=FaultKind.THROTTLE),
    Fault(kind=FaultKind.HTML),
    Fault(kind=FaultKind.TRUNCATED),
)
_SHORTEST = 4


class Eavesdropper(Hosting):
    """Answers anything with nothing, and remembers what it heard."""

    def __init__(self) -> None:
        super().__init__(self._listen, Faults(), SystemClock())
        self.heard: list[str] = []

    async def _listen(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = (await request.body()).decode("utf-8", "replace")
        self.heard.append(f"{request.method} {request.url} {dict(request.headers)} {body}")
        await JSONResponse({})(scope, receive, send)


class Listener(logging.Handler):
    """Hears whatever anybody logs."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.texts: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.name} {self.format(record)}")


@pytest.fixture
def log(log_warnings: list[logging.LogRecord]) -> Iterator[Listener]:
    """Everything that is logged at any level; that something fails may be logged here."""
    listener, root = Listener(), logging.getLogger()
    before = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(listener)
    yield listener
    root.removeHandler(listener)
    root.setLevel(before)
    log_warnings.clear()


def live(subject: Subject, folder: Path, connector: Connector) -> list[object]:
    """All a connector does for the app, and what was raised by it."""
    raised: list[object] = []
    asked: tuple[Callable[[], object], ...] = (
        connector.sign_in,
        connector.events,
        lambda: subject.pull(connector),
    )
    for ask in asked:
        subject.clock.skip()  # whoever asked for patience has had it
        try:
            ask()
        except ConnectorError as error:
            raised.append(error)
    with mirrored(subject, folder) as station:
        subject.clock.skip()
        with suppress(ConnectorError):
            station.pull(connector)
        known = subject.welcome and subject.welcome[0] in station.here()
        somebody = station.number(subject.welcome[0]) if known else station.walk_in("Nobody")
        told = station.enqueue(somebody, Move(), station.entrance())
        operation = station.operation(told)
        for tell in (connector.push, connector.read_back):
            subject.clock.skip()
            try:
                raised.append(tell(operation))
            except ConnectorError as error:
                raised.append(error)
    return raised


def secrets_of(subject: Subject) -> set[str]:
    return {text for text in subject.secrets.values() if len(text) >= _SHORTEST}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nothing_goes_where_a_redirect_leads(served: Subject, tmp_path: Path, status: int) -> None:
    with Meddling(served.played.url) as meddler, Eavesdropper() as eavesdropper:
        subject = served.through(meddler.url)

        def lead_astray(asked: Asked, _answer: Answer) -> Answer:
            return Answer(body=b"", status=status, headers={"location": eavesdropper.url + asked.path})

        meddler.change = lead_astray
        raised = live(subject, tmp_path, subject.connector())
        subject.hang_up()

        assert meddler.asked
        assert raised
        assert not eavesdropper.heard


def test_nothing_goes_to_another_server_an_answer_names(served: Subject, tmp_path: Path) -> None:
    with Meddling(served.played.url) as meddler, Eavesdropper() as eavesdropper:
        subject = served.through(meddler.url)

        def name_another(_asked: Asked, answer: Answer) -> Answer:
            ours, theirs = meddler.url.encode(), eavesdropper.url.encode()
            body = answer.body.replace(ours, theirs).replace(ours.replace(b"/", b"\\/"), theirs)
            return Answer(body=body, status=answer.status, headers=answer.headers)

        meddler.change = name_another
        live(subject, tmp_path, subject.connector())
        subject.hang_up()

        assert meddler.asked
        for said in eavesdropper.heard:
            assert not [secret for secret in secrets_of(subject) if secret in said]


def shown_of(connector: Connector, found: list[object]) -> Iterator[str]:
    """Whatever may end up in a log, a report or a crash."""
    yield repr(connector)
    yield str(connector)
    for one in found:
        yield from (str(one), repr(one))
        if isinstance(one, ConnectorError):
            yield repr(getattr(one, "body", ""))
    yield repr(connector.sign_in())


def test_secrets_and_people_are_never_shown(subject: Subject, tmp_path: Path, log: Listener) -> None:
    people = subject.people().values()
    connector = subject.connector()
    found = live(subject, tmp_path, connector)
    if subject.rehearsal is not None:
        for number, fault in enumerate(FAILING):
            subject.faults.add(fault)
            (folder := tmp_path / str(number)).mkdir()
            found += live(subject, folder, subject.connector())
            subject.faults.clear()
            subject.clock.skip()
    shown = "\n".join([*log.texts, *shown_of(subject.connector(), found)])

    telling = {code.key for one in people for code in one.codes} | {one.email for one in people}
    telling |= {f"{one.given_name} {one.family_name}" for one in people}
    assert len(shown) > 100
    assert not [text for text in telling if len(text) >= 6 and text in shown]
    assert not [text for text in secrets_of(subject) if text in shown]
