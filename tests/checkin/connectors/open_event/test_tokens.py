import base64
import json
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from checkin.connectors.http import Channel
from checkin.connectors.open_event.tokens import Claims, Session, read_claims
from checkin.errors import CredentialsError, UnreachableError, UnreadableReplyError
from tests.checkin.connectors.stand_ins import RecordedServer, StillClock, answer, recorded_answer, token

LOGIN = "POST /v1/auth/login"
REFRESH = "POST /v1/auth/token/refresh"
ME = "GET /v1/users/3"


class World:
    """A session, what it kept, and the server it speaks to."""

    def __init__(self) -> None:
        self.clock = StillClock()
        self.server = RecordedServer()
        self.channel = Channel("open_event", "http://127.0.0.1", self.clock, transport=self.server.transport)
        self.kept: list[dict[str, str]] = []

    def session(self, secrets: dict[str, str]) -> Session:
        return Session(
            self.channel, "desk@example.org", secrets, lambda kept: self.kept.append(dict(kept)), self.clock
        )

    def ask(self, session: Session) -> int:
        return session.send("GET", "/v1/users/3", headers={"Accept": "*/*"}).status


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.channel.close()


def expiring(world: World, seconds: float) -> httpx.Response:
    at = world.clock.at.timestamp() + seconds
    return answer(200, {"access_token": token(identity=3, exp=at), "refresh_token": "r"})


def test_the_first_request_signs_in_with_the_password(world: World) -> None:
    session = world.session({"password": "correct horse"})

    assert world.ask(session) == 200

    login, me = world.server.requests
    assert json.loads(login.content) == {
        "email": "desk@example.org",
        "password": "correct horse",
        "remember-me": True,
        "include-in-response": True,
    }
    assert me.headers["Authorization"].startswith("JWT eyJ")
    assert session.user == "3"


def test_a_new_refresh_token_is_told_with_all_that_is_to_be_kept(world: World) -> None:
    world.ask(world.session({"password": "p"}))

    assert world.kept == [{"password": "p", "refresh_token": "refresh-token"}]


def test_a_refresh_token_that_stays_the_same_is_not_told_again(world: World) -> None:
    session = world.session({"password": "p"})
    session.renew()
    session.renew()

    assert world.server.paths() == [LOGIN, REFRESH]
    assert len(world.kept) == 1


def test_a_refresh_token_signs_in_without_a_password(world: World) -> None:
    assert world.ask(world.session({"refresh_token": "kept"})) == 200

    refresh = world.server.requests[0]
    assert refresh.headers["Authorization"] == "JWT kept"
    assert refresh.content == b""
    assert world.kept == []


@pytest.mark.parametrize(
    "lost",
    [
        "expired_access_token",
        "bad_signature",
        "garbage_token",
        "token_of_deleted_user",
        "bearer_scheme",
        "no_token",
    ],
)
def test_a_lost_sign_in_is_renewed_once_and_the_request_sent_again(world: World, lost: str) -> None:
    session = world.session({"refresh_token": "kept"})
    world.server.script(ME, recorded_answer(lost))

    assert world.ask(session) == 200
    assert world.server.paths() == [REFRESH, ME, REFRESH, ME]


@pytest.mark.parametrize(
    "ended", ["expired_refresh_token", "refresh_after_blacklist", "token_refresh_with_access_token"]
)
def test_a_refresh_token_that_has_ended_is_followed_by_the_password(world: World, ended: str) -> None:
    world.server.script(REFRESH, recorded_answer(ended))

    assert world.ask(world.session({"refresh_token": "old", "password": "p"})) == 200
    assert world.kept == [{"refresh_token": "refresh-token", "password": "p"}]


def test_without_a_password_a_person_must_sign_in_again(world: World) -> None:
    world.server.script(REFRESH, recorded_answer("expired_refresh_token"))

    with pytest.raises(CredentialsError, match="nothing recorded here is lost"):
        world.ask(world.session({"refresh_token": "old"}))

    assert world.kept == []


@pytest.mark.parametrize("refused", ["login_bad_password", "login_unknown_user", "login_missing_password"])
def test_wrong_credentials_are_said_in_the_platforms_words(world: World, refused: str) -> None:
    world.server.script(LOGIN, recorded_answer(refused))

    with pytest.raises(CredentialsError) as caught:
        world.ask(world.session({"password": "wrong"}))

    assert not caught.value.may_have_landed
    assert "wrong" not in str(caught.value)


def test_an_account_that_is_refused_after_signing_in_is_not_asked_for_ever(world: World) -> None:
    world.server.script(ME, *[recorded_answer("token_of_deleted_user") for _ in range(5)])

    with pytest.raises(CredentialsError, match="Error loading the user"):
        world.ask(world.session({"password": "p"}))

    assert world.server.paths().count(ME) == 2


@pytest.mark.parametrize("path", [LOGIN, REFRESH])
def test_a_server_that_fails_while_signing_in_is_away_not_wrong(world: World, path: str) -> None:
    world.server.script(path, answer(503, "<html>"))
    secrets = {"password": "p"} if path == LOGIN else {"refresh_token": "r", "password": "p"}

    with pytest.raises(UnreachableError) as caught:
        world.ask(world.session(secrets))

    assert not caught.value.may_have_landed


def test_an_address_without_a_sign_in_is_said_to_be_wrong(world: World) -> None:
    world.server.script(LOGIN, recorded_answer("405"))

    with pytest.raises(UnreadableReplyError, match="API"):
        world.ask(world.session({"password": "p"}))


def test_a_web_page_instead_of_tokens_is_unreadable(world: World) -> None:
    world.server.script(LOGIN, answer(200, "<html>Wi-Fi"))

    with pytest.raises(UnreadableReplyError):
        world.ask(world.session({"password": "p"}))


def test_a_token_is_renewed_before_it_expires(world: World) -> None:
    session = world.session({"password": "p"})
    world.server.script(LOGIN, expiring(world, 5400))
    world.server.script(ME, *[answer(200, {}, Date="") for _ in range(3)])
    world.ask(session)

    world.clock.at += timedelta(seconds=5300)
    world.ask(session)
    world.clock.at += timedelta(seconds=60)
    world.ask(session)

    assert world.server.paths() == [LOGIN, ME, ME, REFRESH, ME]


def test_a_token_that_seems_to_have_expired_at_once_is_not_renewed_each_time(world: World) -> None:
    session = world.session({"password": "p"})
    world.server.script(LOGIN, expiring(world, -7200))

    world.ask(session)
    world.ask(session)

    assert world.server.paths() == [LOGIN, ME, ME]


def test_no_secret_shows() -> None:
    world = World()
    session = world.session({"password": "correct horse", "refresh_token": "kept"})

    assert repr(session) == "Session(signed out)"
    world.ask(session)
    assert repr(session) == "Session(signed in)"
    world.channel.close()


def test_claims_are_read_from_either_name_of_the_user() -> None:
    assert read_claims(token(identity=3, exp=1795331097.5)) == Claims(user="3", expires=1795331097.5)
    assert read_claims(token(sub="17")) == Claims(user="17")


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "kept",
        "a.!.c",
        "a.bm90IGpzb24.c",
        "a." + base64.urlsafe_b64encode(b"[1]").decode() + ".c",
        "a." + base64.urlsafe_b64encode(b"[" * 100_000).decode() + ".c",
        token(identity={"id": 3}),
        token(identity="../admin", exp="soon"),
        token(exp=10**400),
        token(exp=-1),
    ],
    ids=range(10),
)
def test_claims_that_cannot_be_read_are_empty(odd: str) -> None:
    assert read_claims(odd) == Claims()
