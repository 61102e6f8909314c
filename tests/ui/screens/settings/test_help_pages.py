from pathlib import Path

from checkin.paths import resource
from ui.screens.settings.help_pages import help_pages


def test_pages_come_in_the_order_of_their_files_and_are_titled_by_their_first_line(tmp_path: Path) -> None:
    (tmp_path / "2-later.md").write_text("# Later\n\nText", encoding="utf-8")
    (tmp_path / "1-first.md").write_text("# First day\n", encoding="utf-8")

    assert [page.title for page in help_pages(tmp_path)] == ["First day", "Later"]


def test_the_bundled_help_has_a_title_and_words_on_every_page() -> None:
    pages = help_pages(resource("help"))

    assert len(pages) >= 8
    assert all(page.title and len(page.markdown) > 200 for page in pages)
