"""What to ask to connect to Badgestic, and what to expect of it."""

import re
from collections.abc import Sequence

from checkin.connectors.badgestic.address import ADDRESS
from checkin.connectors.badgestic.fields import CHECKIN, COMPANY, JOB_TITLE, TICKET_TYPE, guess
from checkin.model.platform import Capability, PlatformForm, SetupField, SetupKind
from checkin.settings import Connection

PLATFORM = "badgestic"

EVENTS = "events"
"""The option that holds the events' numbers."""

_ALWAYS = frozenset({Capability.WALK_IN, Capability.CORRECTION})
_WITH_A_FIELD = frozenset({Capability.CHECK_IN_OUR_TIME, Capability.UNDO})

_ADDRESSED = re.compile(r"events/([0-9]{1,18})")
_NUMBER = re.compile(r"[0-9]{1,18}")
_PARTED = re.compile(r"[\s,;]+")

FORM = PlatformForm(
    platform=PLATFORM,
    label="Badgestic",
    description="Events and guests kept at www.badgestic.com.",
    fields=(
        SetupField(
            name="base_url",
            label="Server address",
            help="Always this one, with “www.”.",
            preset=ADDRESS,
            rarely=True,
        ),
        SetupField(
            name="account",
            label="Name of the account",
            help="As you call it; it tells two accounts on one computer apart.",
            required=False,
            rarely=True,
        ),
        SetupField(name="token", label="API token", secret=True),
        SetupField(
            name=EVENTS,
            label="Events",
            help="The numbers of your events, one a line, or the addresses of their pages: "
            "Badgestic gives no list.",
            placeholder="4711",
            kind=SetupKind.LINES,
        ),
    ),
    capabilities=_ALWAYS | _WITH_A_FIELD,
    later=(COMPANY, JOB_TITLE, TICKET_TYPE, CHECKIN),
    limits=(
        "Badgestic gives no list of events: their numbers have to be typed.",
        "It has no check-ins: they are kept here unless a guest field of your own is chosen for them.",
        "Such a field takes one time: the first. There is no check-out, and which desk it was is kept here.",
        "It has no sessions and no rooms.",
        "It tells nothing of changes: everything is read anew each time.",
        "Ticket codes come as pictures, one request each: the first time, many people take a while.",
        "What a person did at Badgestic itself arrives with the next complete pull.",
    ),
)

_CHECKIN_HELP = (
    "A field of your own, of plain text, that takes the time of the check-in, such as "
    "2026-11-22T08:40:00.000000Z. An empty field means: not checked in."
)


def capabilities(connection: Connection) -> frozenset[Capability]:
    """What a connection can do: check-ins only once a field is chosen that takes them."""
    return _ALWAYS | _WITH_A_FIELD if connection.options.get(CHECKIN) else _ALWAYS


def event_numbers(text: str) -> tuple[str, ...]:
    """The events' numbers out of what was typed or pasted: numbers, addresses, in lines or with commas."""
    found: dict[str, None] = {}
    for piece in _PARTED.split(text):
        addressed = _ADDRESSED.search(piece)
        if addressed:
            found[addressed[1]] = None
        elif "/" in piece:
            found.update(dict.fromkeys([one for one in piece.split("/") if _NUMBER.fullmatch(one)][-1:]))
        else:
            found.update(dict.fromkeys(_NUMBER.findall(piece)))
    return tuple(found)


def questions(fields: Sequence[str], answered: Connection) -> tuple[SetupField, ...]:
    """What to ask once the guests' own fields are known: which of them holds what.

    Args:
        fields: the fields' names.
        answered: the connection; what it answers already is not asked again.
    """
    asked = (
        _choice(COMPANY, "Which field holds the company?", fields),
        _choice(JOB_TITLE, "Which field holds the job title?", fields),
        _choice(TICKET_TYPE, "Which field holds the type of the ticket?", fields),
        _choice(
            CHECKIN,
            "Which field takes check-ins?",
            fields,
            help_text=_CHECKIN_HELP,
            none="None: keep them here",
        ),
    )
    return tuple(one for one in asked if fields and one.name not in answered.options)


def _choice(
    name: str, label: str, fields: Sequence[str], *, help_text: str = "", none: str = "None"
) -> SetupField:
    return SetupField(
        name=name,
        label=label,
        help=help_text,
        kind=SetupKind.CHOICE,
        required=False,
        options=(("", none), *((field, field.replace("_", " ")) for field in fields)),
        preset=guess(name, fields),
    )
