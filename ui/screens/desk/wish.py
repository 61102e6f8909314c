"""Somebody who is to be let in, with all that was said to it so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from checkin.model.admission import Refusal
from checkin.model.ids import AttendeeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of the desk for an attendee.

    Attributes:
        overruled: the last refusal that was overruled or confirmed.
        answers: what was answered to the platform's questions.
    """

    attendee: AttendeeId
    overruled: Refusal | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
