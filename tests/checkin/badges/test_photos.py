"""Photos made ready for badges."""

import io
import zlib

import numpy as np
import pytest
from PIL import Image

from checkin.badges.imposing import Imposition
from checkin.badges.photos import dots_as_it_is, ready, shows_photo
from checkin.badges.preview import opened as opened_pdf
from checkin.badges.preview import pixels
from checkin.badges.render import render_badge
from checkin.badges.sheets import single
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
    noise = Image.merge("RGB", [Image.effect_noise((600, 600), 30) for _ in range(3)])
    file = io.BytesIO()
    noise.save(file, "PNG")
    photo = Picture(kind="picture", box=Box(0, 0, 40, 40), shows="photo")

    as_it_is = render_badge(a_page(photo), a_badge(photo=file.getvalue()))
    kept = render_badge(a_page(photo), a_badge(photo=ready(file.getvalue())))

    assert b"DCTDecode" in kept
    assert len(kept) < len(as_it_is) / 2


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "#ff0000").save(file, "JPEG", exif=exif)
    return file.getvalue()


def in_mode(mode: str, side: int = 20) -> bytes:
    file = io.BytesIO()
    Image.new(mode, (side, side)).save(file, "JPEG")
    return file.getvalue()


def test_only_one_that_was_made_ready_goes_onto_paper_as_it_is() -> None:
    assert dots_as_it_is(ready(a_logo((900, 1200)))) == (450, 600)
    others = (a_logo(), with_exif(), in_mode("CMYK"), in_mode("RGB", 700), b"\xff\xd8\xff" + bytes(90), b"")
    assert [dots_as_it_is(one) for one in others] == [None] * len(others)


@pytest.mark.parametrize("fit", ["whole", "fill"])
def test_it_lies_on_paper_where_any_other_picture_would(fit: str) -> None:
    file = io.BytesIO()
    half = Image.new("RGB", (300, 200), "#ff0000")
    half.paste("#0000ff", (150, 0, 300, 200))
    half.save(file, "PNG")
    photo = Picture.model_validate({"kind": "picture", "box": (5, 5, 30, 30), "shows": "photo", "fit": fit})

    as_png, as_ready = (
        pixels(render_badge(a_page(photo), a_badge(photo=one))).astype(int)
        for one in (file.getvalue(), ready(file.getvalue()))
    )

    assert np.percentile(np.abs(as_png - as_ready), 99) < 12


def test_two_people_with_the_same_photo_both_have_it() -> None:
    photo = Picture(kind="picture", box=Box(0, 0, 60, 40), shows="photo", fit="fill")
    template, same, out = a_page(photo), ready(a_logo((60, 40))), io.BytesIO()
    imposition = Imposition(out, lambda _: single(template), "Badges")
    for name in ("Ada", "Grace", "Alan"):
        imposition.add(template, a_badge(name, photo=same))
    imposition.finish()

    with opened_pdf(out.getvalue()) as document:
        pages = [np.asarray(page.render(scale=1).to_pil()) for page in document]
    assert [tuple(page[50, 50]) for page in pages] == [(254, 0, 0)] * 3
    assert out.getvalue().count(b"DCTDecode") == 1
