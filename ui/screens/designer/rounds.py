"""Whether a design suits everybody there is to look at, and not only whoever is looked at."""

from collections.abc import Callable, Mapping

from checkin.badges.template import BadgeTemplate
from checkin.errors import CheckinError
from ui.screens.designer.findings import Finding, look_over
from ui.screens.designer.samples import Sample
from ui.tasks import Ask
from ui.theme.tokens import Tone

_NAMED = 2


class Rounds:
    """Looks at one after the other, beside the window; the answer to what was asked last counts.

    Attributes:
        troubled: who has something that speaks against their badge: key and title.
        changed: called when that is known anew.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._asked = 0
        self._looked_at: object = None
        self.troubled: tuple[tuple[str, str], ...] = ()
        self.changed: Callable[[], object] = lambda: None

    def forget(self) -> None:
        """Another design is drawn on: what was found speaks of none of it."""
        self._asked += 1
        self._looked_at, self.troubled = None, ()

    def begin(
        self, template: BadgeTemplate, everybody: Mapping[str, Sample], dpi: Callable[[str], float]
    ) -> None:
        """Look at these; `dpi` is of the printer for a ticket type. Some milliseconds each.

        Nothing is looked at twice: much that changes is only what is chosen.
        """
        people = tuple(everybody.items())
        fineness = [dpi(one.badge.ticket_type) for _, one in people]
        wanted = (template, people, fineness)
        if wanted == self._looked_at:
            return
        self._looked_at = wanted
        self._asked += 1
        turn = self._asked

        def look() -> tuple[tuple[str, str], ...]:
            return tuple(
                (key, one.title)
                for (key, one), dots in zip(people, fineness, strict=True)
                if look_over(template, one.badge, dots).findings
            )

        self._ask(look, lambda found: self._take(turn, found), self._do_without)

    def beside(self, key: str) -> Finding | None:
        """That others than this one are to be looked at, too; leads to the next of them. None for nobody."""
        others = [one for one in self.troubled if one[0] != key]
        if not others:
            return None
        keys = [each for each, _ in self.troubled]
        after = keys.index(key) if key in keys else -1
        to = (keys[after + 1 :] + keys)[0]
        names = ", ".join(title.partition(":")[0] for _, title in others[:_NAMED])
        more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
        return Finding(says=f"To be looked at, too: {names}{more}.", tone=Tone.IDLE, look_at=to)

    def _take(self, turn: int, found: tuple[tuple[str, str], ...]) -> None:
        if turn == self._asked and found != self.troubled:
            self.troubled = found
            self.changed()

    def _do_without(self, _error: CheckinError) -> None:
        """What keeps one badge from being looked at is said where that one is seen."""
