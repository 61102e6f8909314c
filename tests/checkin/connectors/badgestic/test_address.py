import pytest

from checkin.connectors.badgestic.address import ADDRESS, checked_address
from checkin.errors import SettingsError


@pytest.mark.parametrize(
    "typed",
    [
        ADDRESS,
        f" {ADDRESS}/ ",
        f"{ADDRESS}/v1",
        f"{ADDRESS}/v1/",
    ],
)
def test_the_one_address_is_taken_however_it_was_pasted(typed: str) -> None:
    assert checked_address(typed) == ADDRESS


def test_the_port_of_https_may_be_named() -> None:
    assert checked_address(f"{ADDRESS}:443") == f"{ADDRESS}:443"


@pytest.mark.parametrize("address", ["http://127.0.0.1:8099", "http://localhost:1", "https://[::1]:8443"])
def test_this_computer_is_good_for_practice(address: str) -> None:
    assert checked_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "www.badgestic.com",
        "http://www.badgestic.com",
        "https://badgestic.com",
        "https://www.badgestic.com.example.org",
        "https://www.badgestic.com:8443",
        "https://www.badgestic.com/somewhere",
        "https://someone@www.badgestic.com",
        "https://api.example.org",
        "http://192.168.1.5",
    ],
)
def test_any_other_address_is_refused(address: str) -> None:
    with pytest.raises(SettingsError):
        checked_address(address)
