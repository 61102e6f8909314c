"""The one style sheet, written from the tokens.

A widget says what it is by the dynamic property ``role`` (buttons and labels) or by being a card
(``card=true``); nothing sets a style sheet of its own.
"""

from ui.theme.icons import resources
from ui.theme.tokens import DARK, TOUCH, Palette, Radius, Space, Tone, TypeSize, loud, soft


def stylesheet(colours: Palette) -> str:
    """The style sheet in these colours."""
    return "\n".join(
        part(colours)
        for part in (_grounds, _labels, _buttons, _loud, _entries, _choices, _lists, _scrolling, _dense)
    )


def _drawing(c: Palette, name: str) -> str:
    """What the style sheet draws must be a file: it cannot tint."""
    ground = "dark" if c is DARK else "light"
    return (resources() / "icons" / f"control-{name}-on-{ground}.svg").as_posix()


def _grounds(c: Palette) -> str:
    return f"""
QMainWindow, QDialog, QWidget[ground="window"] {{ background: {c.background}; }}
QFrame[card="true"] {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {Radius.L}px; }}
QFrame[card="sunken"] {{ background: {c.sunken}; border: none; border-radius: {Radius.M}px; }}
QFrame[line="true"] {{ background: {c.line}; border: none; max-height: 1px; min-height: 1px; }}
QToolTip {{ background: {c.rail}; color: {c.on_rail}; border: none; padding: 6px 8px; }}
QFrame[toast] {{ background: {c.rail}; border-radius: {Radius.M}px; border: 1px solid {c.rail_chosen}; }}
QFrame[toast] QLabel {{ color: {c.on_rail}; font-weight: 600; }}
QFrame[toast] QPushButton {{ background: transparent; color: {c.on_rail}; border: 1px solid {c.rail_muted}; }}
QFrame[toast] QPushButton:hover {{ background: {c.rail_chosen}; }}
QFrame[toast] QPushButton:focus {{ border: 2px solid {c.on_rail}; }}
QWidget[ground="rail"] {{ background: {c.rail}; }}
QScrollArea, QScrollArea > QWidget > QWidget[ground="none"] {{ background: transparent; border: none; }}
"""


def _labels(c: Palette) -> str:
    return f"""
QLabel {{ background: transparent; color: {c.text}; }}
QLabel[role="title"] {{ font-size: {TypeSize.TITLE}px; font-weight: 700; }}
QLabel[role="heading"] {{ font-size: {TypeSize.HEADING}px; font-weight: 650; }}
QLabel[role="lead"] {{ font-size: {TypeSize.LEAD}px; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {c.muted}; }}
QLabel[role="small"] {{ color: {c.muted}; font-size: {TypeSize.SMALL}px; }}
QLabel[role="caption"] {{ color: {c.muted}; font-size: {TypeSize.SMALL}px; font-weight: 600; }}
QLabel[role="error"] {{ color: {c.no_text}; }}
QLabel[role="key"] {{
    background: {c.sunken}; border: 1px solid {c.line}; border-bottom: 3px solid {c.line};
    border-radius: {Radius.S}px;
    padding: {Space.XS}px {Space.M}px; font-weight: 600;
}}
QLabel[role="practice"] {{
    background: {c.ask}; color: {c.on_ask}; border-radius: {Radius.S}px; padding: {Space.XS}px;
    font-size: 12px; font-weight: 700; qproperty-alignment: AlignCenter;
}}
QLabel:disabled {{ color: {c.muted}; }}
"""


