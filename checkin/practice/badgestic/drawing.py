"""QR codes as PNGs."""

import io

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M

_PIXELS = 5
_QUIET_ZONE = 2
_MASK = 2  # trying all for the prettiest takes eight times as long


def qr_png(text: str) -> bytes:
    """A picture of a QR code."""
    maker = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET_ZONE, mask_pattern=_MASK)
    maker.add_data(text)
    maker.make(fit=True)
    rows = maker.get_matrix()
    width = len(rows)
    picture = Image.frombytes("L", (width, width), bytes(0 if dark else 255 for row in rows for dark in row))
    file = io.BytesIO()
    picture.resize((width * _PIXELS, width * _PIXELS), Image.Resampling.NEAREST).save(file, "PNG")
    return file.getvalue()
