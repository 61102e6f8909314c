"""Real processes, for what only a process can live through."""

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
