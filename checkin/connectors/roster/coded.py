"""A list with codes that nobody can guess, for whoever has none in it."""

import base64
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from checkin.connectors.roster import fields
from checkin.connectors.roster.cells import as_text
from checkin.connectors.roster.folding import folded
from checkin.connectors.roster.roster import columns_for, read_roster, table_of
from checkin.connectors.roster.rows import without_code
from checkin.connectors.roster.table import Headed
from checkin.errors import SettingsError
from checkin.model.code import is_reckoned
from checkin.model.roster import CodedRoster

_BYTES = 10
"""Of a code: enough that nobody guesses one, and it stays one row of letters."""

_HEADERS = {fields.CODE: "Code", fields.ID: "ID"}
_BESIDE = " (made here)"


@dataclass(slots=True)
class _Codes:
    """Which code is whose; everybody keeps theirs."""

    known: dict[str, str]
    made: int = 0
    kept: int = 0

    def of(self, key: str) -> str:
        code = self.known.get(key)
        if code is None:
            self.made += 1
            code = self.known[key] = base64.b32encode(secrets.token_bytes(_BYTES)).decode("ascii")
        else:
            self.kept += 1
        return code


def coded_roster(
    platform: str, file: Path, columns: Mapping[str, str], before: Path | None = None
) -> CodedRoster:
    """The list with a code for everybody who has none; and with what they are known by, which stays the same.

    Args:
        platform: the connector's name, for errors.
        file: the list; it is not changed.
        columns: see `checkin.connectors.roster.roster.read_roster`.
        before: a list with codes that was written earlier: whoever is in it keeps theirs.

    Raises:
        UnreachableError, UnreadableReplyError, SettingsError: as `read_roster`, of either file; or everybody
            has a code already.
    """
    table = table_of(platform, file, columns)
    taken = columns_for(file, table.headers, columns)
    lacking = without_code(table, taken)
    if not lacking:
        raise SettingsError(f"{file.name}: everybody in it has a code already.")
    codes = _Codes({} if before is None else _codes_in(platform, before))
    headers, taken = _with_columns(table, taken)
    rows = tuple(_coded(table, headers, taken, lacking, codes))
    named = fields.recognisable(headers, taken)
    headers = tuple(named.get(header, header) for header in headers)
    taken = {name: named.get(header, header) for name, header in taken.items()}
    return CodedRoster(headers=headers, rows=rows, columns=taken, made=codes.made, kept=codes.kept)


def _codes_in(platform: str, before: Path) -> dict[str, str]:
    people = read_roster(platform, before, {}, UTC).people
    return {
        one.platform_id: one.badge_code for one in people if not is_reckoned(one.badge_code, one.platform_id)
    }


def _with_columns(table: Headed, taken: Mapping[str, str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """The headers with a column for code and number, and which field is in which."""
    headers, columns = list(table.headers), dict(taken)
    for name, header in _HEADERS.items():
        if name not in columns:
            is_taken = folded(header) in {folded(one) for one in headers}
            columns[name] = f"{header}{_BESIDE}" if is_taken else header
            headers.append(columns[name])
    return tuple(headers), columns


def _coded(
    table: Headed,
    headers: tuple[str, ...],
    columns: Mapping[str, str],
    lacking: Mapping[int, str],
    codes: _Codes,
) -> Iterator[tuple[str, ...]]:
    number_at, code_at = headers.index(columns[fields.ID]), headers.index(columns[fields.CODE])
    for row in table.rows:
        texts = [as_text(cell) for cell in row.cells]
        texts += [""] * (len(headers) - len(texts))
        key = lacking.get(row.line)
        if key is not None:
            texts[number_at] = texts[number_at] or key  # else they would be known by the new code
            texts[code_at] = codes.of(key)
        yield tuple(texts)
