"""Who comes to a simulated event, and what must be said to them."""

from dataclasses import dataclass

from checkin.model.admission import Refusal
from checkin.model.ids import PlatformId


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody in the queue, as the platform's own tables have them.

    Attributes:
        platform_id: the platform's id of the attendee; empty for a stranger.
        code: what their ticket says.
        expected: why they must be refused at their first scan; None when they must be let in.
        event: the platform's id of the event their ticket is for; empty for a stranger.
        admits: how many people come on it, one scan each.
    """

    platform_id: PlatformId
    code: str
    expected: Refusal | None
    event: PlatformId
    admits: int = 1
