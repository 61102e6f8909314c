"""Answers that can be sent, and those that cannot."""

import pytest

from checkin.model.form import NAME_ONLY, FieldKind, Form, FormField, FormOption

SIZES = (
    FormOption(label="choose", value=None),
    FormOption(label="M", value="m"),
    FormOption(label="L", value="l"),
)


def field(kind: FieldKind, *, required: bool = False) -> FormField:
    return FormField(name="q", label="Q", kind=kind, required=required, options=SIZES)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (FieldKind.TEXT, "anything at all"),
        (FieldKind.LINES, "one\ntwo"),
        (FieldKind.EMAIL, "ada@example.org"),
        (FieldKind.NUMBER, "-3,5"),
        (FieldKind.DATE, "2026-11-22"),
        (FieldKind.TIME, "09:30"),
        (FieldKind.MOMENT, "2026-11-22T09:30:00+01:00"),
        (FieldKind.CHOICE, "m"),
        (FieldKind.CHOICES, "m\nl"),
        (FieldKind.TICK, "yes"),
    ],
)
def test_a_good_answer_has_no_fault(kind: FieldKind, answer: str) -> None:
    assert field(kind, required=True).fault(f" {answer} ") == ""


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        (FieldKind.EMAIL, "ada@example"),
        (FieldKind.NUMBER, "many"),
        (FieldKind.DATE, "22.11.2026"),
        (FieldKind.DATE, "2026-02-30"),
        (FieldKind.DATE, "20261122"),
        (FieldKind.TIME, "25:00"),
        (FieldKind.TIME, "9:30"),
        (FieldKind.MOMENT, "2026-11-22"),
        (FieldKind.MOMENT, "2026-11-22T09:30 or so"),
        (FieldKind.CHOICE, "xl"),
        (FieldKind.CHOICE, "m\nl"),
        (FieldKind.CHOICES, "m\nxl"),
    ],
)
def test_a_bad_answer_is_said_with_its_question(kind: FieldKind, answer: str) -> None:
    assert field(kind).fault(answer).startswith("Q: ")


@pytest.mark.parametrize("kind", list(FieldKind))
def test_only_what_is_required_must_be_answered(kind: FieldKind) -> None:
    assert field(kind).fault(" ") == ""
    assert field(kind, required=True).fault(" ")


def test_only_what_concerns_a_kind_of_ticket_is_asked_of_it() -> None:
    form = Form(fields=(FormField(name="q", label="Q", required=True, ticket_types=frozenset({"1"})),))

    assert form.faults({}, "1")
    assert form.faults({}, "2") == {}


def test_a_name_is_all_that_is_needed_where_nobody_asks_more() -> None:
    assert NAME_ONLY.faults({"given_name": "Ada"}) == {}
    assert list(NAME_ONLY.faults({"email": "nowhere"})) == ["given_name", "email"]
