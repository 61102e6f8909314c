import io
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from checkin.badges.images import as_image, from_base64
from checkin.badges.sizes import Size
from checkin.errors import BadgeError
from tests.checkin.badges.examples import a_logo

_ORIENTATION = 0x0112


def test_a_logo_is_read_from_bytes_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(a_logo())
    assert as_image(file, Size(30, 10)).tobytes() == as_image(a_logo(), Size(30, 10)).tobytes()


def test_a_large_logo_is_shrunk_to_what_a_printer_shows() -> None:
    image = as_image(a_logo((4000, 1000)), Size(30, 30))
    assert image.size == (360, 90)


def test_a_picture_that_covers_its_box_stays_fine_enough_in_both_directions() -> None:
    assert as_image(a_logo((4000, 1000)), Size(30, 30), fill=True).size == (1440, 360)
    assert as_image(a_logo((1000, 4000)), Size(30, 10), fill=True).size == (360, 1440)


def test_a_photo_that_says_it_lies_on_its_side_is_set_upright() -> None:
    lying = Image.new("RGB", (40, 20), "#ff0000")
    lying.paste("#0000ff", (20, 0, 40, 20))
    exif = Image.Exif()
    exif[_ORIENTATION] = 6  # its left side belongs to the top
    file = io.BytesIO()
    lying.save(file, "JPEG", exif=exif)
    upright = as_image(file.getvalue(), Size(30, 30))
    assert upright.size == (20, 40)
    assert upright.getpixel((10, 5)) == pytest.approx((255, 0, 0), abs=4)
    assert upright.getpixel((10, 35)) == pytest.approx((0, 0, 255), abs=4)


@pytest.mark.parametrize("way", range(10))
def test_however_the_camera_was_held_the_picture_is_upright(way: int) -> None:
    lying = Image.effect_noise((40, 20), 90)
    exif = Image.Exif()
    exif[_ORIENTATION] = way
    file = io.BytesIO()
    lying.save(file, "PNG", exif=exif)
    with Image.open(file) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    assert as_image(file.getvalue(), Size(30, 30)).tobytes() == upright.tobytes()


def test_a_photo_beside_which_odd_things_are_written_is_read_all_the_same() -> None:
    exif = Image.Exif()
    exif[_ORIENTATION], exif[0x010E] = 6, "a fine day"
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "#ff0000").save(file, "JPEG", exif=exif)
    words_for_a_width = file.getvalue().replace(b"\x01\x0e\x00\x02", b"\x01\x00\x00\x02")
    assert words_for_a_width != file.getvalue()
    assert as_image(words_for_a_width, Size(30, 30)).size == (20, 40)


def test_a_small_logo_is_left_as_it_is() -> None:
    assert as_image(a_logo((60, 20)), Size(30, 30)).size == (60, 20)


@pytest.mark.parametrize(
    ("mode", "colour", "ready"), [("RGBA", "#ff000080", "RGBA"), ("L", "#808080", "RGB")]
)
def test_transparency_is_kept_and_everything_else_becomes_rgb(mode: str, colour: str, ready: str) -> None:
    assert as_image(a_logo(mode=mode, colour=colour), Size(30, 30)).mode == ready


@pytest.mark.parametrize("data", [b"", b"no image", b"\x89PNG\r\n\x1a\n" + bytes(40), a_logo()[:60]])
def test_what_is_no_image_is_refused(data: bytes) -> None:
    with pytest.raises(BadgeError, match="not an image"):
        as_image(data, Size(30, 30))


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(BadgeError, match="cannot be read"):
        as_image(tmp_path / "missing.png", Size(30, 30))


def test_a_picture_inside_a_template_is_base64() -> None:
    assert from_base64("YWJj") == b"abc"
    with pytest.raises(BadgeError, match="inside the template"):
        from_base64("???")


def as_file(image: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["EPS", "TIFF", "MSP", "JPEG2000"])
def test_a_form_whose_reading_is_a_risk_is_not_even_looked_into(kind: str) -> None:
    with pytest.raises(BadgeError, match="Take a PNG or JPEG file"):
        as_image(as_file(Image.new("1" if kind == "MSP" else "RGB", (64, 64)), kind), Size(30, 30))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_pictures_of_the_usual_forms_are_read(kind: str) -> None:
    assert as_image(as_file(Image.new("RGB", (64, 64)), kind), Size(30, 30)).size == (64, 64)


def test_a_small_file_that_would_fill_the_memory_is_refused() -> None:
    bomb = as_file(Image.new("1", (7000, 7000)), "PNG")
    assert len(bomb) < 20_000
    with pytest.raises(BadgeError, match="too many dots"):
        as_image(bomb, Size(30, 30))


def test_a_photo_of_any_camera_is_read_as_finely_as_it_is_shown() -> None:
    photo = as_file(Image.new("RGB", (7000, 7000)), "JPEG")
    assert as_image(photo, Size(30, 30)).size == (360, 360)
