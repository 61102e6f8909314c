from typing import Any

import pytest

from checkin.connectors.v3plus.answers import body_of, judge, passwords_in, random_password
from checkin.connectors.v3plus.forms import RegistrationForm
from checkin.connectors.v3plus.payloads import registration_form
from checkin.connectors.v3plus.resources import Group
from checkin.connectors.v3plus.walk_in import fields_of, of_conference, of_townhall
from checkin.errors import CredentialsError, UnreachableError, UnreadableReplyError
from checkin.model.form import FieldKind, FormOption
from checkin.model.operation import AlreadyThere, Rejected, Settled
from tests.checkin.connectors.v3plus.builders import reply


def a_form(*fields: dict[str, Any]) -> RegistrationForm:
    return registration_form(reply({"data": {"id": 1, "fields": list(fields)}}))


def field(name: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"name": name, "label": name.title(), "type": kind, **more}


REQUIRED = {"validation": {"required": True}}
OPTIONS = {"options": [{"name": "Pick one", "value": None}, {"name": "One", "value": 1}, "two", 3]}


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (field("a"), FieldKind.TEXT),
        (field("a", "TEXTAREA"), FieldKind.LINES),
        (field("a", "text", validation={"email": "1"}), FieldKind.EMAIL),
        (field("a", "select", **OPTIONS), FieldKind.CHOICE),
        (field("a", "select"), FieldKind.TEXT),
        (field("a", "checkbox"), FieldKind.TICK),
        (field("a", "checkbox", **OPTIONS), FieldKind.CHOICES),
        (field("a", "hidden", default="x"), FieldKind.HIDDEN),
        (field("a", "hidden", **REQUIRED), FieldKind.TEXT),
        (field("a", "hologram"), FieldKind.TEXT),
        (field("a", "hologram", **OPTIONS), FieldKind.CHOICE),
        (field("a", "date"), FieldKind.DATE),
    ],
)
def test_each_type_is_asked_in_a_way_that_can_be_answered(entry: dict[str, Any], kind: FieldKind) -> None:
    (asked,) = fields_of(a_form(entry))

    assert asked.kind is kind
    is_changed = entry["type"] == "hologram" or (kind is FieldKind.TEXT and entry["type"] != "text")
    assert bool(asked.help) is is_changed


def test_options_are_read_as_numbers_texts_and_prompts() -> None:
    (asked,) = fields_of(a_form(field("a", "radio", **OPTIONS)))

    assert asked.options == (
        FormOption(label="Pick one", value=None),
        FormOption(label="One", value="1"),
        FormOption(label="two", value="two"),
    )


def test_order_decides_and_what_has_none_comes_last() -> None:
    form = a_form(field("c"), field("b", order="2"), field("a", order=1), field("d", order=[]), field("b"))

    assert [asked.name for asked in fields_of(form)] == ["a", "b", "c", "d"]


def test_two_fields_never_share_a_name_of_ours() -> None:
    form = a_form(field("first_name"), field("given_name"))

    assert [asked.name for asked in fields_of(form)] == ["given_name", "field:given_name"]
    assert body_of(form, {"given_name": "Bob", "field:given_name": "Rob"}) == {
        "first_name": "Bob",
        "given_name": "Rob",
    }


def test_passwords_and_cards_are_never_asked() -> None:
    form = a_form(field("password"), field("x", "password"), field("cc_number"), field("CC_cvc"))

    assert fields_of(form) == ()
    assert form.wants_card


def test_answers_go_out_as_the_form_wants_them() -> None:
    form = a_form(
        field("email"),
        field("tick", "checkbox"),
        field("must", "checkbox", **REQUIRED),
        field("several", "checkboxes", **OPTIONS),
        field("hid", "hidden", value="desk"),
        field("empty"),
    )

    answers = {"email": " b@c.example ", "tick": "yes", "several": "1\ntwo", "gone": "x", "cc_number": "4"}

    assert body_of(form, answers) == {
        "email": "b@c.example",
        "tick": True,
        "must": False,
        "several": ["1", "two"],
        "hid": "desk",
    }


