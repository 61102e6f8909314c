"""Somebody's name is written wrongly: it is mended here at once, and at the platform where it takes that."""

from collections.abc import Mapping

from checkin.desk.find import NoSuchAttendeeError
from checkin.desk.post import Post
from checkin.desk.register import FormError
from checkin.desk.telling import tell
from checkin.mirror import attendees, only_here
from checkin.model.attendee import Attendee
from checkin.model.form import COMPANY, EMAIL, FAMILY_NAME, GIVEN_NAME, JOB_TITLE, FieldKind, FormField
from checkin.model.ids import AttendeeId
from checkin.model.operation import Correct
from checkin.model.platform import Capability
from checkin.notices import AttendeeChanged

FIELDS = (
    FormField(name=GIVEN_NAME, label="First name"),
    FormField(name=FAMILY_NAME, label="Last name"),
    FormField(name=COMPANY, label="Company"),
    FormField(name=JOB_TITLE, label="Job title"),
    FormField(name=EMAIL, label="E-mail address", kind=FieldKind.EMAIL),
)
"""What may be corrected at the desk."""


def correct(post: Post, attendee: AttendeeId, words: Mapping[str, str]) -> Attendee:
    """Change words about an attendee; no pull takes the change back before the platform has it.

    Args:
        post: where.
        attendee: whose.
        words: by the names of `FIELDS`; what is as before counts as not changed.

    Raises:
        FormError: nothing would be left of the name, or an e-mail address is none.
        NoSuchAttendeeError: the mirror does not have them.
        MirrorError: it could not be recorded.
    """
    faults = {field.name: field.fault(words.get(field.name, "")) for field in FIELDS}
    wrong = {name: fault for name, fault in faults.items() if fault}
    with post.mirror.write() as connection:
        found = attendees.by_number(connection, attendee, post.station.zone)
        if found is None:
            raise NoSuchAttendeeError("This attendee is no longer on this computer.")
        before = {field.name: str(getattr(found.attendee, field.name)) for field in FIELDS}
        after = {name: words.get(name, before[name]).strip() for name in before}
        if not wrong and not (after[GIVEN_NAME] or after[FAMILY_NAME]):
            wrong = {GIVEN_NAME: "A name is needed."}
        if wrong:
            raise FormError(wrong)
        changes = {name: word for name, word in after.items() if word != before[name]}
        if changes:
            only_here.correct(connection, attendee, changes)
            if Capability.CORRECTION in post.capabilities:
                tell(connection, post, found.attendee, Correct(changes=changes), post.clock.now())
        now = attendees.by_number(connection, attendee, post.station.zone)
    post.notices.put_up(AttendeeChanged(attendee=attendee))
    return found.attendee if now is None else now.attendee
