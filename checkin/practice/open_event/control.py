"""Routes under ``/practice/``: what a trainer sees and switches. They never misbehave themselves."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any, Final

from checkin.practice.faults import Fault, FaultKind, Faults
from checkin.practice.open_event.calls import Call, Endpoint, Reply, plain
from checkin.practice.open_event.problems import PlainProblem
from checkin.practice.open_event.programme import PRACTICE_ACCOUNT, PRACTICE_PASSWORD

PREFIX: Final = "/practice"


def endpoints(faults: Faults) -> tuple[Endpoint, ...]:
    """The routes; open to everybody, since the server listens on this computer only."""

    def shown(_call: Call) -> Reply:
        return plain([asdict(fault) for fault in faults.active()])

    def replaced(call: Call) -> Reply:
        try:
            faults.replace_all([_fault(one) for one in call.json()])
        except (TypeError, ValueError) as error:
            raise PlainProblem(400, str(error)) from error
        return shown(call)

    def cleared(call: Call) -> Reply:
        faults.clear()
        return shown(call)

    answers = (
        ("GET", "", _overview),
        ("GET", "/faults", shown),
        ("PUT", "/faults", replaced),
        ("DELETE", "/faults", cleared),
        ("POST", "/expire-tokens", _expire_tokens),
        ("POST", "/demote", _demote),
        ("POST", "/clock", _set_clock),
        ("POST", "/restart", _restart),
        ("GET", "/check-ins", _check_ins),
        ("GET", "/codes/{event:int}", _codes),
    )
    return tuple(
        Endpoint(method=method, path=PREFIX + path, answer=answer, is_open=True, is_strict=False)
        for method, path, answer in answers
    )


def _fault(one: dict[str, Any]) -> Fault:
    return Fault(**{**one, "kind": FaultKind(one["kind"])})


def _overview(call: Call) -> Reply:
    platform = call.platform
    return plain(
        {
            "account": PRACTICE_ACCOUNT,
            "password": PRACTICE_PASSWORD,
            "now": platform.clock.now().isoformat(),
            "process_started": platform.process_started.isoformat(),
            "events": {event.id: event.name for event in platform.events.values()},
            "check_ins": len(platform.check_ins()),
        }
    )


def _expire_tokens(call: Call) -> Reply:
    call.platform.accounts.expire_tokens()
    return _overview(call)


def _demote(call: Call) -> Reply:
    body = call.object()
    try:
        call.platform.accounts.demote(body.get("email", PRACTICE_ACCOUNT), body.get("role", "registrar"))
    except KeyError as error:
        raise PlainProblem(404, "There is no such account.") from error
    return _overview(call)


def _set_clock(call: Call) -> Reply:
    try:
        call.platform.clock.offset = timedelta(seconds=float(call.object()["seconds"]))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise PlainProblem(400, "Say how many seconds the clock is ahead.") from error
    return _overview(call)


def _restart(call: Call) -> Reply:
    call.platform.restart()
    return _overview(call)


def _check_ins(call: Call) -> Reply:
    rows = [asdict(row) for row in call.platform.check_ins()]
    for row in rows:
        for name in ("created_at", "received_at", "check_in_out_at"):
            row[name] = row[name].isoformat() if row[name] else None
    return plain(rows)


def _codes(call: Call) -> Reply:
    platform = call.platform
    by_status = platform.attendees_by_status(call.parts["event"])
    return plain(
        {status: [platform.attendee_code(row.id) for row in rows] for status, rows in by_status.items()}
    )
