"""The command that prints badges ahead: everybody's, or some, as one PDF."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from checkin.app.app import App
from checkin.app.badge_findings import findings, lines, who
from checkin.app.badge_offers import offers
from checkin.app.command_line import INTERRUPTED, SOME_NOT_RIGHT, ChoiceError
from checkin.app.photographs import photos_to_fetch
from checkin.app.protection_commands import opened
from checkin.badges.photos import shows_photo
from checkin.badges.sheet import Turned
from checkin.badges.sheets import MARGIN, SINGLE
from checkin.badges.template import load_template
from checkin.desk.others_files import somebody_elses
from checkin.desk.pre_print import PrePress, Style, note_printed
from checkin.errors import BadgeError
from checkin.model.counted import counted
from checkin.model.event import Event
from checkin.model.ids import PlatformId
from checkin.model.pre_print import Doubt, Figures, Order, PrePrinted, Wanted

commands = typer.Typer(add_completion=False, rich_markup_mode=None)

_MOST_SAID = 50
_ON_TEMPLATES = (
    "What a template's file may hold is said in resources/help/templates.md, and in the app under Settings, "
    "Help, Badge templates. To begin with a design that comes with the app, copy its file (--list says where "
    "it is), change the copy and name it with --template; or duplicate it in the app, under Settings, "
    "Design badges."
)

EventName = Annotated[
    str | None, typer.Argument(metavar="EVENT", help="The event's id or name; the chosen one when left out.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="The PDF to write.")]
Template = Annotated[
    str, typer.Option(help="Its name (see --list), or a file; as the settings have it when left out.")
]
Sort = Annotated[Order, typer.Option(help="What badges are sorted by.")]
Kinds = Annotated[
    list[str] | None, typer.Option("--type", help="Only this ticket type, by its name; repeatable.")
]
Search = Annotated[str, typer.Option(help="Only whom these words find, as in the app.")]
Ids = Annotated[
    list[str] | None, typer.Option("--id", help="Only this attendee, by the platform's id; repeatable.")
]
Unprinted = Annotated[bool, typer.Option("--unprinted", help="Only who had no badge from this computer.")]
CheckedIn = Annotated[
    bool | None, typer.Option("--checked-in/--not-checked-in", help="Only who came in, or who did not.")
]
SheetName = Annotated[str, typer.Option(help="single, A4, Letter, or labels (see --list).")]
Start = Annotated[int, typer.Option(min=1, help="The first free label of a used sheet.")]
Margin = Annotated[float, typer.Option(min=0, max=50, help="Of paper that is cut, in millimetres.")]
Duplex = Annotated[
    Turned, typer.Option(help="About which edge the paper is turned for backs; none prints only fronts.")
]
Separators = Annotated[
    bool, typer.Option("--separators", help="A page before each letter, company or ticket type.")
]
Part = Annotated[
    int, typer.Option(min=0, help="Badges in a file; those that are there already are not drawn again.")
]
WithFaults = Annotated[
    bool,
    typer.Option("--with-faults", help="Also badges that lack a name or a letter, with what can be drawn."),
]
NoteThem = Annotated[bool, typer.Option("--note", help="Count them as printed.")]
Check = Annotated[
    bool,
    typer.Option("--check", help="Only say what is not right on whose badges; write nothing."),
]
Replace = Annotated[
    bool, typer.Option("--replace", help="Replace a file that is there and that this app did not write.")
]
Listed = Annotated[bool, typer.Option("--list", help="Say which templates and sheets there are.")]


@commands.command("badges", epilog=_ON_TEMPLATES)
def badges_command(
    context: typer.Context,
    event: EventName = None,
    out: Out = None,
    template: Template = "",
    sort: Sort = Order.NAME,
    kind: Kinds = None,
    search: Search = "",
    identity: Ids = None,
    unprinted: Unprinted = False,
    checked_in: CheckedIn = None,
    sheet: SheetName = SINGLE,
    start: Start = 1,
    margin: Margin = MARGIN,
    duplex: Duplex = Turned.LONG,
    separators: Separators = False,
    part: Part = 0,
    with_faults: WithFaults = False,
    note: NoteThem = False,
    check: Check = False,
    replace_it: Replace = False,
    listed: Listed = False,
) -> None:
    """Print badges ahead, of everybody or of some, sorted, as one PDF.

    Who has a cancelled, blocked or revoked ticket gets none; who has yet to pay gets one.

    \b
    It ends with
      0    all is well
      1    nothing could be done; a sentence says why
      2    what was typed is not understood
      3    somebody's badge was left out, or --check found something
      130  broken off with Ctrl+C
    """  # noqa: D301 - the letter that keeps lines apart
    wanted = Wanted(
        types=tuple(kind or ()),
        words=search,
        unprinted=unprinted,
        checked_in=checked_in,
        platform_ids=frozenset(map(PlatformId, identity or ())),
        order=sort,
    )
    style = Style(
        sheet=sheet,
        turned=duplex,
        separators=separators,
        start=start,
        margin=margin,
        part=part,
        with_faults=with_faults,
    )
    with opened(context.obj) as app:
        if listed:
            typer.echo("\n".join(offers(app.templates.all())))
            return
        press = _press(app, event, template)
        target = _target(press, out, style, may_replace=check or replace_it)
        _do(app, press, wanted, style, target, check=check, note=note)


def _do(
    app: App, press: PrePress, wanted: Wanted, style: Style, out: Path | None, *, check: bool, note: bool
) -> None:
    _require_known(press, wanted)
    if app.event == press.event and any(shows_photo(press.template_of(kind)) for kind in press.types()):
        said = app.about_photos(photos_to_fetch)
        if said:
            typer.echo(said, err=True)
    if check:
        check_ahead(app, press, wanted, style)
    elif out is None:
        raise ChoiceError("Say where to: --out file.pdf (or --check, to write nothing).")
    else:
        print_ahead(app, press, out, wanted, style, note=note)


def _target(press: PrePress, out: Path | None, style: Style, *, may_replace: bool) -> Path | None:
    """Where to; nothing of somebody else, which would be lost, and what replaced it erased with the event."""
    if out is None:
        return None
    target = out if out.suffix else out.with_suffix(".pdf")
    other = None if may_replace else somebody_elses(press.mirror, target, in_parts=bool(style.part))
    if other is not None:
        raise ChoiceError(
            f"{other} is there already, and this app did not write it. Nothing was written. Choose another "
            "name for --out, or let it be replaced: --replace"
        )
    return target


def _press(app: App, named: str | None, template: str) -> PrePress:
    event = event_here(app, named)
    if not template or template in {kept.name for kept in app.templates.all()}:
        return app.pre_press(event, template)
    file = Path(template)
    if not file.exists() and file.suffix.lower() != ".json":
        raise ChoiceError(f"There is no badge template, and no file, called {template!r}. See: badges --list")
    loaded = load_template(file)
    return replace(app.pre_press(event), template_of=lambda _: loaded)


def event_here(app: App, named: str | None) -> Event:
    """The event of this computer that was named by its id or name; the chosen one, or the only one.

    Raises:
        ChoiceError: there is none, or more than one.
    """
    here, chosen = app.events_here(), app.event
    if named is None and chosen is not None:
        return chosen
    fitting = [one for one in here if named is None or _is_named(one, named)]
    if len(fitting) == 1:
        return fitting[0]
    if not here:
        raise ChoiceError("There is no event on this computer yet: pull one first.")
    listed = ", ".join(f"{one.platform.platform_id} ({one.name})" for one in here)
    unknown = "" if named is None or fitting else f"There is no event {named!r} on this computer. "
    raise ChoiceError(f"{unknown}Name one of the events: {listed}.")


def _is_named(event: Event, named: str) -> bool:
    return named == event.platform.platform_id or named.casefold() == event.name.casefold()


def _require_known(press: PrePress, wanted: Wanted) -> None:
    known = press.types()
    there = {name.casefold() for name in known}
    for name in wanted.types:
        if name.casefold() not in there:
            raise ChoiceError(f"Nobody has a ticket of type {name!r}; there are: {', '.join(known)}.")
    unknown = press.unknown(wanted)
    if unknown:
        raise ChoiceError(f"Nobody in the event has the id {', '.join(unknown[:_MOST_SAID])}.")


def check_ahead(app: App, press: PrePress, wanted: Wanted, style: Style) -> None:
    """Say what is not right on whose badges, in few lines.

    Raises:
        typer.Exit: something is not.
        CheckinError: nothing could be checked.
    """
    with _shown("checking") as progress:
        found = press.check(wanted, style, progress, dpi_of=lambda kind: app.settings.printer_for(kind).dpi)
    figures = press.figures(wanted)
    number = figures.wanted
    _say_kinds(found, "would be left out; --with-faults prints what can be drawn", lambda doubt: doubt.why)
    _say_kinds(found, "would be printed; look at them first", lambda doubt: doubt.look)
    _say_figures(figures)
    for name in press.unknown_types():
        typer.echo(
            f"No ticket type of this event is called {name}: what the template says of it has no effect."
        )
    are = "badge is as it" if number == 1 else "badges are as they"
    typer.echo(f"{number - len(found):,} of {number:,} {are} should be.")
    if found:
        raise typer.Exit(SOME_NOT_RIGHT)


def _say_kinds(found: tuple[Doubt, ...], what: str, words_of: Callable[[Doubt], tuple[str, ...]]) -> None:
    number = sum(1 for doubt in found if words_of(doubt))
    if number:
        typer.echo(f"{counted(number, 'badge')} {what}:")
        for line in lines(findings((doubt, words_of(doubt)) for doubt in found)):
            typer.echo(line)


def _say_figures(figures: Figures) -> None:
    if figures.left_over:
        typer.echo(figures.left_over)
    if figures.unpaid:
        have = "has" if figures.unpaid == 1 else "have"
        typer.echo(f"{figures.unpaid:,} of those who get one {have} yet to pay.")


def print_ahead(
    app: App, press: PrePress, out: Path, wanted: Wanted, style: Style, *, note: bool = False
) -> None:
    """Print, and say what became of it.

    Raises:
        typer.Exit: somebody's badge was left out, or it was interrupted.
        CheckinError: nothing could be printed.
    """
    post = app.desk.post if note else None
    if post is not None and post.event.id != press.event.id:
        raise ChoiceError("Only badges of the chosen event can be counted as printed: leave --note out.")
    try:
        with _shown("printing") as progress:
            made = press.print_to(out, wanted, style, progress)
    except KeyboardInterrupt:
        typer.echo("Broken off. No half-finished file is left; what --part had finished is there.", err=True)
        raise typer.Exit(INTERRUPTED) from None
    _say(made.doubts)
    _say_done(made)
    _say_figures(press.figures(wanted))
    if post is not None:
        note_printed(post, made)
        typer.echo("They count as printed.")
    if any(not doubt.printed for doubt in made.doubts):
        raise typer.Exit(SOME_NOT_RIGHT)


def _say_done(made: PrePrinted) -> None:
    if not made.files:
        raise BadgeError("Not one badge could be drawn: no file was written.")
    number, pages = len(made.people), made.pages
    first, last = made.files[0], made.files[-1]
    where = str(first) if first == last else f"{first} to {last.name}"
    typer.echo(f"{counted(number, 'badge')} on {counted(pages, 'page')}: {where}")
    if made.kept:
        typer.echo(f"{made.kept:,} of them {_were(made.kept)} there already.")
    left_out = sum(1 for doubt in made.doubts if not doubt.printed)
    faulty = len(made.doubts) - left_out
    if left_out:
        typer.echo(
            f"{counted(left_out, 'badge')} left out, see above. --with-faults prints what can be drawn."
        )
    if faulty:
        typer.echo(f"{faulty:,} of them with a fault, see above.")
    if made.shortened:
        texts = counted(made.shortened, "text")
        typer.echo(f"{texts} {_were(made.shortened)} cut short: --check says whose.")


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _say(doubts: tuple[Doubt, ...]) -> None:
    for doubt in doubts[:_MOST_SAID]:
        what = "with a fault" if doubt.printed else "left out"
        typer.echo(f"{who(doubt)}, {what}: {' '.join(doubt.why)}", err=True)
    if len(doubts) > _MOST_SAID:
        typer.echo(
            f"... and {len(doubts) - _MOST_SAID:,} more; --check says which faults there are.", err=True
        )


@contextmanager
def _shown(what: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task(what, total=None)
        yield lambda done, of: progress.update(bar, completed=done, total=of)
