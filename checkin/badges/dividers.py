"""What stands between groups of badges: a page or label with the letter, company or ticket type, large."""

import functools

from checkin.badges.badge import Badge
from checkin.badges.colours import INK
from checkin.badges.layout import POINTS_PER_MM
from checkin.badges.sizes import Size
from checkin.badges.template import BadgeTemplate, Box, Page, Row, Text

_GREY = "#5b6472"
_LARGEST = 300


@functools.lru_cache(maxsize=8)
def divider_template(size: Size) -> BadgeTemplate:
    """A title as large as fits a page of this size, and two lines of words under it."""
    margin = min(size) * 0.08
    width, height = size.width - 2 * margin, size.height - 2 * margin
    title = Row(
        shows=("{company}",),
        height=height * 0.72,
        max_size=min(_LARGEST, max(8.0, height * 0.62 * POINTS_PER_MM)),
        min_size=6,
        max_lines=3,
        bold=True,
        colour=INK,
    )
    below = [
        Row(
            shows=(phrase,),
            height=height * 0.1,
            max_size=min(28.0, max(6.0, height * 0.08 * POINTS_PER_MM)),
            min_size=5,
            colour=_GREY,
            gap=height * 0.03,
        )
        for phrase in ("{job_title}", "{event_name}")
    ]
    text = Text(
        kind="text",
        box=Box(margin, margin, width, height),
        rows=(title, *below),
        align="centre",
        stand="middle",
    )
    page = Page(width=size.width, height=size.height)
    return BadgeTemplate(format=1, name="divider", page=page, front=(text,))


def divider_badge(title: str, words: tuple[str, str] = ("", "")) -> Badge:
    """What `divider_template` shows: the title, and two lines of words."""
    return Badge(given_name="", family_name="", company=title, job_title=words[0], event_name=words[1])
