"""The numbers of the outbox with what they mean."""

from dataclasses import dataclass

from checkin.model.operation import OutboxCounts
from ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One number with what it means."""

    number: int
    label: str
    meaning: str
    tone: Tone


def tallies(counts: OutboxCounts) -> tuple[Tally, ...]:
    """The four numbers, in the order an operation walks through them."""
    return (
        Tally(number=counts.waiting, label="Waiting", meaning="to be told to the platform", tone=Tone.IDLE),
        Tally(
            number=counts.uncertain,
            label="Uncertain",
            meaning="sent, but the answer was lost; the platform is asked first",
            tone=Tone.ASK if counts.uncertain else Tone.IDLE,
        ),
        Tally(
            number=counts.parked,
            label="Refused",
            meaning="by the platform; a person must look",
            tone=Tone.NO if counts.parked else Tone.IDLE,
        ),
        Tally(
            number=counts.settled,
            label="Arrived",
            meaning="the platform has them",
            tone=Tone.YES if counts.settled else Tone.IDLE,
        ),
    )
