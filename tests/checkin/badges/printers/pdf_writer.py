"""The PDF printer many computers have among their queues, cups-pdf; all it needs is in a folder."""

import grp
import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from tests.checkin.badges.printers.private_cups import PrivateCups

UNPACKED = Path(__file__).parents[4] / ".venv/cups-pdf"
"""Where packaging/run.sh unpacks it for who is not root: nobody else may read what the system has."""

PLACES = ("usr/lib/cups/backend/cups-pdf", "usr/libexec/cups/backend/cups-pdf")
PPD = "usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"

SETTINGS = """
Out {folder}/paper
AnonDirName {folder}/paper
AnonUser {user}
Spool {folder}/spool
Log {folder}/log
GSTmp {folder}/temp
Grp {group}
"""

NAMED_BY_TITLE = ("-o", "TitlePref=1", "-o", "Label=0")

START = """#!/bin/sh
cd {folder} && exec ./cups-pdf "$@"
"""


@dataclass(frozen=True)
class PdfWriter:
    """A queue of it.

    Attributes:
        queue: its name.
        folder: where its paper is put.
    """

    queue: str
    folder: Path

    def paper(self, name: str) -> bytes:
        """What it made of the badge sent as `name`."""
        return (self.folder / f"{name}.pdf").read_bytes()


def a_pdf_writer(cups: PrivateCups) -> PdfWriter:
    """A queue that writes PDFs, on whatever paper it is asked for and A4 when it is asked for none."""
    folder = cups.root / "pdf"
    for name in ("", "spool", "log", "temp"):
        (folder / name).mkdir()
    (folder / "paper").mkdir(mode=0o777)
    (folder / "cups-pdf.conf").write_text(
        SETTINGS.format(
            folder=folder,
            user=pwd.getpwuid(os.geteuid()).pw_name,
            group=grp.getgrgid(os.getegid()).gr_name,
        )
    )
    program = folder / "cups-pdf"
    program.write_bytes(made_ours(installed(*PLACES).read_bytes()))
    program.chmod(0o700)
    start = cups.backends / "cups-pdf"
    start.unlink(missing_ok=True)
    start.write_text(START.format(folder=folder))
    start.chmod(0o700)  # what others may run is run as somebody else
    queue = cups.add("pdf", "cups-pdf:/", "-P", str(installed(PPD)), *NAMED_BY_TITLE)
    return PdfWriter(queue=queue, folder=folder / "paper")


def installed(*paths: str) -> Path:
    """The first of these that can be read."""
    found = [
        root / path for root in (Path("/"), UNPACKED) for path in paths if os.access(root / path, os.R_OK)
    ]
    assert found, (
        f"cups-pdf is missing, or only root may read it ({paths[0]}): install printer-driver-cups-pdf, "
        "or let packaging/run.sh test unpack it into .venv/cups-pdf"
    )
    return found[0]


def made_ours(program: bytes) -> bytes:
    """A copy that takes its settings from the folder it runs in, and that anybody may run.

    Both are fixed in it: the folder of its settings, and that it must become root, to leave the paper to
    whoever printed. Who prints for themselves does without: in their copy it asks for an alarm instead, which
    is always granted and never rings.
    """
    program = exchanged(program, b"/etc/cups", b".")
    return program if os.geteuid() == 0 else exchanged(program, b"setuid", b"alarm")


def exchanged(program: bytes, word: bytes, other: bytes) -> bytes:
    """The same with another word, no longer than the first, where it has this one."""
    assert program.count(b"\0" + word + b"\0") == 1, f"this cups-pdf is another than known: no {word!r} in it"
    return program.replace(b"\0" + word + b"\0", b"\0" + other.ljust(len(word), b"\0") + b"\0")
