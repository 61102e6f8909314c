"""What badges can be printed from and on, for a terminal."""

from collections.abc import Iterable, Iterator

from checkin.badges.label_sheets import LABELS
from checkin.badges.sheets import SINGLE, names
from checkin.badges.shelf import Kept
from checkin.paths import resource


def offers(templates: Iterable[Kept]) -> Iterator[str]:
    """A line for each template and each sheet, by the names they are called by."""
    yield "Templates (--template):"
    for kept in templates:
        said = f"not right; why, says: badges --check --template '{kept.name}'" if kept.fault else kept.title
        yield f"  {kept.name:<20} {said}"
    yield f"Designs that come with the app are files in {resource('badges')}"
    yield "To have one of your own: copy such a file, change the copy and name it with --template;"
    yield "or duplicate it in the app: Settings, Design badges."
    yield f"What a template may hold is said in {resource('help', 'templates.md')}"
    yield "and in the app under Settings, Help, Badge templates."
    yield "Sheets (--sheet):"
    yield f"  {SINGLE:<20} one badge a page, as large as the badge"
    for name in names():
        if name in LABELS:
            labels = LABELS[name]
            size = f"{labels.place.width:g} x {labels.place.height:g} mm"
            yield f"  {name:<20} {labels.title}: {labels.places} of {size}"
        elif name != SINGLE:
            yield f"  {name:<20} as many as fit, with marks to cut at"
