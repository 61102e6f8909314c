"""What an event consists of besides people, as far as the mapping tells: posts, and the walk-in's form."""

from collections.abc import Iterable, Iterator

from checkin.connectors.sarcon.mapping import Door, Mapping, WalkIn
from checkin.model.event import WHOLE_EVENT, Zone, ZoneKind
from checkin.model.form import EMAIL, NAME_ONLY, Form, FormField, FormOption
from checkin.model.ids import PlatformId
from checkin.model.pulled import EventFacts
from checkin.model.station import PlatformStation, StationKind

_LEAVING = "/out"
_THE_DOOR = Door(id="event", name="Whole event")


def stations_of(mapping: Mapping) -> tuple[PlatformStation, ...]:
    """A post for each door and way; none when there is nothing to choose."""
    if mapping.check_in is None:
        return ()
    doors = mapping.stations or ((_THE_DOOR,) if mapping.check_out else ())
    return tuple(_posts(doors, leaves=mapping.check_out is not None))


def _posts(doors: Iterable[Door], *, leaves: bool) -> Iterator[PlatformStation]:
    for door in doors:
        yield PlatformStation(
            platform_id=PlatformId(door.id), name=door.name, kind=StationKind.REGISTRATION, zone=WHOLE_EVENT
        )
        if leaves:
            yield PlatformStation(
                platform_id=PlatformId(door.id + _LEAVING),
                name=f"{door.name}: way out",
                kind=StationKind.CHECK_OUT,
                zone=WHOLE_EVENT,
            )


def door_of(station: PlatformId | None) -> str:
    """The door's id as it is sent; empty when none was chosen."""
    return (station or "").removesuffix(_LEAVING)


def whole_event(event: PlatformId) -> Zone:
    """The only zone there is."""
    return Zone(id=WHOLE_EVENT, platform_id=event, kind=ZoneKind.EVENT, name="Whole event")


def facts_of(mapping: Mapping, types: tuple[tuple[str, str], ...]) -> EventFacts:
    """The walk-in's form, and what the mapping does not say."""
    form = _form(mapping.walk_in, types) if mapping.walk_in else None
    return EventFacts(walk_in=form, notes=mapping.missing())


def _form(walk_in: WalkIn, types: tuple[tuple[str, str], ...]) -> Form:
    usual = tuple(
        FormField(name=EMAIL, label=one.label, kind=one.kind, required=walk_in.email_required)
        if one.name == EMAIL
        else one
        for one in NAME_ONLY.fields
    )
    own = tuple(
        FormField(
            name=one.name,
            label=one.label,
            kind=one.kind,
            required=one.required,
            options=tuple(FormOption(label=label, value=value) for value, label in one.options.items()),
        )
        for one in walk_in.fields
    )
    return Form(fields=usual + own, ticket_types=types if walk_in.names("ticket_type") else ())
