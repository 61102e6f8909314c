"""What a benchmark hands back, and how two ways of doing the same are measured fairly."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """Ours beside a reference, both measured in the same run on the same machine.

    Attributes:
        unit: of `ours` and of `reference`, such as ``"admissions/s"``.
        goal: the ratio to reach when more is better, not to pass when less is.
    """

    name: str
    ours: float
    reference: float
    unit: str
    goal: float
    better: Literal["higher", "lower"] = "higher"

    @property
    def ratio(self) -> float:
        """Ours as a multiple of the reference."""
        return self.ours / self.reference

    @property
    def ok(self) -> bool:
        """Whether the goal is met."""
        return self.ratio >= self.goal if self.better == "higher" else self.ratio <= self.goal

    def as_json(self) -> dict[str, object]:
        """The row of a report."""
        return {
            "name": self.name,
            "ours": self.ours,
            "reference": self.reference,
            "unit": self.unit,
            "ratio": self.ratio,
            "goal": self.goal,
            "ok": self.ok,
        }


def interleaved(
    ours: Callable[[], float], reference: Callable[[], float], *, repeats: int = 9
) -> tuple[float, float]:
    """The median of what each returns, measured in turns.

    One uncounted turn warms both up. Each turn swaps who goes first, so that a machine that gets
    slower or faster meanwhile favours neither.
    """
    ours()
    reference()
    of_ours: list[float] = []
    of_reference: list[float] = []
    pair = [(of_ours, ours), (of_reference, reference)]
    for _ in range(repeats):
        for figures, measure in pair:
            figures.append(measure())
        pair.reverse()
    return statistics.median(of_ours), statistics.median(of_reference)
