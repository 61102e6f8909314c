"""Where a code is looked for a second time."""

import numpy as np
import pytest

from checkin.scanner import region
from checkin.scanner.draw import Look
from tests.checkin.scanner.pictures import grey_qr


def test_the_region_covers_the_code() -> None:
    where = region.likely_region(grey_qr("ticket", look=Look(share=0.4)))

    assert where is not None
    height, width = where.picture.shape
    assert where.left < 520
    assert where.left + width > 760
    assert where.top < 240
    assert where.top + height > 480
    assert height < 400
    assert width < 400


def test_a_picture_of_nothing_has_no_region() -> None:
    assert region.likely_region(np.full((720, 1280), 90, dtype=np.uint8)) is None


def test_a_region_never_grows_large_and_stays_in_the_picture() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (1080, 1920), dtype=np.uint8)

    where = region.likely_region(noise)

    assert where is not None
    assert max(where.picture.shape) <= 560
    left, top = where.in_frame(0, 0)
    assert np.array_equal(
        where.picture, noise[top:, left:][: where.picture.shape[0], : where.picture.shape[1]]
    )


@pytest.mark.parametrize(
    "treat", [region.enlarged, region.crisped, region.closed, region.softened, region.turned]
)
def test_a_point_in_a_treated_region_leads_back_to_its_place(treat: region.Treat) -> None:
    picture = np.full((100, 180), 20, dtype=np.uint8)
    picture[58:63, 118:123] = 250

    treated = treat(picture)

    row, column = np.unravel_index(np.argmax(treated.picture), treated.picture.shape)
    ((x, y),) = treated.back(((int(column), int(row)),))
    assert (x, y) == pytest.approx((120, 60), abs=5)
