from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from checkin.model.admission import Refusal
from checkin.practice.pretix.programme import SHIRT, WAIVER
from tests.checkin.practice.pretix.desk import ENTRANCE, ONCE_A_DAY, WORKSHOPS, Desk, outcome
from tests.fakes.clock import FakeClock

OK = (201, None)


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (None, OK),
        (Refusal.UNPAID, (400, "unpaid")),
        (Refusal.BLOCKED, (400, "blocked")),
        (Refusal.NOT_YET_VALID, (400, "invalid_time")),
        (Refusal.NO_LONGER_VALID, (400, "invalid_time")),
        (Refusal.WRONG_TICKET_TYPE, (400, "product")),
        (Refusal.QUESTIONS_OPEN, (400, None)),
        (Refusal.WRONG_EVENT, (404, "invalid")),
        (Refusal.UNKNOWN_CODE, (404, "invalid")),
    ],
)
def test_the_first_scan_of_a_ticket(
    desk: Desk, expected: Refusal | None, said: tuple[int, str | None]
) -> None:
    assert outcome(desk.redeem(desk.somebody(expected).code)) == said


@pytest.mark.parametrize(
    "expected",
    [
        Refusal.UNPAID,
        Refusal.BLOCKED,
        Refusal.NOT_YET_VALID,
        Refusal.NO_LONGER_VALID,
        Refusal.WRONG_TICKET_TYPE,
        Refusal.QUESTIONS_OPEN,
    ],
)
def test_force_lets_everybody_in_who_is_known(desk: Desk, expected: Refusal) -> None:
    assert outcome(desk.redeem(desk.somebody(expected).code, force=True)) == OK
    assert outcome(desk.redeem("nobody's", force=True)) == (404, "invalid")


def test_a_cancelled_order_is_told_as_such_and_an_expired_one_too(desk: Desk) -> None:
    bad = [one for one in desk.practice.state.orders.values() if one.status in "ce"]

    assert {one.status for one in bad} == {"c", "e"}
    for order in bad:
        assert outcome(desk.redeem(order.positions[0].secret)) == (400, "canceled")


def test_a_cancelled_position_of_a_good_order_is_nobodys(desk: Desk) -> None:
    (cancelled,) = [
        one for one in desk.practice.state.positions.values() if one.cancelled and one.addon_to is None
    ]

    assert outcome(desk.redeem(cancelled.secret, force=True)) == (404, "invalid")
    assert desk.get(f"orderpositions/{cancelled.id}/").status_code == 404


def test_the_same_nonce_is_one_entry_and_another_is_refused(desk: Desk) -> None:
    code = desk.somebody().code

    said = [outcome(desk.redeem(code, nonce=nonce)) for nonce in ("a", "a", "b")]

    assert said == [OK, OK, (400, "already_redeemed")]
    assert [one["successful"] for one in desk.tries()] == [True, False]


def test_the_answer_lacks_the_check_in_it_made_and_a_replay_has_it(desk: Desk) -> None:
    code = desk.somebody().code

    shown = [desk.redeem(code, nonce="a").json()["position"]["checkins"] for _ in range(2)]

    assert [len(one) for one in shown] == [0, 1]


def test_refused_tries_are_kept_each_time(desk: Desk) -> None:
    code = desk.somebody(Refusal.UNPAID).code

    for _ in range(2):
        desk.redeem(code, nonce="a")

    assert [one["error_reason"] for one in desk.tries()] == ["unpaid", "unpaid"]


def test_force_without_a_nonce_keeps_an_entry_each_time(desk: Desk) -> None:
    ticket = desk.somebody()

    for _ in range(3):
        desk.redeem(ticket.code, force=True)

    assert desk.practice.record()[ticket.platform_id] == 3


