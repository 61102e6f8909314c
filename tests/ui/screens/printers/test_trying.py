from pathlib import Path

import pytest

from checkin.badges.printers import Printed
from checkin.errors import BadgeError, PrintUncertainError
from checkin.settings import PrinterChoice
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.printers.printing_app import (
    BROTHER,
    LASER,
    OUT_OF_PAPER,
    ZEBRA,
    PrintingApp,
    with_printers,
)
from ui.screens.printers.editing import Editing
from ui.screens.printers.trying import Fix, Trial
from ui.theme.tokens import Tone


def on_trial(app: PrintingApp, ask: LaterAsk | None = None) -> Editing:
    """The test page of the first printer was asked for."""
    editing = Editing(app.as_app(), ask_at_once if ask is None else ask, lambda: None, lambda _: None)
    editing.try_out(app.settings.printer.called)
    return editing


def turned(editing: Editing) -> int:
    assert editing.shown is not None
    return editing.shown.draft.choice.turn


def test_the_page_is_printed_and_then_it_is_asked_whether_it_is_right() -> None:
    app = with_printers(ZEBRA)

    trying = on_trial(app).trying

    assert app.spool.pages == [ZEBRA]
    assert (trying.trial, trying.said) == (Trial.ASKED, None)


def test_there_is_a_picture_of_how_it_should_look() -> None:
    assert on_trial(with_printers(ZEBRA)).trying.picture.startswith(b"\x89PNG")


def test_a_template_that_is_broken_leaves_no_picture_and_harms_nothing() -> None:
    app = with_printers(ZEBRA)
    app.change_settings(template="gone")

    trying = on_trial(app).trying

    assert (trying.picture, trying.trial) == (b"", Trial.ASKED)


def test_one_page_at_a_time() -> None:
    ask = LaterAsk()
    editing = on_trial(with_printers(ZEBRA), ask)
    waiting = len(ask)

    editing.trying.print()
    editing.trying.fix(Fix.UPSIDE_DOWN)

    assert editing.trying.trial is Trial.PRINTING
    assert len(ask) == waiting
    assert turned(editing) == 0


@pytest.mark.parametrize(("fix", "turn"), [(Fix.UPSIDE_DOWN, 180), (Fix.SIDEWAYS, 90)])
def test_a_page_that_is_turned_is_turned_back_and_printed_again(fix: Fix, turn: int) -> None:
    app = with_printers(ZEBRA)
    editing = on_trial(app)

    editing.trying.fix(fix)

    assert turned(editing) == turn
    assert [page.turn for page in app.spool.pages] == [0, turn]


def test_a_page_that_is_too_light_or_too_dark_is_printed_otherwise() -> None:
    app = with_printers(ZEBRA)
    trying = on_trial(app).trying

    trying.fix(Fix.TOO_LIGHT)
    trying.fix(Fix.TOO_LIGHT)
    trying.fix(Fix.TOO_DARK)

    assert [page.darkness for page in app.spool.pages] == [0, 5, 10, 5]


def test_where_it_cannot_be_darker_it_is_said_what_else_to_do() -> None:
    app = with_printers(ZEBRA.model_copy(update={"darkness": 30}))
    trying = on_trial(app).trying

    trying.fix(Fix.TOO_LIGHT)

    assert trying.said is not None
    assert trying.said.title == "More is not possible"
    assert len(app.spool.pages) == 1


def test_when_some_is_missing_the_paper_is_to_be_looked_at() -> None:
    trying = on_trial(with_printers(ZEBRA)).trying

    trying.fix(Fix.CUT_OFF)

    assert trying.said is not None
    assert trying.said.title == "Look at the paper first"
    assert trying.trial is Trial.ASKED


