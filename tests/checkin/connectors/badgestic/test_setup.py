import pytest

from checkin.connectors.badgestic.fields import FieldMap, guess, value
from checkin.connectors.badgestic.payloads import Guest
from checkin.connectors.badgestic.setup import FORM, capabilities, event_numbers, questions
from checkin.model.platform import Capability, SetupKind
from checkin.settings import Connection

NOTHING = Connection(platform="badgestic")
CHOSEN = Connection(platform="badgestic", options={"checkin_field": "arrived"})


def test_without_a_field_for_them_there_are_no_check_ins() -> None:
    assert capabilities(NOTHING) == {Capability.WALK_IN, Capability.CORRECTION}


def test_a_chosen_field_takes_check_ins_and_gives_them_back() -> None:
    assert capabilities(CHOSEN) - capabilities(NOTHING) == {Capability.CHECK_IN_OUR_TIME, Capability.UNDO}
    assert capabilities(CHOSEN) == FORM.capabilities


def test_the_form_says_what_is_missing() -> None:
    said = " ".join(FORM.limits)

    for word in ("no list of events", "no check-ins", "no check-out", "no sessions", "anew each time"):
        assert word in said
    assert {field.name for field in FORM.fields if field.secret} == {"token"}


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("4711", ("4711",)),
        ("4711\n4712\n", ("4711", "4712")),
        ("4711, 4712; #9 4711", ("4711", "4712", "9")),
        ("https://www.badgestic.com/v1/events/4711?page=3", ("4711",)),
        ("https://www.badgestic.com/events/4711/guests/5, 12", ("4711", "12")),
        ("http://127.0.0.1:8080/e/77/", ("77",)),
        ("https://www.badgestic.com/", ()),
        ("", ()),
        ("soon", ()),
    ],
)
def test_events_are_typed_or_pasted_in_any_form(typed: str, numbers: tuple[str, ...]) -> None:
    assert event_numbers(typed) == numbers


def test_what_fields_hold_is_asked_with_the_usual_one_preset() -> None:
    asked = {one.name: one for one in questions(["organisation", "Job Title", "arrived"], NOTHING)}

    assert {name: one.preset for name, one in asked.items()} == {
        "company_field": "organisation",
        "job_title_field": "Job Title",
        "ticket_type_field": "",
        "checkin_field": "",
    }
    assert asked["checkin_field"].options[0] == ("", "None: keep them here")
    assert all(one.kind is SetupKind.CHOICE and not one.required for one in asked.values())


def test_what_was_answered_is_not_asked_again() -> None:
    assert "checkin_field" not in {one.name for one in questions(["arrived"], CHOSEN)}
    assert questions([], NOTHING) == ()


def test_which_field_takes_check_ins_is_never_guessed() -> None:
    assert guess("checkin_field", ["checked_in_at", "checkin"]) == ""


def test_a_field_that_takes_check_ins_holds_nothing_else() -> None:
    fields = FieldMap.of({"checkin_field": "company", "job_title_field": ""}, ["company", "position", "type"])

    assert fields == FieldMap(checkin="company", ticket_type="type")


def test_what_a_form_asks_has_a_name_there() -> None:
    fields = FieldMap(company="organisation")

    assert [fields.platform_name(name) for name in ("given_name", "family_name", "email", "company")] == [
        "first_name",
        "last_name",
        "email",
        "organisation",
    ]
    assert fields.platform_name("job_title") == ""
    assert fields.platform_name("dietary_needs") == "dietary_needs"


def test_a_guest_says_nothing_in_no_field() -> None:
    guest = Guest(id="1", first_name="", last_name="", custom={"company": " ACME "})

    assert (value(guest, "company"), value(guest, "")) == ("ACME", "")