def test_a_stored_entry_can_be_refused_when_it_is_told_again(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.redeem(ticket.secret, nonce="a")
    desk.as_program().post(f"orderpositions/{ticket.id}/add_block/", {"name": "api:lost"})

    assert outcome(desk.redeem(ticket.secret, nonce="a")) == (400, "blocked")
    assert outcome(desk.redeem(ticket.secret, nonce="a", force=True)) == OK
    assert desk.practice.record()[desk.somebody().platform_id] == 1


def test_a_nonce_belongs_to_a_device(desk: Desk, at_desk: Callable[[str], Desk], clock: FakeClock) -> None:
    ticket, other = desk.somebody(), at_desk("pretixscan")
    desk.redeem(ticket.code, nonce="a")

    assert outcome(other.redeem(ticket.code, nonce="a")) == OK
    assert desk.practice.record()[ticket.platform_id] == 1  # it was the newest

    clock.advance(60)
    desk.redeem(ticket.code, type="exit")
    clock.advance(60)
    other.redeem(ticket.code, nonce="a")

    assert desk.practice.record()[ticket.platform_id] == 2


def test_leaving_is_never_refused_and_lets_in_again(desk: Desk, clock: FakeClock) -> None:
    code = desk.somebody().code

    def go(way: str) -> tuple[int, str | None]:
        clock.advance(60)
        return outcome(desk.redeem(code, type=way))

    assert [go(way) for way in ("exit", "entry", "entry", "exit", "exit", "entry")] == [
        OK,
        OK,
        (400, "already_redeemed"),
        OK,
        OK,
        OK,
    ]


def test_leaving_does_not_open_a_list_that_lets_in_once(desk: Desk, clock: FakeClock) -> None:
    add_on = next(one for one in desk.practice.state.positions.values() if one.addon_to and not one.cancelled)

    def go(way: str) -> tuple[int, str | None]:
        clock.advance(60)
        return outcome(desk.redeem(add_on.secret, at_list=WORKSHOPS, type=way))

    assert [go(way) for way in ("entry", "exit", "entry")] == [OK, OK, (400, "already_redeemed")]


def test_an_exit_asks_nothing(desk: Desk) -> None:
    for expected in (Refusal.QUESTIONS_OPEN, Refusal.NOT_YET_VALID):
        assert outcome(desk.redeem(desk.somebody(expected).code, type="exit")) == OK
    assert outcome(desk.redeem(desk.somebody(Refusal.BLOCKED).code, type="exit")) == (400, "blocked")


def test_unpaid_is_ignored_only_where_the_list_has_unpaid_ones(desk: Desk) -> None:
    code = desk.somebody(Refusal.UNPAID).code

    assert outcome(desk.redeem(code, ignore_unpaid=True)) == (400, "unpaid")
    assert outcome(desk.redeem(code, ignore_unpaid=True, at_list=ONCE_A_DAY)) == OK
    assert outcome(desk.redeem(code, at_list=ONCE_A_DAY)) == (400, "unpaid")


def test_who_waits_for_approval_is_told_so(desk: Desk) -> None:
    ticket = desk.ticket(Refusal.UNPAID)
    desk.practice.state.order_of(ticket).require_approval = True

    assert outcome(desk.redeem(ticket.secret)) == (400, "unapproved")


def test_once_a_day_is_once_a_day(desk: Desk, clock: FakeClock) -> None:
    code, now = desk.somebody().code, clock.now()

    def go(days: int) -> tuple[int, str | None]:
        return outcome(desk.redeem(code, at_list=ONCE_A_DAY, datetime=(now + timedelta(days)).isoformat()))

    assert go(0) == OK
    assert go(0) == (400, "rules")
    assert go(-1) == (400, "rules")  # later days count, too
    assert go(1) == OK


def test_the_clients_time_decides_whether_a_ticket_is_valid(desk: Desk, clock: FakeClock) -> None:
    later = (clock.now() + timedelta(days=2)).isoformat()

    answer = desk.redeem(desk.somebody(Refusal.NOT_YET_VALID).code)

    assert answer.json()["reason_explanation"].startswith("This ticket is only valid after ")
    assert outcome(desk.redeem(desk.somebody(Refusal.NOT_YET_VALID).code, datetime=later)) == OK


def test_answers_are_kept_even_when_one_is_lacking(desk: Desk) -> None:
    code = desk.somebody(Refusal.QUESTIONS_OPEN).code

    first = desk.redeem(code, answers={str(SHIRT): "TSL"}).json()
    second = desk.redeem(code, answers={str(WAIVER): "false"}).json()

    assert first["status"] == "incomplete"
    assert [one["id"] for one in first["questions"]] == [WAIVER]
    assert second["status"] == "ok"
    assert [one["answer"] for one in second["position"]["answers"]] == ["L"]


def test_nothing_is_asked_of_a_client_that_cannot_ask(desk: Desk) -> None:
    assert outcome(desk.redeem(desk.somebody(Refusal.QUESTIONS_OPEN).code, questions_supported=False)) == OK


def test_a_trial_keeps_nothing(desk: Desk) -> None:
    desk.redeem(desk.somebody().code, simulate=True)
    desk.redeem("nobody's", simulate=True)
    desk.redeem(desk.somebody(Refusal.QUESTIONS_OPEN).code, simulate=True, answers={str(SHIRT): "M"})

    assert desk.tries() == []
    assert desk.ticket(Refusal.QUESTIONS_OPEN).answers == {}


def test_a_ticket_opens_its_only_workshop_and_none_of_two(desk: Desk) -> None:
    state = desk.practice.state
    bought = [
        [one for one in order.positions if one.addon_to and not one.cancelled]
        for order in state.orders.values()
    ]
    add_on = next(one[0] for one in bought if len(one) == 1)
    main = state.positions[add_on.addon_to or 0]

    assert desk.redeem(main.secret, at_list=WORKSHOPS).json()["position"]["id"] == add_on.id

    organiser = desk.as_program()
    made = organiser.post("orders/", {"status": "p", "positions": with_add_ons(2)}).json()["positions"]

    assert outcome(desk.redeem(made[0]["secret"], at_list=WORKSHOPS)) == (400, "ambiguous")
    assert outcome(desk.redeem(desk.somebody().code, at_list=WORKSHOPS)) in {OK, (400, "product")}


def with_add_ons(number: int) -> list[dict[str, Any]]:
    main = {"positionid": 1, "item": 1, "variation": 1}
    add_ons = [{"positionid": 2 + one, "item": 3, "variation": 4, "addon_to": 1} for one in range(number)]
    return [main, *add_ons]


def test_a_ticket_without_workshops_is_of_the_wrong_sort_there(desk: Desk) -> None:
    state = desk.practice.state
    alone = next(
        one
        for one in desk.practice.visitors()
        if one.expected is None and not add_ons_of(desk, one.platform_id)
    )

    assert state.events["conf"].list(WORKSHOPS) is not None
    assert outcome(desk.redeem(alone.code, at_list=WORKSHOPS)) == (400, "product")


def add_ons_of(desk: Desk, number: str) -> list[int]:
    return [one.id for one in desk.practice.state.positions.values() if one.addon_to == int(number)]


def test_the_older_address_finds_by_number_too(desk: Desk) -> None:
    ticket = desk.ticket()
    path = f"checkinlists/{ENTRANCE}/positions/{ticket.id}/redeem/"

    assert outcome(desk.post(path, {"nonce": "a"})) == OK
    assert outcome(desk.post(path, {"type": "exit", "answers": {}})) == OK
    assert outcome(desk.redeem(str(ticket.id))) == (404, "invalid")


def test_the_older_address_has_its_own_words_for_what_is_wrong(desk: Desk) -> None:
    path = f"checkinlists/{ENTRANCE}/positions/{desk.ticket().id}/redeem/"

    assert desk.post(path, {"type": "sideways"}).json() == ["Invalid check-in type."]
    assert desk.post(path, {"datetime": "yesterday"}).json()[0].startswith("Datetime has wrong format.")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"secret": "x"}, "lists"),
        ({"lists": [1]}, "secret"),
        ({"lists": [1], "secret": " "}, "secret"),
        ({"lists": [1], "secret": "a\0"}, "secret"),
        ({"lists": [1], "secret": 5}, "secret"),
        ({"lists": [1], "secret": "x", "nonce": ""}, "nonce"),
        ({"lists": [1], "secret": "x", "source_type": "telepathy"}, "source_type"),
        ({"lists": "1", "secret": "x"}, "lists"),
        ({"lists": [77], "secret": "x"}, "lists"),
        ({"lists": [1], "secret": "x", "type": "sideways"}, "type"),
        ({"lists": [1], "secret": "x", "datetime": "2026"}, "datetime"),
        ([], "non_field_errors"),
    ],
)
def test_a_scan_that_is_none_is_refused(desk: Desk, body: object, field: str) -> None:
    answer = desk.send("POST", "organizers/demo/checkinrpc/redeem/", json=body)

    assert answer.status_code == 400
    assert list(answer.json()) == [field]


