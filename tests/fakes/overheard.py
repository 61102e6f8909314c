"""Who could be overheard in a log: every name, e-mail address and code of the mirrors under a folder."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

_SHORTEST = 3  # letters; a shorter name is a word of every sentence
_OF_ATTENDEES = "given_name, family_name, email, company, badge_code, order_code"
_PLAIN = frozenset({"open", "info", "main", "event", "list", "None"})
"""Values of a made-up event that are words of the log as well."""


def personal_words(folder: Path) -> set[str]:
    """Everything about people that the mirrors under a folder hold, word by word."""
    words: set[str] = set()
    for mirror in folder.rglob("mirror.sqlite"):
        words |= set(_words(mirror))
    return {word for word in words if len(word) >= _SHORTEST and not word.isdigit()} - _PLAIN


def _words(mirror: Path) -> Iterator[str]:
    connection = sqlite3.connect(f"file:{mirror}?mode=ro", uri=True)
    try:
        for row in connection.execute(f"SELECT {_OF_ATTENDEES} FROM attendee"):  # noqa: S608
            yield from filter(None, row)
        yield from (key for (key,) in connection.execute("SELECT key FROM code"))
    finally:
        connection.close()


def overheard(folder: Path, secrets: Iterable[str] = ()) -> dict[str, set[str]]:
    """Which personal words, and which of these secrets, stand in the logs under a folder, by file."""
    wanted = personal_words(folder) | {secret for secret in secrets if secret}
    found: dict[str, set[str]] = {}
    for log in logs_under(folder):
        text = log.read_text("utf-8", "replace")
        spoken = set(re.findall(r"[\w.@+-]+", text))
        said = {
            word
            for word in wanted
            if word in spoken or (not re.fullmatch(r"[\w.@+-]+", word) and word in text)
        }
        if said:
            found[str(log.relative_to(folder))] = said
    return found


def logs_under(folder: Path) -> list[Path]:
    """Every file that was written for support: logs, older ones, crash reports."""
    return [file for file in folder.rglob("*") if file.is_file() and file.parent.name == "logs"]
