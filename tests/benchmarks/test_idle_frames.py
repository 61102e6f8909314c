import numpy as np

from checkin.scanner.decode import Decoder
from checkin.scanner.draw import qr_frame
from tests.benchmarks.idle_frames import still_view, zxing_alone


def test_the_still_view_shows_no_code_and_is_not_quite_the_same_twice() -> None:
    first, second = still_view(2)

    assert Decoder().decode(first) == ()
    assert np.any(first != second)


def test_the_reference_reads_what_ours_reads() -> None:
    frame = qr_frame("a ticket")

    (found,) = zxing_alone(frame)

    assert found.text == Decoder().decode(frame)[0].payload == "a ticket"
