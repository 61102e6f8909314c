import io
import json
from pathlib import Path

import pytest

from tests.faults.__main__ import main
from tests.faults.figures import Figure, Scale, found, proven


def proves(scale: Scale) -> list[Figure]:
    return [Figure(name="kept", counts={"greens": scale.times(10, 1000), "lost": 0})]


def breaks(scale: Scale) -> list[Figure]:
    return [Figure(name="broken", counts={"seed": scale.seed}, faults=("one green was lost",))]


def test_every_figure_is_one_line_and_a_broken_promise_ends_in_an_error(tmp_path: Path) -> None:
    out, file = io.StringIO(), tmp_path / "figures.json"

    ended = main(["--json", str(file), "--seed", "7"], {"a": proves, "b": breaks}, out)

    assert ended == 1
    first, second, third = out.getvalue().splitlines()
    assert first == "seed 7"
    assert second.startswith("kept: greens 1000, lost 0: ok")
    assert third.startswith("broken: seed 7: BROKEN: one green was lost")
    assert [one["ok"] for one in json.loads(file.read_text())["figures"]] == [True, False]


def test_one_proof_can_be_run_by_its_name_and_reduced() -> None:
    out = io.StringIO()

    assert main(["a", "--reduced"], {"a": proves, "b": breaks}, out) == 0

    assert "kept: greens 10, lost 0: ok" in out.getvalue()
    assert "broken" not in out.getvalue()


def test_a_proof_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["z"], {"a": proves}, io.StringIO())

    assert "There is no proof z" in capsys.readouterr().err


def test_every_proof_can_be_found_by_its_module() -> None:
    assert all(callable(proof) for proof in found().values())


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        ([], "nothing was proved"),
        (breaks(Scale()), "one green was lost"),
        ([Figure(name="idle", counts={"greens": 0})], "no greens"),
    ],
)
def test_what_proves_nothing_is_no_proof(figures: list[Figure], why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        proven(figures, "greens")
