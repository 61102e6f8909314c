"""Sarcon's callbacks: that something changed in one of eight modules. Their form is not documented.

Nothing of a callback is kept but its module and what happened there; the next pull tells more.
It carries no signature that anybody documents: what proves it genuine is the secret address it comes to.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

_MODULES: Final = (
    "contact list",
    "registration",
    "ticket",
    "question",
    "speaker",
    "session",
    "hall",
    "contact",
)
"""As Sarcon lists them; the one with two words first."""

_ACTIONS: Final = {
    "added": frozenset({"add", "added", "create", "created", "new", "insert", "inserted", "store", "stored"}),
    "edited": frozenset({"edit", "edited", "update", "updated", "change", "changed", "modify", "modified"}),
    "deleted": frozenset({"delete", "deleted", "remove", "removed", "destroy", "destroyed"}),
}
_TELLING_KEYS: Final = frozenset(
    {"module", "type", "event", "event_type", "entity", "resource", "model", "topic", "trigger", "hook"}
    | {"action", "operation", "webhook_event"}
)
_OF_PEOPLE: Final = frozenset({"registration", "ticket", "question", "contact", "contact list", ""})
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_LONGEST = 100
_MOST_FIELDS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """What changed.

    Attributes:
        module: one of the eight in lower case; empty for one that is not known.
        action: ``"added"``, ``"edited"``, ``"deleted"``, or empty when it does not say.
    """

    module: str
    action: str


def read_hook(body: bytes) -> Nudge | None:
    """What a callback says; None when it is neither JSON nor a form."""
    members = _members(body)
    if members is None:
        return None
    words = [word.lower() for text in members for word in _WORD.findall(text[:_LONGEST])]
    return Nudge(module=_module(words), action=_action(words))


def concerns_attendees(_headers: Mapping[str, str], body: bytes) -> bool:
    """Whether it is worth a pull: a module the desk mirrors, or one nobody knows."""
    nudge = read_hook(body)
    return nudge is not None and nudge.module in _OF_PEOPLE


def _members(body: bytes) -> list[str] | None:
    """The texts that tell what it is about, of JSON or of a form."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    try:
        document: object = json.loads(text)
    except (ValueError, RecursionError):
        return _form(text)
    rows = document[:1] if isinstance(document, list) else [document]
    return list(_told(rows[0])) if rows and isinstance(rows[0], dict) else None


def _told(document: Mapping[str, object]) -> Iterator[str]:
    for name, value in document.items():
        if name.lower() in _TELLING_KEYS and isinstance(value, str):
            yield value


def _form(text: str) -> list[str] | None:
    try:
        pairs = parse_qsl(text, strict_parsing=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    return [value for name, value in pairs if name.lower() in _TELLING_KEYS]


def _module(words: list[str]) -> str:
    text = f" {' '.join(word.removesuffix('s') for word in words)} "
    return next((module for module in _MODULES if f" {module} " in text), "")


def _action(words: list[str]) -> str:
    return next((action for action, forms in _ACTIONS.items() if forms.intersection(words)), "")
