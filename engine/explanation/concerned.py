"""Which records the duties of a few records can depend on, whatever the dataset's size.

A duty is judged by its trigger, the registers, and the records its rule may
match with it. Taking every version of each, and of whatever they correct,
leaves out nothing that could change a verdict of the subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb

from engine.evaluation.dependencies import (
    duty_keys,
    keep_chains,
    of_when,
    selects_concerned,
)
from engine.rulebook import Rule
from engine.tables.sql import text

_ID_DIGITS = 16


def keep_battery(connection: duckdb.DuckDBPyConnection, code: str) -> None:
    """Keep `subject`: the battery's records and their correction chains."""
    keep_chains(
        connection,
        "subject",
        "SELECT record_id FROM records WHERE battery_code = ?",
        [code],
    )


def keep_finding(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule], finding_id: str
) -> Rule | None:
    """Keep `subject`, the records that may open this duty; return its rule, or None."""
    for rule in rules:
        matches = " OR ".join(
            f"substr(sha256({text(rule.first_id)} || chr(10) || {key}), 1, "
            f"{_ID_DIGITS}) = $1"
            for key in duty_keys(rule)
        )
        opening = f"{of_when(rule, 'r')} AND ({matches})"
        select = f"SELECT record_id FROM records AS r WHERE {opening}"
        keep_chains(connection, "subject", select, [finding_id])
        if connection.execute("SELECT count(*) FROM subject").fetchall()[0][0]:
            return rule
    return None


def rules_concerned(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule]
) -> tuple[Rule, ...]:
    """Return the rules of which a record of the subject may be the trigger."""
    events = {
        event
        for (event,) in connection.execute(
            "SELECT DISTINCT event FROM records SEMI JOIN subject USING (record_id)"
        ).fetchall()
    }
    return tuple(r for r in rules if r.when is None or events & set(r.when))


def keep_concerned(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule]
) -> None:
    """Keep `concerned`: the subject and every record that may bear on its duties."""
    triggers = "SELECT * FROM records SEMI JOIN subject USING (record_id)"
    selects = [s for rule in rules for s in selects_concerned(rule, triggers)]
    chosen = " UNION ".join(["SELECT record_id FROM subject", *selects])
    keep_chains(connection, "concerned", chosen)


def rows(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[object] = ()
) -> list[dict[str, Any]]:
    """Return the rows of a query as dicts."""
    result = connection.execute(sql, list(values))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
