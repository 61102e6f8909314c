import pytest

from checkin.badges.casing import titled


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("ada lovelace", "Ada Lovelace"),
        ("ADA LOVELACE", "Ada Lovelace"),
        ("o'neill-žižek", "O'Neill-Žižek"),
        ("D’ANGELO", "D’Angelo"),  # noqa: RUF001
        ("don't panic", "Don't Panic"),
        ("McDonald", "McDonald"),
        ("head of IT", "Head Of IT"),
        ("3rd floor", "3rd Floor"),
        ("ǆemal ßeta", "ǅemal Sseta"),
        ("محمد", "محمد"),
        ("", ""),
        ("a'", "A'"),
    ],
)
def test_words_begin_with_a_capital_and_keep_those_they_have(given: str, wanted: str) -> None:
    assert titled(given) == wanted
