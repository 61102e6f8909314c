"""`checkin codes`: a list of attendees with codes that nobody can guess, to be taken on every computer."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from checkin.connectors.roster import FIELDS, coded_roster, field_called
from checkin.desk.tabulate import ExportFormat, draft_of, tabulate
from checkin.errors import SettingsError
from checkin.model.roster import CodedRoster

commands = typer.Typer(add_completion=False, rich_markup_mode=None)

_FORMS = (ExportFormat.XLSX, ExportFormat.ODS, ExportFormat.CSV)
_PLATFORM = "spreadsheet"
_FIELD_NAMES = ", ".join(one.name for one in FIELDS)

COLUMN_HELP = (
    "Which column is what, where its name does not say so: code=Access; repeatable. Fields: "
    f"{_FIELD_NAMES}; name is full_name."
)


@commands.command("codes")
def codes_command(
    file: Annotated[Path, typer.Argument(metavar="LIST", help="The list of attendees; it is not changed.")],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Where to write it (.xlsx, .ods, .csv). Who is in this file already keeps their code.",
        ),
    ],
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="FIELD=HEADER", help=COLUMN_HELP),
    ] = None,
) -> None:
    """Write a list of attendees with a code nobody can guess for everybody who has none.

    Take that file on every computer instead of the list: what one prints, the others then know.
    """
    coded = write_coded(file, out, chosen_columns(column or ()))
    kept = f" {coded.kept} kept the code they had there." if coded.kept else ""
    typer.echo(f"{_people(coded.made)} got a code.{kept} Take this file on every computer: {out}")


def chosen_columns(typed: Iterable[str]) -> dict[str, str]:
    """Field and header, as they were typed: ``code=Access``.

    Raises:
        SettingsError: there is no such field.
        typer.BadParameter: something is not in that form.
    """
    return dict(map(_pair, typed))


def write_coded(file: Path, out: Path, columns: Mapping[str, str]) -> CodedRoster:
    """Write a list with codes; whoever is in `out` already, from an earlier time, keeps theirs.

    Raises:
        SettingsError: there is no list, `out` is the list itself or no table, the columns are not in it, or
            everybody has a code.
        UnreachableError, UnreadableReplyError: the list, or what is at `out` already, cannot be read.
        ExportError: the file cannot be written.
    """
    form = next((one for one in _FORMS if out.suffix.lower() == f".{one.value}"), None)
    if form is None:
        raise SettingsError(f"Let the file's name end in {', '.join(f'.{one.value}' for one in _FORMS)}.")
    if not file.exists():
        raise SettingsError(f"There is no file {file}. Nothing was written.")
    if out.exists() and out.samefile(file):
        raise SettingsError("Give the list with codes another name: the list itself is not changed.")
    coded = coded_roster(_PLATFORM, file, columns, out if out.exists() else None)
    with draft_of(out) as draft:
        tabulate(draft, form, coded.headers, coded.rows)
    return coded


def _pair(text: str) -> tuple[str, str]:
    name, equals, header = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"{text!r} should be a field, =, and a column, such as code=Access.")
    field = field_called(name)
    if field is None:
        raise SettingsError(f"There is no field {name.strip()!r} of a list. Fields: {_FIELD_NAMES}.")
    return field, header.strip()


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"
