"""Somebody who sends requests to a practice server, signed in as whom a test wants."""

from dataclasses import dataclass
from typing import Any

import httpx

from checkin.practice.open_event import PRACTICE_ACCOUNT, PracticeServer

API = "application/vnd.api+json"
FRONT_DESK, SIDE_ENTRANCE, DAILY_GATE, BREAKFAST, HALL_IN, HALL_OUT = 61, 62, 63, 64, 65, 66
IN_THE_HALL, LATER_IN_THE_HALL, ELSEWHERE = 101, 104, 102


@dataclass(slots=True, kw_only=True)
class Visitor:
    """A client of one server."""

    server: PracticeServer
    client: httpx.Client
    email: str = PRACTICE_ACCOUNT
    token: str | None = None

    def sign_in(self, **more: object) -> dict[str, str]:
        """Sign in, and keep the access token."""
        body = {"email": self.email, "password": "practice", **more}
        tokens: dict[str, str] = self.client.post(self.server.url + "/v1/auth/login", json=body).json()
        self.token = tokens["access_token"]
        return tokens

    def send(self, method: str, path: str, **more: Any) -> httpx.Response:
        if self.token is None:
            self.sign_in()
        headers = {"Authorization": f"JWT {self.token}", "Content-Type": API, **more.pop("headers", {})}
        return self.client.request(method, self.server.url + path, headers=headers, **more)

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.send("GET", path, params=params)

    def patch(self, attendee_id: int, **attributes: Any) -> httpx.Response:
        names = {name.replace("_", "-"): value for name, value in attributes.items()}
        data = {"type": "attendee", "id": str(attendee_id), "attributes": names}
        return self.send("PATCH", f"/v1/attendees/{attendee_id}", json={"data": data})

    def check_in(
        self, attendee_id: int, station: int = FRONT_DESK, session: int | None = None
    ) -> httpx.Response:
        related = {"station": ("station", station), "ticket_holder": ("attendee", attendee_id)}
        if session is not None:
            related["session"] = ("session", session)
        data = {
            "type": "user_check_in",
            "attributes": {},
            "relationships": {
                name: {"data": {"type": kind, "id": str(number)}} for name, (kind, number) in related.items()
            },
        }
        return self.send("POST", "/v1/user-check-in", json={"data": data})


def detail(answer: httpx.Response) -> str:
    """The text of a JSON:API error."""
    text: str = answer.json()["errors"][0]["detail"]
    return text
