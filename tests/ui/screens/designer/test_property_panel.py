"""The form at the right."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.screens.designer.entries import (
    ActEntry,
    ChoiceEntry,
    FileEntry,
    InkEntry,
    LinesEntry,
    NumberEntry,
    SaidEntry,
    TickEntry,
    WordsEntry,
)
from ui.screens.designer.inputs import InkBox, LinesBox, NumberBox
from ui.screens.designer.properties import (
    Act,
    Choice,
    Ink,
    Number,
    PictureFile,
    Property,
    Said,
    Section,
    Tick,
    Words,
)
from ui.screens.designer.property_panel import PropertyPanel

INKS = (("", "None"), ("type", "Ticket type's"))
ALL: tuple[Property, ...] = (
    Number(key="x", label="From the left", value=12.5),
    Choice(key="case", label="Letters", options=(("a", "As it is"), ("u", "CAPITALS")), value="a"),
    Words(key="name", label="Name", value="band"),
    Words(key="phrases", label="Words", value="one\ntwo", lines=True),
    Tick(key="bold", label="Bold", value=True),
    Ink(key="ink", label="Colour", options=INKS, value="#112233"),
    Act(key="add", label="Add a row", sign="plus"),
    PictureFile(key="file", label="Choose a picture…"),
    Said(key="said", label="And only if so."),
)


def a_section(*properties: Property) -> Section:
    return Section(title="Things", lines=tuple((each,) for each in properties or ALL))


@pytest.fixture
def panel(qtbot: QtBot) -> PropertyPanel:
    made = PropertyPanel()
    qtbot.addWidget(made)
    made.resize(316, 700)
    made.show_sections("Text", (a_section(),))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_each_kind_has_its_own_entry(panel: PropertyPanel) -> None:
    kinds = [type(entry) for entry in panel.entries.values()]

    assert kinds == [
        NumberEntry,
        ChoiceEntry,
        WordsEntry,
        LinesEntry,
        TickEntry,
        InkEntry,
        ActEntry,
        FileEntry,
        SaidEntry,
    ]


def test_everything_that_can_be_set_has_a_name(panel: PropertyPanel) -> None:
    assert [entry.control.accessibleName() for entry in panel.entries.values()] == [
        each.label for each in ALL
    ]


def test_a_number_is_told_when_it_is_typed(qtbot: QtBot, panel: PropertyPanel) -> None:
    box = panel.entries["x"].control
    assert isinstance(box, NumberBox)
    assert box.text() == "12.5 mm"
    box.setFocus()
    box.selectAll()

    with qtbot.waitSignal(panel.told) as told:
        QTest.keyClicks(box, "20")
        QTest.keyClick(box, Qt.Key.Key_Return)

    assert told.args == ["x", 20.0]


def test_the_wheel_over_a_number_changes_nothing(panel: PropertyPanel) -> None:
    box = panel.entries["x"].control
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's order of arguments
    )

    QApplication.sendEvent(box, event)

    assert isinstance(box, NumberBox)
    assert box.value() == 12.5


def test_words_are_told_once_when_they_are_left(qtbot: QtBot, panel: PropertyPanel) -> None:
    line = panel.entries["name"].control
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "stripe")

    with qtbot.waitSignal(panel.told) as told:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert told.args == ["name", "stripe"]

    with qtbot.assertNotEmitted(panel.told):
        QTest.keyClick(line, Qt.Key.Key_Return)


def test_words_being_typed_are_not_taken_away(panel: PropertyPanel) -> None:
    line = panel.entries["name"].control
    assert isinstance(line, QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "s")

    panel.show_sections("Text", (a_section(),))

    assert "s" in line.text()


def test_lines_are_told_when_they_are_left(qtbot: QtBot, panel: PropertyPanel) -> None:
    box = panel.entries["phrases"].control
    assert isinstance(box, LinesBox)
    box.setFocus()
    box.setPlainText("three")

    with qtbot.waitSignal(panel.told) as told:
        panel.entries["name"].control.setFocus()
    assert told.args == ["phrases", "three"]

    box.setFocus()
    with qtbot.assertNotEmitted(panel.told):
        panel.entries["name"].control.setFocus()


def test_ticks_choices_and_buttons_tell(panel: PropertyPanel) -> None:
    told: list[tuple[str, object]] = []
    panel.told.connect(lambda key, value: told.append((key, value)))

    QTest.mouseClick(panel.entries["bold"].control, Qt.MouseButton.LeftButton, pos=QPoint(8, 15))
    QTest.mouseClick(panel.entries["add"].control, Qt.MouseButton.LeftButton)
    choice = panel.entries["case"].control
    QTest.keyClick(choice, Qt.Key.Key_Down)

    assert told == [("bold", False), ("add", ""), ("case", "u")]


def an_ink(panel: PropertyPanel) -> InkBox:
    box = panel.entries["ink"].control
    assert isinstance(box, InkBox)
    return box


def test_a_colour_is_typed_with_or_without_its_sign(qtbot: QtBot, panel: PropertyPanel) -> None:
    box = an_ink(panel)
    box.number.setFocus()
    box.number.selectAll()

    with qtbot.waitSignal(panel.told) as told:
        QTest.keyClicks(box.number, "AABBCC")
        QTest.keyClick(box.number, Qt.Key.Key_Return)

    assert told.args == ["ink", "#aabbcc"]
    with qtbot.assertNotEmitted(panel.told):
        QTest.keyClick(box.number, Qt.Key.Key_Return)


def test_a_colour_is_one_of_those_offered(qtbot: QtBot, panel: PropertyPanel) -> None:
    box = an_ink(panel)

    with qtbot.waitSignal(panel.told) as told:
        QTest.keyClick(box.choice, Qt.Key.Key_Up)
    assert told.args == ["ink", "type"]

    panel.show_sections(
        "Text", (a_section(*ALL[:5], Ink(key="ink", label="Colour", options=INKS, value="type"), *ALL[6:]),)
    )
    assert not box.number.isVisible()
    with qtbot.waitSignal(panel.told) as told:
        QTest.keyClick(box.choice, Qt.Key.Key_Down)
    assert told.args == ["ink", "#112233"]


def test_a_colour_is_chosen_in_a_dialog(qtbot: QtBot, panel: PropertyPanel) -> None:
    dialog = an_ink(panel).ask()

    with qtbot.waitSignal(panel.told) as told:
        dialog.colorSelected.emit(QColor("#00ff00"))
    dialog.close()

    assert told.args == ["ink", "#00ff00"]


def test_a_picture_is_chosen_in_a_dialog(qtbot: QtBot, panel: PropertyPanel, tmp_path: Path) -> None:
    entry = panel.entries["file"]
    assert isinstance(entry, FileEntry)
    dialog = entry.ask()

    with qtbot.waitSignal(panel.file_told) as told:
        dialog.fileSelected.emit(str(tmp_path / "logo.png"))
    dialog.close()

    assert told.args == ["file", str(tmp_path / "logo.png")]


def test_the_form_is_made_anew_only_for_other_things(panel: PropertyPanel) -> None:
    before = panel.entries["x"]

    panel.show_sections("Text", (a_section(Number(key="x", label="From the left", value=99), *ALL[1:]),))
    assert panel.entries["x"] is before
    panel.show_sections("Text", (a_section(*ALL[:3]),))

    assert panel.entries["x"] is not before
    assert len(panel.entries) == 3


def test_the_focus_stays_where_it_was_when_the_form_is_made_anew(panel: PropertyPanel) -> None:
    panel.entries["case"].control.setFocus()

    panel.show_sections("Text", (a_section(*ALL[:3]),))

    assert panel.entries["case"].control.hasFocus()
