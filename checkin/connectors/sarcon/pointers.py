"""JSON pointers (RFC 6901) into whatever a platform answers; nothing here fails on any document.

A ``*`` as a step stands for every row of a list: ``/check_ins/*/at``.
"""

from collections.abc import Iterator

from jsonpointer import EndOfList, JsonPointer, JsonPointerException

_EVERY = "*"
_LONGEST_TEXT = 500


def checked_pointer(pointer: str) -> str:
    """The pointer itself. Raises ValueError when it is none."""
    for piece in _pieces(pointer):
        try:
            JsonPointer(piece)
        except JsonPointerException as error:
            raise ValueError(f"no JSON pointer, such as /data/id ({error})") from error
    return pointer


def everything_at(document: object, pointer: str) -> tuple[object, ...]:
    """All that the pointer leads to, in order; empty when it leads nowhere."""
    found: tuple[object, ...] = (document,)
    for number, piece in enumerate(_pieces(pointer)):
        rows = found if number == 0 else tuple(row for one in found if isinstance(one, list) for row in one)
        found = tuple(_followed(rows, piece))
    return found


def first_at(document: object, pointer: str) -> object:
    """The first that the pointer leads to and that is not null; None when there is nothing."""
    return next((one for one in everything_at(document, pointer) if one is not None), None)


def text_at(document: object, pointer: str) -> str:
    """What the pointer leads to, as text without spaces around it; empty when it is no text and no number."""
    return as_text(first_at(document, pointer)) if pointer else ""


def as_text(value: object) -> str:
    """A text or a whole number as text; of texts by language the first; empty for anything else."""
    if isinstance(value, dict):
        value = next((one for one in value.values() if isinstance(one, str) and one), "")
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    # A lone half of a surrogate pair can be written in JSON but cannot be stored.
    return str(value).encode("utf-8", "ignore").decode().replace("\0", "").strip()[:_LONGEST_TEXT]


def _pieces(pointer: str) -> list[str]:
    """The pointer between its stars."""
    first, *steps = pointer.split("/")
    pieces = [first]  # empty in every pointer
    for step in steps:
        if step == _EVERY:
            pieces.append("")
        else:
            pieces[-1] += f"/{step}"
    return pieces


def _followed(rows: tuple[object, ...], piece: str) -> Iterator[object]:
    pointer = JsonPointer(piece)
    for row in rows:
        try:
            found: object = pointer.resolve(row)
        except (JsonPointerException, TypeError):  # TypeError: something beyond the end of a list
            continue
        if not isinstance(found, EndOfList):
            yield found
