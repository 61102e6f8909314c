"""Designing a badge, saved and printed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from checkin.app import App
from checkin.badges.template import Picture
from checkin.errors import BadgeError, CheckinError
from checkin.settings import PrinterChoice, PrinterKind
from tests.fakes.executor import LaterAsk, ask_at_once
from ui.screens.designer import draft as drafting
from ui.screens.designer.presenter import Asks, DesignerPresenter, Opened
from ui.theme.tokens import Tone


def designing(app: App, asks: Asks, name: str = "default") -> DesignerPresenter:
    presenter = DesignerPresenter(app, asks)
    kept = next(one for one in app.templates.all() if one.name == name)
    presenter.open(app.templates.get(name), Opened(name=name, bundled=kept.bundled))
    return presenter


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    file = tmp_path / "logo.png"
    Image.new("RGB", (200, 100), "#ff0000").save(file)
    return file


def own_names(app: App) -> list[str]:
    return [kept.name for kept in app.templates.all() if not kept.bundled]


def test_what_comes_with_the_app_is_saved_as_a_copy(app: App, at_once: Asks) -> None:
    presenter = designing(app, at_once)
    title = presenter.title
    assert presenter.standing.startswith("Comes with the app")

    presenter.add("code")
    assert presenter.standing == "Not saved yet"
    presenter.save()

    [name] = own_names(app)
    assert presenter.standing == "Saved"
    assert presenter.title == f"{title} (2)"
    assert app.templates.get(name) == presenter.drawing.draft.template
    assert len(app.templates.get("default").front) == len(presenter.drawing.draft.elements) - 1


def test_one_s_own_is_saved_in_its_place(app: App, at_once: Asks) -> None:
    name = app.templates.duplicate("default")
    presenter = designing(app, at_once, name)
    done: list[str] = []

    presenter.add("area")
    presenter.save(lambda: done.append("saved"))

    assert own_names(app) == [name]
    assert app.templates.get(name) == presenter.drawing.draft.template
    assert done == ["saved"]


def test_a_new_design_is_new_until_it_is_saved(app: App, at_once: Asks) -> None:
    presenter = DesignerPresenter(app, at_once)

    presenter.begin_new()
    assert presenter.drawing.is_changed
    presenter.save()

    assert own_names(app) == ["new-badge"]
    assert not presenter.drawing.is_changed


def test_what_cannot_be_saved_is_said_and_kept_here(app: App, at_once: Asks) -> None:
    presenter = designing(app, at_once)
    presenter.open(app.templates.get("default"), Opened(name="No Name", bundled=False))
    presenter.add("line")

    presenter.save()

    assert presenter.message is not None
    assert presenter.message.tone is Tone.NO
    assert presenter.drawing.is_changed


def test_elements_are_listed_from_the_top(app: App, at_once: Asks) -> None:
    presenter = designing(app, at_once)

    presenter.add("photo")

    first = presenter.listed[0]
    assert (first.at, first.words, first.kind, first.sign) == (
        len(presenter.drawing.draft.elements) - 1,
        "Photo",
        "Photo",
        "person",
    )
    assert [line.at for line in presenter.listed] == list(reversed(range(len(presenter.listed))))


@pytest.mark.parametrize("key", ["text", "code", "logo", "photo", "area", "line"])
def test_everything_that_is_offered_can_be_added(app: App, at_once: Asks, key: str) -> None:
    presenter = designing(app, at_once)
    before = len(presenter.drawing.draft.elements)

    presenter.add(key)

    assert key in {one for one, _, _ in presenter.offered}
    assert presenter.drawing.trouble is None
    assert presenter.drawing.draft.chosen == before
    assert len({line.words for line in presenter.listed}) >= 1


def test_a_picture_from_a_file_keeps_its_proportions(app: App, at_once: Asks, logo: Path) -> None:
    presenter = designing(app, at_once)

    presenter.add_picture(logo)

    element = presenter.drawing.draft.element
    assert isinstance(element, Picture)
    assert element.box.width == pytest.approx(2 * element.box.height, abs=0.1)
    assert presenter.listed[0].words == "Picture"


def test_a_picture_can_be_chosen_for_an_element_that_is_there(app: App, at_once: Asks, logo: Path) -> None:
    presenter = designing(app, at_once)
    presenter.add("logo")

    presenter.choose_picture(logo)

    element = presenter.drawing.draft.element
    assert isinstance(element, Picture)
    assert element.shows not in {"logo", "photo"}


def test_a_file_that_is_no_picture_is_said(app: App, at_once: Asks, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no picture", encoding="utf-8")
    presenter = designing(app, at_once)

    presenter.add_picture(file)

    assert presenter.drawing.trouble is not None
    assert "not an image" in presenter.drawing.trouble.advice


def test_a_test_badge_goes_where_badges_of_this_ticket_type_go(
    app: App, at_once: Asks, tmp_path: Path
) -> None:
    presenter = designing(app, at_once)
    other = PrinterChoice(name="Other", kind=PrinterKind.FOLDER, folder=str(tmp_path / "other"))
    kind = presenter.people.sample.badge.ticket_type
    app.change_settings(further_printers=(other,), printer_of_type={kind: "Other"})

    presenter.print_test()

    assert presenter.message is not None
    assert presenter.message.tone is Tone.YES
    assert [file.suffix for file in (tmp_path / "other").iterdir()] == [".pdf"]


def test_a_printer_that_fails_is_said(app: App) -> None:
    def fail(
        _work: Callable[[], object],
        _then: Callable[..., object],
        otherwise: Callable[[CheckinError], object],
    ) -> None:
        otherwise(BadgeError("The printer is out of paper."))

    presenter = designing(app, Asks(background=ask_at_once, desk=ask_at_once, printer=fail))

    presenter.print_test()

    assert presenter.message is not None
    assert "out of paper" in presenter.message.advice


def test_a_test_badge_is_printed_once_however_often_it_is_asked_for(app: App) -> None:
    later = LaterAsk()
    presenter = designing(app, Asks(background=ask_at_once, desk=ask_at_once, printer=later))

    presenter.print_test()
    presenter.print_test()

    assert len(later) == 1
    assert "Printing on" in str(presenter.message)
    assert presenter.is_printing
    later.answer_all()
    assert "A test badge went to" in str(presenter.message)


def test_a_version_of_one_ticket_type_is_seen_on_a_badge_of_that_type(app: App, at_once: Asks) -> None:
    presenter = designing(app, at_once)
    presenter.drawing.choose(0)
    presenter.form.set("own.type", "VIP")

    presenter.see(50)

    assert presenter.preview.seen is not None
    assert presenter.preview.seen.wanted.badge.ticket_type == "VIP"


def test_what_the_badge_does_not_show_is_faint_in_the_list(app: App, at_once: Asks) -> None:
    presenter = designing(app, at_once)

    presenter.see(50)

    absent = {line.words for line in presenter.listed if line.absent}
    assert {"Logo", "Event"} <= absent
    assert not absent & {"Person", "Event alone", "Code"}


def test_what_speaks_against_a_badge_is_said(app: App, at_once: Asks) -> None:
    presenter = designing(app, at_once)
    presenter.see(50)
    assert not presenter.findings

    presenter.add("code")
    presenter.drawing.do(lambda now: drafting.place(now, now.elements[-1].box._replace(width=5, height=5)))
    presenter.see(50)
    assert {finding.tone for finding in presenter.findings} == {Tone.ASK}


def test_a_badge_that_cannot_be_printed_is_said_to_be_so(app: App, at_once: Asks) -> None:
    presenter = designing(app, at_once)
    presenter.add("logo")
    presenter.form.set("picture.shows", "aGk=")

    presenter.see(50)
    assert presenter.findings[0].tone is Tone.NO

    presenter.preview.trouble = "No fonts."
    assert "No fonts." in presenter.findings[0].says
