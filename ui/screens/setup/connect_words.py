"""What the first step says when signing in does or does not work."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from checkin.errors import (
    CheckinError,
    ConnectorError,
    CredentialsError,
    SettingsError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)
from checkin.model.platform import Account, PlatformForm, SetupField
from checkin.settings import Connection
from ui import wording
from ui.screens.messages import Message, of_error
from ui.screens.setup.answers import ACCOUNT, BASE_URL, field_of
from ui.theme.tokens import Tone

PLAIN_HTTP_MEANS = (
    "Everything sent to an http:// address can be read by anybody on the way, what you sign in with and the "
    "attendees' names included. Go on only when the network between here and there is your own."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What the button says, and what is said while it is done."""

    action: str
    busy: str


PRACTISING = Doing(action="Start practising", busy="Making up an event…")
_SIGNING_IN = Doing(action="Test and sign in", busy="Signing in…")
_READING = Doing(action="Take this list", busy="Reading the list…")
ANSWERING = Doing(action="Use these answers", busy="Going on with these answers…")

NO_SETUP_CODE = Message(
    tone=Tone.ASK,
    title="This code is not for setting up",
    advice="It may be a ticket. Scan the code that the platform shows for connecting a device, or fill in "
    "the form.",
)


def doing(form: PlatformForm | None) -> Doing:
    """What signing in is called with this form."""
    if form is None:
        return PRACTISING
    return _SIGNING_IN if is_service(form) else _READING


def is_service(form: PlatformForm) -> bool:
    """Whether somebody answers at the other end; else all there is, is a file of this computer."""
    return field_of(form, BASE_URL) is not None or any(field.secret for field in form.fields)


def greeting(form: PlatformForm | None, account: Account) -> Message:
    """Who is signed in, and what they should know."""
    name = account.name.strip()
    if form is None:
        title = "Practice is running"
    elif not is_service(form):
        title = f"{name or 'The list'} can be taken"
    else:
        title = f"Signed in as {name}" if name else "Signed in"
    tone = Tone.ASK if account.notes and (form is None or is_service(form)) else Tone.YES
    return Message(tone=tone, title=title, advice=" ".join(account.notes))


def kept_words(form: PlatformForm, connection: Connection) -> Message:
    """Who is signed in from the last time, and where."""
    name = form.label.partition(" (")[0]
    return Message(
        tone=Tone.YES,
        title=f"Signed in as {connection.account}" if connection.account else f"Signed in to {name}",
        advice=f"{name}, {_server(connection.base_url)}. This computer still knows how: there is nothing to "
        "fill in. Press “Next”.",
    )


def _server(address: str) -> str:
    try:
        return urlsplit(address).netloc or address
    except ValueError:
        return address


def scanned(label: str, action: str) -> Message:
    """A code for setting up was read."""
    return Message(
        tone=Tone.YES,
        title=f"The code of {label} was read",
        advice=f"The form is filled in. Look at it, then press “{action}”.",
    )


def failure(form: PlatformForm | None, error: CheckinError, answered: Collection[str] = ()) -> Message:
    """Why it did not work, and what to look at in this form.

    Args:
        form: what was filled in.
        error: why not.
        answered: the names of the fields in which something stands.
    """
    said = of_error(error, _advice(form, answered))
    if isinstance(error, CredentialsError):
        return said if wording.lacks_right(error) else replace(said, title="That did not sign you in")
    if form is not None and not is_service(form):
        advice = f"{as_said(error)} Look at the file and the answers below, then try again."
        return Message(tone=Tone.NO, title="This list cannot be taken", advice=advice)
    if form is None:
        return replace(said, title="Practising cannot begin")
    if isinstance(error, SettingsError):
        advice = f"{as_said(error)} Mend it in the form, then try again."
        return Message(tone=Tone.NO, title="Something in the form is not right", advice=advice)
    return said


def as_said(error: CheckinError) -> str:
    """The error's own words, ended; it may begin with the name of a file, which stays as it is."""
    words = str(error).strip()
    return words if words.endswith((".", "!", "?")) else f"{words}."


def to_mend(form: PlatformForm | None, error: CheckinError, answered: Collection[str]) -> str:
    """The name of the field one has to look at first; empty when nobody can say."""
    if isinstance(error, CredentialsError):
        own = signing_in(form, answered)
        return next((field.name for field in own if field.secret), own[0].name if own else "")
    address = field_of(form, BASE_URL)
    doubtful = isinstance(error, (UnreachableError, UnreadableReplyError))
    return address.name if doubtful and address is not None else ""


def signing_in(form: PlatformForm | None, answered: Collection[str]) -> list[SetupField]:
    """The fields one signs in with: those in which something stands, else all of them."""
    fields = () if form is None else form.fields
    own = [field for field in fields if (field.name == ACCOUNT or field.secret) and not field.rarely]
    return [field for field in own if field.name in answered] or own


def _advice(form: PlatformForm | None, answered: Collection[str]) -> dict[type[CheckinError], str]:
    where = "the address" if field_of(form, BASE_URL) is not None else "what you filled in"
    return {
        UnreachableError: f"Look at {where} and at this computer's network, then try again.",
        ThrottledError: "Wait a minute, then try again.",
        CredentialsError: _look_at_secrets(form, answered),
        UnreadableReplyError: f"Look at {where}: another website may be answering there.",
        ConnectorError: f"Look at {where}, then try again.",
    }


def _look_at_secrets(form: PlatformForm | None, answered: Collection[str]) -> str:
    signs_in = [f"“{field.label}”" for field in signing_in(form, answered)]
    if not signs_in:
        return "Look at what you filled in, then try again."
    return f"Look at {_listed(signs_in)} again; capitals matter."


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
