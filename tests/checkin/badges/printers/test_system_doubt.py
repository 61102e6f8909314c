"""A printing service that falls silent, or keeps what it should give back: nothing is then sent again."""

from pathlib import Path

import pytest

from checkin.badges.printers.cups import Cups
from checkin.badges.printers.patience import Patience
from checkin.badges.printers.system import SystemPrinter
from checkin.badges.render import render_badge
from checkin.badges.template import default_template
from checkin.errors import BadgeError, BadgeRefusedError, PrintUncertainError
from checkin.settings import PrinterChoice, PrinterKind
from tests.checkin.badges.examples import a_badge

BADGE = render_badge(default_template(), a_badge())
TAKEN = "cat >/dev/null; echo 'request id is desk-1 (1 file(s))'"
WELL = "echo 'printer desk is idle.  enabled since Sun'"
WAITS = r"printf 'desk-1 root 1024 Sun\n\tStatus: \n\tAlerts: job-queued\n'"
WAS_CANCELLED = r"printf 'desk-1 root 1024 Sun\n\tStatus: \n\tAlerts: job-canceled-at-device\n'"
DONE = r"printf 'desk-1 root 1024 Sun\n\tStatus: \n\tAlerts: job-completed-successfully\n'"


def a_service(folder: Path, *, within: float = 20, **commands: str) -> SystemPrinter:
    """A queue whose commands are scripts of ours."""
    for name, script in commands.items():
        program = folder / name
        program.write_text(f"#!/bin/sh\ncd {folder}\n{script}\n")
        program.chmod(0o755)
    cups = Cups(search_path=str(folder), within=within)
    choice = PrinterChoice(kind=PrinterKind.SYSTEM, queue="desk")
    return SystemPrinter(choice, cups=cups, patience=Patience(silence=0.1, every=0.05))


def said(*, of_queue: str = WELL, unfinished: str = ":", finished: str = ":") -> str:
    """What the service says of queues and jobs."""
    return (
        f'case "$*" in *-H*) echo 127.0.0.1:9;; *-p*) {of_queue};; '
        f"*not-completed*) {unfinished};; *) {finished};; esac"
    )


def test_a_service_that_falls_silent_about_its_queue_leaves_the_badge_in_doubt(tmp_path: Path) -> None:
    falls_silent = f"if test -e asked; then exec sleep 5; fi; touch asked; {WELL}"
    says = said(of_queue=falls_silent, unfinished=WAITS)
    with pytest.raises(PrintUncertainError, match="Nobody knows"):
        a_service(tmp_path, within=0.5, lp=TAKEN, lpstat=says, cancel="exit 0").print(BADGE, "42")


def test_a_service_that_takes_a_badge_and_does_not_say_so_leaves_it_in_doubt(tmp_path: Path) -> None:
    silent = "cat >/dev/null; exec sleep 5"
    with pytest.raises(PrintUncertainError, match="Nobody knows"):
        a_service(tmp_path, within=0.5, lp=silent, lpstat=said(), cancel="exit 0").print(BADGE, "42")


def test_a_badge_that_was_taken_under_no_name_is_in_doubt(tmp_path: Path) -> None:
    with pytest.raises(PrintUncertainError, match="Nobody knows"):
        a_service(tmp_path, lp="cat >/dev/null", lpstat=said(), cancel="exit 0").print(BADGE, "42")


def test_a_badge_the_service_does_not_give_back_is_in_doubt(tmp_path: Path) -> None:
    says = said(unfinished=WAITS)
    with pytest.raises(PrintUncertainError, match="Nobody knows"):
        a_service(tmp_path, lp=TAKEN, lpstat=says, cancel="exit 1").print(BADGE, "42")


def test_a_service_that_falls_silent_when_it_is_to_give_a_badge_back_leaves_it_in_doubt(
    tmp_path: Path,
) -> None:
    says = said(unfinished=WAITS)
    with pytest.raises(PrintUncertainError, match="Nobody knows"):
        a_service(tmp_path, within=0.5, lp=TAKEN, lpstat=says, cancel="exec sleep 5").print(BADGE, "42")


def test_a_badge_that_comes_out_just_when_it_is_to_be_given_back_is_out(tmp_path: Path) -> None:
    says = said(unfinished=f"test -e late || {WAITS}", finished=DONE)
    printer = a_service(tmp_path, lp=TAKEN, lpstat=says, cancel="touch late; exit 1")
    assert printer.print(BADGE, "42").job == "desk-1"


def test_a_badge_that_was_given_back_did_not_come_out(tmp_path: Path) -> None:
    with pytest.raises(BadgeError, match="did not come out") as raised:
        a_service(tmp_path, lp=TAKEN, lpstat=said(unfinished=WAITS), cancel="exit 0").print(BADGE, "42")
    assert not isinstance(raised.value, PrintUncertainError)


def test_a_badge_somebody_else_took_back_did_not_come_out(tmp_path: Path) -> None:
    says = said(finished=WAS_CANCELLED)
    with pytest.raises(BadgeError, match="did not come out") as raised:
        a_service(tmp_path, lp=TAKEN, lpstat=says, cancel="exit 1").print(BADGE, "42")
    assert not isinstance(raised.value, PrintUncertainError)


def test_a_form_the_service_does_not_know_is_not_to_be_sent_again(tmp_path: Path) -> None:
    complains = (
        "cat >/dev/null; echo 'lp: Error - Unsupported document-format \"application/pdf\".' >&2; exit 1"
    )
    with pytest.raises(BadgeRefusedError, match=r"Unsupported document-format.*The check-in stands"):
        a_service(tmp_path, lp=complains, lpstat=said(), cancel="exit 0").print(BADGE, "42")


def test_a_line_that_breaks_in_mid_badge_leaves_it_in_doubt(tmp_path: Path) -> None:
    broken = r"printf 'desk-1 root 1 Sun\n\tStatus: Unable to write print data.\n\tAlerts: job-printing\n'"
    says = said(unfinished=broken)
    with pytest.raises(PrintUncertainError, match="Nobody knows"):
        a_service(tmp_path, lp=TAKEN, lpstat=says, cancel="exit 0").print(BADGE, "42")
