import json

import pytest

from checkin.errors import CredentialsError, RejectedError, SettingsError, UnreachableError
from checkin.model.platform import Capability, PlatformForm
from checkin.settings import PRACTICE as PRACTISED
from checkin.settings import Connection
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.sample_event import FORM
from tests.ui.screens.setup.setup_app import COMPANY, EVERY_KIND, JOB_TITLE, LISTED, SetupApp
from ui.screens.setup.connect import PRACTICE, ConnectStep
from ui.theme.tokens import Tone

CODE = "c0de"


def step(app: SetupApp, **answers: str) -> ConnectStep:
    made = ConnectStep(app.as_app(), ask_at_once, lambda: None)
    made.load()
    for name, text in answers.items():
        made.type(name, text)
        made.finish(name)
    return made


def every_kind(app: SetupApp) -> ConnectStep:
    return step(app, code=CODE, events=" 4711\n4712 ")


def test_what_stands_in_brackets_stands_below_the_name() -> None:
    connect = step(SetupApp(EVERY_KIND))

    assert [(option.label, option.also) for option in connect.options] == [
        ("Every kind", "of question"),
        ("Practise", "with a made-up event"),
    ]
    assert connect.description == "Asks whatever can be asked."


def test_what_stands_there_first_need_not_be_filled_in() -> None:
    connect = step(SetupApp(EVERY_KIND))

    assert connect.value("flavour") == "a"
    assert connect.value("base_url") == "https://api.example.org"
    assert connect.missing == "Still to fill in: Set-up code, Events."


def test_every_answer_finds_its_place() -> None:
    app = SetupApp(EVERY_KIND)
    connect = every_kind(app)
    connect.type("products", "yes")

    connect.act()

    assert app.sign_ins == [
        (
            Connection(
                platform="every",
                base_url="https://api.example.org",
                options={"flavour": "a", "events": "4711\n4712", "products": "yes", "language": "en"},
            ),
            {"code": CODE},
        )
    ]
    assert connect.value("code") == ""


def test_a_form_needs_neither_address_nor_account() -> None:
    app = SetupApp(LISTED)
    connect = step(app, account="PyCon", roster="list.csv")
    assert not connect.asks_plain_http
    assert connect.action == "Take this list"

    connect.act()

    columns = {"given_name": "Vorname", "family_name": "Nachname"}
    connection, secrets = app.sign_ins[0]
    assert (connection.base_url, connection.account, secrets) == ("", "PyCon", {})
    assert connection.options["roster"] == "list.csv"
    assert json.loads(connection.options["columns"]) == columns
    assert connect.says is not None
    assert connect.says.title == "PyCon can be taken"


def test_a_column_chosen_by_a_person_is_kept_with_the_connection() -> None:
    app = SetupApp(LISTED)
    connect = step(app, account="PyCon", roster="list.csv")
    connect.act()
    connect.choose_column("company", "Firma")
    assert not connect.done

    connect.act()

    assert json.loads(app.sign_ins[1][0].options["columns"])["company"] == "Firma"


def test_a_list_of_last_time_is_looked_at_with_its_columns() -> None:
    app = SetupApp(LISTED)
    options = {"roster": "list.csv", "columns": '{"company": "Firma", "odd": 1}'}
    app.change_settings(connection=Connection(platform="listed", account="PyCon", options=options))

    connect = step(app)

    assert app.previewed == [("list.csv", {"company": "Firma"})]
    assert connect.missing == ""


@pytest.mark.parametrize("kept", ["", "[]", "{broken"])
def test_columns_that_are_not_ours_are_left_alone(kept: str) -> None:
    app = SetupApp(LISTED)
    options = {"roster": "list.csv", "columns": kept}
    app.change_settings(connection=Connection(platform="listed", account="PyCon", options=options))

    step(app)

    assert app.previewed == [("list.csv", {})]


