"""The `checkin` command; without a verb it opens the window."""

import json
import logging
import os
import runpy
import sys
import tempfile
import threading
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from checkin.app import App, PullSummary, Schedule, open_app
from checkin.app import command_line as doing
from checkin.app.badge_commands import commands as badges
from checkin.app.capability_table import HEADER, NOTE, markdown, rows
from checkin.app.coded_lists import COLUMN_HELP, chosen_columns
from checkin.app.coded_lists import commands as coded_lists
from checkin.app.demo import run_demo
from checkin.app.demo.report import print_report
from checkin.app.doctor import Finding, Health, examine
from checkin.app.photographs import photos_lost
from checkin.app.protection_commands import commands as protection
from checkin.app.protection_commands import opened
from checkin.app.receiving import receiving
from checkin.app.recovering import commands as recovering
from checkin.app.report import write_report
from checkin.app.training import Population
from checkin.credentials import SessionVault
from checkin.desk.export import ExportFormat
from checkin.errors import CheckinError, SettingsError
from checkin.model.counted import counted
from checkin.model.platform import SetupField
from checkin.notices import Notice, PullProgressed
from checkin.paths import folders_under, user_folders
from checkin.practice.rehearsals import Rehearsal, perform, rehearse

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
cli.add_typer(badges)
cli.add_typer(coded_lists)
cli.add_typer(protection)
cli.add_typer(recovering)
console = Console(markup=False, highlight=False)  # names from platforms may look like markup
complaints = Console(stderr=True, style="red", markup=False, highlight=False)

Data = Annotated[
    Path | None, typer.Option("--data", help="Folder to keep everything in, instead of the user's own.")
]
Url = Annotated[str | None, typer.Option("--url", help="The platform's address.")]
AccountName = Annotated[str | None, typer.Option("--account", help="The account, usually an e-mail address.")]
EventName = Annotated[str | None, typer.Option("--event", help="The event's id or name at the platform.")]
Password = Annotated[
    str,
    typer.Option(
        envvar="CHECKIN_PASSWORD", show_default=False, help="Better left to the prompt, or CHECKIN_PASSWORD."
    ),
]
PlatformName = Annotated[str, typer.Option("--platform", help="Which kind of platform it is.")]
More = Annotated[
    list[str] | None,
    typer.Option("--set", help="A further answer to the platform's form, such as company=12; repeatable."),
]
PlainHttp = Annotated[bool, typer.Option("--plain-http", help="Allow an unencrypted address.")]


@cli.callback(invoke_without_command=True)
def window(context: typer.Context, data: Data = None) -> None:
    """The check-in desk. Without a command, the window opens."""
    context.obj = user_folders() if data is None else folders_under(data)
    if context.invoked_subcommand is None:
        _need_a_display()
        sys.argv = ["checkin", *(["--data", str(data)] if data else [])]
        runpy.run_module("ui", run_name="__main__")


def _need_a_display() -> None:
    """Qt would end the process with a riddle."""
    there = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not there:
        complaints.print(
            "There is no display to open the window on. Without one: checkin demo --headless, "
            "or pull, push, status, export and doctor."
        )
        raise typer.Exit(1)


def _open(context: typer.Context) -> App:
    return opened(context.obj)


def _named(
    platform: str | None,
    url: str | None,
    account: str | None,
    more: list[str] | None,
    *,
    columns: list[str] | None,
    plain_http: bool,
) -> doing.Named | None:
    """What was named to connect to; None when nothing was: then it is the connection of last time."""
    answers = dict(_pair(one) for one in more or ())
    answers |= {"base_url": url} if url is not None else {}
    answers |= {"account": account} if account is not None else {}
    if not answers and platform is None and not columns:
        return None
    return doing.Named(
        platform=platform or ("spreadsheet" if columns else "open_event"),
        answers=answers,
        columns=chosen_columns(columns or ()),
        plain_http=plain_http,
    )


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise typer.BadParameter(f"{text!r} should be a name, =, and a value, such as company=12.")
    return name.strip(), value


