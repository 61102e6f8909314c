import pytest

from checkin.model.form import NAME_ONLY, FieldKind, Form, FormField, FormOption
from ui.screens.filling import Filling, fault_of, name_parts, read

TWO_KINDS = Form(
    fields=(
        FormField(name="given_name", label="First name", required=True),
        FormField(name="proof", label="Student card", required=True, ticket_types=frozenset({"s"})),
        FormField(name="note", label="Note", ticket_types=frozenset({"s"})),
        FormField(name="note", label="Another note", ticket_types=frozenset({"r"})),
        FormField(name="secret", label="PIN", kind=FieldKind.SECRET),
        FormField(name="source", label="Source", kind=FieldKind.HIDDEN, preset="desk"),
    ),
    ticket_types=(("r", "Regular"), ("s", "Student")),
)


def a(kind: FieldKind, *, required: bool = False) -> FormField:
    return FormField(name="x", label="X", kind=kind, required=required)


def test_what_is_hidden_is_never_shown_and_always_told() -> None:
    filling = Filling(TWO_KINDS)

    assert [one.field.name for one in filling.asked] == ["given_name", "secret"]
    assert filling.answers["source"] == "desk"


def test_the_kind_of_ticket_decides_what_is_asked() -> None:
    filling = Filling(TWO_KINDS)

    filling.choose("s")

    assert [one.field.label for one in filling.asked] == ["First name", "Student card", "Note", "PIN"]


def test_the_only_kind_of_ticket_is_no_choice() -> None:
    filling = Filling(Form(fields=NAME_ONLY.fields, ticket_types=(("1", "Guest"),)))

    assert filling.ticket_types == ()
    assert filling.ticket_type == "1"


def test_two_fields_of_one_name_are_two_and_a_text_goes_along() -> None:
    filling = Filling(TWO_KINDS)
    filling.choose("s")
    filling.give(2, "vegan")

    filling.choose("r")

    assert [(one.key, one.answer) for one in filling.asked][1] == (3, "vegan")
    assert filling.answers["note"] == "vegan"


def test_every_question_gets_an_answer_even_an_empty_one() -> None:
    filling = Filling(NAME_ONLY, {"given_name": "Ann"})

    assert filling.answers == {"given_name": "Ann", "family_name": "", "company": "", "email": ""}


def test_faults_stand_at_their_fields_in_words() -> None:
    filling = Filling(TWO_KINDS)

    assert not filling.check()
    assert filling.type_fault == "Choose the kind of ticket first."
    assert filling.asked[0].fault == "An answer is needed."
    assert filling.tries == 1


def test_typing_takes_the_fault_away() -> None:
    filling = Filling(NAME_ONLY)
    filling.check()

    assert filling.give(0, "A")
    assert not filling.give(0, "An")
    assert filling.asked[0].fault == ""


def test_what_the_desk_found_wrong_stands_where_it_belongs() -> None:
    filling = Filling(TWO_KINDS)

    filling.take(
        {"given_name": "First name: too long.", "ticket_type": "Choose.", "": "Sold out.", "odd": "No."}
    )

    assert filling.asked[0].fault == "Too long."
    assert filling.type_fault == "Choose."
    assert filling.fault == "Sold out. No."


def test_a_secret_can_be_forgotten() -> None:
    filling = Filling(TWO_KINDS)
    filling.give(4, "1234")
    filling.give(0, "Ann")

    filling.forget_secrets()

    assert filling.answers["secret"] == ""
    assert filling.is_touched


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        (FieldKind.DATE, "31.12.1990", "1990-12-31"),
        (FieldKind.DATE, " 1990/2/3 ", "1990-02-03"),
        (FieldKind.TIME, "9:05", "09:05"),
        (FieldKind.TIME, "0905", "09:05"),
        (FieldKind.MOMENT, "2026-12-31 9:30", "2026-12-31T09:30"),
        (FieldKind.MOMENT, "31.12.2026, 9.30", "2026-12-31T09:30"),
        (FieldKind.MOMENT, "2026-12-31T09:30:00+01:00", "2026-12-31T09:30:00+01:00"),
        (FieldKind.TEXT, " as it is ", "as it is"),
        (FieldKind.DATE, "", ""),
    ],
)
def test_days_and_times_are_told_as_platforms_take_them(kind: FieldKind, typed: str, told: str) -> None:
    assert read(a(kind), typed) == told
    assert fault_of(a(kind), typed) == ""


@pytest.mark.parametrize(
    ("kind", "typed", "fault"),
    [
        (FieldKind.DATE, "tomorrow", "Write a day as 1990-12-31 or 31.12.1990."),
        (FieldKind.DATE, "2026-02-30", "Write a day as 1990-12-31 or 31.12.1990."),
        (FieldKind.TIME, "25:00", "Write a time as 09:30."),
        (FieldKind.TIME, "soon", "Write a time as 09:30."),
        (FieldKind.MOMENT, "soon", "Write day and time as 2026-12-31 09:30."),
        (FieldKind.EMAIL, "ann", "This is no e-mail address."),
        (FieldKind.NUMBER, "many", "This is no number."),
    ],
)
def test_what_cannot_be_read_says_how_to_write_it(kind: FieldKind, typed: str, fault: str) -> None:
    assert fault_of(a(kind), typed) == fault


def test_what_is_needed_is_said() -> None:
    assert fault_of(a(FieldKind.TICK, required=True), "") == "This has to be ticked."
    assert fault_of(a(FieldKind.DATE, required=True), " ") == "An answer is needed."


def test_a_choice_is_not_carried_to_another_question_of_its_name() -> None:
    def size(kind: str) -> FormField:
        return FormField(
            name="size",
            label="Size",
            kind=FieldKind.CHOICE,
            options=(FormOption(label=kind, value=kind),),
            ticket_types=frozenset({kind}),
        )

    filling = Filling(Form(fields=(size("a"), size("b")), ticket_types=(("a", "A"), ("b", "B"))))
    filling.choose("a")
    filling.give(0, "a")

    filling.choose("b")

    assert filling.answers == {"size": ""}


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("ann smith", {"given_name": "Ann", "family_name": "Smith"}),
        ("Ann Marie  de Vries", {"given_name": "Ann Marie de", "family_name": "Vries"}),
        ("Ann", {"given_name": "Ann"}),
        ("ann@example.org", {"email": "ann@example.org"}),
        ("ORD-100", {}),
        ("", {}),
    ],
)
def test_what_was_searched_for_is_filled_in(words: str, parts: dict[str, str]) -> None:
    assert name_parts(words, NAME_ONLY) == parts


def test_a_form_with_one_name_gets_all_of_it() -> None:
    one = Form(fields=(FormField(name="given_name", label="Name"),))

    assert name_parts("ann smith", one) == {"given_name": "Ann Smith"}
    assert name_parts("ann@example.org", one) == {}