def test_a_list_that_is_being_read_cannot_be_taken_yet() -> None:
    ask = LaterAsk()
    connect = ConnectStep(SetupApp(LISTED).as_app(), ask, lambda: None)
    connect.load()
    ask.answer_all()
    connect.type("account", "PyCon")
    connect.type("roster", "list.csv")

    connect.finish("roster")

    assert not connect.can_act
    ask.answer_all()
    assert connect.can_act


def test_a_list_that_cannot_be_taken_is_said_in_words_of_lists() -> None:
    app = SetupApp(LISTED)
    connect = step(app, account="PyCon", roster="list.csv")
    app.trouble["connect"] = UnreachableError("listed", "The file is not there")

    connect.act()

    assert connect.says is not None
    assert connect.says.title == "This list cannot be taken"
    assert connect.says.advice.startswith("The file is not there. Look at the file")


def test_options_of_the_last_connection_are_remembered_and_secrets_are_not() -> None:
    app = SetupApp(EVERY_KIND)
    options = {"flavour": "b", "events": "1", "products": "", "language": "de", "profile": "full"}
    app.change_settings(
        connection=Connection(platform="every", base_url="https://x.example.org", options=options)
    )

    connect = step(app)

    assert connect.value("flavour") == "b"
    assert connect.value("language") == "de"
    assert connect.missing == "Still to fill in: Set-up code."


def test_practising_is_remembered_as_practising() -> None:
    app = SetupApp(FORM)
    made_up = Connection(platform="open_event", base_url="http://127.0.0.1:1", options={PRACTISED: "1"})
    app.change_settings(connection=made_up)

    connect = step(app)

    assert connect.choice == PRACTICE
    connect.choose("open_event")
    assert connect.value("base_url") == ""


def test_no_platform_sees_what_was_typed_for_another() -> None:
    app = SetupApp(EVERY_KIND, LISTED, FORM)
    connect = every_kind(app)

    connect.choose("open_event")

    assert connect.value("base_url") == ""
    connect.choose("every")
    assert connect.value("code") == CODE


def test_a_scanned_code_chooses_the_platform_and_fills_in_the_form_and_sends_nothing() -> None:
    app = SetupApp(FORM, EVERY_KIND)
    app.codes["{…}"] = ("every", {"base_url": "https://scanned.example.org", "code": CODE})
    connect = step(app)

    assert connect.read_code("{…}")

    assert connect.choice == "every"
    assert (connect.value("base_url"), connect.value("code")) == ("https://scanned.example.org", CODE)
    assert app.sign_ins == []
    assert connect.says is not None
    assert connect.says.title == "The code of Every kind (of question) was read"
    assert connect.says.advice.endswith("press “Test and sign in”.")


def test_a_code_that_is_none_for_setting_up_is_said() -> None:
    connect = step(SetupApp(EVERY_KIND))

    assert not connect.read_code("TICKET-1")
    connect.refuse_code()

    assert connect.says is not None
    assert connect.says.title == "This code is not for setting up"
    connect.type("code", CODE)
    assert connect.says is None


def test_while_signing_in_no_code_is_taken_and_nothing_else_chosen() -> None:
    ask, app = LaterAsk(), SetupApp(EVERY_KIND, FORM)
    app.codes["{…}"] = ("every", {"code": "other"})
    connect = ConnectStep(app.as_app(), ask, lambda: None)
    connect.load()
    ask.answer_all()
    connect.type("code", CODE)
    connect.type("events", "1")
    connect.act()

    assert not connect.read_code("{…}")
    connect.choose("open_event")

    assert connect.choice == "every"


def asking(app: SetupApp) -> ConnectStep:
    app.asks = (COMPANY, JOB_TITLE)
    connect = every_kind(app)
    connect.act()
    return connect


def test_what_is_asked_after_signing_in_keeps_the_step_open() -> None:
    connect = asking(SetupApp(EVERY_KIND))

    assert not connect.done
    assert connect.asks.title == "A few more things"
    assert connect.missing == "Still to choose: Company."
    assert connect.action == "Use these answers"
    assert not connect.can_act
    assert connect.asks.fields[1].options[0] == ("", "Leave as it is")


