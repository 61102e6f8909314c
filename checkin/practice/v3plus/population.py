"""An invented portal: two conferences to come, townhalls, and a spreadsheet of attendees."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Final

from checkin.model.admission import Refusal
from checkin.practice.names import COMPANIES, JOB_TITLES, any_name, roll_call
from checkin.practice.v3plus.form_rows import CONFERENCE_FORM, STUDENT_FORM, TOWNHALL_FORM
from checkin.practice.v3plus.rows import Listed, Place, PortalState, Row

PORTAL_TOKEN: Final = "M!nb&KypG1o$NP1eoig%rk*ykZkZ"  # noqa: S105 - of an invented portal
ACCOUNT: Final = "desk@example.org"
PASSWORD: Final = "correct horse"  # noqa: S105
EVENT_PASSWORD: Final = "open sesame"  # noqa: S105

MAIN: Final[Place] = ("conferences", 1)
SECOND: Final[Place] = ("conferences", 2)

PHOTOS: Final = "/storage/photos/"
"""Where photos lie on the portal's own server."""

_WITHOUT_PHOTO: Final = 4
"""Of so many presenters one has none."""

_PRESENTERS: Final = 12
_OF_MAIN: Final = 8
_AFFILIATES: Final = 6
_ODD_SHARE: Final = 0.06
_SIGNS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_ODD: Final = (
    ("unpaid", Refusal.UNPAID),
    ("cancelled", Refusal.CANCELLED),
    ("blocked", Refusal.BLOCKED),
)


def make_portal(seed: int, attendees: int, *, now: datetime, needs_login: bool, wrapped: bool) -> PortalState:
    """The portal at its first request."""
    dice = Random(seed)  # noqa: S311 - invented people, not secrets
    return PortalState(
        portal_token=PORTAL_TOKEN,
        account=ACCOUNT,
        password=PASSWORD,
        needs_login=needs_login,
        wrapped=wrapped,
        tables={
            "portals": {
                1: {"id": 1, "client_id": 4, "name": "Practice Portal", "domain": "practice.example"}
            },
            "conferences": dict(_conferences(now)),
            "townhalls": dict(_townhalls(now)),
            "groups": dict(_groups()),
            "presenters": dict(_presenters(dice)),
            "affiliates": dict(_affiliates(dice)),
            "presentations": dict(_presentations(now)),
        },
        members=_members(),
        forms={1: CONFERENCE_FORM, 2: STUDENT_FORM, 3: TOWNHALL_FORM},
        event_passwords={2: EVENT_PASSWORD},
        listed=tuple(_listed(dice, attendees)),
    )


def _held(number: int, name: str, state: str, zone: str, starts: datetime) -> Row:
    return {
        "id": number,
        "portal_id": 1,
        "name": name,
        "description": f"{name}, invented",
        "photo": None,
        "state": state,
        "timezone": zone,
        "start_date": starts.strftime("%Y-%m-%d 09:00:00"),
        "end_date": (starts + timedelta(days=1)).strftime("%Y-%m-%d 18:00:00"),
    }


def _conferences(now: datetime) -> Iterator[tuple[int, Row]]:
    yield 1, _held(1, "Practice Congress", "live", "Europe/Berlin", now)
    yield 2, _held(2, "Next Year's Congress", "staging", "America/New_York", now + timedelta(days=300))
    yield 3, _held(3, "Last Year's Congress", "archive", "Europe/Berlin", now - timedelta(days=365))


def _townhalls(now: datetime) -> Iterator[tuple[int, Row]]:
    yield 1, {**_held(1, "All Hands", "upcoming", "UTC", now + timedelta(days=2)), "slug": "all-hands"}
    yield 2, {**_held(2, "Board Meeting", "live", "UTC", now + timedelta(days=1)), "slug": "board"}
    yield 3, {**_held(3, "Rehearsal", "hidden", "UTC", now), "slug": "rehearsal"}


