"""Asking the desk for an answer, with what the answer's card has to show besides."""

from collections.abc import Callable
from dataclasses import dataclass

from checkin.errors import CheckinError
from checkin.model.admission import Admitted
from checkin.model.scan import Scan
from checkin.model.station import Direction
from ui.screens.desk.ports import Desk, DeskApp
from ui.screens.desk.wish import Wish
from ui.tasks import Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer of the desk.

    Attributes:
        wish: what was asked, None for a code.
        come: of a ticket for several people, how many have come by now; None where that is not said.
    """

    scan: Scan
    wish: Wish | None = None
    come: int | None = None


class Answering:
    """Asks one thing after the other, on the desk's thread."""

    def __init__(self, app: DeskApp, ask: Ask) -> None:
        self._app, self._ask = app, ask

    def to_code(
        self,
        payload: str,
        then: Callable[[Answered], object],
        otherwise: Callable[[CheckinError], object],
    ) -> None:
        """What there is to say to a code."""
        self._ask(lambda: self._with_company(self._app.desk.admit(payload)), then, otherwise)

    def to_wish(
        self,
        wish: Wish,
        then: Callable[[Answered], object],
        otherwise: Callable[[CheckinError], object],
    ) -> None:
        """What there is to say to a wish."""

        def work() -> Answered:
            answers = dict(wish.answers) or None
            return self._with_company(
                self._app.desk.admit_attendee(wish.attendee, wish.overruled, answers), wish
            )

        self._ask(work, then, otherwise)

    def _with_company(self, scan: Scan, wish: Wish | None = None) -> Answered:
        return Answered(scan=scan, wish=wish, come=_come(self._app.desk, scan))


def _come(desk: Desk, scan: Scan) -> int | None:
    admission = scan.admission
    if not isinstance(admission, Admitted) or admission.direction is Direction.OUT:
        return None
    if admission.attendee.ticket.admits <= 1:
        return None
    try:
        return desk.look(admission.attendee.id).presence.entries
    except CheckinError:  # they are in, and that is what has to be said
        return None
