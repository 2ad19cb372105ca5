"""Which records bear on a duty of a rule: the same question from either end, as SQL.

A duty is judged by its trigger, the registers, and the records its rule may
match with it. What stands here leaves none of them out; it may name more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain

import duckdb

from engine.dataset.loading import BARE_RECORDS, CHAINED_RECORDS
from engine.evaluation.forms import dependencies_part
from engine.rulebook import Rule
from engine.rulebook.columns import column_of
from engine.tables.sql import name as quoted
from engine.tables.sql import text

_KEYS = (
    "record_id", "first_record_id", "event", "occurred_on", "region", "battery_code",
    "vin", "actor_id",
)  # fmt: skip


@contextmanager
def narrowed(
    connection: duckdb.DuckDBPyConnection, without: str | None = None
) -> Iterator[None]:
    """Let `records` hold only what is concerned, less one row where one is named."""
    (database,) = connection.execute("SELECT current_database()").fetchall()[0]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE records AS "
        f'SELECT * FROM "{database}".main.records '
        "SEMI JOIN concerned USING (record_id) WHERE record_id IS DISTINCT FROM ?",
        [without],
    )
    asides = (BARE_RECORDS, CHAINED_RECORDS)
    for aside in asides:
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW {aside} AS "
            "SELECT * EXCLUDE (first_record_id) FROM temp.records"
        )
    try:
        yield
    finally:
        for aside in asides:
            connection.execute(f"DROP VIEW temp.{aside}")
        connection.execute("DROP TABLE temp.records")


@contextmanager
def keys_only(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule]
) -> Iterator[None]:
    """Let `records` be a copy of just the columns that tell what bears on what.

    It is asked once or twice for each rule, where the records themselves may lie in
    files with many columns.
    """
    (database,) = connection.execute("SELECT current_database()").fetchall()[0]
    columns = dict.fromkeys([*_KEYS, *chain.from_iterable(map(_columns, rules))])
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE records AS "
        f'SELECT {", ".join(map(quoted, columns))} FROM "{database}".main.records'
    )
    try:
        yield
    finally:
        connection.execute("DROP TABLE temp.records")


def _columns(rule: Rule) -> list[str]:
    """Name the columns of records by which a rule matches them."""
    columns = dependencies_part(rule.demand.form).columns(rule)
    return [column_of(column) for column in columns]


def keep_chains(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    select: str,
    values: Sequence[object] = (),
) -> None:
    """Keep the ids that a query selects, and of every record in their correction chains."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {name} AS
        WITH chosen AS ({select})
        SELECT record_id FROM records WHERE first_record_id IN (
            SELECT first_record_id FROM records SEMI JOIN chosen USING (record_id))""",
        list(values),
    )


def selects_concerned(rule: Rule, triggers: str) -> list[str]:
    """Select the ids of a rule's triggers, rows of records, and of what bears on them."""
    bearing = matches(rule)
    others = (
        f"SELECT r.record_id FROM records AS r SEMI JOIN ({triggers}) AS t ON {bearing}"
    )
    return [f"SELECT record_id FROM ({triggers})", *([others] if bearing else [])]


def select_triggers(rule: Rule, bearing: str) -> str:
    """Select the duties that rows of records may bear on, each by its record_id.

    That is the one findings have: of the trigger, or of a group of records. A record
    that is no trigger, by role, day or another condition, may be among them.
    """
    key, found = dependencies_part(rule.demand.form).finding_key("t"), matches(rule)
    own = f"SELECT {key} AS record_id FROM ({bearing}) AS t WHERE {of_when(rule, 't')}"
    if found is None:
        return own
    others = f"SELECT {key} FROM records AS t SEMI JOIN ({bearing}) AS r ON {found}"
    return f"{own} UNION {others}"


def rows_of_duties(rule: Rule, duties: str) -> str:
    """Select the records that may open these duties, given by their record_ids."""
    key = dependencies_part(rule.demand.form).finding_key("r")
    return (
        f"SELECT r.* FROM records AS r WHERE {of_when(rule, 'r')} "
        f"AND {key} IN ({duties})"
    )


def matches(rule: Rule) -> str | None:
    """Return which records `r` may bear on a duty that `t` opens, as SQL; None: no others."""
    return dependencies_part(rule.demand.form).matches(rule)


def duty_keys(rule: Rule) -> list[str]:
    """Return the SQL of what a duty of the rule may be named after (see findings)."""
    return dependencies_part(rule.demand.form).duty_keys(rule)


def of_when(rule: Rule, row: str) -> str:
    """Say, in SQL, that a row's event may set the rule off."""
    return "TRUE" if rule.when is None else f"{row}.event IN ({texts(rule.when)})"


def column_name(column: str) -> str:
    """Write the name of a record's column as SQL does."""
    return quoted(column_of(column))


def texts(values: Sequence[str]) -> str:
    """Write a list of texts as SQL does."""
    return ", ".join(text(value) for value in values)
