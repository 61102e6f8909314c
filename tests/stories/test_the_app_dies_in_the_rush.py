"""The laptop's process is killed in the middle of the rush, again and again."""

import os
import random
import select
import selectors
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from checkin.app import App, open_app
from checkin.app.command_line import choose_first_station, push_everything
from checkin.credentials import SessionVault
from checkin.mirror.database import Mirror
from checkin.paths import folders_under
from checkin.practice.open_event import PRACTICE_ACCOUNT, PRACTICE_PASSWORD, PracticeServer
from checkin.settings import Connection
from tests.stories.desk_process import BURST

DEATHS = 50
ATTENDEES = 1500
_PATIENCE = 30.0  # seconds without a word
_LONGEST_LIFE = 0.3  # seconds


@pytest.fixture
def desk_process() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.stories.desk_process"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        yield process
        process.kill()


@pytest.mark.timeout(300)
def test_every_green_that_was_shown_is_on_the_disk_and_settled_exactly_once(
    tmp_path: Path, desk_process: subprocess.Popen[bytes]
) -> None:
    dice = random.Random()
    with PracticeServer(attendees=ATTENDEES) as server:
        server.platform.process_started -= timedelta(days=2)  # it no longer refuses what it has
        with opened(server, tmp_path) as app:
            codes = valid_codes(server, app)
        assert len(codes) >= DEATHS * BURST
        (tmp_path / "codes.txt").write_text("\n".join(codes))

        green: list[str] = []
        for life in range(DEATHS):
            green += one_life(desk_process, tmp_path, dice, life * BURST)
        recorded = attendees_with_movements(tmp_path)
        with opened(server, tmp_path) as app:
            pushed = push_everything(app, patience=120)
        record = server.platform.check_in_counts()

    assert len(green) > DEATHS
    assert len(green) == len(set(green))
    assert set(green) <= recorded
    assert pushed.counts.waiting == 0
    assert pushed.counts.parked == 0
    assert {str(number) for number in record} == recorded
    assert set(record.values()) == {1}


def one_life(desk: subprocess.Popen[bytes], folder: Path, dice: random.Random, start: int) -> list[str]:
    """Let a desk live for a random while, kill it, and say what it had shown green."""
    assert desk.stdin is not None
    assert desk.stdout is not None
    desk.stdin.write(f"{folder} {start}\n".encode())
    desk.stdin.flush()
    said = Lines(desk.stdout.fileno())
    born = said.until(b"born")
    life = dice.uniform(0, _LONGEST_LIFE)
    said.listen_for(life, after=dice.choice([b"born", b"green"]))
    os.kill(int(born.split()[1]), signal.SIGKILL)
    said.until(b"dead")
    return [line.split()[1].decode() for line in said.lines if line.startswith(b"green")]


class Lines:
    """What the desk says, line by line, without waiting longer than asked."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._rest = b""
        self.lines: list[bytes] = []

    def until(self, word: bytes) -> bytes:
        """Read on until a line begins with a word."""
        while not (found := [line for line in self.lines if line.startswith(word)]):
            self._read()
        return found[0]

    def listen_for(self, seconds: float, after: bytes) -> None:
        """Read for a while after a line that begins so."""
        self.until(after)
        over = threading.Event()
        timer = threading.Timer(seconds, over.set)
        timer.start()
        with selectors.DefaultSelector() as selector:
            selector.register(self._pipe, selectors.EVENT_READ)
            while not over.is_set():
                if selector.select(0.01):
                    self._read()
        timer.join()

    def _read(self) -> None:
        assert select.select([self._pipe], [], [], _PATIENCE)[0], f"nothing more than {self.lines}"
        got = os.read(self._pipe, 65536)
        assert got, "the desk process ended"
        *whole, self._rest = (self._rest + got).split(b"\n")
        self.lines += whole


def opened(server: PracticeServer, folder: Path) -> App:
    """The app on this folder, signed in, pulled and at its station."""
    vault = SessionVault()
    connection = Connection(platform="open_event", base_url=server.url, account=PRACTICE_ACCOUNT)
    app = open_app(folders_under(folder), vault=vault)
    app.connect(connection, {"password": PRACTICE_PASSWORD})
    if not app.ready:
        app.choose_event(app.events()[0])
        app.pull()
        choose_first_station(app)
    return app


def valid_codes(server: PracticeServer, app: App) -> list[str]:
    platform, event = server.platform, app.event
    assert event is not None
    return [
        platform.attendee_code(row.id)
        for row in platform.attendees
        if str(row.event_id) == event.platform.platform_id
        and row.deleted_at is None
        and platform.orders[row.order_id].status in {"completed", "placed"}
    ]


def attendees_with_movements(folder: Path) -> set[str]:
    """The platform's numbers of everybody of whom a check-in is on the disk."""
    mirror = Mirror(folders_under(folder).mirror)
    with mirror.read() as transaction:
        rows = transaction.exec_driver_sql(
            "SELECT DISTINCT platform_id FROM attendee JOIN movement ON attendee_id = attendee.id"
        ).scalars()
        found = {str(number) for number in rows}
    mirror.close()
    return found
