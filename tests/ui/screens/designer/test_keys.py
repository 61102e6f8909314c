"""The designer without a mouse, and what leads from a warning to its element."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from checkin.badges.template import Box
from tests.ui.screens.designer.at_work import elements, press
from ui.screens.designer import draft as drafting
from ui.screens.designer.draft import Side
from ui.screens.designer.findings import Finding
from ui.screens.designer.findings_list import FindingsList
from ui.screens.designer.starters import an_element
from ui.screens.designer.view import DesignerView
from ui.theme import Tone


def names(view: DesignerView) -> list[str]:
    return [element.name for element in view.editor.presenter.drawing.draft.elements]


def test_everything_is_chosen_copied_and_pasted_with_keys(drawn: DesignerView) -> None:
    canvas, before = drawn.editor.canvas, elements(drawn)
    QApplication.clipboard().clear()

    press(canvas, "Ctrl+V")
    press(canvas, "Ctrl+C")
    press(canvas, "Ctrl+A")
    press(canvas, "Ctrl+C")
    press(canvas, "Ctrl+V")

    assert elements(drawn) == 2 * before
    press(canvas, "Ctrl+Z")
    assert elements(drawn) == before
    assert not drawn.editor.bar.undo.isEnabled()


def test_what_is_cut_comes_onto_the_other_side(drawn: DesignerView) -> None:
    drawing, canvas, before = drawn.editor.presenter.drawing, drawn.editor.canvas, elements(drawn)
    drawing.choose(0, [1])

    press(canvas, "Ctrl+X")
    drawn.editor.sides.setCurrentIndex(1)
    press(canvas, "Ctrl+V")

    assert elements(drawn) == 2
    assert len(drawing.draft.template.front) == before - 2
    assert drawing.draft.several == (0, 1)


def test_what_is_chosen_goes_up_and_down_with_keys(drawn: DesignerView) -> None:
    before = names(drawn)
    drawn.editor.presenter.drawing.choose(0, [1])

    press(drawn.editor.canvas, "Ctrl+PgUp")
    assert names(drawn) == [before[2], *before[:2], *before[3:]]
    press(drawn.editor.canvas, "Ctrl+PgDown")

    assert names(drawn) == before


def test_f6_goes_through_the_parts_of_the_screen_and_back(drawn: DesignerView) -> None:
    editor = drawn.editor
    editor.elements.list.setFocus()

    found = []
    for keys in ("F6", "F6", "F6", "F6", "Shift+F6"):
        press(editor, keys)
        found.append(QApplication.focusWidget())

    assert found[0] is editor.canvas
    assert found[1] is editor.form.first()
    assert found[2:] == [editor.looking.people, editor.bar.back, editor.looking.people]


def test_from_nowhere_f6_begins_with_the_list(drawn: DesignerView) -> None:
    drawn.editor.add.setFocus()

    press(drawn.editor, "F6")

    assert drawn.editor.elements.list.hasFocus()


def test_several_are_chosen_in_the_list(drawn: DesignerView) -> None:
    listed, drawing = drawn.editor.elements, drawn.editor.presenter.drawing
    listed.list.setCurrentRow(1)

    QTest.keyClick(listed.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    top = elements(drawn) - 1
    assert drawing.draft.several == (top - 2, top - 1)
    listed.hide_one.click()
    assert [drawing.draft.is_hidden(at) for at in (top - 2, top - 1, top)] == [True, True, False]
    listed.remove.click()

    assert elements(drawn) == top - 1
    assert len(listed.list.selectedItems()) == 1


def test_several_are_dragged_in_the_list_at_once(qtbot: QtBot, drawn: DesignerView) -> None:
    listed, before = drawn.editor.elements.list, names(drawn)
    listed.setCurrentRow(0)
    listed.setCurrentRow(1, QItemSelectionModel.SelectionFlag.Select)
    end = elements(drawn)

    listed.model().moveRow(listed.rootIndex(), 0, listed.rootIndex(), end)
    listed.model().moveRow(listed.rootIndex(), 0, listed.rootIndex(), end)

    qtbot.waitUntil(lambda: names(drawn) != before)
    assert names(drawn) == [before[-2], before[-1], *before[:-2]]


def with_small_code(view: DesignerView) -> None:
    drawing = view.editor.presenter.drawing
    drawing.choose(elements(view) - 1)
    drawing.do(lambda now: drafting.place(now, Box(10, 30, 6, 6)))
    drawing.choose(None)


def test_a_warning_leads_to_its_element(qtbot: QtBot, drawn: DesignerView) -> None:
    editor = drawn.editor
    qtbot.waitUntil(lambda: "all right" in editor.faults.text)
    with_small_code(drawn)
    qtbot.waitUntil(lambda: bool(editor.faults.rows))
    editor.sides.setCurrentIndex(1)

    editor.faults.rows[0].setFocus()
    QTest.keyClick(editor.faults.rows[0], Qt.Key.Key_Space)

    draft = editor.presenter.drawing.draft
    assert (draft.side, draft.several) == (Side.FRONT, (elements(drawn) - 1,))
    assert editor.canvas.hasFocus()


def test_whom_a_design_does_not_suit_is_looked_at_with_one_press(drawn: DesignerView) -> None:
    listed, people = drawn.editor.faults, drawn.editor.presenter.people
    listed.show_findings([Finding(says="To be looked at, too.", tone=Tone.IDLE, look_at="invented:8")])
    assert "all right" in listed.text

    listed.rows[0].click()

    assert people.sample.title == "Arabic"


def test_a_warning_of_nothing_in_particular_leads_nowhere(drawn: DesignerView) -> None:
    listed = drawn.editor.faults
    listed.show_findings(
        [Finding(says="No fonts.", tone=Tone.NO), Finding(says="Gone.", tone=Tone.NO, at=99)]
    )
    assert "Cannot be printed so" in listed.text

    for row in listed.rows:
        row.click()

    assert drawn.editor.presenter.drawing.draft.several == ()


def test_many_warnings_are_scrolled_and_the_keys_stay_among_them(qtbot: QtBot) -> None:
    listed, says = FindingsList(), "Something is too small to be read. " * 3
    qtbot.addWidget(listed)
    listed.resize(210, 60)
    many = [Finding(says=f"{number} {says}", tone=Tone.ASK) for number in range(9)]
    with qtbot.waitActive(listed):
        listed.show_findings(many)
        listed.activateWindow()
    listed.rows[2].setFocus()

    listed.show_findings(many[:4])

    assert listed.rows[0].hasFocus()
    assert "(4)" in listed.text
    assert listed.sizeHint().height() < 300


@pytest.mark.parametrize("keys", ["Ctrl+A", "Ctrl+V", "Del"])
def test_what_is_typed_into_a_field_is_not_done_to_the_badge(drawn: DesignerView, keys: str) -> None:
    drawing = drawn.editor.presenter.drawing
    drawing.do(lambda now: drafting.add(now, an_element("area", now.page)))
    before = drawing.draft
    field = drawn.editor.form.entries["element.name"].control
    field.setFocus()

    press(field, keys)

    assert drawing.draft == before
