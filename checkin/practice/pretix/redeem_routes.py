"""The addresses scans are sent to, and the answers they get: pretix' two, and eventyay's."""

from datetime import datetime
from typing import Any, Final

from checkin.practice.pretix.calls import REQUIRED, Call, Endpoint, moment_in
from checkin.practice.pretix.catalogue import EVENT, ORGANIZER
from checkin.practice.pretix.catalogue_documents import question_document, small_list_document
from checkin.practice.pretix.documents import listed_document, needs_attention, texts_for
from checkin.practice.pretix.redeeming import redeem
from checkin.practice.pretix.replies import Crash, Problem, Reply, invalid
from checkin.practice.pretix.rows import EventRow, ListRow, Right
from checkin.practice.pretix.scans import ENTRY, EXIT, Scan, Verdict
from checkin.practice.pretix.sent import breaks_the_database, fault_of_choice, fault_of_text, is_true
from checkin.practice.pretix.state import State

_EVENTYAY_UNFORCEABLE: Final = frozenset({"product", "invalid_time"})
_SOURCES: Final = ("barcode", "nfc_uid", "nfc_mf0aes")
_RIGHTS: Final = (Right.CHECK_IN, Right.ORGANISE)


def by_code(call: Call) -> Reply:
    """A scan for one list of each event, found by its code."""
    return _answer(call, redeem(call.state, _scan(call)))


def by_code_or_id(call: Call) -> Reply:
    """A scan on the older address, where the code is part of the path."""
    fields = call.fields()
    kind = fields.get("type") or ENTRY
    if kind not in {ENTRY, EXIT}:
        raise Problem(400, ["Invalid check-in type."])
    scan = Scan(
        lists=[(call.event, call.check_in_list)],
        code=call.parts["key"],
        at=_moment(call, fields),
        type=kind,
        nonce=fields.get("nonce"),
        force=bool(fields.get("force")),
        ignore_unpaid=bool(fields.get("ignore_unpaid")),
        questions_supported=bool(fields.get("questions_supported", True)),
        by_id=True,
        device=call.device_id,
        answers=_answers(fields),
        unforceable=_unforceable(call.state),
    )
    verdict = redeem(call.state, scan)
    return _eventyay_legacy(call, verdict) if call.state.flavour == "eventyay" else _answer(call, verdict)


def by_code_at_eventyay(call: Call) -> Reply:
    """Answer 201 and keep a check-in whatever speaks against it; eventyay's own address."""
    scan = _scan(call)
    verdict = redeem(call.state, scan)
    if verdict.reason in {"", "incomplete", "invalid", "ambiguous", "revoked"}:
        return _answer(call, verdict)
    row = next(reversed(call.state.check_ins))
    row.successful, row.reason, row.explanation = True, None, None
    body = {"status": "redeemed", "reason": "Already checked in", **_about(call, verdict)}
    return Reply(status=201, body=body)


def _scan(call: Call) -> Scan:
    fields = call.fields()
    wrong = _wrong_with(fields)
    if wrong:
        raise invalid(**wrong)
    if breaks_the_database(fields.get("answers")):
        raise Crash
    lists = lists_in(call, fields)
    if not lists:
        raise Problem(400, ["No check-in list passed."])
    return Scan(
        lists=lists,
        code=fields["secret"].strip(),
        at=moment_in(fields, call.state.clock.now()),
        type=fields.get("type", ENTRY),
        nonce=fields.get("nonce"),
        force=is_true(fields.get("force")),
        ignore_unpaid=is_true(fields.get("ignore_unpaid")),
        questions_supported=is_true(fields.get("questions_supported", True)),
        simulate=is_true(fields.get("simulate")),
        device=call.device_id,
        answers=_answers(fields),
        unforceable=_unforceable(call.state),
    )


def _wrong_with(fields: dict[str, Any]) -> dict[str, str]:
    wrong = {name: REQUIRED for name in ("lists", "secret") if fields.get(name) is None}
    wrong |= {name: fault_of_text(fields.get(name)) for name in ("secret", "nonce") if name not in wrong}
    wrong["type"] = fault_of_choice(fields.get("type"), (ENTRY, EXIT))
    wrong["source_type"] = fault_of_choice(fields.get("source_type"), _SOURCES)
    return {name: told for name, told in wrong.items() if told}


