import pytest

from checkin.practice.pretix.answers import understood
from checkin.practice.pretix.rows import AnswerRow, OptionRow, QuestionRow

OPTIONS = (OptionRow(id=5, identifier="V", answer="Vegan"), OptionRow(id=6, identifier="H", answer="Halal"))


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("B", True, "True"),
        ("B", "true", "True"),
        ("B", "no", "False"),
        ("C", "5", "Vegan"),
        ("C", "H", "Halal"),
        ("C", "5,6", None),
        ("C", "7", None),
        ("M", "5, H", "Vegan, Halal"),
        ("M", [6], "Halal"),
        ("N", "1.50", "1.50"),
        ("N", "many", None),
        ("S", "text", "text"),
        ("S", "", None),
        ("S", None, None),
    ],
)
def test_an_answer_is_kept_as_it_is_understood(kind: str, given: object, kept: str | None) -> None:
    question = QuestionRow(
        id=1, identifier="Q", text="?", type=kind, items=(1,), required=True, options=OPTIONS
    )

    answer = understood(question, given)

    assert (answer and answer.answer) == kept
    assert answer is None or isinstance(answer, AnswerRow)
