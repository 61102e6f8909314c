"""From rows to attendees: keys, codes, what is missing, what is there twice."""

import base64
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from checkin.connectors.roster import fields
from checkin.connectors.roster.beside import address_beside
from checkin.connectors.roster.cells import as_moment, as_people, as_text, months_first
from checkin.connectors.roster.folding import folded
from checkin.connectors.roster.names import split_name
from checkin.connectors.roster.statuses import status_of
from checkin.connectors.roster.table import Cell, Headed, Row
from checkin.model.attendee import TicketStatus
from checkin.model.code import LONGEST_KEY, reckoned_code
from checkin.model.counted import counted
from checkin.model.event import TicketType
from checkin.model.ids import PlatformId
from checkin.model.pulled import PulledAttendee, PulledCode
from checkin.model.roster import RECORDED_HEADERS, RosterProblem

_NO_TYPE = TicketType(platform_id=PlatformId("attendee"), name="Attendee")
_MOST_WORDS = 5  # unknown words for a status that are named


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An attendee and the line they stand on."""

    line: int
    person: PulledAttendee


@dataclass(slots=True, kw_only=True)
class Understood:
    """What the rows became.

    Attributes:
        reckoned: how many have a code that was made of what is known of them.
    """

    people: list[Taken] = field(default_factory=list)
    types: dict[str, TicketType] = field(default_factory=dict)
    problems: list[RosterProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reckoned: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A row's texts by field, before its key is known."""

    line: int
    texts: Mapping[str, str]
    cells: Mapping[str, Cell]
    given_name: str
    family_name: str
    extra: Mapping[str, object]

    def text(self, name: str) -> str:
        return self.texts.get(name, "")

    @property
    def own_code(self) -> str:
        """What the list itself says their ticket says; empty where that is nothing a scanner can read."""
        code = self.text(fields.CODE)
        return code if len(code) <= LONGEST_KEY else ""

    @property
    def own_key(self) -> str:
        """What the list itself calls them by; empty when it does not."""
        return self.text(fields.ID) or self.text(fields.CODE)

    @property
    def who(self) -> tuple[str, ...]:
        words = (self.text(fields.EMAIL), self.given_name, self.family_name)
        return tuple(folded(word) for word in words)


def understand(table: Headed, columns: Mapping[str, str], zone: tzinfo) -> Understood:
    """Turn rows into attendees; each row that is left out or changed is a problem.

    Args:
        table: the list.
        columns: field and header.
        zone: where times without a zone are meant.
    """
    found = Understood()
    drafts = list(_drafts(table, columns, found))
    shared = _shared(drafts)
    reading = _Reading(drafts, columns, zone, found)
    lines: dict[str, int] = {}
    for draft in drafts:
        key = _key(draft, shared)
        if key in lines:
            found.problems.append(
                RosterProblem(line=draft.line, words=f"The same person as on line {lines[key]}: left out.")
            )
            continue
        lines[key] = draft.line
        found.people.append(Taken(line=draft.line, person=reading.attendee(draft, key)))
    _tell_shared(drafts, found)
    reading.tell()
    found.problems.sort(key=lambda problem: problem.line)
    return found


def without_code(table: Headed, columns: Mapping[str, str]) -> dict[int, str]:
    """By their lines, the keys of those for whom `understand` would have to make a code up."""
    drafts = list(_drafts(table, columns, Understood()))
    shared = _shared(drafts)
    return {draft.line: _key(draft, shared) for draft in drafts if not draft.own_code}


def _drafts(table: Headed, columns: Mapping[str, str], found: Understood) -> Iterator[_Draft]:
    places = {table.headers.index(header): name for name, header in columns.items()}
    left_out = places.keys() | {table.headers.index(one) for one in RECORDED_HEADERS if one in table.headers}
    others = [(at, header) for at, header in enumerate(table.headers) if at not in left_out]
    for row in table.rows:
        draft = _draft(row, places, others)
        if draft.given_name or draft.family_name or draft.text(fields.CODE):
            yield draft
        else:
            words = "Neither a name nor a code stands there: left out."
            found.problems.append(RosterProblem(line=row.line, words=words))


def _draft(row: Row, places: Mapping[int, str], others: Sequence[tuple[int, str]]) -> _Draft:
    cells = row.cells
    held = {name: cells[at] for at, name in places.items() if at < len(cells)}
    texts = {name: text for name, cell in held.items() if (text := as_text(cell))}
    given, family = texts.get(fields.GIVEN_NAME, ""), texts.get(fields.FAMILY_NAME, "")
    if not given and not family:
        given, family = split_name(texts.get(fields.FULL_NAME, ""))
    rest = ((header, as_text(cells[at])) for at, header in others if at < len(cells))
    return _Draft(
        line=row.line,
        texts=texts,
        cells=held,
        given_name=given,
        family_name=family,
        extra={header: text for header, text in rest if text},
    )


