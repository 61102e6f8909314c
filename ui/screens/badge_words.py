"""What is said of badges that were asked for."""

from checkin.model.print_job import JobState, PrintJob, ReprintReason
from checkin.notices import BadgePrinted

PRINTING = "Printing…"

REASONS = (
    (ReprintReason.LOST, "&Lost"),
    (ReprintReason.SPOILED, "&Spoiled"),
    (ReprintReason.NAME_WRONG, "Name was &wrong"),
    (ReprintReason.OTHER, "&Other"),
)
"""Why somebody gets another badge, and what the buttons say; each has a key (Alt and its letter)."""


def came_out(notice: BadgePrinted) -> str:
    """Where a badge came out, as the end of a sentence: ``printed on Zebra``.

    That a printer never says so is explained once, not with each badge.
    """
    if notice.path is not None:
        return f"saved in {notice.where}"
    if notice.confirmed:
        return f"printed on {notice.where}"
    sent = f"sent to {notice.where}"
    return f"{sent}. This printer does not say whether a badge came out" if notice.is_news else sent


def trouble(job: PrintJob, others: int = 0) -> str:
    """What keeps a badge, and `others` with it, and what to do."""
    several = f"{others + 1} badges"
    match job.state:
        case JobState.DOUBTFUL:
            return f"Did the badge of {job.name} come out? {job.words}"
        case JobState.FAILED:
            return f"{several if others else f'Badge of {job.name}'} not printed. {job.words}"
        case _:
            return f"{f'{several} wait' if others else f'Badge of {job.name} waits'}. {job.words}"
