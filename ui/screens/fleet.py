"""The printers of a station as the settings keep them, and what changing one means: pure functions."""

from collections.abc import Mapping

from checkin.settings import PrinterChoice, Settings

Changes = dict[str, object]
"""What `App.change_settings` takes."""


def named(settings: Settings, called: str) -> PrinterChoice | None:
    """The printer of this name."""
    return next((one for one in settings.printers if one.called == called), None)


def with_printer(settings: Settings, choice: PrinterChoice, before: str, *, is_main: bool) -> Changes:
    """Keep a printer, and what was to be printed on it under its former name.

    Args:
        settings: as they are.
        choice: the printer.
        before: what it was called; empty for one that is new.
        is_main: badges that no other printer is for go there.
    """
    printers = [choice if one.called == before else one for one in settings.printers]
    if choice not in printers:
        printers.append(choice)
    if is_main:
        printers.sort(key=lambda one: one is not choice)
    types = {kind: choice.called if on == before else on for kind, on in settings.printer_of_type.items()}
    return _changes(printers, types)


def without(settings: Settings, called: str) -> Changes:
    """Let a printer go; after the main one the next is the main one, and at last the app's own folder."""
    printers = [one for one in settings.printers if one.called != called] or [PrinterChoice()]
    types = {kind: on for kind, on in settings.printer_of_type.items() if on != called}
    return _changes(printers, types)


def with_main(settings: Settings, called: str) -> Changes:
    """Print on this one whatever no other printer is for."""
    printers = sorted(settings.printers, key=lambda one: one.called != called)
    return _changes(printers, settings.printer_of_type)


def for_type(settings: Settings, ticket_type: str, called: str) -> Changes:
    """Print the badges of a ticket type on this one; on the main one when empty."""
    types = {kind: on for kind, on in settings.printer_of_type.items() if kind != ticket_type}
    return {"printer_of_type": {**types, ticket_type: called} if called else types}


def _changes(printers: list[PrinterChoice], types: Mapping[str, str]) -> Changes:
    main, *further = printers
    return {"printer": main, "further_printers": tuple(further), "printer_of_type": dict(types)}
