import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = [path for top in ("checkin", "ui", "tests") for path in sorted((ROOT / top).rglob("*.py"))]
CORE_MODULES = sorted((ROOT / "checkin").rglob("*.py"))
LINES_OF_A_MODULE = 450
LINES_OF_A_FUNCTION = 60
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions_in(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())

    assert lines <= LINES_OF_A_MODULE


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_a_function_fits_on_a_screen(path: Path) -> None:
    long = [one.name for one in functions_in(path) if lines_of(one) > LINES_OF_A_FUNCTION]

    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=names(MODULES))
def test_a_name_says_what_is_inside(path: Path) -> None:
    assert not NAMES_THAT_SAY_NOTHING & {path.stem, path.parent.name}


@pytest.mark.parametrize("path", CORE_MODULES, ids=names(CORE_MODULES))
def test_a_module_of_the_core_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree_of(path))
