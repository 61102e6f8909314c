"""A desk under load that is going to be killed; see `tests.faults.kills`."""

import os
import random
import threading
from itertools import count
from pathlib import Path

from checkin.app import App, Schedule
from checkin.model.admission import Admitted
from checkin.model.form import GIVEN_NAME, FieldKind, FormField
from checkin.model.platform import Capability
from checkin.model.scan import Scan
from tests.faults.laptop import opened
from tests.faults.warm import say

_RUSH = 0.015  # seconds between two people at most
_CHANGES, _EVERYTHING = 0.05, 0.4  # a day's pulls, in the time a life lasts

_ANSWERS = {FieldKind.TICK: "yes", FieldKind.NUMBER: "42", FieldKind.EMAIL: "walk-in@example.org"}


def live(folder: str, seed: int, start: int) -> None:
    """Answer the queue from number `start` on, and say what was shown to whom, until the end."""
    app = opened(Path(folder), Schedule(changes=_CHANGES, everything=_EVERYTHING))
    app.start_sync()
    _Shift(app, Path(folder), random.Random(seed)).work(start)


class _Shift:
    """What people do at the desk, by the dice."""

    def __init__(self, app: App, folder: Path, dice: random.Random) -> None:
        self._app = app
        self._codes = (folder / "codes.txt").read_text().splitlines()
        self._dice = dice
        self._registers = Capability.WALK_IN in app.capabilities
        self._green: list[tuple[str, Scan]] = []

    def work(self, start: int) -> None:
        nobody = threading.Event()
        for number in count(start):
            if number < len(self._codes):
                say("asks", number)
                self._show(self._codes[number], self._app.desk.admit(self._codes[number]))
            self._something_else()
            nobody.wait(self._dice.uniform(0, _RUSH))

    def _something_else(self) -> None:
        match self._dice.randrange(12):
            case 0 | 1 if self._green:
                self._take_back()
            case 2 | 3 if self._green:
                code = self._dice.choice(self._green)[0] or "a walk-in without a badge"
                self._show(code, self._app.desk.admit(code))
            case 4:
                self._app.desk.admit("a code nobody has")
            case 5 if self._registers:
                self._walk_in()
            case 6:
                self._app.desk.find(self._dice.choice("aeiou"))
            case _:
                pass

    def _show(self, code: str, scan: Scan) -> None:
        if isinstance(scan.admission, Admitted):
            say("green", scan.movement)
            self._green.append((code, scan))

    def _take_back(self) -> None:
        _, scan = self._green.pop(self._dice.randrange(len(self._green)))
        assert scan.movement is not None
        undone = self._app.desk.undo(scan.movement)
        say("undone", scan.movement, undone.told_platform)

    def _walk_in(self) -> None:
        form = self._app.desk.walk_in_form
        kind = form.ticket_types[0][0] if form.ticket_types else ""
        name = f"W{os.getpid()}n{self._dice.randrange(10**9)}"
        answers = {one.name: _answer(one, name) for one in form.fields if one.required}
        number = self._app.desk.register({**answers, GIVEN_NAME: name}, kind)
        self._show("", self._app.desk.admit_attendee(number))


def _answer(asked: FormField, name: str) -> str:
    offered = [one.value for one in asked.options if one.value]
    return offered[0] if offered else _ANSWERS.get(asked.kind, name)
