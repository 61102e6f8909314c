from checkin.errors import BadgeError, SettingsError
from checkin.settings import PrinterChoice
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.printers.printing_app import (
    BROTHER,
    LASER,
    OUT_OF_PAPER,
    SILENT,
    ZEBRA,
    PrintingApp,
    with_printers,
)
from ui.screens.printers.presenter import PrintersPresenter
from ui.theme.tokens import Tone


def page(app: PrintingApp, ask: LaterAsk | None = None) -> PrintersPresenter:
    made = PrintersPresenter(app.as_app(), ask_at_once if ask is None else ask)
    made.begin()
    return made


def test_every_printer_says_what_and_where_it_is() -> None:
    rows = page(with_printers(ZEBRA, BROTHER, LASER)).rows

    assert [row.title for row in rows] == ["Left desk", "VIP", "Office_Laser"]
    assert rows[0].about == "Main printer · Zebra label printer · 192.168.1.20"
    assert rows[2].about == "Printer of this computer"


def test_every_printer_says_how_it_is() -> None:
    app = with_printers(ZEBRA, BROTHER, LASER)
    app.states = {"VIP": OUT_OF_PAPER, "Office_Laser": SILENT}

    rows = page(app).rows

    assert [(row.state, row.tone) for row in rows] == [
        ("Ready", Tone.YES),
        (OUT_OF_PAPER.words, Tone.NO),
        (SILENT.words, Tone.ASK),
    ]


def test_a_printer_that_cannot_be_asked_is_in_trouble() -> None:
    app = with_printers(ZEBRA)
    app.states["Left desk"] = BadgeError("No printer is chosen yet.")

    [row] = page(app).rows

    assert row.tone is Tone.NO
    assert "No printer is chosen yet." in row.state


def test_a_slow_printer_keeps_no_other_waiting_and_is_asked_once() -> None:
    app, ask = with_printers(ZEBRA, BROTHER), LaterAsk()
    presenter = page(app, ask)
    waiting = [row.state for row in presenter.rows]

    presenter.look()
    ask.answer_all()

    assert waiting == ["Asking…", "Asking…"]
    assert app.asked == ["Left desk", "VIP"]


def test_each_says_what_it_prints() -> None:
    app = with_printers(ZEBRA, BROTHER, LASER)
    app.change_settings(printer_of_type={"VIP": "VIP", "Speaker": "VIP", "Staff": "Left desk"})

    assert [row.prints for row in page(app).rows] == [
        "Prints whatever no other printer is for, and Staff",
        "Prints VIP, Speaker",
        "Prints what is sent there by hand",
    ]


def test_every_ticket_type_has_a_line_once_there_is_a_choice() -> None:
    app = with_printers(ZEBRA, BROTHER)
    app.change_settings(printer_of_type={"VIP": "VIP", "Gone": "VIP"})

    presenter = page(app)

    assert [(row.ticket_type, row.printer) for row in presenter.types] == [
        ("Regular", ""),
        ("Speaker", ""),
        ("VIP", "VIP"),
        ("Gone", "VIP"),
    ]
    assert presenter.choices[0] == ("", "The main printer (Left desk)")
    assert "a printer of their own" in presenter.about_types


def test_with_one_printer_there_is_nothing_to_choose() -> None:
    presenter = page(with_printers(ZEBRA))

    assert presenter.types == ()
    assert "With a second printer" in presenter.about_types


def test_before_an_event_was_chosen_no_types_are_asked_for() -> None:
    app = with_printers(ZEBRA, BROTHER)
    app.event, app.types = None, ()

    presenter = page(app)

    assert presenter.types == ()
    assert "once an event was chosen" in presenter.about_types


def test_types_that_cannot_be_read_are_said() -> None:
    app = with_printers(ZEBRA)
    app.trouble["ticket_types"] = SettingsError("No event was chosen.")

    assert page(app).result is not None


def test_a_type_gets_its_printer() -> None:
    app = with_printers(ZEBRA, BROTHER)
    presenter = page(app)

    presenter.print_type_on("Speaker", "VIP")
    said = presenter.result
    presenter.print_type_on("Speaker", "")

    assert said is not None
    assert said.title == "Speaker: badges go to VIP"
    assert app.settings.printer_of_type == {}


def test_another_one_becomes_the_main_printer() -> None:
    app = with_printers(ZEBRA, BROTHER)
    presenter = page(app)

    presenter.make_main("VIP")

    assert app.settings.printers == (BROTHER, ZEBRA)
    assert [row.is_main for row in presenter.rows] == [True, False]


def test_a_printer_that_goes_leaves_its_badges_to_the_main_one() -> None:
    app = with_printers(ZEBRA, BROTHER)
    presenter = page(app)
    question = presenter.question("VIP")

    presenter.remove("VIP")

    assert "go to Left desk" in question.advice
    assert app.settings.printers == (ZEBRA,)
    assert app.spool.moves == [("VIP", "Left desk")]


def test_after_the_last_one_there_is_the_folder_and_that_cannot_go() -> None:
    app = with_printers(ZEBRA)
    presenter = page(app)
    question = presenter.question("Left desk")

    presenter.remove("Left desk")

    assert "the app's own folder" in question.advice
    assert app.settings.printers == (PrinterChoice(),)
    assert not presenter.rows[0].can_go


def test_one_change_at_a_time() -> None:
    app, ask = with_printers(ZEBRA, BROTHER), LaterAsk()
    presenter = page(app, ask)
    ask.answer_all()

    presenter.make_main("VIP")
    presenter.make_main("Left desk")
    ask.answer_all()

    assert app.settings.printer == BROTHER
    assert not presenter.busy


def test_a_change_that_cannot_be_kept_is_said() -> None:
    app = with_printers(ZEBRA, BROTHER)
    presenter = page(app)
    app.trouble["change_settings"] = SettingsError("The folder is read-only.")

    presenter.make_main("VIP")

    assert presenter.result is not None
    assert presenter.result.tone is Tone.NO
    assert app.settings.printer == ZEBRA


def test_a_printer_that_was_saved_is_asked_how_it_is() -> None:
    app = with_printers(ZEBRA)
    presenter = page(app)
    presenter.editing.edit("Left desk")
    presenter.editing.give_name("Right desk")

    presenter.editing.save()

    assert presenter.result is not None
    assert app.asked == ["Left desk", "Right desk"]
    assert [row.state for row in presenter.rows] == ["Ready"]


def test_the_only_printer_prints_everything() -> None:
    assert [row.prints for row in page(with_printers(ZEBRA)).rows] == ["Prints every badge"]
