"""Processes that die while the mirror is encrypted, decrypted, or given another passphrase.

A process of its own forks one for each death, so that nothing but the conversion takes time: at one of the
calls the conversion makes, counted from the first to the last, or somewhere between by a timer.
"""

import json
import os
import random
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from checkin.app.protecting import change_passphrase, decrypt, encrypt, passphrase_for
from checkin.errors import CheckinError, PassphraseError
from checkin.mirror import attendees
from checkin.mirror.database import Mirror
from checkin.mirror.recoding import fresh_of
from checkin.model.ids import EventId
from checkin.paths import Folders, folders_under
from checkin.settings import load
from tests.fakes.builders import a_chosen_event, a_pulled, stored
from tests.fakes.processes import python
from tests.faults.figures import Figure, Scale

_OLD, _NEW = "the old one", "the new one"
_PEOPLE = 300
_WATCHED = ("recoding.py", "cipher.py", "protecting.py", "settings.py")


@dataclass(frozen=True)
class Conversion:
    """A command, and the passphrases before and after it."""

    before: str | None
    after: str | None
    run: Callable[[Folders], None]


CONVERSIONS = {
    "encrypt": Conversion(None, _NEW, lambda folders: encrypt(folders, lambda: _NEW)),
    "decrypt": Conversion(_OLD, None, lambda folders: decrypt(folders, lambda: _OLD)),
    "passphrase": Conversion(
        _OLD, _NEW, lambda folders: change_passphrase(folders, lambda: _OLD, lambda: _NEW)
    ),
}


def prove(scale: Scale) -> list[Figure]:
    """Whenever a process dies, everybody is still there, under the old passphrase or the new one."""
    deaths = (scale.times(2, 0), scale.times(1, 40))
    with tempfile.TemporaryDirectory() as folder:
        told = json.loads(python("tests.faults.passphrases", folder, scale.seed, *deaths, seconds=3600))
    return [
        Figure(name=f"killed during {name}", counts=one["counts"], faults=tuple(one["faults"]))
        for name, one in told.items()
    ]


def _main(folder: Path, seed: int, at_calls: int, by_timer: int) -> None:
    """Die at `at_calls` of the calls, at all of them when it is 0, and `by_timer` times between them."""
    dice = random.Random(seed)
    told = {name: _deaths(folder / name, one, dice, at_calls, by_timer) for name, one in CONVERSIONS.items()}
    sys.stdout.write(json.dumps(told))


def _deaths(
    folder: Path, conversion: Conversion, dice: random.Random, at_calls: int, by_timer: int
) -> dict[str, object]:
    whole = _template(folder / "whole", conversion)
    calls = _calls_of(shutil.copytree(whole, folder / "counted"), conversion)
    steps = list(range(1, calls + 1))
    chosen = dice.sample(steps, at_calls) if at_calls else steps
    counts = Counter(calls=calls)
    faults = []
    for number, death in enumerate([*map(_at_call, chosen), *(_by_timer(dice) for _ in range(by_timer))]):
        place = shutil.copytree(whole, folder / str(number))
        counts["deaths"] += _died(place, conversion, death)
        found, fault = _found(place, conversion)
        counts[found] += 1
        faults += [f"death {number}: {fault}"] if fault else []
        shutil.rmtree(place)
    return {"counts": counts, "faults": faults}


def _template(place: Path, conversion: Conversion) -> Path:
    folders = folders_under(place).create()
    mirror = Mirror(folders.mirror)
    stored(mirror, a_chosen_event(mirror), *(a_pulled(number) for number in range(_PEOPLE)))
    mirror.close()
    if conversion.before is not None:
        encrypt(folders, lambda: _OLD)
    return place


Death = Callable[[], None]


def _at_call(number: int) -> Death:
    def arm() -> None:
        left = [number]

        def watch(frame: FrameType, event: str, _: object) -> None:
            if event == "c_call" and frame.f_code.co_filename.endswith(_WATCHED):
                left[0] -= 1
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(watch)

    return arm


def _by_timer(dice: random.Random) -> Death:
    seconds = dice.uniform(0.05, 0.8)

    def arm() -> None:
        signal.setitimer(signal.ITIMER_REAL, seconds)  # nobody handles what it sends: it ends the process

    return arm


def _calls_of(place: Path, conversion: Conversion) -> int:
    counted = [0]

    def watch(frame: FrameType, event: str, _: object) -> None:
        counted[0] += event == "c_call" and frame.f_code.co_filename.endswith(_WATCHED)

    sys.setprofile(watch)
    try:
        conversion.run(folders_under(place))
    finally:
        sys.setprofile(None)
    return counted[0]


def _died(place: Path, conversion: Conversion, death: Death) -> bool:
    child = os.fork()
    if not child:
        death()
        conversion.run(folders_under(place))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _found(place: Path, conversion: Conversion) -> tuple[str, str]:
    """Which of the two mirrors is there, and what is wrong with it; then the command is done once more."""
    folders = folders_under(place)
    for name, passphrase in (("old", conversion.before), ("new", conversion.after)):
        try:
            wanted = passphrase_for(load(folders.settings), folders.mirror, passphrase)
            if wanted != passphrase:
                continue  # plain, where it was to be encrypted
            mirror = Mirror(folders.mirror, passphrase=wanted)
        except PassphraseError:
            continue
        fault = mirror.fault()
        with mirror.read() as connection:
            people = attendees.count(connection, EventId(1))
        mirror.close()
        fault = fault or ("" if people == _PEOPLE else f"{people} people")
        return name, fault or ("" if name == "new" else _once_more(folders, conversion))
    return "neither", "neither passphrase opens it"


def _once_more(folders: Folders, conversion: Conversion) -> str:
    try:
        conversion.run(folders)
    except CheckinError as error:
        return f"not done once more: {error}"
    return "something is left beside it" if fresh_of(folders.mirror).exists() else ""


if __name__ == "__main__":
    _main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
