import io
from typing import Literal

import numpy as np
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from checkin.badges import unseen
from checkin.badges.preview import pixels
from tests.checkin.badges.examples import words


def page_with(text: str, mode: Literal[0, 3]) -> bytes:
    unseen.register()
    unseen.register()
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(300, 100))
    for y in (20, 60):
        line = canvas.beginText(10, y)
        line.setTextRenderMode(mode)
        line.setFont(unseen.NAME, 10)
        line.textOut(text)
        canvas.drawText(line)
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize(
    "text", ["Ada Lovelace", "Łukasz Nguyễn", "欧阳小明", "(brackets) \\ and more", "𠮷野"]
)
def test_text_is_found_but_leaves_no_ink(text: str) -> None:
    pdf = page_with(text, 3)
    assert text in words(pdf)
    assert np.all(pixels(pdf) == 255)


def test_even_a_viewer_that_draws_it_shows_nothing() -> None:
    assert np.all(pixels(page_with("Ada", 0)) == 255)


def test_every_utf16_unit_is_one_em_wide() -> None:
    unseen.register()
    assert pdfmetrics.stringWidth("Ada", unseen.NAME, 10) == 30
    assert pdfmetrics.stringWidth("𠮷", unseen.NAME, 10) == 20
