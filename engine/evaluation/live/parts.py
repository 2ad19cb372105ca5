"""Splits a crowded group into parts: a few triggers each, with the records they need.

durable-rules compares every trigger with every witness of its group, so that thousands
of records under one key would take hours. In a part a trigger has, of all records that
are alike for its rule, only the nearest: a farther one cannot change the outcome.

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
    facts: str,
    crowded: int,
) -> None:
    """Keep the table `parts` of the groups larger than `crowded`.

    Its columns: group_id, part, record_key, rank, away. Reads the tables `members`
    (group_id, record_key, rank, away, size) and that of the name `facts`. Forms read
    `crowd`: facts with group_id, rank, away, the `day` as a number, and `upward` and
    `downward`, places in the order of days and ranks.
    """
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE crowd AS
        SELECT {facts}.*, group_id, rank, away,
            date_diff('day', DATE '0001-01-01', occurred_on) AS day,
            day * {DAY} + rank AS upward, day * {DAY} - rank AS downward
        FROM members JOIN {facts} USING (record_key) WHERE size > {crowded}"""
    )
    pair = "group_id BIGINT, record_key BIGINT, other BIGINT"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE needed ({pair})")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE releases ({pair}, day BIGINT, rule VARCHAR)"
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
            SELECT group_id, record_key, day, (row_number() OVER (
                PARTITION BY group_id ORDER BY upward) - 1) // {TRIGGERS_PER_PART} AS part
            FROM crowd WHERE NOT away
        ), home AS (
            SELECT group_id, part, record_key,
                max(day) OVER (PARTITION BY group_id, part) AS last
            FROM numbered
        ), together AS (
            SELECT group_id, part, record_key, last FROM home
            UNION SELECT group_id, part, other, last
            FROM home JOIN needed USING (group_id, record_key)
            UNION SELECT group_id, part, other, last
            FROM together JOIN releases USING (group_id, record_key) WHERE day <= last
        )
        SELECT group_id, part, record_key, rank, home.record_key IS NULL AS away
        FROM together JOIN crowd USING (group_id, record_key)
        LEFT JOIN home USING (group_id, part, record_key)"""
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
