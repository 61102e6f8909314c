"""What comes out of the PDF printer many computers have: it makes every page anew, out of PostScript."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from checkin.badges.preview import opened, pixels
from checkin.badges.printers.cups import Cups
from checkin.badges.printers.patience import Patience
from checkin.badges.printers.system import SystemPrinter
from checkin.badges.render import render_badge
from checkin.badges.shelf import Shelf
from checkin.badges.template import BadgeTemplate
from checkin.settings import PrinterChoice
from tests.checkin.badges.examples import CODE, a_badge, decoded, page_size_mm
from tests.checkin.badges.printers.network import a_label
from tests.checkin.badges.printers.pdf_writer import PdfWriter, a_pdf_writer
from tests.checkin.badges.printers.private_cups import PrivateCups

DPI = 200
PHOTO = Path(__file__).parents[4] / "resources/badges/sample-photo.png"

Picture = NDArray[np.int16]


@pytest.fixture(scope="session")
def writer(cups: PrivateCups) -> PdfWriter:
    return a_pdf_writer(cups)


def printed(cups: PrivateCups, writer: PdfWriter, pdf: bytes, **changes: object) -> bytes:
    choice = PrinterChoice.model_validate({"kind": "system", "queue": writer.queue, **changes})
    SystemPrinter(choice, cups=Cups(cups.server), patience=Patience()).print(pdf, "42")
    return writer.paper("42")


def a_pdf(template: BadgeTemplate) -> bytes:
    return render_badge(template, a_badge("Łucja", "Brzęczyszczykiewicz", photo=PHOTO))


def pages(pdf: bytes) -> list[Picture]:
    """Every page in colour, as anybody who opens it sees it."""
    with opened(pdf) as document:
        count = len(document)
    return [pixels(pdf, dpi=DPI, page=page).astype(np.int16) for page in range(count)]


def unlike(came: Picture, drawn: Picture) -> float:
    """How many dots of a hundred differ; all may lie one dot, an eighth of a millimetre, elsewhere."""
    assert max(abs(np.subtract(came.shape, drawn.shape))) <= 1, (came.shape, drawn.shape)
    height, width, _ = np.minimum(came.shape, drawn.shape)
    middle = drawn[1 : height - 1, 1 : width - 1]
    shares = (
        (abs(came[down : down + height - 2, right : right + width - 2] - middle).max(axis=2) > 64).mean()
        for down in range(3)
        for right in range(3)
    )
    return float(min(shares) * 100)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("vip-3x4", (76.2, 101.6)),
        ("two-sides-4x6", (101.6, 152.4)),
        ("photo-a6", (105, 148)),
        ("roll-62x100", (62, 100)),
        ("conference-4x3", (101.6, 76.2)),
        ("label-57x102", (102, 57)),
        ("card-cr80", (85.6, 54)),
    ],
)
def test_a_badge_comes_out_at_its_size_the_right_way_up_as_it_was_drawn(
    cups: PrivateCups, writer: PdfWriter, tmp_path: Path, name: str, size: tuple[float, float]
) -> None:
    pdf = a_pdf(Shelf(tmp_path).get(name))
    paper = printed(cups, writer, pdf)

    came, drawn = pages(paper), pages(pdf)
    assert len(came) == len(drawn)
    for number in range(len(came)):
        assert page_size_mm(paper, number) == pytest.approx(size, abs=0.3)
        assert unlike(came[number], drawn[number]) < 0.5
        assert unlike(np.rot90(came[number], 2), drawn[number]) > 3
    assert CODE in decoded(paper)


@pytest.mark.parametrize(("fold", "size"), [("top", (80, 120)), ("side", (160, 60))])
def test_the_sides_of_a_folded_badge_stay_as_they_were_laid_on_the_page(
    cups: PrivateCups, writer: PdfWriter, fold: str, size: tuple[float, float]
) -> None:
    template = a_label(80, 60)
    pdf = render_badge(a_label(80, 60, back=template.front[:1], fold=fold), a_badge())
    paper = printed(cups, writer, pdf)

    assert page_size_mm(paper) == pytest.approx(size, abs=0.3)
    [came], [drawn] = pages(paper), pages(pdf)
    assert unlike(came, drawn) < 0.5
    assert unlike(np.rot90(came, 2), drawn) > 3


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_badge_is_turned_as_the_settings_say(cups: PrivateCups, writer: PdfWriter, turn: int) -> None:
    pdf = render_badge(a_label(62, 100), a_badge())
    paper = printed(cups, writer, pdf, turn=turn)

    assert page_size_mm(paper) == pytest.approx((62, 100) if turn == 180 else (100, 62), abs=0.3)
    [came], [drawn] = pages(paper), pages(pdf)
    assert unlike(np.rot90(came, turn // 90), drawn) < 0.5
