"""How rooms, badges, sessions, stations, check-ins and users look from outside."""

from dataclasses import asdict
from operator import attrgetter
from typing import Any, Final

from checkin.practice.open_event.event_schemas import ATTENDEE, EVENT, ORDER, TICKET
from checkin.practice.open_event.platform import Platform
from checkin.practice.open_event.schemas import Reader, Relation, Schema, constants, links, own

ROOM: Final = Schema(
    type="microlocation",
    name="MicrolocationSchema",
    link="/v1/microlocations/{row.id}",
    attributes={
        **constants(None, "deleted_at latitude longitude"),
        **constants(value=False, names="hidden_in_scheduler is_chat_enabled is_global_event_room"),
        **own("name room floor position"),
        "chat_room_name": lambda row: f"{row.name.replace(' ', '-')}-{row.id}",
    },
    relations=links("microlocations", "event sessions video-stream"),
)


def badge_fields(row: Any) -> list[dict[str, object]]:
    """The lines of a badge form, keys with underscores, in order of their ids."""
    return [asdict(line) for line in sorted(row.fields, key=lambda line: line.id)]


def _badge_schema(*, with_fields: bool) -> Schema:
    attributes = {
        **own("badge_id badge_size badge_orientation badge_color"),
        **constants(None, "badge_image_url"),
    }
    if with_fields:
        attributes["badge_fields"] = badge_fields
    return Schema(
        type="badge-form",
        name="BadgeFormSchema",
        link="/v1/badge-forms/{row.id}",
        attributes=attributes,
        relations=links("badge-forms", "event"),
        number=True,
    )


BADGE_FORM: Final = _badge_schema(with_fields=True)
BADGE_FORM_ALONE: Final = _badge_schema(with_fields=False)


def _session_link(name: str, kind: str, table: str, key: str) -> Relation:
    base = "/v1/sessions/{row.id}"
    return Relation(
        own=f"{base}/relationships/{name}",
        related=f"{base}/{name}",
        type=kind,
        follow=lambda platform, row: getattr(platform, table).get(getattr(row, key)),
    )


def _speakers(platform: Platform, row: Any) -> list[Any]:
    return [platform.speakers[number] for number in row.speaker_ids]


def _has_role(role: str) -> Reader:
    return lambda row: role in row.roles.values()


_FAVOURITES: Final = Relation(
    own="/v1/sessions/{row.id}/relationships/favourite-sessions",
    related="/v1/sessions/{row.id}/user-favourite-sessions",
)

SESSION: Final = Schema(
    type="session",
    name="SessionSchema",
    link="/v1/sessions/{row.id}",
    attributes={
        **constants(
            None,
            """audio_url comments complex_field_values deleted_at facebook github gitlab instagram linkedin
            mastodon
            signup_url slides slides_url submitted_at subtitle twitter video_url website""",
        ),
        **constants(0.0, "average_rating"),
        **constants(0, "favourite_count rating_count"),
        **constants(value=False, names="is_locked is_mail_sent"),
        **constants("en", "language"),
        **constants("Beginner", "level"),
        **constants("", "long_abstract"),
        **own("title starts_at ends_at created_at state short_abstract"),
        "last_modified_at": attrgetter("created_at"),
    },
    relations={
        **links("sessions", "creator event exhibitors feedbacks speaker-invites"),
        "favourite": _FAVOURITES,
        "favourites": _FAVOURITES,
        "microlocation": _session_link("microlocation", "microlocation", "rooms", "room_id"),
        "track": _session_link("track", "track", "tracks", "track_id"),
        "session-type": _session_link("session-type", "session-type", "session_types", "type_id"),
        "speakers": Relation(
            own="/v1/sessions/{row.id}/relationships/speakers",
            related="/v1/sessions/{row.id}/speakers",
            type="speaker",
            follow=_speakers,
        ),
    },
)

TRACK: Final = Schema(
    type="track",
    name="TrackSchema",
    link="/v1/tracks/{row.id}",
    attributes={
        **constants(None, "deleted_at description"),
        **constants("#ffffff", "font_color"),
        **own("name position color"),
    },
    relations=links("tracks", "event sessions"),
)

SESSION_TYPE: Final = Schema(
    type="session-type",
    name="SessionTypeSchema",
    link="/v1/session-types/{row.id}",
    attributes={**constants(None, "deleted_at"), **constants("00:30", "length"), **own("name position")},
    relations=links("session-types", "event sessions"),
)

TAG: Final = Schema(
    type="tag",
    name="TagSchema",
    link="/v1/tags/{row.id}",
    attributes={
        **constants(None, "deleted_at"),
        **constants(value=False, names="is_read_only"),
        **own("name color"),
    },
    relations=links("tags", "event"),
)

