"""The door to drawing: badges in, PDF out."""

import threading
from collections.abc import Iterable

from checkin.badges.badge import Badge
from checkin.badges.template import BadgeTemplate

ONE_AT_A_TIME = threading.Lock()
"""Held by whoever draws: ReportLab keeps its settings and fonts in globals."""


def render_badge(template: BadgeTemplate, badge: Badge) -> bytes:
    """A PDF of one page, exactly as large as the template.

    Raises:
        BadgeError: a name cannot be drawn in full, the code is too long, or the logo is no image.
    """
    return render_badges(template, (badge,))


def render_badges(template: BadgeTemplate, badges: Iterable[Badge]) -> bytes:
    """A PDF with a page for each badge, in their order. May be called from any thread.

    Raises:
        BadgeError: as for `render_badge`; there is no PDF of the others then.
    """
    from checkin.badges.drawing import drawn  # noqa: PLC0415 - ReportLab loads slowly, and not every start prints

    with ONE_AT_A_TIME:
        return drawn(template, badges)
