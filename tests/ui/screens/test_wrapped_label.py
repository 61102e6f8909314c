from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.screens.wrapped_label import WrappedLabel

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def test_a_word_too_long_for_a_line_takes_several(qtbot: QtBot) -> None:
    label = WrappedLabel(LONG, "strong")
    qtbot.addWidget(label)

    assert label.heightForWidth(120) > 2 * label.heightForWidth(5000)
    assert label.minimumSizeHint().width() == 0


def test_a_short_text_keeps_its_one_line(qtbot: QtBot) -> None:
    label = WrappedLabel("Ada")
    qtbot.addWidget(label)

    assert label.heightForWidth(400) == label.sizeHint().height()


def test_whoever_laid_it_out_hears_of_the_height_it_needs_there(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    label = WrappedLabel("Nobody knows whether the badge came out.")
    column.addWidget(label)
    column.addStretch()
    whole.resize(60, 400)
    whole.show()
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(60))

    whole.resize(900, 400)

    qtbot.waitUntil(lambda: whole.minimumSizeHint().height() == label.heightForWidth(900))
