from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.widgets.showing import held, shown
from ui.theme import Tone
from ui.widgets.buttons import Button
from ui.widgets.people_list import PeopleList, PersonRow
from ui.widgets.recent_list import RecentList, RecentRow

PEOPLE = (
    PersonRow(key=7, name="Ada Lovelace", detail="Engines", mark="In 09:12", tone=Tone.YES),
    PersonRow(key=9, name="Grace Hopper"),
)


def test_a_click_chooses_a_person(qtbot: QtBot) -> None:
    people = shown(qtbot, PeopleList("People"))
    people.show_rows(PEOPLE)
    second = people.visualRect(people.model().index(1, 0)).center()

    with qtbot.waitSignal(people.chosen) as chosen:
        QTest.mouseClick(people.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, second)

    assert chosen.args == [9]


def test_enter_chooses_the_marked_person(qtbot: QtBot) -> None:
    people = shown(qtbot, PeopleList("People"))
    people.show_rows(PEOPLE, selected=0)
    people.setFocus()

    with qtbot.waitSignal(people.chosen) as chosen:
        QTest.keyClick(people, Qt.Key.Key_Return)

    assert chosen.args == [7]


def test_an_enter_that_is_held_chooses_nobody_again(qtbot: QtBot) -> None:
    people = shown(qtbot, PeopleList("People"))
    people.show_rows(PEOPLE, selected=0)

    with qtbot.assertNotEmitted(people.chosen):
        QApplication.sendEvent(people, held(Qt.Key.Key_Return))


def test_a_person_is_read_out_whole(qtbot: QtBot) -> None:
    people = shown(qtbot, PeopleList("People"))
    people.show_rows(PEOPLE)

    spoken = people.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert spoken == "Ada Lovelace, Engines, In 09:12"


def test_nobody_is_marked_unless_somebody_is(qtbot: QtBot) -> None:
    people = shown(qtbot, PeopleList("People"))
    people.show_rows(PEOPLE, selected=1)

    people.show_rows(PEOPLE)

    assert not people.currentIndex().isValid()


def a_recent(key: int, *, undo: bool = True) -> RecentRow:
    return RecentRow(key=key, tone=Tone.YES, name=f"Person {key}", line="09:12 · Checked in", can_undo=undo)


def visible_buttons(scans: RecentList) -> list[Button]:
    return [button for button in scans.findChildren(Button) if button.isVisible()]


def test_the_newest_scan_is_open(qtbot: QtBot) -> None:
    scans = shown(qtbot, RecentList())

    scans.show_rows((a_recent(1),))
    scans.show_rows((a_recent(2), a_recent(1)))

    qtbot.waitUntil(lambda: len(visible_buttons(scans)) == 1)


def test_a_scan_opens_on_enter_and_can_be_taken_back(qtbot: QtBot) -> None:
    scans = shown(qtbot, RecentList())
    scans.show_rows((a_recent(2), a_recent(1)))
    older = scans.row_of(1)
    assert older is not None

    QTest.keyClick(older, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(visible_buttons(scans)))
    with qtbot.waitSignal(scans.undo_asked) as asked:
        visible_buttons(scans)[0].click()

    assert asked.args == [1]


def test_scans_that_are_gone_are_not_shown(qtbot: QtBot) -> None:
    scans = shown(qtbot, RecentList())
    scans.show_rows((a_recent(2), a_recent(1)))

    scans.show_rows((a_recent(3), a_recent(2, undo=False)))

    assert [row.key for row in scans.rows] == [3, 2]
