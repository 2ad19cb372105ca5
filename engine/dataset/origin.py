"""Where the rows of a dataset came from, where a mapping wrote it from other files.

`packlaw dataset map` leaves this beside the tables, in the folder `origin`. All files
may be missing; they come from strangers and are read with care.

`rows.parquet`: a line for each row that was written, in order of `table_name` and `row`.

| column | type | holds |
|---|---|---|
| `table_name` | VARCHAR | the table, as in `schema.TABLES` |
| `row` | BIGINT | the row in the table's file, from 1, as `records.row` counts it |
| `file` | VARCHAR | the file that it came from |
| `sheet` | VARCHAR | its sheet; NULL where the file has none |
| `source_row` | BIGINT | the number of the row there, as a spreadsheet shows it |

`rejected.parquet`: a line for each fault that the mapping found, in any order. The cell at
fault is empty in the table. The row is rejected, as if the dataset's own reader had.

| column | type | holds |
|---|---|---|
| `table_name` | VARCHAR | the table that the row is of, or was to be of |
| `row` | BIGINT | the row in the table's file; NULL where nothing could be written |
| `file`, `sheet`, `source_row` | | the place, as above |
| `column_name` | VARCHAR | the column of the table; NULL where the whole row is at fault |
| `value` | VARCHAR | what stands in the source |
| `reason_zh`, `reason_en` | VARCHAR | why it is rejected |

A row of the source of which nothing was written counts once for each table.

`sources.json`, in which keys that are not listed are passed over:

    {"mapping": {"file": "仓库.yaml", "sha256": "…"},
     "files": [{"file": "入库.xlsx", "sha256": "…", "rows": 120, "even_lines": false}],
     "tables": {"records.parquet": "…"}}

`rows` counts the rows read of a file; `even_lines` says that each row is one line of it, so
that the number of a row is that of its line (false if left out). `tables` has the SHA-256
of each table's file: a table changed afterwards is refused, since its rows may be others.
It may be left out; so may `mapping`.

`mapping.yaml` is the text of the mapping, with the SHA-256 that `sources.json` names
beside the name that its file had.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from engine.dataset.file_names import ORIGIN
from engine.errors import DatasetError

ROWS, REJECTED, SOURCES, MAPPING = (
    "rows.parquet", "rejected.parquet", "sources.json", "mapping.yaml",
)  # fmt: skip
_PLACE = {"file": "VARCHAR", "sheet": "VARCHAR", "source_row": "BIGINT"}
# The columns of a place, as every table has them that leads back to the source.
PLACE = {"source_file": "VARCHAR", "source_sheet": "VARCHAR", "source_row": "BIGINT"}
# The columns of the two tables, with their types.
ROWS_COLUMNS = {"table_name": "VARCHAR", "row": "BIGINT", **_PLACE}
REJECTED_COLUMNS = {
    "table_name": "VARCHAR", "row": "BIGINT", **_PLACE, "column_name": "VARCHAR",
    "value": "VARCHAR", "reason_zh": "VARCHAR", "reason_en": "VARCHAR",
}  # fmt: skip
_SIZE_LIMIT = 1_000_000
_FILES_LIMIT = 1_000
_ROWS_READ = range(2**63)
_SHA256 = re.compile("[0-9a-f]{64}")
NAME_LIMIT = 255
# What would change how the text around it is shown: controls, formats, ends of lines.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

_Content = dict[str, object]


class FileSummary(TypedDict):
    """A file that rows came from: its SHA-256, and how many rows were read of it."""

    file: str
    sha256: str
    rows: int


class MappingSummary(TypedDict):
    """The mapping by which a dataset was written: its file's name and SHA-256."""

    file: str
    sha256: str


class OriginSummary(TypedDict):
    """Where a dataset came from, as `run.json`, `summary.json` and `describe` have it."""

    mapping: MappingSummary | None
    files: list[FileSummary]


class OriginPart(TypedDict, total=False):
    """The key `origin`, which is there where a mapping wrote the dataset."""

    origin: OriginSummary


