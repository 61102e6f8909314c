"""How the window looks: Fusion, a palette and one style sheet, all made from the design tokens.

Call `apply` once at the start and again when a person chooses another appearance. Widgets that paint
themselves ask `palette()` while painting, so a change needs no more than a repaint.
"""

from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QLoggingCategory, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette, QTextLayout
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme.icons import icon, paint, pixmap, resources
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import (
    DARK,
    LIGHT,
    TOUCH,
    Ground,
    Palette,
    Radius,
    Space,
    Tone,
    TypeSize,
    contrast,
    loud,
    soft,
    tone_icon,
)

__all__ = [
    "DARK",
    "LIGHT",
    "TOUCH",
    "Ground",
    "Palette",
    "Radius",
    "Space",
    "Tone",
    "TypeSize",
    "apply",
    "contrast",
    "icon",
    "is_dark",
    "load_fonts",
    "loud",
    "mark",
    "paint",
    "palette",
    "pixmap",
    "soft",
    "tone_icon",
    "warm_fonts",
]

_PREFERRED = ("Inter", "Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans")
_SCRIPTS = (
    "Aé",
    "Ж",
    "Ω",
    "\N{ARABIC LETTER HAH}",
    "ש",
    "अ",
    "ไ",
    "中",
    "か",
    "한",
    "ა",
    "Ա",
    "ម",
    "தி",
    "বা",
)
"""A letter or two of each script whose names come often."""

_APPEARANCE = "checkin.appearance"
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def apply(app: QApplication, appearance: str = "system") -> None:
    """Dress the application; quick where it is dressed like that already.

    Args:
        app: the application.
        appearance: ``"system"``, ``"light"`` or ``"dark"``; the system's choice is followed as it changes.
    """
    # Qt tells of every bundled font that lacks a script on its way to the one that has it.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    first = app.property(_APPEARANCE) is None
    app.setProperty(_APPEARANCE, appearance)
    if first:
        app.setStyle("Fusion")
    if app.font() != (font := _font()):
        app.setFont(font)
    app.styleHints().setColorScheme(_SCHEMES.get(appearance, Qt.ColorScheme.Unknown))
    _dress()
    if first:
        app.styleHints().colorSchemeChanged.connect(_dress)


def is_dark() -> bool:
    """Whether the dark colours are in force."""
    app = QApplication.instance()
    chosen = None if app is None else app.property(_APPEARANCE)
    if isinstance(chosen, str) and chosen in _SCHEMES:
        return chosen == "dark"
    return QApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def palette() -> Palette:
    """The colours in force."""
    return DARK if is_dark() else LIGHT


def mark(widget: QWidget, name: str, value: object, *, alone: bool = False) -> None:
    """Set a property the style sheet looks at, and have the widget dressed anew.

    What the widget holds is dressed anew too, unless `alone`: that is for where the style sheet says nothing
    of them, and costs a fraction of the time.
    """
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for each in (widget, *(() if alone else widget.findChildren(QWidget))):
        each.style().unpolish(each)
        each.style().polish(each)


@lru_cache(maxsize=1)
def load_fonts() -> tuple[str, ...]:
    """Make the bundled fonts known, so that names of every script are shown; returns their families."""
    families: dict[str, None] = {}
    for file in sorted((resources() / "fonts").rglob("*.[to]tf")):
        added = QFontDatabase.addApplicationFont(str(file))
        families.update(dict.fromkeys(QFontDatabase.applicationFontFamilies(added)))
    return tuple(families)


def warm_fonts() -> Iterator[str]:
    """Get the fonts of one script after the other ready; each step takes some hundredths of a second.

    Otherwise the first name in a script would keep whoever bears it waiting.
    """
    app = QApplication.instance()
    font = QFont() if not isinstance(app, QApplication) else QFont(app.font())
    font.setWeight(QFont.Weight.Bold)
    for letters in _SCRIPTS:
        layout = QTextLayout(letters, font)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        yield letters


def _font() -> QFont:
    bundled = load_fonts()
    known = frozenset(QFontDatabase.families())
    first = next((family for family in _PREFERRED if family in known), "")
    families = [family for family in (first, *bundled) if family]
    font = QFont()
    if families:
        font.setFamilies(list(dict.fromkeys(families)))
    font.setPixelSize(TypeSize.BODY)
    return font


def _dress() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        colours = palette()
        if app.palette() != (made := _qt_palette(colours)):
            app.setPalette(made)
        if app.styleSheet() != (sheet := stylesheet(colours)):  # every widget there is would be dressed anew
            app.setStyleSheet(sheet)


def _qt_palette(colours: Palette) -> QPalette:
    """The same colours for whatever Fusion draws by itself."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, colours.background),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.sunken),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.on_no),
        (role.ToolTipBase, colours.rail),
        (role.ToolTipText, colours.on_rail),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent_text),
        (role.Accent, colours.accent),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return made
