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


def test_a_text_of_two_lines_is_as_high_as_two(qtbot: QtBot) -> None:
    label = WrappedLabel("Ada\nLovelace")
    qtbot.addWidget(label)

    assert label.heightForWidth(400) > WrappedLabel("Ada Lovelace").heightForWidth(400)
