"""Refuses Parquet files whose texts are many times as long as the file itself.

A column that repeats one long text takes a few bytes in the file, and its whole length
for each row in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from engine.dataset.raw_table import ReadContext, SourceColumn
from engine.errors import DatasetError
from engine.tables import sql

# Texts may be so many times as long as the file; checked only beyond the size.
RATIO = 500
SIZE_WITHOUT_RATIO = 1024**3
# Only a text that is repeated takes less than so many bytes a cell in the file.
_REPEATED_BYTES = 4
# A chunk of a column holds each of its texts at least once, so none is longer than it.
_SUSPECTED = f"""SELECT name FROM claims
WHERE type = 'BYTE_ARRAY' AND size < {_REPEATED_BYTES} * num_values
GROUP BY name HAVING sum(CAST(size AS HUGEINT) * num_values) > {SIZE_WITHOUT_RATIO}"""


def refuse_expansion(
    context: ReadContext,
    path: Path,
    files: Iterable[Path],
    source: str,
    columns: Mapping[int, SourceColumn],
) -> None:
    """Raise DatasetError where the texts of `columns` are too long for their files.

    What the footers say (the table `claims`, see `footers.py`) tells which columns may
    be; of these the lengths are added up, which needs no memory. `source` is the scan.
    """
    suspected = {str(name) for (name,) in context.run(_SUSPECTED)}
    names = [
        found.name
        for found in columns.values()
        if found.name in suspected and found.type == "VARCHAR"
    ]
    if not names:
        return
    sums = " + ".join(f"coalesce(sum(strlen({sql.name(name)})), 0)" for name in names)
    length = context.count(f"SELECT CAST({sums} AS BIGINT) FROM {source}")
    packed = sum(file.stat().st_size for file in files)
    if length > max(SIZE_WITHOUT_RATIO, RATIO * packed):
        raise DatasetError(
            "dataset.parquet-expands", file=path.name, size=packed, length=length,
            ratio=RATIO, columns=names,
        )  # fmt: skip
