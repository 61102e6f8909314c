"""The state of the simulated platform, and what its requests do to it."""

from collections import Counter
from collections.abc import Mapping
from random import Random
from threading import Lock

from checkin.clock import Clock
from checkin.practice.badgestic import input_faults
from checkin.practice.badgestic.drawing import qr_png
from checkin.practice.badgestic.population import ACCOUNT, MAIN, make_events, make_guests, new_code
from checkin.practice.badgestic.rows import OWN_FIELDS, EventRow, GuestRow

TOKEN = "practice-token"  # noqa: S105 - opens nothing but this
"""Of the account whose events are served."""

_STANDARD = ("first_name", "last_name", "email")


class StatusError(Exception):
    """The request ends in ``error``, with this HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(f"error with status {status}")
        self.status = status


class InputError(Exception):
    """The request ends in ``fail``."""

    def __init__(self, pairs: list[input_faults.Pair]) -> None:
        super().__init__("fail")
        self.pairs = pairs


class Platform:
    """Events, guests and pictures; `lock` guards all of it.

    Attributes:
        told_tokens: how many requests for pictures carried a token, which none must.
        shows: how often an event was shown.
    """

    def __init__(self, *, attendees: int, seed: int, clock: Clock) -> None:
        self.lock = Lock()
        self.told_tokens = 0
        self.shows = 0
        self.events = {row.id: row for row in make_events(clock.now())}
        self.guests = {row.id: row for row in make_guests(seed, attendees)}
        self._dice = Random(seed + 1)  # noqa: S311 - codes of a practice open nothing
        self._pictures: dict[str, bytes] = {}
        self._tokens = {TOKEN: ACCOUNT}
        self._next = max([*self.guests, *self.events]) + 1

    def account(self, token: str | None) -> str:
        """Whose token it is."""
        try:
            return self._tokens[token or ""]
        except KeyError as error:
            raise StatusError(401) from error

    def revoke_tokens(self) -> None:
        """No token is known any more."""
        with self.lock:
            self._tokens.clear()

    def event(self, account: str, number: int) -> EventRow:
        """An event of the account."""
        row = self.events.get(number)
        if row is None:
            raise StatusError(404)
        if row.account != account:
            raise StatusError(403)
        return row

    def guest(self, account: str, number: int) -> GuestRow:
        """A guest of the account."""
        row = self.guests.get(number)
        if row is None:
            raise StatusError(404)
        self.event(account, row.event)
        return row

    def shown(self, account: str, number: int) -> dict[str, object]:
        """An event with everybody."""
        row = self.event(account, number)
        self.shows += 1
        guests = [guest.shown() for guest in self.guests.values() if guest.event == number]
        return {"event": {"id": row.id, **row.fields}, "guests": guests}

    def create_event(self, account: str, form: Mapping[str, str]) -> int:
        """Make an event."""
        _refuse(input_faults.of_event(form, is_new=True))
        number = self._number()
        self.events[number] = EventRow(id=number, account=account, fields=dict(form))
        return number

    def update_event(self, account: str, number: int, form: Mapping[str, str]) -> None:
        """Change what is given of an event."""
        row = self.event(account, number)
        _refuse(input_faults.of_event(form, is_new=False))
        row.fields.update(form)

    def delete_event(self, account: str, number: int) -> None:
        """Remove an event and its guests."""
        del self.events[self.event(account, number).id]
        self.guests = {key: row for key, row in self.guests.items() if row.event != number}

    def create_guest(self, account: str, event: int, form: Mapping[str, str]) -> int:
        """Invite somebody; nobody asks whether they are invited already."""
        self.event(account, event)
        _refuse(input_faults.of_guest(form, is_new=True))
        number = self._number()
        row = GuestRow(id=number, event=event, first_name="", last_name="", code=new_code(self._dice))
        self.guests[number] = row
        _change(row, form)
        return number

    def update_guest(self, account: str, number: int, form: Mapping[str, str]) -> None:
        """Change what is given of a guest; names of fields nobody knows are passed over in silence."""
        row = self.guest(account, number)
        _refuse(input_faults.of_guest(form, is_new=False))
        _change(row, form)

    def delete_guest(self, account: str, number: int) -> None:
        """Remove a guest."""
        del self.guests[self.guest(account, number).id]

    def code(self, number: int) -> str:
        """What a guest's QR code says; empty for nobody's."""
        row = self.guests.get(number)
        return row.code if row else ""

    def picture(self, number: int) -> bytes:
        """A guest's QR code."""
        code = self.code(number)
        if not code:
            raise StatusError(404)
        if code not in self._pictures:
            self._pictures[code] = qr_png(code)
        return self._pictures[code]

    def record(self) -> Counter[int]:
        """How many check-ins stand for each guest of the main event."""
        return Counter(
            {row.id: row.check_ins for row in self.guests.values() if row.event == MAIN and row.check_ins}
        )

    def _number(self) -> int:
        number, self._next = self._next, self._next + 1
        return number


def _refuse(pairs: list[input_faults.Pair]) -> None:
    if pairs:
        raise InputError(pairs)


def _change(row: GuestRow, form: Mapping[str, str]) -> None:
    for name in _STANDARD:
        if name in form:
            setattr(row, name, form[name])
    if "active" in form:
        row.active = form["active"] == "true"
    for name in OWN_FIELDS:
        if name in form:
            row.write(name, form[name])