def test_a_password_is_made_up_when_it_is_sent_and_is_another_one_each_time() -> None:
    form = a_form(field("password", "password"), field("password_confirmation", "password"))

    first, second = body_of(form, {"password": "typed"}), body_of(form, {})

    assert first["password"] == first["password_confirmation"] != second["password"]
    assert "typed" not in passwords_in(form, first)
    assert len(random_password()) >= 20


def test_the_event_password_takes_the_place_of_a_made_up_one() -> None:
    form = a_form(field("password", "password"), field("pin", "password"))

    body = body_of(form, {}, "open sesame")

    assert [name for name, value in body.items() if value == "open sesame"] == ["password"]


def test_what_groups_ask_alike_is_asked_once() -> None:
    colour = field("colour", order=2)
    one, other = (
        a_form(field("last_name", order=1), colour),
        a_form(field("last_name", order=1), field("size"), colour),
    )

    found = of_conference([(Group(id="1", name="A"), one), (Group(id="2"), other)])

    assert [(asked.name, asked.ticket_types) for asked in found.form.fields] == [
        ("family_name", None),
        ("colour", None),
        ("size", frozenset({"group:2"})),
    ]
    assert found.form.ticket_types == (("group:1", "A"), ("group:2", "Group 2"))


def test_a_whole_name_in_one_field_is_the_name_on_the_badge() -> None:
    form = a_form(field("full_name"), field("email"))

    asked = of_townhall(form, has_event_password=False).form.fields

    assert [one.name for one in asked] == ["given_name", "email"]
    assert body_of(form, {"given_name": "Bob Smith"}) == {"full_name": "Bob Smith"}


def test_a_form_that_asks_for_no_name_is_asked_for_one_that_stays_here() -> None:
    form = a_form(field("email"), field("company_name"))

    asked = of_townhall(form, has_event_password=False).form.fields

    assert (asked[0].name, asked[0].required) == ("given_name", True)
    assert body_of(form, {"given_name": "Bob", "email": "b@c.example"}) == {"email": "b@c.example"}


def test_a_conference_without_a_group_that_has_a_form_registers_nobody() -> None:
    assert "no group" in of_conference([(Group(id="1"), None)]).form.refused
    assert "no group" in of_conference([]).form.refused


def test_a_form_that_asks_for_a_card_has_the_last_word() -> None:
    form = a_form(field("cc_number"))

    assert "money" in of_conference([(Group(id="1", price="0"), form)]).form.refused
    assert "money" in of_townhall(form, has_event_password=True).form.refused
    mixed = of_conference([(Group(id="1"), a_form(field("a"))), (Group(id="2"), form), (Group(id="3"), None)])
    assert [note.rpartition(": ")[2] for note in mixed.notes] == [
        "it costs money.",
        "it has no registration form.",
    ]


@pytest.mark.parametrize("body", [b"", b"{}", b"null", b"not json", b'{"id": 5}'])
def test_any_good_status_is_success_whatever_else_is_said(body: bytes) -> None:
    assert isinstance(judge(reply(body, 201, writes=True)), Settled)


def test_a_web_page_is_not_believed() -> None:
    for answer in (reply(b" <p>", writes=True), reply(b"", content_type="text/html", writes=True)):
        with pytest.raises(UnreadableReplyError) as caught:
            judge(answer)
        assert caught.value.may_have_landed


def test_a_known_address_beside_another_fault_is_rejected() -> None:
    both = {"errors": {"email": ["The email has already been taken."], "field_1": ["Wrong."]}}

    assert judge(reply(both, 422)) == Rejected(reason="The email has already been taken. Wrong.")
    assert isinstance(judge(reply({"errors": {"email": ["Already registered"]}}, 409)), AlreadyThere)
    assert judge(reply({}, 422)) == Rejected(reason="V3Plus refused the registration (status 422).")


def test_passwords_stay_out_of_the_platforms_words() -> None:
    said = {"message": "hunter2! is too short"}

    assert judge(reply(said, 422), ("hunter2!",)) == Rejected(reason="… is too short")


def test_a_lost_sign_in_and_a_failing_server_decide_nothing() -> None:
    with pytest.raises(CredentialsError):
        judge(reply({}, 401, writes=True))
    with pytest.raises(UnreachableError) as caught:
        judge(reply({}, 503, writes=True))
    assert caught.value.may_have_landed
