"""The command line, on real HTTP and a real file."""

import csv
import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from typer.testing import CliRunner, Result

from checkin.__main__ import cli, console, tell_where
from checkin.app import open_app
from checkin.paths import folders_under
from checkin.practice.badgestic.serve import BadgesticPractice
from checkin.practice.nutickets.serve import NuticketsPractice
from checkin.practice.open_event import PRACTICE_ACCOUNT, PRACTICE_PASSWORD, PracticeServer
from checkin.practice.pretix.serve import PretixPractice
from checkin.practice.sarcon.serve import SarconPractice
from tests.fakes.keyring_backend import MemoryKeyring


class Terminal:
    """Somebody at a terminal, with a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def type(self, *words: str, answers: str = "") -> Result:
        return CliRunner().invoke(cli, ["--data", str(self.folder), *words], input=answers)

    def pull(self, server: PracticeServer) -> Result:
        return self.type(
            *("pull", "--url", server.url, "--account", PRACTICE_ACCOUNT, "--event", biggest(server)),
            *("--password", PRACTICE_PASSWORD),
        )

    def admit(self, server: PracticeServer) -> None:
        """Somebody comes in at this computer's desk."""
        with open_app(folders_under(self.folder)) as app:
            codes = (server.platform.attendee_code(row.id) for row in server.platform.attendees)
            assert any(app.desk.admit(code).movement for code in codes)


def biggest(server: PracticeServer) -> str:
    return server.platform.events[min(server.platform.events)].name


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    yield Terminal(tmp_path)
    keyring.set_keyring(before)


@pytest.fixture
def server() -> Iterator[PracticeServer]:
    with PracticeServer(attendees=40) as running:
        yield running


def test_pull_says_how_many_came_and_where_this_computer_stands(
    terminal: Terminal, server: PracticeServer
) -> None:
    result = terminal.pull(server)

    assert result.exit_code == 0, result.output
    assert "attendees, 0 removed" in result.output
    assert "works as Front Desk" in result.output


def test_pull_asks_for_the_password_and_does_not_show_it(terminal: Terminal, server: PracticeServer) -> None:
    words = ("pull", "--url", server.url, "--account", PRACTICE_ACCOUNT, "--event", biggest(server))

    result = terminal.type(*words, answers=f"{PRACTICE_PASSWORD}\n")

    assert result.exit_code == 0, result.output
    assert f"{PRACTICE_PASSWORD}\n" not in result.output


def test_pull_lists_the_events_when_none_is_named(terminal: Terminal, server: PracticeServer) -> None:
    words = ("pull", "--url", server.url, "--account", PRACTICE_ACCOUNT, "--password", PRACTICE_PASSWORD)

    result = terminal.type(*words)

    assert result.exit_code == 1
    assert f"({biggest(server)})" in str(result.exception)


def test_pull_says_which_events_there_are_when_another_is_named(
    terminal: Terminal, server: PracticeServer
) -> None:
    words = ("pull", "--url", server.url, "--account", PRACTICE_ACCOUNT, "--password", PRACTICE_PASSWORD)

    result = terminal.type(*words, "--event", "Nowhere")

    assert "no such event" in str(result.exception)


def test_pull_needs_a_platform(terminal: Terminal) -> None:
    assert "name a server and an account" in str(terminal.type("pull").exception)


def test_a_second_pull_needs_no_words(terminal: Terminal, server: PracticeServer) -> None:
    terminal.pull(server)

    result = terminal.type("pull")

    assert result.exit_code == 0, result.output
    assert "works as" not in result.output


def test_status_tells_what_waits_and_push_sends_it(terminal: Terminal, server: PracticeServer) -> None:
    terminal.pull(server)
    terminal.admit(server)
    before = terminal.type("status")

    pushed = terminal.type("push")

    assert "waiting" in before.output
    assert pushed.exit_code == 0, pushed.output
    assert "settled 1, waiting 0, parked 0" in pushed.output
    assert list(server.platform.check_in_counts().values()) == [1]


def test_status_of_a_new_computer_is_none(terminal: Terminal) -> None:
    result = terminal.type("status")

    assert result.exit_code == 0
    assert result.output.count("none") == 3


def test_status_names_what_is_parked(terminal: Terminal, server: PracticeServer) -> None:
    terminal.pull(server)
    terminal.admit(server)
    server.platform.stations.clear()

    pushed, status = terminal.type("push"), terminal.type("status")

    assert pushed.exit_code == 1
    assert "parked: attendee" in status.output


def test_push_without_a_network_says_that_it_waits(terminal: Terminal, server: PracticeServer) -> None:
    terminal.pull(server)
    terminal.admit(server)
    server.go_offline()

    result = terminal.type("push")

    assert result.exit_code == 1
    assert "waiting 1" in result.output


