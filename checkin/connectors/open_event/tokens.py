"""Signing in, and requests in the name of whoever signed in."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from typing_extensions import override

from checkin.clock import Clock
from checkin.connectors.http import Channel, Reply, refuse_server_errors
from checkin.connectors.open_event.documents import failure_of, parse
from checkin.connectors.open_event.payloads import Tokens
from checkin.errors import CredentialsError

JSON_API = "application/vnd.api+json"
JSON = "application/json"

_UNAUTHORISED = 401
_UNPROCESSABLE = 422
_EARLY_SECONDS = 60.0
_END_OF_TIME = 1e12


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What an access token says of itself; nobody checked its signature."""

    user: str = ""
    expires: float | None = None


def read_claims(token: str) -> Claims:
    """Decode a token's middle part; empty claims when it is not one of the usual kind."""
    try:
        middle = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (IndexError, ValueError, binascii.Error, RecursionError):
        return Claims()
    if not isinstance(claims, dict):
        return Claims()
    user = str(claims.get("identity", claims.get("sub", "")))
    expires = claims.get("exp")
    return Claims(
        user=user if user.isascii() and user.isdigit() else "",
        expires=float(expires) if _is_instant(expires) else None,
    )


def _is_instant(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and 0 < value < _END_OF_TIME


def is_sign_in_failure(reply: Reply) -> bool:
    """Whether the server does not know us (any more): such answers are no JSON:API errors.

    Open Event 1.19 answers 401, or 422 with a top-level ``error``, after a token has expired, was revoked or
    was signed with another secret. The request itself was not looked at.
    """
    if reply.status == _UNAUTHORISED:
        return True
    return reply.status == _UNPROCESSABLE and failure_of(reply).is_sign_in


class Session:
    """An account's tokens. Access tokens stay in memory; a new refresh token goes to `on_secrets`.

    Args:
        channel: the server.
        account: the e-mail address.
        secrets: ``password``, ``refresh_token`` or both; with a password a lost sign-in mends itself.
        on_secrets: is told all secrets to keep, whenever they changed.
        clock: tells when a token is about to expire.
    """

    def __init__(
        self,
        channel: Channel,
        account: str,
        secrets: Mapping[str, str],
        on_secrets: Callable[[Mapping[str, str]], None],
        clock: Clock,
    ) -> None:
        self._channel = channel
        self._account = account
        self._secrets = dict(secrets)
        self._on_secrets = on_secrets
        self._clock = clock
        self._access = ""
        self._claims = Claims()

    @override
    def __repr__(self) -> str:
        return f"Session({'signed in' if self._access else 'signed out'})"

    @property
    def user(self) -> str:
        """The number of the user that is signed in, empty when the token does not tell."""
        return self._claims.user

    def ensure(self) -> None:
        """Sign in unless there is a token that is good for a while. Raises a ConnectorError."""
        expires = self._claims.expires
        if not self._access or (expires is not None and expires - self._server_now() < _EARLY_SECONDS):
            self.renew()

    def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        params: Sequence[tuple[str, str]] = (),
        content: bytes | None = None,
        writes: bool | None = None,
    ) -> Reply:
        """Ask as the account; a sign-in that was lost is renewed once.

        Raises:
            CredentialsError: the sign-in is lost and cannot be renewed.
            ConnectorError: as `Channel.send`, and for a server that failed while signing in.
        """
        self.ensure()
        reply = self._send(method, path, headers=headers, params=params, content=content, writes=writes)
        if not is_sign_in_failure(reply):
            return reply
        self.renew()
        reply = self._send(method, path, headers=headers, params=params, content=content, writes=writes)
        if is_sign_in_failure(reply):
            raise self._lost(reply)
        return reply

    def _send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        params: Sequence[tuple[str, str]],
        content: bytes | None,
        writes: bool | None,
    ) -> Reply:
        signed = {**headers, "Authorization": f"JWT {self._access}"}
        return self._channel.send(method, path, headers=signed, params=params, content=content, writes=writes)

    def renew(self) -> None:
        """Get a new access token by the refresh token, or else by the password. Raises a ConnectorError."""
        if self._refresh():
            return
        if not self._secrets.get("password"):
            raise CredentialsError(
                self._channel.platform,
                "The sign-in at the platform has ended. Sign in again; nothing recorded here is lost.",
            )
        self._log_in()

    def _refresh(self) -> bool:
        token = self._secrets.get("refresh_token", "")
        if not token:
            return False
        reply = self._channel.send(
            "POST",
            "/v1/auth/token/refresh",
            headers={"Accept": JSON_API, "Authorization": f"JWT {token}"},
            writes=False,
        )
        if is_sign_in_failure(reply):
            return False
        refuse_server_errors(reply)
        self._take(parse(reply, Tokens))
        return True

    def _log_in(self) -> None:
        wanted = {
            "email": self._account,
            "password": self._secrets["password"],
            "remember-me": True,
            "include-in-response": True,
        }
        reply = self._channel.send(
            "POST",
            "/v1/auth/login",
            headers={"Accept": JSON_API, "Content-Type": JSON},
            content=json.dumps(wanted).encode(),
            writes=False,
        )
        refuse_server_errors(reply)
        if is_sign_in_failure(reply) or failure_of(reply).is_sign_in:
            raise self._lost(reply)
        if not reply.is_good:
            raise reply.unreadable(
                "There is no sign-in at this address; it does not seem to be the platform's API"
            )
        self._take(parse(reply, Tokens))

    def _take(self, tokens: Tokens) -> None:
        self._access = tokens.access_token
        claims = read_claims(tokens.access_token)
        if claims.expires is not None and claims.expires - self._server_now() < 2 * _EARLY_SECONDS:
            # Too short or clocks that disagree: better wait for the server to say so than renew every time.
            claims = Claims(user=claims.user)
        self._claims = claims
        if tokens.refresh_token and tokens.refresh_token != self._secrets.get("refresh_token"):
            self._secrets["refresh_token"] = tokens.refresh_token
            self._on_secrets(dict(self._secrets))

    def _lost(self, reply: Reply) -> CredentialsError:
        words = failure_of(reply).words or f"status {reply.status}"
        return CredentialsError(self._channel.platform, f"The platform does not let this account in: {words}")

    def _server_now(self) -> float:
        return self._clock.now().timestamp() + (self._channel.clock_offset or 0.0)
