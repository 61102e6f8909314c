"""The page that shows whether a printer is set up well."""

from pathlib import Path

import numpy as np
import pytest

from checkin.badges.preview import pixels
from checkin.badges.shelf import Shelf
from checkin.badges.trial import trial_page
from checkin.scanner.decode import decode

_DPI = 203
_MM = _DPI / 25.4


@pytest.mark.parametrize("name", ["default", "label-89x41", "card-cr80", "fold-a6"])
def test_it_is_as_large_as_what_is_printed_and_its_code_scans(tmp_path: Path, name: str) -> None:
    template = Shelf(tmp_path).get(name)

    page = pixels(trial_page(template, "Zebra at the front desk"), dpi=_DPI)

    size = template.printed
    assert page.shape[:2] == pytest.approx((size.height * _MM, size.width * _MM), abs=1)
    assert [code.payload for code in decode(page)] == ["TEST PAGE"]


def test_its_frame_stands_two_millimetres_from_every_edge(tmp_path: Path) -> None:
    page = pixels(trial_page(Shelf(tmp_path).get("label-89x41"), "Zebra"), dpi=_DPI)

    dark = np.argwhere(page[:, :, 0] < 128)
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0)
    gaps = [left, top, page.shape[1] - 1 - right, page.shape[0] - 1 - bottom]

    assert np.array(gaps) / _MM == pytest.approx([2, 2, 2, 2], abs=0.3)
