"""The disk as a power cut would leave it: what was synced, and any part of what was only written."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.faults.power_vfs import Happened

_SECTOR = 512


@dataclass(slots=True)
class _Kept:
    """One name on the disk.

    Attributes:
        synced: what is surely there; None when surely nothing is.
        since: what was done to it since then.
        ghost: another file of this name that was deleted, though nobody made sure of that.
    """

    synced: bytes | None
    since: list[Happened] = field(default_factory=list)
    ghost: bytes | None = None


class Disk:
    """Follows a log; says at any line of it what a power cut may leave."""

    def __init__(self, content: Mapping[str, bytes]) -> None:
        self._kept = {name: _Kept(content) for name, content in content.items()}

    def follow(self, line: Happened) -> None:
        """One thing more happened."""
        if line.kind in {"shown", "undone"}:
            return
        kept = self._kept.setdefault(line.name, _Kept(None))
        match line.kind:
            case "sync":
                kept.synced = _applied(kept.synced or b"", kept.since)
                kept.since, kept.ghost = [], None
            case "delete":
                ghost = None if line.at else kept.synced
                self._kept[line.name] = _Kept(None, ghost=ghost)
            case "open" if kept.synced is not None:
                pass
            case _:
                kept.since.append(line)

    def cut(self, dice: random.Random) -> dict[str, bytes]:
        """The power goes now."""
        left = {name: self._left(kept, dice) for name, kept in self._kept.items()}
        return {name: content for name, content in left.items() if content is not None}

    @staticmethod
    def _left(kept: _Kept, dice: random.Random) -> bytes | None:
        if kept.synced is None and (not kept.since or dice.random() < 0.3):
            return kept.ghost if dice.random() < 0.5 else None
        if not kept.since:
            return kept.synced
        match dice.randrange(4):
            case 0:
                return kept.synced
            case 1:
                return _applied(kept.synced or b"", kept.since)
            case _:
                share = dice.random()
                torn = [part for one in kept.since for part in _torn(one, dice, share)]
                return _applied(kept.synced or b"", torn)


def _torn(line: Happened, dice: random.Random, share: float) -> list[Happened]:
    """What of one write came to the disk: sectors of it, each or not."""
    if dice.random() < 0.5:  # all of it, or nothing
        return [line] if dice.random() < share else []
    if line.kind != "write":
        return [line] if dice.random() < share else []
    parts = []
    start = 0
    while start < len(line.data):
        end = min(len(line.data), start + _SECTOR - (line.at + start) % _SECTOR)
        if dice.random() < share:
            parts.append(
                Happened(kind="write", name=line.name, at=line.at + start, data=line.data[start:end])
            )
        start = end
    return parts


def _applied(content: bytes, lines: Sequence[Happened]) -> bytes:
    changed = bytearray(content)
    for line in lines:
        if line.kind == "truncate":
            del changed[line.at :]
            changed.extend(bytes(line.at - len(changed)))
        elif line.kind == "write":
            changed.extend(bytes(max(0, line.at - len(changed))))
            changed[line.at : line.at + len(line.data)] = line.data
    return bytes(changed)
