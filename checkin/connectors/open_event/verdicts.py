"""What the platform's answer to a check-in means.

Observed at Open Event 1.19. There are no error codes: only the words tell the cases apart.

========================================================  =============================================
answer                                                    meaning
========================================================  =============================================
201                                                       settled, at the server's time
422 already registered / checked in / checked daily       it is there: ours sent twice, or somebody's
422 "not check in yet" at a check-out                     out already: there if we sent it before
                                                          without learning the outcome, else parked
422 "only admin/organiser/coorganizer ..."                wrong account: stop, keep everything
422 or 404 with any other words, 400, 403, 409 ...        parked, in the platform's words
500 at a check-out                                        no check-in on this UTC day, usually; parked
                                                          after six attempts
other 5xx, a web page                                     nobody knows
========================================================  =============================================
"""

from checkin.connectors.http import Reply, refuse_server_errors
from checkin.connectors.open_event.documents import failure_of, single
from checkin.connectors.open_event.payloads import CheckInAttributes
from checkin.errors import CredentialsError, UnreachableError
from checkin.model.operation import AlreadyThere, Operation, Rejected, Settled, Verdict
from checkin.model.station import StationKind

_ALREADY = frozenset(
    ["attendee already registered", "attendee already checked in", "attendee already check daily on station"]
)
_ALREADY_OUT = "attendee not check in yet"
_WRONG_ACCOUNT = "only admin/organiser/coorganizer"
_INTERNAL_ERROR = 500
_ENOUGH_ATTEMPTS = 6  # about a minute with the rests between them: longer than a server takes to restart


def judge(reply: Reply, operation: Operation, *, sent_before: bool) -> Verdict:
    """What became of an operation that was sent to a station.

    Args:
        reply: the answer, signed in.
        operation: what was sent.
        sent_before: it was sent before and nobody knows whether that had an effect.

    Raises:
        ConnectorError: it is not decided; `may_have_landed` says whether to read back.
    """
    if reply.is_good:
        said = single(reply, CheckInAttributes).attributes
        return Settled(at=reply.at, note=said.message) if said.success else Rejected(reason=said.message)
    if reply.status == _INTERNAL_ERROR and operation.kind is StationKind.CHECK_OUT:
        return _failed_check_out(reply, operation)
    refuse_server_errors(reply)
    return _refused(reply, operation, sent_before=sent_before)


def _failed_check_out(reply: Reply, operation: Operation) -> Verdict:
    if operation.attempts >= _ENOUGH_ATTEMPTS:
        return Rejected(
            reason="The platform fails at this check-out again and again; probably it has no check-in "
            "of this attendee for this session today (its days are UTC days).",
            answered=False,
        )
    raise UnreachableError(
        reply.platform,
        "The server failed at a check-out (status 500).",
        may_have_landed=True,
        retry_after=reply.retry_after,
    )


def _refused(reply: Reply, operation: Operation, *, sent_before: bool) -> Verdict:
    words = failure_of(reply).words
    key = words.strip(" .").casefold()
    if key in _ALREADY:
        return AlreadyThere(note=words)
    if key == _ALREADY_OUT and operation.kind is StationKind.CHECK_OUT and sent_before:
        return AlreadyThere(note=words)
    if _WRONG_ACCOUNT in key:
        raise CredentialsError(
            reply.platform,
            "This account may not check in at this station; it must be owner, organizer or co-organizer "
            f"of the event ({words})",
        )
    if not words:
        raise reply.unreadable("The platform refused a check-in without a reason")
    return Rejected(reason=words)
