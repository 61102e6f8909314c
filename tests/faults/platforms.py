"""Check-ins through a bad line to a bad platform: in the end its record is ours, each platform by itself."""

import multiprocessing
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fakes.subjects import performing
from tests.faults.figures import Figure, Scale
from tests.faults.platforms_kept import prove_kept
from tests.faults.platforms_rush import Rush, invited, make_forgetful
from tests.faults.platforms_station import Passing

TOLD = ("open_event", "pretix", "nutickets", "badgestic", "sarcon")
KEPT = ("v3plus", "spreadsheet")
_REDUCED, _FULL = 40, 10_000


def prove(scale: Scale) -> Iterator[Figure]:
    """What is told arrives once, whatever goes wrong; what cannot be told stays here, whole."""
    number = scale.times(_REDUCED, _FULL)
    proofs = [partial(prove_told, name, number, scale.seed) for name in TOLD]
    proofs += [partial(prove_kept, name, number, scale.seed) for name in KEPT]
    if not scale.full:
        yield from (proof() for proof in proofs)
        return
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=fresh) as processes:
        yield from (done.result() for done in as_completed([processes.submit(proof) for proof in proofs]))


def prove_told(name: str, number: int, seed: int) -> Figure:
    """So many check-ins at one platform, while a fifth of all requests go wrong."""
    began, clock = time.monotonic(), Passing()
    with (
        TemporaryDirectory(prefix="checkin-faults-") as folder,
        performing(name, Path(folder), attendees=invited(number), seed=seed, clock=clock) as subject,
    ):
        make_forgetful(subject)
        rush = Rush(subject, clock, number, seed)
        outcome = rush.run()
    return Figure(
        name=f"{number} check-ins through faults, {name}",
        counts={"seed": seed, **outcome.counts, "seconds": round(time.monotonic() - began)},
        faults=outcome.trouble,
    )
