"""The badges that were designed for an event, each for the ticket types that name it."""

import json
from collections.abc import Sequence

from checkin.connectors.http import PublicFiles
from checkin.connectors.open_event import conversion
from checkin.connectors.open_event.catalogue import Catalogue
from checkin.connectors.open_event.payloads import BadgeFormAttributes, Resource
from checkin.errors import ConnectorError
from checkin.model.badge_design import BadgeDesign, DesignKind

_MOST = 50


def badge_designs(catalogue: Catalogue, files: PublicFiles, event: str) -> tuple[BadgeDesign, ...]:
    """All of an event's; fifty at most. Raises ConnectorErrors."""
    forms = catalogue.badge_forms(event)[:_MOST]
    types = conversion.ticket_types(catalogue.ticket_types(event)) if forms else ()
    return tuple(
        _design(
            form,
            tuple(one.name for one in types if one.extra.get("badge-id") == form.attributes.badge_id),
            files,
        )
        for form in forms
    )


def _design(
    form: Resource[BadgeFormAttributes], ticket_types: Sequence[str], files: PublicFiles
) -> BadgeDesign:
    """A form has no name of its own: people know it by its tickets."""
    said = form.attributes
    background, notes = _background(said.badge_image_url, files)
    return BadgeDesign(
        name=f"{', '.join(ticket_types)} badge" if ticket_types else f"Badge {said.badge_id or form.id}",
        kind=DesignKind.OPEN_EVENT,
        document=json.dumps(said.model_extra or {}),
        background=background,
        ticket_types=tuple(ticket_types),
        notes=notes,
    )


def _background(address: str, files: PublicFiles) -> tuple[bytes, tuple[str, ...]]:
    if not address:
        return b"", ()
    try:
        return files.fetch(address), ()
    except ConnectorError as error:
        return b"", (f"The background picture could not be fetched: {error}",)
