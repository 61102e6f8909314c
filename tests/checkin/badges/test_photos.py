"""Photos made ready for badges."""

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image

from checkin.badges.photos import is_photograph, ready, shows_photo
from checkin.badges.render import render_badge
from checkin.badges.template import Box, Picture, load_template
from checkin.errors import BadgeError
from checkin.paths import resource
from tests.checkin.badges.examples import a_badge, a_logo, a_page


def opened(photo: bytes) -> Image.Image:
    return Image.open(io.BytesIO(photo))


def a_bomb(side: int) -> bytes:
    """A file of a few kilobytes that says it is so many dots wide and high."""
    file = bytearray(a_logo((1, 1)))
    at = file.index(b"IHDR")
    file[at + 4 : at + 12] = side.to_bytes(4, "big") * 2
    file[at + 17 : at + 21] = zlib.crc32(file[at : at + 17]).to_bytes(4, "big")
    return bytes(file)


def test_a_large_photo_becomes_a_small_jpeg() -> None:
    small = opened(ready(a_logo((3000, 4000))))

    assert (small.format, small.size) == ("JPEG", (450, 600))


def test_a_small_one_keeps_its_size() -> None:
    assert opened(ready(a_logo((90, 120)))).size == (90, 120)


def test_what_a_camera_wrote_beside_it_is_not_kept() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of somebody"
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "#ff0000").save(file, "JPEG", exif=exif)

    kept = opened(ready(file.getvalue()))

    assert (kept.size, dict(kept.getexif())) == ((20, 40), {})


def test_what_is_clear_lies_on_white() -> None:
    kept = opened(ready(a_logo((20, 20), "RGBA", "#ff000000")))

    assert kept.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!DOCTYPE html><title>Sign in</title>",
        a_logo((600, 600))[:-200],
        a_bomb(7_000),
        a_bomb(10_000),
        a_bomb(50_000),
        b"\xff\xd8\xff" + bytes(500),
    ],
    ids=["nothing", "page", "half", "large", "larger", "bomb", "damaged"],
)
def test_what_is_no_picture_or_a_bomb_is_refused(data: bytes) -> None:
    with pytest.raises(BadgeError):
        ready(data)


@pytest.mark.parametrize(("name", "shows"), [("photo-a6", True), ("default", False)])
def test_a_template_says_whether_it_shows_a_photo(name: str, *, shows: bool) -> None:
    assert shows_photo(load_template(resource("badges", f"{name}.json"))) is shows


def test_one_ticket_type_alone_may_show_it() -> None:
    logo = Picture(kind="picture", name="top", box=Box(1, 1, 9, 9))
    photo = Picture(kind="picture", box=Box(1, 1, 9, 9), shows="photo")

    assert not shows_photo(a_page(logo))
    assert shows_photo(a_page(logo, back=(photo,)))
    assert shows_photo(a_page(logo, types={"Press": {"instead": {"top": photo}}}))


def test_a_photo_is_written_as_a_photo_which_takes_little_room() -> None:
    noise = Image.effect_noise((600, 600), 90).convert("RGB")
    file = io.BytesIO()
    noise.save(file, "PNG")
    photo = Picture(kind="picture", box=Box(0, 0, 40, 40), shows="photo")

    as_it_is = render_badge(a_page(photo), a_badge(photo=file.getvalue()))
    kept = render_badge(a_page(photo), a_badge(photo=ready(file.getvalue())))

    assert b"DCTDecode" in kept
    assert len(kept) < len(as_it_is) / 2


def test_only_a_jpeg_counts_as_one(tmp_path: Path) -> None:
    assert is_photograph(ready(a_logo()))
    assert not is_photograph(a_logo())
    assert not is_photograph(tmp_path / "photo.jpg")
