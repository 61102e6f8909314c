"""The shelf in a window, and how one leaves a design, with the real app behind it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checkin.app import App
from checkin.notices import PhotosFetched
from tests.ui.screens.designer.a_station import nowhere_yet
from tests.ui.screens.designer.at_work import elements, own_names, press
from ui.screens.designer.leaving import LeavingQuestion
from ui.screens.designer.presenter import Asks
from ui.screens.designer.view import DesignerView
from ui.screens.pieces import Question

LEFT = Qt.MouseButton.LeftButton


# -- the shelf ----------------------------------------------------------------------------------------


def test_the_shelf_shows_every_design_with_the_one_in_use_at_hand(view: DesignerView, app: App) -> None:
    shelf = view.shelf

    assert shelf.list.count() == len(app.templates.all())
    assert shelf.list.currentRow() == 0
    assert shelf.for_all.isChecked()
    assert not shelf.for_all.isEnabled()
    assert not shelf.remove.isVisible()
    assert [tick.text() for tick in shelf.ticks] == list(app.ticket_types())


def test_a_design_is_opened_with_the_keyboard(view: DesignerView) -> None:
    view.shelf.list.setFocus()

    QTest.keyClick(view.shelf.list, Qt.Key.Key_Right)
    QTest.keyClick(view.shelf.list, Qt.Key.Key_Return)

    assert view.is_drawing
    assert view.editor.bar.title.text() == view.shelf.presenter.cards[1].kept.title


def test_a_copy_is_made_used_and_removed(qtbot: QtBot, view: DesignerView, app: App) -> None:
    shelf = view.shelf
    QTest.mouseClick(shelf.copy, LEFT)
    [name] = own_names(app)
    shelf.for_all.click()
    shelf.ticks[0].click()
    assert app.settings.template == name
    assert app.settings.template_of_type == {shelf.ticks[0].text(): name}

    QTest.mouseClick(shelf.remove, LEFT)
    question = shelf.findChild(Question)
    assert isinstance(question, Question)
    QTest.mouseClick(question.yes_button, LEFT)

    qtbot.waitUntil(lambda: own_names(app) == [])
    assert app.settings.template == "default"


def test_a_wrong_file_says_what_is_wrong_and_is_not_opened(view: DesignerView, wrong_file: Path) -> None:
    view.begin()
    view.shelf.presenter.choose(wrong_file.stem)

    assert "is not right" in view.shelf.fault.text
    assert not view.shelf.edit.isEnabled()
    assert not view.shelf.for_all.isEnabled()
    assert view.shelf.remove.isVisible()
    view.shelf.grab()


def test_designs_go_to_files_and_come_from_files(view: DesignerView, app: App, tmp_path: Path) -> None:
    target = view.shelf.ask_target()
    target.fileSelected.emit(str(tmp_path / "mine.json"))
    target.close()
    source = view.shelf.ask_file()
    source.fileSelected.emit(str(tmp_path / "mine.json"))
    source.close()

    assert len(own_names(app)) == 1
    assert "on the shelf" in view.shelf.note.text


def test_without_an_event_there_are_no_ticket_types_to_choose(
    qtbot: QtBot, at_once: Asks, tmp_path: Path
) -> None:
    with nowhere_yet(tmp_path) as app:
        view = DesignerView(app, asks=at_once)
        qtbot.addWidget(view)
        view.begin()
        view.show()

        assert view.shelf.ticks == []
        assert not view.shelf.types_head.isVisible()
        assert not view.shelf.from_platform.isVisible()
        QTest.mouseClick(view.shelf.new, LEFT)
        assert not view.editor.looking.finder.isVisible()


# -- saving and leaving -------------------------------------------------------------------------------


def test_what_is_not_changed_is_left_without_a_word(drawn: DesignerView) -> None:
    with_tabs: list[bool] = []
    drawn.whole.connect(with_tabs.append)

    QTest.mouseClick(drawn.editor.bar.back, LEFT)

    assert not drawn.is_drawing
    assert with_tabs == [False]


def leave_changed(view: DesignerView) -> LeavingQuestion:
    view.editor.presenter.add("code")
    assert view.has_unsaved
    QTest.mouseClick(view.editor.bar.back, LEFT)
    question = view.findChild(LeavingQuestion)
    assert isinstance(question, LeavingQuestion)
    return question


def test_what_is_not_saved_is_asked_about_and_saved(drawn: DesignerView, app: App) -> None:
    question = leave_changed(drawn)

    QTest.mouseClick(question.yes_button, LEFT)

    assert not drawn.is_drawing
    assert len(own_names(app)) == 1
    assert drawn.shelf.presenter.chosen == own_names(app)[0]


def test_what_is_not_saved_can_be_given_up(drawn: DesignerView, app: App) -> None:
    question = leave_changed(drawn)

    QTest.mouseClick(question.leave_button, LEFT)

    assert not drawn.is_drawing
    assert own_names(app) == []
    assert not drawn.has_unsaved


def test_one_can_stay_after_all(drawn: DesignerView) -> None:
    question = leave_changed(drawn)

    QTest.mouseClick(question.no_button, LEFT)

    assert drawn.is_drawing
    assert drawn.has_unsaved


def test_saving_from_the_keyboard_keeps_one_s_own(drawn: DesignerView, app: App) -> None:
    drawn.editor.presenter.add("line")

    press(drawn.editor.canvas, "Ctrl+S")
    assert drawn.editor.bar.standing.text() == "Saved"
    QTest.mouseClick(drawn.editor.bar.save, LEFT)

    assert len(own_names(app)) == 1


def test_what_is_drawn_stays_when_the_screen_comes_up_again(drawn: DesignerView) -> None:
    drawn.editor.presenter.add("line")
    before = elements(drawn)

    drawn.begin()

    assert drawn.is_drawing
    assert elements(drawn) == before


def test_closing_asks_what_becomes_of_the_design(drawn: DesignerView) -> None:
    left: list[str] = []
    drawn.editor.presenter.add("line")

    drawn.ask_before(lambda: left.append("left"))
    question = drawn.findChild(LeavingQuestion)
    assert isinstance(question, LeavingQuestion)
    QTest.mouseClick(question.leave_button, LEFT)

    assert left == ["left"]


def test_what_is_still_being_typed_is_not_lost_with_the_window(drawn: DesignerView) -> None:
    name = drawn.editor.form.entries["badge.name"].control
    name.setFocus()

    QTest.keyClicks(name, "!")

    assert drawn.has_unsaved


def test_photos_that_come_while_a_design_is_open_are_seen(drawn: DesignerView, app: App) -> None:
    people = drawn.editor.presenter.people
    whose = next(iter(people.crowd.people))[1].id
    with closing(sqlite3.connect(app.folders.mirror)) as mirror, mirror:
        mirror.execute("INSERT INTO photo VALUES (?, 'https://photos.example/one', ?)", (whose, b"a photo"))

    drawn.hear(PhotosFetched(fetched=1, failed=0))
    came = people.crowd.photos.get(whose)
    with closing(sqlite3.connect(app.folders.mirror)) as mirror, mirror:
        mirror.execute("DELETE FROM photo")

    assert came == b"a photo"
