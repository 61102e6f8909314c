"""Ids are types, so that they cannot be mixed up."""

from typing import NewType

EventId = NewType("EventId", int)
"""An event in this station's mirror."""

AttendeeId = NewType("AttendeeId", int)
"""An attendee in this station's mirror."""

PlatformId = NewType("PlatformId", str)
"""Whatever a platform calls one of its things, as text."""

ZoneId = NewType("ZoneId", str)
"""A zone within an event, such as ``"event"`` or ``"session:12"``."""

StationId = NewType("StationId", str)
"""This computer's post; made here, kept in the settings."""

MovementId = NewType("MovementId", str)
"""A recorded check-in or check-out; a UUID made where it happened."""

OperationId = NewType("OperationId", str)
"""One thing to tell the platform; a UUID made here."""

PrintJobId = NewType("PrintJobId", int)
"""One badge that was asked for at this station."""
