"""Badges printed ahead, of a pulled event, into real files."""

import re
import resource
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checkin.app import App
from checkin.badges.preview import opened
from checkin.badges.sheet import Turned
from checkin.badges.template import Area, Box, Code, Element, Row, Text
from checkin.desk.pre_print import PrePress, Style, note_printed
from checkin.errors import BadgeError
from checkin.mirror.database import Mirror, Transaction
from checkin.model.ids import AttendeeId, PlatformId
from checkin.model.platform import Capability
from checkin.model.pre_print import Order, Wanted
from tests.checkin.badges.examples import a_page, decoded, words
from tests.fakes.pulled import pull_into, station_like

WHO = Text(
    kind="text",
    box=Box(2, 2, 80, 14),
    rows=(Row(shows=("{name}",), height=13, max_size=20, min_size=6),),
)
CODE = Code(kind="code", box=Box(2, 17, 32, 32))


@pytest.fixture(scope="module")
def pulled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pull_into(tmp_path_factory.mktemp("pulled") / "app", attendees=60)


@pytest.fixture
def ready_app(pulled: Path, tmp_path: Path) -> Iterator[App]:
    """Pulled, at its station; there is no network."""
    with station_like(pulled, tmp_path / "app") as opened_app:
        yield opened_app


@pytest.fixture
def press(ready_app: App) -> PrePress:
    """Small badges with a name and a code."""
    return pressing(ready_app, WHO, CODE)


def pressing(app: App, *elements: Element, **changes: object) -> PrePress:
    name = app.templates.add(a_page(*elements, width=85, height=50, **changes))
    return app.pre_press(template=name)


@pytest.fixture
def people(ready_app: App) -> Callable[..., None]:
    """Changes what the mirror knows of everybody, or of one."""

    def change(said: str, **values: object) -> None:
        with changing(ready_app) as transaction:
            transaction.exec_driver_sql(f"UPDATE attendee SET {said}", values)  # noqa: S608 - a test's own

    return change


class changing:  # noqa: N801 - it reads like a verb
    def __init__(self, app: App) -> None:
        self._mirror = Mirror(app.folders.mirror)
        self._write = self._mirror.write()

    def __enter__(self) -> Transaction:
        return self._write.__enter__()

    def __exit__(self, *_: object) -> None:
        self._write.__exit__(None, None, None)
        self._mirror.close()


def name_everybody(app: App, *names: tuple[str, str, str]) -> None:
    """Nobody is left but as many people as there are names: given, family, company."""
    with changing(app) as transaction:
        numbers = transaction.exec_driver_sql("SELECT id FROM attendee ORDER BY id").scalars().all()
        transaction.exec_driver_sql("UPDATE attendee SET removed = 1, status = 'valid'")
        for number, (given, family, company) in zip(numbers, names, strict=False):
            transaction.exec_driver_sql(
                "UPDATE attendee SET removed = 0, given_name = ?, family_name = ?, company = ? WHERE id = ?",
                (given, family, company, number),
            )


def names_in(file: Path) -> list[str]:
    with opened(file.read_bytes()) as document:
        pages = len(document)
    return [words(file.read_bytes(), page).splitlines()[0] for page in range(pages)]


def test_everybody_is_in_the_file_and_every_code_scans(
    ready_app: App, press: PrePress, tmp_path: Path
) -> None:
    made = press.print_to(tmp_path / "all.pdf", Wanted(), Style(sheet="avery-5371"))

    read = [
        code
        for page in range(made.pages)
        for code in decoded((tmp_path / "all.pdf").read_bytes(), dpi=203, page=page)
    ]
    assert set(read) == {ready_app.desk.look(one).attendee.badge_code for one in made.people}
    assert made.files == (tmp_path / "all.pdf",)
    assert len(made.people) == press.count(Wanted()) == len(read)
    assert not made.doubts


def test_names_are_in_the_order_of_the_family_name_without_accents(
    ready_app: App, press: PrePress, tmp_path: Path
) -> None:
    name_everybody(
        ready_app,
        ("Zoë", "Ångström", ""),
        ("Ada", "zebra", ""),
        ("Bob", "Angus", ""),
        ("Émile", "", ""),
        ("Ann", "Łoś", ""),
        ("Ann", "Loz", ""),
    )

    press.print_to(tmp_path / "all.pdf", Wanted(), Style())

    assert names_in(tmp_path / "all.pdf") == [
        "Zoë Ångström",
        "Bob Angus",
        "Émile",
        "Ann Łoś",
        "Ann Loz",
        "Ada zebra",
    ]


