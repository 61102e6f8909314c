"""Somebody at a desk who sends requests to a simulated pretix."""

from dataclasses import dataclass
from typing import Any

import httpx

from checkin.model.admission import Refusal
from checkin.practice.pretix import PretixPractice
from checkin.practice.pretix.rows import PositionRow, Right
from checkin.practice.visitor import Visitor

ENTRANCE, ONCE_A_DAY, WORKSHOPS = 1, 2, 3


@dataclass(slots=True, kw_only=True)
class Desk:
    """A device, signed in."""

    practice: PretixPractice
    client: httpx.Client
    authorization: str

    @classmethod
    def of(cls, practice: PretixPractice, client: httpx.Client, profile: str = "full") -> "Desk":
        return cls(practice=practice, client=client, authorization=f"Device {practice.api_token(profile)}")

    def as_program(self, *rights: Right) -> "Desk":
        """The same place, with a token of the organiser's."""
        token = self.practice.organiser_token(*rights)
        return Desk(practice=self.practice, client=self.client, authorization=f"Token {token}")

    def send(self, method: str, path: str, *, key: str = "", **more: Any) -> httpx.Response:
        headers = {"Authorization": self.authorization, **more.pop("headers", {})}
        if key:
            headers["X-Idempotency-Key"] = key
        return self.client.request(method, f"{self.practice.url}/api/v1/{path}", headers=headers, **more)

    def get(self, path: str, **params: Any) -> httpx.Response:
        """Something of the main event."""
        return self.send("GET", self.of_event(path), params=params)

    def post(self, path: str, body: object, **more: Any) -> httpx.Response:
        return self.send("POST", self.of_event(path), json=body, **more)

    def patch(self, path: str, body: object) -> httpx.Response:
        return self.send("PATCH", self.of_event(path), json=body)

    def of_event(self, path: str) -> str:
        return f"organizers/demo/events/{self.practice.main_event}/{path}"

    def redeem(
        self, code: str, *, key: str = "", at_list: int | str = ENTRANCE, **more: Any
    ) -> httpx.Response:
        body = {"lists": [at_list], "secret": code, **more}
        return self.send("POST", "organizers/demo/checkinrpc/redeem/", key=key, json=body)

    def annul(self, nonce: str, **more: Any) -> httpx.Response:
        body = {"lists": [ENTRANCE], "nonce": nonce, **more}
        return self.send("POST", "organizers/demo/checkinrpc/annul/", json=body)

    def somebody(self, expected: Refusal | None = None) -> Visitor:
        """The first who must be let in, or refused for this reason."""
        return next(one for one in self.practice.visitors() if one.expected is expected)

    def ticket(self, expected: Refusal | None = None) -> PositionRow:
        """The same, as the platform has them."""
        return self.practice.state.positions[int(self.somebody(expected).platform_id)]

    def tries(self) -> list[dict[str, Any]]:
        """Every check-in the platform keeps, refused ones, too."""
        rows: list[dict[str, Any]] = self.get("checkins/").json()["results"]
        return rows


def outcome(answer: httpx.Response) -> tuple[int, str | None]:
    """The status of an answer, and why not."""
    return answer.status_code, answer.json().get("reason")
