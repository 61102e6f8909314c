"""What the faults prove, as figures: each a name, what was counted, and whether the promise held."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much is done, and with which dice.

    Attributes:
        full: the figures that are published; else the seeded, reduced counts of the test suite.
        seed: of every dice; printed, so that a failure can be lived through again.
    """

    full: bool = False
    seed: int = 2026

    def times(self, reduced: int, full: int) -> int:
        """How often."""
        return full if self.full else reduced


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One promise, proved.

    Attributes:
        name: of the proof.
        counts: what was counted, in the order of the line.
        faults: every way in which the promise was broken, in words; empty when it held.
    """

    name: str
    counts: Mapping[str, int | float | str]
    faults: tuple[str, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether the promise held."""
        return not self.faults

    def line(self) -> str:
        """As one line for people."""
        counted = ", ".join(f"{name} {value}" for name, value in self.counts.items())
        verdict = "ok" if self.ok else "BROKEN: " + "; ".join(self.faults[:3])
        return f"{self.name}: {counted}: {verdict}"

    def as_json(self) -> dict[str, object]:
        """As it is written to a file."""
        return {**asdict(self), "ok": self.ok}


Proof = Callable[[Scale], Iterable[Figure]]


def proven(figures: Iterable[Figure], counted: str) -> None:
    """Each promise held, and there was something to prove: each figure counts some of what is `counted`.

    Raises:
        AssertionError: there is no figure, one counts nothing, or one says that its promise was broken.
    """
    measured = list(figures)
    assert measured, "nothing was proved"
    for figure in measured:
        assert figure.ok, figure.line()
        assert figure.counts[counted], f"{figure.line()}: no {counted}"


def found() -> dict[str, Proof]:
    """Every proof by the name of its module: those beside this one that have a `prove`."""
    here = Path(__file__).parent
    names = sorted(module.name for module in pkgutil.iter_modules([str(here)]) if module.name[0] != "_")
    modules = {
        name: importlib.import_module(f"tests.faults.{name}")
        for name in names
        if not name.startswith("test_")
    }
    return {name: module.prove for name, module in modules.items() if hasattr(module, "prove")}
