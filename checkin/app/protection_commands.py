"""Commands that protect people's data: erasing it, and a passphrase for what is kept."""

import os
from pathlib import Path
from typing import Annotated

import typer

from checkin.app.app import App
from checkin.app.command_line import ChoiceError, to_forget
from checkin.app.forgetting import Forgotten
from checkin.app.opening import open_app
from checkin.app.protecting import VARIABLE, change_passphrase, decrypt, encrypt
from checkin.errors import PassphraseError, SettingsError
from checkin.model.event import Event
from checkin.paths import Folders

commands = typer.Typer(add_completion=False, rich_markup_mode=None)

_TRIES = 3
_SHORTEST = 8  # letters; less is guessed in an afternoon by whoever has the file


def opened(folders: Folders) -> App:
    """The app, after asking for the passphrase where one is needed and the environment does not say it.

    Raises:
        PassphraseError: the environment says another one, or nobody knew it.
        CheckinError: see `open_app`.
    """
    app = _opened(folders)
    if app.mended is not None:
        typer.echo(app.mended.told, err=True)
    return app


def _opened(folders: Folders) -> App:
    said = os.environ.get(VARIABLE)
    if said:
        return open_app(folders, passphrase=said)
    for _ in range(_TRIES):
        try:
            return open_app(folders, passphrase=said)
        except PassphraseError as error:
            typer.echo(str(error), err=True)
        said = _asked("Passphrase")
    return open_app(folders, passphrase=said)


@commands.command("forget")
def forget_command(
    context: typer.Context,
    event: Annotated[
        str | None, typer.Argument(help="The event's id or name; the chosen one when left out.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every event, not only the chosen one.")] = False,
    journal: Annotated[bool, typer.Option("--journal", help="Its journals, too.")] = False,
    anyway: Annotated[
        Path | None,
        typer.Option(
            "--anyway",
            metavar="FILE",
            help="Also when the platform has not heard of everything; that is written to FILE first.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase an event from this computer: everybody in it, everything recorded, badge files, logs.

    How many came, where and when, stays as numbers: checkin status. The journal stays without --journal.
    """
    with opened(context.obj) as app:
        chosen = to_forget(app, event, every=every)
        if anyway is not None and len(chosen) > 1:
            raise ChoiceError("Name one event: --anyway writes what is left of it to one file.")
        for one in chosen:
            _confirm(app, one, anyway, yes=yes)
            unheard_to = anyway if app.unheard(one) else None
            _tell(one, app.forget_event(one, journal=journal, unheard_to=unheard_to))
        for other in app.events_here():
            typer.echo(f"Still here: {other.name}. To erase it too: forget --all")


def _confirm(app: App, event: Event, anyway: Path | None, *, yes: bool) -> None:
    unheard = app.unheard(event)
    if yes:
        return
    typer.confirm(f"Erase {event.name} and everything recorded of it?", abort=True)
    if unheard and anyway is not None:
        typer.confirm(
            f"Of {unheard} things the platform has not heard and never will: check-ins, badges, refused "
            f"scans. Every check-in is written to {anyway} first, which is yours to keep. Erase them here "
            "all the same?",
            abort=True,
        )


def _tell(event: Event, forgotten: Forgotten) -> None:
    numbers = forgotten.numbers
    typer.echo(f"{event.name} is erased from this computer.")
    typer.echo(f"Kept is only that {numbers.checked_in} of {numbers.attendees} came, and when and where.")
    for folder in sorted({file.parent for file in forgotten.journals}):
        typer.echo(
            f"Its journal, with names, still lies in {folder}. To read it, name its files to: recover. "
            "Delete them when nobody needs them."
        )
    for folder in forgotten.put_aside:
        typer.echo(f"A damaged list in {folder} may hold names of it: forget --all erases it.")
    typer.echo("What was exported, printed or backed up elsewhere is yours to delete.")


@commands.command("encrypt")
def encrypt_command(context: typer.Context) -> None:
    """Let a passphrase protect the attendee list on this computer; it is asked for at each start.

    It is taken from CHECKIN_PASSPHRASE, where that is set. There is no way back without it.
    """
    folders: Folders = context.obj
    encrypt(folders, _new_passphrase)
    typer.echo(
        "The attendee list is encrypted. Keep the passphrase safe: without it nobody can read the list."
    )
    typer.echo(
        f"Not encrypted are the journal in {folders.journal}, which holds names so that it can be read when "
        f"all else fails, badges in {folders.badges}, and what you export."
    )
    for aside in sorted(folders.data.glob("damaged-*")):
        typer.echo(f"Nor is a damaged list that was put aside, in {aside}: delete it when nobody needs it.")
    typer.echo(
        "The old list was overwritten; an SSD may keep parts of it for a while where only a laboratory finds "
        "them. Encrypting the whole disk protects those, too."
    )


@commands.command("decrypt")
def decrypt_command(context: typer.Context) -> None:
    """Let no passphrase protect the attendee list any more."""
    decrypt(context.obj, _passphrase)
    typer.echo(
        "The attendee list is not encrypted any more: whoever can read this computer's disk can read it."
    )


@commands.command("passphrase")
def passphrase_command(context: typer.Context) -> None:
    """Let another passphrase protect the attendee list.

    They are taken from CHECKIN_PASSPHRASE and CHECKIN_NEW_PASSPHRASE, where those are set.
    """
    change_passphrase(context.obj, _passphrase, lambda: _new_passphrase("CHECKIN_NEW_PASSPHRASE"))
    typer.echo("From now on the new passphrase protects the attendee list.")


def _passphrase() -> str:
    return os.environ.get(VARIABLE) or _asked("Passphrase")


def _new_passphrase(variable: str = VARIABLE) -> str:
    said = os.environ.get(variable) or _asked("New passphrase (several words are best)", twice=True)
    if len(said) < _SHORTEST:
        raise SettingsError(f"A passphrase has at least {_SHORTEST} letters; several words are best.")
    return said


def _asked(words: str, *, twice: bool = False) -> str:
    return str(typer.prompt(words, hide_input=True, confirmation_prompt=twice))
