from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.widgets.showing import shown
from ui import theme
from ui.theme import Tone
from ui.widgets.result_panel import Action, Card, ResultPanel
from ui.widgets.signs import Sign

CARD = Card(
    tone=Tone.NO,
    word="Not paid",
    name="Ada Lovelace",
    detail="The ticket is not paid yet.",
    advice="Send to the help desk.",
    actions=(Action(key="overrule", label="Let in &anyway"), Action(key="other", label="Other", strong=True)),
)


def test_the_answer_says_its_words_to_a_screen_reader(qtbot: QtBot) -> None:
    panel = shown(qtbot, ResultPanel())

    panel.show_card(CARD)

    assert panel.accessibleName() == (
        "Not paid. Ada Lovelace. The ticket is not paid yet. Send to the help desk."
    )


def test_the_answer_covers_the_panel_with_its_colour(qtbot: QtBot) -> None:
    panel = shown(qtbot, ResultPanel())

    panel.show_card(CARD, flash=False)

    assert panel.grab().toImage().pixelColor(20, 200).name() == theme.LIGHT.no


def test_each_answer_lights_up_for_a_moment(qtbot: QtBot) -> None:
    panel = shown(qtbot, ResultPanel())
    panel.show_card(CARD)
    lit = panel.grab().toImage().pixelColor(20, 200).lightness()

    qtbot.waitUntil(lambda: panel.grab().toImage().pixelColor(20, 200).name() == theme.LIGHT.no)

    assert lit > panel.grab().toImage().pixelColor(20, 200).lightness()


def test_a_button_of_the_answer_hands_its_key_back(qtbot: QtBot) -> None:
    panel = shown(qtbot, ResultPanel())
    panel.show_card(CARD)

    with qtbot.waitSignal(panel.acted) as acted:
        panel.buttons()[1].click()

    assert acted.args == ["other"]


def test_the_next_answer_takes_the_buttons_away(qtbot: QtBot) -> None:
    panel = shown(qtbot, ResultPanel())
    panel.show_card(CARD)

    panel.show_card(Card(tone=Tone.YES, word="Checked in"))

    assert panel.buttons() == ()


LONG = Card(
    tone=Tone.NO,
    word="Already checked in",
    name="Wolfeschlegelsteinhausenbergerdorff-Papadopoulou, Maria Theresia Anastasia",
    ticket="Speaker and tutorial ticket",
    company="Gesellschaft für wissenschaftliche Datenverarbeitung mit beschränkter Haftung",
    detail="on Sat 7 Nov, 09:12 at the registration desk in the great entrance hall",
    advice="Ask for the name. Same person? Print the badge again. Somebody else? Send to the help desk.",
    actions=CARD.actions,
)


@pytest.mark.parametrize("height", [640, 520, 440, 400])
def test_a_long_answer_is_whole_in_a_low_panel(qtbot: QtBot, height: int) -> None:
    panel = shown(qtbot, ResultPanel(), 420, height)

    panel.show_card(LONG, flash=False)
    QApplication.sendPostedEvents()

    parts = sorted(
        (each.geometry() for each in panel.findChildren(QWidget) if each.isVisibleTo(panel)), key=QRect.top
    )
    assert all(panel.rect().contains(part) for part in parts)
    assert not [below for above, below in pairwise(parts) if above.intersects(below)]


def test_the_sign_goes_first_and_comes_back_when_there_is_room(qtbot: QtBot) -> None:
    panel = shown(qtbot, ResultPanel(), 420, 440)
    panel.show_card(LONG, flash=False)
    sign = panel.findChildren(Sign)[0]
    seen = [sign.isVisible()]

    panel.resize(420, 900)
    seen.append(sign.isVisible())
    panel.resize(420, 440)
    panel.show_card(Card(tone=Tone.YES, word="Checked in"))

    assert [*seen, sign.isVisible()] == [False, True, True]


@pytest.mark.parametrize("width", [280, 326, 600])
def test_the_buttons_stay_within_the_panel(qtbot: QtBot, width: int) -> None:
    panel = ResultPanel()
    qtbot.addWidget(panel)
    panel.resize(width, 420)
    panel.show()

    panel.show_card(
        Card(
            tone=Tone.ASK,
            word="Look first",
            actions=(
                Action(key="a", label="&Register Maximiliana von Wolfeschlegelsteinhausen", strong=True),
                Action(key="b", label="&Not now"),
            ),
        )
    )

    qtbot.waitUntil(lambda: all(panel.rect().contains(each.geometry()) for each in panel.buttons()))
    assert panel.buttons()[1].text() == "&Not now"


def test_a_remark_stands_out_and_is_heard(qtbot: QtBot) -> None:
    panel = ResultPanel()
    qtbot.addWidget(panel)
    panel.resize(500, 420)

    panel.show_card(Card(tone=Tone.YES, word="Checked in", name="Ada", remark="Wristband for each"))

    assert "Wristband for each." in panel.accessibleName()
    assert not panel.grab().isNull()
