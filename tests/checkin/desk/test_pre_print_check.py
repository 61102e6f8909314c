"""Before badges are printed ahead: what is not right on whose, and who gets none and why."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checkin.app import App
from checkin.badges.template import Box, Code, Row, Text
from checkin.desk.pre_print import PrePress, Style, note_printed
from checkin.errors import BadgeError
from checkin.model.ids import PlatformId
from checkin.model.pre_print import NoBadge, Wanted
from tests.checkin.desk.test_pre_print import CODE, WHO, StopAfter, changing, name_everybody, pressing
from tests.fakes.pulled import pull_into, station_like


@pytest.fixture(scope="module")
def pulled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pull_into(tmp_path_factory.mktemp("pulled") / "app", attendees=60)


@pytest.fixture
def ready_app(pulled: Path, tmp_path: Path) -> Iterator[App]:
    with station_like(pulled, tmp_path / "app") as opened_app:
        yield opened_app


@pytest.fixture
def press(ready_app: App) -> PrePress:
    return pressing(ready_app, WHO, CODE)


@pytest.fixture
def people(ready_app: App) -> Callable[..., None]:
    """Changes what the mirror knows of everybody, or of one."""

    def change(said: str, **values: object) -> None:
        with changing(ready_app) as transaction:
            transaction.exec_driver_sql(f"UPDATE attendee SET {said}", values)  # noqa: S608 - a test's own

    return change


def test_a_check_says_faults_texts_that_are_cut_and_codes_that_are_too_small(
    ready_app: App, tmp_path: Path
) -> None:
    company = Row(shows=("{company}",), height=5, max_size=12, min_size=12)
    name = Row(shows=("{name}",), height=8, max_size=20, min_size=6)
    press = pressing(
        ready_app,
        Text(kind="text", box=Box(2, 2, 30, 14), rows=(name, company)),
        Code(kind="code", box=Box(2, 20, 9, 9)),
    )
    name_everybody(ready_app, ("Ada", "Low", "x" * 60), ("", "", ""), ("Bob", "Low", "IBM"))

    found = {one.name: one for one in press.check(Wanted(), Style())}

    assert found["Ada Low"].look[0] == "Cut short, because it does not fit: company."
    assert "no name to show" in found["(no name)"].why[0]
    assert all("not read at arm's length" in one.look[-1] for one in found.values())
    assert not found["Bob Low"].why
    assert not list(tmp_path.glob("*.pdf"))


def test_a_check_says_what_emoji_are_left_out_and_that_is_no_fault(ready_app: App) -> None:
    press = pressing(ready_app, WHO)
    name_everybody(ready_app, ("Ana \U0001f389", "Souza", ""), ("Bob", "Low", ""))

    (found,) = press.check(Wanted(), Style())

    assert not found.why
    assert found.look == ("Printed without the pictures in the name: party popper.",)


def test_a_check_looks_at_codes_as_the_printer_of_the_ticket_type_prints_them(
    ready_app: App,
) -> None:
    press = pressing(ready_app, Code(kind="code", box=Box(2, 2, 14, 14)))
    assert not press.check(Wanted(), Style(), dpi_of=lambda _: 600)
    assert len(press.check(Wanted(), Style(), dpi_of=lambda _: 150)) == press.count(Wanted())


def test_a_check_says_at_once_that_badges_do_not_fit_their_sheet_or_that_nobody_is_wanted(
    press: PrePress,
) -> None:
    with pytest.raises(BadgeError, match="does not fit on the labels of Herma 5028"):
        press.check(Wanted(), Style(sheet="herma-5028"))
    with pytest.raises(BadgeError, match="nobody fits"):
        press.check(Wanted(words="nobody-is-called-this"), Style())


def test_who_gets_no_badge_is_counted_with_the_reason(press: PrePress, people: Callable[..., None]) -> None:
    people("status = 'valid'")
    everybody = press.count(Wanted())
    for status in ("cancelled", "blocked", "revoked", "unpaid"):
        people(
            "status = :status WHERE id = (SELECT min(id) FROM attendee WHERE status = 'valid' "
            "AND removed = 0 AND event_id = :event)",
            status=status,
            event=press.event.id,
        )

    figures = press.figures(Wanted())

    assert (figures.people, figures.wanted, figures.unpaid) == (everybody, everybody - 3, 1)
    assert figures.left_over == (
        f"Of {everybody} people, 3 get no badge: 1 with a cancelled ticket, 1 with a blocked ticket, "
        "1 with a revoked ticket."
    )


def test_who_is_not_wanted_is_counted_once_and_so_is_everybody(
    ready_app: App, press: PrePress, people: Callable[..., None], tmp_path: Path
) -> None:
    people("status = 'valid'")
    made = press.print_to(tmp_path / "some.pdf", Wanted(types=(next(iter(press.types())),)), Style())
    note_printed(ready_app.desk.post, made)
    one = press.first(Wanted(unprinted=True))
    assert one is not None
    ready_app.desk.admit_attendee(one.id)

    for wanted, reasons in {
        Wanted(types=tuple(press.types())[:1]): {NoBadge.OTHER_TYPE},
        Wanted(words=one.email): {NoBadge.NOT_FOUND},
        Wanted(people=frozenset({one.id})): {NoBadge.NOT_NAMED},
        Wanted(platform_ids=frozenset({PlatformId(str(one.platform_id))})): {NoBadge.NOT_NAMED},
        Wanted(unprinted=True, checked_in=False): {NoBadge.HAD_ONE, NoBadge.CAME},
        Wanted(checked_in=True): {NoBadge.NOT_YET},
        Wanted(): set(),
    }.items():
        figures = press.figures(wanted)
        assert figures.others.keys() == reasons
        assert figures.wanted == press.count(wanted)
        assert figures.people == figures.wanted + sum(figures.others.values())


def test_a_check_can_be_broken_off(press: PrePress) -> None:
    stop = StopAfter(3)
    press.check(Wanted(), Style(), stop, stop.wanted)
    assert stop.wanted.is_set()
