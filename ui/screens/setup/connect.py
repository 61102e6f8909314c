"""Which platform, where, and who signs in: the decisions of the first step."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from checkin.app import App
from checkin.errors import (
    CheckinError,
    ConnectorError,
    CredentialsError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.platform import Account, Capability, PlatformForm, SetupField
from checkin.settings import Connection
from ui import wording
from ui.screens.messages import Message, of_error
from ui.screens.setup.address import is_plain_http, tidy_address
from ui.tasks import Ask
from ui.theme.tokens import Tone

PRACTICE = "practice"
"""The choice that is no platform."""

PLAIN_HTTP_MEANS = (
    "Everything sent to an http:// address can be read by anybody on the way, your password and the "
    "attendees' names included. Go on only when the network between here and there is your own."
)

_WORDS = {
    Capability.CHECK_IN_OUR_TIME: "Check-ins arrive with the time they happened at the door.",
    Capability.CHECK_IN_THEIR_TIME: "Check-ins arrive, stamped with the time the platform hears of them.",
    Capability.CHECK_OUT: "Check-outs arrive too.",
    Capability.UNDO: "A check-in taken back here is taken back there.",
    Capability.WALK_IN: "People registered at the desk are added there.",
    Capability.CORRECTION: "Corrected names are sent back.",
    Capability.DELTA_PULL: "Later updates bring only what has changed, so they are quick.",
    Capability.ZONES: "Sessions and rooms can each have their own door.",
}


_ADVICE: dict[type[CheckinError], str] = {
    UnreachableError: "Look at the address and at this computer's network, then try again.",
    ThrottledError: "Wait a minute, then try again.",
    CredentialsError: "Look at the e-mail address and type the password again; capitals matter.",
    UnreadableReplyError: "Look at the address: another website may be answering there.",
    ConnectorError: "Look at the address, then try again.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A platform one may choose, or practice."""

    id: str
    label: str
    description: str


_PRACTISE = Option(
    id=PRACTICE,
    label="Practise with a made-up event",
    description="Nothing to sign in to. Invented attendees, a real desk: try everything, break nothing.",
)