def test_lists_of_two_events_are_asked_at_once(desk: Desk) -> None:
    stranger = desk.somebody(Refusal.WRONG_EVENT)
    body = {"lists": [ENTRANCE, 4], "secret": stranger.code}

    answer = desk.send("POST", "organizers/demo/checkinrpc/redeem/", json=body)

    assert answer.json()["list"]["event"] == "hackday"


def test_what_is_taken_back_comes_in_again_with_its_nonce(desk: Desk, clock: FakeClock) -> None:
    ticket = desk.somebody()
    desk.redeem(ticket.code, nonce="a")
    clock.advance(15 * 60)

    assert desk.annul("a", error_explanation="wrong person").json() == {"status": "ok"}
    assert desk.practice.record()[ticket.platform_id] == 0
    assert desk.annul("a").status_code == 400
    assert desk.tries()[0]["error_reason"] == "annulled"
    assert outcome(desk.redeem(ticket.code, nonce="a")) == OK
    assert desk.practice.record()[ticket.platform_id] == 1


def test_after_a_quarter_of_an_hour_nothing_is_taken_back_unless_the_client_says_it_was_earlier(
    desk: Desk, clock: FakeClock
) -> None:
    soon = clock.now() + timedelta(minutes=5)
    desk.redeem(desk.somebody().code, nonce="a")
    clock.advance(15 * 60 + 1)

    assert desk.annul("a").json() == {
        "non_field_errors": ["Annulment is not allowed more than 15 minutes after check-in"]
    }
    assert desk.annul("a", datetime=soon.isoformat()).status_code == 200
    assert desk.annul("").json() == {"nonce": ["This field may not be blank."]}
    assert desk.send("POST", "organizers/demo/checkinrpc/annul/", json={"lists": [ENTRANCE]}).json() == {
        "nonce": ["This field is required."]
    }


