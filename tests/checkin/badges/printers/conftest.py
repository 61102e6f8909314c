from collections.abc import Iterator

import pytest

from tests.checkin.badges.printers.private_cups import PrivateCups, private_cups
from tests.fakes.printers.listening import SocketPrinter


@pytest.fixture(scope="session")
def cups() -> Iterator[PrivateCups]:
    """A real printing service; tests add queues of their own to it."""
    with private_cups() as running:
        yield running


@pytest.fixture
def paper() -> Iterator[SocketPrinter]:
    """A real printer, as far as the service can tell."""
    printer = SocketPrinter()
    yield printer
    printer.close()
