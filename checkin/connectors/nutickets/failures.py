"""The platform's refusals as our errors."""

from checkin.connectors.http import Reply, refuse_server_errors
from checkin.connectors.nutickets.payloads import words
from checkin.errors import CredentialsError, RejectedError

_UNAUTHENTICATED = 401
_FORBIDDEN = 403


class ForbiddenError(CredentialsError):
    """The account is known, but its roles do not allow this."""


def demand(reply: Reply) -> Reply:
    """The answer, when the request was taken.

    Raises:
        CredentialsError: the token has ended.
        ForbiddenError: the account may not do this.
        UnreachableError: the server failed.
        RejectedError: anything else that is not a yes, in the platform's own words.
    """
    if reply.is_good:
        return reply
    refuse_server_errors(reply)
    said = words(reply)
    if reply.status == _UNAUTHENTICATED:
        raise CredentialsError(
            reply.platform,
            "The platform does not know this token (any more). Sign in again with a valid one.",
        )
    if reply.status == _FORBIDDEN:
        raise ForbiddenError(
            reply.platform,
            "The account of this token lacks a permission: ask an administrator for its roles and visibility "
            f"groups ({said or 'no reason given'}).",
        )
    if not said:
        raise reply.unreadable("The platform refused without a reason")
    raise RejectedError(reply.platform, said)
