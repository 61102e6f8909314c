"""Several operations in one request, where the platform takes that."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from checkin.clock import Clock
from checkin.connectors.protocol import Connector, TellsTogether
from checkin.errors import ConnectorError, RejectedError
from checkin.mirror import outbox
from checkin.mirror.database import Mirror
from checkin.model.operation import Move, Operation, OperationState, Verdict
from checkin.sync.push import is_moot, note, rest

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
    sent = _mark(mirror, clock, group)
    if not sent:
        return ()
    try:
        verdicts = connector.push_together(sent)
    except RejectedError:
        with mirror.write() as connection:
            for one in sent:
                outbox.rest(connection, one.id, uncertain=False, until=clock.now(), reason="")
        return None
    except ConnectorError as error:
        for one in sent:
            rest(mirror, clock, one, error, uncertain=error.may_have_landed)
        raise
    for one, verdict in zip(sent, verdicts, strict=True):
        note(mirror, clock, one, verdict)
    return verdicts


def _mark(mirror: Mirror, clock: Clock, group: Group) -> list[Operation]:
    """Note that they are about to be sent, all in one transaction; what nobody wants told is left out."""
    now, sent = clock.now(), []
    with mirror.write() as connection:
        for one in group:
            if is_moot(connection, one):
                outbox.withdraw(connection, one.id, now, never_arrived=True)
            elif outbox.mark_sending(connection, one.id, now, was=one.state):
                sent.append(
                    replace(
                        one,
                        state=OperationState.SENDING,
                        attempts=one.attempts + 1,
                        first_sent_at=one.first_sent_at or now,
                    )
                )
    return sent