def test_answers_go_into_the_connection_with_the_secrets_typed_before() -> None:
    app = SetupApp(EVERY_KIND)
    connect = asking(app)
    connect.answer("company", "2")

    connect.act()

    connection, secrets = app.sign_ins[1]
    assert (connection.options["company"], connection.options["job"]) == ("2", "")
    assert connection.options["events"] == "4711\n4712"
    assert secrets == {"code": CODE}
    assert connect.done
    assert connect.value("code") == ""


def test_what_only_the_platform_could_say_stays_when_asked_again() -> None:
    app = SetupApp(EVERY_KIND)
    connect = asking(app)
    known = app.settings.connection
    assert known is not None
    app.change_settings(connection=known.model_copy(update={"account": "told@example.org"}))
    connect.answer("company", "1")

    connect.act()

    assert app.sign_ins[1][0].account == "told@example.org"


def test_one_question_that_need_not_be_answered_waits_for_a_yes_all_the_same() -> None:
    app = SetupApp(EVERY_KIND)
    app.asks = (JOB_TITLE,)
    connect = every_kind(app)
    connect.act()
    assert connect.asks.title == "One more thing"
    assert not connect.done

    connect.act()

    assert connect.done


def test_answers_that_do_not_work_can_be_given_again() -> None:
    app = SetupApp(EVERY_KIND)
    connect = asking(app)
    connect.answer("company", "1")
    app.trouble["connect"] = RejectedError("every", "This company is closed.")
    connect.act()
    assert connect.says is not None
    assert connect.says.tone is Tone.NO

    connect.answer("company", "2")
    connect.act()

    assert connect.done


def test_one_may_go_back_to_the_form_with_everything_in_it() -> None:
    connect = asking(SetupApp(EVERY_KIND))

    connect.reopen()

    assert not connect.asks
    assert connect.account is None
    assert connect.value("code") == CODE
    assert connect.can_act


def test_the_answer_of_last_time_is_suggested_where_it_is_still_possible() -> None:
    app = SetupApp(EVERY_KIND)
    options = {"events": "1", "company": "2", "job": "gone"}
    app.change_settings(connection=Connection(platform="every", base_url="https://x.org", options=options))
    app.asks = (COMPANY, JOB_TITLE)
    connect = step(app, code=CODE)
    connect.act()

    assert [connect.asks.value(field) for field in connect.asks.fields] == ["2", ""]
    assert connect.can_act


def test_what_this_account_can_do_takes_the_place_of_what_is_possible() -> None:
    app = SetupApp(EVERY_KIND)
    app.capabilities = frozenset({Capability.CHECK_OUT})
    connect = every_kind(app)
    assert [able.topic for able in connect.can_do] == ["Check-ins", "Taking back"]

    connect.act()

    assert [able.topic for able in connect.can_do] == ["Check-ins", "Check-outs"]
    assert connect.abilities_title == "What works with Every kind"


def test_an_answer_that_makes_no_sense_is_to_be_mended_in_the_form() -> None:
    app = SetupApp(EVERY_KIND)
    connect = every_kind(app)
    app.trouble["connect"] = SettingsError("Type the number of at least one event")

    connect.act()

    assert connect.says is not None
    assert connect.says.title == "Something in the form is not right"
    assert connect.says.advice.endswith("Mend it in the form, then try again.")


def without_sign_in() -> PlatformForm:
    return PlatformForm(
        platform="open",
        label="Open",
        description="",
        fields=(EVERY_KIND.fields[1],),
        capabilities=frozenset(),
    )


def test_advice_names_what_this_form_asks() -> None:
    app = SetupApp(EVERY_KIND)
    connect = every_kind(app)
    app.trouble["connect"] = CredentialsError("every", "This code was used before")
    connect.act()
    assert connect.says is not None
    assert connect.says.advice == "This code was used before. Look at “Set-up code” again; capitals matter."

    app = SetupApp(without_sign_in())
    app.trouble["connect"] = CredentialsError("open", "Nobody may")
    connect = step(app)
    connect.act()

    assert connect.says is not None
    assert connect.says.advice == "Nobody may. Look at what you filled in, then try again."
