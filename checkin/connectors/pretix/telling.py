"""One operation to the platform: which request, with what in it."""

from typing import assert_never

from checkin.connectors.pretix.client import Client, Redeem, TurnedAway
from checkin.connectors.pretix.conversion import list_of
from checkin.connectors.pretix.looking_back import LookingBack, leaves, nonce_of
from checkin.connectors.pretix.payloads import taken
from checkin.connectors.pretix.questions import answers
from checkin.connectors.pretix.structure import Structures
from checkin.connectors.pretix.verdicts import certainly_stays, judge, judge_taking_back
from checkin.connectors.pretix.walk_ins import WalkIns
from checkin.connectors.protocol import Memory
from checkin.model.admission import Refusal
from checkin.model.operation import (
    AlreadyThere,
    CannotTell,
    Correct,
    Move,
    Operation,
    Pair,
    Printed,
    Recollection,
    Register,
    Rejected,
    Settled,
    TakeBack,
    Turned,
    Verdict,
)
from checkin.model.platform import Capability

_REASON = {
    Refusal.UNKNOWN_CODE: "invalid",
    Refusal.AMBIGUOUS: "ambiguous",
    Refusal.ALREADY_INSIDE: "already_redeemed",
    Refusal.ENTRIES_USED_UP: "already_redeemed",
    Refusal.UNPAID: "unpaid",
    Refusal.CANCELLED: "canceled",
    Refusal.BLOCKED: "blocked",
    Refusal.REVOKED: "revoked",
    Refusal.NOT_YET_VALID: "invalid_time",
    Refusal.NO_LONGER_VALID: "invalid_time",
    Refusal.WRONG_TICKET_TYPE: "product",
    Refusal.WRONG_EVENT: "invalid",
}
_ANY_OTHER_REASON = "rules"
_ONLY_ASKED = frozenset([Refusal.QUESTIONS_OPEN.value, Refusal.NEEDS_CONFIRMATION.value])
"""What the platform itself keeps no failed check-in of: somebody was asked something (2026.8, observed)."""

_SAME_KEY_FOR = 4
"""So many attempts share an idempotency key: one the platform lost its head over stays locked for good."""

_ANNULLED = "annulled/"
_NEEDED = {
    TakeBack: Capability.UNDO,
    Register: Capability.WALK_IN,
    Correct: Capability.CORRECTION,
    Turned: Capability.REFUSALS,
    Printed: Capability.PRINT_LOG,
}
_LISTED = Move | TakeBack | Turned


