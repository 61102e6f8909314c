"""What to ask to connect to an Open Event server, and what to expect of it."""

from checkin.model.platform import Capability, PlatformForm, SetupField

PLATFORM = "open_event"

CAPABILITIES = frozenset(
    [
        Capability.LIST_EVENTS,
        Capability.DELTA_PULL,
        Capability.CHECK_IN_THEIR_TIME,
        Capability.CHECK_OUT,
        Capability.ZONES,
        Capability.STATIONS,
        Capability.BADGE_DESIGNS,
    ]
)

FORM = PlatformForm(
    platform=PLATFORM,
    label="Open Event (eventyay)",
    description="Events run on eventyay or on an Open Event server of your own.",
    fields=(
        SetupField(
            name="base_url",
            label="Server address",
            help="The address of the API, not of the website.",
            placeholder="https://api.eventyay.com",
        ),
        SetupField(
            name="account",
            label="E-mail address",
            help="An account that is owner, organizer or co-organizer of the event; best one for each desk. "
            "The role “registrar” is not enough.",
            placeholder="desk-1@example.org",
        ),
        SetupField(name="password", label="Password", secret=True),
    ),
    capabilities=CAPABILITIES,
    limits=(
        "The platform writes down when it was told of a check-in, not when it happened.",
        "The true times are kept here and can be exported.",
        "It does not keep which desk checked somebody in. That is kept here.",
        "Of check-ins made by others it tells only registrations at the event, not those of sessions.",
        "Changed names, cancelled orders and deleted attendees arrive with the next complete pull.",
        "Its days are UTC days: a check-out after midnight UTC of a check-in from before is refused.",
        "It takes nothing back: what is undone here after it was sent stays at the platform.",
        "Attendees who register at the desk cannot be told to the platform.",
    ),
)
