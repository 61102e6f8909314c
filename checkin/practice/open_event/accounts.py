"""Signing in to the practice platform: passwords, tokens and who may do what."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypedDict

from checkin.clock import Clock
from checkin.practice.open_event.problems import SignInProblem
from checkin.practice.open_event.rows import AccountRow

ACCESS_SECONDS: Final = 86_400
SHORT_ACCESS_SECONDS: Final = 5_400
REFRESH_SECONDS: Final = 365 * 86_400

_NOBODY: Final = (
    'Missing JWT in cookies or headers (Missing cookie "access_token_cookie"; Missing Authorization Header)'
)
_STAFF: Final = ("owner", "organizer", "coorganizer")


class _Claims(TypedDict):
    """What a token says."""

    jti: int
    iat: float
    exp: float
    identity: int
    type: str


class Accounts:
    """Who exists, and the tokens they hold."""

    def __init__(self, rows: Iterable[AccountRow], clock: Clock) -> None:
        self._rows = {row.id: row for row in rows}
        self._clock = clock
        self._secret = b"practice"
        self._worthless_up_to = 0
        self._issued = 0
        self._revoked: set[int] = set()

    def sign_in(self, email: object, password: object) -> AccountRow:
        """The account of these credentials.

        Raises:
            SignInProblem: they are missing or wrong.
        """
        if not email or not password:
            raise SignInProblem(400, "username or password missing")
        for row in self._rows.values():
            if row.email == email and row.password == password:
                return row
        raise SignInProblem(401, "Invalid Credentials")

    def issue(self, account: AccountRow, *, kind: str = "access", seconds: int = ACCESS_SECONDS) -> str:
        """A new signed token; `kind` is ``access`` or ``refresh``."""
        self._issued += 1
        now = self._clock.now().timestamp()
        claims = _Claims(jti=self._issued, iat=now, exp=now + seconds, identity=account.id, type=kind)
        head = _pack({"typ": "JWT", "alg": "HS256"}) + "." + _pack(claims)
        return head + "." + self._sign(head)

    def whose(self, authorization: str | None, *, kind: str = "access") -> AccountRow:
        """The account that holds this ``Authorization`` header.

        Raises:
            SignInProblem: there is no header, or its token is unreadable, forged, of the wrong kind,
                expired, revoked, or of an account that is gone.
        """
        claims = self._claims(authorization)
        if claims["exp"] <= self._clock.now().timestamp() or claims["jti"] <= self._worthless_up_to:
            raise SignInProblem(401, "Token has expired")
        if claims["type"] != kind:
            raise SignInProblem(422, f"Only {kind} tokens are allowed")
        if claims["jti"] in self._revoked:
            raise SignInProblem(401, "Token has been revoked")
        account = self._rows.get(claims["identity"])
        if account is None:
            raise SignInProblem(401, f"Error loading the user {claims['identity']}")
        return account

    def revoke(self, authorization: str | None) -> None:
        """Let a refresh token be good for nothing from now on."""
        self._revoked.add(self._claims(authorization)["jti"])

    def expire_tokens(self) -> None:
        """Every token issued so far has expired now."""
        self._worthless_up_to = self._issued

    def rotate_secret(self) -> None:
        """Every token issued so far looks forged now."""
        self._secret += b"'"

    def demote(self, email: str, role: str) -> None:
        """Make somebody `role` in each event they had a role in, and no admin.

        Raises:
            KeyError: there is no such account.
        """
        row = self.by_email(email)
        self._rows[row.id] = replace(row, is_admin=False, roles=dict.fromkeys(row.roles, role))

    def change_password(self, email: str, password: str) -> None:
        """Let somebody sign in with another password from now on; their tokens stay good.

        Raises:
            KeyError: there is no such account.
        """
        row = self.by_email(email)
        self._rows[row.id] = replace(row, password=password)

    def remove(self, email: str) -> None:
        """Close an account; its tokens stay what they are.

        Raises:
            KeyError: there is no such account.
        """
        del self._rows[self.by_email(email).id]

    def by_email(self, email: str) -> AccountRow:
        """The account of an address.

        Raises:
            KeyError: there is none.
        """
        for row in self._rows.values():
            if row.email == email:
                return row
        raise KeyError(email)

    def by_id(self, account_id: int) -> AccountRow | None:
        """The account of an id."""
        return self._rows.get(account_id)

    def _claims(self, authorization: str | None) -> _Claims:
        if authorization is None:
            raise SignInProblem(401, _NOBODY)
        scheme, _, token = authorization.partition(" ")
        if scheme != "JWT":
            raise SignInProblem(422, "Bad Authorization header. Expected value 'JWT <JWT>'")
        head, _, signature = token.rpartition(".")
        try:
            claims: _Claims = json.loads(_unpack(head.partition(".")[2]))
        except (ValueError, binascii.Error) as error:
            raise SignInProblem(422, f"Invalid header string: {error}") from error
        if not hmac.compare_digest(signature.encode(), self._sign(head).encode()):
            raise SignInProblem(422, "Signature verification failed")
        return claims

    def _sign(self, head: str) -> str:
        return _text(hmac.new(self._secret, head.encode(), hashlib.sha256).digest())


def is_staff(account: AccountRow, event_id: int) -> bool:
    """Whether an account may run this event: a site admin, or its owner, organizer or coorganizer."""
    return account.is_admin or account.roles.get(event_id) in _STAFF


def _pack(value: object) -> str:
    return _text(json.dumps(value).encode())


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unpack(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
