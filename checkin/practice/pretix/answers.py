"""What somebody answered at the door, as pretix understands it."""

from decimal import Decimal, InvalidOperation

from checkin.practice.pretix.rows import AnswerRow, OptionRow, QuestionRow


def understood(question: QuestionRow, given: object) -> AnswerRow | None:
    """An answer as it is kept; None for one that cannot be understood, which pretix drops silently."""
    if given is None:
        return None
    match question.type:
        case "B":
            return _of_boolean(question, given)
        case "C" | "M":
            return _of_options(question, given)
        case "N":
            return _of_number(question, given)
        case _:
            text = str(given)
            return AnswerRow(question=question.id, answer=text) if text or not question.required else None


def _of_boolean(question: QuestionRow, given: object) -> AnswerRow:
    is_yes = given is True or str(given) in {"true", "True", "1"}
    return AnswerRow(question=question.id, answer="True" if is_yes else "False")


def _of_options(question: QuestionRow, given: object) -> AnswerRow | None:
    """Options by number or identifier, several of them parted by commas."""
    wanted = given if isinstance(given, list) else str(given).split(",")
    chosen = [_option(question, str(one).strip()) for one in wanted]
    found = [one for one in chosen if one is not None]
    if len(found) != len(chosen) or (question.type == "C" and len(found) != 1):
        return None
    return AnswerRow(
        question=question.id,
        answer=", ".join(one.answer for one in found),
        options=tuple(one.id for one in found),
    )


def _option(question: QuestionRow, text: str) -> OptionRow | None:
    return next((one for one in question.options if text in {str(one.id), one.identifier}), None)


def _of_number(question: QuestionRow, given: object) -> AnswerRow | None:
    try:
        return AnswerRow(question=question.id, answer=str(Decimal(str(given))))
    except InvalidOperation:
        return None
