from checkin.model.counted import counted


def test_one_of_a_thing_is_said_as_one() -> None:
    assert [counted(number, "badge") for number in (0, 1, 2, 1200)] == [
        "0 badges",
        "1 badge",
        "2 badges",
        "1,200 badges",
    ]
    assert [counted(number, "person", "people") for number in (1, 2)] == ["1 person", "2 people"]
