"""Commands that protect people's data: erasing it, and a passphrase for what is kept."""

import os
import shlex
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Annotated

import typer

from checkin.app.app import App
from checkin.app.command_line import ChoiceError, to_forget
from checkin.app.forgetting import Forgotten
from checkin.app.left_behind import LeftBehind, erase_left, left_behind
from checkin.app.opening import open_app
from checkin.app.protecting import VARIABLE, change_passphrase, decrypt, encrypt
from checkin.errors import PassphraseError, SettingsError
from checkin.model.counted import counted
from checkin.model.event import Event
from checkin.paths import Folders

commands = typer.Typer(add_completion=False, rich_markup_mode=None)

_TRIES = 3
_NAMED = 5  # folders, of perhaps many
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
    journal: Annotated[
        bool, typer.Option("--journal", help="Its journals, too; also when it was erased before.")
    ] = False,
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

    How many came, where and when, stays as numbers: checkin status. The journal stays without --journal; it
    can be erased later, too, by the same words with --journal.
    """
    with opened(context.obj) as app:
        gone = _gone(app, event, every=every)
        chosen = _chosen(app, event, gone, every=every, journal=journal)
        if anyway is not None and len(chosen) > 1:
            raise ChoiceError("Name one event: --anyway writes what is left of it to one file.")
        for one in chosen:
            _confirm(app, one, anyway, yes=yes)
            unheard_to = anyway if app.unheard(one) else None
            _tell(one, app.forget_event(one, journal=journal, unheard_to=unheard_to), journal=journal)
        for left in gone if journal else ():
            _erase_left(left, yes=yes)
        for other in app.events_here():
            number = counted(app.people_of(other), "attendee")
            typer.echo(f"Still here: {other.name} ({number}). To erase it too: {_to_erase(app, other)}")


def _to_erase(app: App, event: Event) -> str:
    """What to type; by its name, unless another event is called the same."""
    called = [one for one in app.events_here() if one.name.casefold() == event.name.casefold()]
    name = event.name if len(called) == 1 else event.platform.platform_id
    return f"checkin forget {shlex.quote(name)}, or all that is here: checkin forget --all"


def _gone(app: App, named: str | None, *, every: bool) -> tuple[LeftBehind, ...]:
    """The journals that are meant, of events that are not here any more."""
    if every:
        return left_behind(app)
    return () if named is None else tuple(left for left in left_behind(app) if left.is_called(named))


def _chosen(
    app: App, named: str | None, gone: tuple[LeftBehind, ...], *, every: bool, journal: bool
) -> tuple[Event, ...]:
    """The events to erase; none where only their journals are left, and those are to go.

    Raises:
        ChoiceError: there is nothing to erase, or it is not clear what is meant.
    """
    try:
        return to_forget(app, named, every=every)
    except ChoiceError as error:
        if gone and journal:
            return ()
        left = [one for one in gone or left_behind(app) if one.files]
        if not left:
            raise
        listed = ", ".join(one.name + (f" ({one.id})" if one.id else "") for one in left)
        raise ChoiceError(
            f"{error} Of events that were erased, journals with names are still here: {listed}. To erase "
            "them: checkin forget EVENT --journal, or all of them: checkin forget --all --journal"
        ) from error


def _erase_left(left: LeftBehind, *, yes: bool) -> None:
    of = f"{left.name} ({left.id})" if left.id else left.name
    if left.files:
        number = counted(len(left.files), "file")
        if not yes:
            typer.confirm(f"Erase the journal of {of}, {number} with names?", abort=True)
        erase_left(left)
        typer.echo(f"The journal of {of} is erased: {number}.")
    _tell_of_others(left.others)


def _tell_of_others(files: Iterable[Path]) -> None:
    for folder in sorted({file.parent for file in files}):
        typer.echo(f"What another computer wrote still lies in {folder}. Erase it there in the same way.")


def _confirm(app: App, event: Event, anyway: Path | None, *, yes: bool) -> None:
    unheard = app.unheard(event)
    if yes:
        return
    files = _files(app.badge_files(event))
    with_it = f" This erases {files}, too." if files else ""
    typer.confirm(f"Erase {event.name} and everything recorded of it?{with_it}", abort=True)
    if unheard and anyway is not None:
        typer.confirm(
            f"Of {unheard} things the platform has not heard and never will: check-ins, badges, refused "
            f"scans. Every check-in is written to {anyway} first, which is yours to keep. Erase them here "
            "all the same?",
            abort=True,
        )


def _files(badges: Collection[Path]) -> str:
    """How many files of badges, and where; empty for none."""
    if not badges:
        return ""
    folders = sorted({str(file.parent) for file in badges})
    more = f" and {counted(len(folders) - _NAMED, 'more folder')}" if len(folders) > _NAMED else ""
    return f"{counted(len(badges), 'file')} with badges in {', '.join(folders[:_NAMED])}{more}"


def _tell(event: Event, forgotten: Forgotten, *, journal: bool) -> None:
    numbers = forgotten.numbers
    typer.echo(f"{event.name} is erased from this computer.")
    typer.echo(f"Kept is only that {numbers.checked_in} of {numbers.attendees} came, and when and where.")
    if forgotten.badges:
        typer.echo(f"With it went {_files(forgotten.badges)}.")
    if journal:
        _tell_of_others(forgotten.journals)
    for folder in () if journal else sorted({file.parent for file in forgotten.journals}):
        typer.echo(
            f"Its journal, with names, still lies in {folder}. To read it, name its files to: recover. "
            f"When nobody needs it: checkin forget '{event.platform.platform_id}' --journal"
        )
    for folder in forgotten.put_aside:
        typer.echo(f"A damaged list in {folder} may hold names of it: forget --all erases it.")
    typer.echo("What was exported, copied or backed up, and badges on paper, are yours to delete.")


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
