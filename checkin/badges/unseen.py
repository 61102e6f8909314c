"""A font without shapes: text set in it can be searched and copied, but not seen.

Badges are drawn as outlines, because ReportLab neither shapes every script nor takes every font; this puts
the characters back under them. Codes are UTF-16 units, so one small embedded font does for all of Unicode.
"""

# ruff: noqa: N802, N815, ARG002 - the names and arguments ReportLab calls fonts with

import functools
import zlib
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Protocol

from reportlab.pdfbase import pdfdoc, pdfmetrics

from checkin.paths import resource

NAME = "Unseen"

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class _Document(Protocol):
    """As much of ReportLab's document as a font needs."""

    fontMapping: dict[str, str]
    delayedFonts: list[object]
    idToObject: Mapping[str, SimpleNamespace]

    def Reference(self, thing: object, name: str) -> object: ...


class UnseenFont:
    """What ReportLab expects of a font that is written when the document is saved.

    Every character is one em wide.
    """

    fontName = NAME
    face = SimpleNamespace(name=NAME)
    shapable = False
    _dynamicFont = 1
    _multiByte = 1

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """How wide the text is at this size."""
        return len(units(text)) / 2 * size

    def splitString(self, text: str, doc: _Document, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """The text's codes, all in the one subset there is."""
        return [(0, units(text))]

    def getSubsetInternalName(self, subset: int, doc: _Document) -> str:
        """What the page's operators call the font; asks the document to write it in the end."""
        if NAME not in doc.fontMapping:
            doc.fontMapping[NAME] = f"/{NAME}"
            doc.delayedFonts.append(self)
        return f"/{NAME}"

    def addObjects(self, doc: _Document) -> None:
        """Write the font into the document."""
        program = _stream(doc, "program", _program(), measured=True)
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{NAME}",
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray([0, 0, 1000, 1000]),
                "ItalicAngle": 0,
                "Ascent": 800,
                "Descent": -200,
                "CapHeight": 700,
                "StemV": 80,
                "FontFile2": program,
            }
        )
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{NAME}",
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "CIDToGIDMap": _stream(doc, "glyphs", bytes(2 * 0x10000)),
                "FontDescriptor": doc.Reference(descriptor, f"descriptor:{NAME}"),
                "DW": 1000,
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{NAME}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"descendant:{NAME}")]),
                "ToUnicode": _stream(doc, "characters", _TO_UNICODE),
            }
        )
        doc.idToObject["BasicFonts"].dict[NAME] = doc.Reference(font, f"font:{NAME}")


def units(text: str) -> bytes:
    """The text's codes in this font."""
    return text.encode("utf-16-be")


def register() -> None:
    """Make the font known to ReportLab."""
    if NAME not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnseenFont())


@functools.cache
def _program() -> bytes:
    return resource("badges", "unseen.ttf").read_bytes()


@functools.lru_cache(maxsize=4)
def _packed(content: bytes) -> bytes:
    """The same in every document, so it is packed once."""
    return zlib.compress(content)


def _stream(doc: _Document, name: str, content: bytes, *, measured: bool = False) -> object:
    stream = pdfdoc.PDFStream(content=_packed(content))
    stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    if measured:
        stream.dictionary["Length1"] = len(content)
    return doc.Reference(stream, f"{name}:{NAME}")
