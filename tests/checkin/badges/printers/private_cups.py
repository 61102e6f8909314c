"""A printing service of the tests' own."""

import grp
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CONFIGURATION = """
Listen 127.0.0.1:{port}
Listen {root}/socket
Browsing Off
BrowseLocalProtocols none
DefaultAuthType None
LogLevel warn
MaxLogSize 0
<Location />
 Order allow,deny
 Allow all
</Location>
<Policy default>
 <Limit All>
  Order allow,deny
  Allow all
 </Limit>
</Policy>
"""

FILES = """
ServerRoot {root}
ServerBin {root}/programs
CacheDir {root}/cache
StateDir {root}/state
RequestRoot {root}/spool
TempDir {root}/temp
ServerKeychain {root}/keys
ErrorLog {root}/log/error
AccessLog {root}/log/access
PageLog {root}/log/page
SystemGroup {group}
FatalErrors config
"""

PROGRAMS = ("/usr/lib/cups", "/usr/libexec/cups")

FOLDERS = ("cache", "state", "spool", "temp", "keys", "log")


@dataclass(frozen=True)
class PrivateCups:
    """A running service.

    Attributes:
        server: its ``host:port``.
        socket: its socket's path.
        root: the folder it lives in.
    """

    server: str
    socket: str
    root: Path

    @property
    def backends(self) -> Path:
        """Where its ways to printers are; tests may add their own."""
        return self.root / "programs/backend"

    def add(self, name: str, uri: str, *options: str) -> str:
        """A queue that is ready to print."""
        self.command("lpadmin", "-p", name, "-v", uri, *options, "-E")
        return name

    def add_driverless(self, name: str, uri: str) -> str:
        """A queue that knows what its printer says of itself, and that is ready to print."""
        self.add(name, uri, "-m", "everywhere")
        never = threading.Event()
        for _ in range(200):  # the service asks the printer by and by
            if (self.root / "ppd" / f"{name}.ppd").exists():
                return name
            never.wait(0.05)
        raise AssertionError("cupsd did not come to know its printer")

    def command(self, name: str, *arguments: str) -> str:
        """What one of the service's commands says."""
        program = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
        assert program is not None, f"{name} is missing: install cups"
        ended = subprocess.run(
            [program, "-h", self.server, *arguments],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "LC_ALL": "C"},
        )
        return ended.stdout


@contextmanager
def private_cups() -> Iterator[PrivateCups]:
    """A service on a free port of the loopback, with nothing of the computer's own."""
    daemon = shutil.which("cupsd", path=f"{os.environ['PATH']}:/usr/sbin")
    assert daemon is not None, "cupsd is missing: install cups"
    with tempfile.TemporaryDirectory(prefix="cups-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        root.chmod(0o755)  # its filters may run as another user
        for name in FOLDERS:
            (root / name).mkdir()
        (root / "temp").chmod(0o1777)
        link_programs(root / "programs")
        port = free_port()
        (root / "cupsd.conf").write_text(CONFIGURATION.format(port=port, root=root))
        group = "root" if os.geteuid() == 0 else grp.getgrgid(os.getgid()).gr_name
        (root / "cups-files.conf").write_text(FILES.format(root=root, group=group))
        settings = ("-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf"))
        with subprocess.Popen([daemon, "-f", *settings], env={**os.environ, "LC_ALL": "C"}) as running:
            try:
                wait_until_listening(port, running)
                yield PrivateCups(server=f"127.0.0.1:{port}", socket=str(root / "socket"), root=root)
            finally:
                running.terminate()
                running.wait(timeout=20)


def link_programs(folder: Path) -> None:
    """What the service runs is the computer's own; only the folder of ways to printers is not."""
    theirs = next((path for path in map(Path, PROGRAMS) if path.is_dir()), None)
    assert theirs is not None, "the programs of cupsd are missing: install cups"
    (folder / "backend").mkdir(parents=True)
    for path in theirs.iterdir():
        if path.name != "backend":
            (folder / path.name).symlink_to(path)
    for path in (theirs / "backend").iterdir():
        (folder / "backend" / path.name).symlink_to(path)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_until_listening(port: int, running: "subprocess.Popen[bytes]") -> None:
    never = threading.Event()
    for _ in range(200):
        assert running.poll() is None, "cupsd ended at once"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        never.wait(0.05)
    raise AssertionError("cupsd does not listen")
