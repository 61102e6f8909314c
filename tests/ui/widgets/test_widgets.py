from typing import TypeVar

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.theme import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, IconButton, RailButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.head_count import HeadCount
from ui.widgets.key_sheet import KeySheet
from ui.widgets.labels import ElidedLabel, FitLabel, Pill
from ui.widgets.people_list import PeopleList, PersonRow
from ui.widgets.plain_dialog import PlainDialog
from ui.widgets.recent_list import RecentList, RecentRow
from ui.widgets.result_panel import Action, Card, ResultPanel
from ui.widgets.search_field import SearchField
from ui.widgets.sync_badge import SyncBadge
from ui.widgets.toast import Toast

W = TypeVar("W", bound=QWidget)

LONG = "Wolfeschlegelsteinhausenbergerdorff von und zu Donaudampfschifffahrtselektrizitätenhauptwerk " * 3


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.apply(qapp, "light")


def shown(qtbot: QtBot, widget: W, width: int = 500, height: int = 400) -> W:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget


# -- text -----------------------------------------------------------------------------------------


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


# -- the answer -----------------------------------------------------------------------------------

CARD = Card(
    tone=Tone.NO,
    word="Not paid",
    name="Ada Lovelace",
    detail="The ticket is not paid yet.",
    advice="Send to the help desk.",
    actions=(Action(key="overrule", label="Let in &anyway"), Action(key="other", label="Other", strong=True)),
)


def test_the_answer_says_its_words_to_a_screen_reader(qtbot: QtBot) -> None:
    panel = shown(qtbot, ResultPanel())

    panel.show_card(CARD)

    assert panel.accessibleName() == (
        "Not paid. Ada Lovelace. The ticket is not paid yet. Send to the help desk."
    )


def test_the_answer_covers_the_panel_with_its_colour(qtbot: QtBot) -> None:
    panel = shown(qtbot, ResultPanel())

    panel.show_card(CARD, flash=False)

    assert panel.grab().toImage().pixelColor(20, 200).name() == theme.LIGHT.no


def test_each_answer_lights_up_for_a_moment(qtbot: QtBot) -> None:
    panel = shown(qtbot, ResultPanel())
    panel.show_card(CARD)
    lit = panel.grab().toImage().pixelColor(20, 200).lightness()

    qtbot.waitUntil(lambda: panel.grab().toImage().pixelColor(20, 200).name() == theme.LIGHT.no)

    assert lit > panel.grab().toImage().pixelColor(20, 200).lightness()


def test_a_button_of_the_answer_hands_its_key_back(qtbot: QtBot) -> None:
    panel = shown(qtbot, ResultPanel())
    panel.show_card(CARD)

    with qtbot.waitSignal(panel.acted) as acted:
        panel.buttons()[1].click()

    assert acted.args == ["other"]


def test_the_next_answer_takes_the_buttons_away(qtbot: QtBot) -> None:
    panel = shown(qtbot, ResultPanel())
    panel.show_card(CARD)

    panel.show_card(Card(tone=Tone.YES, word="Checked in"))

    assert panel.buttons() == ()


# -- lists ----------------------------------------------------------------------------------------

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


# -- what is said ---------------------------------------------------------------------------------


def test_a_toast_goes_away_by_itself(qtbot: QtBot) -> None:
    toast = Toast(shown(qtbot, QWidget()))

    toast.say("Taken back", Tone.YES, seconds=0.02)
    was_there = toast.isVisible()

    assert was_there
    qtbot.waitUntil(toast.isHidden)


def test_a_toast_hands_back_what_to_do(qtbot: QtBot) -> None:
    toast = Toast(shown(qtbot, QWidget()))
    toast.say("Taken back", action="Again", key="redo", seconds=0)

    with qtbot.waitSignal(toast.acted) as acted:
        toast.findChildren(Button)[0].click()

    assert acted.args == ["redo"]
    assert toast.isHidden()


