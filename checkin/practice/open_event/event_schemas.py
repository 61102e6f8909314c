"""How events, tickets, orders and attendees look from outside.

Which attributes exist, and which of them are always null here, is as observed on Open Event 1.19.
"""

from operator import attrgetter
from typing import Final

from checkin.practice.open_event.schemas import Reader, Relation, Schema, constants, follow, links, own

_EVENT_NULL = """after_order_message bank_details cheque_details code_of_conduct deleted_at document_links
    external_event_url has_owner_info ical_url icon_image_url invoice_details is_map_shown
    is_oneclick_signup_enabled large_image_url latitude logo_url longitude onsite_details original_image_url
    owner_description paypal_email pentabarf_url public_stream_link refund_policy schedule_published_on
    searchable_location_name thumbnail_image_url ticket_url xcal_url"""
_EVENT_FALSE = """can_pay_by_alipay can_pay_by_bank can_pay_by_cheque can_pay_by_invoice can_pay_by_omise
    can_pay_by_paypal can_pay_by_paytm can_pay_by_stripe is_announced is_billing_info_mandatory is_cfs_enabled
    is_chat_enabled is_demoted is_document_enabled is_donation_enabled is_featured is_promoted
    is_sponsors_enabled is_stripe_linked is_tax_enabled is_videoroom_enabled online show_remaining_tickets
    stream_autoplay stream_loop"""
_EVENT_OWN = """identifier name timezone starts_at ends_at created_at location_name owner_name description
    state
    is_ticket_form_enabled"""
_EVENT_SALES = """completed_order_sales completed_order_tickets pending_order_sales pending_order_tickets
    placed_order_sales placed_order_tickets"""
_EVENT_PUBLIC_RELATIONS = """badge-forms custom-forms event-copyright event-sub-topic event-topic event-type
    exhibitors faq-types faqs feedbacks general-statistics group microlocations order-statistics owner
    session-types sessions social-links speaker-invites speakers speakers-call sponsors tags tax ticket-tags
    tickets tracks"""
_EVENT_STAFF_RELATIONS = "access-codes attendees discount-codes event-invoices orders role-invites"


def _event_users(names: str) -> dict[str, Relation]:
    return {
        name: Relation(own=f"/v1/events/{{row.id}}/relationships/{name}", related="/v1/users")
        for name in names.split()
    }


_EVENT_ODD: Final = {
    "session-favourites": Relation(related="/v1/events/{row.id}/user-favourite-sessions"),
    "station": Relation(
        own="/v1/events/{row.id}/relationships/station", related="/v1/events/{row.id}/stations"
    ),
    "stripe-authorization": Relation(
        own="/v1/stripe-authorizations/{row.id}/relationships/event",
        related="/v1/events/{row.id}/stripe-authorization",
    ),
    "video-stream": Relation(
        own="/v1/video-streams/{row.id}/relationships/event", related="/v1/events/{row.id}/video-stream"
    ),
    **_event_users("coorganizers organizers"),
}

EVENT_PUBLIC: Final = Schema(
    type="event",
    name="EventSchemaPublic",
    link="/v1/events/{row.id}",
    attributes={
        **constants(None, _EVENT_NULL),
        **constants(value=False, names=_EVENT_FALSE),
        **constants(value=True, names="can_pay_onsite is_badges_enabled is_sessions_speakers_enabled"),
        **constants("DE", "payment_country"),
        **constants("EUR", "payment_currency"),
        **constants("public", "privacy"),
        **own(_EVENT_OWN),
        "chat_room_name": lambda row: f"{row.name.replace(' ', '-')}-{row.identifier}",
    },
    relations={**links("events", _EVENT_PUBLIC_RELATIONS), **_EVENT_ODD},
)
EVENT: Final = Schema(
    type="event",
    name="EventSchema",
    link="/v1/events/{row.id}",
    attributes={**EVENT_PUBLIC.attributes, **constants(None, _EVENT_SALES)},
    relations={
        **EVENT_PUBLIC.relations,
        **links("events", _EVENT_STAFF_RELATIONS),
        **_event_users("moderators registrars track-organizers"),
        "roles": Relation(
            own="/v1/events/{row.id}/relationships/roles", related="/v1/events/{row.id}/users-events-roles"
        ),
    },
)

_ATTENDEE_NULL = """accept_receive_emails accept_share_details accept_video_recording address age_group
    billing_address birth_date blog city facebook fluent_language gender github home_address home_wiki
    instagram
    linkedin native_language pdf_url phone shipping_address state tag_id tax_business_info twitter website
    wiki_scholarship work_address work_phone"""
