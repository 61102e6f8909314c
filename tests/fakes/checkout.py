"""A checkout with the real scripts in it, on a computer of which everything else is invented."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]

_REAL_COMMANDS = (
    "bash",
    "cat",
    "cmp",
    "cp",
    "dirname",
    "grep",
    "mkdir",
    "mv",
    "od",
    "rm",
    "sed",
    "sh",
    "tr",
    "uname",
)

_PYTHON = """\
#!/bin/sh
# Stands for Python, pip and everything run by them. Fails when its arguments hold $FAILING.
echo "$*" >>"$CALLS"
case "$*" in
*"${FAILING:-nothing at all}"*) exit 1 ;;
*ensurepip*) [ -z "$WITHOUT_VENV" ] || echo python3.11-venv ;;
*"-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
esac
"""

_DPKG_QUERY = """\
#!/bin/sh
for name in $INSTALLED; do echo "$name installed"; done
"""

_APT_GET = """\
#!/bin/sh
echo "apt-get $*" >>"$CALLS"
"""

_APT_CACHE = """\
#!/bin/sh
case " $APT_KNOWS " in *" $2 "*) echo "  Candidate: 1.0" ;; *) echo "  Candidate: (none)" ;; esac
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What came of running a script; `said` is both streams."""

    status: int
    said: str


@dataclass(slots=True, kw_only=True)
class Checkout:
    """A checkout in a folder with a space in its name, used by an ordinary user without a display.

    Attributes:
        environment: what the invented computer is like; see the scripts above.
    """

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, script: str, *arguments: str) -> Ran:
        """Run one of the scripts from a folder that is not the checkout."""
        done = subprocess.run(
            [self._commands / ("sh" if script.endswith(".sh") else "bash"), self.folder / script, *arguments],
            env=self.environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Ran(status=done.returncode, said=done.stdout)

    def calls(self) -> list[str]:
        """The arguments of every call of Python and apt so far."""
        return self._calls.read_text(encoding="utf-8").splitlines() if self._calls.exists() else []

    def command(self, name: str, script: str) -> None:
        """Let the invented computer have a command."""
        path = self._commands / name
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)

    def without(self, name: str) -> None:
        """Let the invented computer lack a command."""
        (self._commands / name).unlink()

    @property
    def _commands(self) -> Path:
        return self.folder.parent / "commands"

    @property
    def _calls(self) -> Path:
        return self.folder.parent / "calls"


def a_checkout(where: Path) -> Checkout:
    """A fresh one: nothing installed, no way to become root."""
    checkout = Checkout(folder=where / "a check out")
    commands = where / "commands"
    commands.mkdir()
    for name in _REAL_COMMANDS:
        real = shutil.which(name)
        assert real is not None, name
        (commands / name).symlink_to(real)
    checkout.command("python3", _PYTHON)
    checkout.command("dpkg-query", _DPKG_QUERY)
    checkout.command("apt-get", _APT_GET)
    checkout.command("apt-cache", _APT_CACHE)
    checkout.command("env", '#!/bin/sh\nshift\n"$@"\n')
    checkout.command("id", "#!/bin/sh\necho ${USER_ID:-1000}\n")
    for part in ("packaging/run.sh", "packaging/requirements.lock", ".ci/run"):
        copy = checkout.folder / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / part, copy)
    checkout.environment = {
        "PATH": os.fspath(commands),
        "CALLS": os.fspath(where / "calls"),
        "WITHOUT_VENV": "",
    }
    return checkout
