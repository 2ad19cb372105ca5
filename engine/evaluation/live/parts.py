"""A crowded group taken apart: a few triggers at a time, with the records that decide them.

durable-rules compares every trigger with every witness of its group, so that thousands of
records under one key would take hours. Here a trigger keeps, of all records that are alike
for its rule, only the nearest: one further off could not change how the duty ends.

Which those are is said by the rule's form (`forms.LivePart.needed`). Whatever else a
part holds are real records of the group, which do no harm as long as a record that may
stand against another comes with what releases it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

import duckdb

from engine.evaluation.conditions import UNKNOWN
from engine.evaluation.dependencies import texts
from engine.evaluation.forms import live_part
from engine.evaluation.predicates import PredicateIndex, opening
from engine.rulebook import Condition, Rule

# What a rule's triggers need: a table of `keep_parts`, and the query of its rows.
Needed: TypeAlias = tuple[Literal["needed", "releases"], str]
TRIGGERS_PER_PART = 25
# Puts the day and, within it, the rank by record_id into one whole number.
DAY = 10**9


def keep_parts(
    connection: duckdb.DuckDBPyConnection,
    rules: Iterable[Rule],
    predicates: PredicateIndex,
    crowded: int,
) -> None:
    """Keep the table `parts` (g, part, x, n, away) of the groups larger than `crowded`.

    Stands on the tables `members` (g, x, n, away, size) and `facts`.
    """
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE crowd AS
        SELECT facts.*, g, n, away, date_diff('day', DATE '0001-01-01', occurred_on) AS d,
            d * {DAY} + n AS upward, d * {DAY} - n AS downward
        FROM members JOIN facts USING (x) WHERE size > {crowded}"""
    )
    pair = "g BIGINT, x BIGINT, other BIGINT"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE needed ({pair})")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE releases ({pair}, d BIGINT, rule VARCHAR)"
    )
    for rule in rules:
        for table, select in live_part(rule.demand.form).needed(rule, predicates):
            connection.execute(f"INSERT INTO {table} {select}")
    _keep_together(connection)


def _keep_together(connection: duckdb.DuckDBPyConnection) -> None:
    """Number the triggers of each group by parts and add the records they need."""
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE parts AS
        WITH RECURSIVE numbered AS (
            SELECT g, x, d, (row_number() OVER (
                PARTITION BY g ORDER BY upward) - 1) // {TRIGGERS_PER_PART} AS part
            FROM crowd WHERE NOT away
        ), home AS (
            SELECT g, part, x, max(d) OVER (PARTITION BY g, part) AS last FROM numbered
        ), together AS (
            SELECT g, part, x, last FROM home
            UNION SELECT g, part, other, last FROM home JOIN needed USING (g, x)
            UNION SELECT g, part, other, last
            FROM together JOIN releases USING (g, x) WHERE d <= last
        )
        SELECT g, part, x, n, home.x IS NULL AS away
        FROM together JOIN crowd USING (g, x) LEFT JOIN home USING (g, part, x)"""
    )


def triggers(rule: Rule, predicates: PredicateIndex) -> str:
    """Select the rows of `crowd` that may open a duty of the rule."""
    of_when = (
        "event IS NOT NULL" if rule.when is None else f"event IN ({texts(rule.when)})"
    )
    possible = holds(opening(rule), predicates, UNKNOWN)
    return f"SELECT * FROM crowd WHERE {of_when} AND {possible}"


def holds(condition: Condition, predicates: PredicateIndex, least: int) -> str:
    """Return the SQL that a condition is true (`least` TRUE), or not false (UNKNOWN)."""
    tests = [f"t{number} >= {least}" for number in predicates.numbers(condition)]
    return f"({' AND '.join(tests) or 'TRUE'})"
