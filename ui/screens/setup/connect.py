"""Which platform, where, and who signs in: the decisions of the first step."""

from collections.abc import Callable
from dataclasses import dataclass

from checkin.app import App
from checkin.errors import CheckinError, CredentialsError
from checkin.model.platform import Account, Capability, PlatformForm, SetupField, SetupKind
from checkin.settings import Connection
from ui.screens.messages import Message
from ui.screens.setup.abilities import Ability, in_words
from ui.screens.setup.address import is_plain_http, tidy_address
from ui.screens.setup.answers import (
    ACCOUNT,
    BASE_URL,
    COLUMNS,
    MAPPING,
    ROSTER,
    Answers,
    columns_in,
    field_of,
    is_answered,
)
from ui.screens.setup.asks import Asks
from ui.screens.setup.connect_words import (
    ANSWERING,
    NO_SETUP_CODE,
    PRACTISING,
    Doing,
    doing,
    failure,
    greeting,
    is_service,
    kept_words,
    scanned,
    to_mend,
)
from ui.screens.setup.kept import KeptSignIn
from ui.screens.setup.mapping_trial import MappingTrial
from ui.screens.setup.more_settings import MoreSettings
from ui.screens.setup.options import PRACTICE, PRACTISE, REHEARSAL, Option, option, rehearsal_field
from ui.screens.setup.roster_look import RosterLook
from ui.tasks import Ask

