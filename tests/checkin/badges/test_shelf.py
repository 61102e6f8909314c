import os
import resource
import threading
from pathlib import Path

import pytest

from checkin.badges.shelf import DEFAULT, Kept, Shelf
from checkin.badges.template import Area, BadgeTemplate, Box, default_template, template_text
from checkin.errors import BadgeError
from tests.checkin.badges.examples import a_page
from tests.fakes.open_umask import everybody_may_read, open_to_others


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "templates"


@pytest.fixture
def shelf(folder: Path) -> Shelf:
    return Shelf(folder)


def a_template(title: str = "Summit", width: float = 20) -> BadgeTemplate:
    return a_page(Area(kind="area", box=Box(5, 5, width, 10)), name=title)


def own(shelf: Shelf) -> list[Kept]:
    return [kept for kept in shelf.all() if not kept.bundled]


def put(folder: Path, file: str, text: str | bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_a_new_installation_has_the_templates_of_the_app_the_default_first(shelf: Shelf) -> None:
    first, *others = shelf.all()
    assert (first.name, first.bundled, first.fault) == (DEFAULT, True, "")
    assert shelf.get(DEFAULT) == default_template()
    titles = [kept.title.casefold() for kept in others]
    assert titles == sorted(titles)


def test_looking_makes_no_folder(shelf: Shelf, folder: Path) -> None:
    shelf.all()
    assert not folder.exists()


def test_a_template_that_is_added_is_there_after_the_next_start(shelf: Shelf, folder: Path) -> None:
    name = shelf.add(a_template("Gala dinner, 2nd night"))
    assert name == "gala-dinner-2nd-night"
    assert Shelf(folder).get(name) == a_template("Gala dinner, 2nd night")
    assert own(Shelf(folder)) == [Kept(name=name, title="Gala dinner, 2nd night", bundled=False)]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ausweis für Gäste", "ausweis-fur-gaste"),
        ("名札", "badge"),
        ("../../etc/passwd", "etc-passwd"),
        ("con", "badge-con"),
        ("x" * 100, "x" * 50),
        ("Default", "default-2"),
    ],
)
def test_a_template_gets_a_name_every_system_takes(shelf: Shelf, title: str, name: str) -> None:
    assert shelf.add(a_template(title)) == name
    assert shelf.get(name).name == title


def test_a_title_that_is_taken_gets_a_number(shelf: Shelf) -> None:
    names = [
        shelf.add(a_template("Summit")),
        shelf.add(a_template("SUMMIT")),
        shelf.add(a_template("y" * 100)),
    ]
    names.append(shelf.add(a_template("y" * 100)))
    assert [kept.title for kept in own(shelf)] == ["Summit", "SUMMIT (2)", f"{'y' * 96} (2)", "y" * 100]
    assert names[:2] == ["summit", "summit-2"]
    assert len(set(names)) == 4


def test_the_same_name_comes_from_other_titles(shelf: Shelf) -> None:
    assert [shelf.add(a_template(title)) for title in ("Foo!", "Foo?")] == ["foo", "foo-2"]


def test_ones_own_is_changed_by_saving_it(shelf: Shelf) -> None:
    name = shelf.add(a_template())
    shelf.save(name, a_template("Summit, wider", width=30))
    assert shelf.get(name) == a_template("Summit, wider", width=30)
    assert [kept.name for kept in own(shelf)] == [name]


def test_what_was_removed_while_somebody_worked_on_it_is_there_again_when_they_save(shelf: Shelf) -> None:
    name = shelf.add(a_template())
    shelf.remove(name)
    shelf.save(name, a_template())
    assert shelf.get(name) == a_template()


def test_those_of_the_app_cannot_be_changed_nor_removed(shelf: Shelf) -> None:
    with pytest.raises(BadgeError, match="default comes with the app"):
        shelf.save(DEFAULT, a_template())
    with pytest.raises(BadgeError, match="Duplicate it, and change the copy"):
        shelf.remove(DEFAULT)
    assert shelf.get(DEFAULT) == default_template()


