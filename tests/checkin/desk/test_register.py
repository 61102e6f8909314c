"""Walk-ins, corrections, wristbands: here at once, at the platform later."""

from dataclasses import replace
from typing import Any

import pytest

from checkin.desk import admit, find
from checkin.desk.correct import correct
from checkin.desk.find import NoSuchAttendeeError
from checkin.desk.pair import pair
from checkin.desk.post import MOVEMENTS, Post
from checkin.desk.register import FormError, form_of, register
from checkin.mirror import outbox
from checkin.model.form import EMAIL, FAMILY_NAME, GIVEN_NAME, NAME_ONLY, FieldKind, Form, FormField
from checkin.model.ids import AttendeeId
from checkin.model.operation import Correct, Move, Operation, Pair, Register
from checkin.model.platform import Capability
from checkin.model.pulled import EventFacts
from checkin.notices import AttendeeChanged
from tests.fakes.builders import CONNECTION, Door

MARY = {GIVEN_NAME: " Mary ", FAMILY_NAME: "Jackson"}


def told(post: Post) -> list[Operation]:
    """Everything that waits, each once what waits before it is settled."""
    seen: list[Operation] = []
    while True:
        with post.mirror.write() as connection:
            due = outbox.due(connection, CONNECTION, post.clock.now(), 50)
            if not due:
                return seen
            for operation in due:
                outbox.settle(connection, operation.id, post.clock.now(), None)
        seen.extend(due)


def with_form(post: Post, *capabilities: Capability, **form: Any) -> Post:
    return replace(
        post,
        facts=EventFacts(walk_in=Form(**form)) if form else EventFacts(),
        capabilities=MOVEMENTS | set(capabilities),
    )


def test_a_walk_in_is_here_at_once_and_told_before_they_are_let_in(door: Door) -> None:
    post = with_form(door.post, Capability.WALK_IN)

    number = register(post, MARY)
    scan = admit.admit_attendee(post, number)

    attendee = find.look(post, number).attendee
    assert (attendee.name, attendee.walk_in) == ("Mary Jackson", True)
    assert scan.movement is not None
    new, let_in = told(post)
    assert new.task == Register(answers={GIVEN_NAME: "Mary", FAMILY_NAME: "Jackson"})
    assert new.code == attendee.badge_code
    assert let_in.task == Move()
    assert door.heard(AttendeeChanged)[0].attendee == number


def test_their_badge_lets_them_in(door: Door) -> None:
    number = register(door.post, MARY)

    code = find.look(door.post, number).attendee.badge_code

    assert admit.admit(door.post, code).movement is not None


def test_a_platform_that_takes_no_walk_ins_hears_nothing_of_them(door: Door) -> None:
    number = register(door.post, MARY)
    admit.admit_attendee(door.post, number)

    assert form_of(door.post) == NAME_ONLY
    assert told(door.post) == []


def test_the_platforms_own_form_is_asked_and_its_secrets_never_kept(door: Door) -> None:
    post = with_form(
        door.post,
        Capability.WALK_IN,
        fields=(
            FormField(name=GIVEN_NAME, label="First name", required=True),
            FormField(name="field_10", label="Diet"),
            FormField(name="password", label="Password", kind=FieldKind.SECRET, required=True),
            FormField(name="source", label="", kind=FieldKind.HIDDEN, preset="desk"),
            FormField(name="size", label="Size", ticket_types=frozenset({"other"}), required=True),
        ),
        ticket_types=(("3", "Guest"),),
    )

    number = register(post, {GIVEN_NAME: "Mary", "field_10": "vegan", "password": "iLoveCats"})

    attendee = find.look(post, number).attendee
    (new,) = told(post)
    assert new.task == Register(
        answers={GIVEN_NAME: "Mary", "field_10": "vegan", "source": "desk"}, ticket_type="3"
    )
    assert attendee.extra == {"field_10": "vegan", "source": "desk"}
    assert attendee.ticket.type_id == "3"
    assert b"iLoveCats" not in b"".join(file.read_bytes() for file in post.mirror.path.parent.iterdir())


