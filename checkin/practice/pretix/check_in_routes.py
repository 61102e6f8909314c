"""Check-ins taken back, and refusals at doors that were offline."""

from datetime import timedelta
from typing import Any, Final

from checkin.practice.pretix.calls import REQUIRED, Call, Endpoint, moment_in
from checkin.practice.pretix.catalogue import EVENT, ORGANIZER
from checkin.practice.pretix.redeem_routes import lists_in
from checkin.practice.pretix.replies import Problem, Reply, invalid
from checkin.practice.pretix.rows import CheckInRow, Right
from checkin.practice.pretix.scans import ENTRY
from checkin.practice.pretix.sent import fault_of_choice, fault_of_text
from checkin.practice.pretix.state import State, as_text

_TIME_TO_ANNUL: Final = timedelta(minutes=15)
_REASONS: Final = frozenset(
    [
        "canceled",
        "invalid",
        "unpaid",
        "product",
        "rules",
        "revoked",
        "incomplete",
        "already_redeemed",
        "ambiguous",
        "error",
        "blocked",
        "unapproved",
        "invalid_time",
        "annulled",
    ]
)


def annul(call: Call) -> Reply:
    """Take a check-in back, by its nonce and by the device that made it.

    Raises:
        Problem: there is none, or it is taken back already, or it is older than a quarter of an hour.
    """
    fields = call.fields()
    lacking = {name: REQUIRED for name in ("lists", "nonce") if fields.get(name) is None}
    nonce = fault_of_text(fields.get("nonce"))
    if lacking or nonce:
        raise invalid(**({"nonce": nonce} if nonce else {}), **lacking)
    ids = {row.id for _, row in lists_in(call, fields)}
    now = moment_in(fields, call.state.clock.now())
    row = _newest(call, ids, fields["nonce"])
    if not row.successful:
        raise Problem(400, ["Cannot annul an unsuccessful checkin"])
    if now - row.at > _TIME_TO_ANNUL:
        raise invalid(non_field_errors="Annulment is not allowed more than 15 minutes after check-in")
    row.successful, row.reason = False, "annulled"
    row.explanation = fields.get("error_explanation")
    position = call.state.positions[row.position or 0]
    call.state.touch(call.state.order_of(position))
    return Reply(body={"status": "ok"})


def _newest(call: Call, lists: set[int], nonce: str) -> CheckInRow:
    rows = [
        row
        for row in call.state.check_ins
        if row.nonce == nonce and row.list in lists and row.device == call.device_id
    ]
    if not rows:
        raise Problem(404, {"detail": "No check-in found based on nonce"})
    good = [row for row in rows if row.successful]
    return (good or rows)[-1]


def failed(call: Call) -> Reply:
    """Keep a refusal made offline; a second one with the same nonce is the first one.

    Raises:
        Problem: the reason is none that pretix knows, or the code cannot be kept.
    """
    fields = call.fields()
    reason = fields.get("error_reason")
    barcode = fields.get("raw_barcode")
    wrong = {
        "error_reason": REQUIRED if reason is None else fault_of_choice(reason, _REASONS),
        "raw_barcode": REQUIRED if barcode is None else fault_of_text(barcode),
        "nonce": fault_of_text(fields.get("nonce")),
    }
    if any(wrong.values()):
        raise invalid(**{name: told for name, told in wrong.items() if told})
    document = _failed_document(call, fields)
    nonce = fields.get("nonce")
    known = any(nonce and row.nonce == nonce for row in call.state.check_ins)
    if not known:
        found = call.state.position_saying(fields.get("raw_barcode") or "")
        if document["position"] is None and found is not None:
            # As observed: only the first answer names whom the server found.
            document["position"] = found.id
        _keep(call, fields, document["position"])
    return Reply(status=201, body=document)


def _failed_document(call: Call, fields: dict[str, Any]) -> dict[str, Any]:
    position = fields.get("position")
    if position is not None and position not in call.state.positions:
        raise invalid(position=f'Invalid pk "{position}" - object does not exist.')
    return {
        "error_reason": fields["error_reason"],
        "error_explanation": fields.get("error_explanation"),
        "raw_barcode": fields.get("raw_barcode"),
        "raw_item": None,
        "raw_variation": None,
        "raw_subevent": None,
        "raw_source_type": fields.get("raw_source_type", "barcode"),
        "nonce": fields.get("nonce"),
        "datetime": as_text(moment_in(fields, call.state.clock.now())),
        "type": fields.get("type", ENTRY),
        "position": position,
    }


def _keep(call: Call, fields: dict[str, Any], position: int | None) -> None:
    now = call.state.clock.now()
    call.state.note(
        CheckInRow(
            id=call.state.next_id("check-in"),
            list=call.check_in_list.id,
            position=position,
            type=fields.get("type", ENTRY),
            at=moment_in(fields, now),
            created=now,
            device=call.device_id,
            nonce=fields.get("nonce"),
            successful=False,
            reason=fields["error_reason"],
            explanation=fields.get("error_explanation"),
        )
    )


def endpoints(state: State) -> tuple[Endpoint, ...]:
    """The routes; eventyay has none of them."""
    if state.flavour == "eventyay":
        return ()
    return (
        Endpoint(method="POST", path=ORGANIZER + "checkinrpc/annul/", name="checkinrpc.annul", answer=annul),
        Endpoint(
            method="POST",
            path=EVENT + "checkinlists/{list}/failed_checkins/",
            name="checkinlist-failed_checkins",
            answer=failed,
            rights=(Right.CHECK_IN, Right.ORGANISE),
        ),
    )