def test_companies_come_in_their_order_and_who_has_none_comes_last(
    ready_app: App, press: PrePress, tmp_path: Path
) -> None:
    name_everybody(ready_app, ("A", "A", ""), ("B", "B", "émeraude"), ("D", "D", "Acme"), ("C", "C", "acme"))

    press.print_to(tmp_path / "all.pdf", Wanted(order=Order.COMPANY), Style())

    assert names_in(tmp_path / "all.pdf") == ["C C", "D D", "B B", "A A"]


def test_ticket_types_keep_together(ready_app: App, press: PrePress, tmp_path: Path) -> None:
    kinds = list(press.types())
    made = press.print_to(tmp_path / "all.pdf", Wanted(order=Order.TYPE), Style())
    shown = [ready_app.desk.look(one).attendee.ticket.type_name for one in made.people]
    assert list(dict.fromkeys(shown)) == kinds
    assert shown == sorted(shown, key=kinds.index)


def test_who_is_wanted_can_be_said(ready_app: App, press: PrePress, people: Callable[..., None]) -> None:
    people("status = 'valid'")
    kind, number = next(iter(press.types().items()))
    assert press.count(Wanted(types=(kind.upper(),))) == number < press.count(Wanted())
    one = press.first(Wanted())
    assert one is not None
    ready_app.desk.admit_attendee(one.id)
    everybody = press.count(Wanted())

    assert press.count(Wanted(checked_in=True)) == 1
    assert press.count(Wanted(checked_in=False)) == everybody - 1
    assert press.count(Wanted(people=frozenset({one.id, AttendeeId(999_999)}))) == 1
    assert press.count(Wanted(platform_ids=frozenset({PlatformId(str(one.platform_id))}))) == 1
    assert press.count(Wanted(words=one.email)) == 1
    assert press.first(Wanted(words=one.email)) == one
    assert press.first(Wanted(words="nobody-is-called-this")) is None


def test_only_who_has_no_badge_yet(ready_app: App, press: PrePress, tmp_path: Path) -> None:
    everybody = press.count(Wanted())
    made = press.print_to(tmp_path / "some.pdf", Wanted(types=(next(iter(press.types())),)), Style())
    assert press.count(Wanted(unprinted=True)) == everybody

    post = replace(ready_app.desk.post, capabilities=frozenset({Capability.PRINT_LOG}))
    note_printed(post, made)

    assert press.count(Wanted(unprinted=True)) == everybody - len(made.people)
    assert ready_app.desk.look(made.people[0]).badge_prints == 1
    assert ready_app.sync_status().counts.waiting == len(made.people)


@pytest.mark.parametrize("status", ["cancelled", "blocked", "revoked"])
def test_who_cannot_come_in_gets_no_badge(press: PrePress, people: Callable[..., None], status: str) -> None:
    people(f"status = '{status}'")
    with pytest.raises(BadgeError, match="nobody fits"):
        press.print_to(Path("nowhere.pdf"), Wanted(), Style())


def test_pages_stand_between_the_letters(ready_app: App, press: PrePress, tmp_path: Path) -> None:
    name_everybody(ready_app, ("Ada", "Ångström", ""), ("Bob", "Abel", ""), ("Cy", "Łoś", ""))

    press.print_to(tmp_path / "all.pdf", Wanted(), Style(separators=True))

    pages = [words((tmp_path / "all.pdf").read_bytes(), page).splitlines() for page in range(5)]
    assert pages[0][-2:] == ["Abel \N{EN DASH} Ångström", "2 badges"]
    assert [page[-1] for page in pages[3:]] == ["1 badge", "Cy Łoś"]


def test_somebody_whose_badge_cannot_be_drawn_is_said_and_left_out(
    ready_app: App, press: PrePress, tmp_path: Path
) -> None:
    name_everybody(ready_app, ("Ada", "Lovelace", ""), ("\U00012000", "Sumer", ""))

    made = press.print_to(tmp_path / "all.pdf", Wanted(), Style())

    [doubt] = made.doubts
    assert "CUNEIFORM" in doubt.why[0]
    assert doubt.attendee not in made.people
    assert not doubt.printed
    assert names_in(tmp_path / "all.pdf") == ["Ada Lovelace"]
    assert [one.why for one in press.check(Wanted(), Style())] == [doubt.why]


def test_badges_with_small_faults_are_printed_when_they_are_wanted(ready_app: App, tmp_path: Path) -> None:
    company = Row(shows=("{company}",), height=13, max_size=20, min_size=6)
    press = pressing(ready_app, Text(kind="text", box=Box(2, 2, 80, 14), rows=(company,)))
    name_everybody(ready_app, ("Ada", "Lovelace", "Sumer \U00012000"), ("Bob", "Low", "Plain"))

    without = press.print_to(tmp_path / "without.pdf", Wanted(), Style())
    everybody = press.print_to(tmp_path / "with.pdf", Wanted(), Style(with_faults=True))

    assert (len(without.people), len(everybody.people)) == (1, 2)
    assert [one.printed for one in (*without.doubts, *everybody.doubts)] == [False, True]


