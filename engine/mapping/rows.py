"""Makes the rows of our tables from those of the source, in columns.

| table | columns | rows |
|---|---|---|
| `mapped_<table>` | id, binding, source_row, row, same_as, our columns as texts, faults | \
one for each row that a row of the source becomes |
| `passed_over` | binding, source_row, reason | rows left out by a stated rule (its \
number), or with nothing in any mapped column (NULL) |
| `unsplit` | binding, source_row, fault | rows that the reader could not split into cells, \
and that no rule leaves out |

`row` is the number of the row in the table that is written, from 1; NULL where it is
the same as an earlier one (`same_as`, its id) or nothing of it could be written.
`faults` is a list of structs (see `reasons.fault_of`), NULL where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.dataset.raw_table import ReadContext
from engine.dataset.schema import Column, TableSchema
from engine.dataset.validation import reasons
from engine.errors import message
from engine.mapping import cells
from engine.mapping.matching import Binding
from engine.mapping.model import Cell, RowTemplate
from engine.mapping.sources import row_fault
from engine.tables import sql

PASSED_OVER, UNSPLIT = "passed_over", "unsplit"
NO_CASE = message("mapping.reject.no-case")


def table_of(table: str) -> str:
    """Name the table of the mapped rows of one of our tables."""
    return f"mapped_{table}"


def columns_of(schema: TableSchema, bindings: Sequence[Binding]) -> list[Column]:
    """Return the columns of ours that some row of the bindings fills, in our order."""
    named = {
        name
        for binding in bindings
        for row in binding.source.rows
        for name in row.columns
    }
    return [column for column in schema.columns if column.name in named]


def create_accounts(context: ReadContext) -> None:
    """Create the empty tables of rows that become none."""
    context.run(
        f"CREATE TABLE {PASSED_OVER} (binding INTEGER, source_row BIGINT, reason INTEGER)"
    )
    fault = reasons.FAULTS.removesuffix("[]")
    context.run(
        f"CREATE TABLE {UNSPLIT} (binding INTEGER, source_row BIGINT, fault {fault})"
    )


def map_rows(
    context: ReadContext, schema: TableSchema, bindings: Sequence[Binding]
) -> None:
    """Create `mapped_<table>`, and add the rows that become none to their tables."""
    table, columns = table_of(schema.table), columns_of(schema, bindings)
    ours = ", ".join(f"{sql.name(column.name)} VARCHAR" for column in columns)
    context.run(
        f"CREATE TEMP TABLE {table}_drafts (binding INTEGER, source_row BIGINT, "
        f"{ours}, faults {reasons.FAULTS})"
    )
    for binding in bindings:
        _account(context, binding)
        branches = list(_branches(binding, columns))
        order = " ORDER BY place, branch" if len(branches) > 1 else ""
        context.run(
            f"INSERT INTO {table}_drafts SELECT * EXCLUDE (place, branch) FROM "
            f"({' UNION ALL '.join(branches)}){order}"
        )
    _number(context, table, columns, bindings)


def _account(context: ReadContext, binding: Binding) -> None:
    """Keep the rows that are left out, unfilled or not split into cells."""
    source, number = binding.opened.table, binding.number
    if binding.has_flaws:
        broken = (
            f"(SELECT row, {row_fault()} AS fault, {_left_out(binding)} AS reason "
            f"FROM {source} WHERE {row_fault()} IS NOT NULL)"
        )
        context.run(
            f"INSERT INTO {UNSPLIT} SELECT {number}, row, fault "
            f"FROM {broken} WHERE reason IS NULL"
        )
        context.run(
            f"INSERT INTO {PASSED_OVER} SELECT {number}, row, reason "
            f"FROM {broken} WHERE reason IS NOT NULL"
        )
    context.run(
        f"INSERT INTO {PASSED_OVER} SELECT {number}, row, reason FROM (SELECT row, "
        f"{_left_out(binding)} AS reason, {_is_unfilled(binding)} AS is_unfilled "
        f"FROM {_split(binding)}) WHERE reason IS NOT NULL OR is_unfilled"
    )


def _split(binding: Binding) -> str:
    """Query the rows that the reader could split into cells, with their `place`.

    Several rows may have one `row`: an event of several batteries.
    """
    placed = f"SELECT rowid AS place, * FROM {binding.opened.table}"
    if binding.has_flaws:
        placed += f" WHERE flaws IS NULL OR {row_fault()} IS NULL"
    return f"({placed})"


def _left_out(binding: Binding) -> str:
    """Write the number of the first rule that leaves a row out; NULL: none does."""
    whens = " ".join(
        f"WHEN {cells.holds(left.test, binding)} THEN {number}"
        for number, left in enumerate(binding.source.leave_out)
    )
    return f"CASE {whens} END" if whens else "CAST(NULL AS INTEGER)"


def _is_unfilled(binding: Binding) -> str:
    """Write whether no row that this one becomes would have a cell of the source."""
    filled = [f"({_is_filled(row, binding)})" for row in binding.source.rows]
    return f"NOT ({' OR '.join(dict.fromkeys(filled))})"


def _is_filled(row: RowTemplate, binding: Binding) -> str:
    """Write whether the source fills a cell of the row, or nobody can tell."""
    written = _written(row.columns, binding).values()
    filled = [cell.filled for cell in written if cell.filled is not None]
    if not filled:
        return "true"
    flawed = [wrong.condition for cell in written for wrong in cell.wrong]
    return " OR ".join([*filled, *(flawed if binding.has_flaws else ())])


def _written(columns: Mapping[str, Cell], binding: Binding) -> dict[str, cells.Written]:
    """Return what is written in each column of a row."""
    return {
        name: cells.write(cell, binding.columns[name], binding)
        for name, cell in columns.items()
    }


def _branches(binding: Binding, columns: Sequence[Column]) -> Iterator[str]:
    """Yield the query of each row that one of the source becomes."""
    rows = binding.source.rows
    kept = _split(binding)
    if binding.source.leave_out:
        kept = f"(FROM {kept} WHERE {_left_out(binding)} IS NULL)"
    for number, row in enumerate(rows):
        wrong = cells.unread_test(row.when, binding) if row.when else None
        where = _is_filled(row, binding)
        if row.when:
            met = cells.holds(row.when, binding)
            where = f"({where}) AND {_or_unread(met, wrong)}"
        written = _written(row.columns, binding)
        yield _branch(binding, columns, written, number, wrong, kept, where)
    if all(row.when for row in rows):
        yield _without_case(binding, columns, kept)


def _or_unread(met: str, wrong: cells.Wrong | None) -> str:
    return f"({met} OR {wrong.condition})" if wrong else met


def _without_case(binding: Binding, columns: Sequence[Column], kept: str) -> str:
    """Query the rows of which no case holds: what the cases have in common, at fault."""
    rows = binding.source.rows
    cases = [
        _or_unread(cells.holds(row.when, binding), cells.unread_test(row.when, binding))
        for row in rows
        if row.when
    ]
    shared = {
        name: cell
        for name, cell in rows[0].columns.items()
        if all(row.columns.get(name) == cell for row in rows)
    }
    wrong = cells.Wrong("true", reasons.fault_of("", "''", NO_CASE))
    where = f"NOT ({' OR '.join(cases)}) AND NOT {_is_unfilled(binding)}"
    written = _written(shared, binding)
    return _branch(binding, columns, written, len(rows), wrong, kept, where)


def _branch(
    binding: Binding,
    columns: Sequence[Column],
    written: Mapping[str, cells.Written],
    number: int,
    wrong: cells.Wrong | None,
    kept: str,
    where: str,
) -> str:
    """Query one of the rows that those of the source become, with its faults."""
    ours = ", ".join(
        f"{written[c.name].text if c.name in written else 'CAST(NULL AS VARCHAR)'} "
        f"AS {sql.name(c.name)}"
        for c in columns
    )
    every = [w for cell in written.values() for w in cell.wrong]
    return (
        f"SELECT place, {number} AS branch, {binding.number} AS binding, "
        f"row AS source_row, "
        f"{ours}, {_faults([*every, *([wrong] if wrong else [])])} AS faults "
        f"FROM {kept} WHERE {where}"
    )


def _faults(every: Sequence[cells.Wrong]) -> str:
    """Write the list of the faults of a row; NULL: it has none."""
    if not every:
        return f"CAST(NULL AS {reasons.FAULTS})"
    some = " OR ".join(wrong.condition for wrong in every)
    listed = ", ".join(
        f"CASE WHEN {wrong.condition} THEN {wrong.fault} END" for wrong in every
    )
    found = f"list_filter([{listed}], lambda f: f IS NOT NULL)"
    return f"CAST(CASE WHEN {some} THEN {found} END AS {reasons.FAULTS})"


def _number(
    context: ReadContext,
    table: str,
    columns: Sequence[Column],
    bindings: Sequence[Binding],
) -> None:
    """Create the table from its drafts, with the numbers that its rows have in the file."""
    names = ", ".join(sql.name(column.name) for column in columns)
    distinct = [str(b.number) for b in bindings if b.source.distinct]
    same, is_written = "NULL", f"coalesce({names}, NULL) IS NOT NULL"
    if distinct:
        first = f"min(id) OVER (PARTITION BY {names}, faults)"
        same = (
            f"CASE WHEN binding IN ({', '.join(distinct)}) THEN nullif({first}, id) END"
        )
    drafts = (
        f"SELECT *, same_as IS NULL AND {is_written} AS is_written FROM "
        f"(SELECT *, CAST({same} AS BIGINT) AS same_as FROM "
        f"(SELECT rowid AS id, * FROM {table}_drafts))"
    )
    row = "id + 1"
    if distinct or context.count(
        f"SELECT count(*) FROM {table}_drafts WHERE NOT ({is_written})"
    ):
        so_far = "sum(CAST(is_written AS INTEGER)) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING)"
        row = f"CASE WHEN is_written THEN CAST({so_far} AS BIGINT) END"
    context.run(f"CREATE TEMP TABLE {table} AS SELECT *, {row} AS row FROM ({drafts})")
    context.run(f"DROP TABLE {table}_drafts")
