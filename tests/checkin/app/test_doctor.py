"""What is missing on a computer is found."""

from checkin.app import App
from checkin.app.doctor import Finding, Health, examine


def findings(app: App) -> dict[str, Finding]:
    return {finding.name: finding for finding in examine(app)}


def test_a_computer_that_is_set_up_is_sound(ready_app: App) -> None:
    found = findings(ready_app)

    assert found["mirror"].health is Health.GOOD
    assert found["platform"].health is Health.GOOD
    assert found["platform"].what.endswith("2 events")
    assert found["clock"].health is Health.GOOD
    assert Health.BAD not in {finding.health for finding in found.values()}


def test_a_new_computer_has_no_platform_to_compare_clocks_with(app: App) -> None:
    found = findings(app)

    assert found["platform"].what == "none chosen yet"
    assert "not compared" in found["clock"].what
