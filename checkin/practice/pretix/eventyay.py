"""The same platform as eventyay speaks of it: items are products, and what is new in pretix is missing."""

from typing import Any, Final

_TO_EVENTYAY: Final = {"item": "product", "items": "products"}
_FROM_EVENTYAY: Final = {"product": "item", "products": "items"}
_NEWER_IN_POSITIONS: Final = frozenset(
    [
        "print_logs",
        "discount",
        "tax_code",
        "voucher_budget_use",
        "plugin_data",
        "valid_from",
        "valid_until",
        "blocked",
        "order__valid_if_pending",
        "order__require_approval",
        "order__locale",
    ]
)
_NEWER_IN_CHECK_INS: Final = frozenset({"gate", "device", "device_id"})
_NEWER_IN_LISTS: Final = frozenset({"addon_match", "ignore_in_statistics", "consider_tickets_used"})
_OWN_OF_LISTS: Final[dict[str, Any]] = {
    "auto_checkin_sales_channels": [],
    "allow_exit": True,
    "limit_one_checkin_per_day": False,
    "limit_one_checkin_per_gate": False,
}


def told(body: Any) -> Any:
    """What eventyay says where pretix says `body`."""
    if isinstance(body, list):
        return [told(one) for one in body]
    if not isinstance(body, dict):
        return body
    if "rules" in body:
        own = {name: told(value) for name, value in body.items() if name not in _NEWER_IN_LISTS | {"rules"}}
        return own | _OWN_OF_LISTS | {"rules": body["rules"]}
    missing: frozenset[str] = frozenset()
    if "auto_checked_in" in body:
        missing = _NEWER_IN_CHECK_INS
    elif "positionid" in body and "secret" in body and "addon_to" in body:
        missing = _NEWER_IN_POSITIONS
        body = {**body, "job_title": None}
    return {_TO_EVENTYAY.get(name, name): told(value) for name, value in body.items() if name not in missing}


def understood(body: Any) -> Any:
    """What pretix would be told where eventyay is told `body`."""
    if isinstance(body, list):
        return [understood(one) for one in body]
    if not isinstance(body, dict):
        return body
    return {_FROM_EVENTYAY.get(name, name): understood(value) for name, value in body.items()}
