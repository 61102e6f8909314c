from pathlib import Path

import pytest

from checkin.model.admission import Refusal, Refused
from checkin.paths import resource
from ui import wording
from ui.screens.settings.help_pages import help_pages


def test_pages_come_in_the_order_of_their_files_and_are_titled_by_their_first_line(tmp_path: Path) -> None:
    (tmp_path / "2-later.md").write_text("# Later\n\nText", encoding="utf-8")
    (tmp_path / "1-first.md").write_text("# First day\n", encoding="utf-8")

    assert [page.title for page in help_pages(tmp_path)] == ["First day", "Later"]


def test_the_bundled_help_has_a_title_and_words_on_every_page() -> None:
    pages = help_pages(resource("help"))

    assert len(pages) >= 8
    assert all(page.title and len(page.markdown) > 200 for page in pages)


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal.UNKNOWN_CODE,
        Refusal.ALREADY_INSIDE,
        Refusal.UNPAID,
        Refusal.CANCELLED,
        Refusal.BLOCKED,
        Refusal.REVOKED,
        Refusal.NOT_YET_VALID,
        Refusal.NO_LONGER_VALID,
        Refusal.AMBIGUOUS,
        Refusal.WRONG_TICKET_TYPE,
        Refusal.ENTRIES_USED_UP,
        Refusal.AGAINST_RULES,
        Refusal.ZONE_CLOSED,
    ],
)
def test_the_help_advises_what_the_card_advises(refusal: Refusal) -> None:
    page = (resource("help") / "02-refused.md").read_text(encoding="utf-8")
    card = wording.of_refusal(Refused(refusal=refusal), lambda at: f"{at:%H:%M}")
    [row] = [
        line for line in page.splitlines() if card.title in line.partition(" | ")[0].strip("| ").split(", ")
    ]

    for place in ("help desk", "newest ticket", "badge again", "come back then", "right door", "Scan again"):
        assert (place in row) == (place in card.do_next)
