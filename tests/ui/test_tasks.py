import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from checkin.errors import CheckinError, SettingsError
from tests.fakes.executor import inline
from ui import tasks
from ui.tasks import Task, asker


def unexpected(error: CheckinError) -> None:
    pytest.fail(f"unexpected: {error}")


def test_work_is_done_elsewhere_and_answered_on_the_gui_thread(qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    Task(threading.current_thread).then(
        lambda worked: threads.extend((worked, threading.current_thread()))
    ).start()

    qtbot.waitUntil(lambda: bool(threads))

    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_a_failure_is_explained_on_the_gui_thread(qtbot: QtBot) -> None:
    failures: list[object] = []

    def work() -> None:
        raise SettingsError("no disk")

    Task(work).then(failures.append).otherwise(
        lambda error: failures.extend((str(error), threading.current_thread()))
    ).start()
    qtbot.waitUntil(lambda: bool(failures))

    assert failures == ["no disk", threading.main_thread()]


def test_a_bug_is_explained_and_reaches_the_crash_handler(qtbot: QtBot) -> None:
    def work() -> None:
        raise ZeroDivisionError

    said: list[str] = []
    with capture_exceptions() as crashes:
        Task(work, on=inline).otherwise(lambda error: said.append(str(error))).start()
        qtbot.waitUntil(lambda: bool(crashes))

    assert crashes[0][0] is ZeroDivisionError
    assert said == ["Something went wrong here."]


def test_a_bug_nobody_explains_reaches_it_too(qtbot: QtBot) -> None:
    def work() -> None:
        raise ZeroDivisionError

    with capture_exceptions() as crashes:
        Task(work, on=inline).start()
        qtbot.waitUntil(lambda: bool(crashes))

    assert crashes[0][0] is ZeroDivisionError


def test_a_failure_nobody_explains_is_a_bug(qtbot: QtBot) -> None:
    def work() -> None:
        raise SettingsError("nobody listens")

    with capture_exceptions() as crashes:
        Task(work, on=inline).start()
        qtbot.waitUntil(lambda: bool(crashes))

    assert crashes[0][0] is SettingsError


def test_nobody_is_called_after_the_owner_is_gone(qtbot: QtBot) -> None:
    answers: list[int] = []
    owner = QObject()
    Task(lambda: 1, on=inline, owner=owner).then(answers.append).start()
    Task(lambda: 2, on=inline).then(answers.append).start()

    delete(owner)
    qtbot.waitUntil(lambda: bool(answers))

    assert answers == [2]


def test_work_that_never_began_is_forgotten_quietly(qtbot: QtBot) -> None:
    answers: list[str] = []
    busy, done = threading.Event(), threading.Event()

    def hold() -> None:
        busy.set()
        done.wait(5)

    for _ in range(4):
        Task(hold).start()
    Task(lambda: "late").then(answers.append).start()
    busy.wait(5)
    tasks.stop_background()
    done.set()
    Task(lambda: "next").then(answers.append).start()
    qtbot.waitUntil(lambda: bool(answers))

    assert answers == ["next"]


def test_a_presenter_asks_without_knowing_of_threads(qtbot: QtBot) -> None:
    answers: list[int] = []
    ask = asker(inline)

    ask(lambda: 7, answers.append, unexpected)
    qtbot.waitUntil(lambda: bool(answers))

    assert answers == [7]
