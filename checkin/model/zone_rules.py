"""Who may enter a zone, as its platform has it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from checkin.model.ids import PlatformId


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRules:
    """Rules of one zone. The defaults let every good ticket in, once, and again after each check-out.

    Attributes:
        ticket_types: only these may enter; None lets all.
        several_entries: in again without having left.
        again_after_leaving: in again after a check-out.
        lets_unpaid: an unpaid ticket is let in when whoever stands at the desk confirms it.
        opens, closes: aware UTC; None where there is no limit.
        capacity: how many people may be inside at once; None for no limit.
        logic: a rule in JsonLogic with pretix' own operators, as the platform sent it; empty for none.
    """

    ticket_types: frozenset[PlatformId] | None = None
    several_entries: bool = False
    again_after_leaving: bool = True
    lets_unpaid: bool = False
    opens: datetime | None = None
    closes: datetime | None = None
    capacity: int | None = None
    logic: Mapping[str, object] = field(default_factory=dict)

    @property
    def choosiness(self) -> tuple[bool, float]:
        """Greater for a zone that lets fewer in: where nothing else decides, one begins at the least."""
        return bool(self.logic), -math.inf if self.ticket_types is None else -len(self.ticket_types)


OPEN_TO_ALL = ZoneRules()
"""The rules of a zone whose platform has none."""