def test_export_writes_every_movement(terminal: Terminal, server: PracticeServer) -> None:
    terminal.pull(server)
    terminal.admit(server)
    table, record = terminal.folder / "out.csv", terminal.folder / "out.json"

    terminal.type("export", str(table))
    terminal.type("export", str(record), "--format", "json")

    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["told"] for row in rows] == ["pending"]
    assert json.loads(record.read_text("utf-8"))["movements"][0]["movement"] == rows[0]["movement"]


def test_doctor_examines_computer_and_platform(terminal: Terminal, server: PracticeServer) -> None:
    terminal.pull(server)

    result = terminal.type("doctor")

    assert result.exit_code == 0, result.output
    for examined in ("mirror", "disk", "keyring", "decoders", "fonts", "printers", "platform", "clock"):
        assert f"{examined}:" in result.output


def test_doctor_says_when_the_platform_does_not_answer(terminal: Terminal, server: PracticeServer) -> None:
    terminal.pull(server)
    server.go_offline()

    result = terminal.type("doctor")

    assert result.exit_code == 0
    assert "No server answers" in result.output


def test_doctor_says_that_a_damaged_mirror_was_mended(terminal: Terminal, server: PracticeServer) -> None:
    terminal.pull(server)
    file = folders_under(terminal.folder).mirror
    with closing(sqlite3.connect(file)) as connection:
        [page] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'code'").fetchone()
    content = bytearray(file.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    file.write_bytes(content)

    result = terminal.type("doctor", "--offline")

    assert result.exit_code == 0
    assert "was damaged and has been mended" in result.output


def test_forget_asks_first(terminal: Terminal, server: PracticeServer) -> None:
    terminal.pull(server)

    kept = terminal.type("forget", answers="n\n")
    gone = terminal.type("forget", "--yes")

    assert kept.exit_code == 1
    assert gone.exit_code == 0
    assert "event none" in " ".join(terminal.type("status").output.replace("│", "").split())


def test_forget_names_the_events_that_are_left_and_takes_them_all(
    terminal: Terminal, server: PracticeServer
) -> None:
    terminal.pull(server)
    other = server.platform.events[max(server.platform.events)].name
    terminal.type("pull", "--event", other)

    status = " ".join(terminal.type("status").output.replace("│", " ").split())
    first = terminal.type("forget", "--yes")
    unchosen = terminal.type("forget", "--yes")
    rest = terminal.type("forget", "--all", "--yes")
    none = terminal.type("forget", "--all", "--yes")

    assert re.search(rf"also here {biggest(server)} \(\d+ attendees\)", status)
    assert f"also here {other}" not in status
    assert f"{other} is erased" in first.output
    assert f"Still here: {biggest(server)} (" in first.output
    assert f"To erase it too: checkin forget '{biggest(server)}', or all that is here" in first.output
    assert biggest(server) in str(unchosen.exception)
    assert f"{biggest(server)} is erased" in rest.output
    assert "no event on this computer" in str(none.exception)


def test_the_practice_platform_says_where_it_is_and_what_it_has(server: PracticeServer) -> None:
    with console.capture() as said:
        tell_where(server)

    assert f"--url {server.url}" in said.get()
    assert f"--event '{server.main_event}'" in said.get()
    assert f"CHECKIN_PASSWORD='{PRACTICE_PASSWORD}'" in said.get()


def test_without_a_display_the_window_is_not_tried(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    assert "no display" in terminal.type().output
    assert "no display" in terminal.type("demo").output


def test_a_failure_is_one_sentence_without_a_trace(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "checkin", "--data", str(tmp_path), "export", "x.csv"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.strip() == "No event has been chosen yet."


def test_every_platform_is_listed_with_what_it_asks(terminal: Terminal) -> None:
    result = terminal.type("platforms")

    assert result.exit_code == 0, result.output
    assert "--platform nutickets" in result.output
    assert "secrets: portal_token" in result.output
    assert "async; once signed in: company; secrets: token" in " ".join(result.output.split())


def test_a_platform_is_answered_by_name_and_secrets_come_from_the_environment(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with BadgesticPractice(attendees=20) as platform:
        monkeypatch.setenv("CHECKIN_TOKEN", platform.secrets["token"])
        words = ["pull", "--platform", "badgestic", "--url", platform.url, "--event", platform.main_event]
        result = terminal.type(
            *words, *(f"--set={name}={value}" for name, value in platform.connection.options.items())
        )

    assert result.exit_code == 0, result.output
    assert "works as Registration" in result.output


def test_what_is_missing_wrong_or_secret_is_said_before_anything_is_sent(terminal: Terminal) -> None:
    missing = terminal.type("pull", "--platform", "badgestic", "--url", "https://www.badgestic.com")
    nowhere = terminal.type("pull", "--platform", "nowhere", "--url", "https://example.org")
    secret = terminal.type("pull", "--platform", "badgestic", "--set", "token=x", "--set", "events=1")
    unreadable = terminal.type("pull", "--set", "token")

    assert "--set events=" in str(missing.exception)
    assert "There is no platform 'nowhere'" in str(nowhere.exception)
    assert "a secret is asked for" in str(secret.exception)
    assert unreadable.exit_code == 2


def test_a_choice_the_platform_leaves_is_named(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with NuticketsPractice(attendees=10) as platform:
        monkeypatch.setenv("CHECKIN_TOKEN", platform.secrets["token"])
        words = ("pull", "--platform", "nutickets", "--url", platform.connection.base_url)
        result = terminal.type(*words)

    assert "--set company=" in str(result.exception)


def test_people_are_exported_in_the_form_the_file_is_named_after(
    terminal: Terminal, server: PracticeServer, tmp_path: Path
) -> None:
    terminal.pull(server)

    result = terminal.type("export", str(tmp_path / "who.xlsx"), "--people")

    assert "attendees written" in result.output
    assert (tmp_path / "who.xlsx").read_bytes().startswith(b"PK")


def test_a_mapping_file_is_tried_where_there_is_one(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    unconnected = terminal.type("try-mapping")
    with SarconPractice(attendees=10) as platform:
        monkeypatch.setenv("CHECKIN_TOKEN", platform.secrets["token"])
        given = [f"--set={name}={value}" for name, value in platform.connection.options.items()]
        words = (
            "pull",
            "--platform",
            "sarcon",
            "--url",
            platform.connection.base_url,
            "--event",
            platform.main_event,
        )
        assert terminal.type(*words, *given).exit_code == 0
        read, told = terminal.type("try-mapping"), terminal.type("try-mapping", "--write")
        recorded = sum(platform.record().values())
    gone = terminal.type("try-mapping")

    assert "No platform" in str(unconnected.exception)
    assert read.exit_code == 0, read.output
    assert "This works." in read.output
    assert told.exit_code == 0, told.output
    assert recorded == 1
    assert gone.exit_code == 1


def test_what_the_platform_said_of_the_account_need_not_be_named_again(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with PretixPractice(attendees=20) as platform:
        words = ("pull", "--platform", "pretix", "--url", platform.connection.base_url)
        monkeypatch.setenv("CHECKIN_CODE", platform.secrets["code"])
        first = terminal.type(*words, "--event", platform.main_event)
        monkeypatch.delenv("CHECKIN_CODE")
        second = terminal.type(*words)

    assert (first.exit_code, second.exit_code) == (0, 0), second.output


def test_a_choice_is_named_without_the_secrets_once_more(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with NuticketsPractice(attendees=10) as platform:
        monkeypatch.setenv("CHECKIN_TOKEN", platform.secrets["token"])
        words = ("pull", "--platform", "nutickets", "--url", platform.connection.base_url)
        terminal.type(*words)
        monkeypatch.delenv("CHECKIN_TOKEN")
        company = platform.connection.options["company"]
        result = terminal.type(*words, "--set", f"company={company}", "--event", platform.main_event)

    assert result.exit_code == 0, result.output
    assert "attendees" in result.output


def test_practising_is_no_platforms_answer(terminal: Terminal) -> None:
    result = terminal.type("pull", "--url", "https://example.org", "--account", "a", "--set", "practice=yes")

    assert "checkin demo" in str(result.exception)


def test_whoever_has_a_token_is_not_asked_for_a_password(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()  # a real terminal, at which nobody types
    with NuticketsPractice(attendees=10) as platform:
        words = ["pull", "--platform", "nutickets", "--url", platform.connection.base_url]
        words += ["--set", "company=1", "--event", platform.main_event]
        done = subprocess.run(
            [sys.executable, "-m", "checkin", "--data", str(tmp_path), *words],
            stdin=theirs,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env={**os.environ, "CHECKIN_TOKEN": platform.secrets["token"]},
        )
    os.close(ours)
    os.close(theirs)

    assert done.returncode == 0, done.stderr


def test_a_platform_that_is_misspelt_is_never_that_of_last_time(
    terminal: Terminal, server: PracticeServer
) -> None:
    terminal.pull(server)

    result = terminal.type("pull", "--platform", "pretx")

    assert "There is no platform 'pretx'" in str(result.exception)


def test_a_file_is_not_named_after_what_it_is_not(
    terminal: Terminal, server: PracticeServer, tmp_path: Path
) -> None:
    terminal.pull(server)

    result = terminal.type("export", str(tmp_path / "people.pdf"), "--people")

    assert ".xlsx" in str(result.exception)
    assert not (tmp_path / "people.pdf").exists()


def test_a_port_that_is_taken_is_said_with_what_to_do(terminal: Terminal, server: PracticeServer) -> None:
    port = server.url.rpartition(":")[2]

    taken, no_port = terminal.type("practice", "--port", port), terminal.type("practice", "--port", "80000")

    assert f"Port {port} cannot be used" in str(taken.exception)
    assert no_port.exit_code == 2
