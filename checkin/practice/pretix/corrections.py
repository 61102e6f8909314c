"""Positions changed at the desk, and badges printed for them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from checkin.practice.pretix.answers import understood
from checkin.practice.pretix.calls import REQUIRED, Call, Endpoint, moment_in
from checkin.practice.pretix.catalogue import EVENT
from checkin.practice.pretix.documents import position_document, print_document
from checkin.practice.pretix.order_routes import position_in
from checkin.practice.pretix.replies import Crash, Reply, invalid
from checkin.practice.pretix.rows import AnswerRow, EventRow, PositionRow, PrintRow, Right
from checkin.practice.pretix.sent import LONGEST_TEXT, breaks_the_database, fault_of_text
from checkin.practice.pretix.state import State

_SCHEMES: Final = frozenset({"given_family", "full", "title_given_family", "salutation_given_family"})
_ADDRESS: Final = ("street", "zipcode", "city", "country", "state")
_PRINTS: Final = frozenset({"badge", "ticket", "certificate", "other"})


def patch(call: Call) -> Reply:
    """Change a position; whoever comes last wins.

    Raises:
        Problem: something sent cannot be.
        Crash: the name is of a scheme nobody knows.
    """
    fields, position = call.fields(), position_in(call)
    if "attendee_name" in fields and "attendee_name_parts" in fields:
        raise invalid(attendee_name="Do not specify attendee_name if you specified attendee_name_parts.")
    wrong = wrong_with_person(fields)
    if wrong:
        raise invalid(**wrong)
    parts = name_parts_in(call.event, fields)
    if parts is not None:
        position.name_parts = parts
    _plain(position, fields)
    if "answers" in fields:
        position.answers = answers_in(call.event, fields["answers"])
    call.state.touch(call.state.order_of(position))
    return Reply(body=position_document(call, position))


def wrong_with_person(fields: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with what is said of a person, by the fields' names."""
    wrong = {
        "company": fault_of_text(fields.get("company"), longest=LONGEST_TEXT, empty=True),
        "attendee_email": fault_of_text(fields.get("attendee_email"), email=True, empty=True),
    }
    return {name: told for name, told in wrong.items() if told}


def _plain(position: PositionRow, fields: Mapping[str, Any]) -> None:
    if "company" in fields:
        position.company = fields["company"]
    if "attendee_email" in fields:
        position.email = fields["attendee_email"]
    position.address |= {name: fields[name] for name in _ADDRESS if name in fields}


def name_parts_in(event: EventRow, fields: Mapping[str, Any]) -> dict[str, str] | None:
    """The parts of a name as they are kept; None when no name was sent.

    Raises:
        Crash: they are of a scheme nobody knows, or no parts at all, or no database takes them.
    """
    if fields.get("attendee_name") is not None:
        return {"_legacy": fields["attendee_name"]}
    parts = fields.get("attendee_name_parts")
    if parts is None:
        return None
    if not isinstance(parts, dict) or breaks_the_database(parts):
        raise Crash
    named = {name: str(part) for name, part in parts.items()}
    if named:
        named.setdefault("_scheme", event.scheme)
    if named.get("_scheme", event.scheme) not in _SCHEMES:
        raise Crash
    return named


def answers_in(event: EventRow, sent: Iterable[Mapping[str, Any]]) -> dict[int, AnswerRow]:
    """Answers as orders and positions bring them.

    Raises:
        Problem: one is to no question of this event.
    """
    answers: dict[int, AnswerRow] = {}
    for one in sent:
        question = next((row for row in event.questions if row.id == one.get("question")), None)
        if question is None:
            told = f'Invalid pk "{one.get("question")}" - object does not exist.'
            raise invalid(answers=[{"question": [told]}])
        given = one.get("options") or one.get("answer", "")
        answer = understood(question, given)
        if answer is not None:
            answers[question.id] = answer
    return answers


def print_log(call: Call) -> Reply:
    """Keep that a badge was printed; sent twice, it is kept twice.

    Raises:
        Problem: something of it is missing or unknown.
    """
    fields, position = call.fields(), position_in(call)
    lacking = {name: REQUIRED for name in ("source", "type") if not fields.get(name)}
    if lacking:
        raise invalid(**lacking)
    if fields["type"] not in _PRINTS:
        raise invalid(type=f'"{fields["type"]}" is not a valid choice.')
    row = PrintRow(
        id=call.state.next_id("print"),
        type=fields["type"],
        source=fields["source"],
        at=moment_in(fields, call.state.clock.now()),
        successful=fields.get("successful", True),
        device=call.device_id,
        info=fields.get("info") or {},
    )
    position.prints.append(row)
    call.state.touch(call.state.order_of(position))
    return Reply(status=201, body=print_document(row))


def endpoints(state: State) -> tuple[Endpoint, ...]:
    """The routes, as this flavour has them."""
    changing = Endpoint(
        method="PATCH",
        path=EVENT + "orderpositions/{position}/",
        name="orderposition-detail",
        answer=patch,
        rights=(Right.SELL, Right.ORGANISE),
    )
    if state.flavour == "eventyay":
        return (changing,)
    printing = Endpoint(
        method="POST",
        path=EVENT + "orderpositions/{position}/printlog/",
        name="orderposition-printlog",
        answer=print_log,
        rights=(Right.CHECK_IN, Right.ORGANISE),
    )
    return (changing, printing)
