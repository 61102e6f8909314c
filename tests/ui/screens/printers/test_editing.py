from checkin.errors import BadgeError, SettingsError
from checkin.settings import PrinterChoice, PrinterKind
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.printers.printing_app import (
    LASER,
    OUT_OF_PAPER,
    SILENT,
    ZEBRA,
    PrintingApp,
    with_printers,
)
from ui.screens.messages import Message
from ui.screens.printers.editing import Editing, EditShown, Step
from ui.theme.tokens import Tone


def editor(app: PrintingApp, ask: LaterAsk | None = None) -> tuple[Editing, list[Message]]:
    kept: list[Message] = []
    return Editing(app.as_app(), ask_at_once if ask is None else ask, lambda: None, kept.append), kept


def shown(editing: Editing) -> EditShown:
    assert editing.shown is not None
    return editing.shown


def test_the_first_real_printer_is_for_everything_and_the_only_queue_is_chosen() -> None:
    editing, _ = editor(with_printers())

    editing.add()

    assert shown(editing).title == "Add a printer"
    assert shown(editing).draft.is_main
    assert shown(editing).draft.choice.queue == "Label_Printer"


def test_a_second_printer_is_not_for_everything() -> None:
    editing, _ = editor(with_printers(ZEBRA))

    editing.add()

    assert not shown(editing).draft.is_main


def test_among_several_queues_nobody_chooses_for_you() -> None:
    app = with_printers()
    app.queues = ("One", "Other")
    editing, _ = editor(app)

    editing.add()

    assert shown(editing).queues == ("One", "Other")
    assert "queue" in shown(editing).draft.faults(())


def test_a_printer_that_is_switched_off_stays_in_the_list() -> None:
    editing, _ = editor(with_printers(LASER))

    editing.edit("Office_Laser")

    assert shown(editing).queues == ("Label_Printer", "Office_Laser")


def test_without_a_printing_service_it_is_said_and_other_kinds_are_left() -> None:
    app = with_printers(LASER)
    editing, _ = editor(app)
    app.trouble["printers"] = BadgeError("This computer has no printing service.")
    editing.add()
    of_system = shown(editing)
    editing.leave()
    app.trouble["printers"] = BadgeError("This computer has no printing service.")

    editing.edit("Office_Laser")

    assert of_system.check is None
    assert of_system.lack == "This computer has no printing service. The other kinds above work without it."
    assert of_system.queues == ()
    assert shown(editing).queues == ("Office_Laser",)


def test_a_network_printer_does_not_ask_for_a_printing_service() -> None:
    app = with_printers(ZEBRA)
    app.trouble["printers"] = BadgeError("This computer has no printing service.")
    editing, _ = editor(app)

    editing.edit("Left desk")

    assert shown(editing).check is None


def test_what_is_described_is_kept_only_when_it_is_saved() -> None:
    app = with_printers(ZEBRA)
    editing, kept = editor(app)
    editing.add()
    editing.choose_kind(PrinterKind.IPP)
    editing.give("address", "ipp://192.0.2.7/ipp/print")
    editing.give_name("By the door")
    editing.make_main(wanted=True)
    before = app.settings.printers

    editing.save()

    assert before == (ZEBRA,)
    assert [one.called for one in app.settings.printers] == ["By the door", "Left desk"]
    assert kept[0].title == "By the door is one of this desk’s printers now"  # noqa: RUF001
    assert editing.shown is None


def test_a_kind_of_printer_brings_how_fine_it_usually_prints() -> None:
    editing, _ = editor(with_printers())
    editing.add()

    editing.choose_kind(PrinterKind.ESC_POS)
    receipts = shown(editing).draft.choice
    editing.choose_kind(PrinterKind.FOLDER)

    assert (receipts.kind, receipts.dpi) == (PrinterKind.ESC_POS, 203)
    assert shown(editing).draft.choice.dpi == 203


def test_what_is_missing_is_said_and_goes_as_it_is_typed() -> None:
    editing, _ = editor(with_printers(ZEBRA))
    editing.add()
    editing.choose_kind(PrinterKind.ZPL)

    editing.go_on()
    missing = shown(editing)
    editing.give("address", "192.0.2.7")

    assert list(missing.faults) == ["address"]
    assert missing.step is Step.DESCRIBE
    assert shown(editing).faults == {}


