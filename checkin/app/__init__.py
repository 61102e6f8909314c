"""The composition root: the only place that builds things.

`open_app` gives an `App`, which is what the window and the command line talk to.
"""

from checkin.app.app import App
from checkin.app.mended import Mended
from checkin.app.opening import open_app
from checkin.sync.cycle import Schedule, SyncStatus
from checkin.sync.pull import PullSummary

__all__ = ["App", "Mended", "PullSummary", "Schedule", "SyncStatus", "open_app"]
