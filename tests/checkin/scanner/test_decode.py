"""What is read from a camera frame, and what is not done to it."""

import subprocess
import sys
from types import ModuleType

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from typing_extensions import override

from checkin.scanner import zxing
from checkin.scanner.decode import Decoder, decode
from checkin.scanner.decoded import USUAL, Decoded, Frame, Symbology
from checkin.scanner.draw import Look, empty_frame, qr_frame, random_look
from checkin.scanner.opencv import cv2
from checkin.scanner.zbar import Zbar, find_zbar
from tests.checkin.scanner.pictures import grey_qr, split_code

TICKET = "1f89db55-2661-4ae2-b311-edd557a874d5-6bc0b1"


def payloads(found: tuple[Decoded, ...]) -> list[str]:
    return [code.payload for code in found]


def barcode(text: str, kind: zxingcpp.BarcodeFormat) -> Frame:
    picture = np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=4))
    return np.pad(picture.astype(np.uint8), 60, constant_values=255)


def test_a_ticket_is_read_from_a_colour_frame_and_from_a_grey_one() -> None:
    frame = qr_frame(TICKET)

    assert payloads(decode(frame)) == [TICKET]
    assert payloads(decode(grey_qr(TICKET))) == [TICKET]


def test_a_frame_without_a_code_gives_nothing() -> None:
    assert decode(empty_frame()) == ()


@pytest.mark.parametrize("text", ["Müller & Søn", "日本語のチケット", "Žluťoučký kůň 🎟"])
def test_text_comes_out_as_it_was_put_in(text: str) -> None:
    assert payloads(decode(qr_frame(text))) == [text]


def test_bytes_that_are_no_utf_8_are_read_as_latin_1() -> None:
    (code,) = decode(qr_frame("Müller".encode("latin-1")))

    assert (code.payload, code.raw) == ("Müller", b"M\xfcller")


def second() -> Zbar:
    found = find_zbar()
    assert found is not None
    return found


@pytest.mark.parametrize("raw", ["Müller".encode(), "Müller".encode("latin-1"), bytes(range(256)), b"12345"])
def test_the_second_decoder_gives_the_bytes_exactly(raw: bytes) -> None:
    (code,) = second().read(grey_qr(raw), {Symbology.QR})

    assert code.raw == raw
    assert len(code.corners) == 4


def test_the_second_decoder_is_not_bothered_with_what_it_cannot_read() -> None:
    assert second().read(np.zeros((100, 100), dtype=np.uint8), {Symbology.AZTEC}) == ()


def test_the_second_decoder_reads_everything_else_next_to_a_part_of_a_code() -> None:
    part = split_code("ABC", 1, 2)
    whole = grey_qr(TICKET, size=(600, part.shape[0]))

    found = second().read(np.hstack([part, whole]), {Symbology.QR})

    assert {(code.payload, code.part_of is None) for code in found} == {("ABC", False), (TICKET, True)}


@pytest.mark.parametrize(
    ("symbology", "kind"),
    [
        (Symbology.MICRO_QR, zxingcpp.MicroQRCode), (Symbology.AZTEC, zxingcpp.Aztec),
        (Symbology.DATA_MATRIX, zxingcpp.DataMatrix), (Symbology.PDF_417, zxingcpp.PDF417),
        (Symbology.CODE_128, zxingcpp.Code128), (Symbology.CODE_39, zxingcpp.Code39),
        (Symbology.QR, zxingcpp.QRCode),
    ],
)  # fmt: skip
def test_each_symbology_is_read_when_asked_for(symbology: Symbology, kind: zxingcpp.BarcodeFormat) -> None:
    (code,) = decode(barcode("12345", kind), {symbology})

    assert (code.payload, code.symbology) == ("12345", symbology)


def test_what_was_not_asked_for_is_not_read() -> None:
    assert decode(barcode("12345", zxingcpp.Aztec)) == ()
    assert decode(barcode("12345", zxingcpp.Code128), {Symbology.QR}) == ()


def test_corners_lie_around_the_code_in_the_frame() -> None:
    (code,) = decode(qr_frame(TICKET, look=Look(share=0.5)))

    assert np.mean(code.corners, axis=0) == pytest.approx((640, 360), abs=6)
    assert np.ptp(code.corners, axis=0) == pytest.approx((294, 294), abs=20)


def test_corners_found_by_a_second_look_lie_there_too() -> None:
    hard = Look(share=0.2, noise=30, blur=1.2)
    frame = grey_qr(TICKET, look=hard)
    assert not zxing.read(frame, USUAL)

    (code,) = decode(frame)

    assert code.payload == TICKET
    assert np.mean(code.corners, axis=0) == pytest.approx((640, 360), abs=12)


