"""The headless demonstration, as a newcomer runs it, on fewer people."""

import json
from pathlib import Path

from rich.console import Console
from typer.testing import CliRunner

from checkin.__main__ import cli
from checkin.app.demo.report import Report, print_report

WORDS = ["demo", "--headless", "--attendees", "120"]


def test_the_whole_main_job_with_an_outage_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    file = tmp_path / "demo.json"

    result = CliRunner().invoke(cli, [*WORDS, "--json", str(file), "--keep", str(tmp_path / "kept")])

    assert result.exit_code == 0, result.output
    figures = json.loads(file.read_text())
    assert figures["admitted"] == figures["settled"] + figures["undone"]
    assert figures["platform_checkins"] == figures["settled"]
    assert (figures["lost"], figures["doubled"], figures["parked"]) == (0, 0, 0)
    assert figures["badges_decoded"] == figures["badges"] == figures["admitted"]
    assert figures["during_outage"] > 0
    assert {"already inside", "unpaid", "cancelled", "unknown code"} <= set(figures["refused"])
    assert len(list((tmp_path / "kept" / "data" / "badges").glob("*.pdf"))) == figures["badges"]


def report(**changes: int) -> Report:
    good = dict.fromkeys(
        ("misread", "undone", "settled", "parked", "waiting", "platform_checkins", "lost", "doubled"), 0
    )
    counted = {
        "attendees": 9,
        "scans": 9,
        "admitted": 5,
        "during_outage": 1,
        "badges": 5,
        "badges_decoded": 5,
    }
    figures = {**good, **counted, "unexpected": 0, **changes}
    return Report(refused={"unpaid": 1}, **figures)


def test_a_report_in_which_all_is_well_has_no_faults() -> None:
    assert report().faults == ()


def test_a_report_names_what_is_not_as_it_must_be() -> None:
    assert report(lost=2, doubled=1).faults == ("2 lost", "1 doubled")
    assert report(badges_decoded=4).faults == ("1 badge does not scan",)
    assert report(admitted=6).faults == ("6 admitted, but 5 badges",)
    assert report(during_outage=0).faults == ("the story did not happen",)


def test_a_bad_report_is_shown_as_such() -> None:
    console = Console(record=True, width=120)

    print_report(report(lost=2), console)

    assert "Not as it must be: 2 lost" in console.export_text()
