"""When to try again."""

from tenacity import RetryCallState, Retrying
from tenacity.wait import wait_exponential_jitter

from checkin.errors import ConnectorError, ThrottledError, UnreachableError

_LONGEST_PAUSE = 15.0  # seconds; a network that is back should be noticed while the queue still stands
_LONGEST_REST = 120.0
_LONGEST_WISH = 3600.0  # what a platform asks for beyond this is a mistake of its

_pause = wait_exponential_jitter(multiplier=1.0, max=_LONGEST_PAUSE, jitter=1.0)
_rest = wait_exponential_jitter(multiplier=2.0, max=_LONGEST_REST, jitter=2.0)


def pause(failures: int, error: ConnectorError) -> float:
    """Seconds to leave the whole platform alone after `failures` (≥ 1) in a row."""
    return asked_for(error) or _pause(_state(failures))


def rest(attempts: int, error: ConnectorError) -> float:
    """Seconds to leave one operation alone after `attempts` (≥ 1)."""
    return asked_for(error) or _rest(_state(attempts))


def asked_for(error: ConnectorError) -> float | None:
    """Seconds the platform asks to be left alone; None when it does not."""
    asked = error.retry_after if isinstance(error, ThrottledError | UnreachableError) else None
    return min(asked, _LONGEST_WISH) if asked is not None and asked > 0 else None


def _state(attempt: int) -> RetryCallState:
    state = RetryCallState(retry_object=Retrying(), fn=None, args=(), kwargs={})
    state.attempt_number = max(1, attempt)
    return state