def test_another_device_takes_nothing_back(desk: Desk, at_desk: Callable[[str], Desk]) -> None:
    desk.redeem(desk.somebody().code, nonce="a")

    assert at_desk("full").annul("a").status_code == 404


def test_a_refusal_made_offline_is_kept_once(desk: Desk) -> None:
    ticket = desk.ticket()
    path = f"checkinlists/{ENTRANCE}/failed_checkins/"
    body = {"raw_barcode": ticket.secret, "error_reason": "already_redeemed", "nonce": "n"}

    said = [desk.post(path, body).json()["position"] for _ in range(2)]

    assert said == [ticket.id, None]
    assert [one["error_reason"] for one in desk.tries()] == ["already_redeemed"]
    needed = ["This field is required."]
    assert desk.post(path, {}).json() == {"error_reason": needed, "raw_barcode": needed}
    assert desk.post(path, {"error_reason": "ugly", "raw_barcode": "a\0", "nonce": ""}).json() == {
        "error_reason": ['"ugly" is not a valid choice.'],
        "raw_barcode": ["Null characters are not allowed."],
        "nonce": ["This field may not be blank."],
    }
    unknown = {"error_reason": "invalid", "raw_barcode": "x", "position": 1}
    assert "position" in desk.post(path, unknown).json()


def test_a_refused_scan_counts_as_a_change_of_its_order(desk: Desk, clock: FakeClock) -> None:
    ticket = desk.ticket(Refusal.UNPAID)
    clock.advance(60)
    desk.redeem(ticket.secret)

    assert desk.practice.state.order_of(ticket).modified == clock.now()
