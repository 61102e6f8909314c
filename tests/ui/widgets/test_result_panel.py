from pytestqt.qtbot import QtBot

from tests.ui.widgets.showing import shown
from ui import theme
from ui.theme import Tone
from ui.widgets.result_panel import Action, Card, ResultPanel

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
