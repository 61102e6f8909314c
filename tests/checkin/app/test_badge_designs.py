"""The platform's own badges on the shelf, over real HTTP."""

import pytest

from checkin.app import App
from checkin.app.training import Population
from checkin.badges.render import render_badge
from checkin.errors import CredentialsError, SettingsError, UnreachableError
from checkin.model.platform import Capability
from checkin.model.pre_print import Wanted
from checkin.practice.open_event import PracticeServer
from checkin.practice.open_event.rows import BadgeFormRow
from checkin.practice.rehearsals import Organised
from tests.checkin.badges.examples import decoded

FEW = Population(attendees=8)


@pytest.fixture
def at_pretix(app: App) -> App:
    app.practise(FEW, "pretix")
    app.choose_event(app.events()[0])
    return app


def titles(app: App) -> list[str]:
    return [kept.title for kept in app.templates.all() if not kept.bundled]


def test_what_pretix_has_is_put_on_the_shelf(at_pretix: App) -> None:
    usual, vip = at_pretix.import_badge_designs()

    assert (usual.title, usual.is_usual, usual.ticket_types) == ("Default", True, ())
    assert (vip.title, vip.is_usual, vip.ticket_types) == ("VIP badge", False, ("VIP Pass",))
    assert usual.notes == ("“Workshop” has no badge at the platform.",)
    assert at_pretix.templates.get(vip.name).width == 105
    assert titles(at_pretix) == ["Default", "VIP badge"]


def test_what_open_event_has_is_put_on_the_shelf(ready_app: App) -> None:
    found = ready_app.import_badge_designs()

    assert [one.title for one in found] == ["Regular, Student badge", "Speaker, VIP badge", "Staff badge"]
    assert found[1].ticket_types == ("Speaker", "VIP")
    assert all(one.name and one.notes and not one.fault for one in found)


@pytest.mark.parametrize("platform", ["open_event", "pretix"])
def test_everybodys_badge_comes_out_as_their_platform_designed_it(app: App, platform: str) -> None:
    app.practise(Population(attendees=30), platform)
    app.choose_event(app.events()[0])
    app.pull()
    app.use_badge_designs(app.import_badge_designs())

    press = app.pre_press()
    someone = press.first(Wanted(types=("Regular", "Conference Ticket")))

    assert not [doubt for doubt in press.check(Wanted()) if doubt.why]
    assert someone is not None
    pdf = render_badge(press.template_of(someone.ticket.type_name), press.badge_of(someone))
    (said,) = decoded(pdf)
    assert (someone.badge_code == said) or f"EVENTYAY:{someone.platform_id}" in said


def test_what_is_printed_stays_as_it_was_until_somebody_wants_it(at_pretix: App) -> None:
    before = at_pretix.settings

    imported = at_pretix.import_badge_designs()

    assert at_pretix.settings == before
    at_pretix.use_badge_designs(imported)
    usual, vip = imported
    assert at_pretix.settings.template_for("Conference Ticket") == usual.name
    assert at_pretix.settings.template_for("VIP Pass") == vip.name


def test_what_was_chosen_for_other_types_stays(ready_app: App) -> None:
    ready_app.change_settings(template="a7", template_of_type={"Press": "press", "Staff": "old"})

    ready_app.use_badge_designs(ready_app.import_badge_designs())

    settings = ready_app.settings
    assert settings.template == "a7"
    assert settings.template_for("Press") == "press"
    assert ready_app.templates.get(settings.template_for("Staff")).name == "Staff badge"


def test_what_is_there_already_is_not_put_there_again_but_what_was_changed_is(at_pretix: App) -> None:
    first, vip = at_pretix.import_badge_designs()
    changed = at_pretix.templates.get(vip.name).model_copy(update={"colour": "#123456"})
    at_pretix.templates.save(vip.name, changed)

    again, anew = at_pretix.import_badge_designs()
    thrice = at_pretix.import_badge_designs()

    assert again.name == first.name
    assert anew.title == "VIP badge (2)"
    assert at_pretix.templates.get(vip.name) == changed
    assert thrice == (again, anew)


def test_one_bad_design_does_not_keep_the_others_away(ready_app: App, server: PracticeServer) -> None:
    number, form = next(iter(server.platform.badge_forms.items()))
    bare: BadgeFormRow = type(form)(
        id=number, event_id=form.event_id, badge_id="x", badge_size="?", fields=()
    )
    server.platform.badge_forms[number] = bare

    bad, *others = ready_app.import_badge_designs()

    assert bad.fault == "The badge design “Badge x” has nothing on it that this app can draw."
    assert bad.name == ""
    assert [one.fault for one in others] == ["", ""]
    assert ready_app.use_badge_designs([bad]) == ready_app.settings


def test_a_profile_that_may_not_is_told_so(at_pretix: App) -> None:
    assert at_pretix.practice is not None
    assert isinstance(at_pretix.practice.rehearsal, Organised)
    at_pretix.practice.rehearsal.demote()

    with pytest.raises(CredentialsError, match="security profile"):
        at_pretix.import_badge_designs()
    assert titles(at_pretix) == []


def test_without_a_network_nothing_is_imported_and_that_is_said(at_pretix: App) -> None:
    assert at_pretix.practice is not None
    at_pretix.practice.go_offline()

    with pytest.raises(UnreachableError):
        at_pretix.import_badge_designs()
    assert titles(at_pretix) == []


def test_it_is_offered_only_where_the_platform_has_badges(app: App) -> None:
    app.practise(FEW, "badgestic")
    app.choose_event(app.events()[0])

    assert Capability.BADGE_DESIGNS not in app.capabilities
    with pytest.raises(SettingsError, match="no badge designs"):
        app.import_badge_designs()


def test_without_an_event_there_is_nothing_to_import(app: App) -> None:
    with pytest.raises(SettingsError):
        app.import_badge_designs()
