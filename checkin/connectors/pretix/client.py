"""What happens at a door and afterwards, as the platform's API has it.

Every method sends one request and hands over whatever came (see `verdicts`); each raises `ConnectorError`s
when nothing did.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from checkin.connectors.http import Reply
from checkin.connectors.pretix.catalogue import Catalogue, Furniture
from checkin.connectors.pretix.device import DeviceLife
from checkin.connectors.pretix.fields import z
from checkin.connectors.pretix.session import API, Session, segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Redeem:
    """A check-in or check-out to tell.

    Attributes:
        number: of the check-in list.
        secret: the code that was shown; position: whose it is, empty where that is not known.
        nonce: the same one is the same check-in.
        answers: by the numbers of the questions.
    """

    number: str
    secret: str
    nonce: str
    leaves: bool
    at: datetime
    position: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, object]:
        """What both ways of telling it have in common. It has happened, whatever speaks against it."""
        body: dict[str, object] = {
            "type": _kind(leaves=self.leaves),
            "force": True,
            "ignore_unpaid": False,
            "questions_supported": True,
            "nonce": self.nonce,
            "datetime": z(self.at),
        }
        return body | ({"answers": dict(self.answers)} if self.answers else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedAway:
    """A refusal to tell. `reason` is one of the platform's own words."""

    number: str
    code: str
    nonce: str
    leaves: bool
    at: datetime
    reason: str
    words: str


def _kind(*, leaves: bool) -> str:
    return "exit" if leaves else "entry"


class Client:
    """One method a request.

    Attributes:
        session: who asks.
        device: this device itself; catalogue: what there is; furniture: what else there is.
    """

    def __init__(self, session: Session, *, products: bool = False) -> None:
        self.session = session
        self.device = DeviceLife(session, plain=products)
        self.catalogue = Catalogue(session, "products" if products else "items")
        self.furniture = Furniture(session)

    def redeem(self, check_in: Redeem) -> Reply:
        """Tell a check-in or check-out, by the code that was shown."""
        body = {"lists": [int(check_in.number)], "secret": check_in.secret, "source_type": "barcode"}
        return self._tell("POST", self.session.of_organizer("checkinrpc/redeem/"), body | check_in.body())

    def redeem_on_list(self, event: str, check_in: Redeem) -> Reply:
        """The same in the older form, which eventyay has too.

        A code with a slash in it cannot stand in an address; the position's number can, where it is known.
        """
        who = check_in.position if "/" in check_in.secret and check_in.position else check_in.secret
        path = f"checkinlists/{segment(check_in.number)}/positions/{segment(who)}/redeem/"
        return self._tell("POST", self.session.of_event(event, path), check_in.body())

    def annul(self, number: str, nonce: str, at: datetime) -> Reply:
        """Take a check-in of this device back, at most 15 minutes after it."""
        body = {"lists": [int(number)], "nonce": nonce, "datetime": z(at)}
        return self._tell("POST", self.session.of_organizer("checkinrpc/annul/"), body)

    def turned_away(self, event: str, turned: TurnedAway) -> Reply:
        """Tell of somebody who was not let in; the platform itself finds whose code it was."""
        body = {
            "raw_barcode": turned.code,
            "raw_source_type": "barcode",
            "nonce": turned.nonce,
            "datetime": z(turned.at),
            "type": _kind(leaves=turned.leaves),
            "error_reason": turned.reason,
            "error_explanation": turned.words,
        }
        path = f"checkinlists/{segment(turned.number)}/failed_checkins/"
        return self._tell("POST", self.session.of_event(event, path), body)

    def printed(
        self, event: str, position: str, at: datetime, *, info: Mapping[str, object], key: str
    ) -> Reply:
        """Tell of a badge that was printed. The platform keeps each one it is told of: look first.

        `info` is kept with it and never looked into by the platform.
        """
        body = {
            "datetime": z(at),
            "source": "checkin-desk",
            "type": "badge",
            "successful": True,
            "info": dict(info),
        }
        path = self.session.of_event(event, f"orderpositions/{segment(position)}/printlog/")
        return self._tell("POST", path, body, {"X-Idempotency-Key": key})

    def create_order(self, event: str, body: Mapping[str, object]) -> Reply:
        """Make an order; with a code of our own the same one twice is refused the second time."""
        return self._tell("POST", self.session.of_event(event, "orders/"), body)

    def correct(self, event: str, position: str, changes: Mapping[str, object]) -> Reply:
        """Change what is known of an attendee; the last one to do so wins."""
        return self._tell(
            "PATCH", self.session.of_event(event, f"orderpositions/{segment(position)}/"), changes
        )

    def stored_answer(self, key: str) -> Reply:
        """What the platform answered to the request with this key, 404 when it knows none."""
        return self.session.ask(f"{API}/idempotency_query", (("key", key),))

    def _tell(
        self, method: str, path: str, body: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> Reply:
        return self.session.tell(method, path, body, headers)
