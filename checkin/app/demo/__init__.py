"""The whole main job without a window: real HTTP, real SQLite, real PDFs, and an outage in the middle.

`run_demo` lives through it and measures; nothing in its report is assumed.
"""

from checkin.app.demo.report import Report
from checkin.app.demo.story import run_demo

__all__ = ["Report", "run_demo"]
