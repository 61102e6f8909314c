"""The switch that makes an outage, shown only while practising."""

from collections.abc import Callable

from checkin.app import App


class PracticeSwitch:
    """Cuts the practice network and brings it back, through whoever does things for the screen."""

    def __init__(self, app: App, do: Callable[[Callable[[], None], str], None]) -> None:
        self._app = app
        self._do = do

    @property
    def shown(self) -> bool:
        """Whether there is a practice to cut off."""
        return self._app.practice is not None

    @property
    def gone(self) -> bool:
        """Whether the practice network is cut."""
        practice = self._app.practice
        return practice is not None and practice.offline

    def pretend_gone(self, *, gone: bool) -> None:
        """Cut the practice network, or bring it back."""
        practice = self._app.practice
        if practice is not None:
            said = "The practice network is gone" if gone else "The practice network is back"
            self._do(practice.go_offline if gone else practice.come_back, said)
