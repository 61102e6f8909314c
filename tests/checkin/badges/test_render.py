import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from checkin.badges.render import render_badge, render_badges
from checkin.badges.template import default_template
from checkin.errors import BadgeError
from tests.checkin.badges.examples import a_badge, decoded, page_size_mm, words


def test_a_badge_is_one_page_of_exactly_the_templates_size() -> None:
    pdf = render_badge(default_template(), a_badge())
    assert page_size_mm(pdf) == pytest.approx((86, 108), abs=0.001)
    with pytest.raises(BadgeError, match="no page 2 in a PDF of 1"):
        decoded(pdf, page=1)


def test_many_badges_are_pages_in_their_order() -> None:
    pdf = render_badges(default_template(), [a_badge("Ada", code="one"), a_badge("Grace", code="two")])
    assert decoded(pdf, page=0) == ["one"]
    assert decoded(pdf, page=1) == ["two"]
    assert "Grace" in words(pdf, page=1)
    assert page_size_mm(pdf, page=1) == pytest.approx((86, 108), abs=0.001)


def test_the_same_badge_makes_the_same_bytes() -> None:
    assert render_badge(default_template(), a_badge()) == render_badge(default_template(), a_badge())


def test_nothing_of_the_attendee_is_in_the_documents_properties() -> None:
    pdf = render_badge(default_template(), a_badge("Zebulon", "Quark"))
    assert b"Zebulon" not in pdf
    assert b"Quark" not in pdf


def test_one_bad_badge_is_said_by_its_fault() -> None:
    with pytest.raises(BadgeError, match="too long for a QR code"):
        render_badges(default_template(), [a_badge(), a_badge(code="x" * 4000)])
    with pytest.raises(BadgeError, match="not an image"):
        render_badge(default_template(), a_badge(logo=b"?"))


def test_badges_can_be_drawn_from_several_threads() -> None:
    names = [f"Name {number}" for number in range(12)]
    with ThreadPoolExecutor(4) as threads:
        pdfs = list(threads.map(lambda name: render_badge(default_template(), a_badge(name)), names))
    assert pdfs == [render_badge(default_template(), a_badge(name)) for name in names]


def test_nothing_slow_is_loaded_before_the_first_badge() -> None:
    script = (
        "import sys, checkin.badges.render, checkin.badges.preview, checkin.badges.printers;"
        "slow = ('reportlab', 'uharfbuzz', 'pypdfium2', 'qrcode', 'PIL');"
        "print([name for name in slow if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
