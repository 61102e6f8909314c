"""Undo and redo."""

from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 500
"""Steps that can be taken back."""


class History(Generic[T]):
    """What something was, is, and was before undoing; values that never change themselves.

    Args:
        first: what it is to begin with.
    """

    def __init__(self, first: T) -> None:
        self._past: list[T] = []
        self._future: list[T] = []
        self._now = first
        self._kind = ""

    @property
    def now(self) -> T:
        """What it is."""
        return self._now

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._future)

    def do(self, value: T, kind: str = "") -> None:
        """Take a step. Steps of the same `kind` in a row are one, unless it is empty."""
        if not (kind and kind == self._kind):
            self._past = [*self._past[-MOST + 1 :], self._now]
        self._now, self._kind = value, kind
        self._future.clear()

    def copy(self) -> "History[T]":
        """All of it as it is now, to go on from instead."""
        made = History(self._now)
        made._past, made._future, made._kind = [*self._past], [*self._future], self._kind
        return made

    def amend(self, value: T) -> None:
        """Change what it is without a step: what is chosen, say. The next step begins anew."""
        self._now, self._kind = value, ""

    def undo(self) -> None:
        """Take the last step back, if there is one."""
        if self._past:
            self._future.append(self._now)
            self._now, self._kind = self._past.pop(), ""

    def redo(self) -> None:
        """Take it again, if there is one."""
        if self._future:
            self._past.append(self._now)
            self._now, self._kind = self._future.pop(), ""
