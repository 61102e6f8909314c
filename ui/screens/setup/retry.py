"""What to do about failures while the desk is being set up, when nothing goes on by itself yet."""

from checkin.errors import (
    CheckinError,
    ConnectorError,
    CredentialsError,
    MirrorFullError,
    MirrorLockedError,
    SettingsError,
    ThrottledError,
    UnreachableError,
)

RETRY: dict[type[CheckinError], str] = {
    UnreachableError: "Look at this computer's network, then try again.",
    ThrottledError: "Wait a minute, then try again.",
    CredentialsError: "Sign in again: in the first step, or under Sync when the desk was open already.",
    ConnectorError: "Try again in a moment.",
    MirrorFullError: "Make room on the disk, then try again.",
    MirrorLockedError: "Close the other window of this app, then try again.",
    SettingsError: "Go back to the first step and look at what was filled in there.",
}
"""By the kind of failure; whatever is not here is advised as usual."""
