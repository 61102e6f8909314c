from collections.abc import Callable
from itertools import islice

import pytest

from checkin.badges.badge import Badge
from checkin.badges.preview import pixels
from checkin.badges.render import render_badge
from checkin.badges.template import default_template
from checkin.scanner.decode import Decoder
from tests.benchmarks import bare_reportlab
from tests.benchmarks.badge_batch import imposed
from tests.benchmarks.badges import people


@pytest.mark.parametrize(
    "render",
    [bare_reportlab.render, lambda badge: render_badge(default_template(), badge)],
    ids=["reference", "ours"],
)
def test_both_ways_draw_a_badge_whose_code_can_be_scanned(render: Callable[[Badge], bytes]) -> None:
    badge = next(people())

    (code,) = Decoder().decode(pixels(render(badge), dpi=200))

    assert code.payload == badge.code


@pytest.mark.parametrize("render", [bare_reportlab.render_all, imposed], ids=["reference", "ours"])
def test_both_ways_draw_every_badge_of_a_batch(render: Callable[[list[Badge]], bytes]) -> None:
    several = list(islice(people(), 3))

    pdf = render(several)

    read = [Decoder().decode(pixels(pdf, dpi=200, page=page))[0].payload for page in range(3)]
    assert read == [badge.code for badge in several]
