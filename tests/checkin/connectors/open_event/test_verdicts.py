import json
from datetime import UTC, datetime

import pytest

from checkin.connectors.http import Reply
from checkin.connectors.open_event.verdicts import judge
from checkin.errors import CredentialsError, UnreachableError, UnreadableReplyError
from checkin.model.ids import MovementId, OperationId, PlatformId
from checkin.model.operation import AlreadyThere, Operation, Rejected, Settled, Verdict
from checkin.model.station import StationKind
from tests.checkin.connectors.stand_ins import recording

AT = datetime(2026, 11, 22, 7, 4, 48, tzinfo=UTC)


def operation(kind: StationKind = StationKind.REGISTRATION, attempts: int = 1) -> Operation:
    return Operation(
        id=OperationId("o"),
        movement=MovementId("m"),
        event=PlatformId("1"),
        attendee=PlatformId("101"),
        kind=kind,
        station=PlatformId("1"),
        session=None,
        at=AT,
        attempts=attempts,
    )


def answered(status: int, body: object) -> Reply:
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return Reply(platform="open_event", status=status, body=raw, at=AT, writes=True)


def verdict_on(
    name: str, kind: StationKind = StationKind.REGISTRATION, *, sent_before: bool = False
) -> Verdict:
    said = recording(name)
    return judge(answered(said["status"], said["response_body"]), operation(kind), sent_before=sent_before)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("uci_registration_first", "Ticket register successful."),
        ("uci_registration_other_station_same_day", "Ticket register successful."),
        ("uci_checkin_not_registered", "Attendee check in successful."),
        ("uci_checkout_ok", "Attendee check out successful."),
        ("uci_daily_first", "Attendee daily check successful."),
        ("ft_day1_registration", "Ticket register successful."),
    ],
)
def test_what_the_platform_took_is_settled_at_its_time(name: str, words: str) -> None:
    assert verdict_on(name) == Settled(at=AT, note=words)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("uci_registration_duplicate", StationKind.REGISTRATION),
        ("uci_registration_role_coorganizer", StationKind.REGISTRATION),
        ("uci_idempotency_key_again", StationKind.REGISTRATION),
        ("uci_checkin_duplicate", StationKind.CHECK_IN),
        ("ft_day2_checkin_dup", StationKind.CHECK_IN),
        ("uci_daily_duplicate", StationKind.DAILY),
        ("ft_day1_daily_dup", StationKind.DAILY),
    ],
)
def test_what_was_sent_twice_is_there(name: str, kind: StationKind) -> None:
    assert isinstance(verdict_on(name, kind), AlreadyThere)


@pytest.mark.parametrize(
    "name",
    [
        "uci_attendee_404",
        "uci_attendee_other_event",
        "uci_station_404",
        "uci_checkin_session_404",
        "uci_checkin_wrong_location",
        "uci_checkin_session_other_event",
        "uci_checkin_no_session",
        "uci_daily_no_session",
        "uci_daily_wrong_location_session",
        "uci_registration_with_unknown_session",
        "uci_no_attendee",
        "uci_no_station",
        "uci_wrong_type",
        "uci_wrong_content_type",
        "uci_int_ids",
    ],
)
def test_what_will_never_be_taken_is_rejected_in_the_platforms_words(name: str) -> None:
    words = recording(name)["response_body"]["errors"][0]["detail"]

    assert verdict_on(name, StationKind.CHECK_IN) == Rejected(reason=words)


def test_a_check_out_of_somebody_who_is_out_is_rejected() -> None:
    verdict = verdict_on("uci_checkout_duplicate", StationKind.CHECK_OUT)

    assert verdict == Rejected(reason="Attendee not check in yet.")


def test_a_check_out_that_may_have_landed_before_is_there() -> None:
    verdict = verdict_on("uci_checkout_duplicate", StationKind.CHECK_OUT, sent_before=True)

    assert isinstance(verdict, AlreadyThere)


@pytest.mark.parametrize(
    "name",
    [
        "uci_registration_role_registrar",
        "uci_registration_role_trackorg",
        "uci_registration_role_stranger",
        "uci_registration_role_buyer",
        "uci_station_other_event",
    ],
)
def test_an_account_without_the_right_stops_everything(name: str) -> None:
    with pytest.raises(CredentialsError, match="co-organizer") as caught:
        verdict_on(name)

    assert not caught.value.may_have_landed


@pytest.mark.parametrize("name", ["uci_checkout_before_checkin", "ft_day2_0000_checkout_of_day1_checkin"])
def test_a_check_out_that_makes_the_server_fail_is_tried_again_at_first(name: str) -> None:
    with pytest.raises(UnreachableError) as caught:
        verdict_on(name, StationKind.CHECK_OUT)

    assert caught.value.may_have_landed


def test_a_check_out_that_makes_the_server_fail_again_and_again_is_rejected() -> None:
    reply = answered(500, recording("uci_checkout_before_checkin")["response_body"])

    with pytest.raises(UnreachableError):
        judge(reply, operation(StationKind.CHECK_OUT, attempts=5), sent_before=True)
    verdict = judge(reply, operation(StationKind.CHECK_OUT, attempts=6), sent_before=True)

    assert isinstance(verdict, Rejected)
    assert not verdict.answered
    assert "no check-in" in verdict.reason


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_that_fails_leaves_a_check_in_in_doubt(status: int) -> None:
    with pytest.raises(UnreachableError) as caught:
        judge(answered(status, "<html>"), operation(StationKind.CHECK_IN, attempts=9), sent_before=False)

    assert caught.value.may_have_landed


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, "<html>Wi-Fi"),
        (201, {}),
        (201, {"data": {"id": 1, "attributes": {"success": "yes"}}}),
        (404, "<html>"),
    ],
)
def test_answers_of_another_form_are_unreadable_and_in_doubt(status: int, body: object) -> None:
    with pytest.raises(UnreadableReplyError) as caught:
        judge(answered(status, body), operation(), sent_before=False)

    assert caught.value.may_have_landed


def test_an_answer_that_says_it_failed_is_no_success() -> None:
    body = recording("uci_registration_first")["response_body"]
    body["data"]["attributes"] = {"success": False, "message": "No."}

    assert judge(answered(201, body), operation(), sent_before=False) == Rejected(reason="No.")
