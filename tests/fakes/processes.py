"""Real processes, for what only a process can live through."""

import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def start(module: str, *arguments: object) -> "subprocess.Popen[str]":
    """Start a module of ours in a process of its own; what it prints can be read."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def python(module: str, *arguments: object, seconds: float = 60) -> str:
    """Run a module of ours to its end; what it printed."""
    with start(module, *arguments) as process:
        printed, _ = process.communicate(timeout=seconds)
    assert process.returncode == 0, printed
    return printed


def dies(module: str, *arguments: object) -> None:
    """Run a module of ours that kills itself the hard way."""
    with start(module, *arguments) as process:
        process.wait(timeout=60)
    assert process.returncode == -signal.SIGKILL