@dataclass(frozen=True)
class Origin:
    """Where the rows of a dataset came from: the mapping, and the files it read.

    `mapping` and `files` are empty where `sources.json` does not name them. `even` are
    the names of files of which each row is one line. `tables`: the SHA-256 of each
    table's file as the mapping wrote it, if it says so. `has_rows`: the place of each
    row is known.
    """

    mapping: MappingSummary | None = None
    files: tuple[FileSummary, ...] = ()
    even: frozenset[str] = frozenset()
    tables: tuple[tuple[str, str], ...] = ()
    has_rows: bool = False

    def require_unchanged(self, hashes: Mapping[str, str]) -> None:
        """Raise DatasetError where a table or the mapping is not as it was written.

        `hashes` has the SHA-256 of each file of the dataset, by its path.
        """
        written = dict(self.tables)
        if self.mapping:
            written[f"{ORIGIN}/{MAPPING}"] = self.mapping["sha256"]
        for name, sha256 in written.items():
            if hashes.get(name, sha256) != sha256:
                raise DatasetError("dataset.origin-changed", file=name)


def origin_part(origin: Origin | None) -> OriginPart:
    """Return the key `origin`; no key where no mapping wrote the dataset."""
    if origin is None:
        return {}
    return {"origin": {"mapping": origin.mapping, "files": list(origin.files)}}


def read_origin(files: Mapping[str, Path]) -> Origin | None:
    """Read what `sources.json` says; None where a dataset has no files of an origin.

    `files` are those of the origin, by name. Raises DatasetError where one is too large or
    `sources.json` is not as described.
    """
    if not files:
        return None
    for name in (SOURCES, MAPPING):
        if name in files and files[name].stat().st_size > _SIZE_LIMIT:
            raise DatasetError(
                "dataset.origin-too-large", file=f"{ORIGIN}/{name}", limit=_SIZE_LIMIT
            )
    content = _load(files[SOURCES]) if SOURCES in files else {}
    mapping, listed = content.get("mapping"), content.get("files", [])
    tables = content.get("tables", {})
    if not isinstance(listed, list) or len(listed) > _FILES_LIMIT:
        raise _wrong("files")
    entries = [_object(each, "files") for each in listed]
    return Origin(
        mapping=None if mapping is None else _mapping(_object(mapping, "mapping")),
        files=tuple(map(_file, entries)),
        even=frozenset(
            _name(e, "files") for e in entries if e.get("even_lines") is True
        ),
        tables=tuple(
            (name, _sha256(hash_, "tables"))
            for name, hash_ in _object(tables, "tables").items()
        ),
        has_rows=ROWS in files,
    )


def plain(text: str) -> str:
    """Return the name of a file or sheet as it is shown: its first characters, on one line."""
    return "".join(
        "\ufffd" if unicodedata.category(character) in _UNSEEN else character
        for character in text[:NAME_LIMIT]
    )


def plain_in_sql(expression: str, limit: int = NAME_LIMIT) -> str:
    """Write the same as `plain`, of at most so many characters, as an SQL expression."""
    unseen = r"'[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]'"
    return f"regexp_replace(left({expression}, {limit}), {unseen}, chr(65533), 'g')"


def _load(file: Path) -> _Content:
    try:
        return _object(json.loads(file.read_bytes().decode("utf-8-sig")), "files")
    except (ValueError, RecursionError) as error:
        raise DatasetError(
            "dataset.origin-not-json", file=f"{ORIGIN}/{SOURCES}", reason=str(error)
        ) from error


def _mapping(entry: _Content) -> MappingSummary:
    return {
        "file": _name(entry, "mapping"),
        "sha256": _sha256(entry.get("sha256"), "mapping"),
    }


def _file(entry: _Content) -> FileSummary:
    rows = entry.get("rows")
    if not isinstance(rows, int) or isinstance(rows, bool) or rows not in _ROWS_READ:
        raise _wrong("files")
    return {
        "file": _name(entry, "files"),
        "sha256": _sha256(entry.get("sha256"), "files"),
        "rows": rows,
    }


def _object(value: object, key: str) -> _Content:
    if not isinstance(value, dict):
        raise _wrong(key)
    return value


def _name(entry: _Content, key: str) -> str:
    name = entry.get("file")
    if not isinstance(name, str) or not name.strip():
        raise _wrong(key)
    return plain(name)


def _sha256(value: object, key: str) -> str:
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise _wrong(key)
    return value


def _wrong(key: str) -> DatasetError:
    return DatasetError("dataset.origin-key", file=f"{ORIGIN}/{SOURCES}", key=key)
