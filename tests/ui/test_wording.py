from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from checkin import errors
from checkin.model.admission import Refusal, Refused
from checkin.model.attendee import TicketStatus
from checkin.model.event import WHOLE_EVENT
from checkin.model.ids import AttendeeId, EventId, MovementId
from checkin.model.movement import Movement
from checkin.model.station import Direction, StationKind
from tests.fakes.people import CROWD
from ui import wording
from ui.screens.moments import moment

AT = datetime(2026, 11, 7, 8, 52, tzinfo=UTC)
FIRST = Movement(
    id=MovementId("m"),
    attendee=AttendeeId(1),
    zone=WHOLE_EVENT,
    direction=Direction.IN,
    at=AT,
    station="Front Desk",
)


def in_berlin(at: datetime) -> str:
    return moment(at, AT, timezone(timedelta(hours=1)))


def all_errors(kind: type[errors.CheckinError] = errors.CheckinError) -> Iterator[type[errors.CheckinError]]:
    yield kind
    for below in kind.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from all_errors(below)


def an_error(kind: type[errors.CheckinError]) -> errors.CheckinError:
    if issubclass(kind, errors.ConnectorError):
        return kind("open_event", "what happened")
    return kind("what happened")


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_says_why_and_what_to_do(refusal: Refusal) -> None:
    refused = Refused(refusal=refusal, attendee=CROWD[0], first=FIRST, other_event=EventId(2))

    words = wording.of_refusal(refused, in_berlin)

    assert words.title
    assert words.happened
    assert words.do_next
    assert len(words.title) <= 20, "it is read from two metres"


@pytest.mark.parametrize("refusal", Refusal)
def test_a_refusal_of_which_little_is_known_is_still_said(refusal: Refusal) -> None:
    words = wording.of_refusal(Refused(refusal=refusal), in_berlin)

    assert words.title
    assert words.do_next


def test_no_two_refusals_have_the_same_title() -> None:
    titles = [wording.of_refusal(Refused(refusal=refusal), in_berlin).title for refusal in Refusal]

    assert len(set(titles)) == len(titles)


def test_already_inside_says_when_and_where_in_the_events_time() -> None:
    refused = Refused(refusal=Refusal.ALREADY_INSIDE, attendee=CROWD[0], first=FIRST)

    words = wording.of_refusal(refused, in_berlin)

    assert words.happened == "at 09:52 at Front Desk"
    assert words.whole == "Already checked in at 09:52 at Front Desk"


def test_yesterday_is_said_with_the_day() -> None:
    yesterday = replace(FIRST, at=AT - timedelta(days=1))

    assert wording.when_and_where(yesterday, in_berlin) == "on Fri 6 Nov, 09:52 at Front Desk"


def test_a_movement_without_a_station_has_only_a_time() -> None:
    assert wording.when_and_where(replace(FIRST, station=""), in_berlin) == "at 09:52"


def test_a_ticket_for_tomorrow_says_from_when() -> None:
    words = wording.of_refusal(Refused(refusal=Refusal.NOT_YET_VALID, attendee=CROWD[5]), in_berlin)

    assert words.happened == "Good from Sun 8 Nov, 10:52."


def test_a_ticket_that_ended_says_when() -> None:
    ended = replace(CROWD[0], ticket=replace(CROWD[0].ticket, valid_until=AT))

    words = wording.of_refusal(Refused(refusal=Refusal.NO_LONGER_VALID, attendee=ended), in_berlin)

    assert words.happened == "Was good until 09:52."


def test_another_event_is_named_where_it_is_known() -> None:
    words = wording.of_refusal(Refused(refusal=Refusal.WRONG_EVENT), in_berlin, "EuroSciPy")

    assert words.happened == "This ticket is for EuroSciPy."


@pytest.mark.parametrize("kind", list(all_errors()))
def test_every_failure_says_what_happened_and_what_to_do(kind: type[errors.CheckinError]) -> None:
    words = wording.of_error(an_error(kind))

    assert words.title
    assert words.happened == "what happened"
    assert words.do_next


def test_every_failure_has_a_title_of_its_own() -> None:
    titles = [wording.of_error(an_error(kind)).title for kind in all_errors()]

    assert len(set(titles)) == len(titles)


def test_a_missing_right_is_not_called_a_sign_in_that_ended() -> None:
    words = wording.of_error(errors.CredentialsError("x", "It must be owner, organizer or co-organizer."))

    assert words.title == "This account may not do that"
    assert "may need the role co-organizer" in words.do_next


def test_a_failure_made_later_is_said_in_the_words_of_its_kind() -> None:
    class PaperJamError(errors.BadgeError):
        pass

    assert wording.of_error(PaperJamError("jam")).title == "Badge not printed"


@pytest.mark.parametrize("kind", StationKind)
def test_every_kind_of_station_has_a_name(kind: StationKind) -> None:
    assert wording.of_station(kind)


def test_the_platforms_own_words_stand_below_the_title() -> None:
    words = wording.of_refusal(
        Refused(refusal=Refusal.BLOCKED, attendee=CROWD[0], words="Ticket was reported stolen"), in_berlin
    )

    assert (words.title, words.happened) == ("Blocked", "Ticket was reported stolen.")


def test_an_unpaid_ticket_that_may_come_in_says_what_to_look_at() -> None:
    unpaid = next(one for one in CROWD if one.ticket.status is TicketStatus.UNPAID)

    words = wording.of_refusal(Refused(refusal=Refusal.NEEDS_CONFIRMATION, attendee=unpaid), in_berlin)

    assert "not paid yet" in words.happened


def test_a_replaced_code_is_told_from_a_withdrawn_ticket() -> None:
    replaced = wording.of_refusal(Refused(refusal=Refusal.REVOKED), in_berlin)
    withdrawn = wording.of_refusal(Refused(refusal=Refusal.REVOKED, attendee=CROWD[0]), in_berlin)

    assert replaced.happened == "This code was replaced by a newer one."
    assert replaced.happened != withdrawn.happened


@pytest.mark.parametrize("kind", list(all_errors(errors.MirrorError)))
def test_what_could_not_be_recorded_is_unmistakably_no_yes(kind: type[errors.MirrorError]) -> None:
    words = wording.of_not_recorded(kind("what happened"))

    assert words.title == "NOT recorded"
    assert words.happened.startswith("This is not a yes: ")
    assert words.happened.endswith("Nobody was checked in.")
    assert words.do_next.startswith("Let nobody in on this scan; call the desk lead.")


@pytest.mark.parametrize("kind", list(all_errors(errors.MirrorError)))
def test_a_mirror_in_trouble_says_what_is_safe(kind: type[errors.MirrorError]) -> None:
    said = wording.of_error(kind("what happened")).do_next

    assert "safe" in said or "Nothing is lost" in said


def test_each_trouble_of_the_mirror_has_words_of_its_own() -> None:
    kinds = list(all_errors(errors.MirrorError))

    assert len({wording.why_not_recorded(kind("x")) for kind in kinds}) == len(kinds)
