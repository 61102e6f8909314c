"""The samples of the API's reference, without the commas too many that it has."""

from pathlib import Path

from checkin.connectors.v3plus import payloads
from checkin.connectors.v3plus.answers import body_of
from checkin.connectors.v3plus.resources import Conference
from checkin.connectors.v3plus.walk_in import fields_of
from checkin.model.form import FieldKind
from tests.checkin.connectors.v3plus.builders import BOB, reply

SAMPLES = Path(__file__).parents[3] / "recordings" / "v3plus"


def sample(name: str) -> bytes:
    return (SAMPLES / f"{name}.json").read_bytes()


def test_the_sample_form_is_asked_as_it_is_meant() -> None:
    form = payloads.registration_form(reply(sample("registration_form")))

    asked = fields_of(form)

    assert [(field.name, field.kind, field.required) for field in asked] == [
        ("given_name", FieldKind.TEXT, True),
        ("family_name", FieldKind.TEXT, True),
        ("email", FieldKind.EMAIL, True),
        ("field_10", FieldKind.CHOICE, True),
    ]
    assert [option.value for option in asked[-1].options] == [None, "red", "blue", "green", "other"]


def test_the_sample_registration_is_what_would_be_sent() -> None:
    form = payloads.registration_form(reply(sample("registration_form")))

    body = dict(body_of(form, BOB))

    assert len(str(body.pop("password"))) > 20
    assert body == {
        "first_name": "Bob",
        "last_name": "Smith",
        "email": "bob@company.example",
        "field_10": "red",
    }


def test_the_sample_form_with_a_price_is_known_by_its_card_fields() -> None:
    assert not payloads.registration_form(reply(sample("registration_form"))).wants_card
    assert payloads.registration_form(reply(sample("registration_form_paid"))).wants_card


def test_both_sample_sign_ins_name_the_same_person() -> None:
    portal, townhall = (payloads.signed_in(reply(sample(name), 201)) for name in ("auth", "townhall_auth"))

    assert (portal.called, portal.token) == (townhall.called, townhall.token)


def test_the_sample_page_is_read_although_it_draws_an_object() -> None:
    page = payloads.collection(reply(sample("page")), Conference)

    assert (page.rows, page.page, page.last_page, page.total, page.has_next) == ((), 1, 1, 10, False)