SPEAKER: Final = Schema(
    type="speaker", name="SpeakerSchema", link="/v1/speakers/{row.id}", attributes=own("name")
)

STATION: Final = Schema(
    type="station",
    name="StationSchema",
    link="/v1/stations/{row.id}",
    attributes={
        **own("station_name station_type room"),
        "microlocation_id": attrgetter("room_id"),
    },
    relations={
        "event": Relation(
            own="/v1/stations/{row.id}/relationships/event",
            related="/v1/events/{row.id}",  # wrong, and so on the real server
            type="event",
            follow=lambda platform, row: platform.events[row.event_id],
        ),
        "microlocation": Relation(
            own="/v1/stations/{row.id}/relationships/microlocation",
            related="/v1/microlocations/{row.room_id}",
            type="microlocation",
            follow=lambda platform, row: platform.rooms.get(row.room_id),
        ),
    },
    absent=frozenset({"microlocation_id", "room"}),
    number=True,
)

CHECK_IN: Final = Schema(
    type="user_check_in",
    name="UserCheckInSchema",
    link="/v1/user-check-in/{row.id}",
    attributes={**constants(value=True, names="success"), **own("message")},
    number=True,
)

PAX: Final = Schema(
    type="station-store-pax",
    name="StationStorePaxSchema",
    link="/v1/station-store-paxs/{row.id}",
    attributes=own("current_pax created_at modified_at"),
    relations={
        "session": Relation(
            own="/v1/station-store-paxs/{row.id}/relationships/session",
            related="/v1/sessions/{row.session_id}",
        ),
        "station": Relation(
            own="/v1/station-store-paxs/{row.id}/relationships/station",
            related="/v1/stations/{row.station_id}",
        ),
    },
    number=True,
)

CUSTOM_FORM: Final = Schema(
    type="custom-form",
    name="CustomFormSchema",
    link="/v1/custom-forms/{row.id}",
    attributes={
        **constants(None, "main_language"),
        **constants(value=False, names="is_public is_allow_edit"),
        **constants(value=True, names="is_included"),
        **constants("attendee", "form"),
        **constants(0, "min"),
        **constants(10, "max"),
        **own("field_identifier name type position form_id is_required is_fixed is_complex"),
        "description": lambda row: f"{row.field_identifier} label",
        "translations": lambda row: [] if row.is_complex else None,
    },
    relations=links("custom-forms", "event"),
    absent=frozenset({"translations"}),
    number=True,
)

USER: Final = Schema(
    type="user",
    name="UserSchema",
    link="/v1/users/{row.id}",
    attributes={
        **constants(
            None,
            """avatar_url billing_additional_info billing_address billing_city billing_contact_name
            billing_country
            billing_phone billing_state billing_tax_info billing_zip_code company contact deleted_at details
            facebook_id facebook_url google_plus_url icon_image_url instagram_url language_prefrence
            original_image_url public_name small_image_url thumbnail_image_url twitter_url""",
        ),
        **constants(
            value=False,
            names="""is_blocked is_marketer is_profile_public is_rocket_chat_registered is_sales_admin
            is_super_admin is_user_moderator is_user_track_organizer was_registered_with_order""",
        ),
        **constants(value=True, names="is_verified"),
        **own("email first_name last_name created_at is_admin"),
        "last_accessed_at": attrgetter("created_at"),
        **{f"is_user_{role}": _has_role(role) for role in ("owner", "organizer", "coorganizer", "registrar")},
    },
    relations={
        **links(
            "users",
            """access-codes alternate-emails attendees coorganizer-events discount-codes email-notifications
            event-invoices events feedbacks followed-groups groups moderator-events notifications orders
            organizer-events owner-events registrar-events sessions speakers track-organizer-events""",
        ),
        **{
            name: Relation(own=f"/v1/users/{{row.id}}/relationships/{name}", related=related)
            for name, related in (
                ("favourite-events", "/v1/users/{row.id}/user-favourite-events"),
                ("favourite-sessions", "/v1/users/{row.id}/user-favourite-sessions"),
                ("marketer-events", "/v1/events"),
                ("sales-admin-events", "/v1/events"),
            )
        },
    },
)

SCHEMAS: Final = {
    schema.type: schema
    for schema in (
        ATTENDEE, BADGE_FORM, CHECK_IN, CUSTOM_FORM, EVENT, ORDER, PAX, ROOM, SESSION, SESSION_TYPE, SPEAKER,
        STATION, TAG, TICKET, TRACK, USER,
    )
}  # fmt: skip
"""What an included row of each type looks like."""
