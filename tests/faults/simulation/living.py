"""Living through histories: how many, with which dice, and the story of the first that broke a promise."""

import traceback
from dataclasses import dataclass
from pathlib import Path

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.simulation.disk import Disks
from tests.faults.simulation.machine import History
from tests.faults.simulation.mutants import MUTANTS, sound
from tests.faults.simulation.world import prepared

STEPS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """What came of it.

    Attributes:
        seed: with which it can be lived again.
        histories: that were lived to their end.
        story: of the broken one, shrunk: its promise, then what happened; empty when all were kept.
    """

    seed: int
    histories: int
    story: str = ""


def live(seed: int, histories: int, mutant: str = "") -> Lived:
    """Live through so many, or until a promise is broken; `mutant` is the wrong sync to do it with.

    What a mutant breaks is not shrunk: that it is noticed is enough.
    """
    lived = 0

    def one_more() -> None:
        nonlocal lived
        lived += 1

    how = settings(
        max_examples=histories,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        derandomize=False,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate] if mutant else [Phase.generate, Phase.shrink],
    )
    with Disks(prepared) as disks, (MUTANTS[mutant] if mutant else sound)() as reads:
        kind = type("state", (History,), {"disks": disks, "reads": reads, "lived": staticmethod(one_more)})
        try:
            run_state_machine_as_test(hypothesis.seed(seed)(kind), settings=how)
        except Exception as error:  # noqa: BLE001 - whatever the product dies of is a broken promise
            first = _first(error)
            return Lived(seed=seed, histories=lived, story="\n".join((_broken(first), *_told(first))))
    return Lived(seed=seed, histories=lived)


def _first(error: Exception) -> Exception:
    """Where a history does not go the same way twice, the way in which it broke a promise."""
    return _first(error.exceptions[0]) if isinstance(error, ExceptionGroup) else error


def _broken(error: Exception) -> str:
    """Which promise; what nobody foresaw is told with where it arose."""
    if isinstance(error, AssertionError) and str(error):
        return str(error)
    arose = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(arose.filename).name}:{arose.lineno}"
    return f"no error goes astray: {type(error).__name__} ({error}) in {where}"


def _told(error: BaseException) -> list[str]:
    """What happened, without the lines that say that all was well in between."""
    lines = "\n".join(getattr(error, "__notes__", [])).splitlines()
    return [line for line in lines if "promises_hold" not in line]
