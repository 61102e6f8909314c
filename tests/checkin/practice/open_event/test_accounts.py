"""Tokens, good and bad."""

import pytest

from checkin.practice.open_event import PracticeServer
from tests.checkin.practice.open_event.visitor import Visitor
from tests.fakes.clock import FakeClock

HOUR = 3600


def refused(visitor: Visitor, authorization: str) -> tuple[int, str]:
    answer = (
        visitor.get("/v1/events/7/attendees")
        if authorization == "own"
        else visitor.send("GET", "/v1/events/7/attendees", headers={"Authorization": authorization})
    )
    return answer.status_code, answer.json()["error"]


def test_a_plain_token_lasts_a_day(visitor: Visitor, clock: FakeClock) -> None:
    visitor.sign_in()
    clock.advance(24 * HOUR - 1)
    assert visitor.get("/v1/events/7/attendees").status_code == 200

    clock.advance(1)

    assert refused(visitor, "own") == (401, "Token has expired")


def test_a_remembered_token_lasts_ninety_minutes_and_can_be_refreshed(
    visitor: Visitor, clock: FakeClock
) -> None:
    tokens = visitor.sign_in(**{"remember-me": True, "include-in-response": True})
    clock.advance(1.5 * HOUR)
    assert refused(visitor, "own") == (401, "Token has expired")

    headers = {"Authorization": f"JWT {tokens['refresh_token']}"}
    fresh = visitor.send("POST", "/v1/auth/token/refresh", headers=headers).json()["access_token"]

    visitor.token = fresh
    assert visitor.get("/v1/events/7/attendees").status_code == 200


def test_a_revoked_refresh_token_refreshes_nothing(visitor: Visitor) -> None:
    tokens = visitor.sign_in(**{"remember-me": True, "include-in-response": True})
    headers = {"Authorization": f"JWT {tokens['refresh_token']}"}
    visitor.send("POST", "/v1/auth/blacklist", headers=headers)

    answer = visitor.send("POST", "/v1/auth/token/refresh", headers=headers)

    assert (answer.status_code, answer.json()["error"]) == (401, "Token has been revoked")


def test_tokens_are_good_for_their_own_use_only(visitor: Visitor) -> None:
    tokens = visitor.sign_in(**{"remember-me": True, "include-in-response": True})

    assert refused(visitor, f"JWT {tokens['refresh_token']}") == (422, "Only access tokens are allowed")
    answer = visitor.send("POST", "/v1/auth/token/refresh")
    assert (answer.status_code, answer.json()["error"]) == (422, "Only refresh tokens are allowed")


def test_another_scheme_is_not_understood(visitor: Visitor) -> None:
    visitor.sign_in()

    assert refused(visitor, f"Bearer {visitor.token}") == (
        422,
        "Bad Authorization header. Expected value 'JWT <JWT>'",
    )


@pytest.mark.parametrize("garbage", ["JWT garbage", "JWT a.b.c", "JWT ."])
def test_garbage_is_no_token(visitor: Visitor, garbage: str) -> None:
    status, text = refused(visitor, garbage)

    assert status == 422
    assert text.startswith("Invalid header string")


def test_a_new_secret_makes_every_token_look_forged(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.server.platform.accounts.rotate_secret()

    assert refused(visitor, "own") == (422, "Signature verification failed")


def test_the_token_of_a_closed_account_is_refused(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.server.platform.accounts.remove(visitor.email)

    assert refused(visitor, "own") == (401, "Error loading the user 3")


def test_a_wrong_password_is_refused(visitor: Visitor) -> None:
    body = {"email": visitor.email, "password": "wrong"}

    answer = visitor.client.post(visitor.server.url + "/v1/auth/login", json=body)

    assert (answer.status_code, answer.json()) == (401, {"error": "Invalid Credentials"})


def test_somebody_signed_in_learns_the_own_id(visitor: Visitor) -> None:
    assert visitor.get("/v1/users/user-details/get-user-id").json() == {"user_id": "3"}


def test_nobody_reads_another_user_except_an_admin(visitor: Visitor) -> None:
    assert visitor.get("/v1/users/5").status_code == 403

    visitor.email = "admin@practice.example"
    visitor.sign_in()

    assert visitor.get("/v1/users/5").status_code == 200
    assert visitor.get("/v1/users/99").status_code == 404


def test_a_changed_password_is_asked_for_while_old_tokens_stay_good(visitor: Visitor) -> None:
    visitor.sign_in()
    visitor.server.platform.accounts.change_password(visitor.email, "another")
    body = {"email": visitor.email, "password": "practice"}

    answer = visitor.client.post(visitor.server.url + "/v1/auth/login", json=body)

    assert answer.status_code == 401
    assert visitor.get("/v1/events/7/attendees").status_code == 200


def test_an_unknown_account_cannot_be_demoted(server: PracticeServer) -> None:
    with pytest.raises(KeyError):
        server.platform.accounts.demote("nobody@practice.example", "registrar")