def test_nothing_is_saved_while_something_is_missing() -> None:
    app = with_printers(ZEBRA)
    editing, _ = editor(app)
    editing.add()
    editing.give("queue", "")

    editing.save()
    editing.check()

    assert app.settings.printers == (ZEBRA,)
    assert app.asked == []


def test_a_printer_that_is_called_otherwise_takes_its_badges_along() -> None:
    app = with_printers(ZEBRA)
    editing, kept = editor(app)
    editing.edit("Left desk")
    assert shown(editing).title == "Change Left desk"
    editing.give_name("Right desk")

    editing.save()

    assert app.spool.moves == [("Left desk", "Right desk")]
    assert kept[0].title == "Right desk is changed"


def test_a_printer_that_keeps_its_name_moves_nothing() -> None:
    app = with_printers(ZEBRA)
    editing, _ = editor(app)
    editing.edit("Left desk")
    editing.give("dpi", 600)

    editing.save()

    assert app.settings.printer.dpi == 600
    assert app.spool.moves == []


def test_from_the_description_to_the_test_page_and_back() -> None:
    app = with_printers(ZEBRA)
    editing, _ = editor(app)
    editing.edit("Left desk")

    editing.go_on()
    there = shown(editing)
    editing.trying.print()
    editing.move(1.5, -2)
    editing.back()

    assert (there.step, there.title) == (Step.TRY, "Test page of Left desk")
    assert shown(editing).step is Step.DESCRIBE
    assert shown(editing).draft.shift == (1.5, -2)
    assert app.spool.pages == [ZEBRA]


def test_a_printer_says_whether_it_is_there() -> None:
    app = with_printers(ZEBRA)
    editing, _ = editor(app)
    editing.edit("Left desk")
    said = []
    for state in (None, OUT_OF_PAPER, SILENT, BadgeError("No address.")):
        app.states = {} if state is None else {"Left desk": state}
        editing.check()
        said.append(shown(editing).check)

    assert [None if one is None else one.tone for one in said] == [Tone.YES, Tone.ASK, Tone.ASK, Tone.NO]


def test_what_is_typed_meanwhile_makes_the_answer_old() -> None:
    app, ask = with_printers(ZEBRA), LaterAsk()
    editing, _ = editor(app, ask)
    editing.edit("Left desk")
    editing.check()
    asking = shown(editing)

    editing.leave()
    editing.add()
    ask.answer_all()

    assert asking.busy
    assert shown(editing).check is None


def test_queues_that_come_late_change_nothing() -> None:
    for trouble in ({}, {"printers": BadgeError("no service")}):
        app, ask = with_printers(ZEBRA), LaterAsk()
        app.trouble.update(trouble)
        editing, _ = editor(app, ask)
        editing.add()
        editing.leave()

        ask.answer_all()

        assert editing.shown is None


def test_settings_that_cannot_be_written_are_said_and_nothing_is_lost() -> None:
    app = with_printers(ZEBRA)
    editing, kept = editor(app)
    editing.edit("Left desk")
    editing.go_on()
    app.trouble["change_settings"] = SettingsError("The folder is read-only.")

    editing.save()

    assert kept == []
    assert shown(editing).step is Step.DESCRIBE
    assert shown(editing).check is not None
    assert not editing.busy


def test_what_is_not_there_is_not_opened() -> None:
    editing, _ = editor(with_printers(ZEBRA))

    editing.edit("Nobody")
    editing.give("dpi", 600)
    editing.give_name("X")
    editing.make_main(wanted=True)
    editing.move(1, 1)
    editing.save()

    assert editing.shown is None


def test_the_apps_own_folder_can_be_changed() -> None:
    app = with_printers(PrinterChoice())
    editing, _ = editor(app)
    editing.edit(PrinterChoice().called)
    editing.give("folder", "/srv/badges")

    editing.save()

    assert app.settings.printers == (PrinterChoice(folder="/srv/badges"),)


def test_a_printer_that_was_only_tried_is_not_said_to_be_changed() -> None:
    editing, kept = editor(with_printers(ZEBRA))
    editing.try_out("Left desk")

    editing.save()

    assert kept[0].title == "Left desk stays as it is"
