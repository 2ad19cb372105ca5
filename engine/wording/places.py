"""Words where the rows of a dataset came from: files, and the place of a row in one."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors import Text

SOURCE_ROW = Text("来源", "Source row")
MAPPING = Text("映射", "Mapping")
SOURCE_FILES = Text("来源文件", "Source files")
# So many digits of a SHA-256 tell files apart for people.
_DIGITS = 12


def place_words(file: str, sheet: str | None, row: object) -> Text:
    """Word a place; without a sheet where the file has none."""
    if sheet is None:
        return Text(f"{file}，第 {row} 行", f"{file}, row {row}")
    return Text(
        f"{file}，工作表 {sheet}，第 {row} 行", f"{file}, sheet {sheet}, row {row}"
    )


def place_of(row: Mapping[str, object]) -> Text | None:
    """Word the place of a row with `source_file`, `source_sheet` and `source_row`.

    None where it has none, as in a dataset that no mapping wrote, or a table from before
    places were kept. Cells may be text, and empty text is no value.
    """
    file = row.get("source_file")
    if not file:
        return None
    sheet = row.get("source_sheet")
    return place_words(str(file), str(sheet) if sheet else None, row.get("source_row"))


def file_words(file: str, sha256: str, rows: int | None = None) -> Text:
    """Name a file with the first digits of its SHA-256, and its rows where they count."""
    zh, en = ("", "") if rows is None else (f"，{rows:,} 行", f", {rows:,} rows")
    digits = sha256[:_DIGITS]
    return Text(f"{file}（SHA-256 {digits}{zh}）", f"{file} (SHA-256 {digits}{en})")
