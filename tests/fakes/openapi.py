"""An OpenAPI document: which operation a request is, and what is wrong with the request by it.

Stricter than the standard: what the document does not name is a fault, too.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

Schema = Mapping[str, Any]

_KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
_OWN_HEADERS = "x-nu-"
_AS_IT_STANDS = frozenset(["example", "enum", "default"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it came in; names of headers in lower case."""

    method: str
    path: str
    query: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def key(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """What a document allows.

    Attributes:
        operations: by method and path, all references followed.
        query_besides: what else may stand in a query although the document does not say so, by operation;
            under an empty key, of every operation.
        values_besides: members that may be any of these kinds although their schema does not say so.
    """

    operations: Mapping[str, Schema]
    query_besides: Mapping[str, Mapping[str, Schema]] = field(default_factory=dict)
    values_besides: Mapping[str, str] = field(default_factory=dict)

    def faults(self, asked: Asked) -> list[str]:
        """What is wrong with a request; nothing for one the document allows."""
        operation = self.operations.get(asked.key)
        if operation is None:
            return [f"{asked.key}: not in the document"]
        found = [
            *self._in_query(asked, operation),
            *_in_headers(asked, operation),
            *self._in_body(asked, operation),
        ]
        return [f"{asked.key}: {fault}" for fault in found]

    def _in_query(self, asked: Asked, operation: Schema) -> Iterator[str]:
        declared = {one["name"]: one for one in operation.get("parameters", ()) if one["in"] == "query"}
        besides = {**self.query_besides.get("", {}), **self.query_besides.get(asked.key, {})}
        schemas = besides | {name: one["schema"] for name, one in declared.items()}
        given = [name for name, _ in asked.query]
        for name, text in asked.query:
            if name not in schemas:
                yield f"unknown parameter {name}"
            elif schemas[name].get("type") == "array":
                yield from against(text, schemas[name]["items"], name)
            else:
                yield from against(_typed(text, schemas[name]), schemas[name], name)
            if given.count(name) > 1 and schemas.get(name, {}).get("type") != "array":
                yield f"{name} is given twice"
        required = [name for name, one in declared.items() if one.get("required")]
        yield from (f"{name} is missing" for name in required if name not in given)

    def _in_body(self, asked: Asked, operation: Schema) -> Iterator[str]:
        described = operation.get("requestBody")
        if described is None or not asked.body:
            if asked.body:
                yield "a body where none is known"
            if described is not None and described.get("required"):
                yield "no body"
            return
        content = described["content"].get(asked.headers.get("content-type", ""))
        if content is None:
            yield "a body of an unknown content type"
            return
        yield from against(json.loads(asked.body), content["schema"], "body", self.values_besides)


def _in_headers(asked: Asked, operation: Schema) -> Iterator[str]:
    declared = {one["name"].lower(): one for one in operation.get("parameters", ()) if one["in"] == "header"}
    for name, text in asked.headers.items():
        if name in declared:
            yield from against(_typed(text, declared[name]["schema"]), declared[name]["schema"], name)
        elif name.startswith(_OWN_HEADERS):
            yield f"unknown header {name}"
    if operation.get("security") and not re.fullmatch(r"Bearer \S+", asked.headers.get("authorization", "")):
        yield "no bearer token"
    if not any(kind in asked.headers.get("accept", "") for kind in ("application/json", "*/*")):
        yield "JSON is not accepted"


def _typed(text: str, schema: Schema) -> object:
    """What a text means in a query or a header, where all is text."""
    kind = schema.get("type")
    if kind in {"integer", "number"} and re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    return text == "true" if kind == "boolean" and text in {"true", "false"} else text


def against(
    value: object, schema: Schema, where: str, besides: Mapping[str, str] | None = None
) -> Iterator[str]:
    """What is wrong with a value, by its schema."""
    kinds = [*kinds_of(schema), *filter(None, [(besides or {}).get(where.rpartition(".")[2])])]
    if kinds and not any(_is_a(value, kind) for kind in kinds):
        yield f"{where} is no {' or '.join(kinds)}"
        return
    yield from _of_value(value, schema, where)
    known: Schema = schema.get("properties", {})
    if isinstance(value, dict):
        yield from (f"{where}.{name} is missing" for name in schema.get("required", ()) if name not in value)
        for name, inner in value.items() if known else ():
            unknown = [f"{where}.{name} is unknown"]
            yield from (against(inner, known[name], f"{where}.{name}", besides) if name in known else unknown)
    for inner in value if isinstance(value, list) else ():
        yield from against(inner, schema.get("items", {}), f"{where}[]", besides)


def _of_value(value: object, schema: Schema, where: str) -> Iterator[str]:
    if "enum" in schema and value is not None and value not in schema["enum"]:
        yield f"{where} is none of the values there are"
    if isinstance(value, str):
        if len(value) > schema.get("maxLength", len(value)):
            yield f"{where} is too long"
        if schema.get("format") == "date-time" and not _is_instant(value):
            yield f"{where} is no instant"


def _is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def kinds_of(schema: Schema) -> list[str]:
    """The types a value may have; all for none."""
    kinds = schema.get("type", "object" if "properties" in schema else [])
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _is_a(value: object, kind: str) -> bool:
    return isinstance(value, _KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def read_operations(file: Path) -> dict[str, Schema]:
    """The operations of a document, by method and path."""
    document = json.loads(file.read_text(encoding="utf-8"))
    return {
        f"{method.upper()} {path}": _followed(operation, document)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def _followed(value: Any, document: Schema) -> Any:
    """The same with what its references lead to in their place."""
    if isinstance(value, list):
        return [_followed(one, document) for one in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("$ref"), str):
        target: Any = document
        for name in value["$ref"].removeprefix("#/").split("/"):
            target = target[name]
        return _followed(target, document)
    return {
        name: one
        if name in _AS_IT_STANDS
        else _members(one, document)
        if name == "properties"
        else _followed(one, document)
        for name, one in value.items()
    }


def _members(members: Schema, document: Schema) -> Schema:
    # What writes such documents in PHP writes [] for a member of which nothing is known.
    return {name: _followed(one, document) or {} for name, one in members.items()}
