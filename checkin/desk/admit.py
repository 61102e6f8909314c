"""Somebody stands at the door: yes or no, and if yes, it is on the disk before anybody sees it.

One `BEGIN IMMEDIATE` transaction looks the code up, decides, appends the movement, brings the presence up
to date and enqueues the operation. If the process dies at any instant, all of it happened or none.

Where a person wants that and the network allows it, the platform itself is asked before; its yes or no
then counts, and its silence changes nothing.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from checkin.desk.asking import ask
from checkin.desk.newcomers import newcomer
from checkin.desk.post import Post
from checkin.desk.sealed_badges import Bearer, bearer_of
from checkin.desk.telling import new_id, operation_of
from checkin.mirror import attendees, events, movements, only_here, outbox, unheard
from checkin.mirror.database import Transaction
from checkin.model.admission import (
    OVERRIDABLE,
    Admission,
    Admitted,
    Candidate,
    Refusal,
    Refused,
    Showing,
    decide,
)
from checkin.model.attendee import Attendee
from checkin.model.code import as_printed, lookup_keys
from checkin.model.ids import AttendeeId, MovementId, OperationId, ZoneId
from checkin.model.live import LiveAnswer, Silence
from checkin.model.movement import Movement, after, standing
from checkin.model.operation import Move, Turned
from checkin.model.platform import Capability
from checkin.model.scan import Scan
from checkin.notices import Scanned

Lookup = Callable[[Transaction], Sequence[Candidate]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What was shown at the door, and what was said to it.

    Attributes:
        keys: of the code; none when somebody was chosen by hand.
        operation: the id under which the platform will hear of it.
    """

    lookup: Lookup
    payload: str = ""
    keys: tuple[str, ...] = ()
    overruled: Refusal | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    operation: OperationId = field(default_factory=new_id)


def admit(
    post: Post,
    payload: str,
    overruled: Refusal | None = None,
    answers: Mapping[str, str] | None = None,
) -> Scan:
    """Answer a scanned code.

    Args:
        post: where.
        payload: what the barcode said, as it was read.
        overruled: the refusal of the scan before, if a lead overruled it.
        answers: what was answered to the questions of the scan before, by their names.

    Raises:
        MirrorError: it could not be recorded; nobody was checked in.
    """
    payload, whose = bearer_of(post, payload)
    keys = lookup_keys(payload)

    def bearers(connection: Transaction) -> list[Candidate]:
        found = attendees.by_code(connection, keys, post.station.zone)
        return [one for one in found if whose is None or _is(one.attendee, whose)]

    return _answer(
        post,
        _Shown(lookup=bearers, payload=payload, keys=keys, overruled=overruled, answers=answers or {}),
    )


def admit_attendee(
    post: Post,
    attendee: AttendeeId,
    overruled: Refusal | None = None,
    answers: Mapping[str, str] | None = None,
) -> Scan:
    """Answer for an attendee who was chosen by hand; see `admit`.

    Raises:
        MirrorError: it could not be recorded; nobody was checked in.
    """

    def chosen(connection: Transaction) -> list[Candidate]:
        one = attendees.by_number(connection, attendee, post.station.zone)
        return [] if one is None else [one]

    return _answer(post, _Shown(lookup=chosen, overruled=overruled, answers=answers or {}))


def admit_order(post: Post, attendee: AttendeeId) -> tuple[Scan, ...]:
    """Answer for everybody of an attendee's order, one after the other, the attendee first.

    Raises:
        MirrorError: it could not be recorded; whoever was answered before stays so.
    """
    with post.mirror.read() as connection:
        together = attendees.of_same_order(connection, attendee)
    return tuple(admit_attendee(post, one) for one in together)


def _answer(post: Post, shown: _Shown) -> Scan:
    said = _ask_platform(post, shown)
    movement = None
    with post.mirror.write() as connection:
        now = post.clock.now()
        candidates = shown.lookup(connection) or _newcomers(connection, post, shown, said)
        admission = _decide(connection, post, shown, candidates, now)
        if isinstance(said, LiveAnswer):
            admission = _as_platform_says(admission, post, said)
        admission = _as_overruled(admission, post, shown)
        if isinstance(admission, Admitted):
            presence = next(c.presence for c in candidates if c.attendee.id == admission.attendee.id)
            movement = _movement(post, admission, now)
            movements.append(connection, movement, post.clock_offset())
            standing_now = after(presence, movement)
            movements.set_presence(connection, movement.attendee, movement.zone, standing_now)
            _tell(connection, post, shown, admission, movement, said)
        else:
            _tell_refusal(connection, post, shown, admission, now, said)
    scan = Scan(at=now, admission=admission, movement=None if movement is None else movement.id)
    post.notices.put_up(Scanned(scan=scan))
    return scan


def _ask_platform(post: Post, shown: _Shown) -> LiveAnswer | Silence:
    """Before any transaction: nobody else at this desk waits for the platform.

    It is not asked where it cannot know better: of whom it has not heard yet, or when there are answers,
    which it is told together with the check-in.
    """
    if post.ask_platform is None or shown.answers:
        return Silence()
    with post.mirror.read() as connection:
        candidates = shown.lookup(connection)
        admission = _decide(connection, post, shown, candidates, post.clock.now())
        attendee = admission.attendee
        if attendee is not None and (_is_unheard_of(attendee) or unheard.is_behind(connection, attendee.id)):
            return Silence()
    return ask(post, admission, shown.operation, shown.payload, shown.overruled)


