"""The story: doors open, the network goes, the queue does not stop, the network comes back."""

import json
import math
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from checkin.app.app import App
from checkin.app.awaited_badge import awaited_badge
from checkin.app.command_line import choose_first_station
from checkin.app.demo.report import Report
from checkin.app.training import Population, Training
from checkin.badges.preview import pixels
from checkin.desk.export import ExportFormat
from checkin.errors import CheckinError
from checkin.model.admission import Admitted, Refusal, Refused
from checkin.model.attendee import Attendee
from checkin.model.form import FieldKind, FormField
from checkin.model.ids import AttendeeId, MovementId, PlatformId
from checkin.model.scan import Scan
from checkin.notices import Notice, OutboxChanged
from checkin.practice.visitor import Visitor
from checkin.scanner.decode import Decoder
from checkin.scanner.draw import qr_frame, random_look

_PATIENCE = 120.0  # seconds to wait for the outbox to move after the network is back
_DOTS = 200
_STRANGER = "00000000-0000-4000-8000-000000000000-ffffff"

_MOST_STEPS = 3
_DEALT_WITH = {Refusal.NEEDS_CONFIRMATION, Refusal.QUESTIONS_OPEN}
_ANSWERS = {
    FieldKind.TICK: "yes",
    FieldKind.NUMBER: "42",
    FieldKind.EMAIL: "somebody@example.org",
    FieldKind.DATE: "2000-02-29",
    FieldKind.TIME: "08:45",
    FieldKind.MOMENT: "2000-02-29T08:45:00+00:00",
}

Tell = Callable[[str], None]


class DemoError(CheckinError):
    """The demonstration could not go on."""


@dataclass(slots=True)
class _Tally:
    """What happened so far."""

    scans: int = 0
    misread: int = 0
    unexpected: int = 0
    during_outage: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    green: dict[PlatformId, tuple[AttendeeId, MovementId]] = field(default_factory=dict)
    undone: set[PlatformId] = field(default_factory=set)
    badges: dict[PlatformId, bytes] = field(default_factory=dict)


