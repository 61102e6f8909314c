"""How fast one of several stations goes that share an account and what its platform allows.

Pure: dice and time come from outside. Nine laptops that were opened at the same moment drift apart, and those
that are told to slow down get faster again only little by little.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

Dice = Callable[[float, float], float]
"""Somewhere between two numbers."""

_SPREAD = 0.2
_FURTHEST = 8.0
_LONGEST_LOOK_AWAY = 900.0  # seconds; what others do at their doors must be known some time
_RELIEF = 0.9

_FIRST_GAP = 0.5  # seconds
_LONGEST_GAP = 4.0
_GAP_IS_OVER = 0.1

_LATE = 0.1
_LATEST = 5.0  # seconds


def _own_dice() -> Dice:
    return random.SystemRandom().uniform


@dataclass(slots=True)
class Pace:
    """One station's; used by the sync's thread.

    Attributes:
        dice: where two stations would do the same at the same moment.
    """

    dice: Dice = field(default_factory=_own_dice)
    _stretch: float = 1.0
    _gap: float = 0.0

    def until_pull(self, usual: float) -> float:
        """Seconds until the next pull: a fifth more or less than usual; up to eight times that when told.

        A quarter of an hour is never made longer: complete pulls, where there are no others, relent slowly.
        """
        stretched = min(usual * self._stretch, max(usual, _LONGEST_LOOK_AWAY))
        return stretched * self.dice(1 - _SPREAD, 1 + _SPREAD)

    def until_push(self) -> float:
        """Seconds to leave between two pushes; none while the platform takes whatever comes."""
        return self._gap * self.dice(1 - _SPREAD, 1 + _SPREAD)

    def not_before(self, asked: float) -> float:
        """What the platform asks for and a little more: not everybody comes back at once, nobody sooner."""
        return asked + self.dice(0.0, min(asked * _LATE, _LATEST))

    def pulled(self) -> None:
        """A pull went well: the next comes a little sooner."""
        self._stretch = max(1.0, self._stretch * _RELIEF)

    def pushed(self) -> None:
        """A push was answered: the next comes a little sooner."""
        self._gap *= _RELIEF
        if self._gap < _GAP_IS_OVER:
            self._gap = 0.0

    def pull_throttled(self) -> None:
        """A pull was too much: the others' check-ins matter more than our looking."""
        self._stretch = min(_FURTHEST, self._stretch * 2)

    def push_throttled(self) -> None:
        """A push was too much: pulls make room first, and what waits here goes out evenly from now on."""
        self.pull_throttled()
        self._gap = min(_LONGEST_GAP, max(_FIRST_GAP, self._gap * 2))
