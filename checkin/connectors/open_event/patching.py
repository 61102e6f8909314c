"""Check-ins without a station: a time is added to the attendee's own list.

Only site administrators may, and only where the event has no station is there a reason to. The platform
keeps no rule that would make this safe to repeat (observed at Open Event 1.19): a time that is sent again is
taken for the whole list when the list holds two or more, and two requests at once lose times. So: look
first, send one time, look again; what comes after an unknown outcome looks first again.
"""

from checkin.connectors.open_event.client import Client
from checkin.connectors.open_event.conversion import read_times
from checkin.connectors.open_event.payloads import AttendeeAttributes, Resource
from checkin.errors import UnreachableError
from checkin.model.operation import AlreadyThere, NotThere, Operation, Rejected, Settled, Verdict
from checkin.model.station import StationKind


def push_without_station(client: Client, platform: str, operation: Operation) -> Verdict:
    """Add the check-in's time to the attendee's list, at most once. Raises a ConnectorError."""
    if operation.kind is StationKind.CHECK_OUT:
        return Rejected(reason="The event has no check-out station at the platform; it cannot be told there.")
    before = client.attendee(operation.attendee)
    if _is_listed(before, operation):
        return AlreadyThere(at=operation.at, note="listed already")
    answers = before.attributes.complex_field_values
    if answers and not client.catalogue.event(operation.event).attributes.is_ticket_form_enabled:
        return Rejected(
            reason="The platform would erase this attendee's answers with the check-in, for the event's "
            "registration form is switched off. Make a registration station at the platform instead."
        )
    client.patch_check_in(operation.attendee, operation.at.isoformat())
    after = client.attendee(operation.attendee)
    if not _is_listed(after, operation):
        raise UnreachableError(
            platform, "Somebody else changed the attendee at the same time.", may_have_landed=True
        )
    return Settled(at=operation.at)


def read_back_without_station(client: Client, operation: Operation) -> Settled | NotThere:
    """Whether the check-in's time is in the attendee's list. Raises a ConnectorError."""
    found = client.attendee(operation.attendee)
    return Settled(at=operation.at) if _is_listed(found, operation) else NotThere()


def _is_listed(attendee: Resource[AttendeeAttributes], operation: Operation) -> bool:
    return operation.at in read_times(attendee.attributes.checkin_times)
