import pytest

from checkin.settings import PrinterChoice, PrinterKind, PrinterPaper
from ui.screens.printers.draft import Draft, draft_of


def zebra(**more: object) -> PrinterChoice:
    return PrinterChoice(kind=PrinterKind.ZPL, address="192.0.2.9").model_copy(update=more)


def test_a_printer_of_this_computer_needs_to_be_chosen() -> None:
    draft = Draft(choice=PrinterChoice(kind=PrinterKind.SYSTEM))

    assert list(draft.faults(())) == ["queue"]
    assert draft.with_(queue="Laser").faults(()) == {}


@pytest.mark.parametrize(
    "kind", [PrinterKind.IPP, PrinterKind.ZPL, PrinterKind.BROTHER_QL, PrinterKind.ESC_POS]
)
def test_a_printer_in_the_network_needs_an_address(kind: PrinterKind) -> None:
    draft = Draft(choice=PrinterChoice(kind=kind))

    assert "Where is it?" in draft.faults(())["address"]
    assert draft.with_(address="192.0.2.9").faults(()) == {}


def test_an_address_that_is_none_is_said_with_an_example() -> None:
    assert (
        "is no address of a printer" in Draft(choice=zebra(address="192.0.2.9:paper")).faults(())["address"]
    )


def test_an_address_of_another_kind_of_service_is_none() -> None:
    office = PrinterChoice(kind=PrinterKind.IPP, address="ftp://192.0.2.9")

    assert "is no address of a printer" in Draft(choice=office).faults(())["address"]
    assert Draft(choice=office).with_(address="ipps://printer.example.org/ipp").faults(()) == {}


def test_a_folder_needs_nothing() -> None:
    assert Draft(choice=PrinterChoice()).faults(()) == {}


def test_no_two_printers_have_one_name() -> None:
    draft = Draft(choice=zebra(), name="  Left   desk ")

    assert draft.finished().name == "Left desk"
    assert "called that already" in draft.faults(["Left desk"])["name"]


def test_what_another_kind_was_told_is_left_behind() -> None:
    typed = PrinterChoice(
        kind=PrinterKind.FOLDER, queue="Laser", address="192.0.2.9", model="QL-700", folder=" /srv/badges "
    )

    assert Draft(choice=typed).finished() == PrinterChoice(folder="/srv/badges")


def test_a_model_and_a_paper_of_another_kind_are_left_behind_too() -> None:
    brother = zebra(kind=PrinterKind.BROTHER_QL, model="QL-700", paper=PrinterPaper.RED_ROLL)

    kept = Draft(choice=brother).finished()
    told = Draft(choice=brother).with_(kind=PrinterKind.ZPL).finished()
    receipts = Draft(choice=brother).with_(kind=PrinterKind.ESC_POS).finished()

    assert (kept.model, kept.paper) == ("QL-700", PrinterPaper.RED_ROLL)
    assert (told.model, told.paper) == ("", PrinterPaper.AS_LOADED)
    assert receipts.model == ""


def test_turning_goes_round() -> None:
    draft = Draft(choice=zebra(turn=270))

    assert draft.turned(90).choice.turn == 0
    assert draft.turned(180).choice.turn == 90


@pytest.mark.parametrize(("turn", "on_paper"), [(0, (2, 1)), (90, (-1, 2)), (180, (-2, -1)), (270, (1, -2))])
def test_a_page_is_moved_as_whoever_reads_it_sees_it(turn: int, on_paper: tuple[float, float]) -> None:
    draft = Draft(choice=zebra(turn=turn)).shifted(2, 1)

    assert (draft.choice.right, draft.choice.down) == on_paper
    assert draft.shift == (2, 1)


def test_a_printer_that_is_changed_remembers_its_name() -> None:
    draft = draft_of(zebra(name="Left desk"), is_main=True)

    assert (draft.before, draft.name, draft.is_main) == ("Left desk", "Left desk", True)
