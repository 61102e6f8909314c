"""What to ask to connect to Nutickets, and what to expect of it."""

from checkin.model.platform import Capability, PlatformForm, SetupField, SetupKind
from checkin.settings import Connection

PLATFORM = "nutickets"

COMPANY = "company"
LANGUAGE = "language"
A_MINUTE = "requests_a_minute"
PRODUCTS = "products"
BACKGROUND = "async"
TOKEN = "token"  # noqa: S105 - the name of a field
PASSWORD = "password"  # noqa: S105 - the name of a field
WEBHOOK_SECRET = "webhook_secret"  # noqa: S105 - the name of a field
YES = "yes"

_CAPABILITIES = frozenset(
    [
        Capability.LIST_EVENTS,
        Capability.DELTA_PULL,
        Capability.CHECK_IN_OUR_TIME,
        Capability.CHECK_OUT,
        Capability.WALK_IN,
        Capability.ZONES,
        Capability.STATIONS,
        Capability.RULES,
        Capability.LIVE_VERIFICATION,
        Capability.PAIRING,
        Capability.REFUSALS,
        Capability.WEBHOOKS,
    ]
)


def capabilities(_connection: Connection) -> frozenset[Capability]:
    """What a connection can do; the roles of its account may allow less."""
    return _CAPABILITIES


FORM = PlatformForm(
    platform=PLATFORM,
    label="Nutickets (Nuweb)",
    description="Events ticketed with Nutickets or another platform of the Nuweb group.",
    fields=(
        SetupField(
            name="base_url",
            label="Server address",
            help="The address of the API; it stays as it is unless Nuweb told you another.",
            preset="https://api.nuwebgroup.com/v1",
        ),
        SetupField(
            name=TOKEN,
            label="API token",
            help="From Admin > Settings > API Settings. Best one of a user who sees just one company.",
            secret=True,
            required=False,
        ),
        SetupField(
            name="account",
            label="E-mail address",
            help="Only when there is no token: it is then asked for with this address and the password.",
            required=False,
        ),
        SetupField(name=PASSWORD, label="Password", secret=True, required=False),
        SetupField(
            name=WEBHOOK_SECRET,
            label="Secret of webhooks",
            help="Only when this computer receives them (checkin hooks): what signs them at the platform.",
            secret=True,
            required=False,
            rarely=True,
        ),
        SetupField(
            name=LANGUAGE,
            label="Language of names and answers",
            help="Such as en, fr or de.",
            preset="en",
            required=False,
            rarely=True,
        ),
        SetupField(
            name=A_MINUTE,
            label="Requests a minute",
            help="60, for the whole company, unless Nuweb raised it for you.",
            preset="60",
            required=False,
            rarely=True,
        ),
        SetupField(
            name=PRODUCTS,
            label="Scan products, too",
            help="Barcodes that are no tickets, such as parking.",
            kind=SetupKind.TICK,
            required=False,
            rarely=True,
        ),
        SetupField(
            name=BACKGROUND,
            label="Let the platform prepare large answers",
            help="For very large events: slower, but easier on the platform.",
            kind=SetupKind.TICK,
            required=False,
            rarely=True,
        ),
    ),
    capabilities=_CAPABILITIES,
    later=(COMPANY,),
    limits=(
        "Events that scan “Secure QR Only” show codes that change all the time: this app cannot read those.",
        "It takes nothing back: what is undone here after it was sent stays at the platform.",
        "It takes no corrections of names.",
        "The whole company may send 60 requests a minute, its other programs included; Nuweb may raise it.",
        "What the account may not see is left out without a word: missing attendees may mean missing rights.",
        "Deleted tickets are noticed with the next complete pull only.",
        "Whether a zone lets people in again and again is not told: a lead decides.",
        "Guest lists count who came; they keep no check-outs.",
        "At the desk tickets with a fixed price and without a reserved seat can be sold.",
        "Webhooks are an extra the platform charges for.",
    ),
)
