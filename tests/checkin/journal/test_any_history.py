"""Whatever happens at a desk, its journal alone is enough to know it again."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkin.desk.post import MOVEMENTS
from checkin.journal.follow import Author, Follower
from checkin.journal.restore import NOTHING, Restored, rebuild
from checkin.mirror.database import Mirror
from checkin.model.platform import Capability
from checkin.model.station import Direction
from tests.checkin.journal.history import EVERYTHING, Desk, known
from tests.fakes.builders import a_chosen_event, stored
from tests.fakes.clock import FakeClock

US = Author(station="1b671a64-40d5-491e", station_name="Desk 1", computer="here")

Act = Callable[[Desk], None]
WHO = st.integers(0, 5)
OUTCOMES = st.sampled_from(["settled", "there", "refused", "given up", "lost", "unreachable"])

ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(lambda who, where: lambda desk: desk.come(who, where), WHO, st.integers(0, 2)),
    st.builds(lambda who, where: lambda desk: desk.come(who, where), WHO, st.integers(0, 2)),
    st.builds(lambda which: lambda desk: desk.take_back(which), WHO),
    st.just(lambda desk: desk.register()),
    st.builds(
        lambda who, word: lambda desk: desk.correct(who, word), WHO, st.sampled_from(["ACME", "Initech"])
    ),
    st.builds(lambda who, band: lambda desk: desk.pair(who, band), WHO, st.sampled_from(["BAND1", "BAND2"])),
    st.builds(lambda outcome: lambda desk: desk.push(outcome), OUTCOMES),
    st.builds(lambda outcome: lambda desk: desk.push(outcome), OUTCOMES),
    st.builds(lambda again: lambda desk: desk.decide(again=again), st.booleans()),
    st.just(lambda desk: desk.pull_walk_ins()),
    st.builds(lambda who, way: lambda desk: desk.report(who, way), WHO, st.sampled_from(Direction)),
    st.builds(lambda seconds: lambda desk: desk.clock.advance(seconds), st.integers(1, 40_000)),
)
STEPS = st.lists(st.tuples(ACTS, st.booleans()), max_size=30)


@pytest.fixture(autouse=True, scope="module")
def _template(tmp_path_factory: pytest.TempPathFactory) -> None:
    Places.template = tmp_path_factory.mktemp("template") / "mirror.sqlite"
    Mirror(Places.template).close()


@settings(max_examples=25)
@given(steps=STEPS, able=st.sampled_from([MOVEMENTS, EVERYTHING]))
def test_a_mirror_is_known_again_from_its_journal(
    steps: list[tuple[Act, bool]], able: frozenset[Capability]
) -> None:
    with Places() as places:
        desk = Desk(places.mirror("lost"), FakeClock(), able)
        journal = places.live(desk, steps)
        before = known(desk.mirror)

        anew = places.mirror("anew")
        restored = rebuild(anew, [journal]).restored if before.words else NOTHING
        stored(anew, a_chosen_event(anew), *desk.told.values())
        after = known(anew)

        assert restored.unreadable == 0
        assert after.movements == before.movements
        assert after.presences == before.presences
        assert after.operations == before.operations
        for name, outcome in before.outcomes.items():
            if name in before.doubted:
                assert after.outcomes[name][0] == "parked"
            else:
                assert after.outcomes[name] == outcome


def nothing_new(restored: Restored) -> bool:
    return (restored.movements, restored.operations, restored.people, restored.closed) == (0, 0, 0, 0)


@settings(max_examples=12)
@given(steps=STEPS)
def test_restoring_again_and_from_copies_changes_nothing_more(steps: list[tuple[Act, bool]]) -> None:
    with Places() as places:
        desk = Desk(places.mirror("lost"), FakeClock(), EVERYTHING)
        journal = places.live(desk, [(lambda desk: desk.come(1, 0), True), *steps])
        copy = Path(shutil.copytree(journal, places.folder / "copy"))
        before = known(desk.mirror)
        anew = places.mirror("anew")

        rebuild(anew, [journal, copy])
        after = known(anew)

        assert nothing_new(rebuild(anew, [copy]).restored)
        assert known(anew) == after
        assert nothing_new(rebuild(desk.mirror, [journal]).restored)
        assert known(desk.mirror) == before


class Places:
    """Mirrors and a journal in a folder of their own."""

    template: Path

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="any-history-"))
        self._opened: list[Mirror] = []

    def mirror(self, name: str) -> Mirror:
        opened = Mirror(Path(shutil.copy(self.template, self.folder / f"{name}.sqlite")))
        self._opened.append(opened)
        return opened

    def live(self, desk: Desk, steps: list[tuple[Act, bool]]) -> Path:
        """Live through it; the journal is written whenever a step says so, and in the end."""
        follower = Follower(desk.mirror, desk.clock, self.folder / "journal", is_own=True)
        for act, writes in [*steps, (lambda desk: desk.clock.advance(1), True)]:
            act(desk)
            desk.clock.advance(1)
            while writes and follower.step(US):
                pass
        return follower.folder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for mirror in self._opened:
            mirror.close()
        shutil.rmtree(self.folder)
