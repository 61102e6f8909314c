"""What the command line does on a real account, without a window and without printing anything itself."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from checkin.app.app import App
from checkin.errors import CheckinError, SettingsError
from checkin.model.counted import counted
from checkin.model.event import WHOLE_EVENT, Event, PlatformEvent
from checkin.model.ids import PlatformId
from checkin.model.operation import OutboxCounts
from checkin.model.past import Reminder
from checkin.model.platform import Account, Capability, PlatformForm, SetupField, SetupKind
from checkin.model.station import PlatformStation, StationKind
from checkin.model.zone_rules import OPEN_TO_ALL
from checkin.notices import Notice, OutboxChanged, PlatformLost, SignInNeeded
from checkin.settings import PRACTICE, Connection, StationChoice

_COLUMNS = "columns"
"""The option of platforms that read a list; see `checkin.connectors.spreadsheet.setup`."""

_OWN = frozenset({"base_url", "account"})
"""Fields of a form that are no options; see `checkin.model.platform.SetupField`."""


SOME_NOT_RIGHT = 3
"""How a command ends that did its work, when not everything is as it should be: a script may go on, a person
should look. With 1 it could not do its work and a sentence says why; with 2 what was typed is not understood.
"""

INTERRUPTED = 130
"""How a command ends that somebody broke off with Ctrl+C; as shells have it."""


class ChoiceError(CheckinError):
    """What was named on the command line does not exist, or more than one thing fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What was named on the command line to connect to.

    Attributes:
        platform: which kind of platform.
        answers: to its form, by the names of the fields; no secrets.
        columns: of a list in a file: field and header, where a header does not say what is in its column.
        plain_http: an unencrypted address is wanted.
    """

    platform: str
    answers: Mapping[str, str]
    columns: Mapping[str, str] = field(default_factory=dict)
    plain_http: bool = False


AskSecret = Callable[[SetupField], str]
"""Asks a person for a secret; empty when there is none."""


def sign_in(app: App, named: Named | None, ask: AskSecret) -> Account | None:
    """Sign in where that is needed; None when the kept sign-in is still to be tried.

    Args:
        app: the station.
        named: what was named on the command line, None for the connection kept in the settings.
        ask: asks for each secret of the platform's form.

    Raises:
        SettingsError: nothing was named and nothing is kept, or an answer is missing.
        ChoiceError: a secret was named, or a choice is to be made.
        ConnectorError: signing in failed.
    """
    wanted = _wanted(app, named)
    if wanted == app.settings.connection and app.is_signed_in:
        return None
    given: dict[str, str] = {}
    if not app.accounts.has_secrets(wanted):
        form = form_of(app, wanted.platform)
        given = {asked.name: ask(asked) for asked in form.fields if asked.secret}
    account = app.connect(wanted, {name: secret for name, secret in given.items() if secret})
    for asked in account.asks:
        if asked.required:
            choices = ", ".join(f"--set {asked.name}={value} ({label})" for value, label in asked.options)
            raise ChoiceError(f"{asked.label}: say one of {choices}")
    return account


def _wanted(app: App, named: Named | None) -> Connection:
    """The connection that was named: the kept one, with what was named besides, where that is the same."""
    kept = app.settings.connection
    if named is None:
        if kept is None:
            raise SettingsError("No platform has been chosen yet: name a server and an account.")
        return kept
    form = form_of(app, named.platform)
    named = replace(named, answers=_answers(form, named))
    fresh = _connection(form, named)
    _require_files(form, named, kept)
    if kept is None or not _is_same(kept, fresh):
        return fresh
    more = {name: answer for name, answer in named.answers.items() if name not in _OWN}
    plain_http = kept.plain_http or named.plain_http
    return kept.model_copy(update={"options": {**kept.options, **more}, "plain_http": plain_http})


def _is_same(kept: Connection, fresh: Connection) -> bool:
    """What nobody named of the account, the platform has said when it was signed in to."""
    named = fresh.account or kept.account
    return kept.id == fresh.model_copy(update={"account": named}).id


def form_of(app: App, platform: str) -> PlatformForm:
    """What a platform asks for. Raises ChoiceError for one this version does not know."""
    forms = {form.platform: form for form in app.platforms()}
    if platform not in forms:
        raise ChoiceError(f"There is no platform {platform!r}. There are: {', '.join(forms)}.")
    return forms[platform]


def _answers(form: PlatformForm, named: Named) -> dict[str, str]:
    """All that was typed, as it is kept: files are found from any folder.

    Raises:
        ChoiceError: the platform has no such answer.
    """
    takes_lists = Capability.ROSTER in form.capabilities
    known = [asked.name for asked in form.fields if not asked.secret] + [*form.later]
    secret = {asked.name for asked in form.fields if asked.secret}
    unknown = named.answers.keys() - {*known, *secret, *_OWN, PRACTICE, *([_COLUMNS] if takes_lists else ())}
    if unknown:
        raise ChoiceError(
            f"{form.label} does not ask for: {', '.join(sorted(unknown))}. --set takes: {', '.join(known)}."
        )
    if named.columns and not takes_lists:
        raise ChoiceError(f"{form.label} reads no list in a file: leave --column out.")
    files = {name: str(Path(answer).expanduser().absolute()) for name, answer in _files(form, named)}
    return {
        **named.answers,
        **files,
        **({_COLUMNS: json.dumps(dict(named.columns))} if named.columns else {}),
    }


def _files(form: PlatformForm, named: Named) -> Iterator[tuple[str, str]]:
    for asked in form.fields:
        answer = named.answers.get(asked.name, "")
        if asked.kind is SetupKind.FILE and answer:
            yield asked.name, answer


def _require_files(form: PlatformForm, named: Named, kept: Connection | None) -> None:
    """Where it was read before, it may be on a stick that is out: that is said by whoever reads it."""
    for name, answer in _files(form, named):
        is_kept = kept is not None and kept.options.get(name) == answer
        if not is_kept and not Path(answer).exists():
            raise SettingsError(f"There is no file {answer}.")


def _connection(form: PlatformForm, named: Named) -> Connection:
    fields = {asked.name: asked for asked in form.fields if not asked.secret}
    presets = {name: asked.preset for name, asked in fields.items() if asked.preset}
    answers = {**presets, **named.answers}
    missing = [name for name, asked in fields.items() if asked.required and not answers.get(name)]
    if missing:
        raise SettingsError(f"{form.label} needs to know: {', '.join(f'--set {name}=…' for name in missing)}")
    secret = {field.name for field in form.fields if field.secret}.intersection(answers)
    if PRACTICE in answers:
        raise ChoiceError("Practising is: checkin demo.")
    if secret:
        raise ChoiceError(
            f"{', '.join(sorted(secret))}: a secret is asked for, or taken from the environment."
        )
    return Connection(
        platform=named.platform,
        base_url=answers.pop("base_url", ""),
        account=answers.pop("account", ""),
        plain_http=named.plain_http,
        options=answers,
    )


def choose_event(app: App, named: str | None) -> Event:
    """The event that was named by its id, identifier or name; the kept one, or the only one.

    Raises:
        ChoiceError: nothing fits, or more than one does.
        ConnectorError: the events cannot be read.
    """
    kept = app.event
    if named is None and kept is not None:
        return kept
    listed = app.events()
    fitting = [one for one in listed if named is None or _is_named(one, named)]
    match fitting:
        case [one]:
            return app.choose_event(one)
        case []:
            raise ChoiceError(f"This account has no such event; it has: {_listed(listed)}.")
        case _:
            raise ChoiceError(f"Name one of the events: {_listed(fitting)}.")


def _is_named(event: PlatformEvent, named: str) -> bool:
    return named == event.platform_id or named.casefold() == event.name.casefold()


def _listed(events: Iterable[PlatformEvent]) -> str:
    return ", ".join(f"{one.platform_id} ({one.name})" for one in events) or "none"


def choose_first_station(app: App, wanted: PlatformId | None = None) -> StationChoice | None:
    """Work as a registration if no post was chosen; None when there is nothing to do.

    Args:
        app: the station.
        wanted: the platform's id of the post; by default the registration that lets most tickets in. A
            platform that has no posts is told of check-ins all the same where it takes them; elsewhere
            they stay here.
    """
    if app.settings.station is not None:
        return None
    station = next(iter(_posts(app, wanted)), None)
    if station is not None:
        choice = StationChoice(
            name=station.name,
            kind=station.kind,
            zone=station.zone or WHOLE_EVENT,
            platform_id=station.platform_id,
        )
    elif Capability.STATIONS in app.capabilities:
        return None
    else:
        choice = StationChoice(name="Registration")
    app.choose_station(choice)
    return choice


def _posts(app: App, wanted: PlatformId | None) -> list[PlatformStation]:
    """The wanted post, or every registration, those first that let most kinds of tickets in."""
    if wanted is not None:
        return [station for station in app.stations() if station.platform_id == wanted]
    rules = {zone.id: zone.rules for zone in app.zones()}

    registrations = [one for one in app.stations() if one.kind is StationKind.REGISTRATION]
    return sorted(registrations, key=lambda one: rules.get(one.zone or WHOLE_EVENT, OPEN_TO_ALL).choosiness)


def practise_at_once(app: App, platform: str = "open_event") -> None:
    """Set everything up on a practice platform, so that the desk can open.

    Raises:
        CheckinError: it did not work.
    """
    app.practise(platform=platform)
    rehearsal = None if app.practice is None else app.practice.rehearsal
    if rehearsal is not None:
        main = rehearsal.main_event
        app.choose_event(next(event for event in app.events() if event.platform_id == main))
    app.pull()
    choose_first_station(app, None if rehearsal is None else rehearsal.main_station)


def to_forget(app: App, named: str | None = None, *, every: bool) -> tuple[Event, ...]:
    """The events to erase: the named one, the chosen one, or every one this computer has people of.

    Raises:
        ChoiceError: there is none, or none is chosen, or the name does not fit exactly one.
    """
    here, chosen = app.events_here(), app.event
    if not here:
        raise ChoiceError("There is no event on this computer.")
    if every:
        return here
    if named is not None:
        fitting = [one for one in here if _is_named(one.platform, named)]
        if len(fitting) != 1:
            raise ChoiceError(f"Name one of the events: {_listed(one.platform for one in here)}.")
        return tuple(fitting)
    if chosen is None:
        names = ", ".join(event.name for event in here)
        raise ChoiceError(
            f"No event is chosen; this computer has people of: {names}. To erase one: checkin forget NAME; "
            "to erase all: checkin forget --all"
        )
    return (chosen,)


def facts(app: App) -> Iterator[tuple[str, str]]:
    """What there is to say about this station, as names and values."""
    settings, event, sync = app.settings, app.event, app.sync_status()
    connection = settings.connection
    where = f" at {connection.base_url}" if connection is not None and connection.base_url else ""
    yield "platform", "none" if connection is None else f"{connection.platform}{where}"
    yield "event", "none" if event is None else event.name
    yield "station", "none" if settings.station is None else settings.station.name
    if app.ready:
        counts = app.desk.counts()
        yield "attendees", str(counts.attendees)
        yield "checked in", str(counts.checked_in)
    if sync.last_pull is not None:
        yield "pulled at", f"{sync.last_pull:%Y-%m-%d %H:%M} UTC"
    for other in app.events_here():
        if event is None or other.id != event.id:
            yield "also here", f"{other.name} ({counted(app.people_of(other), 'attendee')})"
    yield "settled", str(sync.counts.settled)
    yield "waiting", str(sync.counts.waiting)
    yield "parked", str(sync.counts.parked)
    yield from _about_the_past(app)


def _about_the_past(app: App) -> Iterator[tuple[str, str]]:
    for one in app.reminders():
        yield "to forget", reminding(one)
    for past in app.past_events():
        came = f"{past.numbers.checked_in} of {past.numbers.attendees} came"
        yield "forgotten", f"{past.name}: {came}; erased on {past.erased_at:%Y-%m-%d}"


def reminding(reminder: Reminder) -> str:
    """That people are still here, and what to do, in one sentence."""
    name, are = reminder.event.name, "is" if reminder.people == 1 else "are"
    people = f"{counted(reminder.people, 'person', 'people')} {are}"
    first = "send what waits, then " if reminder.waiting or reminder.parked else ""
    return (
        f"{name} was over on {reminder.ended:%Y-%m-%d}, and {people} still on this computer: "
        f"{first}checkin forget '{reminder.event.platform.platform_id}'"
    )


@dataclass(slots=True)
class Pushed:
    """What came of pushing; `trouble` says why something still waits, empty when nothing does."""

    counts: OutboxCounts
    trouble: str = ""


@dataclass(slots=True)
class _Watch:
    """Notices the end of the work, or what stands against it."""

    done: threading.Event = field(default_factory=threading.Event)
    trouble: str = ""

    def see(self, notice: Notice) -> None:
        match notice:
            case OutboxChanged(counts=counts) if counts.waiting == 0:
                self.done.set()
            case PlatformLost(reason=reason) | SignInNeeded(reason=reason):
                self.trouble = reason
                self.done.set()
            case _:
                pass


def push_everything(app: App, patience: float = 60.0) -> Pushed:
    """Let the sync run until nothing waits, the platform is lost, or `patience` seconds have passed."""
    watch = _Watch()
    stop = app.notices.listen(watch.see)
    try:
        if app.sync_status().counts.waiting:
            app.start_sync()
            app.sync_now()
            if not watch.done.wait(patience):
                watch.trouble = "It takes too long; the rest is sent later."
    finally:
        stop()
    return Pushed(counts=app.sync_status().counts, trouble=watch.trouble)
