from ui.screens.designer.history import MOST, History


def a_history(*steps: int) -> History[int]:
    history = History(0)
    for step in steps:
        history.do(step)
    return history


def test_steps_are_taken_back_and_again() -> None:
    history = a_history(1, 2)

    history.undo()
    history.undo()
    assert (history.now, history.can_undo, history.can_redo) == (0, False, True)

    history.redo()
    assert history.now == 1


def test_steps_of_one_kind_in_a_row_are_one() -> None:
    history = a_history(1)

    history.do(2, "drag 1")
    history.do(3, "drag 1")
    history.do(4, "drag 2")
    history.undo()
    assert history.now == 3

    history.undo()
    assert history.now == 1


def test_a_step_after_undoing_forgets_what_was_undone() -> None:
    history = a_history(1, 2)

    history.undo()
    history.do(5)

    assert not history.can_redo
    history.redo()
    assert history.now == 5


def test_what_is_amended_is_no_step_and_ends_a_row_of_steps() -> None:
    history = a_history()
    history.do(1, "nudge")

    history.amend(2)
    history.do(3, "nudge")
    history.undo()

    assert history.now == 2
    history.undo()
    assert history.now == 0


def test_there_is_an_end_to_what_is_remembered() -> None:
    history = a_history(*range(1, 2 * MOST))

    for _ in range(2 * MOST):
        history.undo()

    assert history.now == MOST - 1
    history.undo()
    assert history.now == MOST - 1
