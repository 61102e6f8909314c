"""The lines of a journal: JSON, one thing that happened each, in words that stay readable without this app.

The first line of a file says whose journal it is. Every line bears `marks`: how far in the mirror's logs of
movements, operations, closings and badges the journal had come with it, so that the last whole line says
where to go on; and an `anchor`, by which a mirror is known again as the one whose numbers these are. What
this version does not know in a line is left out of account; a line that cannot be read is counted and passed
over.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

VERSION = 1

_LONGEST = 2**62  # milliseconds; more is no number to a database


class Marks(NamedTuple):
    """Numbers of the last that are in the journal: movement, operation, closing, badge asked for and printed.

    Older journals have the first three.
    """

    movement: int = 0
    operation: int = 0
    closing: int = 0
    wanted: int = 0
    printed: int = 0


class _Line(BaseModel):
    """What all lines have.

    Attributes:
        marks: how far the journal had come with this line.
        anchor: a digest of the ids of what stands at the marks; empty where nobody will go on after it.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    marks: Marks = Marks()
    anchor: str = ""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Opening(_Line):
    """The first line: which event of which account, and which station wrote it.

    It stands within a file, too, where what came before it is damaged; `marks` say how far that is whole.

    Attributes:
        station: the station's id; `station_name` as it was called when the file was begun.
        computer: tells apart two computers that were set up with one copied settings file.
        connection: see `checkin.settings.Connection.id`; what `checkin.mirror.events.choose` wants.
        event: the platform's id.
    """

    kind: Literal["journal"] = "journal"
    version: int = VERSION
    station: str
    station_name: str = ""
    computer: str = ""
    connection: str
    event: str
    event_name: str
    timezone: str
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    place: str = ""


class Person(_Part):
    """Who it was about, as they were known then; enough to tell who came with nothing but this line.

    Attributes:
        attendee: the platform's id; None for somebody it has not heard of.
        code: what their badge says.
        codes: others that were made theirs at a desk: a wristband, what a walk-in's badge said.
        corrections: words that were changed at a desk and that the platform does not have yet.
        number: in the mirror that wrote the line.
    """

    number: int
    attendee: str | None = None
    code: str = ""
    codes: tuple[str, ...] = ()
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    company: str = ""
    order: str = ""
    ticket_type: str = ""
    walk_in: bool = False
    corrections: Mapping[str, str] = Field(default_factory=dict)


class Told(_Part):
    """An operation as it was enqueued; `verb` and `details` are those of `checkin.mirror.tasks`.

    Attributes:
        number: its place in the outbox; order matters within one attendee.
    """

    id: str
    number: int
    verb: str
    details: str = "{}"
    movement: str = ""
    kind: str
    station: str | None = None
    session: str | None = None
    at: AwareDatetime


class Moved(_Line):
    """A movement, and the operation that tells the platform of it, if one does."""

    kind: Literal["movement"] = "movement"
    id: str
    at: AwareDatetime
    zone: str
    direction: str
    station: str
    source: str
    undoes: str | None = None
    overrode: str = ""
    clock_offset_ms: Annotated[int, Field(ge=-_LONGEST, le=_LONGEST)] | None = None
    person: Person
    told: Told | None = None


class Asked(_Line):
    """Any other operation: a walk-in, a correction, a wristband, a check-in taken back."""

    kind: Literal["operation"] = "operation"
    person: Person
    told: Told


class Closed(_Line):
    """An operation came to an end, for now: `state` is settled, parked or withdrawn.

    Attributes:
        first_sent_at: when it was first sent, by the station's clock; None when it never arrived.
        attendee: the platform's id of the attendee now; of a walk-in, the one it got.
    """

    kind: Literal["closed"] = "closed"
    operation: str
    state: Literal["settled", "parked", "withdrawn"]
    at: AwareDatetime | None = None
    first_sent_at: AwareDatetime | None = None
    platform_at: AwareDatetime | None = None
    theirs: bool = False
    reason: str = ""
    attendee: str | None = None


class BadgeWanted(_Line):
    """A badge was asked for; see `checkin.model.print_job.PrintJob` for what is not said here.

    Attributes:
        which: of the attendee's badges, from 1.
        told: the platform hears of it once it is out; by the station of this kind, platform's id and session.
    """

    kind: Literal["badge wanted"] = "badge wanted"
    at: AwareDatetime
    printer: str
    template: str
    reason: str = ""
    which: int = 1
    told: bool = False
    station_kind: str
    station: str | None = None
    session: str | None = None
    person: Person


class BadgePrinted(_Line):
    """A badge came out, or was counted as if it had; `to` is a printer, a folder or a file."""

    kind: Literal["badge printed"] = "badge printed"
    at: AwareDatetime
    to: str
    reason: str = ""
    person: Person


OfBadge = BadgeWanted | BadgePrinted

Entry = Moved | Asked | Closed | OfBadge
"""Something that happened."""

LINE: TypeAdapter[Opening | Entry] = TypeAdapter(Annotated[Opening | Entry, Field(discriminator="kind")])
"""Reads any line: `LINE.validate_json(text)` raises pydantic's ValidationError."""


def written(line: Opening | Entry) -> bytes:
    """A line as it stands in the file, its end included. What is as usual is left out."""
    told = line.model_dump_json(exclude_defaults=not isinstance(line, Opening), exclude={"kind"})
    return f'{{"kind":"{line.kind}",{told[1:]}\n'.encode()
