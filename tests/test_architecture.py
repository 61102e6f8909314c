"""What holds for every module. One test a rule, not one a module and rule: there are a thousand modules."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = [path for top in ("checkin", "ui", "tests") for path in sorted((ROOT / top).rglob("*.py"))]
CORE_MODULES = sorted((ROOT / "checkin").rglob("*.py"))
LINES_OF_A_MODULE = 450
LINES_OF_A_FUNCTION = 60
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions_in(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Those long enough to look at; only statements are gone through, expressions hold no functions."""
    if text_of(path).count("\n") < LINES_OF_A_FUNCTION:
        return
    waiting: list[ast.AST] = [ast.parse(text_of(path))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            waiting += getattr(node, part, ())


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_there_are_modules() -> None:
    assert len(MODULES) > len(CORE_MODULES) > 100


def test_a_module_can_be_read_in_one_sitting() -> None:
    lines = {name(path): len(text_of(path).splitlines()) for path in MODULES}

    assert {path: count for path, count in lines.items() if count > LINES_OF_A_MODULE} == {}


def test_a_function_fits_on_a_screen() -> None:
    long = [
        f"{name(path)}: {one.name}"
        for path in MODULES
        for one in functions_in(path)
        if lines_of(one) > LINES_OF_A_FUNCTION
    ]

    assert long == []


def test_a_name_says_what_is_inside() -> None:
    assert [name(path) for path in MODULES if NAMES_THAT_SAY_NOTHING & {path.stem, path.parent.name}] == []


def test_a_module_of_the_core_says_what_it_is_for() -> None:
    assert [name(path) for path in CORE_MODULES if not text_of(path).startswith('"""')] == []
