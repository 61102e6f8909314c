from checkin.app.badge_offers import offers
from checkin.badges.label_sheets import LABELS
from checkin.badges.shelf import Kept
from checkin.paths import resource


def test_the_list_says_which_templates_and_sheets_there_are() -> None:
    sound = Kept(name="default", title="Hanging badge", bundled=True)
    broken = Kept(name="mine", title="mine", bundled=False, fault="front: this must be there")

    said = "\n".join(offers((sound, broken)))

    assert "  default              Hanging badge\n" in said
    assert "  mine                 not right; why, says: badges --check --template 'mine'\n" in said
    assert "avery-5392           Avery 5392, 5384, 74541: 6 of 101.6 x 76.2 mm" in said
    assert f"Designs that come with the app are files in {resource('badges')}\n" in said
    assert str(resource("help", "templates.md")) in said
    assert all(name in said for name in ("single", "A4", "Letter", *LABELS))
