import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkin.connectors.sarcon.hooks import Nudge, concerns_attendees, read_hook


@pytest.mark.parametrize(
    ("body", "nudge"),
    [
        (b'{"module": "Registration", "action": "added"}', Nudge(module="registration", action="added")),
        (b'{"event": "registration.updated"}', Nudge(module="registration", action="edited")),
        (b'{"type": "ContactList", "action": "DELETE"}', Nudge(module="contact list", action="deleted")),
        (b'{"model": "contact_lists"}', Nudge(module="contact list", action="")),
        (b'{"topic": "contacts/create"}', Nudge(module="contact", action="added")),
        (b'[{"module": "Hall", "action": "edited"}]', Nudge(module="hall", action="edited")),
        (b"module=Session&action=deleted&name=Ida", Nudge(module="session", action="deleted")),
        (b'{"Module": "Speaker"}', Nudge(module="speaker", action="")),
        (b'{"module": "Sponsor", "action": "added"}', Nudge(module="", action="added")),
        (b'{"name": "New Hall", "module": 7}', Nudge(module="", action="")),
        (b"{}", Nudge(module="", action="")),
        (b"", Nudge(module="", action="")),
        (b"nonsense", None),
        (b"[]", None),
        (b"5", None),
        (b"[[1]]", None),
        (b"\xff\xfe", None),
        (b"[" * 100_000, None),
    ],
)
def test_a_callback_says_module_and_action_and_nothing_else(body: bytes, nudge: Nudge | None) -> None:
    assert read_hook(body) == nudge


@pytest.mark.parametrize(
    ("body", "concerned"),
    [
        (b'{"module": "Registration"}', True),
        (b'{"module": "Ticket"}', True),
        (b'{"module": "Contact List"}', True),
        (b'{"module": "Sponsor"}', True),
        (b'{"module": "Session"}', False),
        (b'{"module": "Hall"}', False),
        (b'{"module": "Speaker"}', False),
        (b"garbage", False),
    ],
)
def test_what_the_desk_mirrors_and_what_nobody_knows_is_worth_a_pull(body: bytes, concerned: bool) -> None:  # noqa: FBT001
    assert concerns_attendees({}, body) is concerned


@given(st.binary(max_size=300))
def test_no_callback_makes_reading_fail(body: bytes) -> None:
    assert concerns_attendees({}, body) in {True, False}
