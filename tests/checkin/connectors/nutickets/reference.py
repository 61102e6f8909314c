"""The operations of the REST API reference, and what is wrong with a request by them."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import httpx

_FILE = Path(__file__).parents[3] / "recordings" / "nutickets" / "operations.json"

# What the prose of the reference allows everywhere, and the page its own links carry.
_EVERYWHERE = {"async": {"type": "boolean"}, "asyncUuid": {"type": "string"}}
_IN_LINKS = {"GET /entry/tickets": {"page": {"type": "integer"}}}
# "Can be a string, or an array of option ID's": the schema beside it knows only of text.
_OR_NUMBERS = frozenset(["answer"])


@cache
def operations() -> dict[str, Any]:
    """By method and path."""
    found: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found


def examples() -> dict[str, object]:
    """What the reference shows as answers."""
    return {key: next(iter(one["responses"].values())) for key, one in operations().items()}


def faults(request: httpx.Request, base: str = "/v1") -> list[str]:
    """What is wrong with a request; nothing for one the reference allows."""
    key = f"{request.method} {request.url.path.removeprefix(base) or '/'}"
    operation = operations().get(key)
    if operation is None:
        return [f"{key}: not in the reference"]
    found = [
        *_in_query(key, operation, request),
        *_in_headers(operation, request),
        *_in_body(operation, request),
    ]
    return [f"{key}: {fault}" for fault in found]


def _in_query(key: str, operation: Mapping[str, Any], request: httpx.Request) -> Iterator[str]:
    declared = {one["name"]: one for one in operation["parameters"] if one["in"] == "query"}
    schemas = {name: one["schema"] for name, one in declared.items()} | _EVERYWHERE | _IN_LINKS.get(key, {})
    given = dict(request.url.params.multi_items())
    for name, value in given.items():
        if name not in schemas:
            yield f"unknown parameter {name}"
        elif not _is_in_text(value, schemas[name]):
            yield f"parameter {name} is {value!r}"
    yield from (
        f"{name} is missing" for name, one in declared.items() if one.get("required") and name not in given
    )


def _is_in_text(value: str, schema: Mapping[str, Any]) -> bool:
    match schema.get("type"):
        case "integer":
            return value.isdigit()
        case "boolean":
            return value in {"true", "false"}
        case "array":
            return all(_is_in_text(one, schema["items"]) for one in value.split(","))
        case _:
            return value in schema.get("enum", [value])


def _in_headers(operation: Mapping[str, Any], request: httpx.Request) -> Iterator[str]:
    if operation["secured"] and not request.headers.get("authorization", "").startswith("Bearer "):
        yield "no bearer token"
    if not request.headers.get("x-nu-company-id", "0").isdigit():
        yield "the company is no number"
    if "accept-language" not in request.headers:
        yield "no language"


def _in_body(operation: Mapping[str, Any], request: httpx.Request) -> Iterator[str]:
    if "body" not in operation:
        if request.content:
            yield "a body where none is known"
        return
    if request.headers.get("content-type") != "application/json":
        yield "the body is not called JSON"
    yield from _against(json.loads(request.content), operation["body"], "body")


def _against(value: object, schema: Mapping[str, Any], where: str) -> Iterator[str]:
    kinds = schema.get("type", "object" if "properties" in schema else [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    are_numbers = where.rpartition(".")[2] in _OR_NUMBERS and isinstance(value, list)
    if kinds and not are_numbers and not any(_is_a(value, kind) for kind in kinds):
        yield f"{where} is no {' or '.join(kinds)}"
        return
    yield from _of_value(value, schema, where)
    for name, inner in value.items() if isinstance(value, dict) else ():
        known = schema.get("properties", {}).get(name)
        yield from (
            [f"{where}.{name} is unknown"] if known is None else _against(inner, known, f"{where}.{name}")
        )
    for inner in value if isinstance(value, list) else ():
        yield from _against(inner, schema.get("items", {}), where)


def _of_value(value: object, schema: Mapping[str, Any], where: str) -> Iterator[str]:
    if value is not None and "enum" in schema and value not in schema["enum"]:
        yield f"{where} is {value!r}"
    if isinstance(value, str) and len(value) > schema.get("maxLength", len(value)):
        yield f"{where} is too long"


def _is_a(value: object, kind: str) -> bool:
    kinds: dict[str, tuple[type, ...]] = {
        "string": (str,),
        "integer": (int,),
        "number": (int, float),
        "boolean": (bool,),
        "array": (list,),
        "object": (dict,),
        "null": (type(None),),
    }
    return isinstance(value, kinds[kind]) and (kind == "boolean" or not isinstance(value, bool))
