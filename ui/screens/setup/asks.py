"""What a platform can only ask once somebody is signed in."""

from collections.abc import Sequence
from dataclasses import replace

from checkin.model.platform import SetupField, SetupKind
from ui.screens.setup.answers import Answers, is_answered

AS_IT_IS = "Leave as it is"
"""The choice of whoever does not want to answer."""


class Asks:
    """The open questions and their answers.

    Attributes:
        fields: what is asked; empty when nothing is.
    """

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._platform = ""
        self._given: dict[str, str] = {}
        self.fields: tuple[SetupField, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields)

    def open(self, platform: str, fields: Sequence[SetupField]) -> None:
        """Ask these, without what has been answered since `close`."""
        self._platform = platform
        self.fields = tuple(
            _with_way_out(field)
            for field in fields
            if field.name not in self._given or not is_answered(field, self._given[field.name])
        )

    def close(self) -> None:
        """Ask nothing, and forget every answer."""
        self.fields, self._given = (), {}

    def answer(self, name: str, text: str) -> None:
        """Take an answer."""
        self._given[name] = text

    def value(self, field: SetupField) -> str:
        """The answer, else the one of the last time where it is still possible, else what is suggested."""
        given = self._given.get(field.name)
        if given is not None:
            return given
        before = self._answers.remembered(self._platform, field.name)
        possible = before is not None and (not field.options or before in dict(field.options))
        return field.preset if before is None or not possible else before

    @property
    def title(self) -> str:
        """What stands above the questions."""
        return "One more thing" if len(self.fields) == 1 else "A few more things"

    @property
    def missing(self) -> str:
        """What is still to be answered, in words; empty when nothing is."""
        open_ones = [field.label for field in self.fields if not is_answered(field, self.value(field))]
        return f"Still to choose: {', '.join(open_ones)}." if open_ones else ""

    def settle(self) -> tuple[dict[str, str], dict[str, str]]:
        """The answers as they stand: those for the connection, and the secret ones."""
        self._given |= {field.name: self.value(field) for field in self.fields}
        told = [(field, self._given[field.name]) for field in self.fields]
        return (
            {field.name: text.strip() for field, text in told if not field.secret},
            {field.name: text for field, text in told if field.secret and text},
        )


def _with_way_out(field: SetupField) -> SetupField:
    """A choice that need not be made can be left alone."""
    if field.kind is not SetupKind.CHOICE or field.required or "" in dict(field.options):
        return field
    return replace(field, options=(("", AS_IT_IS), *field.options))