def test_when_nothing_came_the_printer_is_asked_what_it_lacks() -> None:
    app = with_printers(ZEBRA)
    app.states["Left desk"] = OUT_OF_PAPER
    trying = on_trial(app).trying

    trying.fix(Fix.NOTHING_CAME)

    assert trying.trial is Trial.FAILED
    assert trying.said is not None
    assert trying.said.advice == OUT_OF_PAPER.words


def test_a_printer_that_lacks_nothing_is_to_be_looked_at() -> None:
    trying = on_trial(with_printers(ZEBRA)).trying

    trying.fix(Fix.NOTHING_CAME)

    assert trying.said is not None
    assert trying.said.tone is Tone.ASK
    assert "Is it on" in trying.said.advice


def test_a_printer_that_cannot_be_asked_says_why() -> None:
    app = with_printers(ZEBRA)
    app.states["Left desk"] = BadgeError("No printer is chosen yet.")
    trying = on_trial(app).trying

    trying.fix(Fix.NOTHING_CAME)

    assert trying.trial is Trial.FAILED


def test_only_what_a_printer_can_do_is_offered() -> None:
    assert Fix.TOO_LIGHT in on_trial(with_printers(ZEBRA)).trying.fixes
    assert Fix.TOO_LIGHT not in on_trial(with_printers(BROTHER)).trying.fixes
    assert Fix.UPSIDE_DOWN in on_trial(with_printers(LASER)).trying.fixes
    assert on_trial(with_printers(PrinterChoice())).trying.fixes == ()


def test_a_page_in_a_folder_is_named() -> None:
    app = with_printers(PrinterChoice(folder="/srv/badges"))
    app.spool.came = Printed(where="/srv/badges", path=Path("/srv/badges/test-page.pdf"))

    said = on_trial(app).trying.said

    assert said is not None
    assert said.advice == "/srv/badges/test-page.pdf"


def test_a_printer_that_only_takes_pages_is_no_proof() -> None:
    app = with_printers(ZEBRA)
    app.spool.came = Printed(where="Left desk", confirmed=False)

    trying = on_trial(app).trying

    assert trying.trial is Trial.ASKED
    assert trying.said is not None
    assert "look at it" in trying.said.advice


def test_a_page_nobody_knows_of_is_to_be_looked_for() -> None:
    app = with_printers(ZEBRA)
    app.spool.trouble = PrintUncertainError("The printer fell silent.")

    trying = on_trial(app).trying

    assert trying.trial is Trial.ASKED
    assert trying.said is not None
    assert trying.said.title == "Look whether it came out"


def test_a_page_that_did_not_come_says_why_and_can_be_tried_again() -> None:
    app = with_printers(ZEBRA)
    app.spool.trouble = BadgeError("Left desk is off, or out of reach.")
    trying = on_trial(app).trying
    failed = trying.trial

    trying.print()

    assert (failed, trying.trial) == (Trial.FAILED, Trial.ASKED)


@pytest.mark.parametrize("trouble", [None, BadgeError("off")])
def test_what_is_left_alone_says_nothing_later(trouble: BadgeError | None) -> None:
    app, ask = with_printers(ZEBRA), LaterAsk()
    app.spool.trouble = trouble
    editing = on_trial(app, ask)

    editing.leave()
    ask.answer_all()

    assert editing.trying.trial is Trial.BEFORE
    assert editing.shown is None


def test_an_answer_to_an_older_question_is_not_heard() -> None:
    app, ask = with_printers(ZEBRA), LaterAsk()
    editing = on_trial(app, ask)
    ask.answer_all()
    editing.trying.fix(Fix.NOTHING_CAME)
    editing.back()

    ask.answer_all()

    assert editing.trying.trial is Trial.BEFORE


def test_without_a_printer_nothing_happens() -> None:
    app = with_printers(ZEBRA)
    trying = Editing(app.as_app(), ask_at_once, lambda: None, lambda _: None).trying

    trying.print()
    trying.fix(Fix.SIDEWAYS)
    trying.draw()

    assert trying.fixes == ()
    assert app.spool.pages == []