def _sign_in(app: App, named: doing.Named | None, password: str) -> None:
    given: list[str] = []

    def ask(field: SetupField) -> str:
        known = os.environ.get(f"CHECKIN_{field.name.upper()}", "") or (
            password if field.name == "password" else ""
        )
        if not known and (field.required or not (given or not sys.stdin.isatty())):
            words = field.label if field.required else f"{field.label} (Enter where there is none)"
            default = None if field.required else ""
            known = str(typer.prompt(words, hide_input=True, default=default, show_default=False))
        given.extend([known] if known else [])  # whoever has a token needs no password
        return known

    account = doing.sign_in(app, named, ask)
    for note in account.notes if account and not password else ():
        complaints.print(note)


@cli.command()
def pull(
    context: typer.Context,
    url: Url = None,
    account: AccountName = None,
    event: EventName = None,
    password: Password = "",
    platform: Annotated[
        str | None,
        typer.Option("--platform", help="Which kind of platform it is; open_event, or that of last time."),
    ] = None,
    more: More = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="FIELD=HEADER", help=f"Of a list in a file. {COLUMN_HELP}"),
    ] = None,
    plain_http: PlainHttp = False,
    photos: Annotated[
        bool, typer.Option("--photos", help="Fetch everybody's photo, whether or not badges show photos.")
    ] = False,
) -> None:
    """Pull an event's attendees into this computer's mirror.

    What a platform asks for is listed by: checkin platforms. Secrets are asked for, or taken from the
    environment: CHECKIN_ and the field's name, such as CHECKIN_PASSWORD or CHECKIN_TOKEN.
    """
    with _open(context) as app:
        _sign_in(app, _named(platform, url, account, more, columns=column, plain_http=plain_http), password)
        chosen = doing.choose_event(app, event)
        summary = _pull_with_progress(app)
        console.print(
            f"{chosen.name}: {counted(summary.attendees, 'attendee')}, {summary.removed:,} removed."
        )
        about_photos = _fetch_photos(app, everybodys=photos)
        if about_photos:
            console.print(about_photos, soft_wrap=True)
        station = doing.choose_first_station(app)
        if station is not None:
            console.print(f"This computer works as {station.name}.")


def _fetch_photos(app: App, *, everybodys: bool) -> str:
    """What came of it; empty where there is nothing to say."""
    if everybodys and app.event is not None:
        app.photos.catch_up(app.event.id)
        return app.about_photos(photos_lost) or "All photos are here."
    failed = app.photos.catch_up().failed
    return photos_lost(failed, "the next pull") if failed else ""


def _pull_with_progress(app: App) -> PullSummary:
    columns = (TextColumn("pulling"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=complaints, transient=True) as progress:
        bar = progress.add_task("pulling", total=None)

        def show(notice: Notice) -> None:
            if isinstance(notice, PullProgressed):
                progress.update(bar, completed=notice.done, total=notice.total)

        stop = app.notices.listen(show)
        try:
            return app.pull()
        finally:
            stop()


@cli.command()
def push(
    context: typer.Context,
    password: Password = "",
    patience: Annotated[float, typer.Option(help="Seconds to go on at most.")] = 60.0,
) -> None:
    """Send what waits in the outbox."""
    with _open(context) as app:
        _sign_in(app, None, password)
        pushed = doing.push_everything(app, patience)
    counts = pushed.counts
    console.print(f"settled {counts.settled}, waiting {counts.waiting}, parked {counts.parked}")
    if pushed.trouble:
        complaints.print(pushed.trouble)
    if counts.waiting or counts.parked:
        raise typer.Exit(1)


@cli.command()
def status(context: typer.Context) -> None:
    """Say what is in the mirror and what waits, without asking the platform."""
    with _open(context) as app:
        table = Table(show_header=False)
        for name, value in doing.facts(app):
            table.add_row(name, value)
        console.print(table)
        for one in app.parked():
            console.print(f"parked: attendee {one.operation.attendee} at {one.station_name}: {one.reason}")


@cli.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    form: Annotated[
        ExportFormat | None, typer.Option("--format", help="By the file's name when left out.")
    ] = None,
    people: Annotated[
        bool, typer.Option("--people", help="A row for each attendee instead of each check-in.")
    ] = False,
) -> None:
    """Write everything recorded of the event, with what the platform knows of it."""
    by_name = {f".{one.value}": one for one in ExportFormat}
    written = form or by_name.get(file.suffix.lower())
    if written is None:
        raise SettingsError(f"Let the file's name end in one of {', '.join(by_name)}, or say --format.")
    with _open(context) as app:
        number = app.export_people(file, written) if people else app.export(file, written)
    console.print(f"{counted(number, 'attendee' if people else 'movement')} written to {file}")


