"""Events, items, questions and lists as JSON."""

from collections.abc import Iterable
from typing import Any, Final

from checkin.practice.pretix.rows import EventRow, ItemRow, ListRow, QuestionRow, QuotaRow, VariationRow
from checkin.practice.pretix.state import State, as_text, pending_or_paid

Document = dict[str, Any]

# What a shop of its size leaves as it is.
_SALE: Final[Document] = {
    "active": True,
    "all_sales_channels": True,
    "limit_sales_channels": [],
    "sales_channels": ["web"],
    "available_from": None,
    "available_from_mode": "hide",
    "available_until": None,
    "available_until_mode": "hide",
    "hide_without_voucher": False,
    "original_price": None,
    "free_price_suggestion": None,
    "require_approval": False,
    "require_membership": False,
    "require_membership_types": [],
    "require_membership_hidden": False,
    "description": None,
    "meta_data": {},
}
_NOTHING_OF_AN_ITEM: Final = (
    "internal_name tax_rule picture min_per_order max_per_order generate_tickets show_quota_left"
    " hidden_if_available hidden_if_item_available grant_membership_type validity_mode validity_fixed_from"
    " validity_fixed_until validity_dynamic_duration_minutes validity_dynamic_duration_hours"
    " validity_dynamic_duration_days validity_dynamic_duration_months"
    " validity_dynamic_start_choice_day_limit media_policy media_type"
)
_OF_AN_ITEM: Final[Document] = {
    **_SALE,
    **dict.fromkeys(_NOTHING_OF_AN_ITEM.split()),
    "free_price": False,
    "tax_rate": "0.00",
    "position": 0,
    "require_voucher": False,
    "allow_cancel": True,
    "require_bundling": False,
    "bundles": [],
    "program_times": [],
    "hidden_if_item_available_mode": "hide",
    "allow_waitinglist": True,
    "issue_giftcard": False,
    "grant_membership_duration_like_event": True,
    "grant_membership_duration_days": 0,
    "grant_membership_duration_months": 0,
    "validity_dynamic_start_choice": False,
}
_NOTHING_OF_A_QUESTION: Final = (
    "dependency_question dependency_value help_text valid_number_min valid_number_max valid_date_min"
    " valid_date_max valid_datetime_min valid_datetime_max valid_string_length_max valid_string_length_min"
)


def event_document(state: State, event: EventRow, base: str, *, whole: bool = False) -> Document:
    """An event; the whole of it has the keys its tickets are signed with."""
    kept: Document = {"valid_keys": {"pretix_sig1": state.codes.keys(event.slug)}} if whole else {}
    return kept | {
        "name": event.names,
        "slug": event.slug,
        "live": True,
        "testmode": False,
        "currency": "EUR",
        "date_from": as_text(event.starts),
        "date_to": as_text(event.ends),
        "date_admission": as_text(event.admission),
        "is_public": False,
        "presale_start": None,
        "presale_end": None,
        "location": {"en": event.place},
        "geo_lat": None,
        "geo_lon": None,
        "has_subevents": False,
        "meta_data": {},
        "seating_plan": None,
        "plugins": [
            "pretix.plugins.badges",
            "pretix.plugins.manualpayment",
            "pretix.plugins.ticketoutputpdf",
        ],
        "seat_category_mapping": {},
        "timezone": event.timezone,
        "item_meta_properties": {},
        "all_sales_channels": True,
        "limit_sales_channels": [],
        "public_url": f"{base}/{state.organizer}/{event.slug}/",
        "sales_channels": ["web"],
    }


def item_document(item: ItemRow) -> Document:
    """An item with its variations."""
    addon = {"min_count": 0, "max_count": 3, "position": 0, "price_included": True, "multi_allowed": True}
    return _OF_AN_ITEM | {
        "id": item.id,
        "category": item.category,
        "name": item.names,
        "default_price": f"{item.price:.2f}",
        "admission": item.admission,
        "personalized": item.admission,
        "checkin_attention": item.attention,
        "checkin_text": item.text,
        "has_variations": bool(item.variations),
        "variations": [variation_document(one, place) for place, one in enumerate(item.variations)],
        "addons": [{"addon_category": 1, **addon}] if item.admission and item.variations else [],
    }