def test_a_name_with_a_letter_no_font_has_is_printed_without_it_when_that_is_wanted(
    ready_app: App, press: PrePress, tmp_path: Path
) -> None:
    name_everybody(ready_app, ("Ada", "Love\U00012000lace", ""), ("Bob", "Low", ""))

    made = press.print_to(tmp_path / "all.pdf", Wanted(), Style(with_faults=True))

    assert names_in(tmp_path / "all.pdf") == ["Ada Lovelace", "Bob Low"]
    [doubt] = made.doubts
    assert doubt.printed
    assert "CUNEIFORM SIGN A" in doubt.why[0]


def test_a_name_that_is_empty_is_a_fault_and_a_blank_badge_is_printed_when_it_is_wanted(
    ready_app: App, press: PrePress, tmp_path: Path
) -> None:
    name_everybody(ready_app, ("Ada", "Lovelace", ""), ("", " ", "IBM"))

    without = press.print_to(tmp_path / "without.pdf", Wanted(), Style())
    everybody = press.print_to(tmp_path / "with.pdf", Wanted(), Style(with_faults=True))

    assert (len(without.people), len(everybody.people)) == (1, 2)
    assert ["no name to show" in doubt.why[0] for doubt in (*without.doubts, *everybody.doubts)] == [
        True,
        True,
    ]


def test_where_not_one_badge_can_be_drawn_there_is_no_file(
    ready_app: App, press: PrePress, tmp_path: Path
) -> None:
    name_everybody(ready_app, ("\U00012000", "Sumer", ""))
    made = press.print_to(tmp_path / "all.pdf", Wanted(), Style())
    assert made.files == ()
    assert len(made.doubts) == 1
    assert not list(tmp_path.glob("*.pdf"))


