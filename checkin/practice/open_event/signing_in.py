"""Routes of the practice platform that give and take tokens."""

from typing import Final

from checkin.practice.open_event.accounts import REFRESH_SECONDS, SHORT_ACCESS_SECONDS
from checkin.practice.open_event.calls import Call, Endpoint, Reply, plain


def _login(call: Call) -> Reply:
    sent = call.object()
    accounts = call.platform.accounts
    account = accounts.sign_in(sent.get("email"), sent.get("password"))
    if not sent.get("remember-me"):
        return plain({"access_token": accounts.issue(account)})
    tokens = {"access_token": accounts.issue(account, seconds=SHORT_ACCESS_SECONDS)}
    refresh = accounts.issue(account, kind="refresh", seconds=REFRESH_SECONDS)
    if sent.get("include-in-response"):
        return plain({**tokens, "refresh_token": refresh})
    cookie = (
        f"refresh_token_cookie={refresh}; Max-Age={REFRESH_SECONDS}; HttpOnly; Path=/v1/auth/token/refresh"
    )
    return plain(tokens, headers=(("Set-Cookie", cookie),))


def _refresh(call: Call) -> Reply:
    accounts = call.platform.accounts
    account = accounts.whose(call.headers.get("authorization"), kind="refresh")
    return plain({"access_token": accounts.issue(account, seconds=SHORT_ACCESS_SECONDS)})


def _blacklist(call: Call) -> Reply:
    call.platform.accounts.whose(call.headers.get("authorization"), kind="refresh")
    call.platform.accounts.revoke(call.headers.get("authorization"))
    return plain({"success": True})


def _verify_password(call: Call) -> Reply:
    return plain({"result": call.object().get("password") == call.caller.password})


def _logout(_call: Call) -> Reply:
    return plain({"success": True})


def _my_id(call: Call) -> Reply:
    return plain({"user_id": str(call.caller.id)})


ENDPOINTS: Final = (
    Endpoint(method="POST", path="/v1/auth/login", answer=_login, is_open=True, is_strict=False),
    Endpoint(method="POST", path="/auth/session", answer=_login, is_open=True, is_strict=False),
    Endpoint(method="POST", path="/v1/auth/fresh-login", answer=_login, is_open=True, is_strict=False),
    Endpoint(method="POST", path="/v1/auth/verify-password", answer=_verify_password, is_strict=False),
    Endpoint(method="POST", path="/v1/auth/logout", answer=_logout, is_open=True, is_strict=False),
    Endpoint(
        method="GET", path="/v1/users/user-details/get-user-id", answer=_my_id, is_open=True, is_strict=False
    ),
)

OWN_TOKENS: Final = (
    Endpoint(method="POST", path="/v1/auth/token/refresh", answer=_refresh, is_strict=False),
    Endpoint(method="POST", path="/v1/auth/blacklist", answer=_blacklist, is_strict=False),
)
"""Routes that look at the ``Authorization`` header themselves."""
