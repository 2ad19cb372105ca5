"""Checks the statistics in Parquet footers against the values.

DuckDB skips row groups by their statistics, and takes a maximum from them. False
statistics would silently drop rows in any later query, so they are checked once, when
the file is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path

import pyarrow.parquet as pq

from engine.dataset.raw_table import ReadContext, SourceColumn, Survey
from engine.dataset.readers.bounds import Claim, denied
from engine.errors import DatasetError, message
from engine.tables import sql

_BATCH = 65_536
_CLAIMS = """CREATE OR REPLACE TEMP TABLE claims AS
SELECT place, file_name, ([{names}])[place] AS part, num_rows AS file_rows,
    row_group_id, row_group_num_rows AS group_rows,
    dense_rank() OVER (ORDER BY place, row_group_id) - 1 AS group_number,
    path_in_schema AS name, type, total_uncompressed_size AS size, num_values,
    bloom_filter_offset IS NOT NULL AS has_bloom, stats_null_count AS empty,
    coalesce(stats_min_value, CASE WHEN type <> 'BYTE_ARRAY' THEN stats_min END) AS low,
    coalesce(stats_max_value, CASE WHEN type <> 'BYTE_ARRAY' THEN stats_max END) AS high
FROM parquet_metadata([{files}]) JOIN (SELECT unnest([{files}]) AS file_name,
    generate_subscripts([{files}], 1) AS place) USING (file_name)
