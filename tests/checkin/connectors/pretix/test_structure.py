from checkin.connectors.pretix import conversion, questions
from checkin.connectors.pretix.rows import CheckinList, EventRow, EventSettings, Item, Question
from checkin.model.form import FieldKind
from tests.checkin.connectors.pretix.recorded import recording


def question(number: int, kind: str, **changes: object) -> Question:
    row = {"id": number, "question": {"de": "Frage"}, "type": kind, "ask_during_checkin": True, "items": [1]}
    return Question.model_validate(row | changes)


def test_every_kind_of_answer_a_desk_can_take_is_asked() -> None:
    types = ["N", "S", "T", "B", "C", "M", "D", "H", "W", "CC", "TEL"]
    asked = [question(number, kind) for number, kind in enumerate(types)]

    kinds = [field.kind for field in questions.fields(asked, {})]

    assert kinds[:4] == [FieldKind.NUMBER, FieldKind.TEXT, FieldKind.LINES, FieldKind.TICK]
    assert kinds[4:] == [
        FieldKind.CHOICE,
        FieldKind.CHOICES,
        FieldKind.DATE,
        FieldKind.TIME,
        FieldKind.MOMENT,
        FieldKind.TEXT,
        FieldKind.TEXT,
    ]


def test_what_a_desk_cannot_take_is_said() -> None:
    asked = [question(1, "F"), question(2, "F", ask_during_checkin=False), question(3, "S")]

    assert [field.name for field in questions.fields(asked, {})] == ["question_3"]
    assert len(questions.unasked(asked)) == 1
    assert "Frage" in questions.unasked(asked)[0]


def test_what_depends_on_another_answer_needs_none() -> None:
    (field,) = questions.fields([question(1, "S", required=True, dependency_question=7)], {})

    assert not field.required


def test_answers_are_told_in_the_platforms_form() -> None:
    asked = [question(1, "B"), question(2, "M"), question(3, "T"), question(4, "S")]
    given = {"question_1": "no", "question_2": "3\n4", "question_3": "a\nb", "question_4": "yes"}

    told = questions.answers(given, asked)

    assert told == {"1": "false", "2": "3,4", "3": "a\nb", "4": "yes"}


def test_answers_the_platform_would_drop_are_told_in_its_spelling() -> None:
    asked = [question(1, "N"), question(2, "CC")]

    assert questions.answers({"question_1": "42,5", "question_2": "de"}, asked) == {"1": "42.5", "2": "DE"}
    kept = {row["question_identifier"]: row["answer"] for row in recording("302")["response_body"]["answers"]}
    assert (kept["AGE"], kept["LAND"]) == ("42.5", "DE")
    dropped = recording("303")["response_body"]["position"]["answers"]
    assert "AGE" not in {row["question_identifier"] for row in dropped}


def test_keys_that_are_none_are_left_out() -> None:
    for keys in (["?", "aGVsbG8=", 7, "//8="], "x", None):
        event = EventRow.model_validate({"slug": "x", "valid_keys": {"pretix_sig1": keys}})
        assert conversion.keys(event) == ()


def test_events_in_test_mode_and_series_are_spoken_of() -> None:
    event = EventRow.model_validate({"slug": "x", "testmode": True, "has_subevents": True})

    assert len(conversion.notes(event, ())) == 2


def test_where_one_name_is_asked_for_walk_ins_are_asked_for_one() -> None:
    item = Item.model_validate({"id": 1, "variations": [{"id": 2, "active": False}, {"id": "?"}]})

    form = conversion.walk_in([item], EventSettings(name_scheme="full"))

    assert [field.name for field in form.fields] == ["given_name", "company", "email"]
    assert form.ticket_types == ()
    assert form.refused


def test_nameless_things_are_named_by_their_numbers() -> None:
    item = Item.model_validate({"id": 1, "active": True, "variations": [{"id": 2, "active": True}]})
    nameless = CheckinList.model_validate({"id": 3, "rules": "?"})

    assert [one.name for one in conversion.ticket_types([item])] == ["Product 1", "Product 1, Variation 2"]
    assert conversion.zones([nameless], {})[0].name == "List 3"
    assert conversion.zones([nameless], {})[0].rules.logic == {}
    assert [one.name for one in conversion.stations([nameless])] == ["List 3", "List 3 (exit)"]
    assert conversion.walk_in([item], EventSettings()).ticket_types == (("1-2", "Product 1, Variation 2"),)
