"""What a computer may be for at the event: the platform's posts, and those kept without it."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import PlatformId, ZoneId
from checkin.model.platform import Capability
from checkin.model.station import PlatformStation, StationKind

KEPT_HERE = PlatformId("")
"""The choice of a registration the platform has no station for."""

KEPT_EXIT = PlatformId("/out")
"""The choice of a way out the platform has no station for."""

HERE_ALONE = "kept on this computer"

KIND_TITLES = {
    StationKind.REGISTRATION: "Registration",
    StationKind.DAILY: "Daily check-in",
    StationKind.CHECK_IN: "Session check-in",
    StationKind.CHECK_OUT: "Session check-out",
}
"""What each kind of post is called."""

EXPLAINED = {
    StationKind.REGISTRATION: "Everybody comes here once, for the whole event. Badges are handed out here.",
    StationKind.DAILY: "Everybody is counted once a day for one session, however often they walk past.",
    StationKind.CHECK_IN: "Into one session; somebody who was checked out may come in again.",
    StationKind.CHECK_OUT: "Out of one session, so that the number of people inside stays true.",
}
"""Each kind of post, in a sentence."""

_OF_A_ZONE = {
    StationKind.REGISTRATION: ("Registration", "In, with a badge that is handed out here."),
    StationKind.DAILY: ("Daily check-in", "In, counted once a day."),
    StationKind.CHECK_IN: ("Entrance", "In; no badges are printed here."),
    StationKind.CHECK_OUT: ("Exit", "Out, so that the number of people inside stays true."),
}
"""The same where each post belongs to a zone of its own."""

_TELLING = frozenset({Capability.CHECK_IN_OUR_TIME, Capability.CHECK_IN_THEIR_TIME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A station one may choose; `place` is its room or zone, or what makes it special."""

    id: PlatformId
    name: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostGroup:
    """The posts of one kind."""

    title: str
    explained: str
    posts: tuple[Post, ...]


def groups(
    stations: Sequence[PlatformStation],
    zone_name: Callable[[ZoneId | None], str],
    able: AbstractSet[Capability],
    platform: str,
) -> tuple[PostGroup, ...]:
    """The posts to choose from, registration first.

    Args:
        stations: the platform's.
        zone_name: what a zone is called; empty when nobody knows.
        able: what the platform can do.
        platform: what it is called.
    """
    kept = _kept(able, platform) if Capability.STATIONS not in able else _fallback(stations)
    return tuple(
        PostGroup(title=title, explained=explained, posts=posts)
        for kind in StationKind
        for title, explained, posts in (
            (*_OF_A_ZONE[kind], _posts(kind, _zoned(stations, zoned=True), zone_name)),
            (KIND_TITLES[kind], EXPLAINED[kind], _posts(kind, _zoned(stations, zoned=False), zone_name)),
            (_title_of_kept(kind), _explained_kept(kind), tuple(kept.get(kind, ()))),
        )
        if posts
    )


def _zoned(stations: Sequence[PlatformStation], *, zoned: bool) -> tuple[PlatformStation, ...]:
    return tuple(station for station in stations if _has_zone(station) is zoned)


def _has_zone(station: PlatformStation) -> bool:
    """Whether it has a zone of its own; registration for the whole event is the usual thing."""
    usual = station.kind is StationKind.REGISTRATION and station.zone == WHOLE_EVENT
    return station.zone is not None and not usual


def _posts(
    kind: StationKind, stations: Sequence[PlatformStation], zone_name: Callable[[ZoneId | None], str]
) -> tuple[Post, ...]:
    return tuple(
        _named(station, zone_name(station.zone or station.room))
        for station in stations
        if station.kind is kind
    )


def _named(station: PlatformStation, place: str) -> Post:
    """The place is said only where the name does not say it."""
    said = place.casefold() in station.name.casefold()
    return Post(id=station.platform_id, name=station.name, place="" if said else place)


def _kept(able: AbstractSet[Capability], platform: str) -> dict[StationKind, list[Post]]:
    """A platform without stations is told all the same, where it listens."""
    told = f"told to {platform}" if platform else "told to the platform"
    comes = told if able & _TELLING else HERE_ALONE
    leaves = told if Capability.CHECK_OUT in able else HERE_ALONE
    return {
        StationKind.REGISTRATION: [Post(id=KEPT_HERE, name="Registration", place=f"Check-ins are {comes}.")],
        StationKind.CHECK_OUT: [Post(id=KEPT_EXIT, name="Check-out", place=f"Check-outs are {leaves}.")],
    }


def _fallback(stations: Sequence[PlatformStation]) -> dict[StationKind, list[Post]]:
    """A platform with stations, but none of them for a registration."""
    if any(station.kind is StationKind.REGISTRATION for station in stations):
        return {}
    return {
        StationKind.REGISTRATION: [
            Post(id=KEPT_HERE, name="Registration, kept here", place="the platform is not told")
        ]
    }


def _title_of_kept(kind: StationKind) -> str:
    return "Check-out" if kind is StationKind.CHECK_OUT else KIND_TITLES[kind]


def _explained_kept(kind: StationKind) -> str:
    if kind is StationKind.CHECK_OUT:
        return "Everybody who leaves, so that the number of people inside stays true."
    return EXPLAINED[kind]


def suggested_name(stations: Sequence[PlatformStation], chosen: PlatformId | None) -> str:
    """What a post is called until a person says otherwise."""
    station = next((each for each in stations if each.platform_id == chosen), None)
    if station is not None:
        return station.name
    return "Check-out" if chosen == KEPT_EXIT else "Registration"
