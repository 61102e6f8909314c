"""An app for the set-up: what a platform asks, what a list holds, how a trial went, as the test says."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from typing_extensions import override

from checkin.model.ids import PlatformId
from checkin.model.platform import Account, Capability, PlatformForm, SetupField, SetupKind
from checkin.model.roster import CodedRoster, RosterField, RosterPreview, RosterProblem, RosterRow
from checkin.model.trial import Trial
from checkin.settings import Connection
from tests.ui.screens import stand_in
from tests.ui.screens.sample_event import FORM
from tests.ui.screens.stand_in import StandInApp

EVERY_KIND = PlatformForm(
    platform="every",
    label="Every kind (of question)",
    description="Asks whatever can be asked.",
    fields=(
        SetupField(
            name="flavour",
            label="System",
            kind=SetupKind.CHOICE,
            options=(("a", "System A"), ("b", "System B")),
            preset="a",
        ),
        SetupField(name="base_url", label="Server", preset="https://api.example.org"),
        SetupField(name="code", label="Set-up code", secret=True),
        SetupField(name="events", label="Events", kind=SetupKind.LINES),
        SetupField(name="products", label="Scan products, too", kind=SetupKind.TICK, required=False),
        SetupField(name="language", label="Language", required=False, preset="en"),
    ),
    capabilities=frozenset({Capability.CHECK_IN_OUR_TIME, Capability.UNDO}),
    limits=("It is made up.",),
    scan_hint="Scan the code that it shows.",
)

LISTED = PlatformForm(
    platform="listed",
    label="A list in a file (Excel, CSV)",
    description="Attendees come from a file.",
    fields=(
        SetupField(name="roster", label="List of attendees", kind=SetupKind.FILE),
        SetupField(name="account", label="Name of the event"),
    ),
    capabilities=frozenset({Capability.ROSTER}),
)

MAPPED = PlatformForm(
    platform="mapped",
    label="Mapped",
    description="A file says how to speak to it.",
    fields=(
        SetupField(name="base_url", label="Server address"),
        SetupField(name="token", label="Client token", secret=True),
        SetupField(name="mapping", label="Mapping file", kind=SetupKind.FILE, required=False),
    ),
    capabilities=frozenset({Capability.LIST_EVENTS}),
)

COMPANY = SetupField(
    name="company", label="Company", kind=SetupKind.CHOICE, options=(("1", "North"), ("2", "South"))
)
JOB_TITLE = SetupField(
    name="job", label="Job title is in", kind=SetupKind.CHOICE, required=False, options=(("x", "Extra 1"),)
)

PREVIEW = RosterPreview(
    fields=(
        RosterField(name="given_name", label="First name", required=True),
        RosterField(name="family_name", label="Last name", required=True),
        RosterField(name="company", label="Company"),
    ),
    headers=("Vorname", "Nachname", "Firma", "Notiz"),
    columns=(("given_name", "Vorname"), ("family_name", "Nachname")),
    rows=(
        RosterRow(line=2, key="1", given_name="Ada", family_name="Lovelace", company="Engines"),
        RosterRow(line=3, key="2", given_name="Grace", family_name="Hopper", admits=2),
    ),
    total=248,
    problems=(RosterProblem(line=7, words="There is no name on this line."),),
    notes=("The file is in Windows-1252", "Columns are separated by semicolons"),
)

GOOD_TRIAL = Trial(
    request="GET /events/1/registrations\nAccept: application/json",
    status="200",
    answer='{"data": ["a text"]}',
    made=(("Rows on the first page", "2"), ("codes", "in 2 of 2 rows")),
    verdict="This works.",
    good=True,
)


class SetupApp(StandInApp):
    """Answers as the app does while a desk is set up.

    Attributes:
        asks: what is asked after signing in, until it stands in the connection's options.
        codes: what is said in a scanned code for setting up.
        preview: what a list would become.
        previewed: which lists were looked at, and with which columns.
        coded: which lists were written with codes, where to, and with which columns.
        tried: with which secrets a mapping was tried, and whether to write.
        sign_ins: every connection and its secrets.
        practised: with which platforms.
        is_signed_in: whether something to sign in with was kept.
    """

    def __init__(self, *forms: PlatformForm) -> None:
        super().__init__()
        self.forms = forms or (FORM,)
        self._able = self.forms[0].capabilities
        self.asks: tuple[SetupField, ...] = ()
        self.codes: dict[str, tuple[str, Mapping[str, str]]] = {}
        self.preview = PREVIEW
        self.previewed: list[tuple[str, dict[str, str]]] = []
        self.coded: list[tuple[str, str, dict[str, str]]] = []
        self.trial = GOOD_TRIAL
        self.tried: list[tuple[dict[str, str], bool]] = []
        self.sign_ins: list[tuple[Connection, dict[str, str]]] = []
        self.practised: list[str] = []
        self.is_signed_in = False

    @property  # type: ignore[explicit-override]  # mypy looks for it on the setter alone and sees neither
    @override
    def capabilities(self) -> frozenset[Capability]:
        return self._able

    @capabilities.setter
    def capabilities(self, able: frozenset[Capability]) -> None:
        self._able = able

    @override
    def connect(self, connection: Connection, secrets: Mapping[str, str]) -> Account:
        account = super().connect(connection, secrets)
        self.sign_ins.append((connection, dict(secrets)))
        asks = tuple(field for field in self.asks if field.name not in connection.options)
        return replace(account, platform_id=PlatformId("1"), asks=asks)

    def rehearsals(self) -> tuple[PlatformForm, ...]:
        return tuple(form for form in self.forms if form.platform != "listed")

    @override
    def practise(self, platform: str = "open_event") -> Account:
        self.practised.append(platform)
        return super().practise()

    @override
    def read_setup_code(self, payload: str) -> tuple[str, Mapping[str, str]] | None:
        return self.codes.get(payload)

    def preview_roster(self, file: Path, columns: Mapping[str, str]) -> RosterPreview:
        self._may_fail("preview_roster")
        self.previewed.append((str(file), dict(columns)))
        kept = {**dict(self.preview.columns), **columns}
        return replace(self.preview, columns=tuple(kept.items()))

    def code_roster(self, file: Path, out: Path, columns: Mapping[str, str]) -> CodedRoster:
        self._may_fail("code_roster")
        self.coded.append((str(file), str(out), dict(columns)))
        self.preview = replace(self.preview, reckoned=0)
        return CodedRoster(headers=(), rows=(), columns={**columns, "code": "Code"}, made=247, kept=1)

    def try_mapping(
        self, connection: Connection, secrets: Mapping[str, str], *, write: bool = False
    ) -> Trial:
        self._may_fail("try_mapping")
        self.tried.append((dict(secrets), write))
        return replace(self.trial, request=f"{self.trial.request}\n{connection.options.get('mapping', '')}")


def at_registration(app: SetupApp | None = None) -> SetupApp:
    """An app whose desk is open."""
    made = app or SetupApp()
    stand_in.at_registration(made)
    return made
