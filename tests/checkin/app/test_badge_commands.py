"""Badges printed ahead, typed at a terminal: from the pull to the PDF."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
import typer
from PIL import Image

from checkin.app import App
from checkin.app.badge_commands import check_ahead, print_ahead
from checkin.app.photographs import NO_PHOTOS
from checkin.badges.badge import Badge
from checkin.badges.preview import opened
from checkin.badges.template import Area, Box, Code, Row, Text, When, template_text
from checkin.desk.pre_print import Style
from checkin.errors import BadgeError
from checkin.model.attendee import Attendee
from checkin.model.pre_print import Wanted
from checkin.practice.open_event import PracticeServer
from tests.checkin.badges.examples import a_page, decoded, page_size_mm, words
from tests.checkin.desk.test_pre_print import changing, name_everybody
from tests.checkin.test_main import Terminal, biggest
from tests.fakes.keyring_backend import MemoryKeyring

SUMERIAN = "\U00012000"


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    yield Terminal(tmp_path)
    keyring.set_keyring(before)


@pytest.fixture
def pulled(terminal: Terminal, server: PracticeServer) -> Terminal:
    assert terminal.pull(server).exit_code == 0
    return terminal


def pages(file: Path) -> int:
    with opened(file.read_bytes()) as document:
        return len(document)


def test_from_the_pull_to_a_sheet_of_badges_that_scan(
    pulled: Terminal, server: PracticeServer, tmp_path: Path
) -> None:
    file = tmp_path / "badges.pdf"

    said = pulled.type(
        *(
            "badges",
            biggest(server),
            "--template",
            "card-cr80",
            "--sheet",
            "avery-5395",
            "--sort",
            "company",
        ),
        *("--separators", "--out", str(file)),
    )

    assert said.exit_code == 0, said.output
    number = int(said.stdout.split()[0])
    assert f"{number} badges on {pages(file)} pages: {file}" in said.stdout
    assert page_size_mm(file.read_bytes()) == pytest.approx((215.9, 279.4), abs=0.01)
    read = [code for page in range(pages(file)) for code in decoded(file.read_bytes(), dpi=203, page=page)]
    known = {server.platform.attendee_code(row.id) for row in server.platform.attendees}
    assert len(read) == number
    assert set(read) <= known


def test_what_is_wanted_is_typed(pulled: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "one.pdf"
    everybody = int(pulled.type("badges", "--out", str(file)).stdout.split()[0])
    fewer = pulled.type("badges", "--not-checked-in", "--unprinted", "--note", "--out", str(file))
    assert int(fewer.stdout.split()[0]) == everybody
    assert "They count as printed." in fewer.stdout

    nobody = pulled.type("badges", "--unprinted", "--out", str(file))

    assert isinstance(nobody.exception, BadgeError)
    assert pages(file) == everybody


def test_a_template_from_a_file_and_parts(pulled: Terminal, tmp_path: Path) -> None:
    template = tmp_path / "mine.json"
    template.write_text(template_text(a_page(Area(kind="area", box=Box(0, 0, 60, 40)))))

    typed = ("badges", "--template", str(template), "--part", "20", "--out", str(tmp_path / "b.pdf"))
    first, again = pulled.type(*typed), pulled.type(*typed)

    assert f"{tmp_path / 'b-1.pdf'} to b-" in first.stdout
    assert page_size_mm((tmp_path / "b-1.pdf").read_bytes()) == pytest.approx((60, 40), abs=0.01)
    assert f"{first.stdout.split()[0]} of them were there already." in again.stdout


def test_a_template_that_is_not_right_takes_one_line_of_the_list_and_a_check_says_why(
    pulled: Terminal,
) -> None:
    folder = pulled.folder / "data" / "templates"
    folder.mkdir()
    (folder / "mine.json").write_text('{"format": 1, "name": "x", "page": {"size": "A7"}, "front": []}')

    listed = pulled.type("badges", "--list").stdout
    assert "  default  " in listed
    said = pulled.type("badges", "--check", "--template", "mine")

    assert "  mine                 not right; why, says: badges --check --template 'mine'\n" in listed
    assert "front: there must be at least one" in str(said.exception)


def test_what_is_wrong_is_said_in_words(pulled: Terminal) -> None:
    wrong = {
        ("--out", "x.pdf", "--type", "Nosuch"): "Nobody has a ticket of type 'Nosuch'; there are: ",
        (): "Say where to: --out file.pdf (or --check",
        (
            "Nosuch event",
            "--out",
            "x.pdf",
        ): "There is no event 'Nosuch event' on this computer. Name one of the events: ",
        ("--out", "x.pdf", "--template", "nosuch"): "no badge template, and no file, called 'nosuch'",
        ("--out", "x.pdf", "--template", "nosuch.json"): "cannot be read: there is no such file",
        ("--out", "x.pdf", "--id", "nosuch"): "Nobody in the event has the id nosuch.",
        ("--check", "--search", "nobodyiscalledthis"): "not found by the words searched for",
        ("--out", "x.pdf", "--sheet", "nosuch"): "There is no sheet called 'nosuch'",
        ("--out", "/nowhere/x.pdf"): "There is no folder /nowhere. Make it, or choose another one.",
    }
    for typed, answer in wrong.items():
        said = pulled.type("badges", *typed)
        assert said.exit_code == 1
        assert answer in str(said.exception)


def test_without_an_event_one_is_to_be_pulled(terminal: Terminal) -> None:
    assert "pull one first" in str(terminal.type("badges", "--out", "x.pdf").exception)


def test_somebody_who_is_left_out_is_named_and_the_command_fails(
    ready_app: App, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name_everybody(ready_app, ("Ada", "Lovelace", ""), (SUMERIAN, "Sumer", ""))

    with pytest.raises(typer.Exit) as ended:
        print_ahead(ready_app, ready_app.pre_press(), tmp_path / "b.pdf", Wanted(), Style())

    said = capfd.readouterr()
    assert ended.value.exit_code == 3
    assert "Sumer, left out: " in said.err
    assert "1 badge on 1 page: " in said.out
    assert "1 badge left out, see above." in said.out


def test_where_not_one_can_be_drawn_no_file_is_promised(ready_app: App, tmp_path: Path) -> None:
    name_everybody(ready_app, (SUMERIAN, "Sumer", ""))
    with pytest.raises(BadgeError, match="Not one badge could be drawn"):
        print_ahead(ready_app, ready_app.pre_press(), tmp_path / "b.pdf", Wanted(), Style())


def test_ctrl_c_leaves_no_half_finished_file(
    ready_app: App, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    press, seen = ready_app.pre_press(), list[Attendee]()
    folder = tmp_path / "out"
    folder.mkdir()

    def interrupted(attendee: Attendee) -> Badge:
        seen.append(attendee)
        if len(seen) > 5:
            raise KeyboardInterrupt
        return press.badge_of(attendee)

    with pytest.raises(typer.Exit) as ended:
        print_ahead(ready_app, replace(press, badge_of=interrupted), folder / "b.pdf", Wanted(), Style())

    assert ended.value.exit_code == 130
    assert "No half-finished file is left" in capfd.readouterr().err
    assert list(folder.iterdir()) == []


def test_a_check_writes_nothing_and_says_in_few_lines_what_is_not_right(
    pulled: Terminal, tmp_path: Path
) -> None:
    good = pulled.type("badges", "--check")
    number = int(good.stdout.splitlines()[-1].split()[0])
    assert good.exit_code == 0
    assert f"{number} of {number} badges are as they should be." in good.stdout

    narrow = a_page(
        Text(
            kind="text", box=Box(1, 1, 2, 2), rows=(Row(shows=("{name}",), height=2, max_size=9, min_size=8),)
        ),
        Code(kind="code", box=Box(5, 5, 8, 8)),
    )
    (tmp_path / "narrow.json").write_text(template_text(narrow))
    bad = pulled.type("badges", "--check", "--template", str(tmp_path / "narrow.json"))

    assert bad.exit_code == 3
    assert f"0 of {number} badges are as they should be." in bad.stdout
    assert f"{number} badges would be left out; --with-faults prints what can be drawn:" in bad.stdout
    assert " does not fit on this badge." in bad.stdout
    assert f"{number} badges would be printed; look at them first:" in bad.stdout
    assert bad.stdout.count("it is not read at arm's length.") == 1
    assert len(bad.stdout.splitlines()) < 12
    assert not list(tmp_path.glob("*.pdf"))


def test_an_empty_name_a_cut_text_and_why_others_get_no_badge_are_said(
    ready_app: App, capfd: pytest.CaptureFixture[str]
) -> None:
    long = "The International Society for the Advancement of Names " * 5
    name_everybody(ready_app, ("Ada", "Lovelace", long), ("", "", "IBM"), ("Bob", "Low", ""))

    with changing(ready_app) as transaction:
        transaction.exec_driver_sql("UPDATE attendee SET status = 'revoked' WHERE given_name = 'Bob'")

    with pytest.raises(typer.Exit) as ended:
        check_ahead(ready_app, ready_app.pre_press(), Wanted(), Style())

    said = capfd.readouterr().out
    assert ended.value.exit_code == 3
    assert "     1  Cut short, because it does not fit: company.\n        Ada Lovelace\n" in said
    assert "There is no name to show: nobody can tell whose badge it is.\n        (no name: attendee " in said
    assert "Of 3 people, 1 with a revoked ticket gets no badge." in said
    assert "0 of 2 badges are as they should be." in said


def test_with_faults_a_name_comes_out_with_what_can_be_drawn_and_is_listed(
    ready_app: App, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name_everybody(ready_app, ("Ada", f"Love{SUMERIAN}lace", ""), ("Bob", "Low", ""))

    press = ready_app.pre_press()
    print_ahead(ready_app, press, tmp_path / "b.pdf", Wanted(), Style(with_faults=True))

    said = capfd.readouterr()
    assert f"Ada Love{SUMERIAN}lace, with a fault: " in said.err
    assert "2 badges on 2 pages: " in said.out
    assert "1 of them with a fault, see above." in said.out
    assert "Lovelace" in words((tmp_path / "b.pdf").read_bytes(), 0)


def test_nobody_else_may_read_the_file(pulled: Terminal, tmp_path: Path) -> None:
    pulled.type("badges", "--out", str(tmp_path / "b.pdf"))
    assert (tmp_path / "b.pdf").stat().st_mode & 0o077 == 0


def test_how_it_ends_is_told_by_its_help(terminal: Terminal) -> None:
    said = terminal.type("badges", "--help").stdout
    for line in (
        "0    all is well",
        "1    nothing could be done",
        "3    somebody's badge was left out",
        "130  ",
    ):
        assert line in said


def test_its_help_says_where_the_help_on_templates_is(terminal: Terminal) -> None:
    said = " ".join(terminal.type("badges", "--help").stdout.split())

    assert "resources/help/templates.md" in said
    assert "copy its file (--list says where it is), change the copy and name it with --template" in said


def test_of_everybody_who_gets_no_badge_the_reason_is_said(pulled: Terminal, tmp_path: Path) -> None:
    typed = ("badges", "--out", str(tmp_path / "b"))
    assert " with a cancelled ticket" in pulled.type(*typed, "--note").stdout

    again = pulled.type(*typed, "--unprinted")

    assert "who had a badge from this computer" in str(again.exception)
    assert (tmp_path / "b.pdf").exists()


def test_of_very_many_who_are_left_out_the_first_are_named(
    ready_app: App, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with changing(ready_app) as transaction:
        transaction.exec_driver_sql("UPDATE attendee SET status = 'valid'")
    press = ready_app.pre_press()
    number = press.count(Wanted())
    name_everybody(ready_app, ("Ada", "Low", ""), *[(SUMERIAN, "", "")] * (number - 1))

    with pytest.raises(typer.Exit):
        print_ahead(ready_app, press, tmp_path / "b.pdf", Wanted(), Style())

    said = capfd.readouterr().err.splitlines()
    assert len(said) == 51
    assert said[-1] == f"... and {number - 51} more; --check says which faults there are."


def test_codes_are_checked_as_the_chosen_printer_prints_them(
    ready_app: App, capfd: pytest.CaptureFixture[str]
) -> None:
    name = ready_app.templates.add(a_page(Code(kind="code", box=Box(5, 5, 16, 16))))
    press = ready_app.pre_press(template=name)
    check_ahead(ready_app, press, Wanted(), Style())

    ready_app.change_settings(printer=ready_app.settings.printer.model_copy(update={"dpi": 150}))
    with pytest.raises(typer.Exit):
        check_ahead(ready_app, press, Wanted(), Style())

    assert "dots of a printer with 150 dots per inch" in capfd.readouterr().out


def test_a_design_with_photos_is_said_to_stay_without_where_the_platform_has_none(
    pulled: Terminal, tmp_path: Path
) -> None:
    made = pulled.type("badges", "--out", str(tmp_path / "out.pdf"), "--template", "photo-a6")

    assert made.exit_code == 0
    assert NO_PHOTOS in " ".join(made.stderr.split())


@pytest.mark.parametrize(("more", "name"), [((), "thesis.pdf"), (("--part", "20"), "thesis-2.pdf")])
def test_a_file_somebody_else_wrote_is_replaced_only_where_that_is_typed(
    pulled: Terminal, tmp_path: Path, more: tuple[str, ...], name: str
) -> None:
    mine = tmp_path / name
    mine.write_bytes(b"four years of work")
    typed = ("badges", "--out", str(tmp_path / "thesis"), *more)

    refused = pulled.type(*typed)

    assert f"{mine} is there already, and this app did not write it." in str(refused.exception)
    assert "--replace" in str(refused.exception)
    assert mine.read_bytes() == b"four years of work"
    assert pulled.type(*typed, "--replace").exit_code == 0
    assert pages(mine)


def test_a_file_of_badges_may_be_replaced_by_badges(
    pulled: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "badges.pdf"
    assert pulled.type("badges", "--out", str(file)).exit_code == 0
    monkeypatch.chdir(tmp_path)

    assert pulled.type("badges", "--out", "../" + tmp_path.name + "/badges").exit_code == 0


def test_whoever_forgets_an_event_is_told_first_and_afterwards_which_files_of_badges_go(
    pulled: Terminal, server: PracticeServer, tmp_path: Path
) -> None:
    file = tmp_path / "for the printer" / "badges.pdf"
    file.parent.mkdir()
    pulled.type("badges", "--out", str(file))

    kept = pulled.type("forget", answers="n\n")
    assert f"This erases 1 file with badges in {file.parent}, too." in kept.stdout
    assert file.exists()
    gone = pulled.type("forget", answers="y\n")

    assert f"{biggest(server)} is erased from this computer." in gone.stdout
    assert f"With it went 1 file with badges in {file.parent}." in gone.stdout
    assert not file.exists()


def test_photos_are_fetched_from_the_terminal_and_a_check_names_whose_are_missing(
    terminal: Terminal, tmp_path: Path
) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("First name,Last name,Photo\nAda,Lovelace,ada.jpg\nAlan,Turing,gone.jpg\nBob,Low,\n")
    Image.new("RGB", (90, 120), "#336699").save(tmp_path / "ada.jpg")
    pull = ("pull", "--platform", "spreadsheet", "--account", "Gala", "--set", f"roster={listed}")
    check = ("badges", "--check", "--template", "photo-a6")

    assert "photo" not in terminal.type(*pull).stdout
    before = terminal.type(*check)
    fetched = terminal.type(*pull, "--photos")
    after = terminal.type(*check)

    assert "2 photos have not been fetched. To fetch them: checkin pull --photos" in before.stderr
    assert "1 photo could not be fetched; checkin pull --photos tries it again.\n" in fetched.stdout
    assert "     2  The photo has not been fetched.\n        Ada Lovelace, Alan Turing\n" in before.stdout
    assert "     1  The photo has not been fetched.\n        Alan Turing\n" in after.stdout
    assert "2 of 3 badges are as they should be." in after.stdout
    assert (before.exit_code, fetched.exit_code, after.exit_code) == (3, 0, 3)

    Image.new("RGB", (90, 120), "#336699").save(tmp_path / "gone.jpg")
    assert "All photos are here." in terminal.type(*pull, "--photos").stdout
    assert terminal.type(*check).exit_code == 0
    assert terminal.type("badges", "--check").exit_code == 0


def test_texts_that_were_cut_short_are_counted_also_in_parts_that_were_there(
    ready_app: App, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    long = "The International Society for the Advancement of Names " * 5
    press = ready_app.pre_press()

    for people, style in (
        ((("Ada", "Lovelace", long),), Style()),
        ((("Ada", "Lovelace", long), ("Bob", "Low", long), ("Cy", "Low", "")), Style(part=2)),
        ((("Ada", "Lovelace", long), ("Bob", "Low", long), ("Cy", "Low", "")), Style(part=2)),
    ):
        name_everybody(ready_app, *people)
        print_ahead(ready_app, press, tmp_path / "b.pdf", Wanted(), style)

    said = capfd.readouterr().out
    assert said.count("1 text was cut short: --check says whose.\n") == 1
    assert said.count("2 texts were cut short: --check says whose.\n") == 2
    assert "3 of them were there already." in said


def test_a_ticket_type_the_event_has_not_is_named_by_a_check(
    ready_app: App, capfd: pytest.CaptureFixture[str]
) -> None:
    kind = next(iter(ready_app.pre_press().types()))
    speaking = Area(kind="area", box=Box(0, 0, 60, 40), when=When(types=("VIPP", kind.upper())))
    name = ready_app.templates.add(a_page(speaking))

    check_ahead(ready_app, ready_app.pre_press(template=name), Wanted(), Style())

    said = capfd.readouterr().out
    assert "No ticket type of this event is called VIPP: what the template says of it has no effect." in said
    assert said.count("No ticket type") == 1


def test_one_badge_is_said_as_one(ready_app: App, capfd: pytest.CaptureFixture[str]) -> None:
    name_everybody(ready_app, ("Ada", "Lovelace", ""))

    check_ahead(ready_app, ready_app.pre_press(), Wanted(), Style())

    assert capfd.readouterr().out == "1 of 1 badge is as it should be.\n"