def variation_document(variation: VariationRow, place: int = 0) -> Document:
    """A sort of an item."""
    return _SALE | {
        "id": variation.id,
        "value": {"en": variation.name},
        "position": place,
        "default_price": f"{variation.price:.2f}",
        "price": f"{variation.price:.2f}",
        "checkin_attention": variation.attention,
        "checkin_text": variation.text,
    }


def category_document() -> Document:
    """The only category: what is sold on top of a ticket."""
    return {
        "id": 1,
        "name": {"en": "Workshops"},
        "internal_name": None,
        "description": {"en": ""},
        "position": 0,
        "is_addon": True,
        "cross_selling_mode": None,
        "cross_selling_condition": None,
        "cross_selling_match_products": [],
    }


def question_document(question: QuestionRow, place: int = 0) -> Document:
    """A question with what can be chosen."""
    return dict.fromkeys(_NOTHING_OF_A_QUESTION.split()) | {
        "id": question.id,
        "question": {"en": question.text},
        "type": question.type,
        "required": question.required,
        "items": list(question.items),
        "options": [
            {"id": one.id, "identifier": one.identifier, "answer": {"en": one.answer}, "position": number}
            for number, one in enumerate(question.options)
        ],
        "position": place,
        "ask_during_checkin": question.at_check_in,
        "show_during_checkin": question.shown,
        "identifier": question.identifier,
        "dependency_values": [],
        "hidden": False,
        "print_on_invoice": False,
        "valid_file_portrait": False,
    }


def quota_document(quota: QuotaRow, left: int | None, *, availability: bool = False) -> Document:
    """A quota; `left` is how many more can be sold, None for any number."""
    known = {"available": left is None or left > 0, "available_number": left} if availability else {}
    return known | {
        "id": quota.id,
        "name": quota.name,
        "size": quota.size,
        "items": list(quota.items),
        "variations": list(quota.variations),
        "subevent": None,
        "closed": False,
        "close_when_sold_out": False,
        "release_after_exit": False,
        "ignore_for_event_availability": False,
    }


def list_document(state: State, event: EventRow, row: ListRow) -> Document:
    """A check-in list with how many are on it and how many came."""
    listed = set(positions_on(state, event, row))
    return {
        "id": row.id,
        "name": row.name,
        "all_products": row.products is None,
        "limit_products": list(row.products or ()),
        "subevent": None,
        "checkin_count": len(listed & state.check_ins.entries(row).keys()),
        "position_count": len(listed),
        "include_pending": row.include_pending,
        "allow_multiple_entries": row.several_entries,
        "allow_entry_after_exit": row.after_exit,
        "rules": row.rules,
        "exit_all_at": None,
        "addon_match": row.addon_match,
        "ignore_in_statistics": False,
        "consider_tickets_used": True,
    }


def small_list_document(event: EventRow, row: ListRow) -> Document:
    """A check-in list as answers to a scan name it."""
    return {
        "id": row.id,
        "name": row.name,
        "event": event.slug,
        "subevent": None,
        "include_pending": row.include_pending,
    }


def status_document(state: State, event: EventRow, row: ListRow) -> Document:
    """How many of a list came, by item and variation."""
    listed = positions_on(state, event, row)
    came = set(state.check_ins.entries(row))
    inside = [
        one
        for one in listed
        if next((x.type for x in state.check_ins.of(state.positions[one], row)), "") == "entry"
    ]

    def count(ids: Iterable[int]) -> Document:
        ids = list(ids)
        return {"checkin_count": len(came.intersection(ids)), "position_count": len(ids)}

    items = []
    for item in (one for one in event.items if row.lists(one.id)):
        mine = [one for one in listed if state.positions[one].item == item.id]
        sorts = [
            {"id": sort.id, "value": sort.name}
            | count(one for one in mine if state.positions[one].variation == sort.id)
            for sort in item.variations
        ]
        known = {"id": item.id, "name": item.names["en"], "admission": item.admission, "variations": sorts}
        items.append(known | count(mine))
    totals = count(listed)
    return totals | {"event": {"name": event.name}, "inside_count": len(inside), "items": items}


def positions_on(state: State, event: EventRow, row: ListRow) -> list[int]:
    """The ids of the good positions on a list."""
    statuses = "pn" if row.include_pending else "p"
    return [
        position.id
        for order in state.orders_of(event)
        if pending_or_paid(order, statuses)
        for position in order.positions
        if not position.cancelled and row.lists(position.item)
    ]
