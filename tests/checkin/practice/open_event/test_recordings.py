"""What a real server answered, the practice platform answers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from checkin.practice.open_event import PracticeServer
from tests.fakes.clock import FakeClock
from tests.fakes.recorded_world import RECORDED_AT, ROLES, recorded_world

RECORDINGS = Path(__file__).parents[3] / "recordings" / "open_event"

ALONE = """
001 003 004 005 006 007 008 009 013 022 023 024 029 030 031 032 033 034 035 036 037 038 039 040 041
042 043 044 045 046 047 048 049 050 054 056 057 058 059 060 061 062 063 064 065 066 067 068 069 070
071 072 073 074 075 076 077 078 079 080 081 082 083 084 085 086 087 088 089 090 091 092 093 094 095
096 097 098 099 100 101 102 103 104 105 107 108 109 111 112 114 115 116 118 119 120 121 123 125 126
127 128 129 130 131 132 134 135 136 137 138 139 140 141 142 143 144 145 146 147 148 149 150 151 152
153 154 155 156 157 158 163 167 168 169 170 171 173 175 178 182 183 185 186 189 190 192 193 194 195
196 197 198 199 200 201 202 203 204 205 206 207 208 209 210 211 212 214 217 218 219 222 223 224 225
227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 247 248 249 250 252
253 261 262 263 266 269 270 271 272 273 274 280 282 283 284 285 286 287 288 289 290 291 292 293 294
296 297 298 299 300 301 302 303 304 305 308 309 311 312 313 317 322 324 325 326 327 330 331 332 333
334 335 336 337 338 347 348 349 350 352 353 354 355 356 357 358 359 360 361 362 363 364 365 366 367
368 369 370 371 372 373 374 375 376 377 378 383 384 385 386 387 901_order 902_order 903 904 917 919
920 959 960 961 962 963 964 969 970 971 972 973 974 975 976 977
"""
"""Each replayed on a server of its own."""

STORIES = {
    "checked in by an admin, again and again": "158 159 160 161 162 176 177",
    "checked in with device names": "163 164 165 166",
    "an older check-in undone": "171 172 173 174",
    "checked out with a client's time": "178 179 180 181",
    "registered twice by an admin": "183 184",
    "notes": "186 187 188",
    "two times at once": "190 191",
    "registered, at every desk": "214 215 216 220 221 226",
    "the same key twice": "250 251",
    "in and out of a session": "252 253 254 255 256 257 258 259 260",
    "daily": "263 264 265",
    "read back and deleted": "214 216 217 267 268 275 276 277 278",
    "counted by hand": "311 314 315 316 318 319 320",
    "asked for a state": "214 321 323 328",
    "exported": "214 279 912 913 914 915",
    "stations changed": "298 306 307",
    "badges printed": "339 342 344",
    "a walk-in": "374 905 906 907 908 909 910 911",
    "a walk-in completed": "374 905 940 948 949 950 951 952 953 954",
    "deltas": "214 955 374 956 916",
}
PATCHED = {
    "checked in by an admin, again and again",
    "checked in with device names",
    "an older check-in undone",
    "checked out with a client's time",
    "notes",
    "two times at once",
}
NO_DESCRIPTION = "374 905 940 941 942 943 944"


@dataclass(slots=True, kw_only=True)
class Replay:
    """Sends recorded requests to a practice server."""

    server: PracticeServer
    client: httpx.Client
    renamed: dict[str, str] = field(default_factory=dict)

    def send(self, recording: dict[str, Any]) -> httpx.Response:
        """The practice server's answer to a recorded request."""
        text = json.dumps([recording["url"], recording["request_body"]])
        for theirs, ours in self.renamed.items():
            text = text.replace(theirs, ours)
        url, body = json.loads(text)
        kept = ("Accept", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key")
        headers = {name: value for name, value in recording["request_headers"].items() if name in kept}
        if recording["role"] is not None:
            account = self.server.platform.accounts.by_email(f"{recording['role']}@example.org")
            headers["Authorization"] = f"JWT {self.server.platform.accounts.issue(account)}"
        content = (
            body.encode() if isinstance(body, str) else json.dumps(body).encode() if body is not None else b""
        )
        return self.client.request(
            recording["method"],
            self.server.url + url.removeprefix("http://127.0.0.1:8088"),
            content=content,
            headers=headers,
        )

    def learn(self, recording: dict[str, Any], answer: httpx.Response) -> None:
        """Remember what our order is called, so that later requests can name it."""
        theirs = order_identifier(recording["response_body"])
        if theirs and answer.status_code < 300 and (ours := order_identifier(answer.json())):
            self.renamed[theirs] = ours


def order_identifier(body: Any) -> str | None:
    data = body.get("data") if isinstance(body, dict) else None
    if isinstance(data, dict) and data.get("type") == "order":
        return str(data["attributes"]["identifier"])
    return None


@cache
def recording(prefix: str) -> dict[str, Any]:
    (path,) = [
        path for path in RECORDINGS.glob(f"{prefix}_*.json") if "url" in path.read_text(encoding="utf-8")
    ]
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def shape(body: Any) -> Any:
    """What of an answer must be the same: error texts whole, of the rest the names."""
    if isinstance(body, list):
        return [shape(body[0])] if body else []
    if not isinstance(body, dict):
        return None
    if "errors" in body or "error" in body:
        return body
    names: dict[str, Any] = dict.fromkeys(body)
    if "data" in body:
        names["data"] = resource(body["data"])
    if "attendees" in body:
        names["attendees"] = shape(body["attendees"])
    return names


def resource(data: Any) -> Any:
    """The type of a resource, how its id is written, and which attributes and relationships it has."""
    if isinstance(data, list):
        return [resource(data[0])] if data else []
    relationships = {name: set(one) for name, one in data.get("relationships", {}).items()}
    return {
        "names": set(data),
        "type": data["type"],
        "id": type(data["id"]).__name__,
        "attributes": set(data["attributes"]),
        "relationships": relationships,
    }


def kept(body: Any) -> dict[str, Any]:
    """What a changed attendee holds afterwards, server times left out."""
    attributes = body["data"]["attributes"] if isinstance(body, dict) and "data" in body else {}
    names = ("checkin-times", "device-name-checkin", "attendee-notes", "is-checked-in", "is-checked-out")
    return {name: attributes.get(name) for name in names}


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client() as client:
        yield client


@pytest.fixture
def replay(client: httpx.Client) -> Iterator[Replay]:
    with PracticeServer(recorded_world(), clock=FakeClock(RECORDED_AT)) as server:
        yield Replay(server=server, client=client)


def compare(replay: Replay, prefixes: str) -> None:
    for prefix in prefixes.split():
        theirs = recording(prefix)

        ours = replay.send(theirs)

        assert ours.status_code == theirs["status"], (prefix, ours.text)
        kind = theirs["response_headers"].get("Content-Type", "")
        assert ours.headers.get("content-type", "") == kind, prefix
        if "json" in kind:
            assert shape(ours.json()) == shape(theirs["response_body"]), prefix
        elif "html" in kind:
            assert ours.text == theirs["response_body"], prefix
        replay.learn(theirs, ours)


@pytest.mark.parametrize("prefix", ALONE.split())
def test_a_recorded_request_gets_the_recorded_answer(replay: Replay, prefix: str) -> None:
    compare(replay, prefix)


@pytest.mark.parametrize("prefixes", STORIES.values(), ids=STORIES.keys())
def test_a_row_of_recorded_requests_gets_the_recorded_answers(replay: Replay, prefixes: str) -> None:
    compare(replay, prefixes)


@pytest.mark.parametrize("prefixes", [row for name, row in STORIES.items() if name in PATCHED])
def test_a_row_of_recorded_changes_leaves_what_was_recorded(replay: Replay, prefixes: str) -> None:
    for prefix in prefixes.split():
        theirs = recording(prefix)

        ours = replay.send(theirs)

        assert kept(ours.json()) == kept(theirs["response_body"]), prefix


def test_completing_an_order_of_an_event_without_description_fails_after_the_change(
    client: httpx.Client,
) -> None:
    with PracticeServer(recorded_world(description=None), clock=FakeClock(RECORDED_AT)) as server:
        compare(Replay(server=server, client=client), NO_DESCRIPTION)


def test_every_role_of_the_recordings_has_an_account() -> None:
    roles = {json.loads(path.read_text(encoding="utf-8")).get("role") for path in RECORDINGS.glob("*.json")}

    assert roles - {None} == set(ROLES)
