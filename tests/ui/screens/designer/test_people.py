"""Whose badge is seen."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from checkin.app import App
from checkin.errors import MirrorError
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.designer.a_station import nowhere_yet
from ui.screens.designer.people import People
from ui.screens.designer.samples import Crowd, samples


def test_the_event_s_own_people_come_first_and_each_script_has_somebody(app: App) -> None:
    people = People(app, ask_at_once)
    people.begin()

    titles = [one.title for one in people.everybody.values()]

    assert titles[0].startswith("The longest name here: ")
    assert {"Arabic", "Hebrew", "Thai", "Chinese", "Devanagari", "Vietnamese"} <= set(titles)


def test_the_longest_name_is_the_longest(app: App) -> None:
    people = People(app, ask_at_once)
    people.begin()
    found = app.at_desk(lambda: app.desk.find("", 500)).result(10)

    longest = max(len(one.attendee.given_name + one.attendee.family_name) for one in found)

    badge = next(iter(people.everybody.values())).badge
    assert len(badge.given_name + badge.family_name) == longest


def test_the_event_s_own_people_have_their_photos_and_what_is_to_be_known_of_them_is_told(app: App) -> None:
    found = app.at_desk(lambda: app.desk.find("", 500)).result(10)
    photographed = [(hit.attendee.id, b"a photo") for hit in found]
    with closing(sqlite3.connect(app.folders.mirror)) as mirror, mirror:
        mirror.executemany("INSERT INTO photo VALUES (?, 'https://photos.example/one', ?)", photographed)
    people = People(app, ask_at_once)
    people.begin()
    people.search(found[-1].attendee.name)
    with closing(sqlite3.connect(app.folders.mirror)) as mirror, mirror:
        mirror.execute("DELETE FROM photo")

    longest, searched = people.everybody.values(), people.everybody[people.found[0][0]]

    assert next(iter(longest)).badge.photo == b"a photo"
    assert searched.badge.photo == b"a photo"
    assert people.crowd.about_photos == app.about_photos()


def test_invented_people_come_to_the_event_with_its_tickets(app: App) -> None:
    people = People(app, ask_at_once)
    people.begin()

    badge = people.sample.badge

    assert app.event is not None
    assert badge.event_name == app.event.name
    assert badge.ticket_type in app.ticket_types()


def test_invented_people_have_signed_codes_just_where_the_event_s_own_have(app: App) -> None:
    people = People(app, ask_at_once)
    people.begin()
    assert app.event is not None
    kept = app.at_desk(lambda: app.desk.find("", 1)).result(10)[0].attendee
    reckoned = replace(kept, badge_code=f"v3plus:{kept.platform_id}")
    alone = [samples(Crowd(people=(("One", who),)), app.event, None) for who in (kept, reckoned)]

    assert people.sample.badge.signed_code
    assert [all(one.badge.signed_code for one in made.values()) for made in alone] == [True, False]
    assert not any(one.badge.signed_code for one in alone[1].values())


def test_somebody_can_be_searched_for_and_looked_at(app: App) -> None:
    people = People(app, ask_at_once)
    people.begin()
    who = app.at_desk(lambda: app.desk.find("", 30)).result(10)[-1].attendee

    people.search(who.name)
    people.look_at(next(key for key, name in people.found if name == who.name))

    assert people.sample.badge.family_name == who.family_name
    people.search("")
    assert people.found == ()
    assert people.sample.badge.family_name == who.family_name


def test_only_the_answer_to_what_was_asked_last_counts(app: App) -> None:
    later = LaterAsk()
    people = People(app, later)
    people.begin()
    later.answer_all()

    people.search("a")
    people.search("no such name at all")
    later.answer_all()

    assert people.found == ()


def test_without_an_event_there_are_the_invented_ones(tmp_path: Path) -> None:
    with nowhere_yet(tmp_path) as app:
        people = People(app, ask_at_once)
        people.begin()
        people.search("ada")

        assert not people.can_search
        assert people.found == ()
        assert people.sample.badge.name == "Ada Lovelace"


def test_invented_people_have_a_photo_to_look_at(app: App) -> None:
    photo = People(app, ask_at_once).sample.badge.photo

    assert isinstance(photo, Path)
    assert photo.is_file()


def test_a_logo_is_on_every_sample(app: App, tmp_path: Path) -> None:
    app.change_settings(logo=str(tmp_path / "logo.png"))
    try:
        assert People(app, ask_at_once).sample.badge.logo == tmp_path / "logo.png"
    finally:
        app.change_settings(logo="")


def test_an_event_that_cannot_be_asked_is_told(app: App) -> None:
    told: list[str] = []
    people = People(app, lambda _work, _then, otherwise: otherwise(MirrorError("The disk is full.")))
    people.failed = lambda error: told.append(str(error))

    people.begin()

    assert told == ["The disk is full."]
