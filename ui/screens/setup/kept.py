"""The sign-in of the last time, as long as nothing else is asked for."""

from checkin.model.platform import PlatformForm
from checkin.settings import Connection
from ui.screens.setup.address import tidy_address
from ui.screens.setup.answers import ACCOUNT, BASE_URL, Answers, field_of
from ui.screens.setup.connect_words import is_service


class KeptSignIn:
    """What this computer can sign in with without asking anybody.

    Attributes:
        connection: to what; None when there is nothing.
    """

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.connection: Connection | None = None

    def of(self, form: PlatformForm | None) -> Connection | None:
        """The connection that was kept, when it is one to this platform's service."""
        kept = self.connection
        if form is None or kept is None or kept.platform != form.platform or not is_service(form):
            return None
        return kept

    def holds(self, form: PlatformForm | None) -> bool:
        """Whether it is good for what stands in the form: the same account, and no other secret typed."""
        kept = self.of(form)
        if form is None or kept is None or self._answers.secrets(form):
            return False
        address = tidy_address(self._answers.get(form, BASE_URL))
        account = self._answers.get(form, ACCOUNT).strip()
        same_account = field_of(form, ACCOUNT) is None or account == kept.account
        return same_account and address == kept.base_url.rstrip("/")
