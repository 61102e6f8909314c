"""What was found on many badges, in few lines: each kind once, with how many and the first few of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checkin.model.attendee import NO_NAME
from checkin.model.counted import counted
from checkin.model.pre_print import Doubt

_MOST_KINDS = 20
_MOST_NAMED = 4
_LONGEST_NAME = 40
_INDENT = " " * 8
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TAIL = re.compile(r": (?=[^:]*$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is the matter with some badges.

    Attributes:
        what: in words, as they were said of the first.
        of: whose badges.
        each: what is said of each of them besides; empty where that is the same for all.
    """

    what: str
    of: tuple[str, ...]
    each: tuple[str, ...] = ()

    @property
    def said(self) -> Iterator[str]:
        """All of it, line by line, with no more than a few names."""
        yield f"{len(self.of):>6,}  {self.what}"
        more = f"and {len(self.of) - _MOST_NAMED:,} more" if len(self.of) > _MOST_NAMED else ""
        if not self.each:
            yield f"{_INDENT}{', '.join(self.of[:_MOST_NAMED])} {more}".rstrip()
            return
        for one, besides in zip(self.of[:_MOST_NAMED], self.each, strict=False):
            yield f"{_INDENT}{one}: {besides}"
        if more:
            yield f"{_INDENT}{more}"


def who(doubt: Doubt) -> str:
    """Somebody, for people; who has no name, by this computer's own number and the order."""
    name = "".join(one for one in doubt.name if one.isprintable()).strip()
    if any(map(str.isalnum, name)) and name != NO_NAME:
        return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
    return f"(no name: attendee {doubt.attendee}{', order ' if doubt.order else ''}{doubt.order})"


def findings(pairs: Iterable[tuple[Doubt, Sequence[str]]]) -> tuple[Finding, ...]:
    """Sentences about badges, put together by what they say; what most badges have comes first.

    Sentences that differ in their numbers only, or in what stands after their last colon, are of one kind.
    """
    kinds: dict[str, list[tuple[str, str, Doubt]]] = {}
    for doubt, sentences in pairs:
        for sentence in sentences:
            what, besides = _parted(sentence)
            kinds.setdefault(_NUMBER.sub("#", what), []).append((what, besides, doubt))
    return tuple(sorted(map(_finding, kinds.values()), key=lambda finding: -len(finding.of)))


def lines(found: Sequence[Finding]) -> Iterator[str]:
    """For a terminal; of very many kinds the first."""
    for finding in found[:_MOST_KINDS]:
        yield from finding.said
    if len(found) > _MOST_KINDS:
        yield f"{_INDENT}... and {counted(len(found) - _MOST_KINDS, 'other kind')}."


def _finding(several: Sequence[tuple[str, str, Doubt]]) -> Finding:
    of = tuple(who(doubt) for _, _, doubt in several)
    each = tuple(besides for _, besides, _ in several)
    what = several[0][0]
    if len(set(each)) > 1:
        return Finding(what=f"{what}:", of=of, each=each)
    return Finding(what=f"{what}: {each[0]}." if each[0] else what, of=of)


def _parted(sentence: str) -> tuple[str, str]:
    """What is said, and of what in particular."""
    what, *besides = _TAIL.split(sentence, maxsplit=1)
    return what, besides[0].removesuffix(".") if besides else ""
