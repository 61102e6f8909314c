"""The first step of the set-up for every platform, to be drawn by `tests.ui.shots_around`."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from checkin.connectors.badgestic.setup import FORM as BADGESTIC
from checkin.connectors.badgestic.setup import questions
from checkin.connectors.nutickets.setup import FORM as NUTICKETS
from checkin.connectors.open_event.setup import FORM as OPEN_EVENT
from checkin.connectors.pretix.setup import FORM as PRETIX
from checkin.connectors.roster.fields import FIELDS
from checkin.connectors.sarcon.setup import FORM as SARCON
from checkin.connectors.spreadsheet.setup import FORM as SPREADSHEET
from checkin.connectors.v3plus.setup import FORM as V3PLUS
from checkin.errors import CredentialsError, UnreadableReplyError
from checkin.model.platform import SetupField, SetupKind
from checkin.model.roster import RosterPreview, RosterProblem, RosterRow
from checkin.model.trial import Trial
from checkin.settings import Connection
from tests.fakes.executor import ask_at_once
from tests.ui.screens.setup.setup_app import SetupApp
from tests.ui.screens.stand_in import ACamera
from ui.screens.setup.connect import PRACTICE
from ui.screens.setup.view import SetupView

DOTS = "………"
LONG = "Internationaler Kongress für Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau 2026"
FORMS = (OPEN_EVENT, PRETIX, NUTICKETS, BADGESTIC, SARCON, V3PLUS, SPREADSHEET)

COMPANY = SetupField(
    name="company",
    label="Company",
    help="For which company this desk works; every request names it.",
    kind=SetupKind.CHOICE,
    options=(("1", "Northern Lights Conferences Ltd"), ("2", "Southern Fairs")),
)

ROSTER = RosterPreview(
    fields=FIELDS,
    headers=(
        "Vorname",
        "Nachname",
        "E-Mail-Adresse",
        "Firma / Organisation",
        "Ticketart",
        "Ticketnummer",
        "",
    ),
    columns=(
        ("given_name", "Vorname"),
        ("family_name", "Nachname"),
        ("email", "E-Mail-Adresse"),
        ("company", "Firma / Organisation"),
        ("ticket_type", "Ticketart"),
        ("code", "Ticketnummer"),
    ),
    rows=tuple(
        RosterRow(
            line=line,
            key=str(line),
            given_name=given,
            family_name=family,
            company=company,
            email=f"{given.casefold()}@example.org",
            ticket_type=kind,
            code=f"LE26-00{line}",
            status=status,
        )
        for line, given, family, company, kind, status in (
            (2, "Ada", "Lovelace", "Analytical Engines", "Regular", "valid"),
            (3, "Grace", "Hopper", "US Navy Reserve", "Regular", "unpaid"),
            (
                4,
                "Maximiliana Constanze",
                "von Wolfeschlegelsteinhausenbergerdorff-Schmidt",
                LONG,
                "VIP",
                "valid",
            ),
            (5, "محمد", "الخوارزمي", "بيت الحكمة", "Speaker", "valid"),
            (6, "伟明", "张", "清华大学", "Student", "cancelled"),
        )
    ),
    total=1248,
    problems=(
        RosterProblem(line=17, words="The same code is on line 9: this row was left out."),
        RosterProblem(line=112, words="There is no name and no code on this line: it was left out."),
        *(
            RosterProblem(
                line=line,
                words="“vielleicht” is no status the app knows; the ticket is taken as valid, and everybody "
                "with such a ticket can come in until the list says something else.",
            )
            for line in range(200, 330)
        ),
    ),
    notes=("The file is in Windows-1252", "Its columns are separated by semicolons", "132 rows need a look"),
)

TRIAL = Trial(
    request="GET /api/public/v1/events/77/registrations?page=1\nAccept: application/json\nAuthorization: …",
    status="200",
    answer='{\n "data": {\n  "registrations": [\n   {\n    "id": "a number",\n    "name": "a text",\n'
    '    "ticket": {"code": "a text", "type": "a text"}\n   },\n   "…"\n  ]\n }\n}',
    made=(
        ("Rows on the first page", "50; the platform says that there are 812 in all"),
        ("Row 1", "found id, full name, codes; missing company"),
        ("codes", "in 48 of 50 rows"),
    ),
    verdict="This works.",
    good=True,
)


def connecting(app: SetupApp, platform: str = "") -> SetupView:
    """The first step with a platform chosen."""
    view = SetupView(
        app.as_app(), ask=ask_at_once, at_desk=ask_at_once, cameras=lambda: (ACamera("0", "Camera"),)
    )
    app.notices.listen(view.hear)
    view.begin()
    if platform:
        view.connect_step.options[platform].setFocus()
        view.presenter.connect.choose(platform)
    return view


def _with(view: SetupView, **answers: str) -> SetupView:
    for name, text in answers.items():
        view.presenter.connect.type(name, text)
        view.presenter.connect.finish(name)
    return view


def _form(platform: str) -> Callable[[], QWidget]:
    return lambda: connecting(SetupApp(*FORMS), platform)


def _plain() -> QWidget:
    view = connecting(SetupApp(*FORMS))
    return _with(view, base_url="http://192.168.1.20:8000", account="lead@example.org", password=DOTS)


def _wrong() -> QWidget:
    app = SetupApp(*FORMS)
    app.trouble["connect"] = CredentialsError(
        "open_event", "The server does not know this e-mail and password."
    )
    view = connecting(app)
    _with(view, base_url="https://api.eventyay.com", account="lead@example.org", password=DOTS)
    view.presenter.go_on()
    return view


def _done() -> QWidget:
    app = SetupApp(*FORMS)
    app.notes = ("This computer has no keyring; you will be asked for the password at each start.",)
    view = connecting(app)
    _with(view, base_url="https://api.eventyay.com", account="lead@example.org", password=DOTS)
    view.presenter.go_on()
    return view


def _scanned() -> QWidget:
    app = SetupApp(*FORMS)
    app.codes["{…}"] = ("pretix", {"base_url": "https://pretix.eu", "code": "abcdefgh"})
    view = connecting(app)
    view.scanned("{…}")
    return view


def _not_scanned() -> QWidget:
    view = connecting(SetupApp(*FORMS), "pretix")
    view.scanned("OEV-77")
    return view


def _company() -> QWidget:
    app = SetupApp(*FORMS)
    app.asks = (COMPANY,)
    view = _with(connecting(app, "nutickets"), token=DOTS)
    view.presenter.go_on()
    return view


def _questions() -> QWidget:
    app = SetupApp(*FORMS)
    fields = ["firma", "berufsbezeichnung", "ticket_art", "check_in_zeit"]
    app.asks = questions(fields, Connection(platform="badgestic"))
    app.notes = ("Badgestic has no event 4712. The others can be used.",)
    view = _with(connecting(app, "badgestic"), token=DOTS, events="4711\n4712", account="Northern Lights")
    view.presenter.go_on()
    return view


def _roster() -> QWidget:
    app = SetupApp(*FORMS)
    app.preview = ROSTER
    return _with(connecting(app, "spreadsheet"), account=LONG, roster=f"/home/desk/Downloads/{LONG}.csv")


def _roster_without_codes() -> QWidget:
    app = SetupApp(*FORMS)
    app.preview = replace(ROSTER, problems=(), reckoned=214)
    return _with(connecting(app, "spreadsheet"), account="PyCon", roster="/home/desk/guests.csv")


def _roster_coded() -> QWidget:
    view = _roster_without_codes()
    assert isinstance(view, SetupView)
    view.presenter.connect.roster.save_coded(Path("/home/desk/guests with codes.xlsx"))
    return view


def _roster_missing() -> QWidget:
    app = SetupApp(*FORMS)
    app.preview = replace(
        ROSTER,
        columns=(),
        rows=(),
        total=0,
        problems=(),
        missing="No column says who somebody is. Choose the column of the name or of the code.",
    )
    return _with(connecting(app, "spreadsheet"), account="PyCon", roster="/home/desk/list.xlsx")


def _roster_wrong() -> QWidget:
    app = SetupApp(*FORMS)
    app.trouble["preview_roster"] = UnreadableReplyError(
        "spreadsheet", "list.xlsx cannot be taken as a list. It is protected by a password."
    )
    return _with(connecting(app, "spreadsheet"), account="PyCon", roster="/home/desk/list.xlsx")


def _trial() -> QWidget:
    app = SetupApp(*FORMS)
    app.trial = TRIAL
    view = connecting(app, "sarcon")
    _with(
        view,
        base_url="https://dev.sarcon.tech/api/public/v1",
        token=DOTS,
        mapping="/home/desk/sarcon.toml",
    )
    view.presenter.connect.try_mapping()
    return view


CONNECTING: dict[str, Callable[[], QWidget]] = {
    **{f"setup-connect-{form.platform}": _form(form.platform) for form in FORMS},
    "setup-connect-roster-no-codes": _roster_without_codes,
    "setup-connect-roster-coded": _roster_coded,
    "setup-connect-practice": _form(PRACTICE),
    "setup-connect-plain": _plain,
    "setup-connect-wrong": _wrong,
    "setup-connect-done": _done,
    "setup-connect-scanned": _scanned,
    "setup-connect-not-scanned": _not_scanned,
    "setup-connect-company": _company,
    "setup-connect-questions": _questions,
    "setup-connect-roster": _roster,
    "setup-connect-roster-missing": _roster_missing,
    "setup-connect-roster-wrong": _roster_wrong,
    "setup-connect-trial": _trial,
}
"""What to draw, by name."""
