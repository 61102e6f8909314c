"""What every connector promises of reading an event: it ends, it resumes, and it loses nobody."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from checkin.connectors.registry import PLATFORMS
from checkin.errors import UnreachableError
from checkin.model.operation import Move, OperationState
from checkin.model.platform import Capability
from checkin.practice.faults import Fault, FaultKind
from tests.fakes.mirrored import mirrored
from tests.fakes.subjects import Subject, people_of, performing, told

NOT_OURS = (
    "{}",
    "garbage",
    "null",
    "[]",
    '{"after":1}',
    "v1:9:x",
    "ab:7",
    "\x00",
    '{"pretix":1,"began":7}',
    '{"onward":"http://127.0.0.1:1/"}',
)


@pytest.fixture(params=list(PLATFORMS))
def large(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Subject]:
    """More people than a page of any platform holds, or nearly so."""
    with performing(request.param, tmp_path, attendees=130) as running:
        yield running


def test_a_whole_read_ends_once_with_its_last_page(subject: Subject) -> None:
    pages = subject.pull()

    assert [page.snapshot_ends for page in pages] == [False] * (len(pages) - 1) + [True]


def test_everybody_is_read_with_the_codes_they_come_with(subject: Subject) -> None:
    people = subject.people()

    assert subject.known.keys() <= people.keys()
    for number, codes in subject.known.items():
        assert codes <= {code.key for code in people[number].codes}


def test_nobody_is_on_one_page_twice_and_pages_are_small(subject: Subject) -> None:
    for page in subject.pull():
        assert len(page.attendees) == len(people_of([page])) <= 500


def test_every_number_and_every_station_is_there_once(subject: Subject) -> None:
    pages = subject.pull()

    for stations in (page.stations for page in pages if page.stations is not None):
        assert len({one.platform_id for one in stations}) == len(stations)
    assert any(page.ticket_types is not None for page in pages)


def test_only_the_last_page_says_where_changes_start(subject: Subject) -> None:
    *earlier, last = subject.pull()

    assert {page.cursor for page in earlier} <= {None}
    assert (last.cursor is not None) == subject.can(Capability.DELTA_PULL)


def test_a_pull_that_breaks_off_after_any_page_goes_on_behind_it(large: Subject) -> None:
    whole = large.pull()

    for broken_off in range(1, len(whole)):
        before = whole[:broken_off]
        after = large.pull(resume=before[-1].resume)

        assert told(before + after) >= told(whole), broken_off
        assert after[-1].snapshot_ends
        assert told(after) >= large.known.keys() - told(before)


def test_a_place_to_go_on_that_is_not_ours_reads_everything(subject: Subject) -> None:
    for text in NOT_OURS:
        pages = subject.pull(resume=text)

        assert told(pages) >= subject.known.keys(), text
        assert pages[-1].snapshot_ends


def test_a_cursor_that_is_not_ours_reads_everything(subject: Subject) -> None:
    for text in NOT_OURS:
        assert told(subject.pull(since=text)) >= subject.known.keys(), text


def test_the_line_is_cut_between_two_pages_and_nobody_is_lost(served: Subject, tmp_path: Path) -> None:
    with mirrored(served, tmp_path) as station:
        station.pull()
        station.start_anew()

        with suppress(UnreachableError):  # unless everything was on the first page
            station.pull(between_pages=served.played.go_offline)
        cut_off = station.here()
        served.played.come_back()
        summary = station.pull()

        assert served.known.keys() <= cut_off
        assert served.known.keys() <= station.here()
        assert summary.removed == 0


def test_the_line_is_cut_again_and_again_and_everybody_arrives(served: Subject, tmp_path: Path) -> None:
    with mirrored(served, tmp_path) as station:
        served.faults.add(Fault(kind=FaultKind.SILENCE, probability=0.3))
        for _ in range(60):
            with suppress(UnreachableError):
                summary = station.pull()
                break
        else:
            pytest.fail("no pull came to its end")

        assert summary.removed == 0
        assert station.here() >= served.known.keys()


def test_the_cursor_stays_where_it_was_until_a_pull_has_ended(served: Subject, tmp_path: Path) -> None:
    with mirrored(served, tmp_path) as station:
        station.pull()
        before = station.cursor()
        station.start_anew()

        with suppress(UnreachableError):  # unless everything was on the first page
            station.pull(between_pages=served.played.go_offline)

        assert station.cursor() == before
        served.played.come_back()
        station.pull()
        assert (station.cursor() is not None) == served.can(Capability.DELTA_PULL)


def test_changes_bring_a_check_in_made_meanwhile_and_say_where_to_go_on(
    served: Subject, tmp_path: Path
) -> None:
    with mirrored(served, tmp_path) as station:
        connector = served.connector()
        station.pull(connector)
        cursor = station.cursor()
        somebody = served.welcome[0]
        told_of = station.enqueue(station.number(somebody), Move(), station.entrance())
        if not served.can(Capability.DELTA_PULL):
            assert cursor is None
            return

        assert station.settle(connector, told_of) is OperationState.SETTLED
        pages = served.pull(connector, since=cursor)

        assert people_of(pages)[somebody].movements
        assert [page.cursor is not None for page in pages] == [False] * (len(pages) - 1) + [True]
