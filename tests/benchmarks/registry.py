"""Which benchmarks there are: every module beside this one that has a `measure`."""

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.measurement import Measurement


def found() -> dict[str, Callable[[], Measurement]]:
    """Every benchmark by the name of its module; a module without `measure` is not one."""
    names = sorted(
        module.name
        for module in pkgutil.iter_modules([str(Path(__file__).parent)])
        if module.name != "__main__" and not module.name.startswith("test_")
    )
    modules = {name: importlib.import_module(f"tests.benchmarks.{name}") for name in names}
    return {name: module.measure for name, module in modules.items() if hasattr(module, "measure")}
