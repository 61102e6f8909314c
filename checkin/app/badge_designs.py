"""Badges as they were designed at the platform, put on the shelf as templates."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from checkin.app.afterwards import Afterwards
from checkin.badges.shelf import Shelf
from checkin.badges.template import BadgeTemplate
from checkin.connectors.protocol import ShowsBadgeDesigns
from checkin.errors import BadgeError, SettingsError
from checkin.model.badge_design import BadgeDesign
from checkin.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one design.

    Attributes:
        name: the template's on the shelf; empty where it could not become one.
        title: what people know it as.
        ticket_types: the names of the ticket types it is for, at the platform.
        is_usual: it is for all ticket types that have no other.
        notes: sentences about what is not as it was designed.
        fault: why it could not become a template; empty for one that did.
    """

    name: str
    title: str
    ticket_types: tuple[str, ...] = ()
    is_usual: bool = False
    notes: tuple[str, ...] = ()
    fault: str = ""


class Designs(Afterwards, ABC):
    """The part of the app that takes over badges from the platform."""

    @abstractmethod
    def change_settings(self, **changes: object) -> Settings:
        """Replace some settings and keep them."""

    @abstractmethod
    def _step(self) -> AbstractContextManager[None]:
        """One step of setting up at a time."""

    def import_badge_designs(self) -> tuple[Imported, ...]:
        """Put the platform's own badges on the shelf. Blocks on the network; for `Capability.BADGE_DESIGNS`.

        One that is there already, unchanged, is not put there again. Which badge is printed stays as it was;
        see `use_badge_designs`.

        Raises:
            ConnectorError: the platform does not tell them, or this account may not read them.
            SettingsError: no event was chosen, or the platform has none.
            BadgeError: the shelf does not take them.
        """
        with self._step():
            connection, event = self._connection(), self._chosen_event()
            connector = self.accounts.at_hand(connection)
            if not isinstance(connector, ShowsBadgeDesigns):
                raise SettingsError("This platform has no badge designs to import.")
            designs = connector.badge_designs(event.platform.platform_id)
        return tuple(_shelved(design, self.templates) for design in designs)

    def use_badge_designs(self, imported: Iterable[Imported]) -> Settings:
        """Print the badges of the ticket types they are for from these; all others are as before.

        Raises:
            SettingsError: that cannot be written; nothing changed.
        """
        sound = [one for one in imported if one.name]
        chosen = {kind: one.name for one in sound for kind in one.ticket_types}
        usual = next((one.name for one in sound if one.is_usual), self._settings.template)
        return self.change_settings(
            template=usual, template_of_type={**self._settings.template_of_type, **chosen}
        )


def _shelved(design: BadgeDesign, shelf: Shelf) -> Imported:
    from checkin.badges.importing import converted  # noqa: PLC0415 - what reads pictures loads slowly

    try:
        made = converted(design)
    except BadgeError as error:
        return Imported(name="", title=design.name, fault=str(error))
    name = _known(made.template, shelf) or shelf.add(made.template)
    return Imported(
        name=name,
        title=shelf.get(name).name,
        ticket_types=design.ticket_types,
        is_usual=design.is_usual,
        notes=made.notes,
    )


def _known(template: BadgeTemplate, shelf: Shelf) -> str:
    """The name of the same template on the shelf, empty when there is none; titles may have a number."""
    for kept in shelf.all():
        if not kept.bundled and not kept.fault and kept.title.startswith(template.name):
            there = shelf.get(kept.name)
            if there.model_copy(update={"name": template.name}) == template:
                return kept.name
    return ""
