import pytest

from checkin.connectors.badgestic.envelope import (
    ForbiddenError,
    MissingError,
    RefusedInputError,
    data_of,
    faults_in,
)
from checkin.errors import (
    ConnectorError,
    CredentialsError,
    RejectedError,
    UnreachableError,
    UnreadableReplyError,
)
from tests.checkin.connectors.badgestic.builders import answer


def test_success_brings_its_data() -> None:
    assert data_of(answer({"status": "success", "data": {"event_id": 1}})) == {"event_id": 1}
    assert data_of(answer({"status": "success"}, status=201)) is None


@pytest.mark.parametrize(
    ("status", "said", "error"),
    [
        (401, "error", CredentialsError),
        (403, "error", ForbiddenError),
        (404, "error", MissingError),
        (410, "error", MissingError),
        (400, "error", RejectedError),
        (422, "fail", RefusedInputError),
        (500, "error", UnreachableError),
        (503, "success", UnreachableError),
        (200, "error", UnreadableReplyError),
        (404, "success", UnreadableReplyError),
        (200, "done", UnreadableReplyError),
        (200, None, UnreadableReplyError),
    ],
)
def test_status_and_body_are_judged_together(status: int, said: object, error: type[ConnectorError]) -> None:
    with pytest.raises(error):
        data_of(answer({"status": said, "data": []}, status=status))


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"7", b"{'event_id': 1}", b"\xff"])
def test_what_is_no_answer_of_theirs_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableReplyError):
        data_of(answer(body))


def test_a_field_may_have_several_faults() -> None:
    faults = faults_in([["email", "invalid"], ["last_name", "blank"], ["email", "too_long"]])

    assert faults == {"email": ("invalid", "too_long"), "last_name": ("blank",)}


def test_faults_are_told_in_words() -> None:
    data = [["email", "invalid"], ["last_name", "blank"], ["email", "too_long"]]

    with pytest.raises(RefusedInputError) as refused:
        data_of(answer({"status": "fail", "data": data}))

    assert refused.value.reason == "Badgestic does not take it (email: invalid, too long; last name: blank)."
    assert repr(refused.value) == "RefusedInputError(email, last_name)"


@pytest.mark.parametrize("data", [None, "no", {}, [], [["email"]], [[1, 2]], ["email"], [["a", "b", "c"]]])
def test_faults_in_no_known_form_are_still_a_refusal(data: object) -> None:
    with pytest.raises(RefusedInputError, match="does not say why"):
        data_of(answer({"status": "fail", "data": data}))
