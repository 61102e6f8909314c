"""What every connector promises when a platform, or whoever is in between, says what it never should."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from random import Random

import pytest

from checkin.connectors.protocol import Connector
from checkin.errors import ConnectorError
from checkin.model.event import Zone
from checkin.model.ids import PlatformId
from checkin.model.operation import Move, OperationState
from checkin.model.platform import Capability
from checkin.model.pulled import Page
from tests.fakes.meddling import Answer, Asked, Change, Meddling, unchanged
from tests.fakes.mirrored import Mirrored, mirrored
from tests.fakes.mutated import (
    ANY_ROW,
    HOSTILE,
    WRONG,
    WRONG_KIND,
    dumped,
    places,
    replaced,
    surprised,
    values,
)
from tests.fakes.subjects import FEW, Subject, people_of, performing, told, with_server

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "200")) // 10


@dataclass(kw_only=True)
class Between:
    """A platform with somebody in between, and a mirror that knows everybody."""

    subject: Subject
    meddler: Meddling
    station: Mirrored

    def pages(self, connector: Connector, change: Change = unchanged) -> list[Page]:
        """What a pull comes to while answers are changed; it may fail, as connectors fail."""
        self.meddler.change = change
        pages: list[Page] = []
        with suppress(ConnectorError):
            for page in connector.pull(self.subject.event, since=None, resume=None):
                pages.append(page)  # noqa: PERF402 - what came before it failed counts
        return pages

    def lost(self, connector: Connector, change: Change) -> set[PlatformId]:
        """Who would count as gone."""
        pages = self.pages(connector, change)
        tells = any(page.snapshot_ends for page in pages) and not any(page.blind for page in pages)
        return self.subject.known.keys() - told(pages) if tells else set()

    def lost_here(self, connector: Connector, change: Change) -> set[PlatformId]:
        """Whom the sync takes away, really."""
        self.station.start_anew()
        self.meddler.change = change
        with suppress(ConnectorError):
            self.station.pull(connector)
        return self.subject.known.keys() - self.station.here()


@pytest.fixture(scope="module", params=with_server())
def set_up(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Between]:
    folder = tmp_path_factory.mktemp(request.param)
    with (
        performing(request.param, folder, attendees=FEW) as direct,
        Meddling(direct.played.url) as meddler,
    ):
        subject = direct.through(meddler.url)
        with mirrored(subject, folder) as station:
            station.pull()
            yield Between(subject=subject, meddler=meddler, station=station)


@pytest.fixture
def between(set_up: Between, log_warnings: list[logging.LogRecord]) -> Iterator[Between]:
    """With everybody known, and nobody meddling afterwards; that rows are left out may be logged here."""
    yield set_up
    log_warnings.clear()
    set_up.meddler.change = unchanged
    set_up.meddler.known = {}
    set_up.subject.hang_up()


@pytest.fixture
def answers(between: Between) -> dict[str, Answer]:
    """What a whole pull is answered, by the paths it asks; the same from now on, without asking again."""
    found: dict[str, Answer] = {}

    def note(asked: Asked, answer: Answer) -> Answer:
        found[asked.path] = answer
        return answer

    between.pages(between.subject.connector(), note)
    between.meddler.known = {path: answer for path, answer in found.items() if answer.is_json}
    return between.meddler.known


def instead(path: str, body: bytes) -> Change:
    """One question is always answered so."""

    def change(asked: Asked, answer: Answer) -> Answer:
        return replace(answer, body=body, status=200) if asked.path == path else answer

    return change


def everywhere(convert: Callable[[object], object]) -> Change:
    """Every JSON document is converted."""

    def change(_asked: Asked, answer: Answer) -> Answer:
        return replace(answer, body=dumped(convert(answer.document()))) if answer.is_json else answer

    return change


def zones_of(pages: Iterable[Page]) -> list[Zone]:
    return [zone for page in pages for zone in page.zones or ()]


@pytest.mark.parametrize("body", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_answer_takes_nobody_away(
    between: Between, answers: dict[str, Answer], body: bytes
) -> None:
    connector = between.subject.connector()

    for path in answers:
        assert not between.lost_here(connector, instead(path, body)), path


@pytest.mark.parametrize("convert", WRONG.values(), ids=list(WRONG))
def test_members_of_wrong_kinds_take_nobody_away(
    between: Between, answers: dict[str, Answer], convert: Callable[[object], object]
) -> None:
    connector = between.subject.connector()

    for path, answer in answers.items():
        damaged = instead(path, dumped(convert(answer.document())))
        assert not between.lost(connector, damaged), path


def test_a_member_that_is_not_what_it_was_takes_nobody_away(
    between: Between, answers: dict[str, Answer]
) -> None:
    connector = between.subject.connector()
    dice = Random(EXAMPLES)
    known = [(path, place) for path, one in answers.items() for place in places(one.document())]

    for path, place in dice.sample(known, min(EXAMPLES, len(known))):
        document = answers[path].document()
        is_single = not any(isinstance(one, list | dict) for one in values(document, place))
        value = dice.choice(WRONG_KIND[is_single])
        damaged = dumped(replaced(document, place, value))
        assert not between.lost(connector, instead(path, damaged)), (path, place, value)


def test_a_list_of_people_who_have_no_ids_takes_nobody_away(
    between: Between, answers: dict[str, Answer]
) -> None:
    connector = between.subject.connector()

    for path, answer in answers.items():
        ids = [
            place for place in places(answer.document()) if place[-1] == "id" and place[-2:-1] == (ANY_ROW,)
        ]
        for place in ids:
            nameless = dumped(replaced(answer.document(), place, None))
            nothing = dumped(replaced(answer.document(), place[:-1], None))
            assert not between.lost(connector, instead(path, nameless)), (path, place)
            assert not between.lost(connector, instead(path, nothing)), (path, place)


def test_a_list_of_nobody_is_believed_or_refused(between: Between, answers: dict[str, Answer]) -> None:
    connector = between.subject.connector()

    for path in answers:
        between.pages(connector, instead(path, b"[]"))

    assert told(between.pages(connector)) >= between.subject.known.keys()


def test_members_nobody_knows_change_nothing(between: Between) -> None:
    plain = between.subject.pull()

    between.meddler.change = everywhere(surprised)
    surprising = between.subject.pull()

    assert people_of(surprising) == people_of(plain)
    assert [page.stations for page in surprising] == [page.stations for page in plain]
    assert [zone.id for zone in zones_of(surprising)] == [zone.id for zone in zones_of(plain)]


def test_members_nobody_knows_keep_nothing_from_being_told(between: Between) -> None:
    if not between.subject.can(Capability.CHECK_IN_OUR_TIME, Capability.CHECK_IN_THEIR_TIME):
        return
    somebody = between.subject.welcome[0]
    told = between.station.enqueue(between.station.number(somebody), Move(), between.station.entrance())

    between.meddler.change = everywhere(surprised)
    state = between.station.settle(between.subject.connector(), told)

    assert state is OperationState.SETTLED
    assert between.subject.record()[somebody] == 1
