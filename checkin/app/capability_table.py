"""What each platform can do, as a table for people: the README's, and `checkin platforms`."""

from collections.abc import Callable, Iterator, Sequence

from checkin.connectors.registry import PLATFORMS, Platform
from checkin.model.platform import Capability
from checkin.settings import Connection

Row = tuple[str, ...]

_TOLD = {
    Capability.CHECK_OUT: "check-out",
    Capability.UNDO: "undo",
    Capability.WALK_IN: "walk-ins",
    Capability.CORRECTION: "corrected names",
    Capability.PAIRING: "wristbands",
    Capability.REFUSALS: "refused scans",
    Capability.PRINT_LOG: "badge prints",
}
_AT_THE_DOOR = {
    Capability.ZONES: "sessions or zones",
    Capability.RULES: "rules of a zone",
    Capability.QUESTIONS: "questions",
    Capability.SIGNED_CODES: "signed codes, offline",
    Capability.LIVE_VERIFICATION: "asking the platform at each scan",
}

_PHOTOS = {
    "v3plus": "of speakers, and from the spreadsheet's folder",
    "spreadsheet": "from the file's folder",
    "pretix": "from a question for a file",
}

HEADER: Row = (
    "platform",
    "events",
    "attendees",
    "check-in is told",
    "besides, it is told of",
    "at the door",
    "its badge designs",
    "photos",
    "callbacks",
)


NOTE = (
    "\\* where it is set up so: Badgestic's with a guest field chosen for it, Sarcon's by a mapping file, "
    "pretix' with the device's security profile “full”. "
    "eventyay is told of check-ins and check-outs only, and signs no codes."
)
"""What the star means."""


def rows() -> tuple[Row, ...]:
    """A row for each platform, as `HEADER` names the columns; a star marks what depends on the set-up."""
    return tuple(_row(platform) for platform in PLATFORMS.values())


def markdown() -> str:
    """The table as Markdown."""
    lines = [_line(HEADER), _line(["---"] * len(HEADER))]
    return "\n".join([*lines, *map(_line, rows()), "", NOTE])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _row(platform: Platform) -> Row:
    form = platform.form
    can, always = form.capabilities, platform.capabilities(Connection(platform=form.platform))

    def said(able: Capability, words: str) -> str:
        return words if able in always else f"{words}\\*"

    return (
        form.label,
        "listed" if Capability.LIST_EVENTS in can else _without_list(can),
        _attendees(can, always),
        _check_in(can, said),
        _joined(said(able, words) for able, words in _TOLD.items() if able in can),
        _joined(said(able, words) for able, words in _AT_THE_DOOR.items() if able in can),
        "imported" if Capability.BADGE_DESIGNS in can else "-",
        _PHOTOS.get(form.platform, "yes") if Capability.PHOTOS in can else "-",
        "yes" if Capability.WEBHOOKS in can else "-",
    )


def _without_list(can: frozenset[Capability]) -> str:
    return "the file is the event" if Capability.ROSTER in can else "by their numbers"


def _attendees(can: frozenset[Capability], always: frozenset[Capability]) -> str:
    if Capability.ROSTER in can:
        return "from a spreadsheet"
    if Capability.DELTA_PULL in can:
        return "all, then what changed" if Capability.DELTA_PULL in always else "all, or what changed\\*"
    return "all, each time"


def _check_in(can: frozenset[Capability], said: Callable[[Capability, str], str]) -> str:
    if Capability.CHECK_IN_OUR_TIME in can:
        return said(Capability.CHECK_IN_OUR_TIME, "yes, with the time at the door")
    if Capability.CHECK_IN_THEIR_TIME in can:
        return said(Capability.CHECK_IN_THEIR_TIME, "yes, with the time it arrives")
    return "no: kept here, exported"


def _joined(words: Iterator[str]) -> str:
    return ", ".join(words) or "-"
