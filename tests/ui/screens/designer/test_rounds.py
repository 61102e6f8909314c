"""Whether a design suits everybody, not only whoever is looked at."""

from checkin.badges.template import BadgeTemplate
from checkin.errors import CheckinError
from tests.fakes.executor import LaterAsk, ask_at_once
from tests.ui.screens.designer.drawings import a_template, a_text
from ui.screens.designer.rounds import Rounds
from ui.screens.designer.samples import INVENTED, Sample
from ui.screens.designer.starters import a_row

PEOPLE = {f"invented:{at}": sample for at, sample in enumerate(INVENTED)}
LONG = "invented:1"


def a_tight_one() -> BadgeTemplate:
    row = a_row("{company}", 6.0, max_size=11, min_size=11, max_lines=1)
    return a_template(a_text(width=70, rows=(row,)))


def dpi(_kind: str) -> float:
    return 300.0


def after(template: BadgeTemplate, people: dict[str, Sample] | None = None) -> Rounds:
    rounds = Rounds(ask_at_once)
    rounds.begin(template, people or PEOPLE, dpi)
    return rounds


def test_whoever_does_not_fit_is_found_whoever_is_looked_at() -> None:
    rounds = after(a_tight_one())

    assert [key for key, _ in rounds.troubled] == [LONG]
    found = rounds.beside("invented:0")
    assert found is not None
    assert (found.look_at, "A very long name" in found.says) == (LONG, True)
    assert rounds.beside(LONG) is None


def test_from_one_who_does_not_fit_it_leads_to_the_next_and_round_again() -> None:
    people = dict.fromkeys(("a", "b", "c", "d"), PEOPLE[LONG])
    rounds = after(a_tight_one(), people)

    leads = [found.look_at for key in ("", *people) if (found := rounds.beside(key)) is not None]

    assert leads == ["a", "b", "c", "d", "a"]
    found = rounds.beside("a")
    assert found is not None
    assert found.says.endswith("and 1 more.")


def test_a_design_that_suits_all_leads_nowhere() -> None:
    assert after(a_template(a_text())).beside("invented:0") is None


def test_the_answer_to_what_was_asked_last_counts() -> None:
    ask, told = LaterAsk(), list[str]()
    rounds = Rounds(ask)
    rounds.changed = lambda: told.append("changed")
    rounds.begin(a_tight_one(), PEOPLE, dpi)
    rounds.begin(a_template(a_text()), PEOPLE, dpi)

    ask.answer_all()

    assert rounds.troubled == ()
    assert told == []


def test_what_keeps_it_from_looking_changes_nothing() -> None:
    rounds = Rounds(lambda _work, _then, otherwise: otherwise(CheckinError("No fonts.")))

    rounds.begin(a_tight_one(), PEOPLE, dpi)

    assert rounds.troubled == ()


def test_the_same_is_not_looked_at_twice() -> None:
    ask = LaterAsk()
    rounds = Rounds(ask)

    for _ in range(3):
        rounds.begin(a_tight_one(), PEOPLE, dpi)
    assert len(ask) == 1

    rounds.begin(a_template(a_text()), PEOPLE, dpi)
    assert len(ask) == 2


def test_of_another_design_nothing_is_known_at_first() -> None:
    rounds = after(a_tight_one())

    rounds.forget()

    assert rounds.beside("invented:0") is None
