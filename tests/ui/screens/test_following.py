from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from checkin.errors import MirrorError
from checkin.notices import Notice, PlatformReached
from tests.fakes.executor import LaterAsk
from ui.screens.following import FollowedPage, Following


class Read:
    """Something that is read anew: numbers, until it breaks."""

    def __init__(self) -> None:
        self.ask = LaterAsk()
        self.rests: list[Callable[[], None]] = []
        self.number = 0
        self.found: list[int] = []
        self.failed: list[str] = []
        self.trouble: MirrorError | None = None
        self.following = Following(
            self.ask,
            self.rests.append,
            self.read,
            self.found.append,
            lambda error: self.failed.append(str(error)),
        )

    def read(self) -> int:
        if self.trouble is not None:
            raise self.trouble
        self.number += 1
        return self.number


def test_what_comes_while_it_reads_or_rests_brings_one_more_reading() -> None:
    read = Read()

    for _ in range(5):
        read.following.look()
    read.ask.answer_all()
    read.following.look()
    read.rests.pop()()
    read.ask.answer_all()

    assert read.found == [1, 2]


def test_without_news_it_rests() -> None:
    read = Read()
    read.following.look()
    read.ask.answer_all()

    read.rests.pop()()

    assert len(read.ask) == 0


def test_what_could_not_be_read_is_read_the_next_time() -> None:
    read = Read()
    read.trouble = MirrorError("The file is locked.")
    read.following.look()
    read.ask.answer_all()
    read.trouble = None
    read.rests.pop()()

    read.following.look()
    read.ask.answer_all()

    assert (read.failed, read.found) == (["The file is locked."], [1])


class Listener:
    """A presenter that only remembers."""

    def __init__(self) -> None:
        self.awake = False
        self.heard: list[Notice] = []

    def begin(self) -> None:
        self.awake = True

    def hear(self, notice: Notice) -> None:
        self.heard.append(notice)


class Listening(FollowedPage):
    presenter: Listener

    def __init__(self, rest_ms: int) -> None:
        super().__init__(rest_ms)
        self.presenter = Listener()


def shown(qtbot: QtBot, rest_ms: int = 0) -> Listening:
    page = Listening(rest_ms)
    qtbot.addWidget(page)
    page.show()
    page.begin()
    return page


def test_a_page_nobody_sees_sleeps_until_it_comes_up(qtbot: QtBot) -> None:
    page = shown(qtbot)

    page.hide()
    slept = not page.presenter.awake
    page.begin()

    assert slept
    assert page.presenter.awake


def test_a_page_passes_on_the_news(qtbot: QtBot) -> None:
    page, news = shown(qtbot), PlatformReached()

    page.hear(news)

    assert page.presenter.heard == [news]


def test_a_page_rests_as_long_as_it_is_told_and_never_for_one_that_is_gone(qtbot: QtBot) -> None:
    calm, brisk, gone = shown(qtbot, rest_ms=1), shown(qtbot), Listening(1)
    rested: list[QWidget] = []

    gone.rest(lambda: rested.append(gone))
    gone.deleteLater()
    brisk.rest(lambda: rested.append(brisk))
    calm.rest(lambda: rested.append(calm))
    at_once = list(rested)

    qtbot.waitUntil(lambda: calm in rested)
    assert at_once == [brisk]
    assert gone not in rested
