"""The real badge as pixels, drawn beside the window: what is printed is what is seen."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checkin.badges.badge import Badge
from checkin.badges.preview import pixels
from checkin.badges.render import render_badge
from checkin.badges.sizes import MM_PER_INCH
from checkin.badges.template import BadgeTemplate
from checkin.errors import BadgeError, CheckinError
from ui.screens.designer.draft import Draft
from ui.screens.designer.findings import Finding, look_over, photo_place
from ui.tasks import Ask
from ui.theme.tokens import Tone

MOST_PIXELS = 12_000_000
"""Of one picture; a large page seen from near is drawn a little coarser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be seen: a side of this badge at so many pixels an inch, to be printed at `dpi`.

    Attributes:
        about_photos: what is to be known of the event's photos, where the badge shows one.
    """

    draft: Draft
    badge: Badge
    fineness: float
    dpi: float = 300
    about_photos: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How a badge looks.

    Attributes:
        pixels: rows of red, green and blue; None where it could not be drawn.
        findings: what speaks against it, on both sides; what cannot be printed so comes first.
        absent: the places of what this side does not show on this badge.
    """

    wanted: Wanted
    pixels: NDArray[np.uint8] | None
    findings: tuple[Finding, ...] = ()
    absent: frozenset[int] = frozenset()


def one_side(draft: Draft) -> BadgeTemplate:
    """A template of nothing but the side in sight, without what is hidden."""
    shown = tuple(element for at, element in enumerate(draft.usual) if not draft.is_hidden(at))
    return draft.template.model_copy(update={"front": shown, "back": (), "fold": ""})


def see(wanted: Wanted) -> Seen:
    """Draw it. Takes some hundredths of a second; any thread may."""
    draft, badge = wanted.draft, wanted.badge
    found = look_over(draft.template, badge, wanted.dpi)
    findings, drawn = (*found.findings, *_of_photos(wanted)), None
    try:
        drawn = pixels(render_badge(one_side(draft), badge), dpi=_fineness(wanted))
    except BadgeError as error:
        if not any(one.tone is Tone.NO for one in findings):
            findings = (Finding(says=str(error), tone=Tone.NO), *findings)
    absent = frozenset(at for side, at in found.absent if side is draft.side)
    return Seen(wanted=wanted, pixels=drawn, findings=findings, absent=absent)


def _of_photos(wanted: Wanted) -> Iterator[Finding]:
    place = photo_place(wanted.draft.template)
    if wanted.about_photos and place is not None:
        side, at = place
        yield Finding(says=wanted.about_photos, tone=Tone.ASK, side=side, at=at)


class Preview:
    """Draws one badge at a time; of those wanted meanwhile only the last.

    Attributes:
        seen: what was drawn last; None before the first.
        trouble: what kept the last from being drawn at all; empty in the usual case.
        changed: called when there is something new to see.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._under_way: Wanted | None = None
        self._next: Wanted | None = None
        self.seen: Seen | None = None
        self.trouble = ""
        self.changed: Callable[[], object] = lambda: None

    def want(self, wanted: Wanted) -> None:
        """Draw this as soon as what is under way is done."""
        if self._under_way is not None:
            self._next = wanted
        elif self.seen is None or self.seen.wanted != wanted:
            self._under_way = wanted
            self._ask(lambda: see(wanted), self._take, self._fail)

    def _take(self, seen: Seen) -> None:
        self.seen, self.trouble = seen, ""
        self._go_on()

    def _fail(self, error: CheckinError) -> None:
        self.trouble = str(error)
        self._go_on()

    def _go_on(self) -> None:
        self._under_way, wanted = None, self._next
        self._next = None
        self.changed()
        if wanted is not None:
            self.want(wanted)


def _fineness(wanted: Wanted) -> float:
    page = wanted.draft.page
    most = math.sqrt(MOST_PIXELS / (page.width * page.height)) * MM_PER_INCH
    return min(wanted.fineness, most)
