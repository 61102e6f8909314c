"""What is chosen before badges are printed ahead, and what there is to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from checkin.badges.label_sheets import LABELS
from checkin.badges.sheet import Turned
from checkin.badges.sheets import SINGLE
from checkin.badges.shelf import Kept
from checkin.desk.pre_print import Style
from checkin.model.pre_print import Order, Wanted

Option = tuple[str, str]
"""A value, and words for it."""

ORDERS: tuple[Option, ...] = (
    (Order.NAME.value, "Family name"),
    (Order.COMPANY.value, "Company"),
    (Order.TYPE.value, "Ticket type"),
)
PRESENT: tuple[Option, ...] = (
    ("all", "Whether they came or not"),
    ("out", "Not checked in yet"),
    ("in", "Checked in"),
)
TURNS: tuple[Option, ...] = (
    (Turned.LONG.value, "Backs: turned about the long edge"),
    (Turned.SHORT.value, "Backs: turned about the short edge"),
    (Turned.NOT.value, "Only fronts"),
)
SHEETS: tuple[Option, ...] = (
    (SINGLE, "One badge a page"),
    ("A4", "A4, to be cut"),
    ("Letter", "Letter, to be cut"),
    *((sheet.name, f"{sheet.title} \N{EN DASH} {sheet.places} labels") for sheet in LABELS.values()),
)
_SEPARATED = {
    Order.NAME.value: "letter",
    Order.COMPANY.value: "company",
    Order.TYPE.value: "ticket type",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What is chosen; values are those of the options.

    Attributes:
        template: empty for what each ticket type is set to.
        kind: of ticket; empty for every kind.
        present: of `PRESENT`.
    """

    template: str = ""
    kind: str = ""
    present: str = "all"
    unprinted: bool = False
    words: str = ""
    order: str = Order.NAME.value
    sheet: str = SINGLE
    start: str = "1"
    turned: str = Turned.LONG.value
    separators: bool = False
    with_faults: bool = False

    @property
    def wanted(self) -> Wanted:
        """Whose badges."""
        return Wanted(
            types=(self.kind,) if self.kind else (),
            words=self.words,
            unprinted=self.unprinted,
            checked_in={"in": True, "out": False}.get(self.present),
            order=Order(self.order),
        )

    @property
    def style(self) -> Style:
        """How they are put on paper."""
        return Style(
            sheet=self.sheet,
            turned=Turned(self.turned),
            separators=self.separators,
            start=int(self.start) if self.is_labels else 1,
            with_faults=self.with_faults,
        )

    @property
    def is_labels(self) -> bool:
        """Whether a sheet may be used up in part."""
        return self.sheet in LABELS

    @property
    def places(self) -> int:
        """How many labels a sheet has; 1 where it has none."""
        return LABELS[self.sheet].places if self.is_labels else 1

    @property
    def starts(self) -> tuple[Option, ...]:
        """Where a used sheet goes on."""
        more = ((str(number), f"A used sheet, from label {number}") for number in range(2, self.places + 1))
        return (("1", "New sheets"), *more)

    @property
    def separated(self) -> str:
        """What a page between groups is called."""
        what = "label" if self.is_labels else "page"
        return f"A {what} with the {_SEPARATED[self.order]} before its badges"

    def with_changes(self, **changes: object) -> "Choices":
        """A copy; what does not go with the change goes back to the usual."""
        changed = replace(self, **changes)  # type: ignore[arg-type]  # callers name fields by their options
        is_there = int(changed.start) <= changed.places
        return changed if is_there else replace(changed, start="1")


def template_options(shelf: tuple[Kept, ...]) -> tuple[Option, ...]:
    """Every sound template, after what the settings say."""
    sound = ((kept.name, kept.title) for kept in shelf if not kept.fault)
    return (("", "As each ticket type is set"), *sound)


def kind_options(kinds: Mapping[str, int]) -> tuple[Option, ...]:
    """Every ticket type, and how many have it."""
    return (("", "Every ticket type"), *((kind, f"{kind} ({number:,})") for kind, number in kinds.items()))
