"""What an operation tells, as two columns, and back."""

from checkin.mirror.packing import EMPTY, pack, unpack
from checkin.model.operation import Correct, Move, Pair, Printed, Register, TakeBack, Task, Turned

MOVE = "move"
TAKE_BACK = "take back"
REGISTER = "register"

_TASKS: dict[str, type[Task]] = {
    MOVE: Move,
    TAKE_BACK: TakeBack,
    REGISTER: Register,
    "correct": Correct,
    "pair": Pair,
    "turned": Turned,
    "printed": Printed,
}
_VERBS: dict[type[Task], str] = {task: verb for verb, task in _TASKS.items()}
_JUST_MOVED = Move()


def packed(task: Task) -> tuple[str, str]:
    """Verb and details; the details of what happens at the door nearly always are empty."""
    return _VERBS[type(task)], EMPTY if task == _JUST_MOVED else pack(task)


def unpacked(verb: str, details: str) -> Task:
    """The task. Raises MirrorError when somebody else has written into the file."""
    return _JUST_MOVED if verb == MOVE and details == EMPTY else unpack(_TASKS[verb], details)
