"""Practising with one made-up platform and then with another."""

from checkin.app import App
from checkin.app.training import Population

FEW = Population(attendees=12)


def test_one_can_practise_with_every_platform_that_has_an_api(app: App) -> None:
    offered = {form.platform for form in app.rehearsals()}

    assert offered == {form.platform for form in app.platforms()} - {"spreadsheet"}


def test_practising_goes_on_with_the_platform_it_began_with(app: App) -> None:
    app.practise(FEW, "pretix")
    before = app.practice

    app.practise(FEW, "pretix")

    assert app.practice is before


def test_practising_with_another_platform_ends_the_one_before(app: App) -> None:
    app.practise(FEW, "open_event")
    before = app.settings.connection

    app.practise(FEW, "pretix")

    after = app.settings.connection
    assert before is not None
    assert after is not None
    assert (before.platform, after.platform) == ("open_event", "pretix")
    assert [event.name for event in app.events()]