class Story:
    """One run over a fresh app."""

    def __init__(self, app: App, population: Population, tell: Tell, platform: str) -> None:
        self._app = app
        self._platform = platform
        self._population = population
        self._tell = tell
        self._dice = random.Random(population.seed)  # noqa: S311  (a story, not a secret)
        self._decoder = Decoder()
        self._tally = _Tally()

    def live(self) -> Report:
        """Live through it.

        Raises:
            CheckinError: it could not go on.
        """
        began = self._app.clock.monotonic()
        attendees = self._set_up()
        good, bad = self._queue()
        first, second = len(good) // 2, len(good) * 3 // 4
        self._app.start_sync()
        self._tell(f"Doors open. {first} people come while the network is up.")
        self._scan_all([*good[:first], *bad[: len(bad) // 2]])
        self._training.go_offline()
        self._tell(
            f"The network is gone. {second - first} people come all the same, some for the second time."
        )
        self._scan_all(
            [*good[first:second], *bad[len(bad) // 2 :], *self._again(good[:second])], offline=True
        )
        self._take_back(good[first : first + 3])
        self._training.come_back()
        self._tell(f"The network is back. {len(good) - second} more people come while the outbox empties.")
        self._scan_all(good[second:])
        self._wait_for_outbox()
        self._tell("Comparing the platform's own record with ours, and scanning every badge.")
        report = self._report(attendees)
        return replace(report, seconds=math.ceil(self._app.clock.monotonic() - began))

    @property
    def _training(self) -> Training:
        training = self._app.practice
        if training is None:
            raise DemoError("The practice platform is not running.")
        return training

    def _set_up(self) -> int:
        self._app.practise(self._population, self._platform)
        self._tell("Pulling the attendees from the practice platform.")
        main = self._training.rehearsal.main_event
        for event in sorted(self._app.events(), key=lambda event: event.platform_id == main):
            self._app.choose_event(event)  # the others' tickets are then known to be for another event
            if event.platform_id != main:
                self._app.pull()
        pulled = self._app.pull()
        choose_first_station(self._app, self._training.rehearsal.main_station)
        return pulled.attendees

    def _queue(self) -> tuple[list[Visitor], list[Visitor]]:
        """Everybody, shuffled: those who must be admitted, and those who must not."""
        stranger = Visitor(
            platform_id=PlatformId(""), code=_STRANGER, expected=Refusal.UNKNOWN_CODE, event=PlatformId("")
        )
        everybody = [
            replace(one, expected=None) if one.expected in _DEALT_WITH else one
            for one in (*self._training.rehearsal.visitors(), stranger)
        ]
        self._dice.shuffle(everybody)
        good = [one for one in everybody if one.expected is None]
        return good, [one for one in everybody if one.expected is not None]

    def _again(self, came: Sequence[Visitor]) -> list[Visitor]:
        alone = [one for one in came if one.admits == 1]
        repeated = self._dice.sample(alone, max(1, len(alone) // 10))
        return [replace(one, expected=Refusal.ALREADY_INSIDE) for one in repeated]

    def _scan_all(self, visitors: Iterable[Visitor], *, offline: bool = False) -> None:
        for visitor in visitors:
            scan = self._scan(visitor)
            if isinstance(scan.admission, Admitted) and scan.movement is not None:
                self._tally.during_outage += offline
                self._tally.green[visitor.platform_id] = (scan.admission.attendee.id, scan.movement)
                self._print_badge(visitor.platform_id, scan.admission.attendee.id)

    def _scan(self, visitor: Visitor) -> Scan:
        """Draw the code into a frame, decode the frame, answer."""
        frame = qr_frame(visitor.code, look=random_look(1, self._dice.randrange(1 << 30)))
        seen = self._decoder.decode(frame)
        payload = seen[0].payload if seen else ""
        tally = self._tally
        tally.scans += 1
        tally.misread += payload != visitor.code
        scan = self._app.at_desk(lambda: self._app.desk.admit(payload)).result()
        if visitor.expected is None:
            scan = self._dealt_with(scan)
        refusal = None if isinstance(scan.admission, Admitted) else scan.admission.refusal
        if refusal is not None:
            tally.refused[refusal.value] += 1
        tally.unexpected += refusal is not visitor.expected
        return scan

    def _dealt_with(self, scan: Scan) -> Scan:
        """What somebody at the desk settles on the spot: a look at the ticket, and questions answered."""
        overruled, answers = None, dict[str, str]()
        for _ in range(_MOST_STEPS):
            match scan.admission:
                case Refused(refusal=Refusal.NEEDS_CONFIRMATION, attendee=Attendee() as attendee):
                    overruled = Refusal.NEEDS_CONFIRMATION
                case Refused(refusal=Refusal.QUESTIONS_OPEN, attendee=Attendee() as attendee) as asked:
                    answers = {question.name: _an_answer(question) for question in asked.questions}
                case _:
                    return scan
            admit = partial(self._app.desk.admit_attendee, attendee.id, overruled, answers)
            scan = self._app.at_desk(admit).result()
        return scan

    def _print_badge(self, visitor: PlatformId, attendee: AttendeeId) -> None:
        printed = awaited_badge(self._app, attendee)
        if printed.path is None:
            raise DemoError("The demonstration prints into a folder.")
        self._tally.badges[visitor] = printed.path.read_bytes()

    def _take_back(self, visitors: Iterable[Visitor]) -> None:
        for visitor in visitors:
            movement = self._tally.green[visitor.platform_id][1]
            self._app.at_desk(partial(self._app.desk.undo, movement)).result()
            self._tally.undone.add(visitor.platform_id)

    def _wait_for_outbox(self) -> None:
        """Until nothing waits, or nothing happens any more."""
        changed = threading.Event()

        def see(notice: Notice) -> None:
            if isinstance(notice, OutboxChanged):
                changed.set()

        stop = self._app.notices.listen(see)
        self._app.sync_now()
        while self._app.sync_status().counts.waiting:
            if not changed.wait(_PATIENCE):
                self._tell("The outbox did not empty in time.")
                break
            changed.clear()
        stop()

    def _report(self, attendees: int) -> Report:
        tally, counts = self._tally, self._app.sync_status().counts
        on_platform = self._record()
        standing = set(tally.green) - tally.undone
        return Report(
            attendees=attendees,
            scans=tally.scans,
            misread=tally.misread,
            admitted=len(tally.green),
            refused=dict(tally.refused),
            during_outage=tally.during_outage,
            undone=len(tally.undone),
            settled=counts.settled,
            parked=counts.parked,
            waiting=counts.waiting,
            platform_checkins=on_platform.total(),
            lost=len(standing - set(on_platform)),
            doubled=sum(1 for number in on_platform.values() if number > 1),
            unexpected=tally.unexpected + len(set(on_platform) - standing),
            badges=len(tally.badges),
            badges_decoded=sum(self._scans_as(visitor, pdf) for visitor, pdf in tally.badges.items()),
        )

    def _record(self) -> Counter[PlatformId]:
        """The platform's own record; of one that keeps no check-ins, what an organiser is given instead."""
        if self._app.desk.tells_movements:
            return self._training.rehearsal.record()
        with TemporaryDirectory(prefix="checkin-demo-") as folder:
            file = Path(folder) / "movements.json"
            self._app.export(file, ExportFormat.JSON)
            rows = json.loads(file.read_text(encoding="utf-8"))["movements"]
        return Counter(
            PlatformId(row["attendee"]) for row in rows if not row["undoes"] and not row["undone_by"]
        )

    def _scans_as(self, visitor: PlatformId, pdf: bytes) -> bool:
        """Whether the badge, rendered to pixels and decoded, finds its own attendee."""
        read = Decoder().decode(pixels(pdf, dpi=_DOTS))
        number = self._tally.green[visitor][0]
        return len(read) == 1 and read[0].payload == self._app.desk.look(number).attendee.badge_code


def _an_answer(question: FormField) -> str:
    offered = [option.value for option in question.options if option.value is not None]
    return offered[0] if offered else _ANSWERS.get(question.kind, "nothing to say")


def run_demo(app: App, population: Population, tell: Tell, platform: str = "open_event") -> Report:
    """Live through the story with a fresh app; `tell` is called with a sentence now and then.

    Raises:
        CheckinError: it could not go on.
    """
    return Story(app, population, tell, platform).live()
