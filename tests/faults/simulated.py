"""Thousands of made-up histories of the whole sync, in virtual time, and whether a wrong sync is noticed."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.faults.figures import Figure, Scale
from tests.faults.simulation.living import STEPS, Lived, live
from tests.faults.simulation.mutants import MUTANTS

_PORTIONS, _PORTION = 42, 500
"""Histories lived with the same dice; each portion begins anew, in whichever process is free."""

_THROWS, _EACH = 12, 40
"""A mutant is to be noticed with so many throws of the dice, each for so many histories."""

_NAMED = 3
"""The mutants the test suite has time for: the first."""

_STORY = 12  # lines


def prove(scale: Scale) -> list[Figure]:
    """Nothing is broken by the real sync, and each mutant is noticed."""
    mutants = list(MUTANTS)[: scale.times(_NAMED, len(MUTANTS))]
    return [_histories(scale), *(_noticed(scale, name) for name in mutants)]


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
        yield live(scale.seed, 30)
        return
    seeds = [scale.seed * 1000 + number for number in range(_PORTIONS)]
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=fresh) as processes:
        yield from processes.map(live, seeds, [_PORTION] * _PORTIONS)


def _noticed(scale: Scale, name: str) -> Figure:
    before, noticed = 0, None
    for throw in range(_THROWS):
        lived = live(scale.seed + throw, _EACH, name)
        before += lived.histories
        if lived.story:
            noticed = lived
            break
    return Figure(
        name=f"mutant that {name}",
        counts={
            "seed": scale.seed,
            "noticed in history": "none" if noticed is None else before + 1,
            "by": "nobody" if noticed is None else noticed.story.split(":")[0],
        },
        faults=(f"not noticed in {before} histories",) if noticed is None else (),
    )


def _beginning(story: str) -> str:
    return "\n".join(story.splitlines()[:_STORY])
