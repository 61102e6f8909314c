"""Sounds are there, short, and never a nuisance."""

import wave

import pytest

from checkin.paths import resource
from ui.scanning.sound import NAMES, Sounds


@pytest.mark.parametrize("name", NAMES)
def test_every_sound_is_short_small_and_audible(name: str) -> None:
    file = resource("sounds", f"{name}.wav")

    with wave.open(str(file)) as sound:
        seconds = sound.getnframes() / sound.getframerate()
        loudest = max(memoryview(sound.readframes(sound.getnframes())).cast("h"))

    assert 0.2 < seconds < 0.6
    assert 10_000 < loudest < 30_000
    assert file.stat().st_size < 60_000


def test_playing_never_fails_whether_there_is_sound_or_not(qapp: object) -> None:
    assert qapp
    sounds = Sounds()
    sounds.play("admitted")
    assert not sounds.can_be_heard

    sounds.load()
    sounds.load()
    for name in (*NAMES, "unheard of"):
        sounds.play(name)
    sounds.are_on = False
    sounds.play("refused")