def test_progress_is_told_to_the_end(press: PrePress, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    press.print_to(tmp_path / "all.pdf", Wanted(), Style(), lambda done, of: seen.append((done, of)))
    total = press.count(Wanted())
    assert seen == [(number, total) for number in range(1, total + 1)]


class StopAfter:
    """Wants no more after so many badges."""

    def __init__(self, number: int) -> None:
        self.number, self.wanted = number, threading.Event()

    def __call__(self, done: int, of: int) -> None:
        assert done <= of
        if done >= self.number:
            self.wanted.set()


def test_what_is_cancelled_leaves_nothing_behind(press: PrePress, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    stop = StopAfter(5)

    made = press.print_to(folder / "all.pdf", Wanted(), Style(), stop, stop.wanted)

    assert made.cancelled
    assert made.files == ()
    assert made.people == ()
    assert list(folder.iterdir()) == []


def test_a_file_that_was_there_survives_what_is_cancelled(press: PrePress, tmp_path: Path) -> None:
    (tmp_path / "all.pdf").write_text("yesterday's")
    stop = StopAfter(1)
    press.print_to(tmp_path / "all.pdf", Wanted(), Style(), stop, stop.wanted)
    assert (tmp_path / "all.pdf").read_text() == "yesterday's"


def test_parts_that_are_there_are_not_printed_again(press: PrePress, tmp_path: Path) -> None:
    total, style = press.count(Wanted()), Style(part=10)
    stop = StopAfter(25)
    broken_off = press.print_to(tmp_path / "all.pdf", Wanted(), style, stop, stop.wanted)
    assert [file.name for file in broken_off.files] == ["all-1.pdf", "all-2.pdf"]
    first = (tmp_path / "all-1.pdf").stat().st_mtime_ns

    whole = press.print_to(tmp_path / "all.pdf", Wanted(), style)

    assert not whole.cancelled
    assert whole.kept == 20
    assert len(whole.people) == len(set(whole.people)) == total
    assert (tmp_path / "all-1.pdf").stat().st_mtime_ns == first
    assert sum(len(names_in(file)) for file in whole.files) == whole.pages == total


def test_parts_of_an_earlier_order_do_not_stay_beside_the_new_ones(press: PrePress, tmp_path: Path) -> None:
    (tmp_path / "all-99.pdf").write_text("somebody's own")
    assert len(press.print_to(tmp_path / "all.pdf", Wanted(), Style(part=10)).files) > 1

    made = press.print_to(tmp_path / "all.pdf", Wanted(), Style(part=1000))

    assert {file.name for file in tmp_path.glob("all-*.pdf")} == {
        *(file.name for file in made.files),
        "all-99.pdf",
    }


def test_a_part_that_would_be_different_now_is_printed_again(
    press: PrePress, people: Callable[..., None], tmp_path: Path
) -> None:
    press.print_to(tmp_path / "all.pdf", Wanted(), Style(part=100))
    assert press.print_to(tmp_path / "all.pdf", Wanted(), Style(part=100)).kept == press.count(Wanted())

    people("company = 'Another'")
    assert press.print_to(tmp_path / "all.pdf", Wanted(), Style(part=100)).kept == 0
    assert press.print_to(tmp_path / "all.pdf", Wanted(), Style(part=100, turned=Turned.SHORT)).kept == 0
    (tmp_path / "all-1.pdf").write_text("no PDF at all")
    assert press.print_to(tmp_path / "all.pdf", Wanted(), Style(part=100)).kept == 0


def test_a_part_that_is_kept_still_says_who_is_missing(
    ready_app: App, press: PrePress, tmp_path: Path
) -> None:
    name_everybody(ready_app, ("Ada", "Lovelace", ""), ("\U00012000", "Sumer", ""))
    first = press.print_to(tmp_path / "all.pdf", Wanted(), Style(part=100))

    again = press.print_to(tmp_path / "all.pdf", Wanted(), Style(part=100))

    assert again.kept == 1
    assert again.doubts == first.doubts
    assert again.people == first.people


def test_a_disk_without_room_is_said_and_nothing_is_left(press: PrePress, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(BadgeError, match=r"larger than the disk takes a file.*Nothing was written"):
            press.print_to(folder / "all.pdf", Wanted(), Style())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(folder.iterdir()) == []


def test_a_place_that_is_not_there_or_taken_is_said_before_anything_is_drawn(
    press: PrePress, tmp_path: Path
) -> None:
    stop = StopAfter(1)
    for file, said in {
        tmp_path / "nowhere" / "all.pdf": f"There is no folder {tmp_path / 'nowhere'}. Make it",
        tmp_path: f"{tmp_path} is a folder. Add the name of a file to it",
        Path("/proc/self/all.pdf"): "The folder /proc/self takes no files.",
    }.items():
        with pytest.raises(BadgeError, match=re.escape(said)):
            press.print_to(file, Wanted(), Style(), stop)
    assert not stop.wanted.is_set()


def test_what_fits_on_no_sheet_is_said_before_anything_is_drawn(press: PrePress, tmp_path: Path) -> None:
    stop = StopAfter(1)
    with pytest.raises(BadgeError, match="does not fit on the labels of Herma 5028"):
        press.print_to(tmp_path / "all.pdf", Wanted(), Style(sheet="herma-5028"), stop)
    with pytest.raises(BadgeError, match="Only a sheet of labels can be partly used"):
        press.print_to(tmp_path / "all.pdf", Wanted(), Style(start=2), stop)
    with pytest.raises(BadgeError, match="has 10 labels: there is none of number 11"):
        press.print_to(tmp_path / "all.pdf", Wanted(), Style(sheet="avery-5371", start=11), stop)
    assert not stop.wanted.is_set()


def test_each_ticket_type_has_the_template_it_was_given(ready_app: App, tmp_path: Path) -> None:
    kind, number = next(iter(ready_app.pre_press().types().items()))
    small = ready_app.templates.add(a_page(Area(kind="area", box=Box(0, 0, 20, 20)), width=20, height=20))
    ready_app.change_settings(template_of_type={kind: small})

    made = ready_app.pre_press().print_to(tmp_path / "all.pdf", Wanted(order=Order.TYPE), Style())

    with opened((tmp_path / "all.pdf").read_bytes()) as document:
        narrow = [page.get_width() < 60 for page in document]
    assert narrow.count(True) == number
    assert made.pages >= len(narrow)


def test_the_first_page_can_be_looked_at(ready_app: App, press: PrePress) -> None:
    style = Style(sheet="avery-5371", start=3, separators=True)
    assert len(decoded(press.sample(Wanted(), style))) == 8
    with pytest.raises(BadgeError, match="nobody fits"):
        press.sample(Wanted(words="nobody-is-called-this"), style)
    name_everybody(ready_app, ("\U00012000", "Sumer", ""))
    assert press.sample(Wanted(), style) == b""


def test_files_of_badges_go_with_their_event(ready_app: App, press: PrePress, tmp_path: Path) -> None:
    made = press.print_to(tmp_path / "all.pdf", Wanted(), Style(part=20))
    note_printed(ready_app.desk.post, made)
    assert len(made.files) > 1

    ready_app.forget_event(press.event)

    assert not list(tmp_path.glob("*.pdf"))
