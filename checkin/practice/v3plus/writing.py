"""Signing in and out, and registering into groups and townhalls."""

import re
import secrets
from collections.abc import Iterable

from checkin.practice.v3plus.calls import Answer, Call, Refusing, invalid
from checkin.practice.v3plus.form_rows import with_card
from checkin.practice.v3plus.reading import form_of, townhall_fields
from checkin.practice.v3plus.rows import Place, Registration, Row

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def log_in(call: Call) -> Answer:
    """An account of a conference portal."""
    sent = call.sent()
    if (sent.get("email"), sent.get("password")) != (call.portal.account, call.portal.password):
        raise Refusing(401, {"message": "These credentials do not match our records."})
    return Answer(
        status=201,
        body={
            "token": _new_token(call, None),
            "role": "user",
            "name": "Dana Desk",
            "email": call.portal.account,
        },
    )


def log_out(call: Call) -> Answer:
    """Ends what the token in the query began; 204 and no body."""
    if call.portal.tokens.pop(call.query.get("token", ""), 0) == 0:
        raise Refusing(401, {"message": "Unauthenticated."})
    return Answer(status=204)


def register(call: Call) -> Answer:
    """Into a group; an e-mail address that is known is refused."""
    sent = call.sent()
    fields = with_card(form_of(call), call.row("groups")["price"])
    call.portal.card_fields += sum(name.startswith("cc_") for name in sent)
    errors = _faults(fields, sent)
    if any(one.email == sent.get("email") and one.place[0] == "groups" for one in call.portal.registrations):
        errors.setdefault("email", []).append("The email has already been taken.")
    if errors:
        raise invalid(errors)
    _write_down(call, ("groups", call.parts["id"]), fields, sent)
    return Answer(status=201, body={"message": "Registered."})


def enter_townhall(call: Call) -> Answer:
    """Into a townhall: registers, and signs in; whoever is known is signed in again."""
    sent, number = call.sent(), call.parts["id"]
    fields = townhall_fields(call)
    errors = _faults(fields, sent)
    wanted = call.portal.event_passwords.get(number)
    if wanted is not None and "password" not in errors and sent.get("password") != wanted:
        errors["password"] = ["The event password is wrong."]
    if errors:
        raise invalid(errors)
    _write_down(call, ("townhalls", number), fields, sent)
    return Answer(
        status=201,
        body={
            "token": _new_token(call, number),
            "role": "user",
            **{name: sent.get(name, "") for name in ("first_name", "last_name", "email")},
        },
    )


def leave_townhall(call: Call) -> Answer:
    """Ends what the token in the query began, when it began there."""
    token = call.query.get("token", "")
    if token not in call.portal.tokens or call.portal.tokens[token] != call.parts["id"]:
        raise Refusing(401, {"message": "Unauthenticated."})
    del call.portal.tokens[token]
    return Answer(status=204)


def _new_token(call: Call, townhall: int | None) -> str:
    token = secrets.token_hex(20)
    call.portal.tokens[token] = townhall
    return token


def _faults(fields: Iterable[Row], sent: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field in fields:
        name, value = str(field["name"]), sent.get(str(field["name"]), "")
        rules, label = field["validation"], str(field["label"]).lower()
        rules = rules if isinstance(rules, dict) else {}
        offered = _offered(field)
        if not value and rules.get("required"):
            found[name] = [f"The {label} field is required."]
        elif value and rules.get("email") and not _EMAIL.fullmatch(value):
            found[name] = [f"The {label} must be a valid email address."]
        elif value and offered and value not in offered:
            found[name] = [f"The selected {label} is invalid."]
    return found


def _offered(field: Row) -> set[object]:
    options = field["options"]
    return {option["value"] for option in options if option["value"]} if isinstance(options, list) else set()


def _write_down(call: Call, place: Place, fields: Iterable[Row], sent: dict[str, str]) -> None:
    if any((one.place, one.email) == (place, sent["email"]) for one in call.portal.registrations):
        return
    asked = {str(field["name"]) for field in fields if field["type"] != "password"}
    answers = {name: value for name, value in sent.items() if name in asked}
    call.portal.registrations.append(Registration(place=place, email=sent["email"], answers=answers))
