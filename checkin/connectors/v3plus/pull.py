"""Reading an event whole: who stands in the spreadsheet, who speaks and exhibits, how one registers."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Final

from checkin.connectors.roster import Roster, read_roster
from checkin.connectors.v3plus.catalogue import Of
from checkin.connectors.v3plus.client import Client
from checkin.connectors.v3plus.events import EventKey, event, remarks, zone_of
from checkin.connectors.v3plus.forms import RegistrationForm
from checkin.connectors.v3plus.people import TYPES, companies, speakers
from checkin.connectors.v3plus.resources import Conference, Group, Townhall
from checkin.connectors.v3plus.setup import COLUMNS, EVENT_PASSWORD, PLATFORM, PRESENTERS, ROSTER, YES
from checkin.connectors.v3plus.walk_in import WalkIns, group_type, of_conference, of_townhall
from checkin.errors import RejectedError, SettingsError, UnreachableError, UnreadableReplyError
from checkin.model.event import WHOLE_EVENT, TicketType, Zone, ZoneKind
from checkin.model.form import Form
from checkin.model.ids import PlatformId
from checkin.model.pulled import EventFacts, Page, PulledAttendee
from checkin.settings import Connection

_PAGE: Final = 500
_RESUME: Final = re.compile(r"v1:(\d{1,9}):([0-9a-f]{16})")

KEPT_HERE: Final = "V3Plus keeps no check-ins: they stay here and can be exported."
NO_ROSTER: Final = (
    "No list of attendees was chosen: of this event only speakers, sponsors and exhibitors can be known."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """Everything of an event."""

    people: tuple[PulledAttendee, ...]
    ticket_types: tuple[TicketType, ...]
    zone: Zone
    facts: EventFacts

    def digest(self) -> str:
        """Of the people: a pull goes on in the middle of just the same ones only."""
        said = hashlib.sha256()
        for one in self.people:
            said.update(repr(one).encode("utf-8", "replace"))
        return said.hexdigest()[:16]


def roster_of(connection: Connection, zone: tzinfo = UTC) -> Roster | None:
    """The list of attendees, None when none was chosen; times in it are meant in `zone`.

    Raises:
        RejectedError: it cannot be used, and why. The platform is well nevertheless, so nothing else is said.
    """
    file = connection.options.get(ROSTER, "").strip()
    if not file:
        return None
    try:
        return read_roster(PLATFORM, Path(file), _columns(connection.options.get(COLUMNS, "")), zone)
    except (SettingsError, UnreachableError, UnreadableReplyError) as error:
        raise RejectedError(PLATFORM, f"The list of attendees: {error}") from error


def _columns(text: str) -> Mapping[str, str]:
    """What of the file's columns a person chose; by their names alone when that cannot be read."""
    try:
        chosen = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(chosen, dict):
        return {}
    return {name: header for name, header in chosen.items() if isinstance(header, str)}


