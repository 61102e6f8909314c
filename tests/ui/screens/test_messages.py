from datetime import UTC

from checkin.errors import BadgeError, CredentialsError, SettingsError, UnreachableError
from checkin.model.admission import Refusal, Refused
from tests.ui.screens.sample_event import NOW, person
from ui.screens.messages import of_error, of_printer, of_refusal, sentences
from ui.theme.tokens import Tone


def test_a_failure_says_what_happened_and_what_to_do() -> None:
    said = of_error(UnreachableError("open_event", "the name cannot be found"))

    assert said.tone is Tone.NO
    assert said.title == "No connection"
    assert said.advice.startswith("The name cannot be found. ")


def test_a_screen_may_know_better_what_to_do() -> None:
    said = of_error(UnreachableError("open_event", "no answer"), {UnreachableError: "Look at the cable."})

    assert said.advice == "No answer. Look at the cable."


def test_no_screen_knows_better_about_a_missing_right() -> None:
    barred = CredentialsError("open_event", "Only admin/organiser/coorganizer")

    said = of_error(barred, {CredentialsError: "Sign in again."})

    assert said.title == "This account may not do that"
    assert "Sign in again" not in said.advice


def test_a_refusal_names_the_person() -> None:
    said = of_refusal(Refused(refusal=Refusal.UNPAID, attendee=person(1, "Ada Lovelace")), NOW, UTC)

    assert said.title == "Ada Lovelace: Not paid"
    assert said.advice == "The ticket is not paid yet. Send to the help desk."


def test_a_refusal_of_nobody_has_its_title_alone() -> None:
    assert of_refusal(Refused(refusal=Refusal.UNKNOWN_CODE), NOW, UTC).title == "Unknown code"


def test_sentences_are_ended_once() -> None:
    assert sentences("one", "", "Two!", "  three. ") == "One. Two! Three."


def test_a_printer_says_itself_what_to_do() -> None:
    error = BadgeError("paper is out in Left desk. The check-in stands. Load paper")
    said = of_printer(error, "The test page did not come out")

    assert said.title == "The test page did not come out"
    assert said.advice == "Paper is out in Left desk. Load paper."


def test_what_is_no_printers_trouble_is_said_as_ever() -> None:
    assert of_printer(SettingsError("The folder is read-only"), "Not printed").title == "A setting is missing"
