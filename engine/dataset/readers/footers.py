"""What Parquet footers say of their values, held against the values.

DuckDB leaves out row groups whose footer denies what a question asks for, and
answers a maximum from there. A footer that is false would thus drop rows in
silence, at any later question; so each is proved once, when the file is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path

import pyarrow.parquet as pq

from engine.dataset.raw_table import Answer, ReadContext, SourceColumn
from engine.dataset.readers.bounds import Claim, denied
from engine.errors import DatasetError
from engine.tables import sql

_BATCH = 65_536
_WAY_OUT = "Write the file again, with another program, or send the table as CSV."
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
_FLOATS = frozenset(["DOUBLE", "FLOAT"])
_SHOWN = 9
# A second pass pays from so many bytes of values, and up to so many row groups.
_SHARES, _LARGE, _SPREAD = 2, 10_000_000, 32
# Of each column: its test, what is least, what is most, how many cells are empty.
_QUESTIONS = 4
_Answers = dict[int, dict[int, list[object]]]  # by column and row group


@dataclass(frozen=True)
class Footers:
    """The row groups of all parts of a table, in the order in which they are read.

    `starts` are the rows before each part, `group_starts` those before each row
    group; `filtered` are the columns with Bloom filters; `told` are the columns
    that are proved, by their place among all, each with its name in the file and
    the type of what the footers say. `is_mixed`: parts disagree on what is a text
    or a flag, so that these footers cannot be held against the values.
    """

    file: str
    starts: tuple[int, ...]
    group_starts: tuple[int, ...]
    told: Mapping[int, SourceColumn]
    filtered: frozenset[str]
    is_mixed: bool

    def survey(
        self, context: ReadContext, query: str, tests: Mapping[int, str]
    ) -> list[Answer]:
        """Answer a test for each of some columns, put to every row group.

        `query` yields `row` and the raw cells c0, c1, …; the keys of `tests` are
        the places of the columns. DatasetError where a value lies outside of what
        the footer says of its row group.
        """
        asked = {
            i: [tests.get(i, "NULL"), *_truth(i, self.told.get(i))]
            for i in sorted({*tests, *self.told})
        }
        answers = self._ask(context, query, asked)
        claims = {
            (str(name), int(str(number))): Claim(low, high, empty)
            for name, number, low, high, empty in context.run(
                "SELECT name, group_number, low, high, empty FROM claims"
            )
        }
        for i, found in self.told.items():
            truths = {
                group: (Claim(*truth), claims[found.name, group])
                for group, (_, *truth) in answers[i].items()
                if (found.name, group) in claims
            }
            for group in denied(context, found, truths)[:1]:
                _refuse(context, self.file, found.name, group)
        return [_answer(answers[i].values()) for i in tests]

    def _ask(
        self, context: ReadContext, query: str, asked: Mapping[int, Sequence[str]]
    ) -> _Answers:
        """Answer the questions to each column by row group.

        The columns are dealt out over several passes at once, since DuckDB takes
        each row group to one core and many a file has only one.
        """
        group = _group("row", self.group_starts)
        shares = self._deal(context, list(asked))
        width = max(map(len, shares)) * _QUESTIONS
        passes = []
        for number, share in enumerate(shares):
            predicates = [question for i in share for question in asked[i]]
            predicates += ["NULL"] * (width - len(predicates))
            listed = ", ".join(f"CAST({q} AS VARCHAR)" for q in predicates)
            passes.append(
                f"SELECT {number}, {group} AS group_number, {listed} FROM ({query}) "
                "GROUP BY group_number"
            )
        answers: _Answers = {i: {} for i in asked}
        for from_share, place, *found in context.run(" UNION ALL ".join(passes)):
            assert isinstance(from_share, int)
            assert isinstance(place, int)
            for at, i in enumerate(shares[from_share]):
                answers[i][place] = found[at * _QUESTIONS : (at + 1) * _QUESTIONS]
        return answers

    def _deal(self, context: ReadContext, places: list[int]) -> list[list[int]]:
        """Deal columns out so that the shares are about as large."""
        found = context.run("SELECT name, sum(size) FROM claims GROUP BY name")
        size_of = {str(name): int(str(size)) for name, size in found}
        size = {i: size_of.get(self.told[i].name, 0) for i in places if i in self.told}
        is_split = sum(size.values()) > _LARGE and len(self.group_starts) < _SPREAD
        taken = [0] * (_SHARES if is_split else 1)
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
    told: Mapping[int, SourceColumn],
) -> Footers:
    """Read the footers of all parts into `claims`; DatasetError where one is false.

    `files` are the parts as SQL text, by their names, in the order of reading.
    What DuckDB would not find out is looked at here: of a row group with fewer
    than no rows it would read without end, and of a column said to be empty
    nothing.
    """
    listed = {
        "files": ", ".join(files.values()),
        "names": ", ".join(map(sql.text, files)),
    }
    context.run(_CLAIMS.format(**listed))
    rows, sizes = _count(context, path, len(files))
    names = [found.name for found in told.values()]
    _look_into_empty(context, path.name, names)
    filtered = context.run("SELECT DISTINCT name FROM claims WHERE has_bloom")
    return Footers(
        path.name,
        tuple(accumulate(rows[:-1], initial=0)),
        tuple(accumulate(sizes[:-1], initial=0)),
        told,
        frozenset(str(name) for (name,) in filtered),
        _is_mixed(context, told),
    )


def _is_mixed(context: ReadContext, told: Mapping[int, SourceColumn]) -> bool:
    """Tell whether some part has texts or flags where others have something else."""
    found = context.run("SELECT DISTINCT name, type FROM claims")
    type_of = {column.name: column.type for column in told.values()}
    return any(
        (type_of[str(name)] == "VARCHAR" and stored != "BYTE_ARRAY")
        or (type_of[str(name)] != "BOOLEAN" and stored == "BOOLEAN")
        for name, stored in found
        if name in type_of
    )


def _count(context: ReadContext, path: Path, parts: int) -> tuple[list[int], list[int]]:
    """Count the rows of each part and of each row group, as their footers do."""
    found = context.run(
        "SELECT DISTINCT place, group_number, file_rows, group_rows FROM claims "
        "ORDER BY group_number"
    )
    groups = [tuple(int(str(number)) for number in row) for row in found]
    sizes = [size for *_, size in groups]
    rows, held = [0] * parts, [0] * parts
    for place, _, told, size in groups:
        rows[place - 1] = told
        held[place - 1] += size
    if rows != held or min(sizes, default=0) < 0:
        raise DatasetError(
            f"{path.name}: the file's own counts of rows are false.\n"
            f"  It says {sum(rows):,} rows in all; its row groups say "
            f"{', '.join(f'{size:,}' for size in sizes[:_SHOWN])}.\n  {_WAY_OUT}"
        )
    return rows, sizes


def _look_into_empty(context: ReadContext, file: str, names: Sequence[str]) -> None:
    """Read the columns said to be empty throughout a row group: DuckDB does not."""
    said = context.run(
        "SELECT file_name, row_group_id, group_number, list(name) FROM claims "
        "WHERE empty >= num_values AND list_contains(?, name) GROUP BY ALL ORDER BY 3",
        list(names),
    )
    for part, groups in groupby(said, key=itemgetter(0)):
        with pq.ParquetFile(str(part)) as parquet:
            for _, group, number, empty in groups:
                filled = _filled(parquet, group, empty)
                if filled:
                    _refuse(context, file, min(filled), number)


def _filled(parquet: pq.ParquetFile, group: object, columns: object) -> set[str]:
    """Name the columns of a row group that have any value."""
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
    of = "" if part == file else f" of {part}"
    said = [f"{low} to {high}"] if low is not None or high is not None else []
    said += [f"{empty} empty"] if empty is not None else []
    raise DatasetError(
        f"{file}: column {column}: the file's own statistics are false.\n"
        f"  They say of row group {number}{of}: {', '.join(said)}.  "
        f"The values differ.\n  {_WAY_OUT}"
    )


def _group(row: str, starts: Sequence[int], first: int = 0) -> str:
    """Find the row group of a row by halving: a join would cost more than the rest."""
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
    # A footer passes over what is not a number.
    kept = f" FILTER (NOT isnan(c{i}))" if found.type in _FLOATS else ""
    return (f"min(c{i}){kept}", f"max(c{i}){kept}", empty)


def _answer(groups: Iterable[Sequence[object]]) -> Answer:
    """Sum up what the row groups answer; a test is NULL where all cells are empty."""
    found = [(test, empty) for test, *_, empty in groups]
    tests = {test == "true" for test, _ in found if test is not None}
    return Answer(
        min(tests) if tests else None, all(empty == "0" for _, empty in found)
    )
