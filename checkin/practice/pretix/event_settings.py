"""What a device may know of an event's settings."""

from typing import Any, Final

from checkin.practice.pretix.rows import EventRow

_OFF: Final = (
    "show_quota_left",
    "attendee_names_required",
    "attendee_emails_required",
    "attendee_addresses_asked",
    "attendee_addresses_required",
    "attendee_company_required",
    "ticket_download_addons",
    "ticket_download_pending",
    "invoice_address_required",
    "invoice_address_vatid",
    "invoice_address_company_required",
    "invoice_address_beneficiary",
    "invoice_name_required",
    "invoice_address_not_asked_free",
    "order_phone_asked",
    "order_phone_required",
    "reusable_media_type_barcode",
    "reusable_media_type_nfc_uid",
    "reusable_media_type_nfc_mf0aes",
    "reusable_media_type_nfc_mf0aes_random_uid",
    "reusable_media_usage_enforced",
)
_ON: Final = (
    "show_dates_on_frontpage",
    "attendee_names_asked",
    "attendee_emails_asked",
    "attendee_company_asked",
    "ticket_download",
    "ticket_download_nonadm",
    "invoice_address_asked",
)
_FROM: Final = ("from", "from_name", "from_zipcode", "from_city", "from_state", "from_country", "from_tax_id")


def settings_document(event: EventRow) -> dict[str, Any]:
    """The settings; name schemes and what is asked of attendees are among them."""
    return {
        **dict.fromkeys(_OFF, False),
        **dict.fromkeys(_ON, True),
        **{f"invoice_address_{name}": "" for name in (*_FROM, "from_vat_id")},
        "locales": ["en", "de"],
        "locale": "en",
        "last_order_modification_date": None,
        "max_items_per_order": 10,
        "invoice_address_vatid_required_countries": ["IT", "GR"],
        "invoice_address_custom_field": {"en": ""},
        "invoice_address_custom_field_helptext": {"en": ""},
        "name_scheme": event.scheme,
        "system_question_order": {},
        "tax_rule_payment": "default",
        "tax_rule_cancellation": "none",
        "_name_scheme_fields": [
            {"key": "given_name", "label": "Given name", "weight": 1},
            {"key": "family_name", "label": "Family name", "weight": 1},
        ],
        "_name_scheme_salutations": [{"key": key, "label": key} for key in ("Ms", "Mr", "Mx")],
        "_name_scheme_titles": [],
    }
