"""A PDF written while it is drawn: what is on a finished page is in the file, and no longer in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

_AT_ONCE = (pdfdoc.PDFPage, pdfdoc.PDFStream, pdfdoc.PDFFormXObject, pdfdoc.PDFImageXObject)
"""What is complete as soon as the page is; the rest grows until the end, and is small."""

_HEADER = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"  # whoever moves files sees at once that they are not text


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Something drawn that is not on a page yet: operators, and the forms they name."""

    operators: tuple[str, ...]
    forms: tuple[str, ...]


class _Poured(pdfdoc.PDFObject):
    """Stands in for what is in the file; a picture that comes once more is asked for its size."""

    width = height = 1


class PouredCanvas(Canvas):
    """ReportLab's canvas, whose pages go to the file one by one. End it with `finish`, never with `save`.

    Args:
        out: takes the document, from its beginning.
        title: of the document.
    """

    _code: list[str]
    _formsinuse: list[str]
    _doc: Any  # ReportLab's document, of which its types say nothing

    def __init__(self, out: BinaryIO, title: str) -> None:
        super().__init__(out, pageCompression=1, invariant=1)
        self.setTitle(title)
        self.setAuthor("")
        self.setCreator("checkin")
        self._out, self._offset = out, 0
        self._add(_HEADER)
        self._poured = 0  # the highest number of an object of which all below are in the file, or wait
        self._waiting: list[int] = []
        self._placeholder = _Poured()

    @contextmanager
    def aside(self) -> Iterator[list[Drawing]]:
        """What is drawn meanwhile goes into the list, and onto no page; nothing of it where drawing fails."""
        code, forms, depth = self._code, self._formsinuse, len(self.state_stack)
        self._code, self._formsinuse = [], []
        taken: list[Drawing] = []
        try:
            yield taken
            taken.append(Drawing(operators=tuple(self._code), forms=tuple(self._formsinuse)))
        finally:
            while len(self.state_stack) > depth:
                self.restoreState()
            self._code, self._formsinuse = code, forms

    def put(self, drawing: Drawing) -> None:
        """Put what was drawn aside onto the page."""
        self._code.extend(drawing.operators)
        self._formsinuse.extend(drawing.forms)

    @override
    def showPage(self) -> None:
        """End the page and write it."""
        super().showPage()
        pages = self._doc.Pages.pages
        page, pages[-1] = pages[-1], self._doc.Reference(pages[-1])
        self._pour(everything=False)
        page.stream = page.Contents = page.Resources = None

    def finish(self) -> None:
        """Write what is left, and the table of where everything is."""
        document = self._doc
        for font in document.delayedFonts:
            font.addObjects(document)
        document.info.invariant = document.invariant
        catalog, info = document.Reference(document.Catalog), document.Reference(document.info)
        document.Catalog.Outlines = None
        self._pour(everything=True)
        table = pdfdoc.PDFCrossReferenceTable()
        table.addsection(0, [document.numberToId[number] for number in range(1, self._poured + 1)])
        start = self._add(table.format(document))
        trailer = pdfdoc.PDFTrailer(
            startxref=start, Size=self._poured + 1, Root=catalog, Info=info, ID=document.ID()
        )
        self._add(trailer.format(document))

    def _pour(self, *, everything: bool) -> None:
        """Write what is complete; what that refers to gets its number meanwhile, and may follow at once."""
        if everything:
            for number in self._waiting:
                self._write(number)
        while self._poured + 1 in self._doc.numberToId:
            self._poured += 1
            what = self._doc.idToObject[self._doc.numberToId[self._poured]]
            if everything or isinstance(what, _AT_ONCE):
                self._write(self._poured)
            else:
                self._waiting.append(self._poured)

    def _add(self, text: bytes) -> int:
        offset = self._offset
        self._out.write(text)
        self._offset += len(text)
        return offset

    def _write(self, number: int) -> None:
        document = self._doc
        name = document.numberToId[number]
        text = pdfdoc.PDFIndirectObject(name, document.idToObject[name]).format(document)
        document.idToOffset[name] = self._add(text)
        document.idToObject[name] = self._placeholder