class Telling:
    """Tells operations, and looks up what became of them.

    Args:
        client: the requests.
        structures: what is known of events.
        memory: where it is kept which check-ins were taken back.
        capabilities: what this device may do.
        back: asks what was told before.
        plain: speak eventyay's older form.
    """

    def __init__(
        self,
        client: Client,
        structures: Structures,
        memory: Memory,
        capabilities: frozenset[Capability],
        *,
        back: LookingBack,
        plain: bool,
    ) -> None:
        self._client = client
        self._structures = structures
        self._memory = memory
        self._capabilities = capabilities
        self._plain = plain
        self._back = back

    def push(self, operation: Operation) -> Verdict:
        """See `Connector.push`."""
        task = operation.task
        if fault := self._fault(operation):
            return Rejected(reason=fault)
        match task:
            case Move() | TakeBack() | Turned():
                return self._at_a_list(operation, task)
            case Register() | Correct():
                return self._walk_ins(operation).push(operation, task)
            case Printed() as task:
                return self._printed(operation, task)
            case Pair():
                return Rejected(reason="Wristbands are not told to this platform.")
            case _:
                assert_never(task)

    def _at_a_list(self, operation: Operation, task: Move | TakeBack | Turned) -> Verdict:
        match task:
            case Move():
                return self._move(operation, task)
            case TakeBack():
                return self._take_back(operation, task)
            case Turned():
                return self._turned(operation, task)
            case _:
                assert_never(task)

    def _fault(self, operation: Operation) -> str:
        task = operation.task
        needed = _NEEDED.get(type(task))
        if isinstance(task, Register | Correct) and needed not in self._capabilities:
            return (
                "This device may neither register nor change anybody at the platform: "
                "give it the security profile “full” there."
            )
        if needed is not None and needed not in self._capabilities:
            return "This platform takes no such thing."
        number = list_of(operation.station) if operation.station is not None else ""
        if isinstance(task, _LISTED) and not (number.isascii() and number.isdigit()):
            return "No check-in list of the platform was chosen for this post."
        return ""

    def read_back(self, operation: Operation) -> Recollection:
        """See `Connector.read_back`."""
        task = operation.task
        if self._fault(operation):
            return CannotTell()  # nothing is ever sent
        match task:
            case Move():
                return self._back.movement(operation)
            case TakeBack():
                return self._back.taken_back(operation, task.moved_at)
            case Printed():
                return self._back.printed(operation)
            case Turned() | Pair():
                return CannotTell()  # with its nonce a refusal is kept once, however often it is sent
            case Register() | Correct():
                return self._walk_ins(operation).read_back(operation, task)
            case _:
                assert_never(task)

    def _move(self, operation: Operation, task: Move) -> Verdict:
        nonce = nonce_of(operation.id)
        if self._memory.read(f"{_ANNULLED}{nonce}"):
            return Rejected(
                reason="It was taken back at the platform already; sent again it would count again."
            )
        if not operation.code.strip():
            return Rejected(reason="The platform needs the ticket's code, and none is known.")
        given = task.answers
        check_in = Redeem(
            number=list_of(operation.station or operation.event),
            secret=operation.code,
            position=operation.attendee,
            nonce=nonce,
            leaves=leaves(operation),
            at=operation.at,
            answers=answers(given, self._structures.questions(operation.event)) if given else {},
        )
        reply = (
            self._client.redeem_on_list(operation.event, check_in)
            if self._plain
            else self._client.redeem(check_in)
        )
        return judge(reply, operation, lambda: self._back.movement(operation))

    def _take_back(self, operation: Operation, task: TakeBack) -> Verdict:
        nonce = nonce_of(task.operation)
        mark = f"{_ANNULLED}{nonce}"
        self._memory.write(mark, "yes")  # first, for the answer may be lost
        reply = self._client.annul(list_of(operation.station or operation.event), nonce, operation.at)
        if certainly_stays(reply):
            self._memory.write(mark, "")
        return judge_taking_back(reply)

    def _turned(self, operation: Operation, task: Turned) -> Verdict:
        if task.refusal in _ONLY_ASKED:
            return Settled(at=operation.at)
        turned = TurnedAway(
            number=list_of(operation.station or operation.event),
            code=task.code or operation.code,
            nonce=nonce_of(operation.id),
            leaves=leaves(operation),
            at=operation.at,
            reason=_reason(task.refusal),
            words=task.refusal,
        )
        if not turned.code.strip():
            return Rejected(reason="The platform needs the code that was shown, and none is known.")
        taken(self._client.turned_away(operation.event, turned))
        return Settled(at=operation.at)

    def _printed(self, operation: Operation, task: Printed) -> Verdict:
        if not operation.attendee:
            return Rejected(reason="The platform does not know whose badge it was.")
        if operation.attempts > 1:
            found = self._back.printed(operation)
            if isinstance(found, Settled | AlreadyThere):
                return found
        job = nonce_of(operation.id)
        reason = {"reason": task.reason} if task.reason else {}
        reply = self._client.printed(
            operation.event,
            operation.attendee,
            operation.at,
            info={"job": job, "number": task.number, **reason},
            key=f"{job}-{operation.attempts // _SAME_KEY_FOR}",
        )
        taken(reply)
        return Settled(at=operation.at)

    def _walk_ins(self, operation: Operation) -> WalkIns:
        event = operation.event
        return WalkIns(self._client, self._structures.settings(event), lambda: self._structures.lately(event))


def _reason(refusal: str) -> str:
    try:
        return _REASON.get(Refusal(refusal), _ANY_OTHER_REASON)
    except ValueError:
        return _ANY_OTHER_REASON
