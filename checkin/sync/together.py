"""Several operations in one request, where the platform takes that."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from checkin.clock import Clock
from checkin.connectors.protocol import Connector, TellsTogether
from checkin.errors import ConnectorError, RejectedError
from checkin.mirror import outbox
from checkin.mirror.database import Mirror
from checkin.model.operation import Move, Operation, OperationState, Verdict
from checkin.sync.push import as_sent, is_moot, note, rest

Group = Sequence[Operation]


def grouped(connector: Connector, batch: Sequence[Operation]) -> Iterator[Group]:
    """The batch as it is to be sent: together what may be, the rest one by one, oldest first."""
    together: list[Operation] = []
    if isinstance(connector, TellsTogether):
        together = [one for one in batch if _is_plain(one) and connector.fits(one)]
    joined = {one.id for one in together}
    if len(together) > 1:
        yield together
    else:
        joined = set()
    yield from ([one] for one in batch if one.id not in joined)


def _is_plain(operation: Operation) -> bool:
    """Whether nothing is to be looked up before it is sent."""
    return operation.state is OperationState.PENDING and isinstance(operation.task, Move)


def push_together(
    mirror: Mirror, connector: TellsTogether, clock: Clock, group: Group
) -> Sequence[Verdict] | None:
    """Bring several operations to the platform in one request and note what came of each.

    None when one of them spoils it for all: nothing of it was taken, and each is to be sent by itself.

    Raises:
        ConnectorError: nothing is settled; the outbox says when to try them again.
    """
    now, ahead = clock.now(), connector.clock_offset()
    marked = _marked(mirror, now, ahead, group)
    if not marked:
        return ()
    try:
        verdicts = connector.push_together([as_sent(one, now, ahead) for one in marked])
    except RejectedError:
        with mirror.write() as connection:
            for one in marked:
                outbox.rest(connection, one.id, uncertain=False, until=clock.now(), reason="")
        return None
    except ConnectorError as error:
        for one in marked:
            rest(mirror, clock, one, error, uncertain=error.may_have_landed)
        raise
    for one, verdict in zip(marked, verdicts, strict=True):
        note(mirror, clock, one, verdict)
    return verdicts


def _marked(mirror: Mirror, now: datetime, ahead: float | None, group: Group) -> list[Operation]:
    """Those that are about to be sent, as they were read; what nobody wants told is left out.

    All are noted in one transaction.
    """
    marked: list[Operation] = []
    with mirror.write() as connection:
        for one in group:
            if is_moot(connection, one):
                outbox.withdraw(connection, one.id, now, never_arrived=True)
            elif outbox.mark_sending(connection, one.id, now, was=one.state, clock_offset=ahead):
                marked.append(one)
    return marked
