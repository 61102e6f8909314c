"""The first decoder: fast, reads most codes, knows every symbology."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import cast

import numpy as np
import zxingcpp

from checkin.scanner.decoded import Decoded, Frame, Symbology, text_of
from checkin.scanner.parts import part_number

_FORMATS = {
    Symbology.QR: zxingcpp.QRCode,
    Symbology.MICRO_QR: zxingcpp.MicroQRCode,
    Symbology.AZTEC: zxingcpp.Aztec,
    Symbology.DATA_MATRIX: zxingcpp.DataMatrix,
    Symbology.PDF_417: zxingcpp.PDF417,
    Symbology.CODE_128: zxingcpp.Code128,
    Symbology.CODE_39: zxingcpp.Code39,
}
_DARK = 128


def read(grey: Frame, symbologies: Collection[Symbology]) -> tuple[Decoded, ...]:
    """Every code in a grey picture."""
    found = zxingcpp.read_barcodes(grey, formats=_formats(frozenset(symbologies)))
    return tuple(_translated(barcode) for barcode in found)


@lru_cache(maxsize=8)
def _formats(symbologies: frozenset[Symbology]) -> zxingcpp.BarcodeFormats:
    return zxingcpp.BarcodeFormats([_FORMATS[symbology] for symbology in sorted(symbologies)])


def _translated(barcode: zxingcpp.Barcode) -> Decoded:
    place = barcode.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    symbology = _named(barcode.format)
    return Decoded(
        payload=text_of(barcode.bytes),
        raw=barcode.bytes,
        symbology=symbology,
        corners=tuple((point.x, point.y) for point in corners),
        part_of=_part(barcode) if symbology is Symbology.QR else None,
    )


def _named(found: zxingcpp.BarcodeFormat) -> Symbology:
    """The asked-for kind a found one belongs to: QR comes back as one of its models, Code 39 likewise."""
    name = str(found)
    return next((symbology for symbology in Symbology if name.startswith(symbology)), Symbology.QR)


def _part(barcode: zxingcpp.Barcode) -> tuple[int, int] | None:
    about = cast(Mapping[str, object], barcode.extra)
    modules = np.asarray(barcode.to_image(scale=1, add_quiet_zones=False)) < _DARK
    return part_number(modules, int(str(about.get("DataMask", 0))), str(about.get("ECLevel", "")))
