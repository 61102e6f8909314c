import io
import struct
import zlib

import numpy as np
import pytest
import qrcode

from checkin.scanner.opencv import cv2
from checkin.scanner.picture import codes_in


def a_qr(payload: str, *, border: int = 4, box: int = 8) -> bytes:
    """A PNG as platforms make them."""
    code = qrcode.QRCode(border=border, box_size=box)
    code.add_data(payload)
    picture = io.BytesIO()
    code.make_image().save(picture)
    return picture.getvalue()


def recoded(picture: bytes, suffix: str) -> bytes:
    drawn = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    assert drawn is not None
    return bytes(cv2.imencode(suffix, drawn)[1])


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def white(width: int, height: int, *, rows: int) -> bytes:
    """A PNG that says how large it is and has so many of its rows."""
    size = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress((b"\x00" + b"\xff" * ((width + 7) // 8)) * rows)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", size) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


@pytest.mark.parametrize("box", [1, 2, 8, 20])
@pytest.mark.parametrize("border", [4, 0])
def test_the_code_a_platform_drew_is_read_also_without_a_quiet_zone(box: int, border: int) -> None:
    assert codes_in(a_qr("A1B2-C3D4", box=box, border=border)) == ("A1B2-C3D4",)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".bmp"])
def test_it_may_come_in_other_forms(suffix: str) -> None:
    assert codes_in(recoded(a_qr("A1B2-C3D4"), suffix)) == ("A1B2-C3D4",)


def test_what_it_says_may_be_in_any_script() -> None:
    assert codes_in(a_qr("билет № 7")) == ("билет № 7",)


def test_a_picture_without_a_code_says_nothing() -> None:
    assert codes_in(white(300, 200, rows=200)) == ()


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        a_qr("A1B2-C3D4")[:60],
        a_qr("A1B2-C3D4") + b" " * (16 * 1024 * 1024),
        white(0, 0, rows=0),
        white(1, 1, rows=1),
    ],
)
def test_what_is_no_picture_says_nothing(picture: bytes) -> None:
    assert codes_in(picture) == ()


def test_a_picture_larger_than_any_camera_makes_is_never_unpacked() -> None:
    huge = white(7681, 4320, rows=4320)

    with pytest.raises(cv2.error):
        cv2.imdecode(np.frombuffer(huge, np.uint8), cv2.IMREAD_COLOR)
    assert codes_in(huge) == ()


@pytest.mark.parametrize(
    ("width", "height", "rows"),
    [
        (1 << 31, 1 << 31, 0),
        (2_000_000, 1, 1),
        (1_000_000, 1, 1),
        (1, 1_000_000, 1_000_000),
        (1000, 1000, 1),
    ],
)
def test_a_picture_of_a_strange_shape_says_nothing(width: int, height: int, rows: int) -> None:
    assert codes_in(white(width, height, rows=rows)) == ()
