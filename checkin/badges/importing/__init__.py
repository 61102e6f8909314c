"""Badges as they were designed at a platform become templates of ours."""

from checkin.badges.importing.converted import Converted
from checkin.badges.importing.open_event import from_open_event
from checkin.badges.importing.pretix import from_pretix
from checkin.model.badge_design import BadgeDesign, DesignKind

__all__ = ["Converted", "converted"]

_BY_KIND = {DesignKind.OPEN_EVENT: from_open_event, DesignKind.PRETIX: from_pretix}


def converted(design: BadgeDesign) -> Converted:
    """The template nearest to a design, and what of it could not be carried over.

    Raises:
        BadgeError: it cannot be read, or there is nothing in it that could be drawn.
    """
    return _BY_KIND[design.kind](design)
