"""What a person has answered to the forms of the platforms, one set for each."""

import json
from collections.abc import Iterable, Mapping

from checkin.model.platform import PlatformForm, SetupField, SetupKind
from checkin.settings import Connection

BASE_URL, ACCOUNT = "base_url", "account"
_OWN = frozenset({BASE_URL, ACCOUNT})

ROSTER = "roster"
"""The field of a list of attendees: it is shown before it is taken."""

COLUMNS = "columns"
"""The option that says which column of the list is what, as JSON."""

MAPPING = "mapping"
"""The field of a file that says how to speak to the platform: it can be tried out."""


class Answers:
    """Remembers by platform what was typed, chosen and scanned; one platform never sees another's."""

    def __init__(self) -> None:
        self._given: dict[str, dict[str, str]] = {}
        self._remembered: dict[str, Mapping[str, str]] = {}

    def recall(self, connection: Connection) -> None:
        """Begin with what the last connection was; of secrets nothing is known."""
        own = {BASE_URL: connection.base_url, ACCOUNT: connection.account}
        self._given[connection.platform] = {**connection.options, **own}
        self._remembered[connection.platform] = connection.options

    def remembered(self, platform: str, name: str) -> str | None:
        """What the last connection's option said, None when there was none."""
        return self._remembered.get(platform, {}).get(name)

    def give(self, platform: str, name: str, text: str) -> None:
        """Take an answer."""
        self._given.setdefault(platform, {})[name] = text

    def of(self, platform: str, field: SetupField) -> str:
        """The answer to a field, or what stands there at first."""
        return self._given.get(platform, {}).get(field.name, field.preset)

    def get(self, form: PlatformForm | None, name: str) -> str:
        """The answer to the field of that name; empty when the form has none."""
        found = field_of(form, name)
        return "" if form is None or found is None else self.of(form.platform, found)

    def forget_secrets(self, form: PlatformForm) -> None:
        """The keyring has them now."""
        given = self._given.get(form.platform, {})
        for field in form.fields:
            if field.secret:
                given.pop(field.name, None)

    def secrets(self, form: PlatformForm) -> dict[str, str]:
        """The secret ones that were answered."""
        told = {field.name: self.of(form.platform, field) for field in form.fields if field.secret}
        return {name: text for name, text in told.items() if text}

    def options(self, form: PlatformForm) -> dict[str, str]:
        """What the connection is to remember besides address and account."""
        return {
            field.name: self.of(form.platform, field).strip()
            for field in form.fields
            if not field.secret and field.name not in _OWN
        }


def field_of(form: PlatformForm | None, name: str, kind: SetupKind | None = None) -> SetupField | None:
    """The form's field of that name, and of that kind; None when there is none."""
    fields: Iterable[SetupField] = () if form is None else form.fields
    return next(
        (field for field in fields if field.name == name and (kind is None or field.kind is kind)), None
    )


def is_answered(field: SetupField, text: str) -> bool:
    """Whether there is an answer, or none is needed."""
    return not field.required or bool(text if field.secret else text.strip())


def columns_in(text: str | None) -> dict[str, str]:
    """The choice of columns as it was kept; nothing when it is not ours."""
    try:
        chosen = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(chosen, dict):
        return {}
    return {str(name): header for name, header in chosen.items() if isinstance(header, str)}
