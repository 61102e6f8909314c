import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.checkout import ROOT, Checkout, a_checkout

LOCK = (ROOT / "packaging/requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


# ---------------------------------------------------------------------------- what is installed


def entries_of_the_lock() -> list[str]:
    without_comments = re.sub(r"^\s*#.*\n", "", LOCK, flags=re.MULTILINE)
    return re.sub(r"\\\n", " ", without_comments).splitlines()


def name_in(requirement: str) -> str:
    name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_locked_package_is_pinned_and_has_a_hash() -> None:
    loose = [
        entry
        for entry in entries_of_the_lock()
        if not re.fullmatch(r"[a-z0-9._-]+==[^ ;]+( ; [^-]+?)?( +--hash=sha256:[0-9a-f]{64})+", entry)
    ]

    assert loose == []


def test_the_lock_says_nothing_of_where_it_was_made() -> None:
    assert "://" not in LOCK
    assert "--index" not in LOCK
    assert "--find-links" not in LOCK


def test_everything_declared_is_locked() -> None:
    declared = {name_in(one) for one in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]}

    assert declared <= {name_in(entry) for entry in entries_of_the_lock()}


def imports_of(package: str) -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((str(path), alias.name.split(".")[0]) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield str(path), node.module.split(".")[0]


@pytest.mark.parametrize("package", ["checkin", "ui"])
def test_every_foreign_import_is_a_declared_dependency(package: str) -> None:
    declared = {name_in(one) for one in PROJECT["dependencies"]}
    homes = importlib.metadata.packages_distributions()
    own = sys.stdlib_module_names | {
        "checkin",
        "ui",
        "shiboken6",
    }  # the last is PySide6's, of the same version

    undeclared = {
        (path, module)
        for path, module in imports_of(package)
        if module not in own and not declared & {name_in(home) for home in homes.get(module, [])}
    }

    assert undeclared == set()


def test_the_folder_called_packaging_is_no_package() -> None:
    # It would stand in front of the library of the same name, which pytest itself imports.
    assert not (ROOT / "packaging/__init__.py").exists()


def test_qt_keeps_count_of_its_references_to_none() -> None:
    # PySide6 6.12.0 loses one with each call of a void method and kills Python 3.11 after some thousands.
    draw = (
        "from PySide6.QtGui import QPainterPath as P\np = P()\nfor i in range(200_000): p.addRect(0, 0, 1, 1)"
    )

    done = subprocess.run([sys.executable, "-c", draw], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


# ---------------------------------------------------------------------------- run.sh


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return a_checkout(tmp_path)


@pytest.fixture
def ready(checkout: Checkout) -> Checkout:
    checkout.environment["CHECKIN_NO_APT"] = "1"
    return checkout


RUN = "packaging/run.sh"

EVERYTHING = " ".join(
    re.sub(r"\|\S+", "", names)
    for names in re.findall(r"^APT_\w+='([^']*)'", (ROOT / RUN).read_text(encoding="utf-8"), re.MULTILINE)
)
"""The system packages the scripts ask for, under the first of their names."""


@pytest.mark.parametrize("arguments", [(), ("dance",)])
def test_a_verb_it_does_not_have_is_answered_with_those_it_has(
    checkout: Checkout, arguments: tuple[str, ...]
) -> None:
    ran = checkout.run(RUN, *arguments)

    assert ran.status == 2
    assert "usage: sh packaging/run.sh VERB" in ran.said
    assert checkout.calls() == []


def test_who_may_not_install_system_packages_gets_the_list_and_the_command(checkout: Checkout) -> None:
    checkout.environment["INSTALLED"] = "libgl1"

    ran = checkout.run(RUN, "demo")

    assert ran.status == 1
    assert "\n    libegl1\n" in ran.said
    assert "\n    libgl1\n" not in ran.said
    assert "apt-get update && apt-get install -y --no-install-recommends libglib2.0-0 " in ran.said


def test_nothing_is_installed_before_the_system_packages_are_there(checkout: Checkout) -> None:
    checkout.run(RUN, "demo")

    assert not (checkout.folder / ".venv").exists()


def test_checks_need_no_system_library_but_what_makes_virtual_environments(checkout: Checkout) -> None:
    checkout.environment["WITHOUT_VENV"] = "yes"

    ran = checkout.run(RUN, "check")

    assert ran.status == 1
    assert ran.said.rstrip().splitlines()[2:5] == ["", "    python3.11-venv", ""]


def test_root_gets_what_is_missing_under_the_name_this_release_has_for_it(checkout: Checkout) -> None:
    checkout.environment |= {"USER_ID": "0", "APT_KNOWS": "libglib2.0-0t64", "INSTALLED": "libzbar0t64"}

    checkout.run(RUN, "demo")

    install = checkout.calls()[checkout.calls().index("apt-get update") + 1].split()
    assert "libglib2.0-0t64" in install
    assert "libglib2.0-0" not in install
    assert "libzbar0" not in install


def test_who_may_become_root_without_a_password_does_so(checkout: Checkout) -> None:
    checkout.command("sudo", '#!/bin/sh\necho "sudo $*" >>"$CALLS"\n')

    checkout.run(RUN, "demo")

    assert "sudo apt-get update" in checkout.calls()
    assert checkout.calls()[-1] == "-m checkin demo --headless"


def test_a_system_package_that_cannot_be_had_stops_it_with_the_list(checkout: Checkout) -> None:
    checkout.environment["USER_ID"] = "0"
    checkout.command("apt-get", "#!/bin/sh\necho E: no such thing\nexit 100\n")

    ran = checkout.run(RUN, "demo")

    assert ran.status == 1
    assert "E: no such thing" in ran.said
    assert "apt-get install -y --no-install-recommends libgl1" in ran.said


def test_a_system_without_apt_is_told_what_it_needs_and_goes_on(checkout: Checkout) -> None:
    checkout.without("dpkg-query")

    ran = checkout.run(RUN, "demo")

    assert ran.status == 0
    assert "libzbar0" in ran.said


def test_an_installation_broken_off_is_taken_up_again(ready: Checkout) -> None:
    broken = ready.environment | {"FAILING": "--require-hashes"}
    ready.environment, whole = broken, ready.environment
    assert ready.run(RUN, "demo").status == 1

    ready.environment = whole

    assert ready.run(RUN, "demo").status == 0
    assert sum("--require-hashes" in call for call in ready.calls()) == 2


def test_a_second_run_only_runs(ready: Checkout) -> None:
    ready.run(RUN, "demo")
    first = len(ready.calls())

    ready.run(RUN, "demo")

    assert ready.calls()[first:] == ["-m checkin demo --headless"]


def test_a_changed_lock_is_installed(ready: Checkout) -> None:
    ready.run(RUN, "demo")
    (ready.folder / "packaging/requirements.lock").write_text("", encoding="utf-8")

    ready.run(RUN, "demo")

    assert sum("--require-hashes" in call for call in ready.calls()) == 2


def test_without_a_display_the_demo_is_headless_and_says_so(ready: Checkout) -> None:
    ran = ready.run(RUN, "demo", "--fast")

    assert "No display here" in ran.said
    assert ready.calls()[-1] == "-m checkin demo --headless --fast"


def test_a_demo_asked_to_be_headless_is_not_asked_twice(ready: Checkout) -> None:
    ready.run(RUN, "demo", "--headless")

    assert ready.calls()[-1] == "-m checkin demo --headless"


def test_with_a_display_the_demo_may_open_a_window(ready: Checkout) -> None:
    ready.environment["DISPLAY"] = ":0"

    ready.run(RUN, "demo")

    assert ready.calls()[-1] == "-m checkin demo"


def test_the_window_without_a_display_says_what_to_do_instead(ready: Checkout) -> None:
    ran = ready.run(RUN, "app")

    assert ran.status == 1
    assert "sh packaging/run.sh demo" in ran.said
    assert ready.calls() == []


def test_the_window_can_be_opened_where_nobody_sees_it(ready: Checkout) -> None:
    ready.run(RUN, "app", "--offscreen")

    assert ready.calls()[-1] == "-m checkin"


def test_the_tests_run_in_two_orders_and_the_first_measures_coverage(ready: Checkout) -> None:
    ready.run(RUN, "test")

    first, second = ready.calls()[-2:]
    seeds = [re.findall(r"--randomly-seed=(\d+)", call) for call in (first, second)]
    assert seeds[0] != seeds[1]
    assert "--cov-fail-under=95" in first
    assert "--cov" not in second


def test_who_may_not_read_the_systems_pdf_printer_gets_a_copy_once(checkout: Checkout) -> None:
    checkout.environment["INSTALLED"] = EVERYTHING
    checkout.command("apt-get", '#!/bin/sh\necho "apt-get $*" >>"$CALLS"\n: >"$2_1.deb"\n')
    checkout.command("dpkg-deb", '#!/bin/sh\nmkdir "$3/usr"\n')

    checkout.run(RUN, "test", "-q")
    checkout.run(RUN, "test", "-q")

    assert [path.name for path in (checkout.folder / ".venv/cups-pdf").iterdir()] == ["usr"]
    assert [call for call in checkout.calls() if "apt-get" in call] == [
        "apt-get download printer-driver-cups-pdf"
    ]


def test_a_pdf_printer_that_cannot_be_had_is_said_and_the_tests_run(checkout: Checkout) -> None:
    checkout.environment["INSTALLED"] = EVERYTHING
    checkout.command("apt-get", "#!/bin/sh\nexit 100\n")

    ran = checkout.run(RUN, "test", "-q")

    assert "cups-pdf could not be fetched" in ran.said
    assert checkout.calls()[-1] == "-m pytest -q"


def test_tests_that_fail_are_not_run_again(ready: Checkout) -> None:
    ready.environment["FAILING"] = "--cov"

    assert ready.run(RUN, "test").status == 1
    assert "--cov-branch" in ready.calls()[-1]


def test_arguments_of_the_tests_go_to_pytest(ready: Checkout) -> None:
    ready.run(RUN, "test", "tests/stories", "-k", "a queue")

    assert ready.calls()[-1] == "-m pytest tests/stories -k a queue"


def test_one_failed_check_keeps_none_from_running_and_fails_all(ready: Checkout) -> None:
    ready.environment["FAILING"] = "-m mypy"

    ran = ready.run(RUN, "check")

    assert ran.status == 1
    assert "FAILED: [mypy]" in ran.said
    assert "importlinter" in ready.calls()[-1]


def test_a_computer_without_a_new_enough_python_is_told_which_one(ready: Checkout) -> None:
    ready.environment["FAILING"] = "version_info"

    ran = ready.run(RUN, "check")

    assert ran.status == 1
    assert "Python 3.11 or newer is needed" in ran.said


# ---------------------------------------------------------------------------- .ci/run


def with_readme(checkout: Checkout, text: str) -> Checkout:
    (checkout.folder / "README.md").write_text(text, encoding="utf-8")
    (checkout.folder / RUN).write_text('echo "ran $*"\n[ "$1" != "$FAILING" ]\n', encoding="utf-8")
    return checkout


def test_what_is_tested_is_what_the_readme_tells_newcomers(checkout: Checkout) -> None:
    with_readme(checkout, "Test:\n\n    sh packaging/run.sh test   # twice\n")

    assert checkout.run(".ci/run").said == "ran check\nran test\n"


def test_a_readme_without_the_test_command_fails(checkout: Checkout) -> None:
    ran = with_readme(checkout, "Just try `sh packaging/run.sh test`.\n").run(".ci/run")

    assert ran.status == 1
    assert "no longer has the line" in ran.said


@pytest.mark.parametrize("verb", ["check", "test"])
def test_either_failing_fails_both_and_both_are_run(checkout: Checkout, verb: str) -> None:
    with_readme(checkout, "sh packaging/run.sh test\n").environment["FAILING"] = verb

    ran = checkout.run(".ci/run")

    assert (ran.status, ran.said) == (1, "ran check\nran test\n")