def _is(attendee: Attendee, whose: Bearer) -> bool:
    return (attendee.event, attendee.platform_id) == (whose.event, whose.attendee)


def _is_unheard_of(attendee: Attendee) -> bool:
    return attendee.platform_id is None and attendee.walk_in


def _as_platform_says(admission: Admission, post: Post, said: LiveAnswer) -> Admission:
    """Its word counts even if a pull has just brought what speaks against it, such as this very check-in."""
    attendee = admission.attendee
    if said.refusal is not None:
        return Refused(refusal=said.refusal, attendee=attendee, words=said.words)
    if attendee is None or attendee.event != post.event.id:
        return admission
    overrode = admission.overrode if isinstance(admission, Admitted) else None
    return Admitted(attendee=attendee, direction=post.station.direction, overrode=overrode)


def _as_overruled(admission: Admission, post: Post, shown: _Shown) -> Admission:
    """What the platform alone had refused was overruled, too, and is to be recorded."""
    overruled = shown.overruled if shown.overruled in OVERRIDABLE else None
    if post.ask_platform is None or not isinstance(admission, Admitted) or admission.overrode is not None:
        return admission
    return replace(admission, overrode=overruled)


def _newcomers(
    connection: Transaction, post: Post, shown: _Shown, said: LiveAnswer | Silence
) -> Sequence[Candidate]:
    said_yes = isinstance(said, LiveAnswer) and said.refusal is None
    if not shown.keys or (_is_revoked(connection, post, shown) and not said_yes):
        return ()
    unknown = newcomer(post, shown.payload, shown.keys, platform_said_yes=said_yes)
    if unknown is None:
        return ()
    number = only_here.add(connection, post.event.id, unknown)
    found = attendees.by_number(connection, number, post.station.zone)
    return () if found is None else (found,)


def _is_revoked(connection: Transaction, post: Post, shown: _Shown) -> bool:
    return events.is_revoked(connection, post.event.id, shown.keys)


def _decide(
    connection: Transaction, post: Post, shown: _Shown, candidates: Sequence[Candidate], now: datetime
) -> Admission:
    unheard_of = not any(one.attendee.platform_id for one in candidates)
    if unheard_of and shown.keys and _is_revoked(connection, post, shown):
        if not candidates:
            return Refused(refusal=Refusal.REVOKED)
        candidates = [replace(one, by_revoked_code=True) for one in candidates]
    inside, zone = None, post.station.zone
    if post.rules.logic:
        candidates = [_with_history(connection, one, zone) for one in candidates]
    if post.rules.capacity is not None:
        inside = movements.counts(connection, post.event.id, zone).inside
    showing = Showing(now=now, overruled=shown.overruled, answers=shown.answers, inside=inside)
    return decide(candidates, post.door, showing)


def _with_history(connection: Transaction, one: Candidate, zone: ZoneId) -> Candidate:
    past = standing(movements.history(connection, one.attendee.id))
    return replace(one, history=tuple(movement for movement in past if movement.zone == zone))


def _movement(post: Post, admitted: Admitted, now: datetime) -> Movement:
    return Movement(
        id=MovementId(str(uuid.uuid4())),
        attendee=admitted.attendee.id,
        zone=post.station.zone,
        direction=admitted.direction,
        at=now,
        station=post.station.name,
        overrode="" if admitted.overrode is None else admitted.overrode.value,
    )


def _tell(
    connection: Transaction,
    post: Post,
    shown: _Shown,
    admitted: Admitted,
    movement: Movement,
    said: LiveAnswer | Silence,
) -> None:
    """Put into the outbox what the platform is to hear, unless it just heard it."""
    if shown.answers:
        only_here.correct(connection, movement.attendee, shown.answers)
    if not post.tells_movements or _is_only_here(post, admitted.attendee):
        return
    task = Move(overrode=movement.overrode, answers=shown.answers)
    operation = operation_of(post, admitted.attendee, task, movement.at, movement.id, shown.operation)
    outbox.add(connection, operation, movement.attendee)
    if isinstance(said, LiveAnswer):
        outbox.settle(connection, operation.id, movement.at, said.at)
    elif said.may_have_landed:
        outbox.doubt(connection, operation.id, movement.at, post.clock_offset())


def _is_only_here(post: Post, attendee: Attendee) -> bool:
    """Whether the platform does not know them and never will."""
    return _is_unheard_of(attendee) and Capability.WALK_IN not in post.capabilities


def _tell_refusal(
    connection: Transaction,
    post: Post,
    shown: _Shown,
    refused: Refused,
    now: datetime,
    said: LiveAnswer | Silence,
) -> None:
    """Put into the outbox that somebody was refused, unless it was the platform that did."""
    attendee = refused.attendee
    if isinstance(said, LiveAnswer):
        return
    if attendee is None or attendee.event != post.event.id or Capability.REFUSALS not in post.capabilities:
        return
    task = Turned(refusal=refused.refusal.value, code=as_printed(shown.payload) or attendee.badge_code)
    outbox.add(connection, operation_of(post, attendee, task, now, number=shown.operation), attendee.id)
