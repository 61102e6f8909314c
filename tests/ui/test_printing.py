import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from checkin.badges import printers
from checkin.badges.preview import pixels
from checkin.badges.printers import Readiness
from checkin.badges.render import render_badge
from checkin.badges.shelf import Shelf
from checkin.badges.template import default_template
from checkin.settings import PrinterChoice, PrinterKind
from tests.checkin.badges.examples import CODE, a_badge, decoded, page_size_mm
from tests.checkin.badges.printers.private_cups import PrivateCups, free_port, private_cups
from tests.fakes.printers.listening import SocketPrinter
from ui.printing import BY_QT, QtQueue, use_what_is_there

BADGE = render_badge(default_template(), a_badge())
WIDE = render_badge(Shelf(Path("none")).get("label-89x41"), a_badge())
LABEL = Path(__file__).parents[1] / "checkin/badges/printers/label.ppd"


@pytest.fixture(scope="module")
def cups() -> Iterator[PrivateCups]:
    with private_cups() as running:
        yield running


@pytest.fixture
def paper() -> Iterator[SocketPrinter]:
    printer = SocketPrinter()
    yield printer
    printer.close()


def said(cups: PrivateCups, queue: str, badge: Path, pdf: bytes = BADGE) -> list[str]:
    """What came of printing there: the queues, how this one is, how it went."""
    badge.write_bytes(pdf)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.ui.printing_by_qt", queue, str(badge)],
        env={**os.environ, "CUPS_SERVER": cups.server, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return ended.stdout.splitlines()


def choice(queue: str) -> PrinterChoice:
    return PrinterChoice(kind=PrinterKind.SYSTEM, queue=queue)


@pytest.mark.parametrize("pdf", [BADGE, WIDE], ids=["high", "wide"])
@pytest.mark.parametrize("driver", [(), ("-P", str(LABEL))], ids=["without", "labels"])
def test_a_badge_arrives_at_its_own_size_and_reads(
    cups: PrivateCups, paper: SocketPrinter, tmp_path: Path, driver: tuple[str, ...], pdf: bytes
) -> None:
    queue = cups.add(f"by-qt-{len(driver)}", paper.uri, *driver)
    queues, readiness, outcome = said(cups, queue, tmp_path / "badge.pdf", pdf)
    received = paper.received()
    assert queue in queues.split()
    assert readiness == "READY"
    assert "confirmed=False" in outcome  # it went to the queue; what became of it Qt does not say
    assert page_size_mm(received) == pytest.approx(page_size_mm(pdf), abs=0.3)
    assert decoded(received) == [CODE]
    assert np.abs(squares(received, pdf) - squares(pdf, pdf)).mean() < 8


def squares(pdf: bytes, like: bytes) -> NDArray[np.int16]:
    """Grey, in squares of a millimetre: a third of a millimetre less paper moves no square."""
    width, height = (int(side - 0.9) for side in page_size_mm(like))
    grey = pixels(pdf, dpi=254)[: 10 * height, : 10 * width].mean(axis=2)
    shades: NDArray[np.int16] = grey.reshape(height, 10, width, 10).mean(axis=(1, 3)).astype(np.int16)
    return shades


def test_paper_that_cannot_be_as_large_is_refused(cups: PrivateCups, tmp_path: Path) -> None:
    letter = tmp_path / "letter.ppd"
    letter.write_text(
        "".join(
            line
            for line in LABEL.read_text().splitlines(keepends=True)
            if "Custom" not in line and "Variable" not in line
        )
    )
    queue = cups.add("by-qt-letter", f"socket://127.0.0.1:{free_port()}", "-P", str(letter))
    *_, outcome = said(cups, queue, tmp_path / "badge.pdf")
    assert "has no paper of 86 x 108 mm" in outcome
    assert queue not in cups.command("lpstat", "-W", "all", "-o")


def test_a_stopped_queue_gets_no_badge(cups: PrivateCups, tmp_path: Path) -> None:
    queue = cups.add("by-qt-stopped", f"socket://127.0.0.1:{free_port()}")
    cups.command("cupsdisable", queue)
    _, readiness, outcome = said(cups, queue, tmp_path / "badge.pdf")
    assert readiness == "TROUBLE"
    assert "does not print now. The check-in stands." in outcome
    assert queue not in cups.command("lpstat", "-W", "all", "-o")


@pytest.mark.usefixtures("qapp")
def test_a_queue_that_is_gone_is_said() -> None:
    state = QtQueue(choice("of-last-year")).state()
    assert state.readiness is Readiness.TROUBLE
    assert "no printer of-last-year any more" in state.words


@pytest.fixture
def _afterwards() -> Iterator[None]:
    yield
    printers.use(printers.BY_COMMANDS)


@pytest.mark.usefixtures("_afterwards", "qapp")
def test_qt_prints_where_there_are_no_commands(tmp_path: Path) -> None:
    use_what_is_there(search_path=str(tmp_path))
    assert isinstance(printers.chosen(choice("any"), tmp_path), QtQueue)
    assert printers.queues() == BY_QT.names()


def test_commands_are_preferred(tmp_path: Path) -> None:
    (tmp_path / "lp").touch(mode=0o755)
    use_what_is_there(search_path=str(tmp_path))
    assert not isinstance(printers.chosen(choice("any"), tmp_path), QtQueue)
