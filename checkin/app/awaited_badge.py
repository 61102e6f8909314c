"""A badge that is asked for and waited for, for whoever has no window to look at meanwhile."""

import threading

from checkin.app.app import App
from checkin.errors import BadgeError
from checkin.model.ids import AttendeeId
from checkin.model.print_job import JobState
from checkin.notices import BadgePrinted, BadgeTroubled, Notice

_PATIENCE = 30.0


def awaited_badge(
    app: App, attendee: AttendeeId, *, reason: str = "", patience: float = _PATIENCE
) -> BadgePrinted:
    """Have a badge printed and wait until it is out; what does not come out stays in the spool.

    Raises:
        BadgeError: it waits for its printer, failed, is in doubt, or did not come out in so many seconds.
        CheckinError: it could not be asked for.
    """
    heard: list[BadgePrinted | BadgeTroubled] = []
    news = threading.Condition()

    def hear(notice: Notice) -> None:
        if isinstance(notice, BadgePrinted | BadgeTroubled) and notice.job.attendee == attendee:
            with news:
                heard.append(notice)
                news.notify_all()

    stop = app.notices.listen(hear)
    try:
        job = app.spool.print_badge(attendee, reason=reason)
        if job.state is JobState.DOUBTFUL:  # it was before, and nothing comes of itself
            raise BadgeError(job.words)
        with news:
            news.wait_for(lambda: any(one.job.id == job.id for one in heard), patience)
    finally:
        stop()
    last = next((one for one in reversed(heard) if one.job.id == job.id), None)
    if isinstance(last, BadgePrinted):
        return last
    raise BadgeError(
        "The badge did not come out in time; it still waits." if last is None else last.job.words
    )
