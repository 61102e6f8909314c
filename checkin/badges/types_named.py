"""Which ticket types a template speaks of: a name that no ticket type has is without any effect."""

from collections.abc import Iterator

from checkin.badges.template import BadgeTemplate, Element


def types_named(template: BadgeTemplate) -> tuple[str, ...]:
    """The names of ticket types as the template has them, each once."""
    replaced = (element for look in template.types.values() for element in look.instead.values())
    conditions = _of_conditions((*template.front, *template.back, *replaced))
    return tuple(dict.fromkeys((*template.types, *conditions)))


def _of_conditions(elements: tuple[Element, ...]) -> Iterator[str]:
    for element in elements:
        yield from (*element.when.types, *element.when.other_types)
