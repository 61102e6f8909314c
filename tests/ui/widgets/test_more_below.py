import pytest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.more_below import MoreBelow


@pytest.fixture
def page(qtbot: QtBot) -> QScrollArea:
    made = QScrollArea()
    inside = QWidget()
    inside.setMinimumHeight(900)
    made.setWidgetResizable(True)
    made.setWidget(inside)
    made.resize(400, 300)
    qtbot.addWidget(made)
    return made


def test_it_is_there_while_something_is_hidden_below(page: QScrollArea) -> None:
    sign = MoreBelow(page)
    page.show()
    before = sign.isVisible()

    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())

    assert before
    assert not sign.isVisible()


def test_a_click_leads_on_until_there_is_no_more(page: QScrollArea) -> None:
    sign = MoreBelow(page)
    page.show()

    for _ in range(3):
        sign.click()

    assert not sign.isVisible()


def test_it_stays_at_the_lower_edge_and_goes_when_everything_fits(page: QScrollArea, qtbot: QtBot) -> None:
    sign = MoreBelow(page)
    page.show()
    page.resize(500, 400)
    lower = sign.geometry().bottom()

    page.resize(500, 1000)

    assert 400 - 20 < lower < 400
    qtbot.waitUntil(lambda: not sign.isVisible())
