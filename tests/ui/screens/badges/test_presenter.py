"""Badges printed ahead, without a window."""

from pathlib import Path

import pytest

from checkin.app import App
from checkin.badges.preview import opened
from checkin.settings import PrinterChoice, PrinterKind
from tests.checkin.desk.test_pre_print import name_everybody
from tests.fakes.executor import LaterAsk, ask_at_once
from ui.screens.badges.choices import Choices
from ui.screens.badges.presenter import AheadPresenter
from ui.theme.tokens import Tone

SUMERIAN = "\U00012000"


@pytest.fixture
def ahead(app: App) -> AheadPresenter:
    presenter = AheadPresenter(app, ask_at_once)
    presenter.open()
    return presenter


def pages(file: Path) -> int:
    with opened(file.read_bytes()) as document:
        return len(document)


def test_everybody_is_counted_and_the_first_page_is_in_sight(app: App, ahead: AheadPresenter) -> None:
    everybody = sum(app.pre_press().types().values())
    assert ahead.is_open
    assert ahead.count == everybody
    assert ahead.said_count == f"{everybody} badges"
    assert ahead.picture.startswith(b"\x89PNG")
    assert ahead.can_print
    assert ahead.file_name == "Open Source Days badges.pdf"


def test_there_are_templates_and_ticket_types_to_choose_from(app: App, ahead: AheadPresenter) -> None:
    assert ahead.templates[0] == ("", "As each ticket type is set")
    assert ("card-cr80", "Plastic card CR80") in ahead.templates
    kind, number = next(iter(app.pre_press().types().items()))
    assert ahead.kinds[1] == (kind, f"{kind} ({number})")


def test_the_count_follows_what_is_chosen(app: App, ahead: AheadPresenter) -> None:
    kind, number = next(iter(app.pre_press().types().items()))
    everybody = ahead.count

    ahead.choose(kind=kind)
    assert ahead.count == number
    ahead.choose(kind="", present="in")
    assert (ahead.count, ahead.said_count, ahead.can_print) == (0, "Nobody fits", False)
    ahead.choose(present="out", unprinted=True)
    assert ahead.count == everybody


def test_the_picture_follows_what_is_chosen(ahead: AheadPresenter) -> None:
    before = ahead.picture
    ahead.choose(sheet="A4")
    assert ahead.picture != before


def test_what_does_not_fit_is_said_and_cannot_be_printed(ahead: AheadPresenter, tmp_path: Path) -> None:
    ahead.choose(sheet="avery-5371")

    assert ahead.trouble is not None
    assert "does not fit on the labels" in ahead.trouble.advice
    assert ahead.picture == b""
    ahead.print_to(tmp_path / "b.pdf")
    assert not (tmp_path / "b.pdf").exists()
    ahead.choose(template="card-cr80", sheet="avery-c32011")
    assert ahead.fault == ""
    assert ahead.can_print


def test_it_matters_how_paper_is_turned_only_where_badges_have_backs(ahead: AheadPresenter) -> None:
    found = []
    for template in ("card-cr80", "two-sides-4x6", "fold-a6"):
        ahead.choose(template=template)
        found.append(ahead.has_backs)
    assert found == [False, True, False]


def test_a_used_sheet_goes_on_only_where_there_are_labels() -> None:
    choices = Choices().with_changes(sheet="avery-5371", start="9")
    assert choices.style.start == 9
    assert choices.starts[-1] == ("10", "A used sheet, from label 10")
    assert choices.with_changes(sheet="avery-5392").start == "1"
    assert choices.with_changes(sheet="A4").style.start == 1


def test_the_file_is_written_and_its_place_said(ahead: AheadPresenter, tmp_path: Path) -> None:
    ahead.choose(separators=True, order="type")
    ahead.print_to(tmp_path / "ahead")

    file = tmp_path / "ahead.pdf"
    assert ahead.result is not None
    assert ahead.result.tone is Tone.YES
    assert ahead.result.title == f"{ahead.count} badges on {pages(file)} pages"
    assert ahead.result.advice == f"Written to {file}"
    assert ahead.made is not None
    assert (ahead.busy, ahead.done) == (False, None)


def test_another_choice_puts_the_result_away(ahead: AheadPresenter, tmp_path: Path) -> None:
    ahead.print_to(tmp_path / "b.pdf")
    ahead.choose(order="company")
    assert ahead.result is None
    assert ahead.made is None


def test_who_is_left_out_is_named(app: App, ahead: AheadPresenter, tmp_path: Path) -> None:
    name_everybody(app, ("Ada", "Lovelace", ""), *((SUMERIAN, f"Sumer {n}", "") for n in range(6)))
    ahead.look()

    ahead.print_to(tmp_path / "b.pdf")

    assert ahead.result is not None
    assert ahead.result.tone is Tone.ASK
    assert ahead.result.title == "1 badge on 1 page; 6 left out"
    assert "Sumer 0: The name holds what no font" in ahead.result.advice
    assert "And 2 more." in ahead.result.advice


