"""What the organiser does meanwhile, over the same API: devices, cancelled and blocked tickets, quotas."""

from collections.abc import Callable
from typing import Any

from checkin.practice.pretix.calls import Call, Endpoint
from checkin.practice.pretix.catalogue import EVENT, ORGANIZER
from checkin.practice.pretix.catalogue_documents import quota_document
from checkin.practice.pretix.documents import order_document, position_document
from checkin.practice.pretix.order_routes import order_in, position_in
from checkin.practice.pretix.replies import Reply, forbidden, invalid, missing
from checkin.practice.pretix.rows import DeviceRow, OrderRow, PositionRow, Right
from checkin.practice.pretix.state import State, as_text, new_device


def create_device(call: Call) -> Reply:
    """A new device with a one-time token."""
    fields = call.fields()
    device = new_device(call.state, fields.get("name", ""), fields.get("security_profile", "full"))
    return Reply(status=201, body=_device_document(device))


def _device_document(device: DeviceRow) -> dict[str, Any]:
    told = ("hardware_brand", "hardware_model", "os_name", "os_version", "software_brand", "software_version")
    return {
        "device_id": device.id,
        "unique_serial": device.serial,
        "initialization_token": device.token,
        "all_events": True,
        "limit_events": [],
        "revoked": device.revoked,
        "name": device.name,
        "created": as_text(device.created),
        "initialized": None,
        "security_profile": device.profile,
        **{name: device.told.get(name) for name in told},
    }


def patch_order(call: Call) -> Reply:
    """Change the comment of an order; it counts as changed even when nothing is."""
    order = order_in(call)
    order.comment = call.fields().get("comment", order.comment)
    return _changed(call, order)


def delete_order(call: Call) -> Reply:
    """Forget an order of the test mode.

    Raises:
        Problem: it is a real one.
    """
    order = order_in(call)
    if not order.testmode:
        raise forbidden("Only test mode orders can be deleted.")
    call.state.remove(order)
    return Reply(status=204, type="")


def cancel(call: Call) -> Reply:
    """Cancel an order; signed codes are revoked."""
    order = order_in(call)
    cancel_order(call.state, order)
    return _changed(call, order)


def cancel_order(state: State, order: OrderRow) -> None:
    """Cancel an order; signed codes are revoked."""
    order.status, order.cancelled, order.paid = "c", state.clock.now(), None
    state.touch(order)
    if state.codes.revokes:
        for position in order.positions:
            state.revoke(position)


def mark_paid(call: Call) -> Reply:
    """Take the money."""
    order = order_in(call)
    order.status, order.paid = "p", call.state.clock.now()
    return _changed(call, order)


def _changed(call: Call, order: OrderRow) -> Reply:
    call.state.touch(order)
    return Reply(body=order_document(call, order))


def block(call: Call) -> Reply:
    """Forbid a ticket.

    Raises:
        Problem: the name is not one the API may give.
    """
    position = position_in(call)
    name = str(call.fields().get("name", ""))
    if not name.startswith(("admin", "api:")):
        raise invalid(name='Only block names starting with "api:" can be used.')
    call.state.set_blocks(position, [*position.blocked, name])
    return Reply(body=position_document(call, position))


def unblock(call: Call) -> Reply:
    """Allow a ticket again.

    Raises:
        Problem: it has no such block.
    """
    position = position_in(call)
    name = str(call.fields().get("name", ""))
    if name not in position.blocked:
        raise invalid(name="This ticket is not blocked by this name.")
    call.state.set_blocks(position, [one for one in position.blocked if one != name])
    return Reply(body=position_document(call, position))


def regenerate(call: Call) -> Reply:
    """Give a ticket another code."""
    position = position_in(call)
    secret = new_code(call.state, position)
    call.state.give_secret(position, secret)
    return Reply(body=position_document(call, position))


def new_code(state: State, position: PositionRow) -> str:
    """A new code that says what a position's ought to say."""
    return state.codes.make(
        state.order_of(position).event,
        position.item,
        position.variation,
        position.valid_from,
        position.valid_until,
    )


def patch_quota(call: Call) -> Reply:
    """Change how many there are.

    Raises:
        Problem: there is no such quota.
    """
    number = str(call.parts["quota"])
    quota = next((one for one in call.event.quotas if str(one.id) == number), None)
    if quota is None:
        raise missing("Quota")
    quota.size = call.fields().get("size", quota.size)
    return Reply(body=quota_document(quota, None))


def endpoints(state: State) -> tuple[Endpoint, ...]:  # noqa: ARG001 - every flavour has them
    """The routes."""
    order, position = "orders/{code}/", "orderpositions/{position}/"
    return (
        Endpoint(
            method="POST",
            path=ORGANIZER + "devices/",
            name="device-list",
            answer=create_device,
            rights=(Right.ORGANISE,),
        ),
        _changing("PATCH", order, "order-detail", patch_order),
        _changing("DELETE", order, "order-detail", delete_order),
        _changing("POST", order + "mark_canceled/", "order-mark-canceled", cancel),
        _changing("POST", order + "mark_paid/", "order-mark-paid", mark_paid),
        _changing("POST", position + "add_block/", "orderposition-add-block", block),
        _changing("POST", position + "remove_block/", "orderposition-remove-block", unblock),
        _changing("POST", position + "regenerate_secrets/", "orderposition-regenerate", regenerate),
        _changing("PATCH", "quotas/{quota}/", "quota-detail", patch_quota),
    )


def _changing(method: str, path: str, name: str, answer: Callable[[Call], Reply]) -> Endpoint:
    return Endpoint(
        method=method, path=EVENT + path, name=name, answer=answer, rights=(Right.SELL, Right.ORGANISE)
    )
