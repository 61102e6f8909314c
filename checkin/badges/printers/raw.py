"""Printers that take dots over TCP: what they have in common, whatever their language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from typing_extensions import override

from checkin.badges.printers.line import Line, host_and_port
from checkin.badges.printers.patience import Patience
from checkin.badges.printers.placing import page_sizes
from checkin.badges.printers.protocol import Printed, Printer, PrinterState
from checkin.badges.printers.trouble import Trouble, silent, state_of, unsure
from checkin.errors import BadgeError, PrintUncertainError


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a printer says of itself.

    Attributes:
        troubles: what keeps it from printing, what to see to first coming first.
        dpi: dots an inch of its head; None where it does not say.
        width, length: millimetres of the paper in it; None where it does not say; a roll has a length of 0.
    """

    troubles: tuple[Trouble, ...] = ()
    dpi: int | None = None
    width: int | None = None
    length: int | None = None


class Language(Protocol):
    """What a kind of printer is told and says.

    Attributes:
        question: how are you? Harmless at any time between two badges.
        follow_up: is it out yet? Harmless at any time after a badge.
    """

    question: bytes
    follow_up: bytes

    def document(self, pdf: bytes, said: Report | None) -> bytes:
        """All that is sent to print a badge.

        Raises:
            BadgeRefusedError: the badge does not fit the printer or what is in it.
        """
        ...

    def report(self, answer: bytes) -> Report | None:
        """The answer to `question`; None while it is not whole."""
        ...

    def is_out(self, heard: bytes, pages: int) -> bool:
        """Whether what was heard since the badge was sent says that all its pages are out."""
        ...

    def troubles(self, heard: bytes) -> tuple[Trouble, ...]:
        """What keeps the printer from printing, as it said last."""
        ...


class RawPrinter(Printer):
    """Prints each page of a badge as one piece of paper.

    A printer that answers is asked before, so that nothing is sent where there is no paper, and afterwards,
    until it says that the badge is out. One that does not answer is believed to have printed what it took.

    Args:
        language: its own.
        address: ``host`` or ``host:port``.
        called: its name, for people.
        beside: what the printer says in another way, where it says nothing over the line; empty for nothing.

    Raises:
        BadgeError: the address is none.
    """

    def __init__(
        self,
        language: Language,
        *,
        address: str,
        called: str,
        patience: Patience | None = None,
        beside: Callable[[], bytes] = bytes,
    ) -> None:
        host_and_port(address)
        self._language = language
        self._address = address
        self._called = called
        self._patience = patience or Patience()
        self._beside = beside

    @override
    def print(self, pdf: bytes, name: str) -> Printed:
        """Print one badge and wait until the printer says that it is out.

        Raises:
            PrintUncertainError: it was sent, and the printer did not say that it came out.
            BadgeError: nothing was sent, and why.
        """
        with self._line() as line:
            said = self._asked(line)
            if said is not None and said.troubles:
                raise BadgeError(said.troubles[0].nothing_came(self._called))
            line.send(self._language.document(pdf, said))
            if said is None:
                line.finish()
            else:
                self._wait(line, len(page_sizes(pdf)))
        return Printed(where=self._called, confirmed=said is not None)

    @override
    def state(self) -> PrinterState:
        """What the printer says; not known where it says nothing."""
        try:
            with self._line() as line:
                said = self._asked(line)
        except BadgeError:
            return state_of([Trouble.OFFLINE], self._called)
        return silent(self._called) if said is None else state_of(said.troubles, self._called)

    def _line(self) -> Line:
        return Line(self._address, self._called, self._patience.closing)

    def _asked(self, line: Line) -> Report | None:
        language = self._language
        said = language.report(self._beside())
        if said is not None:
            return said
        answer = line.ask(
            language.question, lambda heard: language.report(heard) is not None, self._patience.answer
        )
        return language.report(answer)

    def _wait(self, line: Line, pages: int) -> None:
        language, patience = self._language, self._patience
        heard, well_at = b"", 0.0
        for gone in patience.looks():
            heard = self._heard_on(line, heard, pages)
            if language.is_out(heard, pages):
                return
            troubles = language.troubles(heard)
            well_at = well_at if troubles else gone
            if gone - well_at > patience.trouble:
                raise PrintUncertainError(troubles[0].may_come(self._called))
        raise PrintUncertainError(unsure(self._called))

    def _heard_on(self, line: Line, heard: bytes, pages: int) -> bytes:
        """What was heard, and what comes until the next look."""
        language = self._language
        heard += self._beside()
        return heard + line.ask(
            language.follow_up, lambda more: language.is_out(heard + more, pages), self._patience.every
        )