def test_where_not_one_badge_can_be_drawn_there_is_no_file(
    app: App, ahead: AheadPresenter, tmp_path: Path
) -> None:
    name_everybody(app, (SUMERIAN, "Sumer", ""))
    ahead.look()
    assert ahead.picture == b""
    assert ahead.said_count == "1 badge"

    ahead.print_to(tmp_path / "b.pdf")

    assert ahead.result is not None
    assert ahead.result.tone is Tone.NO
    assert ahead.made is None


def test_badges_that_lack_something_are_counted_when_they_are_wanted(
    app: App, ahead: AheadPresenter, tmp_path: Path
) -> None:
    name_everybody(app, ("Ada", "Lovelace", f"Sumer {SUMERIAN}"))
    ahead.choose(with_faults=True)
    ahead.print_to(tmp_path / "b.pdf")
    assert ahead.result is not None
    assert ahead.result.advice.startswith("1 of them lack something. ")


def test_a_place_that_takes_no_file_is_said(ahead: AheadPresenter, tmp_path: Path) -> None:
    ahead.print_to(tmp_path / "nowhere" / "b.pdf")
    assert ahead.result is not None
    assert ahead.result.tone is Tone.NO
    assert f"There is no folder {tmp_path / 'nowhere'}" in ahead.result.advice
    assert not ahead.busy


def test_where_nobody_is_left_it_says_where_to_look(ahead: AheadPresenter) -> None:
    ahead.choose(words="nobody-is-called-this")

    assert ahead.trouble is not None
    assert "beside Who" in ahead.trouble.advice


def test_of_several_looks_the_last_is_shown(app: App) -> None:
    held = LaterAsk()
    ahead = AheadPresenter(app, held)
    ahead.open()
    ahead.choose(words="nobody-is-called-this")
    assert ahead.said_count == "Counting…"

    held.answer_next()
    held.answer_next()
    assert ahead.count is None
    held.answer_next()

    assert ahead.said_count == "Nobody fits"


def test_what_is_broken_off_leaves_nothing_and_says_so(app: App, tmp_path: Path) -> None:
    held = LaterAsk()
    ahead = AheadPresenter(app, held)
    ahead.open()
    held.answer_all()
    ahead.print_to(tmp_path / "b.pdf")
    ahead.choose(order="company")  # not now
    ahead.print_to(tmp_path / "c.pdf")  # nor this
    assert (ahead.busy, ahead.done, ahead.choices.order) == (True, 0, "name")
    ahead.cancel()

    held.answer_next()

    assert ahead.result is not None
    assert ahead.result.title == "Broken off"
    assert not list(tmp_path.glob("*.pdf"))
    assert not len(held)


def test_who_leaves_breaks_off(app: App, tmp_path: Path) -> None:
    held = LaterAsk()
    ahead = AheadPresenter(app, held)
    ahead.open()
    held.answer_all()
    ahead.print_to(tmp_path / "b.pdf")
    ahead.leave()
    held.answer_next()
    assert not ahead.is_open
    assert not list(tmp_path.glob("*.pdf"))


def test_what_was_printed_counts_when_somebody_says_so(
    app: App, ahead: AheadPresenter, tmp_path: Path
) -> None:
    ahead.note()
    ahead.print_to(tmp_path / "b.pdf")
    assert ahead.made is not None

    ahead.note()
    ahead.note()

    assert ahead.noted
    assert app.desk.look(ahead.made.people[0]).badge_prints == 1
    ahead.choose(unprinted=True)
    assert ahead.count == 0


def test_the_file_can_be_sent_to_a_printer(app: App, ahead: AheadPresenter, tmp_path: Path) -> None:
    office = PrinterChoice(name="office", kind=PrinterKind.SYSTEM, queue="no-such-queue")
    app.change_settings(further_printers=(office,))
    assert ahead.printers == ("office",)
    ahead.send("office")
    ahead.print_to(tmp_path / "b.pdf")

    ahead.send("office")

    assert ahead.result is not None
    assert ahead.result.tone is Tone.NO
    assert not ahead.busy
    (tmp_path / "b.pdf").unlink()
    ahead.send("office")
    assert "cannot be read" in ahead.result.advice


def test_a_printer_that_takes_it_is_named(app: App, ahead: AheadPresenter, tmp_path: Path) -> None:
    app.change_settings(
        printer=PrinterChoice(name="tray", kind=PrinterKind.FOLDER, folder=str(tmp_path / "tray"))
    )
    ahead.print_to(tmp_path / "b.pdf")
    ahead.send("tray")
    assert ahead.result is not None
    assert (ahead.result.title, ahead.result.advice) == ("Printed", str(tmp_path / "tray"))


def test_a_template_that_is_gone_is_not_chosen_any_more(app: App, ahead: AheadPresenter) -> None:
    mine = app.templates.duplicate("card-cr80")
    ahead.choose(template=mine)
    app.templates.remove(mine)
    ahead.open()
    assert ahead.choices.template == ""
