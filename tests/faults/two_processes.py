"""Two windows on one data folder: one green for each code, one of them sends, and either may be killed."""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from checkin.practice.rehearsals import Rehearsal
from tests.faults import laptop
from tests.faults.figures import Figure, Scale
from tests.faults.warm import Warm

_PLATFORMS = ("open_event", "pretix", "sarcon")
_PEOPLE = 100
_HELD = 0.3  # seconds a third process holds the file before it dies
_COMMANDS: Sequence[tuple[str, ...]] = (
    ("status",),
    ("export", "all.csv"),
    ("export", "--people", "all.json"),
)


@dataclass(slots=True)
class _Tally:
    """Counted over all rounds."""

    greens: int = 0
    killed: int = 0
    taken_over: int = 0
    commands: int = 0
    faults: list[str] = field(default_factory=list)


def prove(scale: Scale) -> list[Figure]:
    """Rounds in which both finish, whoever sends is killed, or whoever writes is killed."""
    dice, tally = random.Random(scale.seed), _Tally()
    rounds = scale.times(3, 30)
    with ExitStack() as stack:
        windows = [stack.enter_context(Warm("tests.faults.two_processes_desk")) for _ in range(3)]
        for number in range(rounds):
            platform = _PLATFORMS[number // 3 % len(_PLATFORMS)]
            with (
                tempfile.TemporaryDirectory(prefix="checkin-two-") as folder,
                laptop.performing(platform, Path(folder), attendees=_PEOPLE, seed=number) as rehearsal,
            ):
                _Round(Path(folder), rehearsal, windows, tally, dice).live(number % 3)
    counts = {
        "rounds": rounds,
        "greens": tally.greens,
        "killed": tally.killed,
        "sending taken over": tally.taken_over,
        "commands meanwhile": tally.commands,
    }
    return [Figure(name="two processes, one mirror", counts=counts, faults=tuple(tally.faults))]


class _Round:
    """Two windows in a rush, and what happens to one of them."""

    def __init__(
        self, folder: Path, rehearsal: Rehearsal, windows: Sequence[Warm], tally: _Tally, dice: random.Random
    ) -> None:
        self._folder = folder
        self._rehearsal = rehearsal
        self._one, self._two, self._third = windows
        self._tally = tally
        self._dice = dice

    def live(self, kind: int) -> None:
        laptop.set_up(self._rehearsal, self._folder)
        (self._folder / "codes.txt").write_text("\n".join(laptop.welcome(self._rehearsal)))
        for window in (self._one, self._two):
            window.bear(self._folder, self._dice.randrange(10**9), "rush")
        match kind:
            case 0:
                self._ask_by_command()
            case 1:
                self._kill_whoever_sends()
            case _:
                self._kill_whoever_writes()
        self._tally.faults += self._judged()

    def _ask_by_command(self) -> None:
        for command in _COMMANDS:
            words = [str(self._folder / word) if word.startswith("all.") else word for word in command]
            self._third.bear(self._folder, 0, "command", "--data", self._folder, *words)
            self._third.ended()
            self._tally.commands += 1
            if self._third.heard("command") != [["0"]]:
                self._tally.faults.append(f"{command[0]} failed: {self._third.said[-3:]}")
        if not (self._folder / "all.csv").read_text(encoding="utf-8-sig").startswith("movement"):
            self._tally.faults.append("what was exported is not what was asked for")

    def _kill_whoever_sends(self) -> None:
        first = self._sender()
        other = self._two if first is self._one else self._one
        first.until("green")
        first.kill()
        self._tally.killed += 1
        other.until("sends")
        self._tally.taken_over += 1

    def _kill_whoever_writes(self) -> None:
        self._third.bear(self._folder, 0, "hold the file")
        self._third.until("holds")
        self._third.listen(_HELD)
        self._third.kill()
        self._tally.killed += 1

    def _sender(self) -> Warm:
        while True:
            for window, other in ((self._one, self._two), (self._two, self._one)):
                if window.heard("sends"):
                    return window
                other.listen(0.01)

    def _judged(self) -> Iterator[str]:
        windows = (self._one, self._two)
        for window in windows:
            if window.alive:
                window.until("finished")
        if sum(bool(window.heard("sends")) for window in windows if window.alive) != 1:
            yield "more or fewer than one send"
        for window in windows:
            if any(words != ["0"] for words in window.heard("locked")):
                yield f"the file was locked for {window.heard('locked')} scans"
            window.kill()
        yield from self._compared([words for window in windows for words in window.heard("green")])

    def _compared(self, greens: Sequence[Sequence[str]]) -> Iterator[str]:
        self._tally.greens += len(greens)
        if twice := [code for code, times in Counter(code for code, _ in greens).items() if times > 1]:
            yield f"{len(twice)} codes were green twice"
        yield from laptop.settle_everything(self._rehearsal, self._folder)
        recorded = {row[0] for row in laptop.rows(self._folder, "SELECT id FROM movement")}
        if lost := {movement for _, movement in greens} - recorded:
            yield f"{len(lost)} green lost"
        record = self._rehearsal.record()
        if len(record) != len(recorded) or set(record.values()) != {1}:
            yield f"of {len(recorded)} people the platform has {record.total()} check-ins"
        yield from laptop.compared(self._rehearsal, self._folder)
