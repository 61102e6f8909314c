"""Drawn frames are what tests and demonstrations take them for."""

import numpy as np

from checkin.scanner.decode import decode
from checkin.scanner.draw import Look, empty_frame, qr_frame, random_look


def test_a_drawn_frame_has_the_size_and_colours_of_a_cameras() -> None:
    frame = qr_frame("A", size=(640, 480))

    assert frame.shape == (480, 640, 3)
    assert frame.dtype == np.uint8


def test_the_same_seed_draws_the_same_frame() -> None:
    look = random_look(4, 7)

    assert random_look(4, 7) == look
    assert np.array_equal(qr_frame("A", look=look, seed=7), qr_frame("A", look=look, seed=7))
    assert not np.array_equal(qr_frame("A", look=look, seed=7), qr_frame("A", look=look, seed=8))


def test_every_effect_shows() -> None:
    plain = qr_frame("A")
    effects = [
        Look(tilt=0.5), Look(turn=20.0), Look(turn=None), Look(blur=1.0), Look(motion=5.0), Look(noise=5.0),
        Look(light=0.5), Look(glare=0.2), Look(damage=0.05), Look(inverted=True), Look(share=0.3),
    ]  # fmt: skip

    assert not any(np.array_equal(qr_frame("A", look=look), plain) for look in effects)


def test_easy_frames_are_read_and_an_empty_one_is_not() -> None:
    read = [decode(qr_frame("ticket", look=random_look(1, seed), seed=seed)) for seed in range(5)]

    assert [[code.payload for code in found] for found in read] == [["ticket"]] * 5
    assert decode(empty_frame(seed=3)) == ()
