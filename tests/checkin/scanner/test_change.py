"""A still view is known from one in which something moves."""

import numpy as np

from checkin.scanner.change import ChangeDetector
from checkin.scanner.decoded import Frame
from checkin.scanner.draw import Look
from tests.checkin.scanner.pictures import grey_qr


def noisy(picture: Frame, seed: int, strength: float) -> Frame:
    noise = np.random.default_rng(seed).normal(0, strength, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def test_the_first_picture_is_a_change() -> None:
    assert ChangeDetector().has_changed(grey_qr("A"))


def test_the_noise_of_a_sensor_is_no_change() -> None:
    detector = ChangeDetector()
    picture = grey_qr("A")
    detector.has_changed(picture)

    assert not any(detector.has_changed(noisy(picture, seed, 20)) for seed in range(10))


def test_a_small_ticket_that_moves_is_a_change() -> None:
    detector = ChangeDetector()
    picture = grey_qr("A", look=Look(share=0.2))
    detector.has_changed(picture)

    assert detector.has_changed(np.roll(picture, 60, axis=1))


def test_slow_drift_becomes_a_change_in_the_end() -> None:
    detector = ChangeDetector()
    picture = np.full((720, 1280), 100, dtype=np.uint8)
    detector.has_changed(picture)

    changes = [detector.has_changed(picture + step) for step in range(12)]

    assert sum(changes) == 1