__all__ = ["PRACTICE", "ConnectStep", "Option"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """What there is to choose from, and whether somebody is signed in already."""

    forms: tuple[PlatformForm, ...]
    rehearsals: tuple[PlatformForm, ...]
    signed_in: bool


class ConnectStep:  # noqa: PLR0904  (what a person can do in this step, and what is shown of it)
    """The first step: it ends with somebody signed in, or practising.

    Attributes:
        options: what may be chosen; empty until `load` came back.
        choice: the id of the chosen option.
        plain_http: a person ticked that unencrypted transport is wanted.
        busy: what is under way, in words; empty when nothing is.
        to_mend: the field to look at first since it did not work; empty when there is none.
        account: who is signed in, None before.
        asks: what the platform asks now that somebody is signed in.
        roster: the list of attendees, where the form asks for one.
        mapping: how the trial of a mapping file went, where the form asks for one.
    """

    def __init__(self, app: App, ask: Ask, changed: Callable[[], object]) -> None:
        self._app = app
        self._ask = ask
        self._changed = changed
        self._forms: dict[str, PlatformForm] = {}
        self._answers = Answers()
        self._kept = KeptSignIn(self._answers)
        self._more = MoreSettings()
        self._anew = self._ended = False
        self._rehearsal: SetupField | None = None
        self._able: frozenset[Capability] | None = None
        self._told: Message | None = None
        self.options: tuple[Option, ...] = ()
        self.choice = ""
        self.plain_http = False
        self.busy = self.to_mend = ""
        self.account: Account | None = None
        self.asks = Asks(self._answers)
        self.roster = RosterLook(app, ask, changed)
        self.roster.taken = lambda file: self.type(ROSTER, file)
        self.mapping = MappingTrial(app, ask, changed)
        self._recall(app.settings.connection)

    def _recall(self, kept: Connection | None) -> None:
        if kept is None:
            return
        if kept.is_practice:
            self.choice = PRACTICE
            self._answers.give(PRACTICE, REHEARSAL, kept.platform)
            return
        self.choice = kept.platform
        self.plain_http = kept.plain_http
        self._answers.recall(kept)

    def load(self) -> None:
        """Ask which platforms there are, and whether this computer is signed in to one."""
        self._ask(self._look_around, self._take, self._fail)

    def _look_around(self) -> _Offer:
        app = self._app
        return _Offer(forms=app.platforms(), rehearsals=app.rehearsals(), signed_in=app.is_signed_in)

    def _take(self, offer: _Offer) -> None:
        self._know_kept(signed_in=offer.signed_in)
        self._forms = {form.platform: form for form in offer.forms}
        self._rehearsal = rehearsal_field(offer.rehearsals)
        self.options = (*(option(form) for form in offer.forms), PRACTISE)
        if self.choice not in {option.id for option in self.options}:
            self.choice = self.options[0].id
        self._look_at_roster()
        self._changed()

    def _know_kept(self, *, signed_in: bool) -> None:
        known = self._app.settings.connection
        good = signed_in and not self._ended
        self._kept.connection = known if good and known and not known.is_practice else None

    @property
    def form(self) -> PlatformForm | None:
        """What to ask for the chosen platform; None when practising."""
        return self._forms.get(self.choice)

    @property
    def fields(self) -> tuple[SetupField, ...]:
        """What is asked for the chosen platform, or of whoever wants to practise."""
        form = self.form
        if form is not None:
            return form.fields
        return (self._rehearsal,) if self._practising and self._rehearsal is not None else ()

    @property
    def more_shown(self) -> bool:
        """Whether those of `fields` that are rarely needed are to be seen."""
        return self._more.are_shown(self.choice, self.fields, self._value_of)

    def show_more(self, *, shown: bool) -> None:
        """Unfold what is rarely needed, or fold it away."""
        self._more.want(self.choice, shown=shown)
        self._changed()

    @property
    def shows_form(self) -> bool:
        """Whether there is something to fill in now: not when signed in, nor while more is asked."""
        return bool(self.fields) and not self.asks and not self._is_settled

    @property
    def _is_settled(self) -> bool:
        """Whether somebody is signed in to a service; a file or a practice can be changed at any time."""
        return self.form is not None and is_service(self.form) and self.done

    @property
    def reopens(self) -> str:
        """What the button says that leads back to the form; empty when there is none."""
        if self.asks:
            return "Back to the form"
        return "Sign in differently" if self._is_settled else ""

    @property
    def knows_secrets(self) -> bool:
        """Whether the secrets of this form were kept, so that none has to be typed."""
        return self._kept.holds(self.form)

    @property
    def description(self) -> str:
        """What the chosen platform is, in a sentence."""
        return next((option.description for option in self.options if option.id == self.choice), "")

    @property
    def abilities_title(self) -> str:
        """What stands above `can_do`."""
        name = next((option.label for option in self.options if option.id == self.choice), "")
        return f"What works with {name}" if self.form is not None and is_service(self.form) else "What works"

    @property
    def _practising(self) -> bool:
        return self.choice == PRACTICE

    @property
    def can_do(self) -> tuple[Ability, ...]:
        """What works with the chosen platform: at best, and once signed in with this account."""
        form = self.form
        if form is None:
            return ()
        return in_words(form.capabilities if self._able is None else self._able)

    @property
    def limits(self) -> tuple[str, ...]:
        """What does not, a sentence each."""
        form = self.form
        return () if form is None else form.limits

    def value(self, name: str) -> str:
        """The answer to a field of the form: given now, or the last time, or what stands there at first."""
        asked = next((field for field in self.fields if field.name == name), None)
        return "" if asked is None else self._value_of(asked)

    def _value_of(self, field: SetupField) -> str:
        return self._answers.of(self.choice, field)

    def _is_answered(self, field: SetupField) -> bool:
        return (field.secret and self.knows_secrets) or is_answered(field, self._value_of(field))

    def choose(self, option: str) -> None:
        """Turn to another platform, or to practice."""
        if option == self.choice or self.busy:
            return
        self.choice = option
        self.plain_http = False
        self._begin_again()
        self._anew = False
        self.roster.close()
        self.mapping.close()
        self._look_at_roster()
        self._changed()

    def _begin_again(self) -> None:
        """Whoever was signed in was so with other answers."""
        self.account = self._told = self._able = None
        self._anew, self.to_mend = True, ""
        self.asks.close()

    def type(self, field: str, text: str) -> None:
        """Take what is typed into a field."""
        if any(asked.rarely for asked in self.fields if asked.name == field):
            self._more.want(self.choice, shown=True)
        self._answers.give(self.choice, field, text)
        self._begin_again()
        if field == ROSTER:
            self.roster.close()
        self.mapping.close()
        self._changed()

    def finish(self, field: str) -> None:
        """A field was left: a list of attendees is then looked at."""
        if field == ROSTER:
            self._look_at_roster()
            self._changed()

    def _look_at_roster(self) -> None:
        if field_of(self.form, ROSTER, SetupKind.FILE) is None:
            return
        file = self.value(ROSTER)
        same = file == self._answers.remembered(self.choice, ROSTER)
        columns = columns_in(self._answers.remembered(self.choice, COLUMNS)) if same else {}
        self.roster.look(file, columns)

    def choose_column(self, field: str, header: str) -> None:
        """Take one of our fields from another column of the list."""
        self._begin_again()
        self.roster.choose(field, header)

    def answer(self, field: str, text: str) -> None:
        """Take an answer to what was asked after signing in."""
        self.asks.answer(field, text)
        self._changed()

    def sign_in_anew(self) -> None:
        """What was kept is no good any more: ask for everything."""
        self._begin_again()
        self._ended = True

    def reopen(self) -> None:
        """Go back to the form: to other answers, or to another account."""
        self._begin_again()
        self._changed()

    def read_code(self, payload: str) -> bool:
        """Take a scanned code that fills in the form; whether it was one. Nothing is sent yet."""
        if self.busy:
            return False
        found = self._app.read_setup_code(payload)
        if found is None or found[0] not in self._forms:
            return False
        platform, answers = found
        self.choose(platform)
        for name, text in answers.items():
            self._answers.give(platform, name, text)
        self._begin_again()
        self._told = scanned(self._forms[platform].label, doing(self.form).action)
        self._changed()
        return True

    def refuse_code(self) -> None:
        """Say that what was scanned is none that fills in the form."""
        self._told = NO_SETUP_CODE
        self._changed()

    def allow_plain_http(self, *, allowed: bool) -> None:
        """Take what the box about unencrypted transport says."""
        self.plain_http = allowed
        self._changed()

    @property
    def asks_plain_http(self) -> bool:
        """Whether the box about unencrypted transport is to be shown."""
        return is_plain_http(tidy_address(self.value(BASE_URL)))

    @property
    def missing(self) -> str:
        """What still keeps one from signing in, in words; empty when nothing does."""
        if self.form is None:
            return "" if self._practising else "Choose where your event is."
        empty = [field.label for field in self.fields if not self._is_answered(field)]
        if empty and self.account is None:
            return f"Still to fill in: {', '.join(empty)}."
        if self.asks_plain_http and not self.plain_http:
            return "Tick the box about http://, or use an address that starts with https://."
        return self.roster.missing or self.asks.missing

    @property
    def _doing(self) -> Doing:
        return ANSWERING if self.asks else doing(self.form)

    @property
    def action(self) -> str:
        """What the button that does it says."""
        return "Signed in" if self.done else self._doing.action

    @property
    def can_act(self) -> bool:
        """Whether that button does anything."""
        return not self.busy and not self.roster.busy and not self.done and not self.missing

    def act(self) -> None:
        """Sign in, once more with what was asked after signing in, or start the practice."""
        if not self.can_act:
            return
        self._told, self.to_mend = None, ""
        self.busy = self._doing.busy
        form = self.form
        if form is None:
            self.busy = PRACTISING.busy
            self._ask(self._practise, lambda account: self._signed_in((account, None)), self._fail)
        else:
            connection, secrets = self._connection(form)
            self._ask(lambda: self._connect(connection, secrets), self._signed_in, self._fail)
        self._changed()

    def _practise(self) -> Account:
        return self._app.practise(platform=self.value(REHEARSAL) or "open_event")

    def _connect(
        self, connection: Connection, secrets: dict[str, str]
    ) -> tuple[Account, frozenset[Capability]]:
        return self._app.connect(connection, secrets), self._app.capabilities

    def _connection(self, form: PlatformForm) -> tuple[Connection, dict[str, str]]:
        """What to connect to, and with which secrets (none: those that were kept).

        Both with what was asked after signing in.
        """
        told, hidden = self.asks.settle()
        kept = self._kept.of(form) if self.knows_secrets else None
        options = self._answers.options(form)
        if self.roster.option:
            options[COLUMNS] = self.roster.option
        connection = Connection(
            platform=form.platform,
            base_url=tidy_address(self.value(BASE_URL)),
            account=self.value(ACCOUNT).strip() if kept is None else kept.account,
            plain_http=self.asks_plain_http and self.plain_http,
            options=options,
        )
        known = self._app.settings.connection
        if self.account is not None and known is not None and known.platform == form.platform:
            connection = known  # with what only the platform could say
        own = {name: told.pop(name) for name in (BASE_URL, ACCOUNT) if name in told}
        completed = connection.model_copy(update={**own, "options": {**connection.options, **told}})
        return completed, {**self._answers.secrets(form), **hidden}

    def _signed_in(self, answer: tuple[Account, frozenset[Capability] | None]) -> None:
        self.busy = ""
        self.account, self._able = answer
        self._ended = False
        self.asks.open(self.choice, self.account.asks)
        self._know_kept(signed_in=not self.asks)
        if not self.asks:
            self._forget_secrets()
        self._changed()

    def _forget_secrets(self) -> None:
        """The keyring has them now; this screen need not."""
        for form in self._forms.values():
            self._answers.forget_secrets(form)

    def _fail(self, error: CheckinError) -> None:
        self.busy = ""
        if isinstance(error, CredentialsError):
            self._kept.connection = None
        elif BASE_URL in {asked.name for asked in self.fields if asked.rarely}:
            self._more.want(self.choice, shown=True)  # where the advice is to look at
        answered = {asked.name for asked in self.fields if self._value_of(asked).strip()}
        self._told = failure(self.form, error, answered)
        self.to_mend = to_mend(self.form, error, answered)
        self._changed()

    @property
    def offers_trial(self) -> bool:
        """Whether there is a mapping file that can be tried out."""
        return field_of(self.form, MAPPING, SetupKind.FILE) is not None and bool(self.value(MAPPING).strip())

    @property
    def can_try(self) -> bool:
        """Whether trying it out does anything now."""
        return self.offers_trial and not (self.busy or self.mapping.busy or self.missing)

    def try_mapping(self, *, write: bool = False) -> None:
        """Try the mapping file out; with `write`, a person has said yes to a real check-in."""
        form = self.form
        if form is None or not self.can_try:
            return
        connection, secrets = self._connection(form)
        self.mapping.try_it(connection, secrets, write=write)

    @property
    def says(self) -> Message | None:
        """What the step has to say beside its form."""
        if self._told is not None:
            return self._told
        if self.account is not None:
            return greeting(self.form, self.account)
        kept = self._still_signed_in
        return None if kept is None or self.form is None else kept_words(self.form, kept)

    @property
    def _still_signed_in(self) -> Connection | None:
        """The connection of the last time, until somebody wants to sign in differently."""
        return None if self._anew or self.account is not None else self._kept.of(self.form)

    @property
    def done(self) -> bool:
        """Whether the next step can be walked to."""
        if self._still_signed_in is not None:
            return not self.busy
        return self.account is not None and not self.asks