JOIN parquet_file_metadata([{files}]) USING (file_name)"""
# INT96, and the types of moments before format version 2.6.
_ZONELESS = """SELECT DISTINCT name FROM parquet_schema([{files}])
WHERE type = 'INT96' OR (converted_type LIKE 'TIMESTAMP%' AND logical_type IS NULL)"""
_FLOATS = frozenset(["DOUBLE", "FLOAT"])
_SHOWN = 9
# Columns are divided among so many passes where the values have at least so many bytes
# in fewer than so many row groups.
_PASSES, _LARGE, _SPREAD = 2, 10_000_000, 32
# Of each column: its test, the least and the greatest value, how many cells are empty.
_AGGREGATES = 4
_Found = dict[int, dict[int, list[object]]]  # by column and row group


@dataclass(frozen=True)
class Footers:
    """The row groups of all parts of a table, in the order in which they are read.

    `rows` is their number, `starts` are the numbers before each part, `group_starts` those before
    each row group; `filtered` are the columns with Bloom filters, `zoneless` those
    of moments that say nothing of a zone; `checked` are the
    columns whose statistics are checked, by their place among all, each with its name
    in the file and the type of the statistics. `is_mixed`: parts disagree on what is a
    text or a flag, so that their statistics cannot be compared with the values.
    """

    file: str
    rows: int
    starts: tuple[int, ...]
    group_starts: tuple[int, ...]
    checked: Mapping[int, SourceColumn]
    filtered: frozenset[str]
    zoneless: frozenset[str]
    is_mixed: bool

    def survey(
        self, context: ReadContext, query: str, tests: Mapping[int, str]
    ) -> list[Survey]:
        """Run a test on each of some columns; check the statistics on the way.

        `query` yields `row` and the raw cells c0, c1, …; the keys of `tests` are
        the places of the columns, each test an aggregate. DatasetError where a value
        contradicts the statistics of its row group.
        """
        aggregates = {
            i: [tests.get(i, "NULL"), *_truth(i, self.checked.get(i))]
            for i in sorted({*tests, *self.checked})
        }
        found_by_group = self._aggregate(context, query, aggregates)
        claims = {
            (str(name), int(str(number))): Claim(low, high, empty)
            for name, number, low, high, empty in context.run(
                "SELECT name, group_number, low, high, empty FROM claims"
            )
        }
        for i, found in self.checked.items():
            truths = {
                group: (Claim(*truth), claims[found.name, group])
                for group, (_, *truth) in found_by_group[i].items()
                if (found.name, group) in claims
            }
            for group in denied(context, found, truths)[:1]:
                _refuse(context, self.file, found.name, group)
        return [_survey(found_by_group[i].values()) for i in tests]

    def _aggregate(
        self, context: ReadContext, query: str, aggregates: Mapping[int, Sequence[str]]
    ) -> _Found:
        """Compute the aggregates of each column by row group.

        The columns are divided among passes that run at the same time: DuckDB reads
        each row group on one core, and many files have a single one.
        """
        group = _group("row", self.group_starts)
        shares = self._divide(context, list(aggregates))
        width = max(map(len, shares)) * _AGGREGATES
        passes = []
        for number, share in enumerate(shares):
            cells = [aggregate for i in share for aggregate in aggregates[i]]
            cells += ["NULL"] * (width - len(cells))
            listed = ", ".join(f"CAST({cell} AS VARCHAR)" for cell in cells)
            passes.append(
                f"SELECT {number}, {group} AS group_number, {listed} FROM ({query}) "
                "GROUP BY group_number"
            )
        by_column: _Found = {i: {} for i in aggregates}
        for from_share, place, *found in context.run(" UNION ALL ".join(passes)):
            assert isinstance(from_share, int)
            assert isinstance(place, int)
            for at, i in enumerate(shares[from_share]):
                by_column[i][place] = found[at * _AGGREGATES : (at + 1) * _AGGREGATES]
        return by_column

    def _divide(self, context: ReadContext, places: list[int]) -> list[list[int]]:
        """Divide columns into shares of about as many bytes."""
        found = context.run("SELECT name, sum(size) FROM claims GROUP BY name")
        size_of = {str(name): int(str(size)) for name, size in found}
        size = {
            i: size_of.get(self.checked[i].name, 0) for i in places if i in self.checked
        }
        is_split = sum(size.values()) > _LARGE and len(self.group_starts) < _SPREAD
        taken = [0] * (_PASSES if is_split else 1)
        shares: list[list[int]] = [[] for _ in taken]
        for i in sorted(places, key=lambda i: -size.get(i, 0)):
            least = taken.index(min(taken))
            shares[least].append(i)
            taken[least] += size.get(i, 0) + 1
        return shares


def read_footers(
    context: ReadContext,
    path: Path,
    files: Mapping[str, str],
    checked: Mapping[int, SourceColumn],
) -> Footers:
    """Read the footers of all parts into the table `claims` (see `_CLAIMS`).

    `files` are the parts as SQL text, by their names, in the order of reading.
    DatasetError where counts of rows are false, or a column that is claimed to be
    empty is not: DuckDB would read a row group with a negative count without end, and
    of such a column nothing.
    """
    listed = {
        "files": ", ".join(files.values()),
        "names": ", ".join(map(sql.text, files)),
    }
    context.run(_CLAIMS.format(**listed))
    rows, sizes = _count(context, path, len(files))
    names = [found.name for found in checked.values()]
    _check_empty(context, path.name, names)
    filtered = context.run("SELECT DISTINCT name FROM claims WHERE has_bloom")
    zoneless = context.run(_ZONELESS.format(**listed))
    return Footers(
        path.name,
        sum(rows),
        tuple(accumulate(rows[:-1], initial=0)),
        tuple(accumulate(sizes[:-1], initial=0)),
        checked,
        frozenset(str(name) for (name,) in filtered),
        frozenset(str(name) for (name,) in zoneless),
        _is_mixed(context, checked),
    )


def _is_mixed(context: ReadContext, checked: Mapping[int, SourceColumn]) -> bool:
    """Return whether some part has texts or flags where others have something else."""
    found = context.run("SELECT DISTINCT name, type FROM claims")
    type_of = {column.name: column.type for column in checked.values()}
    return any(
        (type_of[str(name)] == "VARCHAR" and stored != "BYTE_ARRAY")
        or (type_of[str(name)] != "BOOLEAN" and stored == "BOOLEAN")
        for name, stored in found
        if name in type_of
    )


def _count(context: ReadContext, path: Path, parts: int) -> tuple[list[int], list[int]]:
    """Return the rows of each part and of each row group by their footers."""
    found = context.run(
        "SELECT DISTINCT place, group_number, file_rows, group_rows FROM claims "
        "ORDER BY group_number"
    )
    groups = [tuple(int(str(number)) for number in row) for row in found]
    sizes = [size for *_, size in groups]
    rows, held = [0] * parts, [0] * parts
    for place, _, file_rows, size in groups:
        rows[place - 1] = file_rows
        held[place - 1] += size
    if rows != held or min(sizes, default=0) < 0:
        raise DatasetError(
            "dataset.parquet-row-counts",
            file=path.name,
            total=sum(rows),
            sizes=[f"{size:,}" for size in sizes[:_SHOWN]],
        )
    return rows, sizes


def _check_empty(context: ReadContext, file: str, names: Sequence[str]) -> None:
    """Read the columns claimed to be empty in a row group, which DuckDB skips."""
    empty_groups = context.run(
        "SELECT file_name, row_group_id, group_number, list(name) FROM claims "
        "WHERE empty >= num_values AND list_contains(?, name) GROUP BY ALL ORDER BY 3",
        list(names),
    )
    for part, groups in groupby(empty_groups, key=itemgetter(0)):
        with pq.ParquetFile(str(part)) as parquet:
            for _, group, number, empty in groups:
                filled = _filled(parquet, group, empty)
                if filled:
                    _refuse(context, file, min(filled), number)


def _filled(parquet: pq.ParquetFile, group: object, columns: object) -> set[str]:
    """Return the columns of a row group that have any value."""
    return {
        str(name)
        for batch in parquet.iter_batches(_BATCH, row_groups=[group], columns=columns)
        for name, cells in zip(batch.schema.names, batch, strict=True)
        if cells.null_count < len(cells)
    }


def _refuse(context: ReadContext, file: str, column: str, group: object) -> None:
    [(part, number, low, high, empty)] = context.run(
        "SELECT part, row_group_id + 1, low, high, empty FROM claims "
        "WHERE name = ? AND group_number = ?",
        column,
        group,
    )
    said = []
    if low is not None or high is not None:
        said.append(message("dataset.parquet-range", low=low, high=high))
    if empty is not None:
        said.append(message("dataset.parquet-empty-cells", count=empty))
    if part == file:
        raise DatasetError(
            "dataset.parquet-statistics",
            file=file,
            column=column,
            group=number,
            said=said,
        )
    raise DatasetError(
        "dataset.parquet-statistics-part",
        file=file,
        column=column,
        group=number,
        part=part,
        said=said,
    )


def _group(row: str, starts: Sequence[int], first: int = 0) -> str:
    """Write the SQL that finds the row group of a row by halving; a join costs more."""
    if len(starts) <= 1:
        return f"CAST({first} AS BIGINT)"
    half = len(starts) // 2
    before = _group(row, starts[:half], first)
    after = _group(row, starts[half:], first + half)
    return f"CASE WHEN {row} <= {starts[half]} THEN {before} ELSE {after} END"


def _truth(i: int, found: SourceColumn | None) -> tuple[str, str, str]:
    empty = f"count(*) - count(c{i})"
    if found is None:
        return ("NULL", "NULL", empty)
    # Statistics ignore NaN.
    kept = f" FILTER (NOT isnan(c{i}))" if found.type in _FLOATS else ""
    return (f"min(c{i}){kept}", f"max(c{i}){kept}", empty)


def _survey(groups: Iterable[Sequence[object]]) -> Survey:
    """Sum up the row groups; a test is NULL where all cells are empty."""
    found = [(test, empty) for test, *_, empty in groups]
    tests = {test == "true" for test, _ in found if test is not None}
    return Survey(
        min(tests) if tests else None, all(empty == "0" for _, empty in found)
    )