def test_corners_in_a_huge_frame_are_those_of_the_huge_frame() -> None:
    (code,) = decode(qr_frame(TICKET, size=(3000, 2000)))

    assert np.mean(code.corners, axis=0) == pytest.approx((1500, 1000), abs=20)


def test_two_codes_in_one_frame_are_both_read() -> None:
    frame = np.hstack([qr_frame("left", size=(640, 480)), qr_frame("right", size=(640, 480))])

    assert sorted(payloads(decode(frame))) == ["left", "right"]


def test_a_part_of_a_code_is_reported_as_one() -> None:
    (part,) = decode(split_code("ABC", 1, 2))

    assert part.part_of == (1, 2)


def test_hard_frames_are_read_that_the_first_decoder_gives_up() -> None:
    frames = [grey_qr(TICKET, look=random_look(4, seed), seed=seed) for seed in range(12)]
    alone = sum(bool(zxing.read(frame, USUAL)) for frame in frames)

    read = [payloads(decode(frame)) for frame in frames]

    assert sum(bool(found) for found in read) > alone
    assert all(found in ([], [TICKET]) for found in read)


class CountingZbar(Zbar):
    """Counts how often it is asked; reads nothing."""

    def __init__(self) -> None:
        self.asked = 0

    @override
    def read(self, grey: Frame, symbologies: object) -> tuple[Decoded, ...]:
        assert grey.ndim == 2
        assert symbologies
        self.asked += 1
        return ()


def busy_frame(shift: int = 0) -> Frame:
    frame = empty_frame((640, 480))
    cv2.putText(frame, "Lorem ipsum", (40 + shift, 240), 0, 2, (0, 0, 0), 4)
    return frame


def test_a_still_view_is_looked_at_again_only_once() -> None:
    counting = CountingZbar()
    decoder = Decoder(find_second=lambda: counting)

    for _ in range(30):
        decoder.decode(busy_frame())

    assert counting.asked == 1


def test_a_moving_view_is_looked_at_again_in_turns() -> None:
    counting = CountingZbar()
    decoder = Decoder(find_second=lambda: counting)

    for number in range(25):
        decoder.decode(busy_frame(shift=12 * number))

    assert 4 <= counting.asked <= 6


def test_without_the_second_decoder_codes_are_read_and_the_lack_is_told() -> None:
    decoder = Decoder(find_second=lambda: None)

    assert payloads(decoder.decode(qr_frame(TICKET))) == [TICKET]
    assert decoder.decode(busy_frame()) == ()
    assert "zbar" in decoder.shortcoming
    assert not Decoder().shortcoming


@pytest.mark.parametrize("error", [ImportError("not installed"), OSError("for another processor")])
def test_a_library_that_cannot_be_loaded_is_taken_for_missing(error: Exception) -> None:
    def load() -> ModuleType:
        raise error

    assert find_zbar(load) is None


def test_a_computer_without_the_library_is_no_failure() -> None:
    program = (
        "import sys; sys.modules['pyzbar'] = None\n"
        "from checkin.scanner.zbar import find_zbar\n"
        "print(find_zbar())"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "None\n"


@pytest.mark.parametrize(
    "odd",
    [
        np.zeros((0, 0), dtype=np.uint8), np.zeros((0, 10, 3), dtype=np.uint8), np.zeros((10, 10)),
        np.zeros((10, 10), dtype=np.uint16), np.zeros((10, 10, 4), dtype=np.uint8),
        np.zeros((10, 10, 1), dtype=np.uint8), np.zeros(10, dtype=np.uint8),
        np.zeros((2, 2, 2, 3), dtype=np.uint8),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused(odd: Frame) -> None:
    with pytest.raises(ValueError, match="A frame"):
        decode(odd)


@settings(max_examples=40, deadline=None)
@given(
    arrays(np.uint8, st.tuples(st.integers(1, 200), st.integers(1, 200)))
    | arrays(np.uint8, st.tuples(st.integers(1, 90), st.integers(1, 90), st.just(3)))
)
def test_any_picture_can_be_decoded(picture: Frame) -> None:
    assert isinstance(decode(picture), tuple)


def test_a_picture_that_is_a_slice_of_another_is_read() -> None:
    wide = np.hstack([qr_frame(TICKET), qr_frame("other")])

    assert payloads(decode(wide[:, :1280])) == [TICKET]