def _shared(drafts: Sequence[_Draft]) -> frozenset[str]:
    """Keys that stand beside several different people, such as the one code of a whole group."""
    times = Counter(draft.own_key for draft in drafts)
    who: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for draft in drafts:
        if draft.own_key and times[draft.own_key] > 1:
            who[draft.own_key].add(draft.who)
    return frozenset(key for key, people in who.items() if len(people) > 1)


def _key(draft: _Draft, shared: frozenset[str]) -> str:
    own = draft.own_key
    if own and own not in shared and len(own) <= LONGEST_KEY:
        return own
    return f"row-{_digest(own, *draft.who)[:24]}"


def _digest(*words: str) -> str:
    whole = "\x1f".join(words).encode()
    return base64.b32encode(hashlib.sha256(whole).digest()).decode().rstrip("=").lower()


def _tell_shared(drafts: Sequence[_Draft], found: Understood) -> None:
    first: dict[str, _Draft] = {}
    for draft in drafts:
        code = draft.text(fields.CODE)
        if not code:
            continue
        other = first.setdefault(code, draft)
        if other is not draft and other.who != draft.who:
            words = f"The same code as on line {other.line}: whoever scans it is asked which of them it is."
            found.problems.append(RosterProblem(line=draft.line, words=words))


class _Reading:
    """Makes attendees of drafts, and keeps in mind what was odd."""

    def __init__(
        self, drafts: Sequence[_Draft], columns: Mapping[str, str], zone: tzinfo, found: Understood
    ) -> None:
        self._found = found
        self._zone = zone
        self._status_header = columns.get(fields.STATUS, "")
        self._unknown: Counter[str] = Counter()
        self._types: dict[str, PlatformId] = {"": _NO_TYPE.platform_id}
        self._statuses: dict[str, TicketStatus | None] = {}
        moments = (draft.text(name) for draft in drafts for name in (fields.VALID_FROM, fields.VALID_UNTIL))
        lead = months_first(moments)
        self._months_lead = bool(lead)
        if lead:
            found.notes.append("Dates such as 5/13/2026 were read with the month first.")

    def attendee(self, draft: _Draft, key: str) -> PulledAttendee:
        code = draft.own_code or reckoned_code(key)
        self._found.reckoned += not draft.own_code
        if draft.text(fields.CODE) and not draft.own_code:
            self._problem(draft, "Its code is too long to be scanned: another one was made.")
        return PulledAttendee(
            platform_id=PlatformId(key),
            given_name=draft.given_name,
            family_name=draft.family_name,
            email=draft.text(fields.EMAIL),
            company=draft.text(fields.COMPANY),
            job_title=draft.text(fields.JOB_TITLE),
            order=draft.text(fields.ORDER),
            ticket_type=self._type(draft),
            status=self._status(draft),
            badge_code=code,
            codes=(PulledCode(key=code),),
            valid_from=self._moment(draft, fields.VALID_FROM, ends=False),
            valid_until=self._moment(draft, fields.VALID_UNTIL, ends=True),
            admits=self._admits(draft),
            extra=draft.extra,
            photo=address_beside(draft.text(fields.PHOTO)),
        )

    def tell(self) -> None:
        """Say which words for a status were not known."""
        if self._unknown:
            words = ", ".join(f"“{word}”" for word, _ in self._unknown.most_common(_MOST_WORDS))
            number = sum(self._unknown.values())
            self._found.notes.append(
                f"{counted(number, 'row')} {'has' if number == 1 else 'have'} a status that is not known "
                f"({words}): these tickets count as valid."
            )

    def _problem(self, draft: _Draft, words: str) -> None:
        self._found.problems.append(RosterProblem(line=draft.line, words=words))

    def _type(self, draft: _Draft) -> PlatformId:
        name = draft.text(fields.TICKET_TYPE)
        if name not in self._types:
            self._types[name] = PlatformId(folded(name) or name)
        number = self._types[name]
        if number not in self._found.types:
            self._found.types[number] = TicketType(platform_id=number, name=name) if name else _NO_TYPE
        return number

    def _status(self, draft: _Draft) -> TicketStatus:
        if not self._status_header:
            return TicketStatus.VALID
        text = draft.text(fields.STATUS)
        if text not in self._statuses:  # rows are many, words are few
            self._statuses[text] = status_of(text, self._status_header)
        status = self._statuses[text]
        if status is None:
            self._unknown[text[:40]] += 1
        return status or TicketStatus.VALID

    def _moment(self, draft: _Draft, name: str, *, ends: bool) -> datetime | None:
        if not draft.text(name):
            return None
        moment = as_moment(draft.cells[name], self._zone, months_lead=self._months_lead, ends=ends)
        if moment is None:
            self._problem(draft, f"{fields.LABELS[name]}: this is no date. The ticket has no such limit now.")
        return moment

    def _admits(self, draft: _Draft) -> int:
        number = as_people(draft.text(fields.ADMITS))
        if number is None:
            self._problem(draft, "The number of people makes no sense: the ticket admits one.")
        return number or 1