def _buttons(c: Palette) -> str:
    return f"""
QPushButton, QToolButton {{
    min-height: {TOUCH - 2}px; padding: 0 {Space.L}px; border-radius: {Radius.M}px;
    border: 1px solid {c.edge};
    background: {c.surface}; color: {c.text}; font-weight: 600; outline: 0;
}}
QPushButton:hover, QToolButton:hover {{ background: {c.sunken}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {c.line}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.focus}; padding: 0 {Space.L - 1}px; }}
QPushButton:disabled, QToolButton:disabled {{
    color: {c.muted}; border-color: {c.line}; background: {c.sunken};
}}
QPushButton::menu-indicator {{
    image: url("{_drawing(c, "chevron")}"); width: 16px; height: 16px;
    subcontrol-origin: padding; subcontrol-position: right center; right: {Space.M}px;
}}
QPushButton[role="primary"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed {{
    background: {c.accent_strong}; border-color: {c.accent_strong};
}}
QPushButton[role="primary"]:focus {{ border: 2px solid {c.text}; }}
QPushButton[role="primary"]:disabled {{ background: {c.sunken}; color: {c.muted}; border-color: {c.line}; }}
QPushButton[role="danger"] {{ background: {c.surface}; color: {c.no_text}; border-color: {c.no_text}; }}
QPushButton[role="danger"]:hover {{ background: {c.no_soft}; }}
QPushButton[role="quiet"], QToolButton[role="quiet"] {{
    background: transparent; border-color: transparent; color: {c.accent_text};
}}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{ background: {c.accent_soft}; }}
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus {{ border: 2px solid {c.focus}; }}
QPushButton[role="quiet"]:disabled, QToolButton[role="quiet"]:disabled {{
    color: {c.muted}; background: transparent;
}}
QPushButton[role="step"] {{ padding: 0; font-size: {TypeSize.HEADING}px; }}
QPushButton[role="step"]:focus {{ padding: 0; }}
QToolButton[role="icon"] {{
    min-width: {TOUCH - 2}px; padding: 0; border-color: transparent; background: transparent;
}}
QToolButton[role="icon"]:hover {{ background: {c.sunken}; }}
QToolButton[role="icon"]:focus {{ border: 2px solid {c.focus}; padding: 0; }}
QToolButton[role="rail"] {{
    min-height: 64px; padding: {Space.S}px 0; border: 2px solid transparent; border-radius: {Radius.M}px;
    background: transparent; color: {c.rail_muted}; font-size: {TypeSize.SMALL}px; font-weight: 600;
}}
QToolButton[role="rail"]:hover {{ background: {c.rail_hover}; color: {c.on_rail}; }}
QToolButton[role="rail"]:checked {{ background: {c.rail_chosen}; color: {c.on_rail}; }}
QToolButton[role="rail"]:focus {{ border: 2px solid {c.rail_muted}; padding: {Space.S}px 0; }}
QToolButton[role="rail"]:disabled {{ background: transparent; color: {c.edge}; }}
"""


def _loud(c: Palette) -> str:
    """What stands on the full-bleed answer, and on its quiet sisters."""
    return "".join(
        f"""
QPushButton[role="loud-{tone}"] {{
    background: transparent; color: {loud(c, tone).ink}; border: 2px solid {loud(c, tone).ink};
}}
QPushButton[role="strong-{tone}"] {{
    background: {loud(c, tone).ink}; color: {loud(c, tone).fill}; border: 2px solid {loud(c, tone).ink};
}}
QPushButton[role="loud-{tone}"]:focus {{ border: 4px double {loud(c, tone).ink}; }}
QPushButton[role="strong-{tone}"]:focus {{ border: 4px double {loud(c, tone).fill}; }}
QFrame[soft="{tone}"] {{ background: {soft(c, tone).fill}; border: none; border-radius: {Radius.M}px; }}
QFrame[soft="{tone}"] QLabel {{ color: {soft(c, tone).ink}; }}
QFrame[soft="{tone}"] QPushButton {{
    background: transparent; color: {soft(c, tone).ink}; border: 1px solid {soft(c, tone).ink};
}}
QFrame[soft="{tone}"] QPushButton:focus {{ border: 2px solid {soft(c, tone).ink}; }}
"""
        for tone in Tone
    )


