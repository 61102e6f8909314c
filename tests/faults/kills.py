"""`kill -9` at random instants, under load: what was shown green is on disk, and settled exactly once."""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checkin.model.ids import PlatformId
from checkin.practice.rehearsals import Rehearsal
from tests.faults import laptop
from tests.faults.figures import Figure, Scale
from tests.faults.warm import Warm

_PLATFORMS = ("open_event", "pretix", "nutickets", "sarcon")
_A_DAY = 50  # deaths; then another platform's day begins
_LONGEST_LIFE = 0.25  # seconds
_ATTENDEES = 800
_IN_THE_RUSH = 0.75  # of all deaths; the others may come while the app starts
_DROPPED = 0.03  # of the answers get lost, too


@dataclass(slots=True)
class Day:
    """What was shown at one station, life after life, and what became of it."""

    green: list[str] = field(default_factory=list)
    undone: dict[str, bool] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    deaths: int = 0
    movements: int = 0
    sent: int = 0
    in_doubt: int = 0


def prove(scale: Scale) -> list[Figure]:
    """Deaths under load, over several platforms; see the module."""
    deaths = scale.times(40, 1000)
    a_day = scale.times(20, _A_DAY)
    dice = random.Random(scale.seed)
    days: list[Day] = []
    with Warm("tests.faults.kills_desk") as desk:
        for number in range(deaths // a_day):
            platform = _PLATFORMS[number % len(_PLATFORMS)]
            with tempfile.TemporaryDirectory(prefix="checkin-kills-") as folder:
                days.append(_day(desk, Path(folder), platform, a_day, dice))
    faults = [f"day {number}: {fault}" for number, day in enumerate(days) for fault in day.faults]
    return [
        Figure(
            name="kill -9 under load",
            counts={
                "deaths": sum(day.deaths for day in days),
                "platforms": len(_PLATFORMS[: len(days)]),
                "greens shown": sum(len(day.green) for day in days),
                "undone": sum(len(day.undone) for day in days),
                "movements on disk": sum(day.movements for day in days),
                "operations settled": sum(day.sent for day in days),
                "taken back in doubt, left to a person": sum(day.in_doubt for day in days),
                "lost": sum("lost" in fault for fault in faults),
                "doubled": sum("doubled" in fault for fault in faults),
            },
            faults=tuple(faults),
        )
    ]


def _day(desk: Warm, folder: Path, platform: str, deaths: int, dice: random.Random) -> Day:
    day = Day()
    seed = dice.randrange(10**6)
    with laptop.performing(platform, folder, attendees=_ATTENDEES, seed=seed) as rehearsal:
        laptop.set_up(rehearsal, folder)
        codes = laptop.welcome(rehearsal)
        dice.shuffle(codes)
        (folder / "codes.txt").write_text("\n".join(codes))
        rehearsal.faults.drop_answers(_DROPPED)
        asked = 0
        for _ in range(deaths):
            asked = _life(desk, folder, day, dice, asked, len(codes))
        _compare(day, rehearsal, folder)
    return day


def _life(desk: Warm, folder: Path, day: Day, dice: random.Random, start: int, people: int) -> int:
    """Let a desk live for a while and kill it; whoever saw no answer asks first in the next life."""
    desk.bear(folder, dice.randrange(10**9), start)
    if dice.random() < _IN_THE_RUSH and start + 1 < people:
        desk.until("asks")
    desk.listen(dice.uniform(0, _LONGEST_LIFE))
    desk.kill()
    day.deaths += 1
    day.green += [words[0] for words in desk.heard("green")]
    day.undone |= {words[0]: words[1] == "True" for words in desk.heard("undone")}
    return max((int(words[0]) for words in desk.heard("asks")), default=start)


_MOVED = """SELECT movement.id, attendee.platform_id,
EXISTS (SELECT 1 FROM movement AS undo WHERE undo.undoes = movement.id)
FROM movement JOIN attendee ON attendee.id = movement.attendee_id
WHERE movement.source = 'here' AND movement.undoes IS NULL"""


def _compare(day: Day, rehearsal: Rehearsal, folder: Path) -> None:
    day.faults += laptop.settle_everything(rehearsal, folder)
    moved = laptop.rows(folder, _MOVED)
    day.movements = len(moved)
    day.sent = len(laptop.rows(folder, "SELECT 1 FROM operation WHERE state = 'settled'"))
    day.in_doubt = laptop.in_doubt(folder).total()
    recorded = {number for number, _, _ in moved}
    day.faults += _lost(set(day.green) - recorded, "from the disk")
    day.faults += [f"undo of {one} lost" for one, _, undone in moved if one in day.undone and not undone]
    day.faults += _on_platform(day, moved, rehearsal.record())
    day.faults += laptop.compared(rehearsal, folder)


def _on_platform(
    day: Day, moved: Sequence[tuple[str, ...]], record: Mapping[PlatformId, int]
) -> Iterator[str]:
    """What stands is there once; what was taken back only where we said so, or could not say any more."""
    least: Counter[str] = Counter(whose for _, whose, undone in moved if not undone)
    most = least + Counter(whose for one, whose, undone in moved if undone and not day.undone.get(one, False))
    theirs = {str(whose): times for whose, times in record.items()}
    for whose in {*least, *most, *theirs}:
        if theirs.get(whose, 0) < least[whose]:
            yield f"a green of {whose} lost on the platform"
        if theirs.get(whose, 0) > most[whose] or least[whose] > 1:
            yield f"a green of {whose} doubled"


def _lost(movements: set[str], where: str) -> list[str]:
    return [f"green {one} lost {where}" for one in movements]
