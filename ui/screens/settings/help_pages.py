"""The help that is bundled: one Markdown file a topic, titled by its first line."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """One topic."""

    title: str
    markdown: str


def help_pages(folder: Path) -> tuple[HelpPage, ...]:
    """All topics in the order of their file names; none when the folder is missing."""
    return tuple(_page(file) for file in sorted(folder.glob("*.md")))


def _page(file: Path) -> HelpPage:
    text = file.read_text(encoding="utf-8")
    first, _, _ = text.partition("\n")
    return HelpPage(title=first.lstrip("# ").strip(), markdown=text)
