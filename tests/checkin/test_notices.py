"""The board notices are put on."""

import threading

from checkin.notices import Notice, NoticeBoard, PlatformLost, PlatformReached


def test_every_listener_hears_every_notice_in_order() -> None:
    board = NoticeBoard()
    first: list[Notice] = []
    second: list[Notice] = []
    board.listen(first.append)
    board.listen(second.append)

    board.put_up(PlatformLost(reason="no network"))
    board.put_up(PlatformReached())

    assert first == second == [PlatformLost(reason="no network"), PlatformReached()]


def test_who_stops_listening_hears_no_more() -> None:
    board = NoticeBoard()
    heard: list[Notice] = []
    stop = board.listen(heard.append)

    stop()
    stop()
    board.put_up(PlatformReached())

    assert heard == []


def test_a_listener_may_stop_while_it_listens() -> None:
    board = NoticeBoard()
    heard: list[Notice] = []

    def once(notice: Notice) -> None:
        heard.append(notice)
        stop()

    stop = board.listen(once)
    board.put_up(PlatformReached())
    board.put_up(PlatformReached())

    assert len(heard) == 1


def test_notices_arrive_on_the_thread_that_puts_them_up() -> None:
    board = NoticeBoard()
    threads: list[str] = []
    board.listen(lambda _notice: threads.append(threading.current_thread().name))

    sync = threading.Thread(target=board.put_up, args=(PlatformReached(),), name="sync")
    sync.start()
    sync.join()

    assert threads == ["sync"]