def _entries(c: Palette) -> str:
    return f"""
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit {{
    min-height: {TOUCH - 2}px; padding: 0 {Space.M}px; border: 1px solid {c.edge};
    border-radius: {Radius.M}px;
    background: {c.surface}; color: {c.text}; selection-background-color: {c.accent};
    selection-color: {c.on_accent};
}}
QPlainTextEdit, QTextEdit {{ padding: {Space.S}px {Space.M}px; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {{
    border: 2px solid {c.focus}; padding: 0 {Space.M - 1}px;
}}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{
    background: {c.sunken}; color: {c.muted}; border-color: {c.line};
}}
QLineEdit[role="search"] {{ min-height: 50px; font-size: {TypeSize.LEAD}px; padding-left: {Space.S}px; }}
QLineEdit[wrong="true"] {{ border: 2px solid {c.no_text}; padding: 0 {Space.M - 1}px; }}
QComboBox::drop-down {{ border: none; width: 32px; }}
QComboBox::down-arrow {{ image: url("{_drawing(c, "chevron")}"); width: 16px; height: 16px; }}
QLineEdit QToolButton {{ min-height: 0; min-width: 0; padding: 0; border: none; background: transparent; }}
QComboBox QAbstractItemView {{
    background: {c.surface}; border: 1px solid {c.line}; padding: {Space.XS}px; outline: 0;
    selection-background-color: {c.accent_soft}; selection-color: {c.accent_text};
}}
QComboBox QAbstractItemView::item {{ min-height: {TOUCH}px; padding: 0 {Space.S}px; }}
QComboBox QAbstractItemView::item:selected {{ background: {c.accent_soft}; color: {c.accent_text}; }}
"""


def _choices(c: Palette) -> str:
    return f"""
QCheckBox, QRadioButton {{
    min-height: {TOUCH}px; spacing: {Space.M}px; color: {c.text}; background: transparent; outline: 0;
}}
QCheckBox::indicator, QRadioButton::indicator {{
    width: 20px; height: 20px; border: 2px solid {c.edge}; background: {c.surface};
}}
QCheckBox::indicator {{ border-radius: {Radius.S}px; }}
QRadioButton::indicator {{ border-radius: 12px; }}
QCheckBox::indicator:checked {{
    background: {c.accent}; border-color: {c.accent}; image: url("{_drawing(c, "tick")}");
}}
QRadioButton::indicator:checked {{ border: 7px solid {c.accent}; width: 10px; height: 10px; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {c.text}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {c.accent_text}; text-decoration: underline; }}
QProgressBar {{
    min-height: 8px; max-height: 8px; border: none; border-radius: 4px; background: {c.line};
    color: transparent;
}}
QProgressBar::chunk {{ border-radius: 4px; background: {c.accent}; }}
QTabBar::tab {{
    min-height: {TOUCH}px; padding: 0 {Space.L}px; border: none; color: {c.muted}; background: transparent;
}}
QTabBar::tab:selected {{ color: {c.accent_text}; border-bottom: 3px solid {c.accent}; }}
QGroupBox {{ border: none; margin-top: {Space.XL}px; font-weight: 600; }}
QGroupBox::title {{ subcontrol-origin: margin; left: 0; color: {c.text}; }}
QMenu {{ background: {c.surface}; border: 1px solid {c.line}; padding: {Space.XS}px; }}
QMenu::item {{ min-height: {TOUCH - 8}px; padding: 4px {Space.L}px; border-radius: {Radius.S}px; }}
QMenu::item:selected {{ background: {c.accent_soft}; color: {c.accent_text}; }}
"""


