"""`checkin recover`: from journals back to who came."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from checkin.app.protection_commands import opened
from checkin.desk.export import ExportError, ExportFormat, export
from checkin.journal.reading import NoJournalError
from checkin.journal.restore import Rebuilt, rebuild
from checkin.mirror import events
from checkin.mirror.database import Mirror
from checkin.model.counted import counted

commands = typer.Typer(add_completion=False, rich_markup_mode=None)


@commands.command("recover")
def recover_command(
    context: typer.Context,
    places: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FOLDER_OR_FILE]...", exists=True, help="Journals; those of this computer when left out."
        ),
    ] = None,
    to_file: Annotated[
        Path | None,
        typer.Option(
            "--export",
            help="Only write who came when to this file (.csv, .xlsx, .ods, .json); change nothing here.",
        ),
    ] = None,
) -> None:
    """Put back what journals tell: who came, and what the platform is still to be told.

    Nothing is changed that is here already: it may be done twice, and with the journals of all stations.
    """
    if to_file is not None:
        typer.echo(who_came(places or [context.obj.journal], to_file))
        return
    with opened(context.obj) as app:
        rebuilt = _genuine(app.recover(places or app.journal_folders))
        chosen, connection = app.event, app.settings.connection
    typer.echo(told(rebuilt))
    if connection is None:
        typer.echo("Next: connect to the platform and choose this event (checkin pull, or in the window).")
    elif chosen is None:
        typer.echo("Next: choose the event (checkin pull --event, or in the window).")
    else:
        typer.echo("Next: checkin pull, then checkin push.")


def who_came(places: list[Path], file: Path) -> str:
    """Write every movement the journals of one event tell of; what was done, in a sentence or two.

    Raises:
        NoJournalError: there is none, or it cannot be read.
        ExportError: the journals are of several events, or the file cannot be written.
    """
    form = next((one for one in ExportFormat if file.suffix.lower() == f".{one.value}"), None)
    if form is None:
        raise ExportError(f"Let the file's name end in {', '.join(f'.{one.value}' for one in ExportFormat)}.")
    with tempfile.TemporaryDirectory(prefix="checkin-recover-") as folder:
        mirror = Mirror(Path(folder) / "mirror.sqlite")
        try:
            rebuilt = _genuine(rebuild(mirror, places))
            with mirror.read() as connection:
                found = events.everything(connection)
            if len(found) != 1:
                names = ", ".join(event.name for event in found) or "none"
                raise ExportError(f"Name the journals of one event; these are of: {names}.")
            written = export(mirror, found[0], file, form)
        finally:
            mirror.close()
    return f"{found[0].name}: {counted(written, 'movement')} written to {file}.{_unreadable(rebuilt)}"


def _genuine(rebuilt: Rebuilt) -> Rebuilt:
    """Raises NoJournalError where nothing that was named is a journal."""
    if not rebuilt.openings:
        raise NoJournalError(
            f"None of {counted(rebuilt.files, 'file')} is a journal of this app; nothing was changed."
        )
    return rebuilt


def _of_badges(lines: int) -> tuple[str, ...]:
    if not lines:
        return ()
    return ("Who has a badge is known again; of what may not have come out you are asked under Badges.",)


def _unreadable(rebuilt: Rebuilt) -> str:
    lines = rebuilt.restored.unreadable
    return f" {counted(lines, 'line')} could not be read." if lines else ""


def told(rebuilt: Rebuilt) -> str:
    """What was done, in a sentence or two."""
    done = rebuilt.restored
    names = ", ".join(opening.event_name for opening in rebuilt.openings) or "no event"
    put_back = f"{counted(done.movements, 'movement')} and {counted(done.operations, 'operation')} put back"
    files, people = counted(rebuilt.files, "file"), counted(done.people, "person", "people")
    sentences = [
        f"{names}: {put_back} from {files}; {people} made anew.",
        *_of_badges(done.badges),
        f"{counted(done.known, 'line')} told nothing new.",
        "What the journal does not know to be settled is read back before it is sent.",
    ]
    return f"{' '.join(sentences)}{_unreadable(rebuilt)}"
