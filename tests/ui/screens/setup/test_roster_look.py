import json
from dataclasses import replace
from pathlib import Path

from checkin.errors import SettingsError, UnreadableReplyError
from checkin.model.roster import RosterProblem, RosterRow
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.setup.setup_app import PREVIEW, SetupApp
from ui.screens.setup.roster_look import RosterLook
from ui.tasks import Ask


def looked(app: SetupApp, ask: Ask = ask_at_once) -> RosterLook:
    look = RosterLook(app.as_app(), ask, lambda: None)
    look.look(" list.csv ", {})
    return look


def test_a_list_is_shown_as_it_would_become_attendees() -> None:
    look = looked(SetupApp())

    headers, rows = look.table
    assert look.title == "248 attendees in this list"
    assert headers == ("Line", "First name", "Last name", "Company", "People")
    assert rows == (("2", "Ada", "Lovelace", "Engines", "1"), ("3", "Grace", "Hopper", "", "2"))
    assert look.notes == "The file is in Windows-1252. Columns are separated by semicolons."
    assert look.missing == ""


def test_one_person_and_nobody_are_said_as_such() -> None:
    app = SetupApp()
    app.preview = replace(PREVIEW, total=1)
    assert looked(app).title == "1 attendee in this list"
    app.preview = replace(PREVIEW, total=0, rows=())

    assert looked(app).title == "Nobody is in this list"


def test_a_list_of_people_without_names_is_doubted() -> None:
    app = SetupApp()
    good = looked(app).doubt
    app.preview = replace(
        PREVIEW, rows=(RosterRow(line=2, key="1", given_name="", family_name="", code="A"),)
    )

    doubt = looked(app).doubt

    assert good is None
    assert doubt is not None
    assert doubt.title == "Nobody in this list has a name yet"


def test_a_column_for_several_people_is_shown_only_where_there_are_any() -> None:
    app = SetupApp()
    app.preview = replace(PREVIEW, rows=(RosterRow(line=2, key="1", given_name="Ada", family_name=""),))

    assert looked(app).table == (("Line", "First name"), (("2", "Ada"),))


def test_every_field_offers_every_column_and_none() -> None:
    look = looked(SetupApp())

    assert [(choice.label, choice.chosen) for choice in look.choices] == [
        ("First name", "Vorname"),
        ("Last name", "Nachname"),
        ("Company", ""),
    ]
    assert look.headers[:2] == (("", "(none)"), ("Vorname", "Vorname"))


def test_another_column_is_looked_at_again_with_the_others_as_they_are() -> None:
    app = SetupApp()
    look = looked(app)

    look.choose("company", "Firma")
    look.choose("company", "Firma")

    wanted = {"given_name": "Vorname", "family_name": "Nachname", "company": "Firma"}
    assert app.previewed == [("list.csv", {}), ("list.csv", wanted)]
    assert json.loads(look.option) == wanted


def test_the_same_list_is_not_read_twice() -> None:
    app = SetupApp()
    look = looked(app)

    look.look("list.csv", {})

    assert len(app.previewed) == 1


def test_problems_are_counted_and_the_first_hundred_listed() -> None:
    app = SetupApp()
    app.preview = replace(
        PREVIEW, problems=tuple(RosterProblem(line=line, words="Odd.") for line in range(1, 131))
    )
    look = looked(app)

    assert look.problems_title == "130 rows to look at, the first 100 of them below"
    assert len(look.problems) == 100
    assert look.problems[0] == ("Line 1", "Odd.")


def test_what_cannot_be_read_is_said_and_can_be_looked_at_again() -> None:
    app = SetupApp()
    app.trouble["preview_roster"] = UnreadableReplyError("spreadsheet", "It is protected by a password.")
    look = looked(app)
    assert look.trouble is not None
    assert look.trouble.title == "This list cannot be read"
    assert look.trouble.advice.startswith("It is protected by a password.")
    assert look.missing == "The list of attendees cannot be read."

    look.look("list.csv", {})

    assert look.missing == ""
    assert look.title == "248 attendees in this list"


def test_an_answer_about_another_list_is_not_listened_to() -> None:
    ask = LaterAsk()
    app = SetupApp()
    look = looked(app, ask)
    assert look.title == "Reading the list…"

    look.look("other.csv", {})
    ask.answer_next()
    assert not look.choices
    ask.answer_next()

    assert look.title == "248 attendees in this list"


def test_a_failure_about_a_list_that_is_gone_is_not_listened_to() -> None:
    ask = LaterAsk()
    app = SetupApp()
    app.trouble["preview_roster"] = UnreadableReplyError("spreadsheet", "Damaged.")
    look = looked(app, ask)

    look.close()
    ask.answer_all()

    assert look.trouble is None
    assert (look.choices, look.problems, look.option, look.notes) == ((), (), "", "")
    assert look.table == (("Line",), ())


def some_without_codes() -> SetupApp:
    app = SetupApp()
    app.preview = replace(PREVIEW, reckoned=3)
    return app


def test_a_list_that_gave_everybody_a_code_is_the_list_from_then_on() -> None:
    app, taken = some_without_codes(), list[str]()
    look = looked(app)
    look.taken = taken.append
    assert look.coded_name == "list with codes.xlsx"
    assert look.says_of_codes is not None
    assert look.says_of_codes.title == "3 attendees have no code in this list"

    look.save_coded(Path("coded.xlsx"))

    assert app.coded == [("list.csv", "coded.xlsx", dict(PREVIEW.columns))]
    assert taken == [look.file] == ["coded.xlsx"]
    assert app.previewed[-1] == ("coded.xlsx", {**dict(PREVIEW.columns), "code": "Code"})
    assert look.told is not None
    assert look.told.title == "247 attendees got a code that nobody can guess"
    assert "1 attendee kept the code" in look.told.advice
    assert not look.offers_codes
    assert look.says_of_codes is look.told


def test_where_everybody_has_a_code_there_is_nothing_to_save() -> None:
    app = SetupApp()
    look = looked(app)
    look.save_coded(Path("coded.xlsx"))
    assert not app.coded
    assert look.says_of_codes is None


def test_a_list_that_cannot_be_written_with_codes_stays_as_it_is() -> None:
    app = some_without_codes()
    app.trouble["code_roster"] = SettingsError("Give the list with codes another name")
    look = looked(app)

    look.save_coded(Path("list.csv"))

    assert look.told is not None
    assert look.told.advice == "Give the list with codes another name."
    assert (look.file, look.busy, look.offers_codes) == ("list.csv", False, True)
