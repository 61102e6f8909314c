"""What works with a platform, in plain words."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from checkin.model.platform import Capability

_TELLING = frozenset({Capability.CHECK_IN_OUR_TIME, Capability.CHECK_IN_THEIR_TIME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ability:
    """One line of the table: what it is about, and how that is.

    Attributes:
        works: whether the platform does it; else it is done here alone.
    """

    topic: str
    words: str
    works: bool = True


KEPT_HERE = Ability(topic="Check-ins", words="stay on this computer; export them afterwards.", works=False)
"""Of a platform that cannot be told of check-ins."""

_WORDS = {
    Capability.CHECK_IN_OUR_TIME: Ability(
        topic="Check-ins", words="arrive with the time they happened at the door."
    ),
    Capability.CHECK_IN_THEIR_TIME: Ability(
        topic="Check-ins", words="arrive, stamped with the time the platform hears of them."
    ),
    Capability.CHECK_OUT: Ability(topic="Check-outs", words="arrive too."),
    Capability.UNDO: Ability(topic="Taking back", words="a check-in here takes it back there."),
    Capability.WALK_IN: Ability(topic="Walk-ins", words="registered at the desk are added there."),
    Capability.CORRECTION: Ability(topic="Corrections", words="of names are sent back."),
    Capability.LIVE_VERIFICATION: Ability(
        topic="Asking", words="the platform at each scan is possible, while there is a network."
    ),
    Capability.QUESTIONS: Ability(topic="Questions", words="of a ticket are asked here and answered there."),
    Capability.RULES: Ability(
        topic="Rules", words="of who may enter where hold here, without a network too."
    ),
    Capability.SIGNED_CODES: Ability(
        topic="New tickets", words="are known to be genuine by their signed code, even before an update."
    ),
    Capability.PAIRING: Ability(topic="Wristbands", words="can be paired with tickets."),
    Capability.ZONES: Ability(topic="Doors", words="of sessions, rooms and areas can each have a desk."),
    Capability.STATIONS: Ability(topic="Posts", words="are listed by the platform, to choose one from."),
    Capability.HEAD_COUNT: Ability(topic="Head count", words="of all desks together comes from there."),
    Capability.REFUSALS: Ability(topic="Refused scans", words="are told to the platform, too."),
    Capability.PRINT_LOG: Ability(topic="Badges", words="that were printed are told to the platform, too."),
    Capability.BADGE_DESIGNS: Ability(topic="Badge designs", words="made at the platform can be taken over."),
    Capability.PHOTOS: Ability(topic="Photos", words="of attendees come with them, for their badges."),
    Capability.LIST_EVENTS: Ability(topic="Events", words="of the account are listed, to choose one from."),
    Capability.ROSTER: Ability(
        topic="Attendees", words="come from a list in a file: Excel, CSV, OpenDocument."
    ),
    Capability.DELTA_PULL: Ability(topic="Updates", words="bring only what has changed, so they are quick."),
    Capability.WEBHOOKS: Ability(topic="Changes", words="can be told to this computer as they happen."),
}


def in_words(able: AbstractSet[Capability]) -> tuple[Ability, ...]:
    """A line for each thing that can be done, what matters most at the door first."""
    known = tuple(ability for capability, ability in _WORDS.items() if capability in able)
    return known if able & _TELLING else (KEPT_HERE, *known)
