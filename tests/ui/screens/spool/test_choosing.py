import pytest

from checkin.errors import MirrorError
from checkin.model.ids import PrintJobId
from checkin.model.print_job import JobState
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.spool.waiting_badges import SILENT, SpoolingApp, a_job, with_badges
from ui.screens.spool.choosing import Deed
from ui.screens.spool.presenter import SpoolPresenter
from ui.theme.tokens import Tone

NAMES = ("Ada", "Grace", "Mary", "Hedy", "Radia", "Annie", "Dorothy")


def jobs(*numbers: int) -> tuple[PrintJobId, ...]:
    return tuple(PrintJobId(number) for number in numbers)


def doubted(number: int = 3) -> SpoolingApp:
    return with_badges(
        *(a_job(at, NAMES[at - 1], JobState.DOUBTFUL, words=SILENT) for at in range(1, number + 1))
    )


def page(app: SpoolingApp, ask: LaterAsk | None = None) -> SpoolPresenter:
    made = SpoolPresenter(app.as_app(), ask_at_once if ask is None else ask)
    made.begin()
    return made


def said(presenter: SpoolPresenter) -> str:
    assert presenter.result is not None
    return presenter.result.title


@pytest.mark.parametrize(
    ("deed", "title", "advice"),
    [
        (Deed.CAME_OUT, "Have 2 badges come out?", "Grace, Ada. They are counted as printed"),
        (Deed.AGAIN, "Print 2 badges again?", "Grace, Ada. Whoever’s did come out"),  # noqa: RUF001
        (Deed.DROP, "Let go of 2 badges?", "Grace, Ada. They are not printed"),
        (Deed.RETRY, "Try 2 badges again?", "Grace, Ada."),
    ],
)
def test_before_many_are_decided_about_they_are_counted_and_named(
    deed: Deed, title: str, advice: str
) -> None:
    choosing = page(doubted()).choosing
    choosing.tick(jobs(1, 2), wanted=True)

    sure = choosing.sure(deed, jobs(3, 2, 1))

    assert sure is not None
    assert sure.badges == jobs(2, 1)
    assert sure.question.title == title
    assert sure.question.advice.startswith(advice)


def test_of_many_the_first_are_named() -> None:
    choosing = page(doubted(7)).choosing
    choosing.tick(jobs(*range(1, 8)), wanted=True)

    sure = choosing.sure(Deed.DROP, jobs(*range(1, 8)))

    assert sure is not None
    assert sure.question.advice.startswith("Ada, Grace, Mary, Hedy, Radia and 2 more.")


def test_where_nothing_is_ticked_nothing_is_asked() -> None:
    assert page(doubted()).choosing.sure(Deed.DROP, jobs(1, 2, 3)) is None


@pytest.mark.parametrize(
    ("deed", "done", "words"),
    [
        (Deed.CAME_OUT, "came out", "2 badges: counted as printed"),
        (Deed.AGAIN, "print again", "2 badges: printed again"),
        (Deed.DROP, "cancel", "2 badges: no longer waiting"),
    ],
)
def test_all_that_are_ticked_are_decided_about_together(deed: Deed, done: str, words: str) -> None:
    app = doubted()
    presenter = page(app)
    presenter.choosing.tick(jobs(1, 2), wanted=True)

    presenter.choosing.do(deed, jobs(2, 1))

    assert app.spool.done == [(done, 2), (done, 1)]
    assert said(presenter) == words
    assert presenter.choosing.chosen == frozenset()


def test_several_that_failed_are_tried_again_or_go_to_another_printer() -> None:
    app = with_badges(*(a_job(at, "Ada", JobState.FAILED) for at in (1, 2, 3)))
    presenter = page(app)

    presenter.choosing.do(Deed.RETRY, jobs(1))
    presenter.choosing.move(jobs(2, 3), "VIP")

    assert app.spool.done == [("retry", 1), ("move to VIP", 2), ("move to VIP", 3)]
    assert said(presenter) == "2 badges: moved to VIP"


def test_what_something_else_became_of_is_left_alone_and_counted() -> None:
    app = doubted(2)
    presenter = page(app)
    app.spool.kept.pop(0)

    presenter.choosing.do(Deed.AGAIN, jobs(2, 1))

    assert app.spool.done == [("print again", 2)]
    assert said(presenter) == "1 badge: printed again; 1 was left alone"
    assert presenter.result is not None
    assert presenter.result.tone is Tone.ASK


def test_where_nothing_was_left_to_do_it_says_so() -> None:
    app = doubted(2)
    presenter = page(app)
    app.spool.kept.clear()

    presenter.choosing.do(Deed.DROP, jobs(2, 1))

    assert said(presenter) == "There was nothing left to do"


def test_a_disk_that_fails_ends_it_with_its_words() -> None:
    app = doubted()
    presenter = page(app)
    app.spool.trouble = MirrorError("The disk is full.")

    presenter.choosing.do(Deed.AGAIN, jobs(3, 2, 1))

    assert app.spool.done == []
    assert presenter.result is not None
    assert "The disk is full" in presenter.result.advice


def test_what_is_decided_is_no_longer_ticked() -> None:
    app = doubted()
    presenter = page(app)
    presenter.choosing.tick(jobs(1, 2, 3), wanted=True)

    presenter.came_out(PrintJobId(2))
    presenter.choosing.tick(jobs(3), wanted=False)

    assert presenter.choosing.chosen == frozenset(jobs(1))


def test_while_something_is_under_way_the_ticks_stay() -> None:
    app, ask = doubted(), LaterAsk()
    presenter = page(app, ask)
    ask.answer_all()
    presenter.choosing.tick(jobs(1, 2), wanted=True)
    presenter.came_out(PrintJobId(3))

    presenter.choosing.do(Deed.AGAIN, jobs(1, 2))
    ask.answer_all()

    assert app.spool.done == [("came out", 3)]
    assert presenter.choosing.chosen == frozenset(jobs(1, 2))
