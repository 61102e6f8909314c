"""The scans of this station as the list shows them, newest first."""

from dataclasses import dataclass, replace

from checkin.model.admission import Admission, Admitted, Refusal
from checkin.model.attendee import Attendee
from checkin.model.ids import AttendeeId, MovementId
from checkin.model.movement import Movement
from checkin.model.scan import Found, Scan
from ui.screens.desk import cards
from ui.theme.tokens import Tone
from ui.widgets.recent_list import RecentRow
from ui.wording import Moment

_KEPT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """One scan of the list."""

    row: RecentRow
    attendee: Attendee | None = None
    movement: MovementId | None = None


class Recents:
    """Keeps the newest scans; a movement is listed once, whoever tells of it first."""

    def __init__(self) -> None:
        self._kept: list[Recent] = []
        self._made = 0

    @property
    def rows(self) -> tuple[RecentRow, ...]:
        """As the list shows them."""
        return tuple(recent.row for recent in self._kept)

    def by_key(self, key: int) -> Recent | None:
        """The scan with this key."""
        return next((recent for recent in self._kept if recent.row.key == key), None)

    def last_undoable(self) -> Recent | None:
        """The newest check-in or check-out that can be taken back."""
        return next((recent for recent in self._kept if recent.row.can_undo), None)

    def last_printable(self) -> Recent | None:
        """The newest scan whose badge can be printed."""
        return next((recent for recent in self._kept if recent.row.can_print), None)

    def add(self, scan: Scan, moment: Moment) -> None:
        """A scan was answered."""
        if scan.movement is not None and any(recent.movement == scan.movement for recent in self._kept):
            return
        admission = scan.admission
        attendee = admission.attendee
        row = RecentRow(
            key=self._key(),
            tone=cards.tone_of(scan),
            name=_name_of(scan),
            line=f"{moment(scan.at)} \N{MIDDLE DOT} {cards.word_of(scan, moment)}",
            can_undo=scan.movement is not None,
            can_print=attendee is not None and _may_have_badge(admission),
        )
        self._kept.insert(0, Recent(row=row, attendee=attendee, movement=scan.movement))
        del self._kept[_KEPT:]

    def remember(self, earlier: tuple[tuple[Movement, Found], ...], moment: Moment) -> None:
        """What was recorded here before the window opened, newest first."""
        known = {recent.movement for recent in self._kept}
        for movement, found in earlier:
            if movement.id in known or len(self._kept) >= _KEPT:
                continue
            row = RecentRow(
                key=self._key(),
                tone=Tone.YES,
                name=found.attendee.name,
                line=f"{moment(movement.at)} \N{MIDDLE DOT} {cards.word_of_movement(movement)}",
                can_undo=True,
                can_print=True,
            )
            self._kept.append(Recent(row=row, attendee=found.attendee, movement=movement.id))

    def take_back(self, movement: MovementId) -> None:
        """A movement was undone; it stays in the list and says so."""
        self._kept = [
            replace(recent, row=_undone(recent.row)) if recent.movement == movement else recent
            for recent in self._kept
        ]

    def attendee_of(self, key: int) -> AttendeeId | None:
        """Whose scan it was."""
        recent = self.by_key(key)
        return None if recent is None or recent.attendee is None else recent.attendee.id

    def _key(self) -> int:
        self._made += 1
        return self._made


def _may_have_badge(admission: Admission) -> bool:
    return isinstance(admission, Admitted) or admission.refusal is Refusal.ALREADY_INSIDE


def _name_of(scan: Scan) -> str:
    attendee = scan.admission.attendee
    if attendee is not None:
        return attendee.name
    if isinstance(scan.admission, Admitted) or not scan.admission.choices:
        return "Unknown ticket"
    return " or ".join(choice.name for choice in scan.admission.choices[:2])


def _undone(row: RecentRow) -> RecentRow:
    if not row.can_undo:
        return row
    when = row.line.split(" \N{MIDDLE DOT} ", maxsplit=1)[0]
    return replace(
        row,
        tone=Tone.IDLE,
        sign="undo",
        line=f"{when} \N{MIDDLE DOT} Taken back",
        can_undo=False,
        can_print=False,
    )