def test_a_toast_stays_inside_when_the_window_shrinks(qtbot: QtBot) -> None:
    window = shown(qtbot, QWidget(), 900, 600)
    toast = Toast(window)
    toast.say("Something rather long " * 6)

    window.resize(420, 300)

    assert window.rect().contains(toast.geometry())


def test_a_banner_offers_what_to_do(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say(Tone.ASK, "Sign in again", action="Sign in")

    with qtbot.waitSignal(banner.acted):
        banner.findChildren(Button)[0].click()

    assert banner.text == "Sign in again"


def test_the_sync_badge_counts_what_waits(qtbot: QtBot) -> None:
    badge = SyncBadge()
    qtbot.addWidget(badge)

    badge.say("cloud-off", Tone.ASK, "Offline", waiting=1234, parked=2)

    assert badge.text() == "Offline\n1,234 waiting\n2 to look at"
    assert badge.accessibleName() == "Offline, 1,234 waiting, 2 to look at"


def test_more_people_than_expected_still_fill_the_bar(qtbot: QtBot) -> None:
    count = HeadCount()
    qtbot.addWidget(count)

    count.show_count(1300, 1204, "checked in")

    assert count.text == "1,300 of 1,204 checked in"


def test_an_empty_place_offers_what_to_do(qtbot: QtBot) -> None:
    empty = EmptyState("people", "Nobody yet", "Pull first.", "Pull now")
    qtbot.addWidget(empty)

    with qtbot.waitSignal(empty.acted):
        empty.findChildren(Button)[0].click()

    empty.show_words("Done", sign="check")


def test_keys_cover_the_window_until_a_click(qtbot: QtBot) -> None:
    window = shown(qtbot, QWidget(), 900, 600)
    sheet = KeySheet((("F1", "Help"),), window)
    sheet.show_over()
    window.resize(700, 500)
    covered = sheet.geometry() == window.rect()

    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton)

    assert covered
    assert sheet.isHidden()


def test_a_plain_dialog_closes_by_its_button(qtbot: QtBot) -> None:
    dialog = shown(qtbot, PlainDialog("Disk full", "Make room.", small="report"))

    dialog.button.click()

    assert dialog.isHidden()


# -- the field ------------------------------------------------------------------------------------


def test_the_field_asks_once_after_the_last_key(qtbot: QtBot) -> None:
    field = shown(qtbot, SearchField("Name", pause_ms=30))
    asked: list[str] = []
    field.asked.connect(asked.append)

    QTest.keyClicks(field, "ada")
    qtbot.waitUntil(lambda: bool(asked))

    assert asked == ["ada"]


def test_emptying_the_field_asks_nothing(qtbot: QtBot) -> None:
    field = shown(qtbot, SearchField("Name", pause_ms=10))
    QTest.keyClicks(field, "ada")

    with qtbot.assertNotEmitted(field.asked, wait=40):
        field.empty()


@pytest.mark.parametrize(
    ("key", "steps"),
    [(Qt.Key.Key_Up, -1), (Qt.Key.Key_Down, 1), (Qt.Key.Key_PageUp, -6), (Qt.Key.Key_PageDown, 6)],
)
def test_arrows_in_the_field_move_in_the_list(qtbot: QtBot, key: Qt.Key, steps: int) -> None:
    field = shown(qtbot, SearchField("Name"))

    with qtbot.waitSignal(field.moved) as moved:
        QTest.keyClick(field, key)

    assert moved.args == [steps]


# -- all of them ----------------------------------------------------------------------------------


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_icons_follow_the_appearance(qapp: QApplication, qtbot: QtBot, appearance: str) -> None:
    buttons = [Button("Print", "primary", "printer"), IconButton("undo", "Undo"), RailButton("scan", "Scan")]
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


def test_an_icon_button_has_a_name(qtbot: QtBot) -> None:
    button = IconButton("undo", "Take back")
    qtbot.addWidget(button)

    assert button.accessibleName() == "Take back"
    assert button.minimumWidth() >= theme.TOUCH
