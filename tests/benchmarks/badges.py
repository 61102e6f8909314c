"""A badge, once the first has been drawn, beside the bare ReportLab calls."""

import time
from collections.abc import Callable, Iterator
from itertools import count, islice

from checkin.badges.badge import Badge
from checkin.badges.render import render_badge
from checkin.badges.template import default_template
from tests.benchmarks import bare_reportlab
from tests.benchmarks.measurement import Measurement, interleaved

_A_TURN = 15
_TURNS = 9


def measure() -> Measurement:
    """Badges of different people with names in Latin letters, a PDF each."""
    template = default_template()
    queue = people()
    ours, reference = interleaved(
        lambda: _milliseconds_a_badge(lambda badge: render_badge(template, badge), queue),
        lambda: _milliseconds_a_badge(bare_reportlab.render, queue),
        repeats=_TURNS,
    )
    return Measurement(
        name="badge, warm", ours=ours, reference=reference, unit="ms/badge", goal=2.5, better="lower"
    )


def people() -> Iterator[Badge]:
    """Nobody twice, so that no badge is drawn from memory."""
    return (
        Badge(
            given_name=("Zoë", "Bartholomew", "Nguyễn", "Łukasz")[number % 4],
            family_name=f"O'Neill-Žižek {number}",
            company=f"Institute of Things No. {number % 90}",
            job_title="Keeper of the lists",
            ticket_type="Speaker",
            event_name="The Conference on Conferences",
            code=f"badge-{number:07}",
        )
        for number in count()
    )


def _milliseconds_a_badge(render: Callable[[Badge], bytes], queue: Iterator[Badge]) -> float:
    badges = list(islice(queue, _A_TURN))
    start = time.perf_counter()
    for badge in badges:
        render(badge)
    return (time.perf_counter() - start) / len(badges) * 1000
