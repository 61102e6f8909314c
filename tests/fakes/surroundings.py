"""What a connector is given in tests: a memory in memory, and pictures that are really read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from checkin.clock import Clock, SystemClock
from checkin.connectors.protocol import Surroundings
from checkin.scanner.picture import codes_in


@dataclass
class DictMemory:
    """See `checkin.connectors.protocol.Memory`."""

    kept: dict[str, str] = field(default_factory=dict)

    def read(self, key: str) -> str:
        return self.kept.get(key, "")

    def write(self, key: str, text: str) -> None:
        self.kept.pop(key, None)
        if text:
            self.kept[key] = text


def _forget(_secrets: Mapping[str, str]) -> None:
    """Nobody keeps the new secrets."""


def surroundings(
    *,
    clock: Clock | None = None,
    memory: DictMemory | None = None,
    on_secrets: Callable[[Mapping[str, str]], None] = _forget,
) -> Surroundings:
    """What tests give a connector besides its connection and secrets."""
    return Surroundings(
        clock=clock or SystemClock(),
        on_secrets=on_secrets,
        memory=memory or DictMemory(),
        read_picture=codes_in,
    )
