"""A list of attendees in a file, looked at before it is taken."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from checkin.app import App
from checkin.errors import CheckinError
from checkin.model.roster import CodedRoster, RosterPreview, RosterRow
from ui.screens.messages import Message, sentences
from ui.screens.setup.connect_words import as_said
from ui.tasks import Ask
from ui.theme.tokens import Tone

NO_COLUMN = ""
"""The choice that nothing is taken for a field."""

MOST_PROBLEMS = 100
"""More are counted, but not listed."""

_SHOWN = (
    ("First name", "given_name"),
    ("Last name", "family_name"),
    ("Company", "company"),
    ("Job title", "job_title"),
    ("E-mail", "email"),
    ("Ticket type", "ticket_type"),
    ("Status", "status"),
    ("Code", "code"),
    ("Order", "order"),
    ("Valid from", "valid_from"),
    ("Valid until", "valid_until"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChoice:
    """One of our fields, and the column it is taken from (`NO_COLUMN` for none)."""

    field: str
    label: str
    chosen: str


class RosterLook:  # noqa: PLR0904  (a line each of what is seen of a list)
    """What a list would become, and which column is what.

    Attributes:
        file: the list that is looked at; empty for none.
        preview: what it would become; None until it was read.
        busy: whether it is being read.
        trouble: why it could not be read.
        told: what came of writing it with codes; None before.
        taken: called with the file that is to be the list from now on.
    """

    def __init__(self, app: App, ask: Ask, changed: Callable[[], object]) -> None:
        self._app = app
        self._ask = ask
        self._changed = changed
        self._turn = 0
        self.file = ""
        self.preview: RosterPreview | None = None
        self.busy = False
        self.trouble: Message | None = None
        self.told: Message | None = None
        self.taken: Callable[[str], object] = lambda _: None

    def look(self, file: str, columns: Mapping[str, str]) -> None:
        """Read another list; one that was read already is not read again."""
        wanted = file.strip()
        if wanted == self.file and self.trouble is None:
            return
        self.close()
        self.file = wanted
        if wanted:
            self._read(columns)

    def close(self) -> None:
        """Look at no list any more; an answer that is still to come is not listened to."""
        self._turn += 1
        self.file, self.preview, self.busy, self.trouble, self.told = "", None, False, None, None

    def choose(self, field: str, header: str) -> None:
        """Take a field from this column from now on, and look again."""
        if self.preview is not None and not self.busy and dict(self.preview.columns).get(field) != header:
            self._read({**dict(self.preview.columns), field: header})

    @property
    def offers_codes(self) -> bool:
        """Whether some have no code in the list, and can be given one."""
        return self.preview is not None and bool(self.preview.reckoned)

    @property
    def says_of_codes(self) -> Message | None:
        """What came of writing the list with codes; before, why that should be done."""
        if self.told is not None or self.preview is None or not self.preview.reckoned:
            return self.told
        number = self.preview.reckoned
        return Message(
            tone=Tone.ASK,
            title=f"{_counted(number, 'attendee')} {'has' if number == 1 else 'have'} no code in this list",
            advice="Theirs is worked out from their number, or their e-mail and name: whoever knows these "
            "can make a ticket that is let in. Save the list with codes that nobody can guess, and take "
            "that file on every computer. Where badges were printed already, go on with the list as it is.",
        )

    @property
    def coded_name(self) -> str:
        """Where the list with codes goes, unless somebody wants it elsewhere: beside it, as photos are."""
        file = Path(self.file)
        return str(file.with_name(f"{file.stem} with codes.xlsx"))

    def save_coded(self, out: Path) -> None:
        """Write the list with codes nobody can guess, and go on with that file."""
        if not self.offers_codes or self.busy or self.preview is None:
            return
        file, columns = Path(self.file), dict(self.preview.columns)
        self.busy, self.told = True, None
        self._changed()

        def take(coded: CodedRoster) -> None:
            self.taken(str(out))
            self.file, self.told = str(out), _coded(coded)
            self._read(coded.columns)

        def fail(error: CheckinError) -> None:
            self.busy = False
            self.told = Message(
                tone=Tone.NO, title="The list with codes was not written", advice=as_said(error)
            )
            self._changed()

        self._ask(lambda: self._app.code_roster(file, out, columns), take, fail)

    def _read(self, columns: Mapping[str, str]) -> None:
        self._turn += 1
        turn, file = self._turn, Path(self.file)
        self.busy, self.trouble = True, None
        self._changed()

        def take(preview: RosterPreview) -> None:
            if turn == self._turn:
                self.busy, self.preview = False, preview
                self._changed()

        def fail(error: CheckinError) -> None:
            if turn == self._turn:
                self.busy, self.preview = False, None
                self.trouble = Message(
                    tone=Tone.NO,
                    title="This list cannot be read",
                    advice=f"{as_said(error)} Mend it or choose another file, then look again.",
                )
                self._changed()

        self._ask(lambda: self._app.preview_roster(file, columns), take, fail)

    @property
    def title(self) -> str:
        """What the list gives, in a line."""
        if self.preview is None:
            return "Reading the list…"
        total = self.preview.total
        return "Nobody is in this list" if not total else f"{_counted(total, 'attendee')} in this list"

    @property
    def missing(self) -> str:
        """Why the list cannot be taken yet; empty when it can, or when there is none."""
        if self.trouble is not None:
            return "The list of attendees cannot be read."
        return "" if self.preview is None else self.preview.missing

    @property
    def doubt(self) -> Message | None:
        """What should be looked at before the list is taken; None when nothing is."""
        rows = () if self.preview is None else self.preview.rows
        if not rows or any(row.given_name or row.family_name for row in rows):
            return None
        return Message(
            tone=Tone.ASK,
            title="Nobody in this list has a name yet",
            advice="Choose the column of the names below. Without one nobody can be found by name, and "
            "badges stay empty.",
        )

    @property
    def option(self) -> str:
        """Which column is what, as the connection keeps it; empty without a list."""
        return "" if self.preview is None else json.dumps(dict(self.preview.columns), ensure_ascii=False)

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The columns to choose from, as value and words."""
        found = () if self.preview is None else self.preview.headers
        return ((NO_COLUMN, "(none)"), *((header, header) for header in found if header))

    @property
    def choices(self) -> tuple[ColumnChoice, ...]:
        """One of our fields after the other."""
        if self.preview is None:
            return ()
        chosen = dict(self.preview.columns)
        return tuple(
            ColumnChoice(field=field.name, label=field.label, chosen=chosen.get(field.name, NO_COLUMN))
            for field in self.preview.fields
        )

    @property
    def table(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Headers and the first rows as they would become attendees, without columns that say nothing."""
        rows = () if self.preview is None else self.preview.rows
        shown = [(title, name) for title, name in _SHOWN if any(getattr(row, name) for row in rows)]
        several = any(row.admits > 1 for row in rows)
        titles = ("Line", *(title for title, _ in shown), *(("People",) if several else ()))
        return titles, tuple(_cells(row, [name for _, name in shown], several=several) for row in rows)

    @property
    def problems_title(self) -> str:
        """How many rows were not taken as they stand; empty when there are none."""
        count = 0 if self.preview is None else len(self.preview.problems)
        if not count:
            return ""
        more = f", the first {MOST_PROBLEMS} of them below" if count > MOST_PROBLEMS else ""
        return f"{_counted(count, 'row')} to look at{more}"

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """By line, what is wrong there."""
        found = () if self.preview is None else self.preview.problems[:MOST_PROBLEMS]
        return tuple((f"Line {problem.line}", problem.words) for problem in found)

    @property
    def notes(self) -> str:
        """How the file was understood."""
        return "" if self.preview is None else sentences(*self.preview.notes)


def _coded(coded: CodedRoster) -> Message:
    kept = f" {_counted(coded.kept, 'attendee')} kept the code they had in it." if coded.kept else ""
    return Message(
        tone=Tone.YES,
        title=f"{_counted(coded.made, 'attendee')} got a code that nobody can guess",
        advice=f"This file is your list now.{kept} Take it on every computer: with another one, badges "
        "printed here are not known there.",
    )


def _cells(row: RosterRow, names: list[str], *, several: bool) -> tuple[str, ...]:
    return (
        str(row.line),
        *(str(getattr(row, name)) for name in names),
        *((str(row.admits),) if several else ()),
    )


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
