"""Everything the check-in screen shows, as one value."""

from dataclasses import dataclass, field

from ui.screens.filling import FormShown
from ui.theme.tokens import Tone
from ui.widgets.people_list import PersonRow
from ui.widgets.recent_list import RecentRow
from ui.widgets.result_panel import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A line below the answer; `choices` are its buttons: what each is known by, and what it says."""

    tone: Tone
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    sign: str = "printer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something said in passing; `number` tells two alike apart."""

    number: int
    tone: Tone
    text: str
    seconds: float = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The big answer; `number` tells two alike apart, `lasts` is for how many seconds (0: until the next)."""

    number: int
    card: Card
    lasts: float = 0
    choices: tuple[PersonRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskState:
    """The screen.

    Attributes:
        post: the station and what it does. counted: what `done` of `total` people did.
        matches: whom the typed words find; None while nothing was typed.
        chosen: the marked place among the choices, or else among the matches.
        emptied: counts up whenever the search field is to be emptied.
        can_register: whether somebody without a ticket can be registered at this post.
        offer: the typed name that nobody has and that may be registered; empty for none.
        form: what is filled in over the screen.
    """

    event: str = ""
    post: str = ""
    counted: str = "checked in"
    done: int = 0
    total: int = 0
    answer: Answer = field(default_factory=lambda: Answer(number=0, card=Card(tone=Tone.IDLE, word="")))
    matches: tuple[PersonRow, ...] | None = None
    chosen: int | None = None
    note: Note | None = None
    recent: tuple[RecentRow, ...] = ()
    remark: Remark | None = None
    emptied: int = 0
    can_register: bool = False
    offer: str = ""
    form: FormShown | None = None