class Pull:
    """One complete read; there is no other, for V3Plus does not say what changed.

    Args:
        client: asks.
        connection: which list, and whether presenters are wanted.
        secrets: only whether there is an event password matters here.
    """

    def __init__(self, client: Client, connection: Connection, secrets: Mapping[str, str]) -> None:
        self._client = client
        self._connection = connection
        self._has_event_password = bool(secrets.get(EVENT_PASSWORD))

    def pages(self, event_id: PlatformId, resume: str | None) -> Iterator[Page]:
        """The event; everything was read before the first page is given.

        Raises:
            RejectedError: there is no such event, or the list of attendees cannot be used.
            ConnectorError: as `checkin.connectors.v3plus.client.Client`.
        """
        key = EventKey.read(event_id)
        if key is None:
            raise RejectedError(PLATFORM, "V3Plus has no event of this number.")
        whole = self._whole(key)
        digest, total = whole.digest(), len(whole.people)
        done = _place(resume or "", digest, total)
        if not done:
            yield Page(
                ticket_types=whole.ticket_types,
                zones=(whole.zone,),
                stations=(),
                facts=whole.facts,
                total=total,
                resume=f"v1:0:{digest}",
            )
        while True:
            part = whole.people[done : done + _PAGE]
            done += len(part)
            ends = done >= total
            yield Page(
                attendees=part, done=done, total=total, resume=f"v1:{done}:{digest}", snapshot_ends=ends
            )
            if ends:
                return

    def _whole(self, key: EventKey) -> _Whole:
        catalogue = self._client.catalogue
        one: Conference | Townhall
        if key.of is Of.CONFERENCE:
            one = catalogue.conference(key.number)
            groups = catalogue.groups_of(key.number).rows
            walk_ins = of_conference([(group, self._form_of(group)) for group in groups])
        else:
            one, groups = catalogue.townhall(key.number), ()
            walk_ins = self._of_townhall(key.number)
        roster = roster_of(self._connection, zone_of(one.timezone))
        shown, left_out = self._shown(key)
        notes = [*_about(roster), *remarks(one), *left_out, *walk_ins.notes, walk_ins.form.refused, KEPT_HERE]
        return _Whole(
            people=_each_once((*(roster.people if roster else ()), *shown)),
            ticket_types=_types(roster, groups),
            zone=_zone(key, one),
            facts=EventFacts(walk_in=walk_ins.form, notes=tuple(filter(None, notes))),
        )

    def _form_of(self, group: Group) -> RegistrationForm | None:
        """Of a group that costs something the form does not matter."""
        if not group.is_free:
            return None
        try:
            return self._client.group_form(group.id)
        except RejectedError:  # it has none
            return None

    def _of_townhall(self, number: str) -> WalkIns:
        try:
            form = self._client.townhall_form(number)
        except RejectedError as error:
            return WalkIns(form=Form(refused=f"This townhall has no registration form: {error.reason}"))
        return of_townhall(form, has_event_password=self._has_event_password)

    def _shown(self, key: EventKey) -> tuple[tuple[PulledAttendee, ...], tuple[str, ...]]:
        """Whoever stands in the programme, and what of them could not be read."""
        if not wants_presenters(self._connection):
            return (), ()
        presenters = self._client.catalogue.presenters_of(key.of, key.number)
        affiliates = self._client.catalogue.affiliates_of(key.of, key.number)
        for found in (presenters, affiliates):
            if found.left_out and not found.rows:
                raise UnreadableReplyError(
                    PLATFORM, "Nobody in a list of speakers, sponsors or exhibitors can be read."
                )
        lost = presenters.left_out + affiliates.left_out
        notes = (f"{lost} speakers, sponsors or exhibitors could not be read.",) if lost else ()
        return (*speakers(presenters.rows), *companies(affiliates.rows)), notes


def wants_presenters(connection: Connection) -> bool:
    """Whether speakers, sponsors and exhibitors are to be known; they are unless somebody said no."""
    return connection.options.get(PRESENTERS, YES) == YES


def _about(roster: Roster | None) -> tuple[str, ...]:
    return (NO_ROSTER,) if roster is None else roster.notes


def _each_once(people: tuple[PulledAttendee, ...]) -> tuple[PulledAttendee, ...]:
    return tuple({one.platform_id: one for one in reversed(people)}.values())[::-1]


def _types(roster: Roster | None, groups: tuple[Group, ...]) -> tuple[TicketType, ...]:
    found = [
        *(roster.ticket_types if roster else ()),
        *(
            TicketType(platform_id=PlatformId(group_type(group.id)), name=group.name or f"Group {group.id}")
            for group in groups
        ),
        *TYPES,
    ]
    return tuple({one.platform_id: one for one in reversed(found)}.values())[::-1]


def _zone(key: EventKey, one: Conference | Townhall) -> Zone:
    held = event(key.of, one)
    return Zone(
        id=WHOLE_EVENT,
        platform_id=held.platform_id,
        kind=ZoneKind.EVENT,
        name=held.name,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
    )


def _place(resume: str, digest: str, total: int) -> int:
    """How many people were stored; none when it is not these people any more."""
    found = _RESUME.fullmatch(resume)
    return int(found[1]) if found and found[2] == digest and int(found[1]) < total else 0
