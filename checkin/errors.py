"""Every failure the core can meet.

::

    CheckinError
    ├─ ConnectorError(platform)
    │  ├─ UnreachableError      no answer, or one that says nothing: try again later
    │  ├─ ThrottledError        too many requests: try again after `retry_after` seconds
    │  ├─ CredentialsError      not signed in any more, or not allowed: ask a person
    │  ├─ RejectedError         the platform understood and said no: asking again will not help
    │  └─ UnreadableReplyError  the answer is not in the form the contract gives
    ├─ MirrorError
    │  ├─ MirrorFullError       no room left on the disk
    │  ├─ MirrorLockedError     another program holds the file
    │  ├─ MirrorDamagedError    the file is not a sound database
    │  ├─ MirrorTooNewError     written by a later version of this app
    │  ├─ PassphraseError       none was said, or the wrong one: nothing is wrong with the file
    │  └─ NoCipherError         a passphrase protects the file, and this computer lacks what reads it
    ├─ BadgeError               does not fit, no glyph, no printer
    │  ├─ PrintUncertainError   it was sent and may have come out: a person must look before it is sent again
    │  └─ BadgeRefusedError     the printer will never print it as it is: sending it again will not help
    ├─ ScannerError             no camera, no permission, unplugged
    └─ SettingsError            a setting or a stored secret cannot be read or written

A refusal at the door is not an error but a value (`checkin.model.admission`). Anything that is
not a `CheckinError` is a bug and reaches the crash handler. Messages carry ids, never names or codes.
"""


class CheckinError(Exception):
    """Root of every failure that is not a bug; its text may be shown to a person."""


class ConnectorError(CheckinError):
    """Talking to a platform failed.

    Attributes:
        platform: the connector's name, such as ``"open_event"``.
        may_have_landed: True when the request may have taken effect although no usable answer came;
            whoever sent it must read back before sending again.
    """

    def __init__(self, platform: str, message: str, *, may_have_landed: bool = False) -> None:
        super().__init__(message)
        self.platform = platform
        self.may_have_landed = may_have_landed


class UnreachableError(ConnectorError):
    """The platform did not answer, or answered that it cannot now (5xx).

    Attributes:
        retry_after: seconds the platform asked for, None when it did not say.
    """

    def __init__(
        self,
        platform: str,
        message: str,
        *,
        may_have_landed: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(platform, message, may_have_landed=may_have_landed)
        self.retry_after = retry_after


class ThrottledError(ConnectorError):
    """The platform asks for patience.

    Attributes:
        retry_after: seconds the platform asked for, None when it did not say.
    """

    def __init__(self, platform: str, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(platform, message)
        self.retry_after = retry_after


class CredentialsError(ConnectorError):
    """The account is unknown, its token has ended, or it may not do this."""


class RejectedError(ConnectorError):
    """The platform understood the request and will never take it.

    Attributes:
        reason: the platform's own words.
    """

    def __init__(self, platform: str, reason: str) -> None:
        super().__init__(platform, reason)
        self.reason = reason


class UnreadableReplyError(ConnectorError):
    """The answer is not what the platform's contract says.

    Attributes:
        body: the beginning of the answer with personal data and secrets taken out, for a report.
    """

    def __init__(self, platform: str, message: str, *, body: str = "", may_have_landed: bool = False) -> None:
        super().__init__(platform, message, may_have_landed=may_have_landed)
        self.body = body


class MirrorError(CheckinError):
    """The local database cannot be used as it is."""


class MirrorFullError(MirrorError):
    """No room left on the disk; nothing of the failed action was kept."""


class MirrorLockedError(MirrorError):
    """Another program holds the database; nothing of the failed action was kept."""


class MirrorDamagedError(MirrorError):
    """The file is not a sound database."""


class MirrorTooNewError(MirrorError):
    """The file was written by a later version of this app."""


class PassphraseError(MirrorError):
    """The database is protected by a passphrase, and none was said or another one is right.

    Never a sign of damage: ask a person, and leave the file alone.
    """


class NoCipherError(MirrorError):
    """The database is (or is to be) protected by a passphrase, and this computer has no SQLCipher."""


class BadgeError(CheckinError):
    """A badge cannot be drawn or printed."""


class PrintUncertainError(BadgeError):
    """The printer had the badge, or a part of it, and then could not say that it came out.

    Whoever prints must ask a person before it is sent again. Any other `BadgeError` of a printer says that
    nothing came out and nothing will.
    """


class BadgeRefusedError(BadgeError):
    """The printer will never print this badge as it is: its size, its form, or what is in it.

    Nothing of it came out. To send it again by itself would only hold up others; a person must change
    something: the template, the paper, the printer.
    """


class ScannerError(CheckinError):
    """No camera, no permission, or it was unplugged."""


class SettingsError(CheckinError):
    """A setting or a stored secret cannot be read or written."""
