import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.buttons import Button, RailButton
from ui.widgets.search_field import SearchField
from ui.widgets.sync_badge import SyncBadge


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_icons_follow_the_appearance(qapp: QApplication, qtbot: QtBot, appearance: str) -> None:
    buttons = [Button("Print", "primary", "printer"), RailButton("scan", "Scan")]
    field, badge = SearchField("Name"), SyncBadge()
    for widget in (*buttons, field, badge):
        qtbot.addWidget(widget)
        widget.show()

    theme.apply(qapp, appearance)

    wanted = theme.palette().on_accent
    drawn = buttons[0].icon().pixmap(QSize(20, 20)).toImage()
    inks = {
        drawn.pixelColor(x, y).name()
        for x in range(20)
        for y in range(20)
        if drawn.pixelColor(x, y).alpha() == 255
    }
    assert wanted in inks