def _lists(c: Palette) -> str:
    return f"""
QListView, QTableView, QTreeView {{
    background: {c.surface}; border: none; outline: 0; color: {c.text}; gridline-color: {c.line};
    selection-background-color: {c.accent_soft}; selection-color: {c.text};
}}
QListView[ground="none"] {{ background: transparent; }}
QTableView[framed="true"], QListView[framed="true"] {{
    border: 1px solid {c.line}; border-radius: {Radius.M}px;
}}
QListView:focus, QTableView:focus {{ border: 2px solid {c.focus}; border-radius: {Radius.M}px; }}
QFrame[row="closed"], QFrame[row="open"] {{ border: 2px solid transparent; border-radius: {Radius.M}px; }}
QFrame[row="open"] {{ background: {c.sunken}; }}
QFrame[row="closed"]:hover {{ background: {c.sunken}; }}
QFrame[row="closed"]:focus, QFrame[row="open"]:focus {{ border-color: {c.focus}; }}
QHeaderView {{ background: {c.surface}; border: none; }}
QHeaderView::section {{
    background: {c.surface}; color: {c.muted}; border: none; border-bottom: 1px solid {c.line};
    padding: {Space.S}px {Space.M}px; font-size: {TypeSize.SMALL}px; font-weight: 600;
}}
"""


def _scrolling(c: Palette) -> str:
    return f"""
QScrollBar:vertical {{ width: 12px; background: transparent; margin: 0; }}
QScrollBar:horizontal {{ height: 12px; background: transparent; margin: 0; }}
QScrollBar::handle {{
    background: {c.edge}; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px;
}}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; border: none; width: 0; height: 0;
}}
"""


def _dense(c: Palette) -> str:
    """Where much has to be set side by side: smaller, and still large enough for a finger."""
    return f"""
QWidget[dense="true"] QLineEdit, QWidget[dense="true"] QComboBox, QWidget[dense="true"] QAbstractSpinBox,
QWidget[dense="true"] QPushButton {{
    min-height: 30px; max-height: 30px; padding: 0 {Space.S}px; border-radius: {Radius.S}px;
}}
QWidget[dense="true"] QAbstractSpinBox {{ padding: 0; }}
QWidget[dense="true"] QAbstractSpinBox::up-button, QWidget[dense="true"] QAbstractSpinBox::down-button {{
    width: 0; height: 0; border: none;
}}
QWidget[dense="true"] QAbstractSpinBox QLineEdit {{
    min-height: 0; border: none; padding: 0 0 0 {Space.S}px; background: transparent;
}}
QWidget[dense="true"] QCheckBox {{ min-height: 30px; spacing: {Space.S}px; }}
QWidget[dense="true"] QPlainTextEdit {{ padding: {Space.XS}px; border-radius: {Radius.S}px; }}
QWidget[dense="true"] QComboBox::drop-down {{ width: 24px; }}
QWidget[dense="true"] QComboBox QAbstractItemView::item {{ min-height: 30px; }}
QToolButton[dense="true"] {{ min-width: 34px; min-height: 34px; border-radius: {Radius.S}px; }}
QToolButton[dense="true"]:disabled {{ background: transparent; border-color: transparent; }}
QPushButton[role="finding"], QFrame[soft] QPushButton[role="finding"] {{
    min-height: 0; padding: 0; border: 2px solid transparent; border-radius: {Radius.S}px;
    background: transparent;
}}
QFrame[soft="ask"] QPushButton[role="finding"]:hover {{ border-color: {c.ask_text}; }}
QFrame[soft="no"] QPushButton[role="finding"]:hover {{ border-color: {c.no_text}; }}
QFrame[soft] QPushButton[role="finding"]:focus {{ border: 2px solid {c.focus}; padding: 0; }}
QFrame[pane="right"] {{ border: none; border-left: 1px solid {c.line}; background: {c.surface}; }}
QFrame[pane="left"] {{ border: none; border-right: 1px solid {c.line}; background: {c.surface}; }}
QFrame[pane="top"] {{ border: none; border-bottom: 1px solid {c.line}; background: {c.surface}; }}
QFrame[pane="foot"] {{ border: none; border-top: 1px solid {c.line}; background: {c.surface}; }}
"""