class ConnectStep:
    """The first step: it ends with somebody signed in, or practising.

    Attributes:
        options: what may be chosen; empty until `load` came back.
        choice: the id of the chosen option.
        plain_http: a person ticked that unencrypted transport is wanted.
        busy: what is under way, in words; empty when nothing is.
        account: who is signed in, None before.
        trouble: what went wrong last, None when nothing did.
    """

    def __init__(self, app: App, ask: Ask, changed: Callable[[], object]) -> None:
        self._app = app
        self._ask = ask
        self._changed = changed
        self._forms: dict[str, PlatformForm] = {}
        self._typed: dict[str, str] = {}
        self.options: tuple[Option, ...] = ()
        self.choice = ""
        self.plain_http = False
        self.busy = ""
        self.account: Account | None = None
        self.trouble: Message | None = None
        self._recall(app.settings.connection)

    def _recall(self, kept: Connection | None) -> None:
        if kept is None:
            return
        self.choice = kept.platform
        self.plain_http = kept.plain_http
        self._typed = {"base_url": kept.base_url, "account": kept.account}

    def load(self) -> None:
        """Ask which platforms there are."""
        self._ask(self._app.platforms, self._take_forms, self._fail)

    def _take_forms(self, forms: tuple[PlatformForm, ...]) -> None:
        self._forms = {form.platform: form for form in forms}
        known = tuple(
            Option(id=form.platform, label=form.label, description=form.description) for form in forms
        )
        self.options = (*known, _PRACTISE)
        if self.choice not in {option.id for option in self.options}:
            self.choice = self.options[0].id
        self._changed()

    @property
    def form(self) -> PlatformForm | None:
        """What to ask for the chosen platform; None when practising."""
        return self._forms.get(self.choice)

    @property
    def _practising(self) -> bool:
        return self.choice == PRACTICE

    @property
    def can_do(self) -> tuple[str, ...]:
        """What works with the chosen platform, a sentence each."""
        form = self.form
        return (
            ()
            if form is None
            else tuple(words for able, words in _WORDS.items() if able in form.capabilities)
        )

    @property
    def limits(self) -> tuple[str, ...]:
        """What does not, a sentence each."""
        form = self.form
        return () if form is None else form.limits

    def value(self, field: str) -> str:
        """What was typed into a field, or remembered from the last time."""
        return self._typed.get(field, "")

    def choose(self, option: str) -> None:
        """Turn to another platform, or to practice."""
        if option == self.choice:
            return
        self.choice = option
        self.trouble = None
        self.account = None
        self._changed()

    def type(self, field: str, text: str) -> None:
        """Take what is typed into a field."""
        self._typed[field] = text
        self.account = None
        self.trouble = None
        self._changed()

    def allow_plain_http(self, *, allowed: bool) -> None:
        """Take what the box about unencrypted transport says."""
        self.plain_http = allowed
        self._changed()

    @property
    def asks_plain_http(self) -> bool:
        """Whether the box about unencrypted transport is to be shown."""
        return self.form is not None and is_plain_http(tidy_address(self.value("base_url")))

    @property
    def missing(self) -> str:
        """What still keeps one from signing in, in words; empty when nothing does."""
        form = self.form
        if form is None:
            return "" if self._practising else "Choose where your event is."
        empty = [field.label for field in form.fields if not self._filled(field)]
        if empty:
            return f"Still to fill in: {', '.join(empty)}."
        if self.asks_plain_http and not self.plain_http:
            return "Tick the box about http://, or use an address that starts with https://."
        return ""

    def _filled(self, field: SetupField) -> bool:
        text = self.value(field.name)
        return bool(text if field.secret else text.strip())

    @property
    def action(self) -> str:
        """What the button that does it says."""
        if self.account is not None:
            return "Signed in"
        return "Start practising" if self._practising else "Test and sign in"

    @property
    def can_act(self) -> bool:
        """Whether that button does anything."""
        return not self.busy and self.account is None and not self.missing

    def act(self) -> None:
        """Sign in, or start the practice."""
        if not self.can_act:
            return
        self.trouble = None
        if self._practising:
            self.busy = "Making up an event…"
            self._ask(self._app.practise, self._signed_in, self._fail)
        else:
            self.busy = "Signing in…"
            connection, secrets = self._answers()
            self._ask(lambda: self._app.connect(connection, secrets), self._signed_in, self._fail)
        self._changed()

    def _answers(self) -> tuple[Connection, dict[str, str]]:
        form = self._forms[self.choice]
        connection = Connection(
            platform=form.platform,
            base_url=tidy_address(self.value("base_url")),
            account=self.value("account").strip(),
            plain_http=self.asks_plain_http and self.plain_http,
        )
        secrets = {
            field.name: self.value(field.name)
            for field in form.fields
            if field.name not in {"base_url", "account"}
        }
        return connection, secrets

    def _signed_in(self, account: Account) -> None:
        self.busy = ""
        self.account = account
        self._forget_secrets()
        self._changed()

    def _forget_secrets(self) -> None:
        """The keyring has them now; this screen need not."""
        self._typed = {name: text for name, text in self._typed.items() if name in {"base_url", "account"}}

    def _fail(self, error: CheckinError) -> None:
        self.busy = ""
        said = of_error(error, _ADVICE)
        wrong = isinstance(error, CredentialsError) and not wording.lacks_right(error)
        self.trouble = replace(said, title="That did not sign you in") if wrong else said
        self._changed()

    @property
    def says(self) -> Message | None:
        """What the step has to say under its form."""
        if self.trouble is not None:
            return self.trouble
        if self.account is None:
            return None
        greeting = "Practice is running" if self._practising else f"Signed in as {self.account.name}"
        tone = Tone.ASK if self.account.notes else Tone.YES
        return Message(tone=tone, title=greeting, advice="\n".join(self.account.notes))

    @property
    def done(self) -> bool:
        """Whether the next step can be walked to."""
        return self.account is not None
