"""The platform's things as they stand in its JSON, validated; unknown fields are ignored.

eventyay calls an item a product; either name is read.
"""

from typing import Annotated, TypeVar

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from checkin.connectors.pretix.fields import (
    AnyText,
    Code,
    Flag,
    Instant,
    Number,
    NumberOrNone,
    Numbers,
    Slug,
    Text,
    Token,
    Words,
)


class Row(BaseModel):
    """What an answer holds; errors never quote what came."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


R = TypeVar("R", bound=Row)


def readable(model: type[R], value: object) -> tuple[R, ...]:
    """The rows of a list that can be read."""
    found: list[R] = []
    for row in value if isinstance(value, list) else ():
        try:
            found.append(model.model_validate(row))
        except ValidationError:
            continue
    return tuple(found)


class Device(Row):
    """This computer, as the platform knows it. `api_token` is empty where it is not told."""

    organizer: Slug
    device_id: Number
    unique_serial: AnyText = ""
    api_token: Annotated[str, BeforeValidator(lambda value: value if isinstance(value, str) else "")] = Field(
        default="", repr=False
    )
    name: AnyText = ""
    security_profile: AnyText = ""


class NewDevice(Device):
    """The answer to setting up: without a token it is worth nothing."""

    api_token: Token = Field(repr=False)


class DeviceInfo(Row):
    """The answer to who I am."""

    device: Device


class Version(Row):
    """The server's version."""

    pretix: AnyText = ""


class Organizer(Row):
    """Whose events these are."""

    slug: Slug
    name: Words = ""


class EventRow(Row):
    """An event."""

    slug: Slug
    name: Words = ""
    testmode: Flag = False
    date_from: Instant = None
    date_to: Instant = None
    location: Words = ""
    has_subevents: Flag = False
    timezone: AnyText = "UTC"
    valid_keys: object = None


class EventSettings(Row):
    """How an event is set up; what a desk needs of it."""

    name_scheme: AnyText = ""
    locale: AnyText = "en"
    attendee_names_required: Flag = False
    attendee_emails_required: Flag = False
    attendee_company_required: Flag = False


class Variation(Row):
    """A kind of an item."""

    id: Number
    value: Words = ""
    active: Flag = True
    checkin_attention: Flag = False
    checkin_text: AnyText = ""


class Item(Row):
    """Something that is sold: what is a ticket type here."""

    id: Number
    name: Words = ""
    active: Flag = True
    admission: Flag = False
    checkin_attention: Flag = False
    checkin_text: AnyText = ""
    variations: Annotated[
        tuple[Variation, ...], BeforeValidator(lambda value: readable(Variation, value))
    ] = ()


class QuestionOption(Row):
    """One of the answers to choose from."""

    id: Number
    answer: Words = ""


class Question(Row):
    """Something attendees are asked."""

    id: Number
    identifier: AnyText = ""
    question: Words = ""
    type: AnyText = ""
    required: Flag = False
    items: Numbers = Field(default=(), validation_alias=AliasChoices("items", "products"))
    options: Annotated[
        tuple[QuestionOption, ...], BeforeValidator(lambda value: readable(QuestionOption, value))
    ] = ()
    ask_during_checkin: Flag = False
    dependency_question: NumberOrNone = ""
    help_text: Words = ""


class CheckinList(Row):
    """Who may come in somewhere, and who did: what is a zone here."""

    id: Number
    name: AnyText = ""
    all_products: Flag = False
    limit_products: Numbers = ()
    subevent: NumberOrNone = ""
    include_pending: Flag = False
    allow_multiple_entries: Flag = False
    allow_entry_after_exit: Flag = False
    rules: object = None
    addon_match: Flag = False


class RevokedSecret(Row):
    """A signed code that admits nobody any more."""

    id: Number
    secret: Code


class BlockedSecret(Row):
    """A code that is, or was, blocked."""

    id: Number
    secret: Code
    blocked: Flag = False


class Checkin(Row):
    """A check-in or check-out the platform keeps; `device_id` is empty for one made by hand."""

    id: Number
    datetime: Instant
    list: Number
    type: AnyText = ""
    device_id: NumberOrNone = ""
    gate: NumberOrNone = ""
    auto_checked_in: Flag = False


class EventCheckin(Checkin):
    """One in the list of all, refused ones included."""

    successful: Flag = False
    position: NumberOrNone = ""


class PrintLog(Row):
    """A badge or ticket that was printed."""

    type: AnyText = ""
    info: object = None

    @property
    def job(self) -> str:
        """The id we gave the print, empty for others'."""
        job = self.info.get("job") if isinstance(self.info, dict) else None
        return job if isinstance(job, str) else ""


class Answer(Row):
    """What an attendee answered."""

    question: Number
    answer: AnyText = ""


class Position(Row):
    """A ticket with whoever holds it: what is an attendee here."""

    id: Number
    order: AnyText = ""
    item: Number = Field(validation_alias=AliasChoices("item", "product"))
    variation: NumberOrNone = ""
    attendee_name: AnyText = ""
    attendee_name_parts: object = None
    company: AnyText = ""
    attendee_email: AnyText = ""
    secret: Code
    addon_to: NumberOrNone = ""
    subevent: NumberOrNone = ""
    checkins: Annotated[tuple[Checkin, ...], BeforeValidator(lambda value: readable(Checkin, value))] = ()
    print_logs: Annotated[tuple[PrintLog, ...], BeforeValidator(lambda value: readable(PrintLog, value))] = ()
    answers: Annotated[tuple[Answer, ...], BeforeValidator(lambda value: readable(Answer, value))] = ()
    canceled: Flag = False
    valid_from: Instant = None
    valid_until: Instant = None
    blocked: object = None


class Order(Row):
    """An order; its positions are read one by one (see `people`)."""

    code: Text
    status: AnyText = ""
    testmode: Flag = False
    email: AnyText = ""
    positions: list[object] = []
    checkin_attention: Flag = False
    checkin_text: AnyText = ""
    require_approval: Flag = False
    valid_if_pending: Flag = False


class BadgeLayout(Row):
    """A badge of the platform's own; what is on it is not looked at (see `checkin.badges.importing`)."""

    id: Number
    name: AnyText = ""
    default: Flag = False
    layout: object = None
    size: object = None
    background: AnyText = ""


class BadgeItem(Row):
    """Which layout an item has; none for an item without a badge."""

    item: Number = Field(validation_alias=AliasChoices("item", "product"))
    layout: NumberOrNone = ""


class Redeemed(Row):
    """The answer to a check-in, yes or no. `status` is empty where it is no such answer at all."""

    status: AnyText = ""
    reason: AnyText = ""
    reason_explanation: AnyText = ""


class ListStatus(Row):
    """Counts of one list."""

    checkin_count: int = 0
    position_count: int = 0
    inside_count: int | None = None
