from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from checkin.app.forgetting import Forgotten
from checkin.desk.forget import StillNeededError
from checkin.errors import SettingsError
from checkin.model.event import Event
from checkin.model.ids import EventId
from checkin.model.past import Numbers, PastEvent, Reminder
from tests.fakes.executor import ask_at_once
from tests.ui.screens.sample_event import NOW, event
from tests.ui.screens.stand_in import StandInApp, at_registration
from ui.screens.settings.safekeeping import Safekeeping, reminding
from ui.theme.tokens import Tone

LAST_YEAR = Event(id=EventId(9), connection="open_event:https://example.org", platform=event("PyCon 2025"))


def screen(app: StandInApp) -> Safekeeping:
    made = Safekeeping(app.as_app(), ask_at_once)
    made.begin()
    return made


def over(people: int = 4512, *, waiting: int = 0) -> Reminder:
    return Reminder(event=LAST_YEAR, ended=NOW - timedelta(days=12), people=people, waiting=waiting, parked=0)


def test_a_second_journal_is_begun_and_ended() -> None:
    app = at_registration()
    safe = screen(app)
    assert "beside the attendee list only" in safe.journals

    safe.keep_second_journal("/media/stick")
    assert app.settings.journal_folder == "/media/stick"
    assert safe.journals.endswith("once more in /media/stick")
    assert safe.result is not None
    assert safe.result.tone is Tone.YES

    safe.keep_second_journal("")
    assert not safe.has_second_journal


def test_that_practice_is_not_written_down_is_said() -> None:
    app = at_registration()
    app.practise()
    safe = screen(app)

    safe.keep_second_journal("/media/stick")

    assert safe.result is not None
    assert "only practised" in safe.result.advice


def test_a_stick_that_is_gone_is_said_and_that_the_door_works() -> None:
    app = at_registration()
    app.journal_trouble = {"/media/stick": "It is not there."}

    trouble = screen(app).journal_trouble

    assert trouble is not None
    assert trouble.advice.startswith("/media/stick: It is not there. Check-in goes on")
    app.journal_trouble = {}
    assert screen(app).journal_trouble is None


def test_what_cannot_be_kept_is_said() -> None:
    app = at_registration()
    app.trouble["change_settings"] = SettingsError("The settings cannot be written.")
    safe = screen(app)

    safe.keep_second_journal("/media/stick")

    assert safe.result is not None
    assert safe.result.tone is Tone.NO
    assert not safe.busy


def test_whether_there_is_a_passphrase_is_said() -> None:
    app = at_registration()
    assert screen(app).passphrase.startswith("none.")

    app.change_settings(encrypted=True)
    assert screen(app).passphrase.startswith("set:")


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (1, "what is known of 1 person is still on this computer."),
        (4512, "what is known of 4,512 people is still on this computer."),
    ],
)
def test_events_that_are_over_come_first_and_say_how_many_are_here(people: int, words: str) -> None:
    app = at_registration()
    app.over = (over(people),)

    first, second = screen(app).leftovers

    assert first.event == LAST_YEAR
    assert first.about.endswith(words)
    assert second.about == ""


def test_an_event_is_erased_after_a_question_and_where_journals_are_is_said() -> None:
    app = at_registration()
    app.over = (over(),)
    app.left = Forgotten(
        numbers=Numbers(),
        journals=(Path("/media/stick/pycon/1.jsonl"), Path("/media/stick/pycon/2.jsonl")),
        put_aside=(Path("/data/damaged-1"),),
    )
    safe = screen(app)
    leftover = safe.leftovers[0]

    assert safe.question(leftover).title == "Erase PyCon 2025 from this computer?"
    assert "cannot be undone" in safe.question(leftover).advice
    safe.erase(leftover.event, journals=False)

    assert app.forgetting == [(LAST_YEAR, False)]
    assert [one.event for one in safe.leftovers] == [app.event]
    assert safe.result is not None
    assert "Its journals are still in /media/stick/pycon." in safe.result.advice
    assert "/data/damaged-1" in safe.result.advice


def test_without_its_event_the_station_goes_to_choose_another() -> None:
    app = at_registration()
    app.change_settings(event=None)
    safe = screen(app)
    gone: list[str] = []
    safe.forgotten = lambda said: gone.append(said.title)
    assert app.event is not None

    safe.erase(app.event, journals=True)

    assert gone[0].endswith("is erased from this computer")
    assert app.forgetting[0][1]


def test_what_the_platform_has_not_heard_of_keeps_an_event() -> None:
    app = at_registration()
    app.over = (over(waiting=3),)
    app.trouble["forget_event"] = StillNeededError("3 check-ins still wait to be sent. Send them first.")
    safe = screen(app)

    safe.erase(LAST_YEAR, journals=False)

    assert safe.result is not None
    assert safe.result.tone is Tone.NO
    assert "3 check-ins" in safe.result.advice
    assert safe.leftovers[0].unheard == 3


def test_of_past_events_numbers_are_said() -> None:
    app = at_registration()
    past = PastEvent(name="PyCon 2025", erased_at=NOW, numbers=Numbers(attendees=1311, checked_in=1204))
    app.erased = (past, replace(past, numbers=Numbers(attendees=2, unheard=1)))

    first, second = screen(app).past

    assert first.startswith("PyCon 2025: 1,204 of 1,311 came. Erased on ")
    assert "the platform never heard of 1 check-ins" in second


def test_one_thing_at_a_time() -> None:
    app = at_registration()
    safe = Safekeeping(app.as_app(), lambda *_: None)

    safe.keep_second_journal("/media/stick")
    safe.erase(LAST_YEAR, journals=False)

    assert safe.busy == "Choosing the journal's folder…"


def test_what_cannot_be_read_is_said() -> None:
    app = at_registration()
    app.trouble["events_here"] = SettingsError("no")

    assert screen(app).result is not None


def test_that_it_is_time_to_erase_is_one_sentence() -> None:
    known = "is still on this computer."
    assert reminding([over()]) == f"PyCon 2025 is over, and what is known of 4,512 people {known}"
    assert reminding([over(2), over(3)]) == f"2 events are over, and what is known of 5 people {known}"