def test_a_copy_can_be_changed_and_the_original_stays(shelf: Shelf) -> None:
    copies = [shelf.duplicate(DEFAULT), shelf.duplicate(DEFAULT)]
    shelf.save(copies[0], a_template())
    assert shelf.get(copies[1]).front == default_template().front == shelf.get(DEFAULT).front
    title = default_template().name
    assert shelf.get(copies[1]).name == f"{title} (copy) (2)"


def test_what_is_removed_is_gone(shelf: Shelf) -> None:
    name = shelf.add(a_template())
    shelf.remove(name)
    assert own(shelf) == []
    for gone in (shelf.get, shelf.remove, shelf.duplicate):
        with pytest.raises(BadgeError, match="There is no badge template called 'summit'"):
            gone(name)


HOSTILE = (
    "",
    ".",
    "..",
    "../secret",
    "/etc/passwd",
    "a/b",
    "a\\b",
    "a\0b",
    "con",
    "nul",
    "x" * 300,
    "Ümlaut",
    "-a",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_leads_out_of_the_folder(shelf: Shelf, folder: Path, name: str) -> None:
    shelf.add(a_template())
    put(folder.parent, "secret.json", template_text(a_template()))
    before = set(folder.parent.rglob("*"))
    for verb in (shelf.get, shelf.remove, shelf.duplicate):
        with pytest.raises(BadgeError, match="no badge template"):
            verb(name)
    with pytest.raises(BadgeError, match="small letters"):
        shelf.save(name, a_template())
    assert set(folder.parent.rglob("*")) == before


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "the file is empty"),
        ("no json", "this is not JSON"),
        ("[" * 100_000, "brackets stand within brackets"),
        ("[]", "not right"),
        ('{"format": 2}', "format"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"\0" * 100, "this is not JSON"),
    ],
)
def test_a_broken_file_is_listed_with_its_fault_and_hides_no_other(
    shelf: Shelf, folder: Path, text: str | bytes, fault: str
) -> None:
    sound = shelf.add(a_template())
    put(folder, "Broken one.json", text)
    broken, other = own(shelf)
    assert (broken.name, broken.title) == ("Broken one", "Broken one")
    assert fault in broken.fault
    assert "Broken one.json" in broken.fault
    assert (other.name, other.fault) == (sound, "")
    with pytest.raises(BadgeError, match=r"Broken one\.json"):
        shelf.get("Broken one")


def test_a_broken_file_can_be_removed_or_replaced(shelf: Shelf, folder: Path) -> None:
    put(folder, "a.json", "{")
    put(folder, "b c.json", "{")
    shelf.save("b c", a_template())
    shelf.remove("a")
    assert [(kept.name, kept.fault) for kept in own(shelf)] == [("b c", "")]


def test_what_is_no_file_is_not_waited_for(shelf: Shelf, folder: Path) -> None:
    put(folder, "other.txt", "not ours")
    put(folder, ".hidden.json", "not ours")
    (folder / "folder.json").mkdir()
    os.mkfifo(folder / "pipe.json")
    (folder / "dangling.json").symlink_to(folder / "nothing")
    assert {kept.name for kept in own(shelf)} == {"folder", "pipe", "dangling"}
    assert all("no such file" in kept.fault or "is no file" in kept.fault for kept in own(shelf))


def test_what_is_too_large_is_not_read(shelf: Shelf, folder: Path) -> None:
    put(folder, "huge.json", "")
    os.truncate(folder / "huge.json", 50_000_000)
    assert "is larger than any badge template" in own(shelf)[0].fault


def test_a_file_called_like_one_of_the_apps_is_said_and_not_used(shelf: Shelf, folder: Path) -> None:
    put(folder, "Default.json", template_text(a_template()))
    assert shelf.get(DEFAULT) == default_template()
    (kept,) = own(shelf)
    assert kept.name == "Default.json"
    assert "called like one that comes with the app" in kept.fault
    shelf.remove(kept.name)
    assert own(shelf) == []


