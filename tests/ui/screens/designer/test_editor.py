"""Drawing on a badge in a window, with the real app behind it."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from checkin.app import App
from checkin.badges.template import Picture
from tests.ui.screens.designer.at_work import elements, own_names, press
from ui import theme
from ui.screens.designer.view import DesignerView

LEFT = Qt.MouseButton.LeftButton


def test_the_real_badge_is_seen(qtbot: QtBot, drawn: DesignerView) -> None:
    preview = drawn.editor.presenter.preview

    qtbot.waitUntil(lambda: preview.seen is not None and preview.seen.pixels is not None)

    sheet = drawn.editor.canvas.sheet
    image = drawn.editor.canvas.grab().toImage()
    band = image.pixelColor(round(sheet.x() + 4), round(sheet.bottom() - 4))
    assert band.lightness() < 250


def test_an_element_is_added_changed_duplicated_and_removed(drawn: DesignerView) -> None:
    editor, before = drawn.editor, elements(drawn)
    next(each for each in editor.add.menu_.actions() if each.text() == "Coloured area").trigger()
    assert elements(drawn) == before + 1
    assert "area.fill" in editor.form.entries

    editor.form.told.emit("box.x", 20.0)
    press(editor.canvas, "Ctrl+D")
    assert elements(drawn) == before + 2
    press(editor.canvas, "Del")
    press(editor.canvas, "Del")
    assert elements(drawn) == before

    for _ in range(5):
        press(editor.canvas, "Ctrl+Z")
    assert not editor.bar.undo.isEnabled()
    press(editor.canvas, "Ctrl+Shift+Z")
    assert elements(drawn) == before + 1


def test_with_the_page_at_hand_nothing_is_removed(drawn: DesignerView) -> None:
    before = elements(drawn)

    press(drawn.editor.canvas, "Del")
    press(drawn.editor.canvas, "Ctrl+D")

    assert elements(drawn) == before


def test_the_list_and_the_page_choose_the_same(drawn: DesignerView) -> None:
    editor = drawn.editor

    editor.elements.list.setCurrentRow(0)
    assert editor.presenter.drawing.draft.chosen == elements(drawn) - 1
    editor.presenter.drawing.choose(None)

    assert editor.elements.list.currentRow() == -1
    assert not editor.elements.remove.isEnabled()
    assert "badge.name" in editor.form.entries


def test_the_list_moves_hides_renames_and_removes(drawn: DesignerView) -> None:
    listed, drawing, before = drawn.editor.elements, drawn.editor.presenter.drawing, elements(drawn)
    listed.list.setCurrentRow(0)
    assert not listed.up.isEnabled()

    listed.down.click()
    assert drawing.draft.chosen == before - 2
    listed.up.click()
    assert drawing.draft.chosen == before - 1
    listed.hide_one.click()
    assert drawing.draft.is_hidden(before - 1)
    listed.hide_one.click()
    assert not drawing.draft.hidden
    item = listed.list.item(0)
    assert item is not None
    item.setText("sign")
    assert drawing.draft.elements[-1].name == "sign"
    listed.copy.click()
    listed.remove.click()
    listed.remove.click()

    assert elements(drawn) == before - 1


def test_what_is_typed_on_is_renamed_whatever_else_was_chosen(drawn: DesignerView) -> None:
    listed, drawing = drawn.editor.elements, drawn.editor.presenter.drawing
    drawing.choose_all()
    item = listed.list.item(1)
    assert item is not None

    item.setText("sign")

    assert [element.name for element in drawing.draft.elements].index("sign") == elements(drawn) - 2
    assert drawing.draft.several == (elements(drawn) - 2,)


def test_elements_are_dragged_in_the_list(qtbot: QtBot, drawn: DesignerView) -> None:
    listed, drawing, before = drawn.editor.elements, drawn.editor.presenter.drawing, elements(drawn)
    listed.list.setCurrentRow(0)
    code = drawing.draft.element

    listed.list.model().moveRow(QModelIndex(), 0, QModelIndex(), before)

    qtbot.waitUntil(lambda: drawing.draft.elements[0] == code)
    assert listed.list.currentRow() == before - 1


def test_a_name_that_is_taken_is_said_and_not_kept(drawn: DesignerView) -> None:
    listed = drawn.editor.elements
    listed.list.setCurrentRow(0)
    item = listed.list.item(0)
    assert item is not None

    item.setText("band")

    assert "called 'band'" in drawn.editor.note.text
    now = listed.list.item(0)
    assert now is not None
    assert now.text() != "band"


def test_the_back_is_drawn_on_too(drawn: DesignerView) -> None:
    editor = drawn.editor

    editor.sides.setCurrentIndex(1)
    assert elements(drawn) == 0
    editor.presenter.add("text")
    press(editor.canvas, "Ctrl+Z")
    press(editor.canvas, "Ctrl+Z")

    assert editor.sides.currentIndex() == 0 or elements(drawn) == 0


def test_a_picture_comes_from_a_file(drawn: DesignerView, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGB", (20, 20), "#ff0000").save(file)
    editor = drawn.editor

    next(each for each in editor.add.menu_.actions() if each.text().startswith("Picture")).trigger()
    dialog = editor.ask_picture()
    dialog.fileSelected.emit(str(file))
    dialog.close()
    editor.form.file_told.emit("picture.file", str(file))

    assert isinstance(editor.presenter.drawing.draft.element, Picture)


@pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagate)", extend=True)
def test_one_looks_at_others(qtbot: QtBot, drawn: DesignerView) -> None:
    looking, people = drawn.editor.looking, drawn.editor.presenter.people

    looking.people.setCurrentIndex(looking.people.findText("Arabic"))
    looking.people.activated.emit(looking.people.currentIndex())
    assert people.sample.title == "Arabic"

    looking.finder.setFocus()
    QTest.keyClicks(looking.finder, "a")
    assert people.found
    looking.choose_found(people.found[0][1])
    assert people.sample.title == people.found[0][1]
    looking.choose_found("nobody of that name")
    qtbot.waitUntil(lambda: drawn.editor.presenter.preview.seen is not None)


@pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagate)", extend=True)
def test_nobody_found_shows_nobody(drawn: DesignerView) -> None:
    looking = drawn.editor.looking
    looking.finder.setFocus()
    QTest.keyClicks(looking.finder, "a")

    QTest.keyClicks(looking.finder, "zzzz")

    assert drawn.editor.presenter.people.found == ()


def test_one_goes_nearer_and_back_to_all_of_it(drawn: DesignerView) -> None:
    editor = drawn.editor
    fits = editor.canvas.zoom

    for _ in range(12):
        press(editor.canvas, "Ctrl++")
    assert editor.canvas.zoom == 4
    editor.bar.zoom.farther.click()
    assert editor.canvas.zoom == 3
    editor.bar.zoom.nearer.click()
    for _ in range(12):
        press(editor.canvas, "Ctrl+-")
    assert editor.canvas.zoom == 0.5
    editor.bar.zoom.zoom.setCurrentIndex(editor.bar.zoom.zoom.findData("1"))
    editor.bar.zoom.zoom.activated.emit(editor.bar.zoom.zoom.currentIndex())
    assert editor.canvas.zoom == 1
    press(editor.canvas, "Ctrl+0")

    assert editor.canvas.zoom == pytest.approx(fits, abs=0.01)


def test_all_of_it_stays_in_sight_in_a_smaller_window(qtbot: QtBot, drawn: DesignerView) -> None:
    before = drawn.editor.canvas.zoom

    drawn.resize(996, 600)

    qtbot.waitUntil(lambda: drawn.editor.canvas.zoom < before)
    assert drawn.editor.canvas.minimumHeight() <= drawn.editor.stage.viewport().height()


def test_a_test_badge_is_printed(drawn: DesignerView) -> None:
    QTest.mouseClick(drawn.editor.bar.print_test, LEFT)

    assert "A test badge went to" in drawn.editor.note.text


def test_who_prints_a_test_badge_keeps_the_keys(drawn: DesignerView) -> None:
    bar = drawn.editor.bar
    bar.print_test.setFocus()

    bar.show_printing(under_way=True)

    assert bar.print_test.text() == "Printing…"
    assert bar.print_test.hasFocus()


def test_everything_is_reached_with_tab_and_has_a_name(drawn: DesignerView) -> None:
    drawn.editor.bar.back.setFocus()
    met: list[QWidget] = []
    for _ in range(80):
        widget = drawn.window().focusWidget()
        if widget in met:
            break
        met.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        while drawn.window().focusWidget() is drawn.editor.canvas and drawn.editor.canvas in met:
            QTest.keyClick(drawn.editor.canvas, Qt.Key.Key_Tab)

    assert {drawn.editor.canvas, drawn.editor.bar.save, drawn.editor.elements.list} <= set(met)


def test_buttons_are_large_enough_for_a_finger(drawn: DesignerView) -> None:
    drawn.editor.elements.list.setCurrentRow(0)

    for button in (drawn.editor.bar.undo, drawn.editor.elements.up, drawn.editor.bar.zoom.nearer):
        assert min(button.width(), button.height()) >= 24


def test_the_least_window_holds_everything(drawn: DesignerView) -> None:
    least = drawn.editor.minimumSizeHint()

    assert least.width() <= 1100 - 104
    assert least.height() <= 660
    drawn.resize(996, 600)
    assert drawn.editor.bar.save.mapTo(drawn, QPoint(0, 0)).x() + drawn.editor.bar.save.width() <= 996


def test_another_appearance_dresses_signs_and_page_anew(
    qapp: QApplication, qtbot: QtBot, drawn: DesignerView
) -> None:
    drawn.editor.elements.list.setCurrentRow(0)
    before = drawn.editor.bar.undo.icon().cacheKey()

    theme.apply(qapp, "dark")
    try:
        qtbot.waitUntil(lambda: drawn.editor.bar.undo.icon().cacheKey() != before)
        assert drawn.editor.elements.list.currentRow() == 0
    finally:
        theme.apply(qapp, "light")


def test_an_element_can_be_looked_past_in_the_list_and_on_the_page(drawn: DesignerView) -> None:
    editor = drawn.editor
    editor.elements.list.setCurrentRow(0)
    before = editor.canvas.grab().toImage()

    editor.elements.hide_one.click()

    assert "hidden while designing" in editor.elements.list.item(0).toolTip()
    assert editor.canvas.grab().toImage() != before


def test_what_is_still_being_typed_is_saved_too(drawn: DesignerView, app: App) -> None:
    line = drawn.editor.form.entries["badge.name"].control
    line.setFocus()
    press(line, "Ctrl+A")
    QTest.keyClicks(line, "Ours")

    press(drawn.editor, "Ctrl+S")

    [name] = own_names(app)
    assert app.templates.get(name).name == "Ours"


def test_what_is_at_hand_is_said_to_those_who_do_not_see_it(drawn: DesignerView) -> None:
    assert drawn.editor.canvas.accessibleName() == "The badge"

    drawn.editor.elements.list.setCurrentRow(0)

    assert drawn.editor.canvas.accessibleName() == "The badge, Code chosen"
