"""The forms of the desk: the platform's questions about somebody, and what a walk-in is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count

from checkin.desk.register import FormError
from checkin.errors import CheckinError
from checkin.model.attendee import Attendee
from checkin.model.form import FAMILY_NAME, GIVEN_NAME, Form, FormField
from checkin.model.ids import AttendeeId
from checkin.model.platform import Capability
from ui.screens.desk.ports import DeskApp
from ui.screens.desk.wish import Wish
from ui.screens.filling import Filling, FormShown, name_parts
from ui.tasks import Ask

_KEPT_HERE = "This platform cannot be told of them: they are kept on this computer and in its exports."
_TOLD = "They are let in at once; the platform hears of them by itself."


@dataclass(slots=True, kw_only=True)
class _Open:
    """A form that is being filled in; `about` is whose questions they are, None for a walk-in."""

    number: int
    filling: Filling
    title: str
    advice: str
    go: str
    about: Attendee | None = None
    wish: Wish | None = None
    busy: bool = False

    @property
    def shown(self) -> FormShown:
        return self.filling.show(self.number, self.title, self.advice, self.go, busy=self.busy)


class Forms:
    """At most one form is open. What was typed into one that a scan closed is kept for its next opening.

    Args:
        app: the desk.
        ask: has work done at the desk and brings the answer back.
        admit: lets somebody in.
        changed: called after anything changed.
        failed: called with what broke.
    """

    def __init__(
        self,
        app: DeskApp,
        ask: Ask,
        admit: Callable[[Wish], object],
        changed: Callable[[], object],
        failed: Callable[[CheckinError], object],
    ) -> None:
        self._app, self._ask, self._admit = app, ask, admit
        self._changed, self._failed = changed, failed
        self._numbers = count(1)
        self._open: _Open | None = None
        self._asides: dict[AttendeeId | None, Filling] = {}

    @property
    def shown(self) -> FormShown | None:
        """The open form."""
        return None if self._open is None else self._open.shown

    # -- opening ----------------------------------------------------------------------------------

    def ask_questions(self, wish: Wish, attendee: Attendee, questions: tuple[FormField, ...]) -> None:
        """Ask what the platform wants to know of somebody before they are let in."""
        form = Form(fields=tuple(replace(one, ticket_types=None) for one in questions))
        kept = self._asides.get(attendee.id)
        how_many = "One question" if len(questions) == 1 else f"{len(questions)} questions"
        self._open = _Open(
            number=next(self._numbers),
            filling=kept if kept is not None and kept.form == form else Filling(form, wish.answers),
            title=f"{how_many} for {attendee.name}",
            advice="They are let in as soon as this is answered.",
            go="Let in",
            about=attendee,
            wish=wish,
        )
        self._changed()

    def register(self, words: str = "") -> None:
        """Register somebody; `words` are what was searched for. What a scan put aside is gone on with."""
        self._ask(
            lambda: (self._app.desk.walk_in_form, Capability.WALK_IN in self._app.desk.capabilities),
            lambda read: self._open_walk_in(*read, words),
            self._failed,
        )

    def _open_walk_in(self, form: Form, told: bool, words: str) -> None:  # noqa: FBT001
        kept = None if words else self._asides.get(None)
        self._open = _Open(
            number=next(self._numbers),
            filling=kept
            if kept is not None and kept.form == form
            else Filling(form, name_parts(words, form)),
            title="Register somebody",
            advice="" if form.refused else _TOLD if told else _KEPT_HERE,
            go="Register and let in",
        )
        self._changed()

    # -- filling in -------------------------------------------------------------------------------

    def give(self, key: int, text: str) -> None:
        """Take an answer."""
        if self._open is not None and self._open.filling.give(key, text):
            self._changed()

    def choose(self, ticket_type: str) -> None:
        """Take the kind of ticket."""
        if self._open is not None:
            self._open.filling.choose(ticket_type)
            self._changed()

    def go_on(self) -> None:
        """Enter: have it checked, and taken when it is well. Once."""
        form = self._open
        if form is None or form.busy or form.filling.form.refused:
            return
        if form.filling.check():
            form.busy = True
            if form.wish is None:
                self._register(form)
            else:
                wish = replace(form.wish, answers={**form.wish.answers, **form.filling.answers})
                self._keep_aside(form)  # should it fail, nothing is typed twice
                self._admit(wish)
        self._changed()

    def _register(self, form: _Open) -> None:
        answers, ticket_type = form.filling.answers, form.filling.ticket_type
        self._ask(
            lambda: self._app.desk.register(answers, ticket_type),
            lambda attendee: self._registered(form, attendee),
            lambda error: self._not_registered(form, error),
        )

    def _registered(self, form: _Open, attendee: AttendeeId) -> None:
        self._asides.pop(None, None)
        if self._open is form:
            self._open = None
        self._admit(Wish(attendee=attendee))
        self._changed()

    def _not_registered(self, form: _Open, error: CheckinError) -> None:
        form.busy = False
        if isinstance(error, FormError):
            form.filling.take(error.faults)
        else:
            self._keep_aside(form)
            self._failed(error)
        self._changed()

    # -- leaving ----------------------------------------------------------------------------------

    def leave(self) -> None:
        """Esc: the form is gone, and what was typed with it."""
        form, self._open = self._open, None
        if form is not None:
            self._asides.pop(self._whose(form), None)
            self._changed()

    def answered(self, admitted: AttendeeId | None) -> None:
        """There is an answer: the questions that led to it are closed, those of who is in are over."""
        form = self._open
        if form is not None and form.about is not None:
            self._open = None
        if admitted is not None:
            self._asides.pop(admitted, None)

    def close_questions(self) -> None:
        """Something broke while questions were answered; what was typed is kept."""
        if self._open is not None and self._open.about is not None:
            self._open = None

    def put_aside(self) -> str:
        """Make way for a scan; what to say of the form that was open, empty for nothing."""
        form, self._open = self._open, None
        if form is None or form.busy:
            return ""
        self._keep_aside(form)
        if form.about is not None:
            return f"{form.about.name} was not let in: the questions are still open. Scan them again."
        if not form.filling.is_touched:
            return ""
        return f"The registration{_of_whom(form.filling.answers)} is kept: go on with Ctrl+N."

    def _keep_aside(self, form: _Open) -> None:
        form.filling.forget_secrets()
        self._asides[self._whose(form)] = form.filling

    @staticmethod
    def _whose(form: _Open) -> AttendeeId | None:
        return None if form.about is None else form.about.id


def _of_whom(answers: Mapping[str, str]) -> str:
    name = f"{answers.get(GIVEN_NAME, '')} {answers.get(FAMILY_NAME, '')}".strip()
    return f" of {name}" if name else ""
