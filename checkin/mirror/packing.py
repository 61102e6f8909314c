"""Values as one column of text, and back."""

from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from checkin.errors import MirrorError

T = TypeVar("T")

EMPTY = "{}"


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    if kind not in _adapters:  # making one is slow
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def pack(value: object) -> str:
    """A frozen value as JSON; what is as it is by default is left out."""
    return _adapter(type(value)).dump_json(value, exclude_defaults=True).decode()


def unpack(kind: type[T], text: str) -> T:
    """The value of this kind that was packed.

    Raises:
        MirrorError: it is no such value; somebody else has written into the file.
    """
    if text == EMPTY:
        return kind()
    try:
        return cast("T", _adapter(kind).validate_json(text))
    except ValidationError as error:
        raise MirrorError(f"The data on this computer are damaged ({kind.__name__}).") from error
