"""Questions about conferences, townhalls and what belongs to them, as V3Plus' reference has them."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final, TypeVar

from checkin.connectors.http import Reply
from checkin.connectors.v3plus.payloads import Collection, collection, single
from checkin.connectors.v3plus.query import EVERYTHING, PLAIN, Detail, Params, Selection, segment
from checkin.connectors.v3plus.refusals import demand
from checkin.connectors.v3plus.resources import (
    Affiliate,
    Conference,
    Group,
    Portal,
    Presentation,
    Presenter,
    Resource,
    Townhall,
)
from checkin.connectors.v3plus.session import Session

R = TypeVar("R", bound=Resource)

_MOST_PAGES: Final = 500
_PAGE_SIZE: Final = 100


class Of(StrEnum):
    """What may have collections of its own, as it stands in the address."""

    CONFERENCE = "conferences"
    TOWNHALL = "townhalls"
    PRESENTATION = "presentations"


class Catalogue:
    """All raise `ConnectorError`s; collections under something else always come whole."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def portal(self, portal: str, detail: Detail = PLAIN) -> Portal:
        """A portal."""
        return single(self._get(f"portals/{segment(portal)}", detail.params()), Portal)

    def conferences(self, selection: Selection = EVERYTHING) -> Collection[Conference]:
        """The portal's conferences, from all pages."""
        return self._all("conferences", Conference, selection)

    def conference(self, conference: str, detail: Detail = PLAIN) -> Conference:
        """A conference."""
        return single(self._get(f"conferences/{segment(conference)}", detail.params()), Conference)

    def townhalls(self, selection: Selection = EVERYTHING) -> Collection[Townhall]:
        """The portal's townhalls, from all pages."""
        return self._all("townhalls", Townhall, selection)

    def townhall(self, townhall: str, detail: Detail = PLAIN) -> Townhall:
        """A townhall."""
        return single(self._get(f"townhalls/{segment(townhall)}", detail.params()), Townhall)

    def groups(self, selection: Selection = EVERYTHING) -> Collection[Group]:
        """The groups of all conferences, from all pages; this address ends in a slash."""
        return self._all("groups/", Group, selection)

    def groups_of(self, conference: str, selection: Selection = EVERYTHING) -> Collection[Group]:
        """What one registers into for a conference."""
        return self._of(Of.CONFERENCE, conference, "groups", Group, selection)

    def group(self, group: str, detail: Detail = PLAIN) -> Group:
        """A group."""
        return single(self._get(f"groups/{segment(group)}", detail.params()), Group)

    def presentations_of(
        self, of: Of, number: str, selection: Selection = EVERYTHING
    ) -> Collection[Presentation]:
        """The presentations of a conference or townhall."""
        return self._of(of, number, "presentations", Presentation, selection)

    def presentation(self, presentation: str, detail: Detail = PLAIN) -> Presentation:
        """A presentation: of this one thing the address has no plural."""
        return single(self._get(f"presentation/{segment(presentation)}", detail.params()), Presentation)

    def presenters_of(self, of: Of, number: str, selection: Selection = EVERYTHING) -> Collection[Presenter]:
        """The presenters of a conference, townhall or presentation, with their roles."""
        return self._of(of, number, "presenters", Presenter, selection)

    def presenter(self, presenter: str, detail: Detail = PLAIN) -> Presenter:
        """A presenter, without a role."""
        return single(self._get(f"presenters/{segment(presenter)}", detail.params()), Presenter)

    def affiliates_of(self, of: Of, number: str, selection: Selection = EVERYTHING) -> Collection[Affiliate]:
        """The sponsors and exhibitors of a conference or townhall, with their roles."""
        return self._of(of, number, "affiliates", Affiliate, selection)

    def affiliate(self, affiliate: str, detail: Detail = PLAIN) -> Affiliate:
        """A sponsor or exhibitor, without saying which."""
        return single(self._get(f"affiliates/{segment(affiliate)}", detail.params()), Affiliate)

    def _get(self, path: str, params: Params) -> Reply:
        return demand(self._session.send("GET", f"/api/v1/{path}", params=params))

    def _of(self, of: Of, number: str, what: str, model: type[R], selection: Selection) -> Collection[R]:
        if selection.page_size is not None:
            raise ValueError("a collection under something else has no pages")
        return collection(self._get(f"{of}/{segment(number)}/{what}", selection.params()), model)

    def _all(self, path: str, model: type[R], selection: Selection) -> Collection[R]:
        """Every page. Where the next one is we know: of links and ``meta.path`` no address is taken."""
        selection = replace(selection, page_size=selection.page_size or _PAGE_SIZE)
        found: list[R] = []
        left_out = 0
        page = 0
        while True:
            page += 1
            reply = self._get(path, [*selection.params(), ("page", str(page))])
            part = collection(reply, model)
            found += part.rows
            left_out += part.left_out
            if part.page not in {None, page} or page > _MOST_PAGES:
                raise reply.unreadable("V3Plus gives another page than asked for, or a list without an end")
            if not _goes_on(part, page):
                return Collection(rows=_each_once(found), left_out=left_out, total=part.total)


def _goes_on(part: Collection[R], page: int) -> bool:
    if not part.rows and not part.left_out:
        return False
    return part.has_next if part.last_page is None else page < part.last_page


def _each_once(found: Sequence[R]) -> tuple[R, ...]:
    """What moved to a later page while we read stands on both."""
    return tuple({getattr(one, "id", index): one for index, one in enumerate(found)}.values())
