"""Draws every badge template with people of ten scripts, and those who are hard to set, into PNG files.

``python -m tests.ui.shots_badges FOLDER [NAME...]``; without names all templates, and the contact sheet.
Not a test: people look at what it draws.
"""

import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from checkin.badges.badge import Badge
from checkin.badges.preview import pixels
from checkin.badges.render import render_badges
from checkin.badges.shelf import Kept, Shelf
from checkin.badges.template import BadgeTemplate
from checkin.paths import resource
from tests.checkin.badges.people import hard_to_set, in_ten_scripts

DESK = "#dfe3e8"
INK = "#14181f"
GAP = 14
LABEL = 30
LARGEST_SHEET = 600_000


def main(folder: Path, names: Sequence[str]) -> None:
    """Draw what is asked for."""
    folder.mkdir(parents=True, exist_ok=True)
    shelf = Shelf(folder / "none")
    kept = [one for one in shelf.all() if not names or one.name in names]
    for one in kept:
        _templates_sheet(shelf.get(one.name), one).save(folder / f"{one.name}.png")
    if not names:
        (folder / "contact.png").write_bytes(contact_sheet(shelf, kept))


def contact_sheet(shelf: Shelf, kept: Iterable[Kept]) -> bytes:
    """All templates, a row each, with ten scripts; a PNG small enough to be kept in the repository."""
    rows = []
    for one in kept:
        template = shelf.get(one.name)
        dpi = min(170 * 25.4 / template.printed.width, 215 * 25.4 / template.printed.height)
        badges = _drawn(template, in_ten_scripts().values(), dpi)
        rows.append(_row(badges, template.name, column=176))
    sheet = _stacked(rows).quantize(192, dither=Image.Dither.NONE)
    file = io.BytesIO()
    sheet.save(file, "PNG", optimize=True)
    if file.tell() > LARGEST_SHEET:
        sys.exit(f"The contact sheet has {file.tell()} bytes.")
    return file.getvalue()


def _templates_sheet(template: BadgeTemplate, kept: Kept) -> Image.Image:
    people: Mapping[str, Badge] = {**in_ten_scripts(), **hard_to_set()}
    dpi = 330 * 25.4 / max(template.printed.width, 85)
    badges = _drawn(template, people.values(), dpi)
    rows = [
        _row(badges[start : start + 5], f"{kept.name}: {template.name}", column=336)
        for start in range(0, len(badges), 5)
    ]
    return _stacked(rows)


def _drawn(template: BadgeTemplate, badges: Iterable[Badge], dpi: float) -> list[Image.Image]:
    """A picture for each badge; of those with a back, both sides beside one another."""
    pages = 2 if template.back and not template.fold else 1
    drawn = []
    for badge in badges:
        pdf = render_badges(template, (badge,))
        sides = [Image.fromarray(pixels(pdf, dpi=dpi, page=page)) for page in range(pages)]
        drawn.append(_beneath(sides))
    return drawn


def _beneath(sides: Sequence[Image.Image]) -> Image.Image:
    height = sum(side.height for side in sides) + GAP * (len(sides) - 1)
    both = Image.new("RGB", (sides[0].width, height), DESK)
    for number, side in enumerate(sides):
        both.paste(side, (0, (side.height + GAP) * number))
    return both


def _row(badges: Sequence[Image.Image], title: str, column: int) -> Image.Image:
    height = max(badge.height for badge in badges)
    row = Image.new("RGB", (GAP + (column + GAP) * len(badges), LABEL + height + GAP), DESK)
    font = ImageFont.truetype(str(resource("fonts", "NotoSans-Bold.ttf")), 15)
    ImageDraw.Draw(row).text((GAP, 6), title, font=font, fill=INK)
    for number, badge in enumerate(badges):
        row.paste(badge, (GAP + (column + GAP) * number + (column - badge.width) // 2, LABEL))
    return row


def _stacked(rows: Sequence[Image.Image]) -> Image.Image:
    sheet = Image.new("RGB", (max(row.width for row in rows), sum(row.height for row in rows)), DESK)
    top = 0
    for row in rows:
        sheet.paste(row, (0, top))
        top += row.height
    return sheet


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