def test_a_template_travels_as_a_file(shelf: Shelf, tmp_path: Path) -> None:
    shelf.give_out(DEFAULT, tmp_path / "For Ada.json")
    other = Shelf(tmp_path / "elsewhere" / "templates")
    name = other.take_in(tmp_path / "For Ada.json")
    assert other.get(name).front == default_template().front
    assert {file.name for file in tmp_path.iterdir()} == {"For Ada.json", "elsewhere"}


def test_an_editors_byte_order_mark_does_no_harm(shelf: Shelf, tmp_path: Path) -> None:
    put(tmp_path, "saved.json", b"\xef\xbb\xbf" + template_text(a_template()).encode())
    assert shelf.get(shelf.take_in(tmp_path / "saved.json")) == a_template()


@pytest.mark.parametrize(
    ("text", "fault"), [("{}", "not right: format: this must be there"), (b"%PDF-1.7\xff", "cannot be read")]
)
def test_a_file_that_is_no_template_is_not_taken_in(
    shelf: Shelf, tmp_path: Path, text: str | bytes, fault: str
) -> None:
    put(tmp_path, "letter.json", text)
    with pytest.raises(BadgeError, match=r"letter\.json") as refused:
        shelf.take_in(tmp_path / "letter.json")
    assert fault in str(refused.value)
    with pytest.raises(BadgeError, match="there is no such file"):
        shelf.take_in(tmp_path / "nothing.json")
    assert own(shelf) == []


def test_a_place_nobody_may_write_to_is_said(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(BadgeError, match="could not be saved in /proc/self"):
        shelf.give_out(DEFAULT, Path("/proc/self/badge.json"))
    put(tmp_path, "file", "")
    in_a_file = Shelf(tmp_path / "file" / "templates")
    with pytest.raises(BadgeError, match="could not be saved"):
        in_a_file.add(a_template())
    with pytest.raises(BadgeError, match="cannot be looked at"):
        Shelf(tmp_path / "file").all()


def test_a_full_disk_is_said_and_keeps_what_was_there(shelf: Shelf, folder: Path) -> None:
    name = shelf.add(a_template())
    files = set(folder.iterdir())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        for write in (shelf.add, lambda large: shelf.save(name, large)):
            with pytest.raises(BadgeError, match=r"could not be saved in .*: File too large.*still there"):
                write(default_template())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert set(folder.iterdir()) == files
    assert shelf.get(name) == a_template()


def test_many_who_add_at_once_get_a_name_each(shelf: Shelf, folder: Path) -> None:
    names: list[str] = []
    together = threading.Barrier(6)

    def add() -> None:
        together.wait(timeout=10)
        names.append(Shelf(folder).add(a_template()))

    threads = [threading.Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)
    assert sorted(names) == ["summit", *(f"summit-{number}" for number in range(2, 7))]
    assert len(own(shelf)) == 6


def test_ones_own_are_nobody_elses_but_what_is_given_out_is_anybodys(
    shelf: Shelf, folder: Path, tmp_path: Path
) -> None:
    with everybody_may_read():
        shelf.add(a_template())
        shelf.give_out(DEFAULT, tmp_path / "out.json")
    assert open_to_others(folder) == {}
    assert (tmp_path / "out.json").stat().st_mode & 0o044


def test_a_template_that_is_not_right_goes_out_as_it_is(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "half-done.json").write_text('{"format": 1}', encoding="utf-8")

    Shelf(own).give_out("half-done", tmp_path / "out.json")

    assert (tmp_path / "out.json").read_text(encoding="utf-8") == '{"format": 1}'


def test_nobody_else_may_read_what_writing_takes(shelf: Shelf, folder: Path) -> None:
    shelf.add(a_template())
    lock = folder.with_name("templates.lock")
    assert lock.stat().st_mode & 0o077 == 0