def _answers(fields: dict[str, Any]) -> dict[str, Any]:
    answers = fields.get("answers")
    return answers if isinstance(answers, dict) else {}


def lists_in(call: Call, fields: dict[str, Any]) -> list[tuple[EventRow, ListRow]]:
    """The check-in lists of a body.

    Raises:
        Problem: one is not there, or whoever asks may not check in, or two are of one event.
    """
    found = []
    if not isinstance(fields["lists"], list):
        kind = type(fields["lists"]).__name__
        raise invalid(lists=f'Expected a list of items but got type "{kind}".')
    for number in fields["lists"]:
        place = call.state.event_of_list(int(number) if str(number).isdecimal() else number)
        if place is None or not any(call.may(right) for right in _RIGHTS):
            raise invalid(lists=f'Invalid pk "{number}" - object does not exist.')
        found.append(place)
    if len({event.slug for event, _ in found}) < len(found):
        raise Problem(400, ["Selecting two check-in lists from the same event is unsupported."])
    return found


def _moment(call: Call, fields: dict[str, Any]) -> datetime:
    """The moment of a scan on the older address, where a wrong one is told as a bare list."""
    try:
        return moment_in(fields, call.state.clock.now())
    except Problem as problem:
        body = problem.reply.body
        assert isinstance(body, dict)  # noqa: S101 - what `moment_in` raises
        raise Problem(400, body["datetime"]) from problem


def _unforceable(state: State) -> frozenset[str]:
    return _EVENTYAY_UNFORCEABLE if state.flavour == "eventyay" else frozenset()


def _answer(call: Call, verdict: Verdict) -> Reply:
    if verdict.position is None:
        unknown: dict[str, Any] = {
            "detail": "Not found.",
            "status": "error",
            "reason": "invalid",
            "reason_explanation": None,
            "require_attention": False,
            "checkin_texts": [],
            "list": small_list_document(verdict.event, verdict.list),
        }
        return Reply(status=404, body=unknown)
    about = _about(call, verdict)
    if not verdict.reason:
        return Reply(status=201, body={"status": "ok", **about})
    if verdict.reason == "incomplete":
        questions = [question_document(one) for one in verdict.questions]
        return Reply(status=400, body={"status": "incomplete", **about, "questions": questions})
    why = {"reason": verdict.reason, "reason_explanation": verdict.explanation}
    return Reply(status=400, body={"status": "error", **why, **about})


def _eventyay_legacy(call: Call, verdict: Verdict) -> Reply:
    """Answer as pretix did years ago, and eventyay still does."""
    if verdict.position is None or verdict.reason == "revoked":
        return Reply(status=404, body={"detail": "Not found."})
    reply = _answer(call, verdict)
    assert isinstance(reply.body, dict)  # noqa: S101 - an object, whatever came of it
    newer = {"list", "reason_explanation"}
    body = {name: value for name, value in reply.body.items() if name not in newer}
    return Reply(status=reply.status, body=body)


def _about(call: Call, verdict: Verdict) -> dict[str, Any]:
    """Whose ticket it is, and what must be told of it."""
    position = verdict.position
    assert position is not None  # noqa: S101 - asked before
    order = call.state.order_of(position)
    texts = (
        {}
        if call.state.flavour == "eventyay"
        else {"checkin_texts": texts_for(verdict.event, order, position)}
    )
    return texts | {
        "require_attention": needs_attention(verdict.event, order, position),
        "position": listed_document(call, position, verdict.check_ins),
        "list": small_list_document(verdict.event, verdict.list),
    }


def endpoints(state: State) -> tuple[Endpoint, ...]:
    """The routes, as this flavour has them."""
    older = Endpoint(
        method="POST",
        path=EVENT + "checkinlists/{list}/positions/{key:path}/redeem/",
        name="checkinlistpos-redeem",
        answer=by_code_or_id,
        rights=_RIGHTS,
    )
    if state.flavour == "eventyay":
        path, name, answer = "checkin/redeem/", "checkin.redeem", by_code_at_eventyay
    else:
        path, name, answer = "checkinrpc/redeem/", "checkinrpc.redeem", by_code
    return (older, Endpoint(method="POST", path=ORGANIZER + path, name=name, answer=answer))
