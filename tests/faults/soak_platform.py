"""A practice platform in a process of its own, so that its memory is not taken for the desk's.

Signals switch it: USR1 takes its network away, USR2 brings it back, HUP has it write down its record.
"""

import json
import signal
from pathlib import Path

from tests.faults import laptop
from tests.faults.warm import Warm, say

OFFLINE, ONLINE, RECORD = signal.SIGUSR1, signal.SIGUSR2, signal.SIGHUP
OPEN, RECORDED = "open.json", "record.json"


def live(folder: str, platform: str, attendees: int, seed: int) -> None:
    """Be there until killed; what must be known to sign in is in a file."""
    heeded = {OFFLINE, ONLINE, RECORD}
    signal.pthread_sigmask(signal.SIG_BLOCK, heeded)  # for the threads, too: only this one listens
    with laptop.performing(platform, Path(folder), attendees=attendees, seed=seed) as rehearsal:
        told = {
            "connection": rehearsal.connection.model_dump(),
            "secrets": rehearsal.secrets,
            "event": rehearsal.main_event,
            "station": rehearsal.main_station,
            "welcome": laptop.welcome(rehearsal),
            "turned": [one.code for one in rehearsal.visitors() if one.expected is not None],
        }
        Path(folder, OPEN).write_text(json.dumps(told))
        say("open")
        while True:
            match signal.sigwait(heeded):
                case signal.SIGUSR1:
                    rehearsal.go_offline()
                case signal.SIGUSR2:
                    rehearsal.come_back()
                case _:
                    Path(folder, RECORDED).write_text(json.dumps(rehearsal.record()))
                    say("recorded")


def record_of(platform: Warm, folder: Path) -> dict[str, int]:
    """How many check-ins the platform has of whom."""
    platform.signal(RECORD)
    platform.until("recorded")
    told: dict[str, int] = json.loads((folder / RECORDED).read_text())
    return told
