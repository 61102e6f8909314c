from pathlib import Path

from checkin.errors import BadgeError, SettingsError
from checkin.settings import PrinterChoice, PrinterKind
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.stand_in import ACamera, StandInApp, at_registration
from ui.screens.setup.camera import NO_CAMERA, OTHER
from ui.screens.setup.equipment import EquipmentStep
from ui.theme.tokens import Tone

CAMERAS = (ACamera("0", "Laptop camera"), ACamera("2", "Logitech C920"))


def step(app: StandInApp, at_desk: LaterAsk | None = None) -> EquipmentStep:
    desk = ask_at_once if at_desk is None else at_desk
    made = EquipmentStep(app.as_app(), ask_at_once, desk, lambda: CAMERAS, lambda: None)
    made.load()
    return made


def test_a_hand_scanner_is_a_choice_like_the_cameras() -> None:
    camera = step(StandInApp()).camera

    assert [choice.label for choice in camera.choices] == [
        "None, I use a hand scanner",
        "Laptop camera",
        "Logitech C920",
        "A video file or an address…",
    ]
    assert camera.chosen == NO_CAMERA


def test_choosing_a_camera_keeps_it() -> None:
    app = StandInApp()
    camera = step(app).camera

    camera.choose("2")

    assert app.settings.camera == camera.chosen == "2"


def test_a_file_or_an_address_can_be_typed() -> None:
    app = StandInApp()
    camera = step(app).camera

    camera.choose(OTHER)
    assert camera.asks_source
    camera.type_source(" http://10.0.0.2/video ")

    assert app.settings.camera == "http://10.0.0.2/video"
    assert camera.chosen == OTHER


def test_a_source_typed_last_time_is_shown_again() -> None:
    app = StandInApp()
    app.change_settings(camera="people.mp4")

    camera = step(app).camera

    assert camera.asks_source
    assert camera.source == "people.mp4"


def test_a_code_that_was_read_is_shown() -> None:
    camera = step(StandInApp()).camera

    camera.read("ABC-123\n", "hand scanner")
    camera.read("  \n")

    assert camera.reading is not None
    assert camera.reading.title == "The hand scanner works"
    assert camera.reading.advice == "It read ABC-123 (7 characters)."


def test_a_long_code_is_shortened() -> None:
    camera = step(StandInApp()).camera

    camera.read("x" * 300)

    assert camera.reading is not None
    assert "…" in camera.reading.advice
    assert "300 characters" in camera.reading.advice


def test_a_choice_that_cannot_be_kept_is_said() -> None:
    app = StandInApp()
    equipment = step(app)
    app.trouble["change_settings"] = SettingsError("The disk is read-only")

    equipment.camera.choose("0")

    assert equipment.camera.trouble is not None


def test_badges_go_into_a_folder_until_a_printer_is_chosen() -> None:
    app = StandInApp()
    printer = step(app).printer
    before = (printer.into_folder, printer.folder)

    printer.choose("Label_Printer")

    assert before == (True, str(app.folders.badges))
    assert not printer.into_folder
    assert app.settings.printer == PrinterChoice(kind=PrinterKind.SYSTEM, queue="Label_Printer")


def test_a_printer_that_is_switched_off_stays_in_the_list() -> None:
    app = StandInApp()
    app.change_settings(printer=PrinterChoice(kind=PrinterKind.SYSTEM, queue="Old_One"))

    printer = step(app).printer

    assert [choice.label for choice in printer.choices] == [
        "A folder, as PDF files",
        "Label_Printer",
        "Old_One",
    ]


def test_another_folder_can_be_chosen_and_cancelling_changes_nothing() -> None:
    app = StandInApp()
    printer = step(app).printer

    printer.choose_folder("")
    assert app.settings.printer == PrinterChoice()
    printer.choose_folder("/srv/badges")

    assert printer.folder == "/srv/badges"


def test_whether_check_ins_print_is_kept() -> None:
    app = StandInApp()
    printer = step(app).printer

    printer.print_on_check_in(wanted=False)

    assert not printer.on_check_in


def test_a_printer_set_up_in_the_settings_is_offered_and_stays_when_another_is_chosen() -> None:
    app = StandInApp()
    zebra = PrinterChoice(name="Left desk", kind=PrinterKind.ZPL, address="192.0.2.9", dpi=203)
    app.change_settings(printer=zebra)
    printer = step(app).printer
    offered = (printer.chosen, printer.choices[-1].label, printer.into_folder)

    printer.choose("Label_Printer")
    moved = app.settings.printers
    printer.choose(printer.choices[-1].id)

    assert offered == ("set up:Left desk", "Left desk", False)
    assert moved == (PrinterChoice(kind=PrinterKind.SYSTEM, queue="Label_Printer"), zebra)
    assert app.settings.printer == zebra


def test_a_printer_that_is_known_already_is_not_known_twice() -> None:
    app = StandInApp()
    known = PrinterChoice(kind=PrinterKind.SYSTEM, queue="Label_Printer")
    app.change_settings(further_printers=(known,))

    step(app).printer.choose("Label_Printer")

    assert app.settings.printers == (known, PrinterChoice())


def test_the_test_badge_is_of_somebody_real_and_checks_nobody_in(tmp_path: Path) -> None:
    app = at_registration(StandInApp(tmp_path))
    printer = step(app).printer

    printer.print_test()

    [file] = app.folders.badges.iterdir()
    assert printer.said is not None
    assert printer.said.tone is Tone.YES
    assert printer.said.advice.startswith(f"It is that of Ada Lovelace: {file}")
    assert file.read_bytes().startswith(b"%PDF")
    assert app.desk.movements == []


def test_without_attendees_there_is_nobody_to_print() -> None:
    app = at_registration()
    app.people.clear()
    printer = step(app).printer

    printer.print_test()

    assert printer.said is not None
    assert printer.said.title == "There is nobody to print a badge for"


def test_nothing_is_printed_before_the_desk_can_open() -> None:
    printer = step(StandInApp()).printer

    printer.print_test()

    assert not printer.can_print
    assert printer.said is None


def test_a_printer_that_is_gone_is_said() -> None:
    app = at_registration()
    app.change_settings(printer=PrinterChoice(kind=PrinterKind.ZPL, address="127.0.0.1:1"))
    printer = step(app).printer

    printer.print_test()

    assert printer.said is not None
    assert printer.said.tone is Tone.NO
    assert "127.0.0.1:1 is off, or out of reach" in printer.said.advice
    assert not printer.busy


def test_one_test_badge_at_a_time() -> None:
    at_desk = LaterAsk()
    equipment = step(at_registration(), at_desk)

    equipment.printer.print_test()
    equipment.printer.print_test()

    assert equipment.busy
    assert len(at_desk) == 1


def test_printers_that_cannot_be_listed_are_said_when_one_was_chosen() -> None:
    app = StandInApp()
    app.change_settings(printer=PrinterChoice(kind=PrinterKind.SYSTEM, queue="Zebra"))
    app.trouble["printers"] = BadgeError("no printing service")

    assert step(app).printer.said is not None


def test_without_a_printing_service_badges_go_into_the_folder_and_nothing_is_wrong() -> None:
    app = StandInApp()
    app.trouble["printers"] = BadgeError("no printing service")

    printer = step(app).printer

    assert printer.said is None
    assert printer.into_folder
