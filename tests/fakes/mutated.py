"""Documents that are not what a contract says: damaged as a whole, or in a member."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Json = Any
Place = tuple[str, ...]
"""Names from the outside in; every row of a list is at the same place."""

WRONG_KIND: Mapping[bool, tuple[Json, ...]] = {
    True: (None, [], {}, [[]], [None], {"id": {}}, "x" * 100_000),
    False: (None, 7, -1, 1e300, "text", "", True),
}
"""What may stand where a single value (True), or a list or object (False) was. Another single value would be
no damage but a lie, and so would be an empty list."""

ANY_ROW = "*"

HOSTILE: Mapping[str, bytes] = {
    "null": b"null",
    "a number": b"5",
    "a text": b'"text"',
    "an empty object": b"{}",
    "an object without content": b'{"data": null}',
    "brackets without end": b"[" * 10_000 + b"]" * 10_000,
    "objects without end": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "no number": b'{"data": NaN}',
    "a number without end": b'{"data": [1e400], "results": 1e400, "guests": -1e400}',
    "bytes that are no text": b'{"data": "\xff\xfe\xfa"}',
    "very much": b'{"data": "' + b"x" * 5_000_000 + b'"}',
    "a web page": b"<!DOCTYPE html><title>Welcome</title>",
    "nothing": b"",
}
"""Instead of an answer. None of them is in a form that any contract gives for "there is nobody", so all of
them are dishonest: whoever was known before must stay. Honest are only an empty list bare or where the
contract has its list, which may take those away whose list it is."""


def dumped(document: Json) -> bytes:
    return json.dumps(document).encode()


def _each_leaf(document: Json, change: Callable[[Json], Json]) -> Json:
    if isinstance(document, dict):
        return {name: _each_leaf(value, change) for name, value in document.items()}
    if isinstance(document, list):
        return [_each_leaf(value, change) for value in document]
    return change(document)


WRONG: Mapping[str, Callable[[Json], Json]] = {
    "lists where values were": lambda document: _each_leaf(document, lambda _value: [1]),
    "objects where values were": lambda document: _each_leaf(document, lambda _value: {"id": 1}),
    "nothing where values were": lambda document: _each_leaf(document, lambda _value: None),
}


def surprised(document: Json) -> Json:
    """With a member nobody knows in each object at every depth."""
    if isinstance(document, dict):
        said = {name: surprised(value) for name, value in document.items()}
        return {**said, "surprise": {"nested": [1, {"deeper": None}], "text": "boo"}}
    if isinstance(document, list):
        return [surprised(value) for value in document]
    return document


def places(document: Json, at: Place = ()) -> Iterator[Place]:
    """Every place of a document, each once for all rows of a list."""
    if isinstance(document, dict):
        for name, value in document.items():
            yield (*at, name)
            yield from places(value, (*at, name))
    elif isinstance(document, list):
        yield from dict.fromkeys(place for row in document for place in places(row, (*at, ANY_ROW)))


def values(document: Json, place: Sequence[str]) -> Iterator[Json]:
    """What is at a place, in each row."""
    if not place:
        yield document
    elif isinstance(document, list):
        for row in document:
            yield from values(row, place[1:])
    elif isinstance(document, dict) and place[0] in document:
        yield from values(document[place[0]], place[1:])


def replaced(document: Json, place: Sequence[str], value: Json) -> Json:
    """With something else at a place."""
    if not place:
        return value
    first, *rest = place
    if isinstance(document, list) and first == ANY_ROW:
        return [replaced(row, rest, value) for row in document]
    if isinstance(document, dict) and first in document:
        return {**document, first: replaced(document[first], rest, value)}
    return document
