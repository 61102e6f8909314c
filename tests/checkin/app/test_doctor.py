"""What is missing on a computer is found."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import cv2
import numpy as np
from typing_extensions import override

from checkin.app import App
from checkin.app.doctor import Finding, Health, examine
from checkin.credentials import SessionVault
from checkin.errors import SettingsError
from checkin.settings import PrinterChoice, PrinterKind


def findings(app: App) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(app)}


def one(found: Iterable[Finding], name: str) -> Finding:
    return next(finding for finding in found if finding.name == name)


class NoVault(SessionVault):
    """A computer without a keyring."""

    @override
    def write(self, connection: str, secrets: Mapping[str, str]) -> None:
        raise SettingsError("no keyring")


def filmed(film: Path) -> None:
    """A camera's picture, as a file."""
    writer = cv2.VideoWriter(str(film), cv2.VideoWriter.fourcc(*"MJPG"), 10, (64, 48))
    writer.write(np.zeros((48, 64, 3), dtype=np.uint8))
    writer.release()


def test_a_computer_that_is_set_up_is_sound(ready_app: App) -> None:
    found = findings(ready_app)

    assert found["mirror"].health is Health.GOOD
    assert found["platform"].health is Health.GOOD
    assert found["platform"].what.endswith("2 events")
    assert found["clock"].health is Health.GOOD
    assert Health.BAD not in {finding.health for finding in found.values()}


def test_a_new_computer_has_no_platform_to_compare_clocks_with(app: App) -> None:
    found = findings(app)

    assert found["platform"].what == "none chosen yet"
    assert "not compared" in found["clock"].what


def test_what_waits_is_said(ready_app: App, codes: list[str]) -> None:
    assert findings(ready_app)["outbox"].what == "nothing waits"

    ready_app.desk.admit(codes[0])

    assert findings(ready_app)["outbox"].what.startswith("1 wait since ")


def test_a_journal_that_cannot_be_written_is_found(app: App, tmp_path: Path) -> None:
    assert findings(app)["journal"].health is Health.GOOD
    assert findings(app)["second journal"].what.startswith("none")

    app.change_settings(journal_folder=str(tmp_path / "stick"))
    assert findings(app)["second journal"].health is Health.POOR
    (tmp_path / "stick").mkdir()
    assert findings(app)["second journal"].health is Health.GOOD


def test_the_keyring_is_tried_by_keeping_something(app: App) -> None:
    kept = SessionVault()

    assert one(examine(app, vault=kept), "keyring").health is Health.GOOD
    assert not kept.read("doctor")
    assert one(examine(app, vault=NoVault()), "keyring").health is Health.POOR


def test_a_camera_is_tried_by_a_picture(app: App, tmp_path: Path) -> None:
    assert findings(app)["camera"].what.startswith("none chosen")

    film = tmp_path / "queue.avi"
    filmed(film)
    app.change_settings(camera=str(film))
    assert findings(app)["camera"].what.endswith("64 x 48")

    app.change_settings(camera=str(tmp_path / "gone.avi"))
    assert findings(app)["camera"].health is Health.POOR


def test_every_printer_says_how_it_is(app: App, tmp_path: Path) -> None:
    off = PrinterChoice(name="Left desk", kind=PrinterKind.ZPL, address="127.0.0.1:1")
    app.change_settings(printer=off, further_printers=(PrinterChoice(folder=str(tmp_path)),))

    found = findings(app)

    assert found["printer"].health is Health.POOR
    assert "Left desk is off, or out of reach" in found["printer"].what
    assert found[f"printer {tmp_path}"].health is Health.GOOD


def test_a_printer_without_an_address_is_no_printer(app: App) -> None:
    app.change_settings(printer=PrinterChoice(kind=PrinterKind.IPP))

    assert findings(app)["printer"].kind == "BadgeError"


def test_a_printer_that_is_gone_is_found(app: App, tmp_path: Path) -> None:
    assert findings(app)["printer"].health is Health.GOOD

    app.change_settings(printer=PrinterChoice(kind=PrinterKind.SYSTEM, queue="nowhere"))
    assert findings(app)["printer"].health is Health.POOR

    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    app.change_settings(printer=PrinterChoice(folder=str(in_the_way)))
    assert findings(app)["printer"].health is Health.POOR
