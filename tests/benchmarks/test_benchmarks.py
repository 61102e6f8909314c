import io
import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Literal

import pytest
from rich.console import Console

from tests.benchmarks.__main__ import main, table
from tests.benchmarks.measurement import Measurement, interleaved
from tests.benchmarks.registry import found


def a_measurement(*, ours: float = 60, better: Literal["higher", "lower"] = "higher") -> Measurement:
    return Measurement(name="doors opened", ours=ours, reference=100, unit="doors/s", goal=0.5, better=better)


@pytest.mark.parametrize(
    ("ours", "better", "ok"),
    [(50, "higher", True), (49, "higher", False), (50, "lower", True), (51, "lower", False)],
)
def test_a_goal_is_a_floor_or_a_ceiling(ours: float, better: Literal["higher", "lower"], *, ok: bool) -> None:
    assert a_measurement(ours=ours, better=better).ok is ok


def test_a_row_of_the_report_says_everything_needed_to_judge_it() -> None:
    assert a_measurement().as_json() == {
        "name": "doors opened",
        "ours": 60,
        "reference": 100,
        "unit": "doors/s",
        "ratio": 0.6,
        "goal": 0.5,
        "ok": True,
    }


def noting(name: str, turns: list[str], figures: Iterator[float]) -> Callable[[], float]:
    def measure() -> float:
        turns.append(name)
        return next(figures)

    return measure


def test_both_ways_are_measured_in_turns_and_each_goes_first_in_half_of_them() -> None:
    turns: list[str] = []

    interleaved(noting("o", turns, count()), noting("r", turns, count()), repeats=4)

    assert "".join(turns) == "or" + "or" + "ro" + "or" + "ro"


def test_one_slow_turn_does_not_move_the_figure_and_the_warm_up_is_not_counted() -> None:
    slow_once = iter([900.0, 10.0, 500.0, 11.0])
    steady = iter([0.0, 20.0, 20.0, 20.0])

    figures = interleaved(lambda: next(slow_once), lambda: next(steady), repeats=3)

    assert figures == (11.0, 20.0)


def test_every_benchmark_is_found_by_the_name_of_its_module() -> None:
    assert "measurement" not in found()
    assert all(callable(measure) for measure in found().values())


def test_a_missed_goal_is_said_in_the_table() -> None:
    screen = io.StringIO()

    Console(file=screen, width=120).print(table([a_measurement(), a_measurement(ours=10)]))

    assert "ok" in screen.getvalue()
    assert "MISSED" in screen.getvalue()


def test_a_name_nobody_knows_is_answered_with_the_names_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["no_such_thing"], Console(file=io.StringIO()), {"doors": a_measurement})

    assert "doors" in capsys.readouterr().err


def test_the_report_holds_what_was_measured(tmp_path: Path) -> None:
    report = tmp_path / "report.json"

    main(["--json", str(report)], Console(file=io.StringIO()), {"doors": a_measurement})

    assert json.loads(report.read_text(encoding="utf-8")) == [a_measurement().as_json()]


@pytest.mark.parametrize(("ours", "status"), [(60, 0), (10, 1)])
def test_a_missed_goal_fails_the_run(ours: float, status: int) -> None:
    known = {"doors": lambda: a_measurement(ours=ours)}

    assert main([], Console(file=io.StringIO()), known) == status


def test_one_benchmark_can_be_asked_for_by_name() -> None:
    ran: list[str] = []
    known = {name: partial(noted, name, ran) for name in ("doors", "badges")}

    main(["badges"], Console(file=io.StringIO()), known)

    assert ran == ["badges"]


def noted(name: str, ran: list[str]) -> Measurement:
    ran.append(name)
    return a_measurement()
