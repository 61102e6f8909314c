"""Invented and real attendees to look at a badge with."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from checkin.badges.badge import Badge, badge_of
from checkin.badges.fields import ANSWER
from checkin.desk.specimens import Specimens
from checkin.model.attendee import Attendee
from checkin.model.event import Event
from checkin.model.ids import AttendeeId
from checkin.model.seal import sealed
from checkin.paths import resource

_CODE = "830c97de-8ac2-43e0-8582-e94edaab3d8d"
_SIGNED = sealed("1", "4711", _CODE)
_MOST_VALUES = 40
_EVENT = "Badge Makers' Summit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Somebody to look at a badge with."""

    title: str
    badge: Badge


def _invented(given_name: str, family_name: str, **more: str) -> Badge:
    usual = Badge(
        given_name=given_name,
        family_name=family_name,
        company="Analytical Engines",
        job_title="Mathematician",
        ticket_type="Speaker",
        event_name=_EVENT,
        code=_CODE,
        email="ada@example.org",
        order="A0042",
        photo=resource("badges", "sample-photo.png"),
    )
    return replace(usual, **more)  # type: ignore[arg-type]  # only texts are given


INVENTED = (
    Sample(title="A usual name", badge=_invented("Ada", "Lovelace")),
    Sample(
        title="A very long name",
        badge=_invented(
            "Maximiliana-Konstanze",
            "von Wolfeschlegelsteinhausenbergerdorff-Schmidt",
            company="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbaugesellschaft",
            job_title="Senior Principal Engineer for Distributed Databases and Storage",
        ),
    ),
    Sample(title="No company, no job", badge=_invented("Grace", "Hopper", company="", job_title="")),
    Sample(title="One name only", badge=_invented("Teller", "", company="")),
    Sample(title="Diacritics", badge=_invented("Łucja", "Brzęczyszczykiewicz", company="Żółta Łódź")),
    Sample(title="Vietnamese", badge=_invented("Nguyễn Thị", "Hồng Ngọc", company="Công ty Ánh Dương")),
    Sample(title="Greek", badge=_invented("Αλέξανδρος", "Παπαδόπουλος", company="Αιγαίο")),
    Sample(title="Cyrillic", badge=_invented("Дмитрий", "Щербаков", company="Северное сияние")),
    Sample(title="Arabic", badge=_invented("محمد", "عبد الرحمن القحطاني", company="شركة النور")),
    Sample(title="Hebrew", badge=_invented("שלום", "בן־גוריון", company="אור חדש")),
    Sample(title="Devanagari", badge=_invented("क्षितिज", "श्रीवास्तव", company="नया सवेरा")),
    Sample(title="Thai", badge=_invented("ธนกฤต", "ศรีสุวรรณวัฒนา", company="แสงใหม่")),
    Sample(title="Chinese", badge=_invented("小明", "欧阳", company="晨光科技")),
    Sample(title="Japanese", badge=_invented("さくら", "山田", company="朝日の光")),
    Sample(title="Korean", badge=_invented("민준", "김", company="새벽빛")),
)
"""A few for what is hard, and one for each script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Whom a badge can be looked at with.

    Attributes:
        people: of the event, those who are hardest to fit first; titled for the list.
        types: the names of the event's ticket types.
        answers: what the event's further questions are called.
        values: what its people say in a field, by the field's name; those most often said first.
        photos: of those of them who have one.
        about_photos: what whoever prints photos should know of the event's; empty where all is well.
    """

    people: tuple[tuple[str, Attendee], ...] = ()
    types: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    photos: Mapping[AttendeeId, bytes] = field(default_factory=lambda: MappingProxyType({}))
    about_photos: str = ""


def crowd(found: Specimens, some: Sequence[Attendee], types: Sequence[str]) -> Crowd:
    """The event's people as samples."""
    hardest = [("The longest name here", found.longest), ("Without a company here", found.without_company)]
    people = [(f"{title}: {who.name}", who) for title, who in hardest if who is not None]
    answers = sorted({name for who in (*some, *(who for _, who in people)) for name in who.extra})
    values = _values(some, answers)
    return Crowd(people=tuple(people), types=tuple(types), answers=tuple(answers), values=values)


def _values(some: Sequence[Attendee], answers: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    said: dict[str, list[str]] = {
        "company": [who.company for who in some],
        "job_title": [who.job_title for who in some],
    }
    said |= {f"{ANSWER}{name}": [str(who.extra.get(name, "")) for who in some] for name in answers}
    return MappingProxyType({name: _most_often(texts) for name, texts in said.items()})


def _most_often(texts: Iterable[str]) -> tuple[str, ...]:
    counted = Counter(filter(None, map(str.strip, texts)))
    return tuple(text for text, _ in counted.most_common(_MOST_VALUES))


def samples(who: Crowd, event: Event | None, logo: Path | None) -> Mapping[str, Sample]:
    """Everybody to choose from by a key: the event's own, then the invented ones in its name.

    These have a signed code where anybody of the event has one.
    """
    made: dict[str, Sample] = {}
    if event is not None:
        made |= {
            f"here:{person.id}": real(title, person, event, logo, who.photos.get(person.id))
            for title, person in who.people
        }
    signed = _SIGNED if not made or any(sample.badge.signed_code for sample in made.values()) else ""
    for number, sample in enumerate(INVENTED):
        kind = who.types[number % len(who.types)] if who.types else sample.badge.ticket_type
        name = _EVENT if event is None else event.name
        badge = replace(sample.badge, event_name=name, ticket_type=kind, logo=logo, signed_code=signed)
        made[f"invented:{number}"] = replace(sample, badge=badge)
    return MappingProxyType(made)


def real(title: str, person: Attendee, event: Event, logo: Path | None, photo: bytes | None) -> Sample:
    """One attendee of the event."""
    return Sample(title=title, badge=badge_of(person, event, logo=logo, photo=photo))
