"""What is sent for a walk-in, and what the platform's answer means.

================================================  ===================================================
answer                                            meaning
================================================  ===================================================
2xx with JSON or nothing                          settled: what else it says is documented nowhere
2xx with a web page                               nobody knows: probably the network's own sign-in
4xx about an e-mail address that is known         it is there already
4xx with words                                    parked, in the platform's words
4xx without words                                 parked, with the status
401                                               not signed in any more: stop, ask a person
5xx, no answer, an answer that was cut            nobody knows: parked at once (`OUTCOME_UNKNOWN`)
================================================  ===================================================
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from checkin.connectors.http import Reply, refuse_server_errors
from checkin.connectors.v3plus.forms import FormEntry, RegistrationForm
from checkin.connectors.v3plus.refusals import UNAUTHORISED, demand, in_words, objections
from checkin.connectors.v3plus.session import veiled
from checkin.connectors.v3plus.walk_in import kind_of, named, preset
from checkin.model.form import FieldKind
from checkin.model.operation import AlreadyThere, Rejected, Settled, Verdict

YES: Final = "yes"

OUTCOME_UNKNOWN: Final = (
    "The answer to this registration was lost, and V3Plus can neither be asked nor be trusted to refuse a "
    "second one. Please look there whether they are registered, and register them there if they are not."
)
_ALREADY: Final = "V3Plus knows this e-mail address already."

Body = Mapping[str, object]


def body_of(form: RegistrationForm, answers: Mapping[str, str], event_password: str = "") -> Body:
    """The answers as the platform wants them, for the form as it is now.

    What the form does not ask (any more) is not sent, nor is an empty answer. A password field gets the
    event's password where there is one, and else a random one that nobody keeps.

    Args:
        form: as the platform tells it now; it must not ask for card data.
        answers: by the names at the desk.
        event_password: of a townhall; it goes into the field ``password``.
    """
    made_up = random_password()
    body: dict[str, object] = {}
    for name, entry in named(form).items():
        if entry.is_password:
            body[entry.name] = event_password if event_password and entry.name == "password" else made_up
            continue
        value = _value(entry, answers.get(name, "").strip())
        if value not in ("", [], False) or (value is False and entry.validation.required):
            body[entry.name] = value
    return body


def _value(entry: FormEntry, answer: str) -> object:
    match kind_of(entry):
        case FieldKind.TICK:
            return answer == YES
        case FieldKind.CHOICES:
            return answer.splitlines()
        case FieldKind.HIDDEN:
            return answer or preset(entry)
        case _:
            return answer


def random_password() -> str:
    """A password nobody will know: long, and with a sign of every kind some server may want."""
    return f"{secrets.token_urlsafe(18)}-Aa1"


def passwords_in(form: RegistrationForm, body: Body) -> tuple[str, ...]:
    """What of a body must show nowhere."""
    return tuple(str(body[entry.name]) for entry in form.fields if entry.is_password and entry.name in body)


def judge(reply: Reply, passwords: tuple[str, ...] = ()) -> Verdict:
    """What became of a registration that was sent.

    Args:
        reply: the answer.
        passwords: were sent, and are kept out of every word.

    Raises:
        ConnectorError: it is not decided; `may_have_landed` says whether that is known.
    """
    if reply.is_good:
        if "html" in reply.content_type or reply.body.lstrip()[:1] == b"<":
            raise reply.unreadable("The answer to a registration is a web page")
        return Settled(at=reply.at)
    refuse_server_errors(reply)
    if reply.status == UNAUTHORISED:
        demand(reply)
    found = objections(replace(reply, body=veiled(reply.body, *passwords)))
    if found and all(one.is_known_address for one in found):
        return AlreadyThere(note=_ALREADY)
    return Rejected(reason=in_words(found, f"V3Plus refused the registration (status {reply.status})."))
