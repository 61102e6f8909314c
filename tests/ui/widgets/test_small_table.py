from pytestqt.qtbot import QtBot

from tests.ui.widgets.showing import shown
from ui.widgets.small_table import SmallTable, shared


def texts(table: SmallTable) -> list[list[str]]:
    found: list[list[str]] = []
    for row in range(table.rowCount()):
        cells = [table.item(row, column) for column in range(table.columnCount())]
        found.append(["" if cell is None else cell.text() for cell in cells])
    return found


def test_rows_are_shown_under_their_headers(qtbot: QtBot) -> None:
    table = shown(qtbot, SmallTable("People"))

    table.show_table(("Line", "Name"), (("2", "Ada"), ("3", "Grace")))

    assert texts(table) == [["2", "Ada"], ["3", "Grace"]]
    assert not table.horizontalHeader().isHidden()
    cell = table.item(0, 1)
    assert cell is not None
    assert cell.toolTip() == "Ada"


def test_it_is_as_high_as_its_rows_until_there_are_too_many(qtbot: QtBot) -> None:
    table = shown(qtbot, SmallTable("People", 4))
    table.show_table(("Name",), (("Ada",),))
    low = table.height()

    table.show_table(("Name",), tuple((str(number),) for number in range(4)))
    high = table.height()
    table.show_table(("Name",), tuple((str(number),) for number in range(40)))

    assert low < high
    assert table.height() == high


def test_without_headers_there_is_no_header(qtbot: QtBot) -> None:
    table = shown(qtbot, SmallTable("Problems", wraps=True), width=240)

    table.show_table((), (("Line 2", "A long sentence that takes several lines in such a narrow table."),))

    assert table.horizontalHeader().isHidden()
    assert table.rowHeight(0) > 40


def test_an_empty_table_is_empty(qtbot: QtBot) -> None:
    table = shown(qtbot, SmallTable("People"))
    table.show_table(("Name",), (("Ada",),))

    table.show_table((), ())

    assert texts(table) == []


def test_the_widest_columns_give_way_and_the_last_takes_what_is_over() -> None:
    assert shared([60, 300, 80], [40, 40, 40], 240) == [60, 100, 80]
    assert shared([60, 60], [40, 40], 200) == [60, 140]
    assert shared([500, 500], [40, 40], 10) == [48, 48]


def test_headers_are_not_cut() -> None:
    assert shared([120, 300, 300], [110, 60, 60], 250) == [110, 68, 72]
