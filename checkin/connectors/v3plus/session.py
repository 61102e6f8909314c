"""The portal's token in every header, the account's in every address, and neither anywhere else."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import quote, quote_plus

from typing_extensions import override

from checkin.connectors.http import Channel, Reply, refuse_server_errors
from checkin.connectors.v3plus.payloads import signed_in
from checkin.connectors.v3plus.refusals import UNAUTHORISED, in_words, objections
from checkin.connectors.v3plus.resources import SignedIn
from checkin.connectors.v3plus.setup import PASSWORD, PORTAL_TOKEN, TOKEN
from checkin.errors import CredentialsError

JSON: Final = "application/json"
_AUTH: Final = "/api/v1/auth"
_NOT_FOUND: Final = 404
_HIDDEN: Final = "…"


class Session:
    """A portal, and somebody signed in to it where there is an account.

    The token of an account comes from signing in; it is told to `on_secrets` and taken from there again when
    somebody logs out. It is opaque: nothing is read out of it.

    Args:
        channel: the server.
        account: the e-mail address; empty where the portal token is enough.
        secrets: see `checkin.connectors.v3plus.setup`.
        on_secrets: is told all secrets to keep, whenever they changed.
    """

    def __init__(
        self,
        channel: Channel,
        account: str,
        secrets: Mapping[str, str],
        on_secrets: Callable[[Mapping[str, str]], None],
    ) -> None:
        self._channel = channel
        self._account = account.strip()
        self._secrets = dict(secrets)
        self._on_secrets = on_secrets
        self._user: SignedIn | None = None

    @override
    def __repr__(self) -> str:
        return f"Session({'signed in' if self._secrets.get(TOKEN) else 'portal only'})"

    @property
    def user(self) -> SignedIn | None:
        """Who signed in with this session; None when nobody did, or has logged out."""
        return self._user

    @property
    def wants_account(self) -> bool:
        """Whether somebody is to be signed in, but for a token from before that is all there is."""
        return bool(self._account) and (self.has_account or not self._secrets.get(TOKEN))

    @property
    def has_account(self) -> bool:
        """Whether there is somebody to sign in."""
        return bool(self._account and self._secrets.get(PASSWORD))

    def log_in(self) -> SignedIn:
        """Sign in: conference and bootcamp portals only. Raises a ConnectorError."""
        if not self.has_account:
            raise CredentialsError(
                self._channel.platform, "This portal wants an e-mail address and a password: enter both."
            )
        reply = self._channel.send(
            "POST",
            _AUTH,
            headers=self._headers(body=True),
            content=json.dumps({"email": self._account, "password": self._secrets[PASSWORD]}).encode(),
            writes=False,
        )
        refuse_server_errors(reply)
        if reply.status == _NOT_FOUND:
            raise self._veiled(reply).unreadable("There is no sign-in at this address; is it the portal's?")
        if not reply.is_good:
            said = self._veiled(reply, self._secrets[PASSWORD])
            words = in_words(objections(said), f"status {reply.status}")
            raise CredentialsError(reply.platform, f"V3Plus does not let this account in: {words}")
        self._user = signed_in(self._veiled(reply))
        self._keep_token(self._user.token)
        return self._user

    def log_out(self) -> None:
        """Sign out at the platform and forget token and user here, even when the platform does not answer.

        Raises a ConnectorError when it is not known whether the platform did.
        """
        token = self._secrets.get(TOKEN, "")
        self._user = None
        self._keep_token("")
        if not token:
            return
        reply = self._channel.send("DELETE", _AUTH, headers=self._headers(), params=[("token", token)])
        refuse_server_errors(reply)  # anything else means that there is no such sign-in (any more)

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Sequence[tuple[str, str]] = (),
        content: bytes | None = None,
    ) -> Reply:
        """Ask for the portal, and in the account's name where there is one; a lost sign-in is renewed once.

        The answer is returned without any token of ours, should the platform repeat one.

        Raises:
            CredentialsError: there is no usable portal token, or the account is not let in.
            ConnectorError: as `Channel.send`, and for a server that failed while signing in.
        """
        fresh = self.has_account and not self._secrets.get(TOKEN)
        if fresh:
            self.log_in()
        reply = self._send(method, path, params, content)
        if reply.status == UNAUTHORISED and self.has_account and not fresh:
            self.log_in()
            reply = self._send(method, path, params, content)
        return reply

    def send_as(self, token: str, method: str, path: str) -> Reply:
        """Ask in the name of somebody else's token, which is kept nowhere."""
        reply = self._channel.send(method, path, headers=self._headers(), params=[("token", token)])
        return self._veiled(reply, token)

    def _send(
        self, method: str, path: str, params: Sequence[tuple[str, str]], content: bytes | None
    ) -> Reply:
        token = self._secrets.get(TOKEN, "")
        query = [*params, ("token", token)] if token else list(params)
        headers = self._headers(body=content is not None)
        return self._veiled(
            self._channel.send(method, path, headers=headers, params=query, content=content), token
        )

    def _headers(self, *, body: bool = False) -> dict[str, str]:
        portal = self._secrets.get(PORTAL_TOKEN, "").strip()
        if not portal or not portal.isascii() or not portal.isprintable():
            raise CredentialsError(
                self._channel.platform, "There is no portal token, or one with signs that cannot be sent."
            )
        headers = {"Accept": JSON, "X-Portal-Token": portal}
        return {**headers, "Content-Type": JSON} if body else headers

    def _keep_token(self, token: str) -> None:
        if self._secrets.get(TOKEN, "") != token:
            self._secrets.pop(TOKEN, None)
            if token:
                self._secrets[TOKEN] = token
            self._on_secrets(dict(self._secrets))

    def _veiled(self, reply: Reply, secret: str = "") -> Reply:
        """Without the portal's token and another secret: links may repeat the address, errors anything."""
        portal = self._secrets.get(PORTAL_TOKEN, "").strip()
        return replace(reply, body=veiled(reply.body, secret, portal))


def veiled(body: bytes, *secrets: str) -> bytes:
    """An answer's body without these secrets, however they are spelt; empty ones are no secrets."""
    for secret in filter(None, secrets):
        for spelling in _spellings(secret):
            body = body.replace(spelling, _HIDDEN.encode())
    return body


def _spellings(secret: str) -> set[bytes]:
    """How a secret may stand in JSON and in an address."""
    plain = {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]}
    escaped = {text.replace("/", "\\/").replace("&", "\\u0026") for text in plain}
    return {text.encode() for text in plain | escaped}
