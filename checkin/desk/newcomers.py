"""Bearers of a code nobody here knows, who come in all the same."""

from collections.abc import Sequence

from checkin.desk.post import Post
from checkin.desk.signed_codes import read_signed
from checkin.mirror.only_here import Newcomer
from checkin.model.code import as_printed


def newcomer(post: Post, payload: str, keys: Sequence[str], *, platform_said_yes: bool) -> Newcomer | None:
    """Who bears this code, or one of the keys it is looked up by; None when nothing speaks for it.

    A code the platform has signed proves itself, such as that of a ticket sold since the last pull. The
    next pull says whose it is. One for a single date of a series is left to that pull.
    """
    signed = next(filter(None, (read_signed(key, post.facts.keys) for key in keys)), None)
    if signed is not None and signed.subevent is None:
        return Newcomer(
            given_name="",
            family_name="",
            code=signed.code,
            ticket_type=signed.item,
            walk_in=False,
            valid_from=signed.valid_from,
            valid_until=signed.valid_until,
            extra={} if signed.variation is None else {"variation": signed.variation},
        )
    if platform_said_yes:
        return Newcomer(given_name="", family_name="", code=as_printed(payload), walk_in=False)
    return None
