"""A desk in mid-batch of prints that is going to be killed; see `tests.faults.printing`."""

import json
import random
import threading
from contextlib import suppress
from itertools import count
from pathlib import Path

from checkin.app import App
from checkin.errors import BadgeError
from checkin.model.ids import PrintJobId
from checkin.model.print_job import JobState, PrintJob
from tests.fakes.printing import Announced
from tests.faults.laptop import opened
from tests.faults.warm import say

PRINTERS = ("Zebra A", "Zebra B")
RECORD = "came_out.json"
PEOPLE = "people.json"
DRAIN = -1
"""Where to begin so that nobody new comes: what is open comes out, and the app is closed."""

_RUSH = 0.05  # seconds between two people at most
_A_LIFE = 3  # people in it
_TO_DRAIN = 180.0  # seconds


def live(folder: str, seed: int, start: int) -> None:
    """Answer for what is in doubt, then ask for badges from number `start` on."""
    place, dice = Path(folder), random.Random(seed)
    app = opened(place)
    announced = Announced(app.notices)
    _answer(app, announced, json.loads((place / RECORD).read_text()))
    if start == DRAIN:
        announced.until(lambda: not any(_moves_on(job) for job in app.spool.jobs()), _TO_DRAIN)
        app.close()
        return
    people: list[int] = json.loads((place / PEOPLE).read_text())
    nobody = threading.Event()
    for number in count(start):
        if number < min(start + _A_LIFE, len(people)):
            say("asks", number)
            job = app.spool.print_first(people[number])  # type: ignore[arg-type]  # read from a file
            say("asked", number)
            _meddle(app, dice, job)
        nobody.wait(dice.uniform(0, _RUSH))


def _answer(app: App, announced: Announced, came_out: dict[str, int]) -> None:
    """A person looks at every badge that may have come out before this life, and says so."""
    asked = [job for job in app.spool.jobs(1000) if job.state in {JobState.DOUBTFUL, JobState.PRINTING}]
    app.spool.start()
    numbers = {job.id for job in asked}
    announced.until(lambda: _states(app, numbers) <= {JobState.DOUBTFUL})
    for job in asked:
        if came_out.get(str(job.attendee)):
            app.spool.came_out(job.id)
            say("out", job.id)
        else:
            app.spool.print_again(job.id)
            say("again", job.id)


def _states(app: App, numbers: set[PrintJobId]) -> set[JobState]:
    return {job.state for job in app.spool.jobs(1000) if job.id in numbers}


def _moves_on(job: PrintJob) -> bool:
    return job.state in {JobState.WAITING, JobState.PRINTING}


def _meddle(app: App, dice: random.Random, job: PrintJob | None) -> None:
    """People at the desk are impatient."""
    if job is None:
        return
    with suppress(BadgeError):  # it is past that
        match dice.randrange(6):
            case 0:
                app.spool.move(job.id, dice.choice(PRINTERS))
            case 1:
                app.spool.retry(job.id)
            case 2:
                app.spool.move_all(*dice.sample(PRINTERS, 2))
            case _:
                pass
