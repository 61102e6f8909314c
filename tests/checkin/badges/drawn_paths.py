"""The outlines that are really in a PDF, in the order in which they are drawn."""

import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

Point = tuple[float, float]


def drawn_paths(pdf: bytes) -> list[list[Point]]:
    """The points of each path of the first page, control points of curves included, in points of the page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [list(_points(one)) for one in document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    finally:
        document.close()


def _points(path: pypdfium2.PdfObject) -> Iterator[Point]:
    a, b, c, d, e, f = path.get_matrix().get()
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        yield a * x.value + c * y.value + e, b * x.value + d * y.value + f
