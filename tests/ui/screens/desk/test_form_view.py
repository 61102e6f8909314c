import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from checkin.model.form import FieldKind, Form, FormField, FormOption
from tests.fakes.app import FakeApp
from tests.fakes.executor import ask_at_once
from ui import theme
from ui.screens.desk.view import DeskView
from ui.screens.form_entry import FormEntry

CONTROL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


def some(*words: str) -> tuple[FormOption, ...]:
    return tuple(FormOption(label=word, value=word.casefold()) for word in words)


EVERY_KIND = (
    FormField(name="text", label="Text"),
    FormField(name="lines", label="Lines", kind=FieldKind.LINES),
    FormField(name="mail", label="Mail", kind=FieldKind.EMAIL, required=True),
    FormField(name="number", label="Number", kind=FieldKind.NUMBER),
    FormField(name="date", label="Date", kind=FieldKind.DATE),
    FormField(name="time", label="Time", kind=FieldKind.TIME),
    FormField(name="moment", label="Moment", kind=FieldKind.MOMENT),
    FormField(name="few", label="Few", kind=FieldKind.CHOICE, options=some("Yes", "No"), required=True),
    FormField(name="many", label="Many", kind=FieldKind.CHOICE, options=some(*"ABCDEFGH"), help="Choose."),
    FormField(name="several", label="Several", kind=FieldKind.CHOICES, options=some("One", "Two")),
    FormField(name="tick", label="Tick", kind=FieldKind.TICK, required=True),
    FormField(name="secret", label="Secret", kind=FieldKind.SECRET),
    FormField(name="hidden", label="Hidden", kind=FieldKind.HIDDEN, preset="h"),
)


@pytest.fixture
def app() -> FakeApp:
    return FakeApp()


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot, app: FakeApp) -> DeskView:
    theme.apply(qapp, "light")
    made = DeskView(app, ask_at_once)
    qtbot.addWidget(made)
    made.resize(1100, 660)
    made.show()
    made.activateWindow()
    made.begin()
    qtbot.waitUntil(made.field.hasFocus)
    return made


def entry(view: DeskView, name: str) -> FormEntry:
    return next(one for one in view.form.fields.entries.values() if one.field.name == name)


def line(view: DeskView, name: str) -> QLineEdit:
    target = entry(view, name).target
    assert isinstance(target, QLineEdit)
    return target


def test_ctrl_n_asks_for_the_name_and_enter_registers(app: FakeApp, view: DeskView) -> None:
    QTest.keyClick(view.field, Qt.Key.Key_N, CONTROL)
    assert view.form.isVisible()
    assert line(view, "given_name").hasFocus()

    QTest.keyClicks(line(view, "given_name"), "Ann")
    QTest.keyClick(line(view, "given_name"), Qt.Key.Key_Return)

    assert view.panel.card.name == "Ann"
    assert not view.form.isVisible()
    assert view.field.hasFocus()
    assert app.desk.told == [{"given_name": "Ann", "family_name": "", "company": "", "email": ""}]


def test_nobody_found_offers_to_register_them(qtbot: QtBot, view: DeskView) -> None:
    QTest.keyClicks(view.field, "ann smith")
    qtbot.waitUntil(view.nobody.isVisible)

    view.nobody.acted.emit()

    assert line(view, "given_name").text() == "Ann"
    assert line(view, "family_name").text() == "Smith"


def test_the_first_fault_gets_the_keys(view: DeskView) -> None:
    view.new.click()
    line(view, "email").setFocus()

    QTest.keyClick(line(view, "email"), Qt.Key.Key_Return)

    assert entry(view, "given_name").fault.text == "An answer is needed."
    assert line(view, "given_name").hasFocus()
    QTest.keyClicks(line(view, "given_name"), "A")
    assert entry(view, "given_name").fault.text == ""


def test_the_kind_of_ticket_is_pointed_out_first(app: FakeApp, view: DeskView) -> None:
    app.desk.walk_in_form = Form(
        fields=(
            FormField(name="given_name", label="First name", required=True),
            FormField(name="card", label="Card", ticket_types=frozenset({"2"})),
        ),
        ticket_types=(("1", "Regular"), ("2", "Student")),
    )
    view.register("Ann")
    view.form.go.click()
    assert view.form.type_fault.text
    assert view.form.tiles is not None
    assert view.form.tiles.tiles["1"].hasFocus()

    view.form.tiles.tiles["2"].click()

    assert [one.field.name for one in view.form.fields.entries.values()] == ["given_name", "card"]
    assert line(view, "given_name").text() == "Ann"


