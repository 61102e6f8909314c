"""Which sheet badges are printed on: one to a page, several on paper to be cut, or labels bought ready."""

from dataclasses import replace

from checkin.badges.label_sheets import LABELS
from checkin.badges.sheet import Sheet
from checkin.badges.sizes import SIZES, Size
from checkin.badges.template import BadgeTemplate
from checkin.errors import BadgeError

SINGLE = "single"
"""The name of the sheet that is a page for each badge, as badge printers take them."""

MARGIN = 5.0
"""At the edges of a page, where most office printers print nothing."""

_SAME = 0.6
"""Millimetres a badge may be larger than a label: makers round, and say inches in millimetres."""


def single(template: BadgeTemplate) -> Sheet:
    """A page as large as the badge."""
    return Sheet(name=SINGLE, title="One badge a page", page=template.printed, place=template.printed)


def n_up(paper: str, template: BadgeTemplate, *, margin: float = MARGIN) -> Sheet:
    """As many badges as fit on a page of paper, upright or on its side, in its middle, with crop marks.

    Raises:
        BadgeError: not even one fits, or there is no such paper.
    """
    if paper not in SIZES:
        raise BadgeError(f"There is no paper called {paper!r}; there are {', '.join(SIZES)}.")
    upright, badge, bleed = SIZES[paper], template.printed, template.bleed
    gap = 2 * bleed
    options = [
        (
            _fitting(page.width, badge.width, gap, margin),
            _fitting(page.height, badge.height, gap, margin),
            page,
        )
        for page in (upright, upright.turned)
    ]
    columns, rows, page = max(options, key=lambda option: option[0] * option[1])
    if not columns * rows:
        raise BadgeError(
            f"A badge of {_said(badge)} does not fit on {paper} ({_said(upright)}) with a margin of "
            f"{margin:g} mm: choose larger paper, or one badge a page."
        )
    return Sheet(
        name=paper,
        title=f"{columns * rows} on {paper}, to be cut",
        page=page,
        place=badge,
        columns=columns,
        rows=rows,
        left=(page.width - columns * badge.width - (columns - 1) * gap) / 2,
        top=(page.height - rows * badge.height - (rows - 1) * gap) / 2,
        gap_x=gap,
        gap_y=gap,
        to_cut=True,
    )


def _fitting(page: float, badge: float, gap: float, margin: float) -> int:
    return max(0, int((page - 2 * margin + gap + 1e-6) // (badge + gap)))


def _said(size: Size) -> str:
    return f"{size.width:g} x {size.height:g} mm"


def sheet_for(name: str, template: BadgeTemplate, *, margin: float = MARGIN) -> Sheet:
    """The sheet of this name for badges of this template; letter case does not matter.

    Args:
        name: ``"single"``, the name of a paper (see `checkin.badges.sizes`), or of label sheets in `LABELS`.
        template: what is printed.
        margin: at the edges of paper to be cut, in millimetres.

    Raises:
        BadgeError: there is no such sheet, or the badge does not fit on it.
    """
    wanted = name.strip().casefold()
    if wanted == SINGLE:
        return single(template)
    papers = {paper.casefold(): paper for paper in SIZES}
    if wanted in papers:
        return n_up(papers[wanted], template, margin=margin)
    if wanted not in LABELS:
        raise BadgeError(f"There is no sheet called {name!r}; there are {', '.join(names())}.")
    return _on_labels(LABELS[wanted], template.printed)


def names() -> tuple[str, ...]:
    """What `sheet_for` knows, apart from papers other than A4 and Letter."""
    return (SINGLE, "A4", "Letter", *LABELS)


def _on_labels(sheet: Sheet, badge: Size) -> Sheet:
    if _fits(badge, sheet.place):
        return sheet
    if _fits(badge.turned, sheet.place):
        return replace(sheet, turned=True)
    raise BadgeError(
        f"A badge of {_said(badge)} does not fit on the labels of {sheet.title}, which are "
        f"{_said(sheet.place)}: choose other labels, or another template."
    )


def _fits(badge: Size, place: Size) -> bool:
    return badge.width <= place.width + _SAME and badge.height <= place.height + _SAME
