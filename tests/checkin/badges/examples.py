"""Badges and pages the tests share."""

import io

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

from checkin.badges.badge import Badge
from checkin.badges.preview import pixels
from checkin.badges.template import BadgeTemplate, Box, Element, Page, Row, Text

CODE = "830c97de-8ac2-43e0-8582-e94edaab3d8d-a3f09c"

SCRIPTS = {
    "Latin": ("Łucja", "Brzęczyszczykiewicz"),
    "Vietnamese": ("Nguyễn Thị", "Hồng Ngọc"),
    "Greek": ("Αλέξανδρος", "Παπαδόπουλος"),
    "Cyrillic": ("Дмитрий", "Щербаков"),
    "Arabic": ("محمد", "عبد الرحمن القحطاني"),
    "Hebrew": ("שלום", "בן־גוריון"),
    "Devanagari": ("क्षितिज", "श्रीवास्तव"),
    "Thai": ("ธนกฤต", "ศรีสุวรรณวัฒนา"),
    "Chinese": ("小明", "欧阳"),
    "Japanese": ("さくら", "山田"),
    "Korean": ("민준", "김"),
    "Tamil": ("தமிழ்ச்செல்வி", "முருகன்"),
    "Georgian": ("ნინო", "ბერიძე"),
    "Amharic": ("አበበ", "ቢቂላ"),
    "Armenian": ("Արամ", "Խաչատրյան"),
    "Khmer": ("សុខា", "ចាន់"),
    "Burmese": ("အောင်", "ဆန်း"),
    "Bengali": ("রবীন্দ্রনাথ", "ঠাকুর"),
}


def a_badge(given_name: str = "Ada", family_name: str = "Lovelace", **changes: object) -> Badge:
    """A badge with everything on it."""
    fields: dict[str, object] = {
        "company": "Analytical Engines",
        "job_title": "Mathematician",
        "ticket_type": "Speaker",
        "colour": "#d6336c",
        "event_name": "Summit 2026",
        "code": CODE,
        **changes,
    }
    return Badge(given_name=given_name, family_name=family_name, **fields)  # type: ignore[arg-type]


def a_text_template(box: Box, **changes: object) -> BadgeTemplate:
    """A page with nothing on it but a name in a box."""
    fields: dict[str, object] = {
        "shows": "{name}",
        "height": box.height,
        "max_size": 40,
        "min_size": 10,
        "colour": "#000000",
        **changes,
    }
    row = Row.model_validate(fields)
    text = Text(kind="text", box=box, rows=(row,), stand="middle")
    return a_page(text, width=90, height=60)


def a_page(*elements: Element, width: float = 60, height: float = 40, **changes: object) -> BadgeTemplate:
    """A template of so many millimetres with these on its front."""
    page = Page(width=width, height=height)
    fields = {"format": 1, "name": "a page", "page": page, "front": elements, **changes}
    return BadgeTemplate.model_validate(fields)


def a_logo(size: tuple[int, int] = (60, 20), mode: str = "RGB", colour: str = "#ff0000") -> bytes:
    """A picture of one colour."""
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, "PNG")
    return file.getvalue()


def ink_box_mm(pdf: bytes, *, dpi: float = 254) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of everything that is not white, in millimetres."""
    dark = pixels(pdf, dpi=dpi).min(axis=2) < 250
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    per_dot = 25.4 / dpi
    edges = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    left, top, right, bottom = (float(edge) * per_dot for edge in edges)
    return left, top, right, bottom


def colours_at(page: NDArray[np.uint8], x: float, y: float, dpi: float) -> tuple[int, int, int]:
    """The colour at a point given in millimetres from the top-left corner."""
    red, green, blue = page[int(y / 25.4 * dpi), int(x / 25.4 * dpi)]
    return int(red), int(green), int(blue)


def decoded(pdf: bytes, *, dpi: float = 300, page: int = 0) -> list[str]:
    """What a scanner reads on the page."""
    grey = pixels(pdf, dpi=dpi, page=page).mean(axis=2).astype(np.uint8)
    return [code.text for code in zxingcpp.read_barcodes(grey)]


def page_size_mm(pdf: bytes, page: int = 0) -> tuple[float, float]:
    """Width and height of the media box."""
    import pypdfium2  # noqa: PLC0415 - as late as the code under test has it

    document = pypdfium2.PdfDocument(pdf)
    try:
        left, bottom, right, top = document[page].get_mediabox()
    finally:
        document.close()
    return (right - left) * 25.4 / 72, (top - bottom) * 25.4 / 72


def words(pdf: bytes, page: int = 0) -> str:
    """The text a reader can search and copy."""
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(pdf)
    try:
        return str(document[page].get_textpage().get_text_range())
    finally:
        document.close()
