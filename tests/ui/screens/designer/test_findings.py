"""What speaks against a badge, and of which element."""

from dataclasses import replace

import pytest

from checkin.badges.altering import made
from checkin.badges.code_warnings import code_warnings
from checkin.badges.faults import faults
from checkin.badges.left_out import left_out
from checkin.badges.template import Box, Code, Picture, TypeLook, When, load_template
from checkin.paths import resource
from tests.ui.screens.designer.drawings import a_code, a_template, a_text, an_area
from ui.screens.designer.draft import Side
from ui.screens.designer.findings import Finding, look_over
from ui.screens.designer.samples import INVENTED
from ui.screens.designer.starters import a_row
from ui.theme.tokens import Tone

ADA = INVENTED[0].badge
SMALL = Box(60, 70, 6, 6)


def of(template: object, **badge: str) -> tuple[Finding, ...]:
    return look_over(template, replace(ADA, **badge), 300).findings  # type: ignore[arg-type]


def test_nothing_speaks_against_a_badge_that_is_as_it_should_be() -> None:
    found = look_over(a_template(an_area(0, 0, 50, 5), a_text(), a_code()), ADA, 300)

    assert found.findings == ()
    assert found.absent == frozenset()


def test_a_code_too_small_is_found_where_it_is() -> None:
    findings = of(a_template(an_area(), a_code(box=SMALL), back=(an_area(), a_text(), a_code(box=SMALL))))

    assert [(one.side, one.at) for one in findings] == [(Side.FRONT, 1), (Side.BACK, 2)]
    assert all("modules" in one.says for one in findings)


def test_what_covers_a_code_is_told_of_the_code() -> None:
    over = an_area(65, 75, 5, 5)

    [finding] = of(a_template(a_code(), over))
    assert (finding.at, finding.tone) == (0, Tone.ASK)
    twice = of(a_template(a_code(), a_code(box=Box(70, 70, 25, 25))))

    assert [one.at for one in twice if "drawn over" in one.says] == [0]


def test_a_text_that_is_cut_is_found() -> None:
    tight = a_text(0, 0, 30, 5, rows=(a_row("{company}", 5.0, max_size=14, min_size=14, max_lines=1),))

    [finding] = of(a_template(an_area(50, 50), tight), company="Donaudampfschifffahrtsgesellschaft")

    assert finding.at == 1
    assert "Company does not fit whole" in finding.says


def test_emoji_that_are_left_out_are_told_and_do_not_stop_anything() -> None:
    [finding] = of(a_template(an_area(50, 50), a_text()), given_name="Ada \U0001f389")

    assert (finding.at, finding.tone) == (1, Tone.ASK)
    assert "party popper" in finding.says


def test_a_name_not_read_from_two_metres_is_found() -> None:
    tiny = a_text(rows=(a_row("{lead_name}", 4.0, max_size=12, min_size=8),))

    [finding] = of(a_template(an_area(50, 50), tiny))

    assert finding.at == 1
    assert "two metres" in finding.says


def test_letters_nobody_can_read_are_found() -> None:
    tiny = a_text(rows=(a_row("{company}", 4.0, max_size=5, min_size=4),))

    [finding] = of(a_template(an_area(50, 50), tiny))

    assert "too small to read" in finding.says


def test_missing_letters_are_found_and_come_first() -> None:
    template = a_template(a_code(box=SMALL), a_text())

    findings = of(template, given_name="\ue123")

    assert findings[0].tone is Tone.NO
    assert findings[0].at == 1
    assert "no font" in findings[0].says
    assert findings[-1].tone is Tone.ASK


def test_a_name_of_nothing_is_told_of_the_text_that_shows_it() -> None:
    template = a_template(an_area(), a_text(rows=(a_row("{name}", 12.0),)))

    findings = of(template, given_name="\u3164", family_name="")

    assert findings
    assert {(finding.at, finding.tone) for finding in findings} == {(1, Tone.NO)}


def test_whoever_has_one_name_lacks_nothing_where_another_text_has_the_rest() -> None:
    first = a_text(rows=(a_row("{lead_name}", 12.0),))
    rest = a_text(10, 70, rows=(a_row("{rest_of_name}", 12.0),))

    assert of(a_template(first, rest), given_name="Teller", family_name="") == ()


@pytest.mark.parametrize("design", ["card-cr80", "photo-a6", "two-sides-4x6"])
def test_all_that_is_said_of_a_badge_is_said_here(design: str) -> None:
    template = load_template(resource("badges", f"{design}.json"))
    hard = replace(ADA, given_name="Ada \U0001f389", company="Analytical Engines of Greater London " * 3)

    for badge in (hard, replace(hard, given_name="\ue123"), *(sample.badge for sample in INVENTED)):
        whole = {*faults(template, badge), *code_warnings(template, badge, 203), *left_out(template, badge)}
        found = look_over(template, badge, 203).findings

        assert whole <= {finding.says for finding in found}
        assert all(finding.at is not None for finding in found)


def test_a_broken_picture_is_found() -> None:
    broken = made(Picture, kind="picture", box=Box(0, 0, 9, 9), shows="aGk=")

    assert [(one.at, one.tone) for one in of(a_template(an_area(), broken))] == [(1, Tone.NO)]


def test_the_version_of_the_ticket_type_is_what_is_looked_at() -> None:
    small: Code = a_code(box=SMALL)
    template = a_template(
        an_area(name="band"),
        a_code(name="code"),
        a_text(when=When(missing=("company",))),
        types={"Speaker": made(TypeLook, hides=("band",), instead={"code": small})},
    )

    found = look_over(template, ADA, 300)

    assert [one.at for one in found.findings] == [1]
    assert found.absent == {(Side.FRONT, 0), (Side.FRONT, 2)}


@pytest.mark.parametrize("design", ["default", "conference-4x3", "photo-a6", "roll-62x100"])
def test_designs_that_come_with_the_app_suit_every_script(design: str) -> None:
    template = load_template(resource("badges", f"{design}.json"))

    wrong = {one.title: look_over(template, one.badge, 300).findings for one in INVENTED}

    assert not [title for title, found in wrong.items() if any(one.tone is Tone.NO for one in found)]
