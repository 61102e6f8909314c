"""Pictures inside templates."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from checkin.badges.embedding import embedded
from checkin.badges.images import as_image, from_base64
from checkin.badges.sizes import Size
from checkin.errors import BadgeError


def test_a_picture_is_no_finer_than_it_can_be_printed(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGB", (4000, 1000), "#ff0000").save(file)

    text, proportion = embedded(file)

    image = as_image(from_base64(text), Size(1000, 1000))
    assert proportion == 4
    assert image.size == (1200, 300)


def test_what_is_clear_stays_clear(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(file)

    assert as_image(from_base64(embedded(file)[0]), Size(10, 10)).mode == "RGBA"


def test_what_is_too_large_for_a_template_is_said(tmp_path: Path) -> None:
    file = tmp_path / "noise.png"
    noise = np.random.default_rng(1).integers(0, 256, (1200, 1200, 4), dtype=np.uint8)
    Image.fromarray(noise).save(file)

    with pytest.raises(BadgeError, match="too large"):
        embedded(file)


def test_what_is_no_picture_is_said(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no picture", encoding="utf-8")

    with pytest.raises(BadgeError, match="not an image"):
        embedded(file)