def test_every_kind_of_question_can_be_answered(app: FakeApp, view: DeskView) -> None:
    app.desk.questions = EVERY_KIND
    view.scanned("C1")
    for name, text in (
        ("text", "t"),
        ("mail", "a@b.org"),
        ("number", "3"),
        ("date", "31.12.1990"),
        ("time", "9:30"),
        ("moment", "2026-12-31 9:30"),
        ("secret", "s"),
    ):
        QTest.keyClicks(line(view, name), text)
    lines, many, tick = (entry(view, name).target for name in ("lines", "many", "tick"))
    assert isinstance(lines, QPlainTextEdit)
    lines.setPlainText("l\nm")
    assert isinstance(many, QComboBox)
    many.setCurrentIndex(3)
    many.activated.emit(3)
    assert isinstance(tick, QCheckBox)
    tick.click()
    entry(view, "few").entry.answered.emit("yes")
    entry(view, "several").findChildren(QCheckBox)[1].click()

    view.form.go.click()

    assert app.desk.told == [
        {
            "text": "t",
            "lines": "l\nm",
            "mail": "a@b.org",
            "number": "3",
            "date": "1990-12-31",
            "time": "09:30",
            "moment": "2026-12-31T09:30",
            "few": "yes",
            "many": "c",
            "several": "two",
            "tick": "yes",
            "secret": "s",
            "hidden": "h",
        }
    ]


def test_what_was_typed_is_shown_when_the_questions_come_again(app: FakeApp, view: DeskView) -> None:
    app.desk.questions = EVERY_KIND
    view.scanned("C1")
    for name, answer in (("few", "no"), ("many", "b"), ("several", "one"), ("tick", "yes"), ("lines", "x")):
        entry(view, name).entry.answered.emit(answer)

    view.scanned("C2")
    view.scanned("C1")

    assert [entry(view, name).entry.value() for name in ("few", "many", "several", "tick", "lines")] == [
        "no",
        "b",
        "one",
        "yes",
        "x",
    ]


def test_a_secret_is_shown_as_dots(app: FakeApp, view: DeskView) -> None:
    app.desk.questions = EVERY_KIND
    view.scanned("C1")

    assert line(view, "secret").echoMode() is QLineEdit.EchoMode.Password


def test_required_is_heard_too(app: FakeApp, view: DeskView) -> None:
    app.desk.questions = EVERY_KIND
    view.scanned("C1")

    assert line(view, "mail").accessibleName() == "Mail, required"


def test_no_key_reaches_the_desk_while_a_form_lies_over_it(app: FakeApp, view: DeskView) -> None:
    view.scanned("C1")
    view.register()

    QTest.keyClick(view.form.go, Qt.Key.Key_Z, CONTROL)
    QTest.keyClick(view.form.go, Qt.Key.Key_X)

    assert len(app.desk.movements) == 1
    assert view.field.text() == ""


def test_esc_leaves_and_the_field_listens_again(view: DeskView) -> None:
    view.register()

    QTest.keyClick(line(view, "given_name"), Qt.Key.Key_Escape)

    assert not view.form.isVisible()
    assert view.field.hasFocus()


def test_coming_back_to_the_desk_leaves_the_keys_with_the_form(view: DeskView) -> None:
    view.register()

    view.begin()

    assert line(view, "given_name").hasFocus()


def test_a_refused_form_can_only_be_closed(app: FakeApp, view: DeskView) -> None:
    app.desk.walk_in_form = Form(refused="It costs money.")
    view.register()

    assert view.form.instead.text() == "It costs money."
    assert not view.form.go.isVisible()
    QTest.mouseClick(view.form.stay, LEFT)

    assert not view.form.isVisible()


def test_enter_confirms_a_look(app: FakeApp, view: DeskView) -> None:
    app.desk.gets_ticket(1, needs_confirmation=True)
    view.scanned("C1")

    QTest.keyClick(view.field, Qt.Key.Key_Return)

    assert view.panel.card.word == "Checked in"


@pytest.mark.parametrize("height", [660, 768])
def test_a_long_form_scrolls_and_its_buttons_stay_in_sight(
    qtbot: QtBot, app: FakeApp, view: DeskView, height: int
) -> None:
    view.resize(1000, height)
    app.desk.questions = EVERY_KIND
    view.scanned("C9")

    foot = view.form.go.mapTo(view, view.form.go.rect().bottomRight())
    qtbot.waitUntil(lambda: view.rect().contains(foot))
