"""Kinds of tickets as they are met on registrations, for platforms that do not list them."""

import json
from collections.abc import Iterable

from checkin.connectors.protocol import Memory

_MOST = 1000


class Kinds:
    """Kinds of tickets of one event, kept between starts so that their names never vanish during a read."""

    def __init__(self, memory: Memory, event: str) -> None:
        self._memory = memory
        self._key = f"ticket types of {event}"
        self._known = _read(memory.read(self._key))

    @property
    def all(self) -> tuple[tuple[str, str], ...]:
        """Every one met so far, id and name."""
        return tuple(self._known.items())

    def learn(self, met: Iterable[tuple[str, str]]) -> bool:
        """Add what is new; says whether anything was."""
        new = {number: name for number, name in met if self._known.get(number) != name}
        if not new or len(self._known) + len(new) > _MOST:
            return False
        self._known.update(new)
        self._memory.write(self._key, json.dumps(self._known))
        return True


def _read(text: str) -> dict[str, str]:
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(number): str(name) for number, name in kept.items()} if isinstance(kept, dict) else {}
