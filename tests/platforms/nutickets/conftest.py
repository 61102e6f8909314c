"""The same platform and connector as the connector's own tests have."""

from tests.checkin.connectors.nutickets.conftest import clock, connector, memory, platform, witness

__all__ = ("clock", "connector", "memory", "platform", "witness")