def _groups() -> Iterator[tuple[int, Row]]:
    for number, form, name, price in (
        (1, 1, "Guests", "0.00"),
        (2, 2, "Students", 0),
        (3, 1, "Doctors", "250.00"),
    ):
        yield (
            number,
            {
                "id": number,
                "registration_form_id": form,
                "name": name,
                "description": None,
                "price": price,
                "code": f"grp-{number}",
            },
        )


def _presenters(dice: Random) -> Iterator[tuple[int, Row]]:
    for number in range(1, _PRESENTERS + 1):
        given, family = any_name(dice)
        yield (
            number,
            {
                "id": number,
                "client_id": 4,
                "first_name": given,
                "last_name": family,
                "designations": dice.choice((None, "MD", "PhD")),
                "title": dice.choice(JOB_TITLES),
                "company": dice.choice(COMPANIES),
                "biography": "<p>…</p>",
                "website": None,
                "photo": f"{PHOTOS}{number}.jpg" if number % _WITHOUT_PHOTO else None,
            },
        )


def _affiliates(dice: Random) -> Iterator[tuple[int, Row]]:
    for number in range(1, _AFFILIATES + 1):
        given, family = any_name(dice)
        yield (
            number,
            {
                "id": number,
                "client_id": 4,
                "name": COMPANIES[number],
                "contact_name": f"{given} {family}".strip(),
                "contact_email": f"booth{number}@example.org",
                "contact_phone": None,
                "contact_title": dice.choice(JOB_TITLES),
                "website": "https://example.org",
            },
        )


def _presentations(now: datetime) -> Iterator[tuple[int, Row]]:
    for number, kind in enumerate(("video", "video_slide", "audio", "audio_slide"), start=1):
        yield (
            number,
            {
                "id": number,
                "portal_id": 1,
                "name": f"Talk {number}",
                "description": None,
                "type": kind,
                "duration": 1800,
                "date": now.strftime("%Y-%m-%d"),
                "video_url": None,
                "visible": number % 2,
            },
        )


def _members() -> dict[Place, list[tuple[str, int, str]]]:
    roles = ("keynote", "cochair", *("presenter",) * _PRESENTERS)
    return {
        MAIN: [
            *(("presenters", number, roles[number - 1]) for number in range(1, _OF_MAIN + 1)),
            *(("affiliates", number, "sponsor" if number % 2 else "exhibitor") for number in range(1, 5)),
            *(("presentations", number, "") for number in (1, 2, 3)),
            *(("groups", number, "") for number in (1, 2, 3)),
        ],
        SECOND: [
            *(("presenters", number, "presenter") for number in range(_OF_MAIN + 1, _PRESENTERS + 1)),
            *(("affiliates", number, "sponsor") for number in (5, 6)),
            ("groups", 3, ""),
        ],
        ("conferences", 3): [],
        ("townhalls", 1): [
            ("presenters", 1, "keynote"),
            ("affiliates", 1, "sponsor"),
            ("presentations", 4, ""),
        ],
        ("townhalls", 2): [],
        ("townhalls", 3): [],
        ("presentations", 1): [("presenters", 1, "presenter"), ("presenters", 2, "presenter")],
    }


def _listed(dice: Random, attendees: int) -> Iterator[Listed]:
    known = roll_call()
    for index in range(attendees):
        given, family = known[index] if index < len(known) else any_name(dice)
        odd = index < len(_ODD) or dice.random() < _ODD_SHARE
        status, refused = _ODD[index % len(_ODD)] if odd else ("paid", None)
        yield Listed(
            number=str(5000 + index),
            given_name=given,
            family_name=family,
            email=f"person{index}@example.org",
            company=dice.choice(COMPANIES),
            job_title=dice.choice(JOB_TITLES),
            ticket_type=dice.choice(("Delegate", "Student", "VIP")),
            code=f"{''.join(dice.choices(_SIGNS, k=7))}{index:04}",  # no two alike
            status=status,
            refused=refused,
        )
