"""Reads the mapping file and says in words what is wrong with it, and where."""

import tomllib
from collections.abc import Mapping as AnyMapping
from pathlib import Path

from pydantic import ValidationError

from checkin.connectors.sarcon.mapping import Mapping
from checkin.errors import SettingsError

OPTION = "mapping"
"""The connection's option that holds the file's path."""

_LARGEST = 262_144  # bytes
_MOST_FAULTS = 5


def mapping_of(options: AnyMapping[str, str]) -> Mapping:
    """What the file says that a connection names; an empty mapping when it names none.

    Raises:
        SettingsError: the file cannot be read, or is not a mapping file; says where and what to do.
    """
    path = options.get(OPTION, "").strip()
    return read_mapping(Path(path)) if path else Mapping()


def read_mapping(file: Path) -> Mapping:
    """What the file says.

    Raises:
        SettingsError: it cannot be read, or is not a mapping file; says where and what to do.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    except OSError as error:
        raise SettingsError(
            f"The mapping file {file} cannot be read ({error.strerror}). Choose it again."
        ) from error
    if len(content) > _LARGEST:
        raise SettingsError(f"The mapping file {file} is far too large. Is it another file?")
    return _understood(file, _parsed(file, content))


def _parsed(file: Path, content: bytes) -> dict[str, object]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(f"The mapping file {file} is not saved as UTF-8. Save it so.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(
            f"The mapping file {file} is not valid TOML: {error}. "
            "Mend it there, or begin anew from the example."
        ) from error


def _understood(file: Path, content: dict[str, object]) -> Mapping:
    try:
        return Mapping.model_validate(content)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        told = "; ".join(f"{_place(fault['loc'])}: {_words(fault['msg'])}" for fault in faults[:_MOST_FAULTS])
        more = f"; and {len(faults) - _MOST_FAULTS} more" if len(faults) > _MOST_FAULTS else ""
        raise SettingsError(
            f"The mapping file {file} cannot be used. {told}{more}. "
            "Mend it there; the example explains each key."
        ) from error


def _place(steps: tuple[int | str, ...]) -> str:
    """Such as ``registrations.status.words.paid`` or ``stations[2].id``."""
    text = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".") or "the whole file"


def _words(message: str) -> str:
    told = message.removeprefix("Value error, ")
    return "this key is not known here" if told == "Extra inputs are not permitted" else told
