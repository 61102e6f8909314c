"""Signing in again: exactly the secrets of the connected platform's form are asked."""

from collections.abc import Callable

from checkin.app import App
from checkin.model.form import FieldKind, Form, FormField
from checkin.model.platform import PlatformForm
from ui.screens.filling import Filling, FormShown


class SigningIn:
    """What is typed to sign in again; nothing of it is kept longer than it takes.

    Args:
        app: the app.
        changed: called after anything changed.
    """

    def __init__(self, app: App, changed: Callable[[], object]) -> None:
        self._app, self._changed = app, changed
        self._number = 0
        self._filling: Filling | None = None

    @property
    def platform(self) -> PlatformForm | None:
        """What is known of the connected platform."""
        connection = self._app.settings.connection
        wanted = "" if connection is None else connection.platform
        return next((form for form in self._app.platforms() if form.platform == wanted), None)

    @property
    def account(self) -> str:
        """Who signs in, and where."""
        connection, platform = self._app.settings.connection, self.platform
        if connection is None:
            return ""
        label = connection.platform if platform is None else platform.label
        return f"{label}, {connection.account}" if connection.account else label

    @property
    def shown(self) -> FormShown | None:
        """The form while it is open."""
        if self._filling is None:
            return None
        hint = "" if self.platform is None else self.platform.scan_hint
        advice = "\n".join(part for part in (self.account, hint) if part)
        return self._filling.show(self._number, "Sign in again", advice, "Sign in")

    def open(self) -> None:
        """Ask for the secrets."""
        platform = self.platform
        fields = () if platform is None else platform.fields
        self._number += 1
        self._filling = Filling(
            Form(
                fields=tuple(
                    FormField(
                        name=field.name,
                        label=field.label,
                        kind=FieldKind.SECRET,
                        required=field.required,
                        help=field.help,
                        placeholder=field.placeholder,
                    )
                    for field in fields
                    if field.secret
                )
            )
        )

        self._changed()

    def give(self, key: int, text: str) -> None:
        """Take what was typed."""
        if self._filling is not None and self._filling.give(key, text):
            self._changed()

    def take(self) -> dict[str, str] | None:
        """What was typed, and the form is closed; None when something is missing."""
        filling = self._filling
        if filling is None or not filling.check():
            self._changed()
            return None
        secrets = {name: self._read(name, text) for name, text in filling.answers.items() if text}
        self._filling = None
        return secrets

    def _read(self, name: str, text: str) -> str:
        """What was typed, or what a code says that was scanned into the field."""
        platform = self.platform
        read = self._app.read_setup_code(text)
        if read is None or platform is None or read[0] != platform.platform:
            return text
        return read[1].get(name, text)

    def leave(self) -> None:
        """Nothing is signed in."""
        self._filling = None
        self._changed()
