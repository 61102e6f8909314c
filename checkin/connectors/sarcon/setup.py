"""What to ask to connect to Sarcon, and what to expect of it."""

from checkin.connectors.sarcon.mapping import Mapping
from checkin.connectors.sarcon.mapping_file import OPTION, mapping_of
from checkin.errors import SettingsError
from checkin.model.platform import Capability, PlatformForm, SetupField, SetupKind
from checkin.settings import Connection

PLATFORM = "sarcon"

TOKEN = "token"  # noqa: S105 - the secret's name
"""The name of the client token among the secrets."""

A_MINUTE = "requests_a_minute"
"""The option for how many requests the platform allows."""

_ALWAYS = frozenset({Capability.LIST_EVENTS, Capability.WEBHOOKS})
_BY_PART = {
    "check_out": Capability.CHECK_OUT,
    "undo": Capability.UNDO,
    "walk_in": Capability.WALK_IN,
}

FORM = PlatformForm(
    platform=PLATFORM,
    label="Sarcon",
    description="Events run on Sarcon. What its public documentation leaves open comes from a mapping file.",
    fields=(
        SetupField(
            name="base_url",
            label="Server address",
            help="With the path of the API. Sarcon documents only the address of its development server; ask "
            "them for yours.",
            placeholder="https://dev.sarcon.tech/api/public/v1",
        ),
        SetupField(
            name=TOKEN,
            label="Client token",
            help="In the organiser dashboard: System APIs, Configuration, Client Token.",
            secret=True,
        ),
        SetupField(
            name=OPTION,
            label="Mapping file",
            help="A TOML file that says where your account keeps attendees and codes, and how a check-in is "
            "told. Without it only events are listed. Begin with the example that comes with this app.",
            kind=SetupKind.FILE,
            required=False,
        ),
        SetupField(
            name=A_MINUTE,
            label="Requests a minute",
            help="60, unless Sarcon allows you more.",
            preset="60",
            required=False,
            rarely=True,
        ),
    ),
    capabilities=_ALWAYS
    | frozenset(_BY_PART.values())
    | {Capability.DELTA_PULL, Capability.CHECK_IN_OUR_TIME, Capability.STATIONS},
    limits=(
        "Its public documentation names only the list of events; a mapping file has to tell the rest.",
        "What the mapping file says can be tried out before the doors open; please do.",
        "It takes sixty requests a minute, so a thousand attendees take about a minute to read.",
        "What can neither be looked up nor repeated, a person must look at when its answer is lost.",
        "Its callbacks say only that something changed; what it is, the next pull tells.",
    ),
)


def capabilities(connection: Connection) -> frozenset[Capability]:
    """What a connection can do, by its mapping file; one that cannot be read adds nothing."""
    try:
        return capabilities_by(mapping_of(connection.options))
    except SettingsError:
        return _ALWAYS


def capabilities_by(mapping: Mapping) -> frozenset[Capability]:
    """What can be done with a mapping."""
    told = {capability for part, capability in _BY_PART.items() if getattr(mapping, part) is not None}
    if mapping.check_in is not None:
        ours = mapping.check_in.names("time")
        told.add(Capability.CHECK_IN_OUR_TIME if ours else Capability.CHECK_IN_THEIR_TIME)
        if mapping.stations or mapping.check_out is not None:
            told.add(Capability.STATIONS)
    if mapping.registrations is not None and mapping.registrations.changed_since is not None:
        told.add(Capability.DELTA_PULL)
    return _ALWAYS | told
