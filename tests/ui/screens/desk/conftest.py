import pytest

from tests.ui.screens.desk.screen import Screen


@pytest.fixture
def screen() -> Screen:
    return Screen()