_ATTENDEE_FALSE = """is_access_code_applied is_consent_form_field is_consent_form_field_email
    is_consent_form_field_photo is_discount_applied"""
_ATTENDEE_OWN = """firstname lastname email company job_title country identifier deleted_at
    complex_field_values
    is_checked_in checkin_times device_name_checkin is_checked_out checkout_times is_registered register_times
    attendee_notes is_badge_printed badge_printed_at"""


def _other(name: str, default: object) -> Reader:
    return lambda row: row.other.get(name, default)


ATTENDEE: Final = Schema(
    type="attendee",
    name="AttendeeSchema",
    link="/v1/attendees/{row.id}",
    attributes={
        **{name: _other(name, None) for name in _ATTENDEE_NULL.split()},
        **{name: _other(name, default=False) for name in _ATTENDEE_FALSE.split()},
        "is_consent_of_refund_policy": _other("is_consent_of_refund_policy", default=True),
        **own(_ATTENDEE_OWN),
        "ticket_id": lambda row: str(row.ticket_id),
    },
    columns={"ticket_id": attrgetter("ticket_id")},
    relations={
        "order": Relation(
            own="/v1/attendees/{row.id}/relationships/order",
            related="/v1/attendees/{row.id}/order",
            type="order",
            follow=follow("orders", "order_id"),
        ),
        "user": Relation(
            own="/v1/attendees/{row.id}/relationships/user", related="/v1/attendees/{row.id}/user"
        ),
        "ticket": Relation(
            own="/v1/attendees/{row.id}/relationships/ticket",
            related="/v1/attendees/{row.id}/ticket",
            type="ticket",
            follow=follow("tickets", "ticket_id"),
        ),
        "tag": Relation(
            own="/v1/attendees/{row.id}/relationships/tag", related="/v1/attendees/{row.id}/tags"
        ),
        "event": Relation(
            own="/v1/attendees/{row.id}/relationships/event",
            related="/v1/attendees/{row.id}/event",
            type="event",
            follow=follow("events", "event_id"),
        ),
    },
)

_ORDER = "/v1/orders/{row.identifier}"
ORDER: Final = Schema(
    type="order",
    name="OrderSchema",
    link=_ORDER,
    attributes={
        **constants(
            None,
            """address brand cancel_note city company country discount_code_id exp_month exp_year last4
                order_notes paid_via state tax_business_info transaction_id zipcode""",
        ),
        **constants(value=False, names="is_billing_enabled"),
        **own("identifier status created_at amount payment_mode completed_at tickets_pdf_url"),
    },
    relations={
        "tickets": Relation(own=f"{_ORDER}/relationships/ticket", related=f"{_ORDER}/tickets"),
        "discount-code": Relation(own=f"{_ORDER}/relationships/discount-code"),
        "user": Relation(own=f"{_ORDER}/relationships/user", related="/v1/users/{row.user_id}"),
        "event": Relation(
            own=f"{_ORDER}/relationships/event",
            related="/v1/events/{row.event_id}",
            type="event",
            follow=follow("events", "event_id"),
        ),
        "event-invoice": Relation(
            own=f"{_ORDER}/relationships/event-invoice/", related="/v1/event-invoices/{row.id}"
        ),
        "marketer": Relation(own=f"{_ORDER}/relationships/marketer"),
        "attendees": Relation(
            own=f"{_ORDER}/relationships/attendee",
            related=f"{_ORDER}/attendees",
            type="attendee",
            follow=lambda platform, row: platform.attendees.of_order(row.id),
        ),
    },
)

TICKET: Final = Schema(
    type="ticket",
    name="TicketSchemaPublic",
    link="/v1/tickets/{row.id}",
    attributes={
        **constants(None, "deleted_at description"),
        **constants(value=False, names="is_fee_absorbed is_hidden"),
        **constants(value=True, names="is_description_visible"),
        **constants(0.0, "max_price min_price"),
        **constants(1, "min_order"),
        **constants(20, "max_order"),
        **own(
            """name price quantity position sales_starts_at sales_ends_at badge_id form_id
            is_checkin_restricted
            auto_checkin_enabled"""
        ),
        "type": lambda row: "paid" if row.price else "free",
    },
    relations={
        **links("tickets", "ticket-tags discount-codes access-codes"),
        "event": Relation(
            own="/v1/tickets/{row.id}/relationships/event",
            related="/v1/tickets/{row.id}/event",
            type="event",
            follow=follow("events", "event_id"),
        ),
        "attendees": Relation(own="/v1/tickets/{row.id}/relationships/attendees"),
    },
)
