"""What pretix makes of a scan: whom it finds, and what it keeps of it."""

from collections.abc import Iterator, Sequence

from checkin.practice.pretix.answers import understood
from checkin.practice.pretix.objections import Refused, of_list, of_ticket
from checkin.practice.pretix.rows import AnswerRow, CheckInRow, EventRow, ListRow, PositionRow, QuestionRow
from checkin.practice.pretix.scans import EXIT, Scan, Verdict
from checkin.practice.pretix.state import State


class _Open(Exception):  # noqa: N818
    """Something must be asked first."""

    def __init__(self, questions: tuple[QuestionRow, ...]) -> None:
        super().__init__()
        self.questions = questions


def redeem(state: State, scan: Scan) -> Verdict:
    """Decide about a scan and keep what follows from it."""
    found = _candidates(state, scan)
    if not found:
        return _of_no_position(state, scan)
    chosen = _matching(state, scan, found)
    if len(chosen) > 1:
        return _denied(state, scan, found[0], Refused("ambiguous"))
    return _of_position(state, scan, (chosen or found)[0])


def _of_no_position(state: State, scan: Scan) -> Verdict:
    """The code is nobody's now; it may have been revoked."""
    slugs = {event.slug for event, _ in scan.lists}
    row = next((one for one in state.revoked if one.secret == scan.code and one.event in slugs), None)
    if row is None:
        event, check_in_list = scan.lists[0]
        _note(state, scan, check_in_list, None, Refused("invalid"))
        return Verdict(event=event, list=check_in_list, reason="invalid")
    position = state.positions[row.position]
    if not scan.force:
        return _denied(state, scan, position, Refused("revoked"))
    verdict = _of_position(state, scan, position)
    # As observed: here, and only here, the answer shows the check-in it has just made.
    return _seen(state, scan, position, reason=verdict.reason)


def _candidates(state: State, scan: Scan) -> list[PositionRow]:
    """Whom the code may mean: its position, and what was bought on top of it where a list resolves that."""
    lists = {event.slug: row for event, row in scan.lists}
    named = [state.position_saying(scan.code)]
    if scan.by_id and scan.code.isdecimal():
        named.append(state.positions.get(int(scan.code)))
    found = [
        one for one in named if one is not None and not one.cancelled and state.order_of(one).event in lists
    ]
    for main in tuple(found):
        order = state.order_of(main)
        if lists[order.event].addon_match:
            found += [one for one in order.positions if one.addon_to == main.id and not one.cancelled]
    return found


def _matching(state: State, scan: Scan, found: Sequence[PositionRow]) -> list[PositionRow]:
    if len(found) == 1:
        return list(found)
    return [one for one in found if _place(state, scan, one)[1].lists(one.item)]


def _place(state: State, scan: Scan, position: PositionRow) -> tuple[EventRow, ListRow]:
    """The event and list a position is scanned for."""
    slug = state.order_of(position).event
    return next(place for place in scan.lists if place[0].slug == slug)


def _of_position(state: State, scan: Scan, position: PositionRow) -> Verdict:
    before = _seen(state, scan, position)
    try:
        _check_in(state, scan, position)
    except Refused as refused:
        return _denied(state, scan, position, refused)
    except _Open as still:
        return Verdict(
            event=before.event,
            list=before.list,
            position=position,
            reason="incomplete",
            questions=still.questions,
            check_ins=before.check_ins,
        )
    return before


def _seen(state: State, scan: Scan, position: PositionRow, reason: str = "") -> Verdict:
    event, check_in_list = _place(state, scan, position)
    return Verdict(
        event=event,
        list=check_in_list,
        position=position,
        reason=reason,
        check_ins=tuple(state.check_ins.of(position, check_in_list)),
    )


def _denied(state: State, scan: Scan, position: PositionRow, refused: Refused) -> Verdict:
    """No: kept as a failed try each time it is told, whatever its nonce."""
    event, check_in_list = _place(state, scan, position)
    check_ins = tuple(state.check_ins.of(position, check_in_list))
    _note(state, scan, check_in_list, position, refused)
    return Verdict(
        event=event,
        list=check_in_list,
        position=position,
        reason=refused.reason,
        explanation=refused.explanation,
        check_ins=check_ins,
    )


def _check_in(state: State, scan: Scan, position: PositionRow) -> None:
    """Keep a check-in, unless something speaks against it or the nonce is known.

    Raises:
        Refused: it must not be.
        _Open: something must be asked first.
    """
    event, check_in_list = _place(state, scan, position)
    overruled = _overrule(scan, of_ticket(event, state.order_of(position), position, scan))
    still = _answered(state, scan, event, position)
    overruled |= _overrule(scan, of_list(state, event, check_in_list, position, scan))
    if still and scan.questions_supported and not scan.force:
        raise _Open(still)
    # The nonce comes last: what is stored already may be refused now.
    before = state.check_ins.of(position, check_in_list)
    if _is_known(scan, before):
        return
    may_enter = _may_enter(scan, check_in_list, before)
    if not may_enter and not scan.force:
        raise Refused("already_redeemed")
    _note(state, scan, check_in_list, position, forced=scan.force and (overruled or not may_enter))


def _overrule(scan: Scan, objections: Iterator[Refused]) -> bool:
    """Whether force overruled something."""
    overruled = False
    for objection in objections:
        if not scan.force or objection.reason in scan.unforceable:
            raise objection
        overruled = True
    return overruled


def _answered(state: State, scan: Scan, event: EventRow, position: PositionRow) -> tuple[QuestionRow, ...]:
    """Keep the answers that can be understood, whatever comes of the scan; what must still be asked."""
    asked = event.questions_about(position.item)
    given = {
        one: answer for one in asked if (answer := understood(one, scan.answers.get(str(one.id)))) is not None
    }
    still = tuple(one for one in asked if one not in given and one.id not in position.answers)
    if not scan.simulate:
        for question, answer in given.items():
            _keep(position, question, answer)
        if given:
            state.touch(state.order_of(position))
    return () if scan.type == EXIT else still


def _keep(position: PositionRow, question: QuestionRow, answer: AnswerRow) -> None:
    """A "no" counts as answered, and is not written down."""
    if question.type != "B" or answer.answer == "True":
        position.answers[question.id] = answer


def _is_known(scan: Scan, before: Sequence[CheckInRow]) -> bool:
    """Whether this very check-in is stored: the newest one, or one of the same device."""
    if not scan.nonce:
        return False
    if before and before[0].nonce == scan.nonce:
        return True
    return any(
        one.nonce == scan.nonce and one.type == scan.type and one.device == scan.device for one in before
    )


def _may_enter(scan: Scan, check_in_list: ListRow, before: Sequence[CheckInRow]) -> bool:
    if scan.type == EXIT or check_in_list.several_entries or not before:
        return True
    if all(one.type == EXIT for one in before):
        return True
    return check_in_list.after_exit and before[0].type == EXIT


def _note(
    state: State,
    scan: Scan,
    check_in_list: ListRow,
    position: PositionRow | None,
    refused: Refused | None = None,
    *,
    forced: bool = False,
) -> None:
    if scan.simulate:
        return
    state.note(
        CheckInRow(
            id=state.next_id("check-in"),
            list=check_in_list.id,
            position=None if position is None else position.id,
            type=scan.type,
            at=scan.at,
            created=state.clock.now(),
            device=scan.device,
            nonce=scan.nonce,
            forced=forced,
            successful=refused is None,
            reason=None if refused is None else refused.reason,
            explanation=None if refused is None else refused.explanation,
        )
    )
