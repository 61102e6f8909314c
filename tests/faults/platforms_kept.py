"""Check-ins at a platform that takes none: nothing is told, and everything can be exported."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from checkin.desk.export import ExportFormat, export
from tests.fakes.subjects import Subject, has_server, performing
from tests.faults.figures import Figure
from tests.faults.line import Line
from tests.faults.platforms_rush import invited
from tests.faults.platforms_station import AtWork, Passing


def prove_kept(name: str, number: int, seed: int) -> Figure:
    """So many check-ins, with the app dying now and then; the export has each of them once."""
    clock = Passing()
    with (
        TemporaryDirectory(prefix="checkin-faults-") as folder,
        performing(name, Path(folder), attendees=invited(number), seed=seed, clock=clock) as direct,
        _reached(direct, seed) as subject,
    ):
        dice = Random(f"{name} {seed}")
        work = AtWork(subject=subject, clock=clock, file=Path(folder) / "mirror.sqlite", dice=dice)
        work.pull_once()
        work.work_at_entrance()
        _rush(work, number, dice)
        file = Path(folder) / "export.csv"
        export(work.mirror, work.event, file, ExportFormat.CSV)
        waiting = work.counts().waiting
        work.close()
        return _figure(work, number, seed, exported=_exported(file), waiting=waiting)


@contextmanager
def _reached(direct: Subject, seed: int) -> Iterator[Subject]:
    """By way of the line, where there is a server."""
    if not has_server(direct.name):
        yield direct
        return
    with Line(direct.played.url, seed=seed) as line:
        yield direct.through(line.url)


def _rush(work: AtWork, number: int, dice: Random) -> None:
    subject = work.subject
    people = [one for one in subject.known if not subject.welcome or one in subject.welcome]
    post = work.post
    for one in people[:number]:
        work.admit(post, one, min(subject.known[one]))
        if dice.random() < 8 / number:
            work.die()
            work.sync()
            post = work.post


def _exported(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return [row["movement"] for row in csv.DictReader(text)]


def _figure(work: AtWork, number: int, seed: int, *, exported: list[str], waiting: int) -> Figure:
    here = {one.movement for one in work.came}
    lost, doubled = len(here - set(exported)), len(exported) - len(set(exported))
    wrong = {
        f"{waiting} wait for a platform that takes none": waiting,
        f"{lost} are not in the export": lost,
        f"{doubled} are twice in the export": doubled,
        f"only {len(here)} came": number - len(here),
    }
    return Figure(
        name=f"{number} check-ins kept here, {work.subject.name}",
        counts={
            "seed": seed,
            "admitted": len(here),
            "restarts": work.deaths,
            "to be told": waiting,
            "exported": len(exported),
            "lost": lost,
            "doubled": doubled,
        },
        faults=(*work.trouble, *(words for words, times in wrong.items() if times)),
    )
