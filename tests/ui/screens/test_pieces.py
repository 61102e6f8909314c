from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.screens.messages import Message
from ui.screens.option_card import OptionCard
from ui.screens.pieces import Note, Question, empty_layout
from ui.theme.tokens import Tone

SURE = Message(tone=Tone.ASK, title="Sure?", advice="It cannot be undone.")


def test_a_note_takes_no_room_until_it_says_something(qtbot: QtBot) -> None:
    note = Note()
    qtbot.addWidget(note)
    assert note.text == ""

    note.show_message(SURE)
    assert note.text == "Sure?\nIt cannot be undone."
    note.show_message(None)

    assert note.isHidden()


def test_a_question_acts_only_on_yes(qtbot: QtBot) -> None:
    window, answers = QWidget(), []
    qtbot.addWidget(window)
    for button in ("no_button", "yes_button"):
        question = Question(SURE, "Do it", lambda: answers.append(True), window)
        question.open()
        QTest.mouseClick(getattr(question, button), Qt.MouseButton.LeftButton)

    assert answers == [True]


def test_a_layout_is_emptied_to_the_bottom(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    outer, inner = QVBoxLayout(window), QHBoxLayout()
    outer.addLayout(inner)
    inner.addWidget(QLabel("deep"))
    outer.addWidget(QLabel("shallow"))
    outer.addSpacing(4)

    empty_layout(outer)

    assert outer.count() == inner.count() == 0


def test_only_one_card_is_chosen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    cards = [OptionCard("One", "The first"), OptionCard("Two")]
    for card in cards:
        column.addWidget(card)
    window.show()

    for card in cards:
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)

    assert [card.isChecked() for card in cards] == [False, True]
    assert cards[0].heightForWidth(200) >= 52
