"""Who is looked at: invented attendees, or the event's own."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from checkin.app import App
from checkin.desk.specimens import specimens
from checkin.errors import CheckinError
from checkin.model.attendee import Attendee
from checkin.model.ids import AttendeeId
from checkin.model.scan import Found
from ui.screens.designer.samples import Crowd, Sample, crowd, real, samples
from ui.tasks import Ask

_SOME = 200
"""Attendees that are looked at for what the event asks."""

_FOUND = 8
_FIRST = "invented:0"


class People:
    """Chooses whose badge is seen.

    Attributes:
        crowd: what is known of the event.
        key: who is looked at, in `everybody`.
        found: who was searched for: key and name.
        can_search: whether there is an event to find somebody in.
        changed: called after anything changed.
        failed: called when the event could not be asked.
    """

    def __init__(self, app: App, ask: Ask) -> None:
        self._app = app
        self._ask = ask
        self._searched = ""
        self._met: dict[str, Sample] = {}
        self.crowd = Crowd()
        self.key = _FIRST
        self.found: tuple[tuple[str, str], ...] = ()
        self.can_search = False
        self.changed: Callable[[], object] = lambda: None
        self.failed: Callable[[CheckinError], object] = lambda _: None

    def begin(self) -> None:
        """Ask the event for its people, its tickets and its questions."""
        self._met.clear()
        self.found = ()
        self.can_search = self._app.ready
        self.look_again()

    def look_again(self) -> None:
        """Ask once more: photos have come, say. Whoever was met stays."""
        if self.can_search:
            self._ask(self._look_around, self._take, self._fail)

    def _look_around(self) -> Crowd:
        desk = self._app.desk
        some: Sequence[Found] = desk.find("", _SOME)
        seen = crowd(specimens(desk.post), [one.attendee for one in some], self._app.ticket_types())
        photos = self._photos(who for _, who in seen.people)
        return replace(seen, photos=photos, about_photos=self._app.about_photos())

    def _photos(self, people: Iterable[Attendee]) -> Mapping[AttendeeId, bytes]:
        found = ((who.id, self._app.photo_of(who.id)) for who in people)
        return {whose: photo for whose, photo in found if photo is not None}

    def _take(self, seen: Crowd) -> None:
        self.crowd = seen
        self.changed()

    @property
    def sample(self) -> Sample:
        """Who is looked at."""
        everybody = self.everybody
        return everybody.get(self.key, everybody[_FIRST])

    @property
    def everybody(self) -> Mapping[str, Sample]:
        """Whom one can look at."""
        known = samples(self.crowd, self._app.event, self._logo)
        return {**known, **{key: one for key, one in self._met.items() if key not in known}}

    def look_at(self, key: str) -> None:
        """Show this attendee's badge."""
        self.key = key
        self.changed()

    def search(self, words: str) -> None:
        """Find attendees of the event; the answer to what was asked last counts."""
        self._searched = words
        if not words.strip() or not self.can_search:
            self._show_found(words, (), {})
            return
        self._ask(lambda: self._find(words), lambda found: self._show_found(words, *found), self._fail)

    def _find(self, words: str) -> tuple[Sequence[Attendee], Mapping[AttendeeId, bytes]]:
        people = [hit.attendee for hit in self._app.desk.find(words, _FOUND)]
        return people, self._photos(people)

    def _show_found(self, words: str, people: Sequence[Attendee], photos: Mapping[AttendeeId, bytes]) -> None:
        event = self._app.event
        if words != self._searched:
            return
        self.found = ()
        if event is not None:
            met = {
                f"here:{who.id}": real(who.name, who, event, self._logo, photos.get(who.id)) for who in people
            }
            self._met |= met
            self.found = tuple((key, sample.title) for key, sample in met.items())
        self.changed()

    @property
    def _logo(self) -> Path | None:
        logo = self._app.settings.logo
        return Path(logo) if logo else None

    def _fail(self, error: CheckinError) -> None:
        self.failed(error)
