import pytest

from checkin.connectors.v3plus.refusals import demand, in_words, objections
from checkin.errors import (
    ConnectorError,
    CredentialsError,
    RejectedError,
    UnreachableError,
    UnreadableReplyError,
)
from tests.checkin.connectors.v3plus.builders import reply

TAKEN = "The email has already been taken."


@pytest.mark.parametrize(
    "body",
    [
        {"message": "The given data was invalid.", "errors": {"email": [TAKEN]}},
        {"data": {"errors": {"email": TAKEN}}},
        {"errors": [{"field": "email", "message": TAKEN}]},
        {"errors": [TAKEN]},
        {"errors": TAKEN},
        {"email": [TAKEN]},
        {"errors": {"email": [{"message": TAKEN, "rule": "unique"}]}},
        {"message": {"email": [TAKEN]}},
        {"error": {"message": TAKEN}},
        {"error": TAKEN},
        {"message": TAKEN},
    ],
)
def test_a_known_address_is_understood_in_every_usual_form(body: object) -> None:
    (one,) = objections(reply(body, 422))

    assert (one.words, one.is_known_address) == (TAKEN, True)


@pytest.mark.parametrize(
    "body",
    [
        {"errors": {"field_10": ["This colour is already taken."]}},
        {"message": "No such user exists."},
        {"message": "You are already late."},
        {"errors": {"email": ["The email must be a valid email address."]}},
    ],
)
def test_other_objections_are_not_taken_for_a_known_address(body: object) -> None:
    (one,) = objections(reply(body, 422))

    assert not one.is_known_address


@pytest.mark.parametrize("body", [b"<html>", b"[1]", b'"no"', b"{}", b'{"errors": []}', b'{"errors": [[]]}'])
def test_an_error_without_words_says_nothing(body: bytes) -> None:
    assert objections(reply(body, 422)) == ()
    assert in_words(()) == "no reason given"


def test_addresses_and_quoted_answers_stay_out_of_the_words() -> None:
    found = objections(reply({"message": 'bob@c.example said "my secret", which is wrong'}, 422))

    assert in_words(found) == "… said …, which is wrong"


@pytest.mark.parametrize(
    ("status", "body", "kind", "words"),
    [
        (500, {}, UnreachableError, "status 500"),
        (401, {"message": "Unauthenticated."}, CredentialsError, "Unauthenticated"),
        (419, {}, CredentialsError, "no reason given"),
        (403, {}, CredentialsError, "permission"),
        (404, {}, RejectedError, "any more"),
        (422, {"message": "No."}, RejectedError, "No."),
        (400, {}, UnreadableReplyError, "without a reason"),
    ],
)
def test_every_refusal_becomes_one_of_our_errors(
    status: int, body: object, kind: type[ConnectorError], words: str
) -> None:
    with pytest.raises(kind, match=words):
        demand(reply(body, status))
