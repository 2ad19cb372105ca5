"""Which records a duty depends on, and which duties on a record, as SQL.

A duty is judged by its trigger, the registers, and the records its rule may match with
it. The queries leave none of them out; they may select more. `records` names the table
of records that a query reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain

import duckdb

from engine.evaluation.forms import dependencies_part
from engine.evaluation.visibility import RecordTables
from engine.rulebook import Rule
from engine.rulebook.columns import column_of
from engine.tables.sql import name as quoted
from engine.tables.sql import text
from engine.tables.store import TableStore

_KEYS = (
    "record_id", "first_record_id", "event", "occurred_on", "region", "battery_code",
    "vin", "actor_id",
)  # fmt: skip


def keep_concerned_records(
    tables: TableStore, without: str | None = None
) -> RecordTables:
    """Keep `concerned_records` and return it as records to judge.

    Its rows are those of `records` whose record_id is in the table `concerned`, less
    the one whose id is given.
    """
    tables.connection.execute(
        "CREATE OR REPLACE TEMP TABLE concerned_records AS "
        "SELECT * FROM records SEMI JOIN concerned USING (record_id) "
        "WHERE record_id IS DISTINCT FROM ?",
        [without],
    )
    return RecordTables.of_one(tables.table("concerned_records"))


@contextmanager
def record_keys(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule]
) -> Iterator[str]:
    """Keep, while the context lasts, the columns of records by which rules match them.

    Yields the name of the table. The functions below read it once or twice for each
    rule, where the records themselves may lie in files with many columns.
    """
    columns = dict.fromkeys([*_KEYS, *chain.from_iterable(map(_columns, rules))])
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE record_keys AS "
        f"SELECT {', '.join(map(quoted, columns))} FROM records"
    )
    try:
        yield "record_keys"
    finally:
        connection.execute("DROP TABLE temp.record_keys")


def _columns(rule: Rule) -> list[str]:
    """Name the columns of records by which a rule matches them."""
    columns = dependencies_part(rule.demand.form).columns(rule)
    return [column_of(column) for column in columns]


def keep_chains(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    select: str,
    values: Sequence[object] = (),
    records: str = "records",
) -> None:
    """Keep the ids that a query selects, and of every record in their correction chains.

    The table `name` has the column record_id.
    """
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {name} AS
        WITH chosen AS ({select})
        SELECT record_id FROM {records} WHERE first_record_id IN (
            SELECT first_record_id FROM {records} SEMI JOIN chosen USING (record_id))""",
        list(values),
    )


def selects_concerned(rule: Rule, triggers: str, records: str = "records") -> list[str]:
    """Select the ids of a rule's triggers, rows of records, and of what bears on them."""
    found = matches(rule)
    own = f"SELECT record_id FROM ({triggers})"
    if found is None:
        return [own]
    joined = f"{records} AS r SEMI JOIN ({triggers}) AS t"
    return [own, f"SELECT r.record_id FROM {joined} ON {found}"]


def select_triggers(rule: Rule, changed: str, records: str = "records") -> str:
    """Select the duties that the rows `changed` may bear on, each by its record_id.

    That is the record_id of findings: of the trigger, or of a group of records. A
    record that is no trigger, by role, day or another condition, may be among them.
    """
    key, found = dependencies_part(rule.demand.form).finding_key("t"), matches(rule)
    own = f"SELECT {key} AS record_id FROM ({changed}) AS t WHERE {of_when(rule, 't')}"
    if found is None:
        return own
    joined = f"{records} AS t SEMI JOIN ({changed}) AS r"
    return f"{own} UNION SELECT {key} FROM {joined} ON {found}"


def rows_of_duties(rule: Rule, duties: str, records: str = "records") -> str:
    """Select the records that may open these duties, given by their record_ids."""
    key = dependencies_part(rule.demand.form).finding_key("r")
    return (
        f"SELECT r.* FROM {records} AS r WHERE {of_when(rule, 'r')} "
        f"AND {key} IN ({duties})"
    )


def matches(rule: Rule) -> str | None:
    """Return which records `r` may bear on a duty that `t` opens, as SQL; None: no others."""
    return dependencies_part(rule.demand.form).matches(rule)


def group_key(rule: Rule) -> str | None:
    """Return the SQL of the group of `r` that a duty of the rule may be of, if of any."""
    return dependencies_part(rule.demand.form).group_key(rule)


def of_when(rule: Rule, row: str) -> str:
    """Say, in SQL, that a row's event may set the rule off."""
    return "TRUE" if rule.when is None else f"{row}.event IN ({texts(rule.when)})"


def column_name(column: str) -> str:
    """Write the name of a record's column as SQL does."""
    return quoted(column_of(column))


def texts(values: Sequence[str]) -> str:
    """Write a list of texts as SQL does."""
    return ", ".join(text(value) for value in values)
