from tests.checkin.practice.pretix.desk import Desk, outcome


def test_the_stored_answer_is_given_whatever_is_asked(desk: Desk) -> None:
    one, other, *_ = (one.code for one in desk.practice.visitors() if one.expected is None)

    first = desk.redeem(one, key="k")
    second = desk.redeem(other, key="k")

    assert first.content == second.content
    assert len(desk.tries()) == 1
    assert desk.send("GET", "idempotency_query", params={"key": "k"}).content == first.content


def test_a_refusal_is_stored_too(desk: Desk) -> None:
    ticket = next(one for one in desk.practice.state.orders.values() if one.status == "n").positions[0]

    assert outcome(desk.redeem(ticket.secret, key="k")) == (400, "unpaid")

    desk.as_program().send("POST", desk.of_event(f"orders/{ticket.order}/mark_paid/"))

    assert outcome(desk.redeem(ticket.secret, key="k")) == (400, "unpaid")
    assert outcome(desk.redeem(ticket.secret, key="l")) == (201, None)


def test_a_key_is_its_owners(desk: Desk) -> None:
    code = desk.somebody().code
    desk.redeem(code, key="k")

    assert outcome(desk.as_program().redeem(code, key="k")) == (400, "already_redeemed")


def test_a_key_that_was_never_used_is_unknown(desk: Desk) -> None:
    answer = desk.send("GET", "idempotency_query", params={"key": "k"})

    assert (answer.status_code, answer.json()) == (404, {"detail": "Idempotency key not seen before."})


def test_the_key_of_a_worker_that_died_stays_locked(desk: Desk) -> None:
    ticket = desk.somebody()
    for number, kept in enumerate((False, True)):
        desk.practice.let_worker_die(kept=kept)

        died = desk.redeem(ticket.code, key=f"k{number}", nonce="n")
        again = desk.redeem(ticket.code, key=f"k{number}", nonce="n")

        assert died.status_code == 500
        assert "html" in died.headers["Content-Type"]
        assert (again.status_code, again.headers["Retry-After"]) == (409, "5")
        assert desk.practice.record()[ticket.platform_id] == number


def test_a_crash_is_not_stored(desk: Desk) -> None:
    path = desk.of_event(f"orderpositions/{desk.ticket().id}/")
    for _ in range(2):
        answer = desk.send("PATCH", path, key="k", json={"attendee_name_parts": {"_scheme": "zzz"}})

        assert answer.status_code == 500
    assert desk.send("PATCH", path, key="k", json={"company": "ACME"}).status_code == 200
