"""A badge as it was designed at a platform, in that platform's own form."""

from dataclasses import dataclass
from enum import StrEnum


class DesignKind(StrEnum):
    """In which form a design is written."""

    OPEN_EVENT = "open_event"
    PRETIX = "pretix"


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeDesign:
    """One design; nothing in it was looked into yet.

    Attributes:
        name: what people at the platform know it as.
        document: JSON, as the platform has it.
        background: the file that lies under it, a PDF or a picture; empty for none.
        ticket_types: the names of the ticket types it is for.
        is_usual: it is for every ticket type that has no other.
        notes: sentences about what could not be read from the platform.
    """

    name: str
    kind: DesignKind
    document: str
    background: bytes = b""
    ticket_types: tuple[str, ...] = ()
    is_usual: bool = False
    notes: tuple[str, ...] = ()
