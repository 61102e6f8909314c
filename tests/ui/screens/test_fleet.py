from checkin.settings import PrinterChoice, PrinterKind, Settings
from ui.screens.fleet import for_type, named, with_main, with_printer, without

LEFT = PrinterChoice(name="Left", kind=PrinterKind.ZPL, address="192.0.2.1")
RIGHT = PrinterChoice(name="Right", kind=PrinterKind.ZPL, address="192.0.2.2")
LASER = PrinterChoice(kind=PrinterKind.SYSTEM, queue="Laser")


def desk(*printers: PrinterChoice, **types: str) -> Settings:
    return Settings(printer=printers[0], further_printers=printers[1:], printer_of_type=types)


def test_a_new_printer_stands_behind_the_others() -> None:
    settings = desk(LEFT)

    changed = settings.with_changes(**with_printer(settings, RIGHT, "", is_main=False))

    assert changed.printers == (LEFT, RIGHT)


def test_a_new_main_printer_keeps_the_one_before() -> None:
    settings = desk(LEFT, LASER)

    changed = settings.with_changes(**with_printer(settings, RIGHT, "", is_main=True))

    assert changed.printers == (RIGHT, LEFT, LASER)


def test_a_printer_with_another_name_still_prints_what_it_printed() -> None:
    settings = desk(LEFT, RIGHT, Speaker="Right", VIP="Left")
    renamed = RIGHT.model_copy(update={"name": "By the door"})

    changed = settings.with_changes(**with_printer(settings, renamed, "Right", is_main=False))

    assert changed.printers == (LEFT, renamed)
    assert changed.printer_of_type == {"Speaker": "By the door", "VIP": "Left"}


def test_a_changed_printer_stays_in_its_place() -> None:
    settings = desk(LEFT, RIGHT)
    finer = LEFT.model_copy(update={"dpi": 600})

    assert with_printer(settings, finer, "Left", is_main=False)["printer"] == finer


def test_after_the_main_printer_the_next_one_is_the_main_one() -> None:
    settings = desk(LEFT, RIGHT, VIP="Left", Speaker="Right")

    changed = settings.with_changes(**without(settings, "Left"))

    assert changed.printers == (RIGHT,)
    assert changed.printer_of_type == {"Speaker": "Right"}


def test_after_the_last_printer_badges_go_into_the_folder() -> None:
    settings = desk(LEFT)

    assert settings.with_changes(**without(settings, "Left")).printers == (PrinterChoice(),)


def test_any_printer_can_become_the_main_one() -> None:
    settings = desk(LEFT, RIGHT, LASER)

    assert settings.with_changes(**with_main(settings, "Laser")).printers == (LASER, LEFT, RIGHT)


def test_a_ticket_type_gets_a_printer_and_loses_it_again() -> None:
    settings = desk(LEFT, RIGHT, Speaker="Left")

    with_one = settings.with_changes(**for_type(settings, "VIP", "Right"))
    without_it = with_one.with_changes(**for_type(with_one, "VIP", ""))

    assert with_one.printer_of_type == {"Speaker": "Left", "VIP": "Right"}
    assert without_it.printer_of_type == {"Speaker": "Left"}


def test_a_printer_is_found_by_its_name() -> None:
    assert named(desk(LEFT, LASER), "Laser") is LASER
    assert named(desk(LEFT), "Laser") is None
