import re
from collections.abc import Iterator
from pathlib import Path

from checkin.app.capability_table import markdown
from checkin.connectors.registry import PLATFORMS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def folders_on_the_map() -> Iterator[str]:
    (tree,) = re.findall(r"^```\n(checkin/.*?)^```", GUIDE, flags=re.DOTALL | re.MULTILINE)
    above: list[str] = []
    for indent, name in re.findall(r"^( *)(\w+)/", tree, flags=re.MULTILINE):
        above[len(indent) // 2 :] = [name]
        yield "/".join(above)


def folders_with_python() -> set[str]:
    files = (path for top in ("checkin", "ui", "tests") for path in (ROOT / top).rglob("*.py"))
    folders = {path.parent.relative_to(ROOT).as_posix() for path in files}
    return {one for one in folders if not re.match(r"tests/(checkin|ui|fakes|recordings)/", one)}


def test_every_package_is_on_the_map() -> None:
    assert folders_with_python() - set(folders_on_the_map()) == set()


def test_every_folder_on_the_map_is_there() -> None:
    assert [one for one in folders_on_the_map() if not (ROOT / one).is_dir()] == []


def test_the_guide_can_be_read_at_once() -> None:
    assert len(GUIDE.splitlines()) <= 4 * 60


def test_the_readme_says_what_each_platform_can_do_as_the_code_does() -> None:
    (table,) = re.findall(r"<!-- platforms:[^>]*-->\n(.*?)\n<!-- /platforms -->", README, flags=re.DOTALL)

    assert table == markdown()
    assert all(platform.form.label in table for platform in PLATFORMS.values())
