"""What the portal has: rows as its API shows them, and who belongs to what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from checkin.model.admission import Refusal

Row = Mapping[str, object]
"""Fields by the API's names, ``id`` among them."""

Place = tuple[str, int]
"""A conference, townhall or presentation: ``("conferences", 1)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Somebody in the organiser's spreadsheet; `refused` is what the desk must say to them."""

    number: str
    given_name: str
    family_name: str
    email: str
    company: str
    job_title: str
    ticket_type: str
    code: str
    status: str
    refused: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Somebody the portal registered; `answers` hold no password."""

    place: Place
    email: str
    answers: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class PortalState:
    """Everything the server knows; whoever looks or changes holds the lock.

    Attributes:
        tables: rows by their numbers, by the name of the collection.
        members: who or what belongs to a place: name of the collection, number, role.
        forms: fields of registration forms by their number.
        event_passwords: of townhalls that want one.
        tokens: of who is signed in; in townhalls each with the townhall's number.
        denied: what this portal does not show, such as ``conferences`` where there are townhalls alone.
        stuck_page: gives this page whichever is asked for; None gives the right one.
        photos: what is handed out instead of a drawn one, by the presenter's number.
        card_fields: how often card data came in.
        hits: requests as they came: method, path and query.
    """

    portal_token: str
    account: str
    password: str
    needs_login: bool
    wrapped: bool
    tables: dict[str, dict[int, Row]]
    members: dict[Place, list[tuple[str, int, str]]]
    forms: dict[int, list[Row]]
    event_passwords: dict[int, str]
    listed: tuple[Listed, ...]
    tokens: dict[str, int | None] = field(default_factory=dict)
    registrations: list[Registration] = field(default_factory=list)
    denied: set[str] = field(default_factory=set)
    stuck_page: int | None = None
    photos: dict[int, bytes] = field(default_factory=dict)
    card_fields: int = 0
    hits: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
