"""What an answer says of itself: ``success``, ``fail`` or ``error``, together with the HTTP status.

A ``fail`` comes with status 200, so the status alone is never believed.

======================  ==============================================================
answer                  meaning
======================  ==============================================================
2xx, ``success``        taken; what was asked for is in ``data``
``fail``                refused; ``data`` names fields and what is wrong with them
401, ``error``          the token is not known
403, ``error``          the token may not do this
404 or 410, ``error``   there is no such thing
other 4xx, ``error``    refused
5xx                     nobody knows
anything else           not Badgestic, or not as agreed
======================  ==============================================================
"""

from collections.abc import Mapping

from typing_extensions import override

from checkin.connectors.http import Reply, refuse_server_errors
from checkin.errors import ConnectorError, CredentialsError, RejectedError

_UNAUTHORIZED, _FORBIDDEN = 401, 403
_GONE = frozenset({404, 410})
_MOST_FAULTS = 20
_LONGEST_WORD = 80


class MissingError(RejectedError):
    """There is no such event or attendee, or the address is wrong."""


class ForbiddenError(CredentialsError):
    """The token is known, but may not do this."""


class RefusedInputError(RejectedError):
    """Some of what was sent cannot be taken.

    Attributes:
        faults: what is wrong, by the platform's field names, in the order it was told.
    """

    def __init__(self, platform: str, faults: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(platform, _in_words(faults))
        self.faults = faults

    @override
    def __repr__(self) -> str:
        return f"RefusedInputError({', '.join(self.faults)})"


def data_of(reply: Reply) -> object:
    """What an answer brings when it says that the request was taken.

    Raises:
        RefusedInputError: it says ``fail``.
        MissingError: there is no such thing.
        RejectedError: refused for another reason.
        CredentialsError: the token is not known, or may not do this (`ForbiddenError`).
        UnreachableError: the server failed.
        UnreadableReplyError: it is in no form that was agreed.
    """
    refuse_server_errors(reply)
    document = reply.json()
    if not isinstance(document, dict):
        raise reply.unreadable("This is no answer of Badgestic.")
    match document.get("status"):
        case "success" if reply.is_good:
            return document.get("data")
        case "fail":
            raise RefusedInputError(reply.platform, faults_in(document.get("data")))
        case "error" if not reply.is_good:
            raise _refusal(reply)
        case _:
            raise reply.unreadable("The answer does not say what became of the request.")


def _refusal(reply: Reply) -> ConnectorError:
    if reply.status == _UNAUTHORIZED:
        return CredentialsError(reply.platform, "Badgestic does not know this token (any more).")
    if reply.status == _FORBIDDEN:
        return ForbiddenError(
            reply.platform, "This token has no permission for that: the account's owner can give it."
        )
    if reply.status in _GONE:
        return MissingError(reply.platform, "Badgestic has nothing under this number.")
    return RejectedError(reply.platform, f"Badgestic refused it without a reason (status {reply.status}).")


def faults_in(data: object) -> dict[str, tuple[str, ...]]:
    """What ``fail`` says: pairs of a field and what is wrong; a field may stand there several times."""
    faults: dict[str, tuple[str, ...]] = {}
    for pair in (data if isinstance(data, list) else [])[:_MOST_FAULTS]:
        match pair:
            case [str(field), str(fault)]:
                name = _word(field)
                faults[name] = (*faults.get(name, ()), _word(fault))
            case _:
                continue
    return faults


def _word(text: str) -> str:
    return text[:_LONGEST_WORD].encode("utf-8", "replace").decode("utf-8")


def _in_words(faults: Mapping[str, tuple[str, ...]]) -> str:
    if not faults:
        return "Badgestic does not take it, and does not say why."
    said = (
        f"{field.replace('_', ' ')}: {', '.join(word.replace('_', ' ') for word in words)}"
        for field, words in faults.items()
    )
    return f"Badgestic does not take it ({'; '.join(said)})."