@cli.command()
def platforms(
    context: typer.Context,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Only the table, as Markdown.")] = False,
) -> None:
    """Say what each platform can do, and what it asks for."""
    if as_markdown:
        typer.echo(markdown())
        return
    for name, *cells in rows():
        console.print(name, style="bold")
        for column, cell in zip(HEADER[1:], cells, strict=True):
            plain = cell.replace("\\", "")
            console.print(f"  {column}: {plain}")
    console.print(NOTE.replace("\\", ""))
    with _open(context) as app:
        for form in app.platforms():
            secret = [field.name for field in form.fields if field.secret]
            asked = [field.name for field in form.fields if not field.secret]
            console.print(f"--platform {form.platform}  {form.label}: {form.description}")
            later = f"; once signed in: {', '.join(form.later)}" if form.later else ""
            console.print(f"    --set {', '.join(asked)}{later}; secrets: {', '.join(secret) or 'none'}")


@cli.command()
def hooks(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to listen.")] = 8765,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    path: Annotated[
        str,
        typer.Option(
            envvar="CHECKIN_HOOKS_PATH",
            show_default=False,
            help="The secret path, better left to CHECKIN_HOOKS_PATH; made up and kept when left out.",
        ),
    ] = "",
    password: Password = "",
) -> None:
    """Receive the platform's callbacks and pull at once, until interrupted; the sync runs here meanwhile."""
    with _open(context) as app:
        _sign_in(app, None, password)
        with receiving(app, path=path, host=host, port=port) as address:
            console.print(f"Callbacks are received at {address}; Ctrl+C ends it.")
            console.print("The platform must reach it: put it behind a tunnel or a proxy with https.")
            with suppress(KeyboardInterrupt):
                threading.Event().wait()


@cli.command(name="try-mapping")
def try_mapping(
    context: typer.Context,
    write: Annotated[bool, typer.Option("--write", help="Try a check-in, too; it is really told.")] = False,
    password: Password = "",
) -> None:
    """Try a mapping file (Sarcon) on the connected account: what is asked, answered, and made of it."""
    with _open(context) as app:
        _sign_in(app, None, password)
        connection = app.settings.connection
        if connection is None:
            raise SettingsError("No platform has been chosen yet.")
        trial = app.try_mapping(connection, {}, write=write)
    console.print(trial.request, trial.status, trial.answer, sep="\n\n")
    for label, value in trial.made:
        console.print(f"{label}: {value}")
    console.print(trial.verdict, style="green" if trial.good else "red")
    if not trial.good:
        raise typer.Exit(1)


