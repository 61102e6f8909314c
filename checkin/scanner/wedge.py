"""Tells a scanner that types like a keyboard from a person who does."""

from collections import deque
from dataclasses import dataclass, replace
from statistics import median

_SHORTEST = 4
_FAST = 0.035
_PATIENCE = 0.06
_PATIENCE_IN_BURST = 0.12
_PATIENCE_IN_CARD = 0.5
_TELLING = 5  # pauses after which slow typing has shown what it is
_RECENT = 31  # pauses that are judged
_LONGEST = 8192  # no barcode holds more

_ENDS = frozenset("\r\n\t")
_CARD_BEGINS = "BEGIN:VCARD"
_CARD_ENDS = "END:VCARD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of the keys so far.

    Attributes:
        scan: a payload, once it is certain that a scanner typed it.
        released: how many of the keys that were held back, the oldest ones, belong to a person; they go
            where they were meant to go, before the key just fed.
        is_held: the key just fed is held back, or it was the end of a scan: it goes nowhere now.
    """

    scan: str | None = None
    released: int = 0
    is_held: bool = False


NOTHING = Verdict()
"""Nothing was held back and nothing is."""


class Wedge:
    """Watches keys as they come and holds back what may be a scan.

    A scan is a burst of at least four characters, half of the pauses between them no longer than 35 ms,
    that ends with Enter or Tab. A burst that begins a vCard goes on over its line ends to ``END:VCARD``.
    Every key held back is in the end either part of a scan or released, in order. It keeps no time: whoever
    feeds it calls `expire` when `deadline` has passed.
    """

    def __init__(self, *, prefix: str = "", suffix: str = "") -> None:
        """Say what the scanner was set up to put around every code; it is taken off."""
        self._prefix = prefix
        self._suffix = suffix
        self._keys: list[str] = []
        self._gaps: deque[float] = deque(maxlen=_RECENT)
        self._last = 0.0
        self._scanned = float("-inf")
        self._in_card = False

    @property
    def is_holding(self) -> bool:
        """Whether keys are held back."""
        return bool(self._keys)

    @property
    def deadline(self) -> float | None:
        """When to call `expire` unless another key comes first; None while nothing is held back."""
        return self._last + self._patience() if self._keys else None

    def feed(self, character: str, now: float) -> Verdict:
        """Take the next key.

        Args:
            character: what it types; carriage return, line feed or tab for Enter and Tab.
            now: monotonic seconds.
        """
        before = self.expire(now)
        verdict = self._end(character, now) if character in _ENDS else self._go_on(character, now)
        if before == NOTHING:
            return verdict
        # What had expired is decided, so this key found nothing held back and decided nothing more.
        return replace(before, is_held=verdict.is_held)

    def interrupt(self) -> Verdict:
        """A key that types nothing was pressed: whatever is held back is decided now."""
        return self._scan() if self._in_card else self._release()

    def expire(self, now: float) -> Verdict:
        """Decide about what is held back if nothing has followed for too long."""
        deadline = self.deadline
        if deadline is None or now <= deadline:
            return NOTHING
        return self.interrupt()

    def _go_on(self, character: str, now: float) -> Verdict:
        if self._keys:
            self._gaps.append(now - self._last)
        self._keys.append(character)
        self._last = now
        if len(self._keys) > _LONGEST or self._is_slow():
            return replace(self.interrupt(), is_held=True)
        return Verdict(is_held=True)

    def _end(self, character: str, now: float) -> Verdict:
        if not self._keys:
            # Scanners that end with carriage return and line feed press Enter twice.
            return Verdict(is_held=now - self._scanned <= _PATIENCE)
        text = "".join(self._keys)
        if self._in_card or (self._is_burst() and self._bare(text).upper().startswith(_CARD_BEGINS)):
            return self._end_line(text, character, now)
        if not self._is_burst():
            return self._release()
        return self._complete(now)

    def _end_line(self, card: str, character: str, now: float) -> Verdict:
        self._in_card = True
        if _CARD_ENDS in card.upper():
            return self._complete(now)
        self._keys.append("\n" if character == "\r" else character)
        self._last = now
        return Verdict(is_held=True)

    def _complete(self, now: float) -> Verdict:
        self._scanned = now
        return replace(self._scan(), is_held=True)

    def _scan(self) -> Verdict:
        text = self._bare("".join(self._keys).strip("\n"))
        self._clear()
        return Verdict(scan=text)

    def _release(self) -> Verdict:
        released = len(self._keys)
        self._clear()
        return Verdict(released=released)

    def _clear(self) -> None:
        self._keys.clear()
        self._gaps.clear()
        self._in_card = False

    def _bare(self, text: str) -> str:
        return text.removeprefix(self._prefix).removesuffix(self._suffix)

    def _is_burst(self) -> bool:
        return len(self._keys) >= _SHORTEST and median(self._gaps) <= _FAST

    def _is_slow(self) -> bool:
        return not self._in_card and len(self._gaps) >= _TELLING and median(self._gaps) > _FAST

    def _patience(self) -> float:
        if self._in_card:
            return _PATIENCE_IN_CARD
        return _PATIENCE_IN_BURST if self._is_burst() else _PATIENCE
