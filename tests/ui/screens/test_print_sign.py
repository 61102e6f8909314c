import pytest

from checkin.model.print_job import SpoolCounts
from ui.screens.print_sign import print_sign
from ui.theme.tokens import Tone


@pytest.mark.parametrize(
    "counts", [SpoolCounts(), SpoolCounts(printing=1), SpoolCounts(waiting=4, printing=1)]
)
def test_badges_on_their_way_are_not_worth_a_word(counts: SpoolCounts) -> None:
    assert print_sign(counts) is None


def test_a_queue_at_a_printer_is() -> None:
    sign = print_sign(SpoolCounts(waiting=12))

    assert sign is not None
    assert (sign.tone, sign.waiting, sign.to_look_at) == (Tone.IDLE, 12, 0)
    assert sign.words == "12 badges on the way"


@pytest.mark.parametrize(
    ("counts", "tone"),
    [
        (SpoolCounts(failed=1), Tone.NO),
        (SpoolCounts(waiting=1, stuck=1), Tone.NO),
        (SpoolCounts(doubtful=1), Tone.ASK),
        (SpoolCounts(doubtful=1, failed=1), Tone.NO),
    ],
)
def test_what_needs_somebody_is(counts: SpoolCounts, tone: Tone) -> None:
    sign = print_sign(counts)

    assert sign is not None
    assert sign.tone is tone
    assert sign.to_look_at == counts.failed + counts.doubtful + counts.stuck


def test_all_of_it_is_said_to_whoever_asks() -> None:
    sign = print_sign(SpoolCounts(waiting=3, stuck=2, failed=1, doubtful=1))

    assert sign is not None
    assert sign.words.splitlines() == [
        "1 badge perhaps came out: somebody must look",
        "1 badge not printed",
        "2 badges waiting for a printer that needs somebody",
        "1 badge on the way",
    ]
    assert sign.waiting == 0
