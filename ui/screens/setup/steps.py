"""The steps from a fresh computer to an open desk."""

from enum import StrEnum


class Step(StrEnum):
    """One page of the set-up, in the order they are walked."""

    CONNECT = "connect"
    EVENT = "event"
    PULL = "pull"
    STATION = "station"
    EQUIPMENT = "equipment"

    @property
    def label(self) -> str:
        """What the list of steps calls it."""
        return _TITLES[self]


_TITLES = {
    Step.CONNECT: "Connect",
    Step.EVENT: "Choose the event",
    Step.PULL: "Get the attendees",
    Step.STATION: "This post",
    Step.EQUIPMENT: "Try camera and printer",
}


class StepMark(StrEnum):
    """How far a step is; said in words as well as drawn."""

    DONE = "done"
    CURRENT = "you are here"
    AHEAD = "still to come"
