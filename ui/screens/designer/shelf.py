"""The shelf on the screen: which designs there are, which is in use, and what can be done with each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from checkin.app import App
from checkin.badges.preview import pixels
from checkin.badges.render import render_badge
from checkin.badges.shelf import DEFAULT, Kept
from checkin.badges.template import BadgeTemplate
from checkin.errors import CheckinError
from checkin.settings import Settings
from ui.screens.designer.presenter import Opened
from ui.screens.designer.samples import INVENTED
from ui.screens.designer.taking_over import TakingOver
from ui.screens.messages import Message, of_error, sentences
from ui.tasks import Ask
from ui.theme.tokens import Tone

THUMBNAIL = 220
"""Pixels of the longer side of a small preview."""

_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A design as it stands on the shelf.

    Attributes:
        used: for whom it is used; empty for nobody.
        picture: a small preview; None until there is one.
        about: its size, or what is wrong with it.
    """

    kept: Kept
    used: str = ""
    about: str = ""
    picture: NDArray[np.uint8] | None = None

    @property
    def origin(self) -> str:
        """Its size, whose it is, and for whom it is used."""
        whose = "comes with the app" if self.kept.bundled else "your own"
        return ". ".join(filter(None, (self.about, whose[0].upper() + whose[1:], self.used)))

    @property
    def fault(self) -> Message | None:
        """What is wrong with it; None when nothing is."""
        if not self.kept.fault:
            return None
        advice = sentences(self.kept.fault, "Mend the file, or remove it")
        return Message(tone=Tone.ASK, title="This design is not right", advice=advice)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    about: str
    picture: NDArray[np.uint8] | None = None


