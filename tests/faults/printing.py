"""`kill -9` in mid-batch of prints, plugs pulled in mid-badge: every badge comes out once, or is asked about.

What came out is what the printers' own record says, read from the codes on the paper.
"""

import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from checkin.settings import PrinterChoice, PrinterKind
from tests.faults import laptop
from tests.faults.figures import Figure, Scale
from tests.faults.printing_desk import DRAIN, PEOPLE, PRINTERS, RECORD
from tests.faults.printing_printer import Unpluggable
from tests.faults.soundness import unsound
from tests.faults.warm import Warm

_A_DAY = 50  # deaths
_PEOPLE_A_DEATH = 3
_LONGEST_LIFE = 0.8  # seconds
_IN_THE_RUSH = 0.8  # of all deaths; the others may come while the app starts
_LARGEST_BADGE = 9000  # bytes
_TO_DRAIN = 200.0  # seconds
_MOST_STARTS = 8  # until nothing is open any more, once all is well


@dataclass(slots=True)
class Day:
    """What was asked for, life after life, and what became of it."""

    asked: set[int] = field(default_factory=set)
    deaths: int = 0
    out: int = 0
    again: int = 0
    troubles: Counter[str] = field(default_factory=Counter)
    printed: int = 0
    faults: list[str] = field(default_factory=list)


