"""What the demonstration measured, and how it is shown."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from rich.console import Console
from rich.table import Table

from checkin.model.counted import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Counted, not assumed.

    Attributes:
        attendees: in the mirror after the pull.
        scans: frames with a code that were decoded and answered.
        misread: frames out of which another payload came than went in.
        admitted: check-ins that were shown green.
        refused: scans refused, by reason.
        during_outage: check-ins shown green while the platform could not be reached.
        undone: check-ins taken back at the desk.
        settled: operations the platform took; parked: those it refused; waiting: those left.
        platform_checkins: check-ins in the platform's own record; of a platform that keeps none, those in
            what is exported for the organiser.
        lost: green and not taken back, yet not in the platform's record.
        doubled: attendees whom the platform's record has more than once.
        unexpected: scans answered otherwise than the platform's data demand, and check-ins the platform
            has of people who were never shown green.
        badges: PDFs printed; badges_decoded: those whose code, rendered to pixels and decoded, is the
            attendee's own.
        seconds: the whole run, whole seconds.
    """

    attendees: int
    scans: int
    misread: int
    admitted: int
    during_outage: int
    undone: int
    settled: int
    parked: int
    waiting: int
    platform_checkins: int
    lost: int
    doubled: int
    unexpected: int
    badges: int
    badges_decoded: int
    seconds: int = 0
    refused: dict[str, int] = field(default_factory=dict)

    @property
    def faults(self) -> tuple[str, ...]:
        """What is not as it must be, in words; empty when all is well."""
        return tuple(self._faults())

    def _faults(self) -> Iterator[str]:
        for name in ("misread", "lost", "doubled", "unexpected", "parked", "waiting"):
            number = getattr(self, name)
            if number:
                yield f"{number} {name}"
        if self.badges_decoded != self.badges:
            number = self.badges - self.badges_decoded
            yield f"{counted(number, 'badge')} {'does' if number == 1 else 'do'} not scan"
        if self.badges != self.admitted:
            yield f"{self.admitted} admitted, but {counted(self.badges, 'badge')}"
        if not (self.admitted and self.during_outage and self.refused):
            yield "the story did not happen"

    def as_dict(self) -> dict[str, object]:
        """For a file."""
        return asdict(self)


_ROWS = (
    ("attendees", "attendees pulled"),
    ("scans", "codes read out of camera frames"),
    ("admitted", "admitted"),
    ("during_outage", "… of them with the network gone"),
    ("undone", "… of them taken back again"),
    ("settled", "told to the platform, of every kind"),
    ("platform_checkins", "check-ins in the platform's own record, or exported where it keeps none"),
    ("lost", "lost"),
    ("doubled", "doubled"),
    ("badges", "badges printed"),
    ("badges_decoded", "… of them scan as their attendee"),
    ("seconds", "seconds"),
)


def print_report(report: Report, console: Console) -> None:
    """Show the report as a table."""
    table = Table(title="The check-in desk, demonstrated", show_header=False, title_justify="left")
    table.add_column("what")
    table.add_column("figure", justify="right")
    for name, label in _ROWS:
        table.add_row(label, str(getattr(report, name)))
        if name == "undone":
            for refusal, number in sorted(report.refused.items()):
                table.add_row(f"refused: {refusal}", str(number))
    console.print(table)
    if report.faults:
        console.print("Not as it must be: " + "; ".join(report.faults), style="bold red")
    else:
        console.print("Nothing lost, nothing counted twice; every badge scans.", style="bold green")
