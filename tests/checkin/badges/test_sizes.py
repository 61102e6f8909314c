from checkin.badges.sizes import SIZES, Size


def test_sizes_are_millimetres_as_the_page_is_held() -> None:
    assert tuple(SIZES["A6"]) == (105, 148)
    assert SIZES["4x3 in"] == SIZES["3x4 in"].turned
    assert Size(10, 20).turned == Size(20, 10)
