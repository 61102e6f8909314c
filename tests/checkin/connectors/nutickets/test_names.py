import pytest

from checkin.connectors.nutickets.names import split_name


@pytest.mark.parametrize(
    ("name", "parted"),
    [
        ("Walton Buckridge", ("Walton", "Buckridge")),
        ("Carey Gerlach MD", ("Carey", "Gerlach MD")),
        ("Anna van den Berg", ("Anna", "van den Berg")),
        ("Anna Maria von Trapp", ("Anna Maria", "von Trapp")),
        ("Adler, Anna", ("Anna", "Adler")),
        ("Sammy Davis, Jr.", ("Sammy", "Davis Jr.")),
        ("Teller", ("Teller", "")),
        ("van Gogh", ("van", "Gogh")),
        ("  Ada   Lovelace ", ("Ada", "Lovelace")),
        ("", ("", "")),
        (",", (",", "")),
    ],
)
def test_a_name_in_one_line_is_parted(name: str, parted: tuple[str, str]) -> None:
    assert split_name(name) == parted
