"""Selects the records that are explained, and those that their duties depend on.

A verdict depends on the trigger, the registers, and the records that the rule may match
with the trigger. Every version of each of these, and of what they correct, is taken, so
that the verdicts are those of the whole dataset.

The tables `subject` and `concerned` have one column, `record_id`.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from engine.evaluation.dependencies import (
    group_key,
    keep_chains,
    of_when,
    selects_concerned,
)
from engine.evaluation.finding_ids import keep_first_records, select_opening
from engine.evaluation.visibility import RecordTables
from engine.explanation.model import Row
from engine.rulebook import Rule
from engine.tables.duckdb.store import DuckDBTables


def keep_battery_records(connection: duckdb.DuckDBPyConnection, code: str) -> None:
    """Keep the table `subject`: the records of a battery and their correction chains."""
    keep_chains(
        connection,
        "subject",
        "SELECT record_id FROM records WHERE battery_code = ?",
        [code],
    )


def keep_finding_records(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule], finding_id: str
) -> Rule | None:
    """Keep the table `subject`, the records that can open this duty, and return its rule.

    None where no record can open a duty of this id.
    """
    tables = DuckDBTables(connection)
    has_firsts = keep_first_records(tables, RecordTables.of(tables)) is not None
    for rule in rules:
        opening = select_opening(rule.first_id, group_key(rule), has_firsts=has_firsts)
        select = f"SELECT record_id FROM ({opening}) AS r WHERE {of_when(rule, 'r')}"
        keep_chains(connection, "subject", select, [finding_id])
        if connection.execute("SELECT count(*) FROM subject").fetchall()[0][0]:
            return rule
    return None


def triggered_rules(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule]
) -> tuple[Rule, ...]:
    """Return the rules of which a record of `subject` can be the trigger."""
    events = {
        event
        for (event,) in connection.execute(
            "SELECT DISTINCT event FROM records SEMI JOIN subject USING (record_id)"
        ).fetchall()
    }
    return tuple(r for r in rules if r.when is None or events & set(r.when))


def keep_dependencies(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule]
) -> None:
    """Keep the table `concerned`: `subject` and the records its duties depend on."""
    triggers = "SELECT * FROM records SEMI JOIN subject USING (record_id)"
    selects = [s for rule in rules for s in selects_concerned(rule, triggers)]
    chosen = " UNION ".join(["SELECT record_id FROM subject", *selects])
    keep_chains(connection, "concerned", chosen)


def rows(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[object] = ()
) -> list[Row]:
    """Return the rows of a query, each with its values by column."""
    result = connection.execute(sql, list(values))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
