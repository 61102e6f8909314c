"""Pages of a list: how large, in what order, and where the next one is."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from checkin.practice.pretix.calls import Call
from checkin.practice.pretix.replies import Headers, Problem, Reply

MOST: Final = 50

_Row = TypeVar("_Row")


def paged(
    call: Call, rows: Sequence[_Row], document: Callable[[_Row], object], headers: Headers = ()
) -> Reply:
    """One page of rows, written out.

    Raises:
        Problem: there is no such page.
    """
    size = min(_number(call.value("page_size"), MOST), MOST)
    number = _number(call.value("page"), 1)
    last = max(1, -(-len(rows) // size))
    if call.value("page") == "last":
        number = last
    if number > last or (
        _number(call.value("page"), 0) != number and call.value("page") not in {None, "last"}
    ):
        raise Problem(404, {"detail": "Invalid page."})
    body = {
        "count": len(rows),
        "next": _address(call, number + 1) if number < last else None,
        "previous": _address(call, number - 1) if number > 1 else None,
        "results": [document(row) for row in rows[(number - 1) * size : number * size]],
    }
    return Reply(body=body, headers=headers)


def ordered(call: Call, rows: Sequence[_Row], keys: Mapping[str, Callable[[_Row], Any]]) -> list[_Row]:
    """Rows in the order the query asks for; as they are when it asks for none that is known."""
    wanted = call.value("ordering") or ""
    key = keys.get(wanted.removeprefix("-"))
    return list(rows) if key is None else sorted(rows, key=key, reverse=wanted.startswith("-"))


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() and int(text) > 0 else default


def _address(call: Call, page: int) -> str:
    pairs = [(name, value) for name, value in call.pairs if name != "page"]
    if page > 1:
        pairs.append(("page", str(page)))
    query = urlencode(sorted(pairs, key=lambda pair: pair[0]))
    return f"{call.base}{call.path}" + (f"?{query}" if query else "")
