"""How somebody answers who knows nothing but the schemas of the answers.

Each way takes an operation of an OpenAPI document and gives a status and a body that fit it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.fakes.openapi import Schema, kinds_of

Way = Callable[[Schema], tuple[int, object]]

_TEXTS = (
    *("", " ", "string", "0", "7", "-1", "in", "out", "valid", "scanned", "true", "null", "guest:1", "[]"),
    *("Zoë Ångström", "李小龍", "محمد عبد الله", "👩🏽‍🚀", "Adler, Anna"),
    *("e\u0301\u202e", "\u0000", "\ud800", "A" * 3000),
    *("2026-11-22T12:30:00.000000Z", "2026-11-22 12:30:00", "0001-01-01T00:00:00+14:00", "9999-12-31"),
    *("http://other.example/v1/entry/tickets?page=2", "http://[/?page=9", "?page=0", "?page=-3"),
    *("Europe/London", "Entry", "97WG2VGJK2", "0x0C27069B10A92615528F", "0c27069b"),
)
_NUMBERS = (0, 1, 2, 3, 7, 100, -1, -5, 2**31, 2**53 + 1, 2**63, 10**18, 10**30)
_FRACTIONS = (0.0, -0.5, 1.25, 1e-300, 1e300)
_INSTANTS = ("2026-11-22T12:30:00.000000Z", "1970-01-01T00:00:00Z", "2099-02-28T23:59:59.999999+13:45")
_DEEP = 3


def as_documented(operation: Schema) -> tuple[int, object]:
    """What the document shows, and whatever fits where it shows nothing."""
    status, content = _good(operation)[0]
    if "example" in content:
        return status, content["example"]
    return status, _filled(content["schema"])


def minimal(operation: Schema) -> tuple[int, object]:
    """Nothing that need not be there, and the least of what must."""
    status, content = _good(operation)[0]
    return status, _least(content["schema"])


def filled(operation: Schema) -> tuple[int, object]:
    """Everything there may be, with the values a machine puts in: no example is looked at."""
    status, content = _good(operation)[0]
    return status, _machine_made(content["schema"])


@dataclass
class AtRandom:
    """Anything that fits; the same seed and the same questions give the same answers.

    Attributes:
        nulls: how many members are null all the same, as in examples whose schemas know of none.
    """

    seed: int
    nulls: float = 0.0
    _dice: Random = field(init=False)

    def __post_init__(self) -> None:
        self._dice = Random(self.seed)

    def __call__(self, operation: Schema) -> tuple[int, object]:
        status, content = self._dice.choice(_good(operation))
        return status, self._any(content["schema"])

    def _any(self, schema: Schema, depth: int = 0) -> object:
        if depth and self._dice.random() < self.nulls:
            return None
        if schema.get("enum"):
            return self._dice.choice(list(schema["enum"]))
        kinds = kinds_of(schema) or ["string", "integer", "null", "object"]
        return self._of_kind(self._dice.choice(kinds), schema, depth)

    def _of_kind(self, kind: str, schema: Schema, depth: int) -> object:
        roll = self._dice
        match kind:
            case "object":
                return self._object(schema, depth)
            case "array":
                length = roll.choice((0, 1, 1, 2, 3)) if depth <= 2 * _DEEP else 0
                return [self._any(schema.get("items", {}), depth + 1) for _ in range(length)]
            case "string":
                return roll.choice(_INSTANTS if schema.get("format") == "date-time" else _TEXTS)
            case "integer":
                return roll.choice(_NUMBERS)
            case "number":
                return roll.choice(_NUMBERS + _FRACTIONS)
            case _:
                return roll.random() < 0.5 if kind == "boolean" else None

    def _object(self, schema: Schema, depth: int) -> dict[str, object]:
        required = schema.get("required", ())
        known: dict[str, Schema] = schema.get("properties") or {}
        if not known and depth < _DEEP:
            known = {"id": {"type": "integer"}, "name": {"type": "string"}, "question": {"type": "string"}}
        return {
            name: self._any(inner, depth + 1)
            for name, inner in known.items()
            if name in required or self._dice.random() < 0.85
        }


@dataclass(frozen=True, slots=True)
class Refusing:
    """A refusal of one status, wherever the document has it; else as documented."""

    status: int

    def __call__(self, operation: Schema) -> tuple[int, object]:
        found = operation["responses"].get(str(self.status))
        if found is None:
            return as_documented(operation)
        content = found["content"]["application/json"]
        return self.status, content.get("example", _filled(content["schema"]))


def _good(operation: Schema) -> list[tuple[int, Schema]]:
    return [
        (int(status), answer["content"]["application/json"])
        for status, answer in operation["responses"].items()
        if status.startswith("2")
    ]


def _filled(schema: Schema) -> object:
    return schema["example"] if "example" in schema else _machine_made(schema)


def _machine_made(schema: Schema) -> object:
    if schema.get("enum"):
        return schema["enum"][0]
    kinds = kinds_of(schema)
    if "object" in kinds:
        return {name: _machine_made(inner) for name, inner in schema.get("properties", {}).items()}
    if "array" in kinds:
        return [_machine_made(schema["items"])] if schema.get("items") else []
    if "string" in kinds:
        return "2019-08-24T14:15:22Z" if schema.get("format") == "date-time" else "string"
    return True if "boolean" in kinds else 0 if kinds else None


def _least(schema: Schema) -> object:
    kinds = kinds_of(schema)
    smallest: dict[str, Any] = {"array": [], "string": "", "integer": 0, "number": 0, "boolean": False}
    if not kinds or "null" in kinds:
        return None
    if kinds[0] == "object":
        known = schema.get("properties", {})
        return {name: _least(known[name]) for name in schema.get("required", ())}
    return schema["enum"][0] if schema.get("enum") else smallest[kinds[0]]
