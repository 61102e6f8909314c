"""The operations of the REST API reference, and what is wrong with a request by them."""

from collections.abc import Mapping

import httpx

from tests.fakes import nutickets_by_document as document
from tests.fakes.answering import as_documented
from tests.fakes.openapi import Asked, Schema

_NO_LANGUAGE = "no language"


def operations() -> Mapping[str, Schema]:
    """By method and path."""
    return document.operations()


def examples() -> dict[str, object]:
    """What the reference shows as answers."""
    return {key: as_documented(one)[1] for key, one in operations().items()}


def faults(request: httpx.Request, base: str = "/v1") -> list[str]:
    """What is wrong with a request; nothing for one the reference allows."""
    asked = Asked(
        method=request.method,
        path=request.url.path.removeprefix(base) or "/",
        query=request.url.params.multi_items(),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.content,
    )
    found = document.the_api(in_background=True).faults(asked)
    return found if "accept-language" in asked.headers else [*found, _NO_LANGUAGE]
