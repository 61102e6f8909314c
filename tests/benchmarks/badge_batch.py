"""A thousand badges in one PDF, as they are printed ahead, beside the bare ReportLab calls."""

import io
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice

from checkin.badges.badge import Badge
from checkin.badges.imposing import Imposition
from checkin.badges.sheets import SINGLE, sheet_for
from checkin.badges.template import default_template
from tests.benchmarks import bare_reportlab
from tests.benchmarks.badges import people
from tests.benchmarks.measurement import Measurement, interleaved

BADGES = 1000


def measure() -> Measurement:
    """Different people with names in Latin letters, a page each."""
    queue = people()
    ours, reference = interleaved(
        lambda: seconds(lambda: imposed(list(islice(queue, BADGES)))),
        lambda: seconds(lambda: bare_reportlab.render_all(list(islice(queue, BADGES)))),
        repeats=3,
    )
    return Measurement(
        name="1 000 badges in one PDF", ours=ours, reference=reference, unit="s", goal=2.5, better="lower"
    )


def imposed(badges: Sequence[Badge]) -> bytes:
    """One PDF with a page for each."""
    template, out = default_template(), io.BytesIO()
    imposition = Imposition(out, partial(sheet_for, SINGLE), "badges")
    for badge in badges:
        imposition.add(template, badge)
    imposition.finish()
    return out.getvalue()


def seconds(work: Callable[[], object]) -> float:
    """How long it keeps a processor busy; what else the computer does is not counted."""
    start = time.process_time()
    work()
    return time.process_time() - start