class ShelfPresenter:
    """What one can draw from.

    Attributes:
        theirs: takes over the platform's designs.
        types: the names of the event's ticket types.
        chosen: the name of the design at hand.
        message: what came of the last wish.
        opened: called with a template that is to be drawn on.
        changed: called after anything changed.
    """

    def __init__(self, app: App, ask: Ask) -> None:
        self._app = app
        self._ask = ask
        self._kept: tuple[Kept, ...] = ()
        self._looks: dict[str, _Look] = {}
        self.theirs = TakingOver(app, ask)
        self.theirs.told = self._tell
        self.theirs.taken = self._take_theirs
        self.types: tuple[str, ...] = ()
        self.chosen = ""
        self.message: Message | None = None
        self.opened: Callable[[BadgeTemplate, Opened], object] = lambda *_: None
        self.changed: Callable[[], object] = lambda: None

    def begin(self, at_hand: str = "") -> None:
        """Look what is there; the design of this name, if there is one, is the one at hand."""
        self.chosen = at_hand or self.chosen
        self._ask(self._look_around, self._take, self._fail)

    def _look_around(self) -> tuple[tuple[Kept, ...], tuple[str, ...]]:
        types = self._app.ticket_types() if self._app.ready else ()
        return self._app.templates.all(), types

    def _take(self, found: tuple[tuple[Kept, ...], tuple[str, ...]]) -> None:
        self._kept, self.types = found
        if self.chosen not in {kept.name for kept in self._kept}:
            self.chosen = self._app.settings.template
        self.changed()
        for kept in self._kept:
            if not kept.fault:
                self._picture(kept.name)

    def _picture(self, name: str) -> None:
        def take(look: _Look) -> None:
            self._looks[name] = look
            self.changed()

        def do_without(error: CheckinError) -> None:
            take(_Look(about=str(error)))

        self._ask(lambda: _looked_at(self._app.templates.get(name)), take, do_without)

    # -- what there is ----------------------------------------------------------------------------

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every design."""
        return tuple(self._card(kept) for kept in self._kept)

    @property
    def card(self) -> Card | None:
        """The one at hand."""
        return next((card for card in self.cards if card.kept.name == self.chosen), None)

    def _card(self, kept: Kept) -> Card:
        settings = self._app.settings
        types = [kind for kind, name in settings.template_of_type.items() if name == kept.name]
        uses = ["in use"] if settings.template == kept.name else []
        uses += [f"for {', '.join(types)}"] if types else []
        used = _begun(", ".join(uses))
        look = self._looks.get(kept.name, _Look(about=""))
        about = "Cannot be used" if kept.fault else look.about
        return Card(kept=kept, used=used, about=about, picture=None if kept.fault else look.picture)

    # -- what can be done -------------------------------------------------------------------------

    def choose(self, name: str) -> None:
        """Take this one."""
        if name != self.chosen:
            self.chosen, self.message = name, None
            self.changed()

    def open(self) -> None:
        """Draw on the one at hand."""
        card = self.card
        if card is not None:
            opened = Opened(name=card.kept.name, bundled=card.kept.bundled)
            self._ask(
                lambda: self._app.templates.get(opened.name),
                lambda template: self.opened(template, opened),
                self._fail,
            )

    def duplicate(self) -> None:
        """Keep a copy of the one at hand."""
        self._keep(lambda: self._app.templates.duplicate(self.chosen), "A copy is on the shelf")

    def take_in(self, file: Path) -> None:
        """Keep a design from a file."""
        self._keep(lambda: self._app.templates.take_in(file), "The design is on the shelf")

    def give_out(self, file: Path) -> None:
        """Write the one at hand to a file; one that is wrong, too: somebody may mend it."""
        name = self.chosen

        def done(_: object) -> None:
            self._tell(Message(tone=Tone.YES, title="The design is saved", advice=f"It is in {file}."))

        self._ask(lambda: self._app.templates.give_out(name, file), done, self._fail)

    def question(self) -> Message | None:
        """What to ask before the one at hand is removed; None where it cannot be."""
        card = self.card
        if card is None or card.kept.bundled:
            return None
        advice = "It is deleted from this computer."
        if card.used:
            advice += " Badges it was for are printed from the usual design from then on."
        title = f"Remove \N{LEFT DOUBLE QUOTATION MARK}{card.kept.title}\N{RIGHT DOUBLE QUOTATION MARK}?"
        return Message(tone=Tone.ASK, title=title, advice=advice)

    def remove(self) -> None:
        """Delete the one at hand; whoever it was for gets the usual one."""
        name, app = self.chosen, self._app

        def go() -> None:
            app.templates.remove(name)
            settings = app.settings
            if settings.template == name or name in settings.template_of_type.values():
                app.change_settings(**_without(name, settings))

        def done(_: object) -> None:
            self.chosen = ""
            self.message = Message(tone=Tone.IDLE, title="The design is removed")
            self.begin()

        self._ask(go, done, self._fail)

    # -- what is printed --------------------------------------------------------------------------

    def use(self, *, for_type: str = "", wanted: bool = True) -> None:
        """Print badges from the one at hand from now on, or those of one ticket type; or no longer those."""
        if not for_type:
            self._set(template=self.chosen)
            return
        left = {kind: name for kind, name in self._app.settings.template_of_type.items() if kind != for_type}
        self._set(template_of_type={**left, for_type: self.chosen} if wanted else left)

    def is_used(self, *, for_type: str = "") -> bool:
        """Whether badges are printed from the one at hand, or those of one ticket type."""
        settings = self._app.settings
        return (settings.template_of_type.get(for_type) if for_type else settings.template) == self.chosen

    def _set(self, **changes: object) -> None:
        self.message = None
        self._ask(lambda: self._app.change_settings(**changes), lambda _: self.changed(), self._fail)

    def _keep(self, work: Callable[[], str], title: str) -> None:
        def done(name: str) -> None:
            self.chosen = name
            self.message = Message(tone=Tone.YES, title=title)
            self.begin()

        self._ask(work, done, self._fail)

    def _take_theirs(self, name: str, message: Message) -> None:
        self.chosen, self.message = name or self.chosen, message
        self.begin()

    def _fail(self, error: CheckinError) -> None:
        self._tell(of_error(error))

    def _tell(self, message: Message) -> None:
        self.message = message
        self.changed()


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _looked_at(template: BadgeTemplate) -> _Look:
    about = f"{template.width:g} x {template.height:g} mm" + (", two sides" if template.back else "")
    badge = replace(INVENTED[0].badge, ticket_type=next(iter(template.types), "Speaker"))
    fineness = THUMBNAIL / max(template.width, template.height) * _MM_PER_INCH
    front = template.model_copy(update={"back": (), "fold": ""})
    return _Look(about=about, picture=pixels(render_badge(front, badge), dpi=2 * fineness))


def _without(name: str, settings: Settings) -> dict[str, object]:
    types = {kind: one for kind, one in settings.template_of_type.items() if one != name}
    return {
        "template": DEFAULT if settings.template == name else settings.template,
        "template_of_type": types,
    }