def prove(scale: Scale) -> list[Figure]:
    """Deaths and pulled plugs in mid-batch; see the module."""
    deaths = scale.times(6, 300)
    dice = random.Random(scale.seed)
    days: list[Day] = []
    with Warm("tests.faults.printing_desk") as desk:
        for _ in range(max(1, deaths // _A_DAY)):
            with tempfile.TemporaryDirectory(prefix="checkin-printing-") as folder:
                days.append(_day(desk, Path(folder), min(deaths, _A_DAY), dice))
    faults = [f"day {number}: {fault}" for number, day in enumerate(days) for fault in day.faults]
    troubles = sum((day.troubles for day in days), Counter[str]())
    return [
        Figure(
            name="kill -9 and pulled plugs while badges are printed",
            counts={
                "deaths": sum(day.deaths for day in days),
                **dict(sorted(troubles.items())),
                "badges asked for": sum(len(day.asked) for day in days),
                "printed": sum(day.printed for day in days),
                "in doubt, and had come out": sum(day.out for day in days),
                "in doubt, and had not": sum(day.again for day in days),
                "lost": sum("lost" in fault for fault in faults),
                "doubled": sum("doubled" in fault for fault in faults),
            },
            faults=tuple(faults),
        )
    ]


def _day(desk: Warm, folder: Path, deaths: int, dice: random.Random) -> Day:
    day = Day()
    seed = dice.randrange(10**6)
    with (
        laptop.performing("open_event", folder, attendees=deaths * _PEOPLE_A_DEATH, seed=seed) as rehearsal,
        _printers() as printers,
    ):
        laptop.set_up(rehearsal, folder)
        codes = _prepare(folder, printers)
        start = 0
        for _ in range(deaths):
            _look(folder, printers, codes)
            start = _life(desk, folder, day, dice, start, printers)
        for _ in range(_MOST_STARTS):
            _look(folder, printers, codes)
            if not laptop.rows(folder, _OPEN):
                break
            desk.bear(folder, 0, DRAIN)
            desk.until("dead", patience=_TO_DRAIN)
            _count(desk, day)
            desk.ended()
        _compare(day, folder, printers, codes)
    return day


@contextmanager
def _printers() -> Iterator[Sequence[Unpluggable]]:
    printers = [Unpluggable() for _ in PRINTERS]
    try:
        yield printers
    finally:
        for printer in printers:
            printer.switch_off()


def _prepare(folder: Path, printers: Sequence[Unpluggable]) -> dict[str, int]:
    """Two printers are set up; whose each code is."""
    first, second = (
        PrinterChoice(name=name, kind=PrinterKind.ZPL, address=printer.address, dpi=203)
        for name, printer in zip(PRINTERS, printers, strict=True)
    )
    with laptop.opened(folder) as app:
        app.change_settings(printer=first, further_printers=(second,), template="label-89x41")
        event = app.event
        assert event is not None
    found = laptop.rows(folder, "SELECT badge_code, id, event_id FROM attendee")
    codes = {code: int(number) for code, number, of in found if int(of) == event.id}
    (folder / PEOPLE).write_text(json.dumps(sorted(codes.values())))
    return codes


def _look(folder: Path, printers: Sequence[Unpluggable], codes: dict[str, int]) -> None:
    """Somebody puts the printers right, and looks which badges are there."""
    for printer in printers:
        printer.put_right()
    (folder / RECORD).write_text(json.dumps(_record(printers, codes)))


def _life(
    desk: Warm, folder: Path, day: Day, dice: random.Random, start: int, printers: Sequence[Unpluggable]
) -> int:
    """Let a desk live for a while among faults, and kill it; who comes next."""
    desk.bear(folder, dice.randrange(10**9), start)
    day.troubles[_trouble(dice, dice.choice(printers))] += 1
    if dice.random() < _IN_THE_RUSH:
        desk.until("asks")
    desk.listen(dice.uniform(0, _LONGEST_LIFE))
    desk.kill()
    day.deaths += 1
    _count(desk, day)
    day.asked |= {int(words[0]) for words in desk.heard("asked")}
    return max((int(words[0]) for words in desk.heard("asks")), default=start)


def _count(desk: Warm, day: Day) -> None:
    day.out += len(desk.heard("out"))
    day.again += len(desk.heard("again"))


def _trouble(dice: random.Random, printer: Unpluggable) -> str:
    match dice.randrange(8):
        case 0 | 1 | 2:
            printer.unplugged_after = dice.randrange(1, _LARGEST_BADGE)
            return "plugs pulled"
        case 3:
            printer.zebra.paper_out = True
            return "without paper"
        case 4:
            printer.zebra.stops_after(len(printer.zebra.formats))
            return "out of paper in mid-badge"
        case 5:
            printer.switch_off()
            return "switched off"
        case _:
            return "printers well"


_OPEN = "SELECT 1 FROM print_job WHERE state NOT IN ('printed', 'cancelled')"
_JOBS = """SELECT attendee_id, state, (SELECT count(*) FROM badge_print
WHERE badge_print.attendee_id = print_job.attendee_id) FROM print_job"""


def _compare(day: Day, folder: Path, printers: Sequence[Unpluggable], codes: dict[str, int]) -> None:
    people: list[int] = json.loads((folder / PEOPLE).read_text())
    jobs = {int(whose): (state, int(noted)) for whose, state, noted in laptop.rows(folder, _JOBS)}
    came_out = _record(printers, codes)
    day.printed = came_out.total()
    day.faults += [f"the badge of number {one} was lost" for one in day.asked if people[one] not in jobs]
    day.faults += [f"{whose} has a badge nobody asked for" for whose in came_out.keys() - jobs.keys()]
    for whose, (state, noted) in jobs.items():
        day.faults += _judged(state, came_out[whose], noted)
    day.faults += unsound(laptop.files(folder).mirror)


def _record(printers: Sequence[Unpluggable], codes: dict[str, int]) -> Counter[int]:
    """Whose badges came out, how often, as the printers have it."""
    together: Counter[int] = Counter()
    for printer in printers:
        together.update({codes[code]: times for code, times in printer.record.items()})
    return together


def _judged(state: str, times: int, noted: int) -> Iterator[str]:
    """What is wrong with a badge that came out so many times, and of which that many were noted."""
    if times > 1 or noted > 1:
        yield f"a badge doubled: {times} on paper, {noted} noted"
    elif (state == "printed") != bool(times) or bool(times) != bool(noted):
        yield f"a badge lost: {state}, {times} on paper, {noted} noted"
    elif state not in {"printed", "doubtful", "failed"}:
        yield f"a badge lost: it is {state} when all is over"
