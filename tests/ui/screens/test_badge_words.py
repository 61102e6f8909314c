from pathlib import Path

import pytest

from checkin.model.print_job import JobState
from checkin.notices import BadgePrinted
from tests.fakes.builders import a_print_job
from ui.screens.badge_words import came_out


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "printed on Zebra"),
        ({"path": Path("1.pdf")}, "saved in Zebra"),
        ({"confirmed": False}, "sent to Zebra"),
        (
            {"confirmed": False, "is_news": True},
            "sent to Zebra. This printer does not say whether a badge came out",
        ),
    ],
)
def test_it_is_said_what_is_known_and_no_more(more: dict[str, object], words: str) -> None:
    notice = BadgePrinted(job=a_print_job(1, JobState.PRINTED), where="Zebra", **more)  # type: ignore[arg-type]

    assert came_out(notice) == words
