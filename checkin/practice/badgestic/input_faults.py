"""What is wrong with an input, as ``fail`` tells it: pairs of a field and a code."""

import re
from collections.abc import Iterator, Mapping

from checkin.practice.badgestic.rows import OWN_FIELDS

Pair = list[str]

_LONGEST = 255
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_BETWEEN = {"year": (1900, 2200), "month": (1, 12), "day": (1, 31), "hour": (0, 23), "minute": (0, 59)}
_FARTHEST = 14.0


def of_guest(form: Mapping[str, str], *, is_new: bool) -> list[Pair]:
    """Faults of a guest's fields; of a new one those that have to be there are missed, too."""
    return [*_names(form, is_new=is_new), *_email(form), *_active(form), *_lengths(form)]


def _names(form: Mapping[str, str], *, is_new: bool) -> Iterator[Pair]:
    for name in ("first_name", "last_name"):
        if (is_new or name in form) and not form.get(name, "").strip():
            yield [name, "blank"]


def _email(form: Mapping[str, str]) -> Iterator[Pair]:
    email = form.get("email", "")
    if email and not _EMAIL.fullmatch(email):
        yield ["email", "invalid"]


def _active(form: Mapping[str, str]) -> Iterator[Pair]:
    if form.get("active", "true") not in {"true", "false"}:
        yield ["active", "inclusion"]


def _lengths(form: Mapping[str, str]) -> Iterator[Pair]:
    for name in ("first_name", "last_name", "email", *OWN_FIELDS):
        if len(form.get(name, "")) > _LONGEST:
            yield [name, "too_long"]


def of_event(form: Mapping[str, str], *, is_new: bool) -> list[Pair]:
    """Faults of an event's fields; a time is whole or not there."""
    return [*_event_name(form, is_new=is_new), *_offset(form), *_times(form, is_new=is_new)]


def _event_name(form: Mapping[str, str], *, is_new: bool) -> Iterator[Pair]:
    if (is_new or "name" in form) and not form.get("name", "").strip():
        yield ["name", "blank"]


def _offset(form: Mapping[str, str]) -> Iterator[Pair]:
    try:
        good = abs(float(form.get("utc_offset", "0"))) <= _FARTHEST
    except ValueError:
        good = False
    if not good:
        yield ["utc_offset", "inclusion"]


def _times(form: Mapping[str, str], *, is_new: bool) -> Iterator[Pair]:
    for name in ("starts_at", "ends_at"):
        for part, (least, most) in _BETWEEN.items():
            value = form.get(f"{name}_{part}")
            if value is None and not is_new:
                continue
            if value is None or not value.isdecimal() or not least <= int(value) <= most:
                yield [f"{name}_{part}", "invalid" if value else "blank"]
