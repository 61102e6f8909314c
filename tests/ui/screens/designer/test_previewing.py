"""The real badge as pixels, the last one wanted first."""

from dataclasses import replace

from checkin.badges.altering import made
from checkin.badges.template import Box, Picture, When
from checkin.errors import CheckinError
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.designer.drawings import a_code, a_draft, a_text, an_area
from ui.screens.designer import draft as drafting
from ui.screens.designer.draft import Draft, Side
from ui.screens.designer.previewing import MOST_PIXELS, Preview, Seen, Wanted, one_side, see
from ui.screens.designer.samples import INVENTED
from ui.screens.designer.starters import a_row
from ui.theme.tokens import Tone


def wanted(draft: Draft, fineness: float = 50.8, who: int = 0) -> Wanted:
    return Wanted(draft=draft, badge=INVENTED[who].badge, fineness=fineness)


def tones(seen: Seen) -> set[Tone]:
    return {finding.tone for finding in seen.findings}


def test_a_badge_is_seen_as_fine_as_asked_for() -> None:
    seen = see(wanted(a_draft(an_area(0, 0, 50, 100, fill="#ff0000"))))

    assert seen.pixels is not None
    assert seen.pixels.shape[0] in {200, 201}
    assert tuple(seen.pixels[100, 50]) == (255, 0, 0)
    assert tuple(seen.pixels[100, 150]) == (255, 255, 255)
    assert seen.findings == ()


def test_a_large_page_seen_from_near_is_drawn_a_little_coarser() -> None:
    seen = see(wanted(a_draft(an_area()), fineness=5000))

    assert seen.pixels is not None
    assert seen.pixels.shape[0] * seen.pixels.shape[1] <= MOST_PIXELS * 1.01


def test_what_is_to_be_known_of_photos_leads_to_where_the_badge_shows_one() -> None:
    photo = Picture(kind="picture", box=Box(x=0, y=0, width=20, height=25), shows="photo")
    told, untold = (
        see(replace(wanted(a_draft(an_area(), *more)), about_photos="There are none."))
        for more in ((photo,), ())
    )

    assert [(one.says, one.tone, one.at) for one in told.findings] == [("There are none.", Tone.ASK, 1)]
    assert untold.findings == ()


def test_only_the_side_in_sight_is_drawn_and_nothing_hidden() -> None:
    draft = a_draft(an_area(), an_area(50, 50), back=(an_area(name="back"),), fold="top")

    assert one_side(drafting.hide(draft, 0, out_of_sight=True)).front == (an_area(50, 50),)
    back = one_side(drafting.turn_over(draft, Side.BACK))
    assert (back.front, back.back, back.fold) == ((an_area(name="back"),), (), "")


def test_a_code_too_small_to_be_read_is_warned_of() -> None:
    seen = see(wanted(a_draft(an_area(), a_code(box=Box(10, 40, 6, 6)))))

    assert seen.pixels is not None
    assert tones(seen) == {Tone.ASK}


def test_a_name_no_font_can_write_is_said_instead_of_a_picture() -> None:
    badge = replace(INVENTED[0].badge, given_name="\ue123")

    seen = see(Wanted(draft=a_draft(), badge=badge, fineness=50))

    assert seen.pixels is None
    assert tones(seen) == {Tone.NO}


def test_what_only_drawing_finds_out_is_said_too() -> None:
    seen = see(wanted(a_draft(an_area(), made(Picture, kind="picture", box=Box(0, 0, 9, 9), shows="aGk="))))

    assert seen.pixels is None
    assert tones(seen) == {Tone.NO}


def test_a_text_that_is_cut_is_warned_of() -> None:
    tight = a_text(0, 0, 30, 5, rows=(a_row("{company}", 5.0, max_size=14, min_size=14, max_lines=1),))

    seen = see(wanted(a_draft(tight), who=1))

    assert any("ellipsis" in finding.says for finding in seen.findings)


def test_of_what_is_wanted_meanwhile_only_the_last_is_drawn() -> None:
    ask = LaterAsk()
    preview = Preview(ask)
    first, second, third = (wanted(a_draft(an_area(at, 0))) for at in (0, 5, 9))

    for each in (first, second, third):
        preview.want(each)
    assert len(ask) == 1
    ask.answer_all()

    assert preview.seen is not None
    assert preview.seen.wanted == third


def test_the_same_is_not_drawn_twice() -> None:
    told: list[str] = []
    preview = Preview(ask_at_once)
    preview.changed = lambda: told.append("seen")
    same = wanted(a_draft(an_area(when=When(given=("company",)))))

    preview.want(same)
    preview.want(replace(same))

    assert told == ["seen"]


def test_what_keeps_a_badge_from_being_drawn_is_kept() -> None:
    preview = Preview(lambda _work, _then, otherwise: otherwise(CheckinError("No fonts.")))

    preview.want(wanted(a_draft(an_area())))

    assert (preview.seen, preview.trouble) == (None, "No fonts.")
