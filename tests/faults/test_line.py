"""What the bad line does to a request, seen from the end where a connector stands."""

import threading
import time
from collections.abc import Iterator

import pytest

from checkin.clock import SystemClock
from checkin.connectors.http import Channel, Reply
from checkin.errors import UnreachableError
from checkin.practice.open_event.serve import PracticeServer
from tests.faults.line import Line
from tests.faults.line_troubles import Bad, Dice, Trouble, mixed

ASKED = "/practice"


@pytest.fixture(scope="module")
def platform() -> Iterator[PracticeServer]:
    with PracticeServer(attendees=2) as running:
        yield running


@pytest.fixture
def line(platform: PracticeServer) -> Iterator[Line]:
    with Line(platform.url) as running:
        yield running


def ask(line: Line, *, patience: float = 5.0, writes: bool = True) -> Reply:
    channel = Channel("fake", line.url, SystemClock(), patience=patience)
    try:
        return channel.send("GET", ASKED, headers={}, writes=writes)
    finally:
        channel.close()


def said(reply: Reply) -> dict[str, object]:
    document = reply.json()
    assert isinstance(document, dict)
    return {name: value for name, value in document.items() if name != "now"}


def failure(line: Line, *, patience: float = 5.0) -> UnreachableError:
    with pytest.raises(UnreachableError) as caught:
        ask(line, patience=patience)
    line.heal()
    assert ask(line).is_good
    return caught.value


def test_a_good_line_changes_nothing(line: Line) -> None:
    assert said(ask(line)) == said(ask(line))
    assert (line.dice.calls, sum(line.dice.met.values())) == (2, 0)
    assert line.carried > 0


def test_what_comes_late_or_little_by_little_comes_whole(line: Line) -> None:
    whole = said(ask(line))
    slow = {
        Bad.LATENCY: Trouble(kind=Bad.LATENCY, seconds=0.05),
        Bad.BANDWIDTH: Trouble(kind=Bad.BANDWIDTH, octets=200),
        Bad.DRIP: Trouble(kind=Bad.DRIP, octets=20, seconds=0.002),
    }
    for trouble in slow.values():
        line.let(trouble)
        began = time.monotonic()

        assert said(ask(line)) == whole

        assert time.monotonic() - began > 0.02
    assert set(line.dice.met) == set(slow)


@pytest.mark.parametrize("octets", [1, 60])
def test_a_cut_towards_the_platform_leaves_the_outcome_open(line: Line, octets: int) -> None:
    line.let(Trouble(kind=Bad.CUT_THERE, octets=octets))

    assert failure(line).may_have_landed


@pytest.mark.parametrize("octets", [1, 40, 200])
def test_a_cut_towards_us_leaves_the_outcome_open(line: Line, octets: int) -> None:
    line.let(Trouble(kind=Bad.CUT_BACK, octets=octets))

    assert failure(line).may_have_landed


def test_a_reset_in_the_middle_leaves_the_outcome_open(line: Line) -> None:
    line.let(Trouble(kind=Bad.RESET, octets=60))

    assert failure(line).may_have_landed


def test_a_reset_at_once_is_a_lost_connection(line: Line) -> None:
    """Whether it comes before anything was sent or just after is the system's to say."""
    line.let(Trouble(kind=Bad.RESET, octets=0))

    assert str(failure(line)) == "The connection to the server was cut."


@pytest.mark.parametrize("kind", [Bad.BLACK_HOLE, Bad.HALF_OPEN])
def test_who_is_never_answered_loses_patience(line: Line, kind: Bad) -> None:
    line.let(Trouble(kind=kind))

    error = failure(line, patience=0.2)

    assert error.may_have_landed
    assert str(error) == "The server did not answer in time."


@pytest.mark.parametrize("kind", [Bad.BLACK_HOLE, Bad.HALF_OPEN])
def test_somebody_else_can_lose_patience(platform: PracticeServer, kind: Bad) -> None:
    stuck = threading.Event()
    with Line(platform.url, on_stuck=stuck.set) as line:
        channel = Channel("fake", line.url, SystemClock())
        line.let(Trouble(kind=kind))

        def lose_patience() -> None:
            assert stuck.wait(5)
            channel.interrupt()

        impatient = threading.Thread(target=lose_patience)
        impatient.start()

        with pytest.raises(UnreachableError):
            channel.send("GET", ASKED, headers={})

        impatient.join(5)
        channel.close()


def test_only_a_black_hole_keeps_the_platform_from_hearing(line: Line) -> None:
    line.let(Trouble(kind=Bad.BLACK_HOLE))
    failure(line, patience=0.2)
    asked_well = line.carried

    line.let(Trouble(kind=Bad.HALF_OPEN))
    failure(line, patience=0.2)

    assert line.carried == 3 * asked_well  # half open, and once more when all was well


def test_where_nobody_listens_nothing_was_sent(line: Line) -> None:
    with line.refusing(), pytest.raises(UnreachableError) as caught:
        ask(line)

    assert not caught.value.may_have_landed
    assert ask(line).is_good


def test_the_dice_meet_as_many_as_they_should_and_always_the_same() -> None:
    kinds = [Trouble(kind=kind) for kind in Bad]
    first, second = Dice(7), Dice(7)
    for dice in (first, second):
        dice.let(mixed(0.2, *kinds))
        for _ in range(4000):
            dice.drawn()

    assert first.met == second.met
    assert 700 < sum(first.met.values()) < 900
    assert min(first.met.values()) > 60
    assert len(first.met) == len(Bad)