@pytest.mark.parametrize(
    ("form", "answers", "kind", "wrong"),
    [
        ({}, {}, "", GIVEN_NAME),
        ({}, {GIVEN_NAME: "Mary", EMAIL: "at home"}, "", EMAIL),
        ({"fields": (FormField(name="n", label="N"),)}, {"n": "x"}, "", GIVEN_NAME),
        ({"ticket_types": (("1", "A"), ("2", "B"))}, MARY, "", "ticket_type"),
        ({"ticket_types": (("1", "A"),)}, MARY, "7", "ticket_type"),
        ({"refused": "It wants card data."}, MARY, "", ""),
    ],
)
def test_what_is_missing_is_said_by_field_and_nobody_is_registered(
    door: Door, form: dict[str, Any], answers: dict[str, str], kind: str, wrong: str
) -> None:
    before = find.counts(door.post).attendees

    with pytest.raises(FormError) as refused:
        register(with_form(door.post, **form), answers, kind)

    assert list(refused.value.faults) == [wrong]
    assert str(refused.value)
    assert find.counts(door.post).attendees == before


@pytest.mark.parametrize("takes_it", [False, True])
def test_a_mended_name_is_here_at_once_and_told_where_that_is_taken(door: Door, *, takes_it: bool) -> None:
    post = with_form(door.post, *[Capability.CORRECTION] * takes_it)
    ada = door.number(1)

    now = correct(post, ada, {GIVEN_NAME: "Augusta", FAMILY_NAME: "Lovelace "})

    assert now.name == find.look(post, ada).attendee.name == "Augusta Lovelace"
    assert [one.task for one in told(post)] == [Correct(changes={GIVEN_NAME: "Augusta"})] * takes_it
    assert door.heard(AttendeeChanged)


def test_nothing_changed_is_nothing_told(door: Door) -> None:
    post = with_form(door.post, Capability.CORRECTION)

    correct(post, door.number(1), {GIVEN_NAME: "Ada"})

    assert told(post) == []


@pytest.mark.parametrize("words", [{GIVEN_NAME: "", FAMILY_NAME: " "}, {EMAIL: "nowhere"}])
def test_a_correction_that_makes_no_sense_changes_nothing(door: Door, words: dict[str, str]) -> None:
    with pytest.raises(FormError):
        correct(door.post, door.number(1), words)

    assert find.look(door.post, door.number(1)).attendee.name == "Ada Lovelace"


@pytest.mark.parametrize("takes_it", [False, True])
def test_a_wristband_lets_its_bearer_in(door: Door, *, takes_it: bool) -> None:
    post = with_form(door.post, *[Capability.PAIRING] * takes_it)

    pair(post, door.number(1), " 04A224B2 ")

    admission = admit.admit(post, "04a224b2").admission
    assert admission.attendee is not None
    assert admission.attendee.id == door.number(1)
    assert [one.task for one in told(post)][: int(takes_it)] == [Pair(tag="04A224B2")] * takes_it


@pytest.mark.parametrize("payload", ["", "C2"])
def test_neither_nothing_nor_a_ticket_becomes_a_wristband(door: Door, payload: str) -> None:
    with pytest.raises(FormError):
        pair(door.post, door.number(1), payload)

    admission = admit.admit(door.post, "C2").admission
    assert admission.attendee is not None
    assert admission.attendee.id == door.number(2)


def test_a_wristband_is_known_to_every_reader_whatever_it_puts_around_it(door: Door) -> None:
    pair(door.post, door.number(1), "]Q304A224B2\r\n")

    scan = admit.admit(door.post, "04a224b2")

    assert scan.admission.attendee is not None
    assert scan.admission.attendee.id == door.number(1)


def test_nobody_is_mended_or_paired_who_is_not_here(door: Door) -> None:
    with pytest.raises(NoSuchAttendeeError):
        correct(door.post, AttendeeId(99), MARY)
    with pytest.raises(NoSuchAttendeeError):
        pair(door.post, AttendeeId(99), "TAG")
