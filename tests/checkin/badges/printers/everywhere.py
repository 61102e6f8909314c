"""The printer that comes with CUPS to try others against: real IPP, its paper a folder."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.checkin.badges.printers.private_cups import free_port, wait_until_listening
from tests.fakes.printers.announcing import a_bus

SCRIPT = """#!/bin/sh
cp "$1" {folder}/document
env > {folder}/settings
{then}
"""

# Rolls and labels of 20 to 105 by 20 to 300 millimetres, printed to the edge.
PAPER = """
ATTR mimeMediaType document-format-supported {formats}
ATTR mimeMediaType document-format-default {formats}
ATTR text printer-make-and-model "Test Label"
ATTR keyword media-supported "custom_min_20x20mm","custom_max_105x300mm","custom_62x100mm_62x100mm"
ATTR resolution pwg-raster-document-resolution-supported 300dpi
ATTR keyword pwg-raster-document-type-supported sgray_8
ATTR integer media-bottom-margin-supported 0
ATTR integer media-left-margin-supported 0
ATTR integer media-right-margin-supported 0
ATTR integer media-top-margin-supported 0
ATTR keyword print-color-mode-supported monochrome
ATTR keyword media-default "custom_62x100mm_62x100mm"
ATTR collection media-size-supported {{
  MEMBER rangeOfInteger x-dimension 2000-10500
  MEMBER rangeOfInteger y-dimension 2000-30000
}}
ATTR collection media-col-default {{
  MEMBER collection media-size {{
    MEMBER integer x-dimension 6200
    MEMBER integer y-dimension 10000
  }}
  MEMBER integer media-bottom-margin 0
  MEMBER integer media-left-margin 0
  MEMBER integer media-right-margin 0
  MEMBER integer media-top-margin 0
}}
ATTR collection media-col-database {{
  MEMBER collection media-size {{
    MEMBER integer x-dimension 6200
    MEMBER integer y-dimension 10000
  }}
  MEMBER integer media-bottom-margin 0
  MEMBER integer media-left-margin 0
  MEMBER integer media-right-margin 0
  MEMBER integer media-top-margin 0
}},{{
  MEMBER collection media-size {{
    MEMBER rangeOfInteger x-dimension 2000-10500
    MEMBER rangeOfInteger y-dimension 2000-30000
  }}
  MEMBER integer media-bottom-margin 0
  MEMBER integer media-left-margin 0
  MEMBER integer media-right-margin 0
  MEMBER integer media-top-margin 0
}}
"""


@dataclass(frozen=True)
class EverywherePrinter:
    """A printer at work.

    Attributes:
        uri: its address.
        folder: where what it prints is put.
    """

    uri: str
    folder: Path

    @property
    def document(self) -> bytes:
        """What it printed last."""
        return (self.folder / "document").read_bytes()

    @property
    def media(self) -> str:
        """The paper it was asked for."""
        lines = (self.folder / "settings").read_text().splitlines()
        return next((line for line in lines if line.startswith(("IPP_MEDIA_COL=", "IPP_MEDIA="))), "")


@contextmanager
def an_everywhere_printer(folder: Path, form: str, then: str = "exit 0") -> Iterator[EverywherePrinter]:
    """A printer that takes this form of documents, and does something `then`."""
    program = shutil.which("ippeveprinter", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program is not None, "ippeveprinter is missing: install cups"
    script = folder / "print"
    script.write_text(SCRIPT.format(folder=folder, then=then))
    script.chmod(0o755)
    (folder / "paper").write_text(PAPER.format(formats=form))
    port = free_port()
    options = ("-r", "off", "-n", "localhost", "-p", str(port), "-d", str(folder), "-K", str(folder))
    with (
        a_bus(folder) as bus,
        subprocess.Popen(
            [program, *options, "-a", str(folder / "paper"), "-c", str(script), "Label"],
            env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus, "HOME": str(folder), "LC_ALL": "C"},
            stderr=subprocess.DEVNULL,
        ) as running,
    ):
        try:
            wait_until_listening(port, running)
            yield EverywherePrinter(uri=f"ipp://localhost:{port}/ipp/print", folder=folder)
        finally:
            running.terminate()
            running.wait(timeout=20)
