"""Requests to Sarcon: the token, the limit of sixty a minute, pages, and nothing to any other host."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from checkin.connectors.http import Budget, Reply, Sender, on_same_server
from checkin.connectors.sarcon.asking import Listing
from checkin.connectors.sarcon.filling import Request, UnfillableError, Values, filled_listing
from checkin.connectors.sarcon.payloads import Answer, Sheet, answer_of, demand, sheet_of
from checkin.errors import CredentialsError, RejectedError, ThrottledError, UnreachableError

_MOST_PAGES = 100_000

Query = tuple[tuple[str, str], ...]


class Client:
    """One method a kind of request; all raise `ConnectorError`s.

    Args:
        platform: the connector's name.
        sender: sends; its address is the server's without any path.
        base_url: the server address as it was entered, with the path of the API.
        token: the client token.
        budget: keeps to the limit.
    """

    def __init__(self, platform: str, sender: Sender, base_url: str, token: str, budget: Budget) -> None:
        self._platform = platform
        self._sender = sender
        self._base_url = base_url
        self._prefix = urlsplit(base_url).path.rstrip("/")
        self._token = token
        self._budget = budget

    def address_of(self, request: Request) -> str:
        """Path and query as they are asked of the server."""
        return _with(self._prefix + request.path, request.query)

    def send(self, request: Request) -> Answer:
        """Send, and return whatever came, but for pleas for patience and failing servers."""
        return self._send(request, self._prefix + request.path)

    def ask(self, request: Request) -> object:
        """The document of a good answer."""
        return demand(self.send(request))

    def sheets(
        self, listing: Listing, values: Values, *, more: Query = (), resume: str = ""
    ) -> Iterator[Sheet]:
        """A list page by page, to the one that names no next.

        Args:
            listing: what the mapping says of it.
            values: what its places stand for.
            more: further parameters.
            resume: a sheet's `next_page`; the list goes on there.

        Raises:
            UnreadableReplyError: a page leads back to one that was read, or to another host.
        """
        try:
            first = filled_listing(listing, values)
        except UnfillableError as error:
            raise RejectedError(self._platform, str(error)) from error
        asked = first.query + more
        address, query = (resume, ()) if resume else (self._prefix + first.path, asked)
        seen: set[str] = set()
        while address and len(seen) < _MOST_PAGES:
            seen.add(address)
            page = Request(method="GET", path=address, query=query, headers=first.headers)
            answer = self._send(page, address)
            sheet = sheet_of(answer, listing)
            address, query = self._onward(answer.reply, sheet.next_page, asked), ()
            if address in seen:
                raise answer.reply.unreadable("The platform gives the same page again and again")
            yield replace(sheet, next_page=address)

    def _onward(self, reply: Reply, next_page: str, asked: Query) -> str:
        """Where the next page is, with what was asked for: Laravel's addresses drop further parameters."""
        if not next_page:
            return ""
        try:
            onward = on_same_server(self._base_url, next_page)
        except ValueError as error:
            raise reply.unreadable(
                "The next page is said to be on another server; nothing is sent there"
            ) from error
        named = {name for name, _ in parse_qsl(urlsplit(onward).query, keep_blank_values=True)}
        return _with(onward, tuple((name, value) for name, value in asked if name not in named))

    def _send(self, request: Request, path: str) -> Answer:
        if not self._token or not self._token.isascii() or not self._token.isprintable():
            raise CredentialsError(
                self._platform, "This is no client token. Copy it from System APIs, Configuration."
            )
        self._budget.take(writes=request.method != "GET")
        headers = {
            "Accept": "application/json",
            **dict(request.headers),
            "Authorization": f"Bearer {self._token}",
        }
        try:
            reply = self._sender.send(
                request.method, path, headers=headers, params=request.query, content=request.content
            )
            self._budget.heed(reply.headers)
            return answer_of(reply)
        except (ThrottledError, UnreachableError) as error:
            if error.retry_after:
                self._budget.close_for(error.retry_after)
            raise


def _with(address: str, more: Query) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(more)}" if more else address
