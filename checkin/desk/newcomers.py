"""Bearers of a code nobody here knows, who come in all the same."""

from checkin.desk.post import Post
from checkin.desk.signed_codes import read_signed
from checkin.mirror.only_here import Newcomer


def newcomer(post: Post, payload: str, *, platform_said_yes: bool) -> Newcomer | None:
    """Who bears this code; None when nothing speaks for it.

    A code the platform has signed proves itself, such as that of a ticket sold since the last pull. The
    next pull says whose it is.
    """
    signed = read_signed(payload, post.facts.keys) if post.facts.keys else None
    if signed is not None:
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
        return Newcomer(given_name="", family_name="", code=payload.strip(), walk_in=False)
    return None
