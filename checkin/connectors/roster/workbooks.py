"""Lists as Excel and OpenDocument workbooks."""

import io

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from checkin.connectors.roster import archives, compound, records
from checkin.connectors.roster.table import MOST_COLUMNS, MOST_ROWS, Row, Table, UnfitError, is_empty

_ZIP = b"PK"
_MOST_SHEETS = 50


def is_workbook(content: bytes) -> bool:
    """Whether a file begins like one."""
    return content.startswith((_ZIP + b"\x03\x04", _ZIP + b"\x05\x06", compound.SIGNATURE))


def read_workbook(content: bytes) -> list[Table]:
    """Every sheet that holds a table.

    Raises:
        UnfitError: it is damaged, encrypted, too large, or no workbook.
    """
    safe = _made_safe(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(safe)) as workbook:
            return [
                _table(
                    workbook.get_sheet_by_name(about.name),
                    hidden=about.visible is not SheetVisibleEnum.Visible,
                )
                for about in workbook.sheets_metadata[:_MOST_SHEETS]
                if about.typ is SheetTypeEnum.WorkSheet
            ]
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise UnfitError("It is damaged, or protected with a password.") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how its reader fails at what it did not foresee
            raise
        raise UnfitError("It is damaged.") from error


def _made_safe(content: bytes) -> bytes:
    if not content.startswith(compound.SIGNATURE):
        return archives.repacked(content)
    stream = compound.workbook_in(content)
    records.examine(stream)
    return compound.with_workbook(stream)


def _table(sheet: CalamineSheet, *, hidden: bool) -> Table:
    rows: list[Row] = []
    if sheet.width > MOST_COLUMNS:
        raise UnfitError(f"The sheet “{sheet.name}” has more than {MOST_COLUMNS} columns.")
    for line, cells in enumerate(sheet.iter_rows(), start=1):
        if not is_empty(cells):
            rows.append(Row(line=line, cells=cells))
        if len(rows) > MOST_ROWS:
            raise UnfitError(f"The sheet “{sheet.name}” has more than {MOST_ROWS} rows.")
    return Table(rows=rows, name=sheet.name, hidden=hidden)
