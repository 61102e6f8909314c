"""A laptop whose lid is closed in the middle of pushes, and opened later: everything settles once."""

import random
import signal
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from checkin.practice.rehearsals import Rehearsal
from tests.faults import laptop
from tests.faults.figures import Figure, Scale
from tests.faults.warm import Warm

_PLATFORMS = ("open_event", "pretix")
_PEOPLE = 120
_ASLEEP = 0.4  # seconds at most


@dataclass(slots=True)
class _Tally:
    """Counted over all sleeps."""

    sleeps: int = 0
    cut: int = 0
    greens: int = 0
    faults: list[str] = field(default_factory=list)


def prove(scale: Scale) -> list[Figure]:
    """Sleeps at random instants, with the platform gone, cut off or untouched meanwhile."""
    dice, tally = random.Random(scale.seed), _Tally()
    sleeps = scale.times(4, 60)
    with Warm("tests.faults.kills_desk") as desk:
        for number, platform in enumerate(_PLATFORMS):
            with (
                tempfile.TemporaryDirectory(prefix="checkin-asleep-") as folder,
                laptop.performing(platform, Path(folder), attendees=_PEOPLE, seed=number) as rehearsal,
            ):
                _one_day(desk, rehearsal, Path(folder), tally, dice, sleeps)
    counts = {
        "platforms": len(_PLATFORMS),
        "sleeps": tally.sleeps,
        "connections cut": tally.cut,
        "greens": tally.greens,
    }
    return [Figure(name="suspended and resumed", counts=counts, faults=tuple(tally.faults))]


def _one_day(
    desk: Warm, rehearsal: Rehearsal, folder: Path, tally: _Tally, dice: random.Random, sleeps: int
) -> None:
    laptop.set_up(rehearsal, folder)
    (folder / "codes.txt").write_text("\n".join(laptop.welcome(rehearsal)))
    desk.bear(folder, dice.randrange(10**9), 0)
    desk.until("asks")
    for _ in range(sleeps):
        desk.listen(dice.uniform(0.05, 0.2))
        _sleep(desk, rehearsal, tally, dice)
    desk.listen(0.2)
    if not desk.alive:
        tally.faults.append("it died in its sleep")
    desk.kill()
    greens = {words[0] for words in desk.heard("green")}
    tally.greens += len(greens)
    tally.faults += laptop.settle_everything(rehearsal, folder)
    tally.faults += laptop.compared(rehearsal, folder)
    if lost := greens - {row[0] for row in laptop.rows(folder, "SELECT id FROM movement")}:
        tally.faults.append(f"{len(lost)} green lost")


def _sleep(desk: Warm, rehearsal: Rehearsal, tally: _Tally, dice: random.Random) -> None:
    desk.signal(signal.SIGSTOP)
    tally.sleeps += 1
    if dice.random() < 0.6:
        rehearsal.go_offline()  # what was under way is answered into the void, or never came there
        tally.cut += 1
        desk.listen(dice.uniform(0, _ASLEEP))
        rehearsal.come_back()
    desk.listen(dice.uniform(0, _ASLEEP))
    desk.signal(signal.SIGCONT)
