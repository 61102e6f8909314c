"""Erasing what an event left on this computer, typed at a terminal."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from checkin.app.command_line import ChoiceError
from checkin.practice.open_event import PracticeServer
from tests.checkin.test_main import Terminal, biggest
from tests.fakes.keyring_backend import MemoryKeyring


@pytest.fixture
def erased(tmp_path: Path, server: PracticeServer) -> Iterator[Terminal]:
    """The event was erased, its journal stayed."""
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    terminal = Terminal(tmp_path / "desk")
    terminal.pull(server)
    terminal.admit(server)
    said = terminal.type("forget", "--yes", "--anyway", str(tmp_path / "out.csv"))
    assert f"checkin forget '{min(server.platform.events)}' --journal" in said.stdout
    yield terminal
    keyring.set_keyring(before)


def journals(terminal: Terminal) -> list[Path]:
    return [file for file in (terminal.folder / "data" / "journal").rglob("*") if file.is_file()]


@pytest.mark.parametrize("by", ["id", "name", "--all"])
def test_journals_of_an_event_that_is_gone_are_erased_by_the_same_words(
    erased: Terminal, server: PracticeServer, by: str
) -> None:
    number = min(server.platform.events)
    assert journals(erased)

    said = erased.type(
        "forget", {"id": str(number), "name": biggest(server)}.get(by, by), "--journal", "--yes"
    )

    assert said.exit_code == 0, said.output
    assert f"The journal of {biggest(server)} ({number}) is erased: 1 file." in said.stdout
    assert journals(erased) == []


def test_it_is_asked_before_and_only_journals_are_erased_by_that(
    erased: Terminal, server: PracticeServer
) -> None:
    refused = erased.type("forget", biggest(server), "--journal", answers="n\n")
    without = erased.type("forget", biggest(server), "--yes")

    assert refused.exit_code == 1
    assert "1 file with names?" in refused.output
    assert isinstance(without.exception, ChoiceError)
    assert "checkin forget EVENT --journal" in str(without.exception)
    assert journals(erased)


def test_where_nothing_is_left_that_is_said(erased: Terminal) -> None:
    assert erased.type("forget", "--all", "--journal", "--yes").exit_code == 0
    for words in (("--all", "--journal", "--yes"), ("--yes",), ("7", "--journal", "--yes")):
        assert str(erased.type("forget", *words).exception) == "There is no event on this computer."
