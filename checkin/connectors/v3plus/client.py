"""Requests to V3Plus: its catalogue, registration forms, and registering with them."""

import json
from collections.abc import Mapping
from typing import Final

from typing_extensions import override

from checkin.connectors.http import Reply
from checkin.connectors.v3plus.catalogue import Catalogue
from checkin.connectors.v3plus.forms import CARD, RegistrationForm
from checkin.connectors.v3plus.payloads import registration_form
from checkin.connectors.v3plus.query import segment
from checkin.connectors.v3plus.refusals import demand
from checkin.connectors.v3plus.resources import SignedIn
from checkin.connectors.v3plus.session import Session

_API: Final = "/api/v1"

Answers = Mapping[str, object]
"""By the names of a registration form's fields."""


class Client:
    """One method a request; all raise `ConnectorError`s.

    Attributes:
        session: who asks.
        catalogue: what there is.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.catalogue = Catalogue(session)

    @override
    def __repr__(self) -> str:
        return f"Client({self.session!r})"

    def log_in(self) -> SignedIn:
        """Sign in with the account."""
        return self.session.log_in()

    def log_out(self) -> None:
        """Sign out at the platform, and forget token and user here."""
        self.session.log_out()

    def group_form(self, group: str) -> RegistrationForm:
        """What whoever registers into a group is asked; always the whole form."""
        return self._form(f"groups/{segment(group)}")

    def townhall_form(self, townhall: str) -> RegistrationForm:
        """What whoever comes to a townhall is asked; always the whole form."""
        return self._form(f"townhalls/{segment(townhall)}")

    def _form(self, path: str) -> RegistrationForm:
        return registration_form(demand(self.session.send("GET", f"{_API}/{path}/registration_form")))

    def register(self, group: str, answers: Answers) -> Reply:
        """Register somebody into a group; what the platform then answers is documented nowhere.

        Raises:
            ValueError: there are card data among the answers: these are never sent from here.
        """
        return self._post(f"groups/{segment(group)}/registration", answers)

    def enter_townhall(self, townhall: str, answers: Answers) -> Reply:
        """Register somebody into a townhall, which signs them in as well: 201 with a token of theirs.

        Raises:
            ValueError: there are card data among the answers: these are never sent from here.
        """
        return self._post(f"townhalls/{segment(townhall)}/auth", answers)

    def leave_townhall(self, townhall: str, token: str) -> None:
        """Sign somebody out of a townhall by the token `enter_townhall` brought.

        Their token, not ours, is in the address then.
        """
        demand(self.session.send_as(token, "DELETE", f"{_API}/townhalls/{segment(townhall)}/auth"))

    def _post(self, path: str, answers: Answers) -> Reply:
        if any(name.casefold().startswith(CARD) for name in answers):
            raise ValueError("card data are never sent from here")
        return self.session.send("POST", f"{_API}/{path}", content=json.dumps(dict(answers)).encode())
