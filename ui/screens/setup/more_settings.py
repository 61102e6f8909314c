"""What most people leave as it is, folded away until it matters."""

from collections.abc import Callable, Sequence

from checkin.model.platform import SetupField
from ui.screens.setup.answers import is_answered


class MoreSettings:
    """Whether the fields that are rarely needed are shown, for each platform by itself."""

    def __init__(self) -> None:
        self._wanted: dict[str, bool] = {}

    def want(self, platform: str, *, shown: bool) -> None:
        """A person wants to see them, or has seen enough."""
        self._wanted[platform] = shown

    def are_shown(
        self, platform: str, fields: Sequence[SetupField], value: Callable[[SetupField], str]
    ) -> bool:
        """What lacks an answer is never hidden; else what a person wants, else what was changed before."""
        rare = [field for field in fields if field.rarely]
        if any(not is_answered(field, value(field)) for field in rare):
            return True
        return self._wanted.get(platform, any(value(field) != field.preset for field in rare))
