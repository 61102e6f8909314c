import pytest

from checkin.connectors.roster.names import split_name


@pytest.mark.parametrize(
    ("whole", "given", "family"),
    [
        ("Ada Lovelace", "Ada", "Lovelace"),
        ("Lovelace, Ada", "Ada", "Lovelace"),
        ("van der Berg, Dr. Anna", "Anna", "van der Berg"),
        ("Anna Maria van der Berg", "Anna Maria", "van der Berg"),
        ("Dr. Ludwig von Mises", "Dr. Ludwig", "von Mises"),
        ("DUPONT Jean", "Jean", "DUPONT"),
        ("Jean DUPONT", "Jean", "DUPONT"),
        ("ADA LOVELACE", "ADA", "LOVELACE"),
        ("J. R. R. Tolkien", "J. R. R.", "Tolkien"),
        ("Martin Luther King Jr.", "Martin Luther", "King Jr."),
        ("King, Jr.", "King,", "Jr."),
        ("Prof. Dr. Curie", "Prof. Dr.", "Curie"),
        ("Madonna", "Madonna", ""),
        ("山田 太郎", "山田 太郎", ""),
        ("Dr., Curie", "Curie", "Dr."),
        ("Curie, Dr.", "Dr.", "Curie"),
        (",", ",", ""),
        ("", "", ""),
    ],
)
def test_a_whole_name_is_taken_apart_as_far_as_that_can_be_told(whole: str, given: str, family: str) -> None:
    assert split_name(whole) == (given, family)
