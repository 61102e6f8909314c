"""What to ask to connect to a V3Plus portal, and what to expect of it."""

from typing import Final

from checkin.model.platform import Capability, PlatformForm, SetupField, SetupKind
from checkin.settings import Connection

PLATFORM: Final = "v3plus"

PORTAL_TOKEN: Final = "portal_token"  # noqa: S105 - the name of the answer, not the answer
PASSWORD: Final = "password"  # noqa: S105
EVENT_PASSWORD: Final = "event_password"  # noqa: S105
TOKEN: Final = "token"  # noqa: S105
"""The names of the secrets; the last is not asked for but given by the platform when somebody signs in."""

ROSTER: Final = "roster"
COLUMNS: Final = "columns"
PRESENTERS: Final = "presenters"
"""The names of options."""

YES: Final = "yes"

CAPABILITIES: Final = frozenset(
    [Capability.LIST_EVENTS, Capability.WALK_IN, Capability.ROSTER, Capability.PHOTOS]
)

FORM: Final = PlatformForm(
    platform=PLATFORM,
    label="V3Plus",
    description="Conferences and townhalls of a V3Plus portal, with the attendees from a spreadsheet.",
    fields=(
        SetupField(
            name="base_url",
            label="Portal address",
            help="The address of the portal, as in the browser.",
            placeholder="https://v3plusportal.com",
        ),
        SetupField(
            name=PORTAL_TOKEN,
            label="Portal token",
            help="What the portal's pages send as X-Portal-Token; signs such as ! & $ % * belong to it.",
            secret=True,
        ),
        SetupField(
            name="account",
            label="E-mail address",
            help="Only where the portal shows its programme to signed-in people alone; "
            "townhall portals have no such accounts.",
            required=False,
        ),
        SetupField(name=PASSWORD, label="Password", secret=True, required=False),
        SetupField(
            name=EVENT_PASSWORD,
            label="Event password of the townhall",
            help="Only when people must type one to get into the townhall; it is sent with each walk-in.",
            secret=True,
            required=False,
            rarely=True,
        ),
        SetupField(
            name=ROSTER,
            label="List of attendees",
            help="A spreadsheet of whoever is registered for the event of this desk: "
            "V3Plus itself does not tell.",
            kind=SetupKind.FILE,
            required=False,
        ),
        SetupField(
            name=PRESENTERS,
            label="Badges for speakers, sponsors and exhibitors, too",
            kind=SetupKind.TICK,
            required=False,
            preset=YES,
            rarely=True,
        ),
    ),
    capabilities=CAPABILITIES,
    limits=(
        "V3Plus does not tell who has registered: attendees come from a spreadsheet you choose.",
        "It knows speakers, sponsors and exhibitors; these come from the platform itself.",
        "It keeps no check-ins: all of them stay here and can be exported.",
        "It has no ticket codes: what is scanned is what the spreadsheet or a badge printed here says.",
        "Speakers, sponsors and exhibitors have a code made of their number: who knows that can make it.",
        (
            "Walk-ins are registered with the platform's own form, only where that costs nothing: "
            "card data are never asked for, kept or sent here."
        ),
        "Walk-ins get a random password that nobody keeps; they ask the portal for a new one.",
        (
            "When the answer to a walk-in's registration is lost, nobody can look it up and sending it again "
            "might register them twice: it is put aside for a person to look at."
        ),
        "An e-mail address that the portal already knows counts as registered.",
        "A walk-in who stands in the next spreadsheet, too, is then listed twice.",
    ),
)


def capabilities(_connection: Connection) -> frozenset[Capability]:
    """What a connection can do: the same with every portal."""
    return CAPABILITIES
