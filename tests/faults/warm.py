"""A process that imports everything once and then lives many short lives, each of them forked.

``python -m tests.faults.warm MODULE``: for each line on its standard input, the words of a life as JSON, it
forks a child that calls ``MODULE.live(*words)``. What the child writes to its standard output is heard by
whoever started it, as is how it ended. Starting Python anew for each death would cost as much as its life.
"""

import gc
import importlib
import json
import os
import select
import selectors
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[2]
_PATIENCE = 60.0  # seconds without a word


def say(*words: object) -> None:
    """Tell the starter something, in one write: it is out before the next statement runs."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class Warm:
    """The starter's end: one life after the other. A context manager that ends the process."""

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.warm", module],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._pid = 0
        self._rest = b""
        self.said: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pid:
            self.kill()
        self._process.kill()
        self._process.communicate()

    def bear(self, *words: object) -> None:
        """Let a child live; what the one before said is forgotten."""
        assert self._process.stdin is not None
        self.said = []
        self._process.stdin.write(json.dumps(words, default=str).encode() + b"\n")
        self._process.stdin.flush()
        self._pid = int(self.until("born").split()[1])

    @property
    def alive(self) -> bool:
        """Whether a child lives, as far as was heard."""
        return bool(self._pid) and not self._is_dead

    @property
    def pid(self) -> int:
        """The child's number."""
        return self._pid

    def until(self, word: str, *, patience: float = _PATIENCE) -> str:
        """Listen until a line begins with a word; that line. `patience` is with each silence, in seconds."""
        while True:
            for line in self.said:
                if line.startswith(word):
                    return line
            self._hear(patience)

    def listen(self, seconds: float) -> None:
        """Listen for a while, or until the child has died by itself."""
        over = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self._pipe, selectors.EVENT_READ)
            while (left := over - time.monotonic()) > 0 and not self._is_dead:
                if selector.select(left):
                    self._hear()

    def signal(self, number: signal.Signals) -> None:
        """Send the child a signal."""
        os.kill(self._pid, number)

    def kill(self) -> None:
        """``kill -9``, unless it died by itself before."""
        if not self._is_dead:
            self.signal(signal.SIGKILL)
        self.ended()

    def ended(self) -> int:
        """Wait for the child's end: its status, negative for the signal that killed it."""
        status = int(self.until("dead").split()[1])
        self._pid = 0
        assert status in {0, -signal.SIGKILL}, self.said
        return status

    def heard(self, word: str) -> list[list[str]]:
        """What was said after a word, line by line."""
        lines = (line.split() for line in self.said)
        return [words[1:] for words in lines if words and words[0] == word]

    @property
    def _is_dead(self) -> bool:
        return any(line.startswith("dead") for line in self.said)

    @property
    def _pipe(self) -> int:
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def _hear(self, patience: float = _PATIENCE) -> None:
        assert select.select([self._pipe], [], [], patience)[0], f"nothing more than {self.said}"
        got = os.read(self._pipe, 65536)
        assert got, f"the process ended: {self.said}"
        *whole, self._rest = (self._rest + got).split(b"\n")
        self.said += [line.decode() for line in whole]


def _child(live: object, words: list[object]) -> None:
    assert callable(live)
    try:
        live(*words)
    except BaseException:  # noqa: BLE001 - the child must end here, whatever happened to it
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main() -> None:
    live = importlib.import_module(sys.argv[1]).live
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _child(live, json.loads(line))
        say("born", child)
        _, status = os.waitpid(child, 0)
        say("dead", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
