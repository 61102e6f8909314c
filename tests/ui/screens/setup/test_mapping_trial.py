from dataclasses import replace

from checkin.errors import SettingsError, UnreachableError
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.setup.setup_app import GOOD_TRIAL, MAPPED, SetupApp
from ui.screens.setup.connect import ConnectStep
from ui.tasks import Ask
from ui.theme.tokens import Tone


def mapped(app: SetupApp, ask: Ask = ask_at_once) -> ConnectStep:
    step = ConnectStep(app.as_app(), ask, lambda: None)
    step.load()
    if isinstance(ask, LaterAsk):
        ask.answer_all()
    for name, text in (("base_url", "dev.example.org"), ("token", "t0ken"), ("mapping", "my.toml")):
        step.type(name, text)
    return step


def test_a_mapping_is_tried_with_what_was_typed() -> None:
    app = SetupApp(MAPPED)
    step = mapped(app)
    assert step.offers_trial

    step.try_mapping()

    assert app.tried == [({"token": "t0ken"}, False)]
    assert step.mapping.trial is not None
    assert step.mapping.trial.request.endswith("my.toml")
    assert step.mapping.says is not None
    assert (step.mapping.says.tone, step.mapping.says.title) == (Tone.YES, "This works.")
    assert not app.sign_ins


def test_once_signed_in_the_secrets_are_those_that_were_kept() -> None:
    app = SetupApp(MAPPED)
    step = mapped(app)
    step.act()

    step.try_mapping(write=True)

    assert app.tried == [({}, True)]
    assert step.done


def test_without_a_file_there_is_nothing_to_try() -> None:
    app = SetupApp(MAPPED)
    step = mapped(app)
    step.type("mapping", " ")
    assert not step.offers_trial

    step.try_mapping()

    assert app.tried == []


def test_what_does_not_work_is_said() -> None:
    app = SetupApp(MAPPED)
    app.trial = replace(GOOD_TRIAL, good=False, verdict="No registration has a code.")
    step = mapped(app)

    step.try_mapping()

    assert step.mapping.says is not None
    assert (step.mapping.says.tone, step.mapping.says.title) == (Tone.NO, "No registration has a code.")


def test_a_damaged_file_is_said() -> None:
    app = SetupApp(MAPPED)
    app.trouble["try_mapping"] = SettingsError("my.toml is damaged in line 3.")
    step = mapped(app)

    step.try_mapping()

    assert step.mapping.trial is None
    assert step.mapping.says is not None
    assert step.mapping.says.title == "The mapping cannot be tried"
    assert step.mapping.says.advice == "my.toml is damaged in line 3."


def test_what_was_tried_with_another_file_holds_no_more() -> None:
    ask = LaterAsk()
    step = mapped(SetupApp(MAPPED), ask)
    step.try_mapping()
    assert step.mapping.busy == "Trying it…"
    assert not step.can_try

    step.type("mapping", "other.toml")
    ask.answer_all()

    assert step.mapping.trial is None
    assert step.can_try


def test_a_failure_with_another_file_is_not_listened_to() -> None:
    ask, app = LaterAsk(), SetupApp(MAPPED)
    app.trouble["try_mapping"] = UnreachableError("mapped", "No answer")
    step = mapped(app, ask)
    step.try_mapping()

    step.type("mapping", "other.toml")
    ask.answer_all()

    assert step.mapping.says is None
