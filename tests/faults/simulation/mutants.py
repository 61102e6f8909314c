"""Syncs that are wrong in one point each, so that it is known that the histories would notice.

A mutant is the real code with one piece of it exchanged, for as long as its context lasts.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from types import ModuleType
from typing import Any, cast

from typing_extensions import override

from checkin.mirror import backlog, events, movements, outbox, storing
from checkin.mirror.database import Transaction
from checkin.model.ids import EventId
from checkin.model.movement import NOWHERE, Presence
from checkin.model.operation import Operation, OperationState
from checkin.model.pulled import Page
from checkin.sync import push, together
from checkin.sync.pull import Pull
from tests.faults.simulation.line import Line

Mutant = Callable[[], AbstractContextManager[type[Pull]]]
"""Says how stations pull while it lasts."""


@contextmanager
def _with(*exchanged: tuple[ModuleType, str, object], reads: type[Pull] = Pull) -> Iterator[type[Pull]]:
    with contextlib.ExitStack() as stack:
        for module, name, instead in exchanged:
            stack.callback(setattr, module, name, getattr(module, name))
            setattr(module, name, instead)
        yield reads


def sound() -> AbstractContextManager[type[Pull]]:
    """No mutant: everything as it is."""
    return _with()


class _MovesEarly(Pull):
    @override
    def _store_page(self, page: Page, generation: int, *, complete: bool) -> int:
        removed = super()._store_page(page, generation, complete=complete)
        if not complete:
            with self.mirror.write() as connection:
                events.move_cursor(connection, self.event.id, cast("Line", self.connector).newest())
        return removed


class _RemovesEarly(Pull):
    @override
    def _advance_snapshot(self, connection: Transaction, page: Page, generation: int) -> int:
        storing.remove_unseen(connection, self.event.id, generation)
        return super()._advance_snapshot(connection, page, generation)


def _reads_nothing_back() -> AbstractContextManager[type[Pull]]:
    return _with((push, "_MAY_HAVE_ARRIVED", frozenset[OperationState]()))


def _moves_the_cursor_early() -> AbstractContextManager[type[Pull]]:
    return _with(reads=_MovesEarly)


def _removes_on_a_partial_pull() -> AbstractContextManager[type[Pull]]:
    return _with(reads=_RemovesEarly)


def _forgets_what_was_being_sent() -> AbstractContextManager[type[Pull]]:
    def recovers_nothing(_: Transaction) -> int:
        return 0

    return _with(
        (outbox, "recover", recovers_nothing),
        (push, "_MAY_HAVE_ARRIVED", frozenset({OperationState.UNCERTAIN})),
    )


def _sends_what_was_taken_back() -> AbstractContextManager[type[Pull]]:
    def keeps(*_: object, **__: object) -> bool:
        return True

    def always_wanted(_: Transaction, __: Operation) -> bool:
        return False

    return _with(
        (outbox, "withdraw", keeps), (push, "is_moot", always_wanted), (together, "is_moot", always_wanted)
    )


def _settles_before_the_answer() -> AbstractContextManager[type[Pull]]:
    send = cast("Callable[..., Any]", push._send)  # noqa: SLF001 - it is what is broken

    def settles_first(mirror: Any, connector: Any, clock: Any, operation: Operation, **more: Any) -> Any:
        with mirror.write() as connection:
            outbox.settle(connection, operation.id, clock.now(), None)
        return send(mirror, connector, clock, operation, **more) or connector.push(operation)

    return _with((push, "_send", settles_first))


def _sends_the_newest_first() -> AbstractContextManager[type[Pull]]:
    def newest_first(connection: Transaction, source: str, now: datetime, limit: int) -> Sequence[Operation]:
        waiting = backlog.waiting(connection, limit, source=source)
        rested = [one for one in waiting if one.next_try is None or one.next_try <= now]
        return [one.operation for one in reversed(rested)]

    return _with((outbox, "due", newest_first))


def _leaves_the_presence_as_it_was() -> AbstractContextManager[type[Pull]]:
    def recomputes_nothing(*_: object) -> Presence:
        return NOWHERE

    return _with((movements, "recompute", recomputes_nothing))


def _takes_walk_ins_for_gone() -> AbstractContextManager[type[Pull]]:
    remove_unseen = storing.remove_unseen

    def removes_walk_ins(connection: Transaction, event: EventId, generation: int) -> int:
        connection.exec_driver_sql("UPDATE attendee SET status = 'revoked' WHERE platform_id IS NULL")
        return remove_unseen(connection, event, generation)

    return _with((storing, "remove_unseen", removes_walk_ins))


def _dies_of_its_own_error() -> AbstractContextManager[type[Pull]]:
    def stumbles(*_: object, **__: object) -> int:
        raise KeyError("nobody foresaw this")

    return _with((movements, "add_reported", stumbles))


MUTANTS: Mapping[str, Mutant] = {
    "skips the read-back": _reads_nothing_back,
    "moves the cursor early": _moves_the_cursor_early,
    "deletes on a partial pull": _removes_on_a_partial_pull,
    "forgets what was being sent": _forgets_what_was_being_sent,
    "sends what was taken back": _sends_what_was_taken_back,
    "settles before the answer": _settles_before_the_answer,
    "sends the newest first": _sends_the_newest_first,
    "leaves the presence as it was": _leaves_the_presence_as_it_was,
    "takes walk-ins for gone": _takes_walk_ins_for_gone,
    "dies of an error of its own": _dies_of_its_own_error,
}
