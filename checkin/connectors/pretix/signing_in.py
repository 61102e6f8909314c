"""From a set-up code, or the key of an earlier time, to a device that is known.

A set-up code is used up by the first request that carries it, even if the answer never arrives. Therefore
the key is handed over to be kept before anything else is done.
"""

from collections.abc import Callable, Mapping

from checkin.connectors.http import Reply
from checkin.connectors.pretix.client import Client
from checkin.connectors.pretix.payloads import demand, single, words_of
from checkin.connectors.pretix.rows import Device, NewDevice
from checkin.connectors.pretix.session import Session
from checkin.connectors.pretix.setup import CODE, TOKEN
from checkin.errors import CredentialsError, UnreachableError, UnreadableReplyError

_BAD_REQUEST = 400
_ANOTHER = (
    "If the code is refused from now on, delete this device at the platform, make a new one, "
    "and use its code."
)


def device_of(account: str) -> str:
    """This device's number, out of what the account is called; empty when that does not tell."""
    number = account.rpartition("/")[2]
    return number if number.isascii() and number.isdigit() else ""


class SigningIn:
    """Sets this device up, or proves that it still is.

    Args:
        client: the requests.
        secrets: ``code``, ``api_token`` or both; the key is tried first.
        on_secrets: is told the key to keep.
        plain: there is nobody to ask who this device is (eventyay).
    """

    def __init__(
        self,
        client: Client,
        secrets: Mapping[str, str],
        on_secrets: Callable[[Mapping[str, str]], None],
        *,
        plain: bool,
    ) -> None:
        self._client = client
        self._session: Session = client.session
        self._code = secrets.get(CODE, "").strip()
        self._session.token = secrets.get(TOKEN, "").strip()
        self._on_secrets = on_secrets
        self._plain = plain

    def device(self) -> Device | None:
        """Who this is; None where only the organizer is known. Raises a ConnectorError."""
        if not self._session.token:
            return self._set_up()
        try:
            return self._known()
        except CredentialsError:
            if not self._code:
                raise
            return self._set_up()  # the device was made anew

    def _known(self) -> Device | None:
        if self._plain:
            organizers = self._client.catalogue.organizers()
            if not organizers:
                raise CredentialsError(self._session.platform, "This device may see no organizer's events.")
            if self._session.organizer not in {one.slug for one in organizers}:
                self._session.organizer = organizers[0].slug
            return None
        device = self._client.device.info()
        self._session.organizer = device.organizer
        return device

    def _set_up(self) -> Device:
        if not self._code:
            raise CredentialsError(
                self._session.platform, "This computer is not connected: the device's set-up code is needed."
            )
        self._session.token = ""
        device = self._trade()
        self._session.token, self._session.organizer = device.api_token, device.organizer
        self._code = ""
        self._on_secrets({TOKEN: device.api_token})
        return device

    def _trade(self) -> NewDevice:
        try:
            reply = self._client.device.initialize(self._code)
            self._refuse_code(reply)
            return single(demand(reply), NewDevice)
        except UnreachableError as error:
            if not error.may_have_landed:
                raise
            raise UnreachableError(
                error.platform,
                f"The answer to setting up was lost ({error}) {_ANOTHER}",
                may_have_landed=True,
                retry_after=error.retry_after,
            ) from error
        except UnreadableReplyError as error:
            raise UnreadableReplyError(
                error.platform, f"{error} {_ANOTHER}", body=error.body, may_have_landed=True
            ) from error

    def _refuse_code(self, reply: Reply) -> None:
        words = words_of(reply) if reply.status == _BAD_REQUEST else ""
        if "already been used" in words:
            raise CredentialsError(
                reply.platform,
                "This set-up code was used already; each works once. Make a new device at the platform "
                "and use its code.",
            )
        if words.startswith("token: "):
            raise CredentialsError(
                reply.platform,
                f"The platform does not know this set-up code ({words.removeprefix('token: ')})",
            )
