"""The shelf: which designs there are, and what is done with them."""

from pathlib import Path

from checkin.app import App
from checkin.app.badge_designs import Imported
from checkin.errors import CheckinError
from tests.fakes.executor import ask_at_once
from tests.ui.screens.designer.a_station import at_an_event
from ui.screens.designer.shelf import ShelfPresenter
from ui.screens.designer.taking_over import TakingOver, taken_over
from ui.theme.tokens import Tone


def a_shelf(app: App) -> ShelfPresenter:
    shelf = ShelfPresenter(app, ask_at_once)
    shelf.begin()
    return shelf


def test_designs_stand_there_with_a_picture_and_their_size(app: App) -> None:
    shelf = a_shelf(app)

    default = shelf.cards[0]
    assert default.picture is not None
    assert default.picture.shape[0] > default.picture.shape[1]
    assert default.about == "86 x 108 mm"
    assert default.used == "In use"
    assert default.origin == "86 x 108 mm. Comes with the app. In use"


def test_the_one_in_use_is_at_hand_at_first(app: App) -> None:
    shelf = a_shelf(app)

    assert shelf.card is not None
    assert shelf.card.kept.name == "default"


def test_a_wrong_file_is_there_with_what_is_wrong(app: App, wrong_file: Path) -> None:
    shelf = a_shelf(app)

    shelf.choose(wrong_file.stem)

    card = shelf.card
    assert card is not None
    assert card.about == "Cannot be used"
    assert card.fault is not None
    assert "page" in card.fault.advice


def test_a_wrong_file_is_not_opened_but_can_be_removed(app: App, wrong_file: Path) -> None:
    shelf = a_shelf(app)
    shelf.choose(wrong_file.stem)

    shelf.open()
    assert shelf.message is not None
    shelf.remove()

    assert not wrong_file.exists()


def test_a_copy_is_at_hand_at_once(app: App) -> None:
    shelf = a_shelf(app)

    shelf.duplicate()

    assert shelf.card is not None
    assert not shelf.card.kept.bundled
    assert shelf.message is not None
    assert shelf.message.tone is Tone.YES


def test_designs_go_out_and_come_back(app: App, tmp_path: Path) -> None:
    shelf = a_shelf(app)
    file = tmp_path / "mine.json"

    shelf.give_out(file)
    shelf.take_in(file)

    assert shelf.card is not None
    assert not shelf.card.kept.bundled
    assert shelf.card.about == "86 x 108 mm"


def test_a_file_that_is_no_design_is_said(app: App, tmp_path: Path) -> None:
    file = tmp_path / "notes.json"
    file.write_text("{}", encoding="utf-8")
    shelf = a_shelf(app)

    shelf.take_in(file)

    assert shelf.message is not None
    assert shelf.message.tone is Tone.NO


def test_a_design_is_used_for_all_or_for_some(app: App) -> None:
    shelf = a_shelf(app)
    shelf.duplicate()
    assert not shelf.is_used()

    shelf.use()
    shelf.use(for_type="VIP")
    assert shelf.is_used()
    assert shelf.is_used(for_type="VIP")
    assert shelf.card is not None
    assert shelf.card.used == "In use, for VIP"

    shelf.use(for_type="VIP", wanted=False)
    assert app.settings.template_of_type == {}


def test_whoever_s_design_is_removed_gets_the_usual_one(app: App) -> None:
    shelf = a_shelf(app)
    shelf.duplicate()
    shelf.use()
    shelf.use(for_type="VIP")

    question = shelf.question()
    assert question is not None
    assert "printed from the usual design" in question.advice
    shelf.remove()

    assert app.settings.template == "default"
    assert app.settings.template_of_type == {}
    assert shelf.chosen == "default"


def test_a_design_nobody_uses_is_removed_without_more(app: App) -> None:
    shelf = a_shelf(app)
    shelf.duplicate()

    question = shelf.question()
    assert question is not None
    assert "usual design" not in question.advice
    shelf.remove()

    assert all(card.kept.bundled for card in shelf.cards)


def test_what_comes_with_the_app_is_not_removed(app: App) -> None:
    shelf = a_shelf(app)
    assert shelf.question() is None

    shelf.remove()

    assert shelf.message is not None
    assert shelf.message.tone is Tone.NO


def test_only_another_choice_is_a_choice(app: App) -> None:
    shelf = a_shelf(app)
    told: list[str] = []
    shelf.changed = lambda: told.append(shelf.chosen)

    shelf.choose("default")
    shelf.choose(shelf.cards[1].kept.name)

    assert told == [shelf.cards[1].kept.name]


def test_a_design_that_cannot_be_drawn_has_no_picture(app: App) -> None:
    template = app.templates.get("default")
    broken = {"kind": "picture", "box": [0, 0, 9, 9], "shows": "aGk="}
    made = type(template).model_validate(
        {**template.model_dump(), "front": [broken], "back": (), "types": {}}
    )
    shelf = a_shelf(app)
    shelf.chosen = app.templates.add(made)

    shelf.begin()

    assert shelf.card is not None
    assert shelf.card.picture is None
    assert shelf.card.about


def test_a_shelf_that_cannot_be_read_is_said(app: App) -> None:
    shelf = ShelfPresenter(app, lambda _work, _then, otherwise: otherwise(CheckinError("The disk is gone.")))

    shelf.begin()
    assert shelf.card is None
    assert shelf.question() is None
    shelf.open()

    assert shelf.message is not None


def test_the_platform_s_designs_come_onto_the_shelf_and_are_used(tmp_path: Path) -> None:
    with at_an_event(tmp_path, people=5, platform="pretix") as app:
        shelf = a_shelf(app)
        assert shelf.theirs.can_be

        shelf.theirs.begin()
        assert shelf.message is not None
        assert shelf.message.tone in {Tone.YES, Tone.ASK, Tone.IDLE}
        shelf.theirs.use()

        assert shelf.message.title == "Badges are printed as the platform has them"


def test_what_became_of_the_platform_s_designs_is_told() -> None:
    sound = Imported(name="a", title="Speaker", notes=("Its font is another.",))
    wrong = Imported(name="", title="Old", fault="It has no size.")

    told = taken_over((sound, wrong))

    assert told.title == "One design of the platform is on the shelf"
    assert told.advice == "Speaker: Its font is another.\nOld: It has no size."
    assert taken_over(()).tone is Tone.IDLE
    assert taken_over((sound, sound)).title == "2 designs of the platform are on the shelf"


def test_a_platform_that_does_not_tell_is_said_so(app: App) -> None:
    told: list[str] = []
    theirs = TakingOver(app, lambda _work, _then, otherwise: otherwise(CheckinError("No network.")))
    theirs.told = lambda message: told.append(message.advice or message.title)

    theirs.begin()

    assert told[-1].startswith("No network.")
    assert not theirs.can_be_used
