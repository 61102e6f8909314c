from pytestqt.qtbot import QtBot

from tests.ui.widgets.showing import shown
from ui.widgets.labels import ElidedLabel, FitLabel, Pill

LONG = "Wolfeschlegelsteinhausenbergerdorff von und zu Donaudampfschifffahrtselektrizitätenhauptwerk " * 3


def test_a_short_name_is_as_large_as_it_may_be(qtbot: QtBot) -> None:
    name = shown(qtbot, FitLabel(56, 26))

    name.show_text("Ada")

    assert name.font().pixelSize() == 56


def test_a_longer_name_is_smaller_and_whole(qtbot: QtBot) -> None:
    name = shown(qtbot, FitLabel(56, 20, lines=2))

    name.show_text("Maximiliana Constanze Lovelace of Analytical")

    assert 20 <= name.font().pixelSize() < 56
    assert name.text() == name.whole


def test_what_does_not_fit_even_then_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    name = shown(qtbot, FitLabel(56, 26, lines=2), width=300)

    name.show_text(LONG)

    assert name.text().endswith("…")
    assert name.toolTip() == name.whole


def test_a_name_finds_its_size_anew_when_there_is_more_room(qtbot: QtBot) -> None:
    name = shown(qtbot, FitLabel(56, 20), width=200)
    name.show_text("Katherine Johnson")
    before = name.font().pixelSize()

    name.resize(800, 100)

    assert name.font().pixelSize() > before


def test_an_elided_line_has_its_text_as_tool_tip(qtbot: QtBot) -> None:
    line = shown(qtbot, ElidedLabel(LONG), width=120, height=24)

    line.grab()

    assert line.toolTip() == LONG


def test_a_pill_without_a_word_takes_no_room(qtbot: QtBot) -> None:
    pill = Pill()
    qtbot.addWidget(pill)

    pill.show_text("Speaker")
    pill.show_text("")

    assert pill.isHidden()


def test_a_long_pill_is_elided(qtbot: QtBot) -> None:
    pill = Pill()
    qtbot.addWidget(pill)

    pill.show_text(LONG)

    assert pill.text != pill.whole == pill.toolTip()
