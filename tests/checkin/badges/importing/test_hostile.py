"""Whatever a platform sends, it becomes a template that can be printed, or is refused in words."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from checkin.badges.importing import Converted, converted
from checkin.badges.importing.open_event_form import FieldRow
from checkin.badges.render import render_badge
from checkin.errors import BadgeError
from checkin.model.badge_design import BadgeDesign, DesignKind
from tests.checkin.badges.examples import a_badge
from tests.checkin.badges.importing.designs import a_form, a_row, a_textarea

_NUMBERS = some.one_of(
    some.integers(-200, 400), some.floats(-1e6, 1e6), some.sampled_from(["12.5", "-3", "1e9", "NaN", ""])
)
_WORDS = some.one_of(
    some.sampled_from(["attendee_name", "other", "secret", "question_1", "{item} / {x}", "{", "|}{", "QR"]),
    some.text(max_size=12),
)
_ANYTHING = some.one_of(
    _NUMBERS, _WORDS, some.none(), some.booleans(), some.lists(_NUMBERS, max_size=4), some.just({"a": {}})
)
_KINDS = some.sampled_from(["textarea", "textcontainer", "barcodearea", "imagearea", "poweredby"])
_NAMES = [*a_textarea(), "height", "size", "verticalalign", "text_i18n", "nowhitespace", "locale"]
_ROW_NAMES = [*a_row(), *FieldRow.model_fields]


def _spoiled(usual: dict[str, Any], names: list[str]) -> some.SearchStrategy[dict[str, Any]]:
    spoiling = some.dictionaries(some.sampled_from(names), _ANYTHING, max_size=4)
    return spoiling.map(lambda changes: {**usual, **changes})


def _is_printed_or_refused(design: BadgeDesign) -> None:
    try:
        made = converted(design)
    except BadgeError as refusal:
        words = str(refusal)
    else:
        words = _printed(made)
    assert words.startswith("The badge design")


def _printed(made: Converted) -> str:
    assert render_badge(made.template, a_badge(company="ACME", code="a-code")).startswith(b"%PDF")
    return "The badge design is printed"


_pieces = some.lists(
    some.one_of(
        _spoiled(a_textarea(), _NAMES),
        _KINDS.flatmap(
            lambda kind: _spoiled(
                {"type": kind, "left": 3, "bottom": 3, "size": 20, "width": 30, "height": 20, "fontsize": 9},
                _NAMES,
            )
        ),
        _ANYTHING,
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=_pieces, size=_ANYTHING, texts=_ANYTHING)
def test_any_layout_of_pretix(pieces: list[object], size: object, texts: object) -> None:
    document = {"layout": [*pieces, a_textarea()], "size": [size], "texts": texts, "questions": texts}
    _is_printed_or_refused(
        BadgeDesign(name="x", kind=DesignKind.PRETIX, document=json.dumps(document).replace("NaN", "null"))
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=some.lists(some.one_of(_spoiled(a_row(), _ROW_NAMES), _ANYTHING), min_size=1, max_size=5),
    attributes=some.dictionaries(
        some.sampled_from(["badge_size", "badge_orientation", "badge_color"]), _ANYTHING
    ),
)
def test_any_form_of_open_event(rows: list[Any], attributes: dict[str, Any]) -> None:
    _is_printed_or_refused(a_form(*rows, a_row(99), **attributes))
