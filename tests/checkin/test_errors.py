"""The failures of the core."""

import inspect
import re

from checkin import errors
from checkin.errors import (
    CheckinError,
    ConnectorError,
    RejectedError,
    ThrottledError,
    UnreachableError,
    UnreadableReplyError,
)


def test_the_tree_at_the_top_of_the_module_names_every_error() -> None:
    drawn = set(re.findall(r"\w+Error\b", errors.__doc__ or ""))

    defined = {name for name, one in vars(errors).items() if inspect.isclass(one)}
    assert drawn == defined


def test_every_failure_is_a_check_in_error_and_ends_in_error() -> None:
    for name, one in vars(errors).items():
        if inspect.isclass(one):
            assert issubclass(one, CheckinError)
            assert name.endswith("Error")


def test_a_failed_request_is_taken_for_one_without_effect_unless_said() -> None:
    assert not ConnectorError("fake", "no").may_have_landed
    assert UnreachableError("fake", "cut", may_have_landed=True).may_have_landed


def test_failures_of_a_platform_say_which_and_what() -> None:
    refused = RejectedError("fake", "The ticket was deleted.")
    throttled = ThrottledError("fake", "Patience.", retry_after=30.0)
    unreadable = UnreadableReplyError("fake", "Not JSON.", body="<html>", may_have_landed=True)

    assert (refused.platform, refused.reason, str(refused)) == ("fake", *["The ticket was deleted."] * 2)
    assert (str(throttled), throttled.retry_after) == ("Patience.", 30.0)
    assert (str(unreadable), unreadable.body, unreadable.may_have_landed) == ("Not JSON.", "<html>", True)
