import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage, QPalette, QTextLayout
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui import theme
from ui.theme.icons import resources

ICONS = sorted(path.stem for path in (resources() / "icons").glob("*.svg"))


@pytest.mark.parametrize(
    ("appearance", "colours"), [("light", theme.LIGHT), ("dark", theme.DARK)], ids=["light", "dark"]
)
def test_the_chosen_appearance_is_worn(qapp: QApplication, appearance: str, colours: theme.Palette) -> None:
    theme.apply(qapp, appearance)

    assert theme.palette() is colours
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == colours.background
    assert colours.surface in qapp.styleSheet()


def test_without_a_choice_the_systems_is_followed(qapp: QApplication) -> None:
    theme.apply(qapp, "system")

    assert theme.is_dark() == (qapp.styleHints().colorScheme().name == "Dark")


def test_buttons_are_large_enough_for_a_finger(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    button = QPushButton("Go")
    qtbot.addWidget(button)

    button.show()

    assert button.height() >= theme.TOUCH


@pytest.mark.parametrize("text", ["Ada", "محمد", "张伟明", "สมชาย", "Ελένη", "Марія"])
def test_names_of_every_promised_script_have_their_glyphs(qapp: QApplication, text: str) -> None:

    theme.apply(qapp, "light")
    layout = QTextLayout(text, qapp.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()

    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]

    assert glyphs
    assert 0 not in glyphs


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", ICONS)
def test_every_sign_is_drawn(name: str) -> None:
    drawn = theme.pixmap(name, "#ff0000", 24).toImage().convertToFormat(QImage.Format.Format_ARGB32)

    inked = [
        (x, y) for x in range(drawn.width()) for y in range(drawn.height()) if drawn.pixelColor(x, y).alpha()
    ]

    assert len(inked) > 20


@pytest.mark.usefixtures("qapp")
def test_an_icon_has_another_colour_while_it_cannot_be_used() -> None:

    sign = theme.icon("check", "#000000", "#ffffff")

    usual = sign.pixmap(QSize(24, 24), QIcon.Mode.Normal).toImage()
    disabled = sign.pixmap(QSize(24, 24), QIcon.Mode.Disabled).toImage()

    assert usual != disabled


def test_a_marked_widget_is_dressed_anew(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light")
    button = QPushButton("Go")
    qtbot.addWidget(button)

    theme.mark(button, "role", "primary")

    assert button.palette().color(QPalette.ColorRole.Button).name() == theme.LIGHT.accent
