"""Thousands of made-up histories of the whole sync, in virtual time, and whether a wrong sync is noticed."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.faults.figures import Figure, Scale
from tests.faults.simulation.living import STEPS, Lived, live
from tests.faults.simulation.mutants import MUTANTS

_PORTION = 500
"""Histories lived with the same dice; each portion begins anew, in whichever process is free."""

_NOTICED_WITHIN = 400
_STORY = 12  # lines


def prove(scale: Scale) -> list[Figure]:
    """Nothing is broken by the real sync, and each mutant is noticed."""
    return [_histories(scale), *(_noticed(scale, name) for name in MUTANTS)]


def _histories(scale: Scale) -> Figure:
    lived = list(_lived(scale))
    return Figure(
        name="simulated histories",
        counts={
            "histories": sum(one.histories for one in lived),
            "seed": scale.seed,
            "rules a history": STEPS,
            "violations": sum(bool(one.story) for one in lived),
        },
        faults=tuple(f"seed {one.seed}: {_beginning(one.story)}" for one in lived if one.story),
    )


def _lived(scale: Scale) -> Iterator[Lived]:
    if not scale.full:
        yield live(scale.seed, 60)
        return
    portions = scale.times(1, 42)
    seeds = [scale.seed * 1000 + number for number in range(portions)]
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=fresh) as processes:
        yield from processes.map(live, seeds, [_PORTION] * portions)


def _noticed(scale: Scale, name: str) -> Figure:
    lived = live(scale.seed, _NOTICED_WITHIN, name)
    return Figure(
        name=f"mutant that {name}",
        counts={
            "seed": scale.seed,
            "noticed in history": lived.histories + 1 if lived.story else "none",
            "by": lived.story.split(":")[0],
        },
        faults=() if lived.story else (f"not noticed in {lived.histories} histories",),
    )


def _beginning(story: str) -> str:
    return "\n".join(story.splitlines()[:_STORY])
