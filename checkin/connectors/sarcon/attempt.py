"""The mapping file tried out for somebody at a window or a terminal: what to try, and how it is shown."""

from contextlib import closing

from checkin.connectors.protocol import Secrets, Surroundings
from checkin.connectors.sarcon import trying
from checkin.connectors.sarcon.connector import SarconConnector
from checkin.connectors.sarcon.trial import Trial as Tried
from checkin.errors import ConnectorError
from checkin.model.attendee import TicketStatus
from checkin.model.ids import PlatformId
from checkin.model.pulled import PulledAttendee
from checkin.model.trial import Trial
from checkin.settings import Connection


def attempt(
    connection: Connection,
    secrets: Secrets,
    around: Surroundings,
    event: PlatformId | None,
    *,
    write: bool,
) -> Trial:
    """Read registrations, or show a check-in of the first of them and send it. Blocks on the network.

    Args:
        connection: server and mapping file.
        secrets: the token.
        around: what every connector is given.
        event: which; the first there is when None.
        write: a person knows that the platform will really have the check-in.

    Raises:
        SettingsError: the address must not be spoken to, or the mapping file is damaged.
    """
    try:
        wanted = _first_event(connection, secrets, around) if event is None else event
        if wanted is None:
            return Trial(request="", verdict="This account has no event to try it with.", good=False)
        if not write:
            return _shown(trying.try_registrations(connection, secrets, around, wanted))
        somebody = _somebody(connection, secrets, around, wanted)
    except ConnectorError as error:
        return Trial(request="", verdict=str(error), good=False)
    if somebody is None:
        return Trial(request="", verdict="Nobody is registered whom it could be tried with.", good=False)
    operation = trying.a_check_in(wanted, somebody.platform_id, somebody.badge_code, around)
    return _shown(trying.try_check_in(connection, secrets, around, operation, confirmed=True))


def _first_event(connection: Connection, secrets: Secrets, around: Surroundings) -> PlatformId | None:
    with closing(SarconConnector(connection, secrets, around)) as connector:
        events = connector.events()
    return events[0].platform_id if events else None


def _somebody(
    connection: Connection, secrets: Secrets, around: Surroundings, event: PlatformId
) -> PulledAttendee | None:
    with closing(SarconConnector(connection, secrets, around)) as connector:
        pages = connector.pull(event, since=None, resume=None)
        people = (attendee for page in pages for attendee in page.attendees)
        return next((one for one in people if one.status is TicketStatus.VALID), None)


def _shown(tried: Tried) -> Trial:
    request = "\n".join([tried.request, *tried.headers, *(["", tried.body] if tried.body else [])])
    return Trial(
        request=request,
        status=tried.status,
        answer=tried.answer,
        made=tuple(_labelled(finding) for finding in tried.findings),
        verdict=tried.verdict,
        good=tried.is_good,
    )


def _labelled(finding: str) -> tuple[str, str]:
    label, colon, value = finding.partition(": ")
    return (label, value) if colon else ("", finding)