@cli.command()
def doctor(
    context: typer.Context,
    offline: Annotated[bool, typer.Option("--offline", help="Do not ask the platform.")] = False,
    report: Annotated[
        Path | None,
        typer.Option("--report", help="Write a report for support: a ZIP without anybody's data."),
    ] = None,
    password: Password = "",
) -> None:
    """Examine this computer: what is missing, and what to do about it."""
    worst = Health.GOOD
    colours = {Health.GOOD: "green", Health.POOR: "yellow", Health.BAD: "red"}
    with _open(context) as app:
        if password and not offline and app.settings.connection is not None and not app.is_signed_in:
            _sign_in(app, None, password)
        findings = list[Finding]()
        for finding in examine(app, online=not offline):
            findings.append(finding)
            console.print(
                f"{finding.health:<4} {finding.name}: {finding.what}", style=colours[finding.health]
            )
            worst = Health.BAD if finding.health is Health.BAD else worst
        if report is not None:
            write_report(app, report, findings)
            console.print(f"The report is in {report}; look through it before you send it on.")
    if worst is Health.BAD:
        raise typer.Exit(1)


@cli.command()
def demo(
    headless: Annotated[
        bool, typer.Option("--headless", help="No window: live through the main job.")
    ] = False,
    attendees: Annotated[int, typer.Option(min=20, help="How many people to make up.")] = 500,
    seed: Annotated[int, typer.Option(help="The same seed makes up the same people.")] = 2026,
    report: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
    keep: Annotated[Path | None, typer.Option(help="Keep the badges in this folder.")] = None,
    platform: PlatformName = "open_event",
) -> None:
    """Show the desk on a practice platform, with a made-up event."""
    if not headless:
        _need_a_display()
        with tempfile.TemporaryDirectory(prefix="checkin-demo-") as shown:
            sys.argv = ["checkin", "--demo", "--platform", platform, "--data", shown]
            runpy.run_module("ui", run_name="__main__")
    if report is not None:
        report.touch()  # better said now than after a minute
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="checkin-demo-")))
        schedule = Schedule(changes=5.0)
        app = stack.enter_context(open_app(folders_under(folder), vault=SessionVault(), schedule=schedule))
        figures = run_demo(app, Population(seed=seed, attendees=attendees), console.print, platform)
    print_report(figures, console)
    if report is not None:
        report.write_text(json.dumps(figures.as_dict(), indent=1), encoding="utf-8")
    if figures.faults:
        raise typer.Exit(1)


@cli.command()
def practice(
    port: Annotated[int, typer.Option(min=0, max=65535, help="On 127.0.0.1; 0 takes a free one.")] = 8000,
    attendees: Annotated[int, typer.Option(min=1)] = 500,
    seed: Annotated[int, typer.Option()] = 2026,
    platform: PlatformName = "open_event",
) -> None:
    """Run only a practice platform, for other programs to talk to."""
    try:
        perform(rehearse(platform, attendees=attendees, seed=seed, port=port), started=tell_where)
    except OSError as error:
        raise SettingsError(f"Port {port} cannot be used ({error.strerror}). Try: --port 0") from error


def tell_where(made: Rehearsal) -> None:
    """Say what to type to talk to a practice platform."""
    connection = made.connection
    console.print(f"The practice platform is at {made.url}; Ctrl+C ends it. To begin, in another terminal:")
    for name, secret in made.secrets.items():
        console.print(f"export CHECKIN_{name.upper()}='{secret}'", soft_wrap=True)
    words = [f"{os.path.relpath(sys.executable)} -m checkin pull --platform {connection.platform}"]
    words += [f"--url {connection.base_url}"]
    words += [f"--account {connection.account}"] if connection.account else []
    options = {name: value.replace("\n", ",") for name, value in connection.options.items()}
    words += [f"--set {name}='{value}'" for name, value in options.items()]
    console.print(" ".join([*words, f"--event '{made.main_event}'"]), soft_wrap=True)


def main() -> None:
    """Run the command; a failure is said in a sentence."""
    spoken = logging.StreamHandler()
    spoken.setLevel(logging.WARNING)  # the rest is in the log
    logging.basicConfig(handlers=[spoken], format="%(levelname)s %(name)s: %(message)s")
    try:
        cli()
    except (CheckinError, OSError) as error:
        complaints.print(str(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
