"""Printing to the printer that comes with CUPS: directly, and through a queue of the system."""

from pathlib import Path

import numpy as np
import pytest

from checkin.badges.printers import Readiness
from checkin.badges.printers.cups import Cups
from checkin.badges.printers.ipp import IppPrinter
from checkin.badges.printers.patience import Patience
from checkin.badges.printers.system import SystemPrinter
from checkin.badges.render import render_badge
from checkin.errors import BadgeError
from checkin.settings import PrinterChoice
from tests.checkin.badges.examples import CODE, a_badge
from tests.checkin.badges.printers.everywhere import an_everywhere_printer
from tests.checkin.badges.printers.network import LABEL, a_label, likeness, read_on, size_mm, unrolled
from tests.checkin.badges.printers.private_cups import PrivateCups

PDF, RASTER = "application/pdf", "image/pwg-raster"


def directly(address: str, patience: Patience | None = None) -> IppPrinter:
    choice = PrinterChoice.model_validate({"kind": "ipp", "address": address, "name": "Front desk"})
    return IppPrinter(choice, patience=patience)


def through_the_system(cups: PrivateCups, queue: str) -> SystemPrinter:
    choice = PrinterChoice.model_validate({"kind": "system", "queue": queue})
    return SystemPrinter(choice, cups=Cups(cups.server), patience=Patience())


def test_a_badge_arrives_as_it_was_drawn_on_paper_of_its_size(tmp_path: Path) -> None:
    with an_everywhere_printer(tmp_path, PDF) as printer:
        printed = directly(printer.uri).print(LABEL, "42")
        assert directly(printer.uri).state().readiness is Readiness.READY
    assert printed.confirmed
    assert printer.document == LABEL
    assert "x-dimension=6200" in printer.media
    assert "y-dimension=10000" in printer.media


@pytest.mark.parametrize("size", [(62, 100), (100, 62), (76.2, 101.6), (105, 148)])
def test_a_printer_without_pdf_gets_the_same_badge_as_raster(
    tmp_path: Path, size: tuple[float, float]
) -> None:
    pdf = render_badge(a_label(*size), a_badge())
    with an_everywhere_printer(tmp_path, RASTER) as printer:
        directly(printer.uri).print(pdf, "42")
    paper = unrolled(printer.document)
    assert size_mm(paper, 300) == pytest.approx(size, abs=0.3)
    assert likeness(paper, pdf, 300) > 99
    assert read_on(paper) == [CODE]


def test_both_sides_of_a_badge_go_to_a_printer_without_pdf(tmp_path: Path) -> None:
    both = render_badge(a_label(back=a_label().front[:1]), a_badge())
    with an_everywhere_printer(tmp_path, RASTER) as printer:
        directly(printer.uri).print(both, "42")
    assert likeness(unrolled(printer.document, 0), both, 300, page=0) > 99
    assert likeness(unrolled(printer.document, 1), both, 300, page=1) > 99


def test_a_badge_larger_than_any_paper_of_the_printer_is_not_sent(tmp_path: Path) -> None:
    large = render_badge(a_label(120, 130), a_badge())
    with (
        an_everywhere_printer(tmp_path, PDF) as printer,
        pytest.raises(BadgeError, match="has no paper of 120 by 130 mm"),
    ):
        directly(printer.uri).print(large, "42")
    assert not (tmp_path / "document").exists()


def test_a_badge_the_printer_gives_up_did_not_come_out(tmp_path: Path) -> None:
    with an_everywhere_printer(tmp_path, PDF, then="exit 1") as printer, pytest.raises(BadgeError):
        directly(printer.uri).print(LABEL, "42")


def test_what_the_printer_lacks_while_it_prints_is_said(tmp_path: Path) -> None:
    lacks = "echo 'STATE: +media-empty' >&2; sleep 2; exit 1"
    with (
        an_everywhere_printer(tmp_path, PDF, then=lacks) as printer,
        pytest.raises(BadgeError, match="Paper is out in Front desk"),
    ):
        directly(printer.uri, Patience(trouble=0.3, answer=0.3, every=0.1)).print(LABEL, "42")


def test_a_queue_of_the_system_prints_on_it_at_the_badges_size(cups: PrivateCups, tmp_path: Path) -> None:
    with an_everywhere_printer(tmp_path, PDF) as printer:
        queue = cups.add("everywhere", printer.uri)
        printed = through_the_system(cups, queue).print(LABEL, "42")
    assert printed.job == f"{queue}-{printed.job.rpartition('-')[2]}"
    assert printer.document == LABEL
    assert "custom_62x100mm_62x100mm" in printer.media


@pytest.mark.parametrize("size", [(76.2, 101.6), (101.6, 76.2)])
def test_a_queue_that_makes_the_raster_itself_keeps_a_badges_size_and_how_it_lies(
    cups: PrivateCups, tmp_path: Path, size: tuple[float, float]
) -> None:
    pdf = render_badge(a_label(*size), a_badge())
    with an_everywhere_printer(tmp_path, RASTER) as printer:
        queue = cups.add_driverless(f"raster-{size[0]:.0f}", printer.uri)
        through_the_system(cups, queue).print(pdf, "42")
    paper = unrolled(printer.document)
    assert f"x-dimension={size[0] * 100:.0f} y-dimension={size[1] * 100:.0f}" in printer.media
    assert size_mm(paper, 300) == pytest.approx(size, abs=0.3)
    assert likeness(paper, pdf, 300) > 98 > likeness(np.rot90(paper, 2), pdf, 300) + 5
    assert read_on(paper) == [CODE]


def test_a_queue_that_makes_the_raster_itself_turns_a_badge_onto_the_labels_it_knows(
    cups: PrivateCups, tmp_path: Path
) -> None:
    pdf = render_badge(a_label(100, 62), a_badge())
    with an_everywhere_printer(tmp_path, RASTER) as printer:
        queue = cups.add_driverless("raster-turned", printer.uri)
        through_the_system(cups, queue).print(pdf, "42")
    paper = unrolled(printer.document)
    assert size_mm(paper, 300) == pytest.approx((62, 100), abs=0.3)
    assert likeness(np.rot90(paper), pdf, 300) > 98


def test_a_badge_the_printer_refuses_from_a_queue_did_not_come_out(cups: PrivateCups, tmp_path: Path) -> None:
    large = render_badge(a_label(120, 130), a_badge())
    with an_everywhere_printer(tmp_path, PDF) as printer:
        queue = cups.add("refusing", printer.uri)
        with pytest.raises(
            BadgeError, match=r"did not come out of the printer refusing \(Printer cannot print"
        ):
            through_the_system(cups, queue).print(large, "42")
    assert not (tmp_path / "document").exists()
