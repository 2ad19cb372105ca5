"""A crowded group taken apart: a few triggers at a time, with the records that decide them.

durable-rules compares every trigger with every witness of its group, so that thousands of
records under one key would take hours. Here a trigger keeps, of all records that are alike
for its rule, only the nearest: one further off could not change how the duty ends.

- Before or after it: of the witnesses that are equally sure and equally within the
  calendar, none is in time where the nearest is not.
- One at a time: of the rivals that are equally sure and still stand on its day, the
  latest is the one a finding names.

Whatever else a part holds are real records of the group, which do no harm as long as a
record that may stand against another comes with what releases it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import duckdb

from engine.evaluation.conditions import TRUE, UNKNOWN
from engine.evaluation.live.branch_builder import BATTERY
from engine.evaluation.predicates import PredicateIndex, opening
from engine.forms import BeAlone, BeFollowedBy, BePrecededBy
from engine.rulebook import Condition, Rule
from engine.rulebook.columns import column_of
from engine.tables.sql import name as quoted
from engine.tables.sql import text

TRIGGERS_PER_PART = 25
# Puts the day and, within it, the rank by record_id into one whole number.
_DAY = 10**9


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
            d * {_DAY} + n AS upward, d * {_DAY} - n AS downward
        FROM members JOIN facts USING (x) WHERE size > {crowded}"""
    )
    pair = "g BIGINT, x BIGINT, other BIGINT"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE needed ({pair})")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE releases ({pair}, d BIGINT, rule VARCHAR)"
    )
    for rule in rules:
        for table, select in _bonds(rule, predicates):
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


def _bonds(rule: Rule, predicates: PredicateIndex) -> Iterator[tuple[str, str]]:
    """Yield what a rule's records need of others: the table, and the query of its rows."""
    form = rule.demand.form
    if isinstance(form, BeFollowedBy | BePrecededBy):
        yield "needed", _nearest(rule, form, predicates)
    if isinstance(form, BeAlone):
        yield "releases", _releases(rule, form, predicates)
        yield "needed", _standing(rule, form, predicates)


def _nearest(
    rule: Rule, form: BeFollowedBy | BePrecededBy, predicates: PredicateIndex
) -> str:
    """Pair each trigger with its nearest witnesses, itself not counted.

    A bound of the same day may be met by the trigger itself, hence the next one.
    """
    window = predicates.window(rule)
    if isinstance(form, BePrecededBy):
        bounds = f"d * {_DAY}, downward - 1"
        order = "w.downward <= t.bound"
        dated = "TRUE" if window is None else f"due{window} IS NOT NULL"
    else:
        bounds = f"d * {_DAY}, upward + 1, (d + 1) * {_DAY}"
        order = "w.upward >= t.bound"
        dated = "TRUE"
    same = " AND ".join(
        f"t.{_name(mine)} = w.{_name(theirs)}" for mine, theirs in form.same
    )
    return f"""WITH t AS (
            SELECT *, unnest([{bounds}]) AS bound FROM ({_triggers(rule, predicates)})
            CROSS JOIN (VALUES (TRUE), (FALSE)) AS surely(sure)
            CROSS JOIN (VALUES (TRUE), (FALSE)) AS datedly(dated) WHERE NOT away
        ), w AS (
            SELECT *, {_holds(form.where, predicates, TRUE)} AS sure, {dated} AS dated
            FROM crowd WHERE event IN ({_texts(form.event)})
                AND {_holds(form.where, predicates, UNKNOWN)}
        )
        SELECT t.g, t.x, w.x FROM t ASOF JOIN w
        ON t.g = w.g AND {same} AND t.sure = w.sure AND t.dated = w.dated AND {order}"""


def _releases(rule: Rule, form: BeAlone, predicates: PredicateIndex) -> str:
    """Pair each possible trigger with its first release.

    Where that is itself the trigger that asks, the next one comes as its own.
    """
    if not form.until:
        return "SELECT g, x, x, d, '' FROM crowd WHERE FALSE"
    return f"""SELECT w.g, w.x, arg_min(u.x, u.upward), min(u.d), {text(rule.id)}
        FROM ({_triggers(rule, predicates)}) AS w JOIN crowd AS u
        ON u.g = w.g AND u.event IN ({_texts(form.until)}) AND {_alike("u", "w", form)}
            AND u.{BATTERY} = w.{BATTERY} AND u.d >= w.d AND u.x <> w.x
        GROUP BY w.g, w.x"""


def _standing(rule: Rule, form: BeAlone, predicates: PredicateIndex) -> str:
    """Pair each trigger with the latest rival of each kind that stands on its day."""
    other = "TRUE"
    if form.same != (BATTERY,):
        other = f"(t.{BATTERY} = w.{BATTERY}) IS NOT TRUE"
    return f"""WITH mine AS (
            SELECT *, {_holds(opening(rule), predicates, TRUE)} AS sure
            FROM ({_triggers(rule, predicates)})
        ), ends AS (
            SELECT g, x, other AS release, d AS released_on
            FROM releases WHERE rule = {text(rule.id)}
        ), rivals AS (SELECT * FROM mine LEFT JOIN ends USING (g, x))
        SELECT t.g, t.x, arg_max(w.x, w.downward)
        FROM mine AS t JOIN rivals AS w
        ON w.g = t.g AND {_alike("w", "t", form)} AND w.d <= t.d AND w.x <> t.x AND {other}
        WHERE NOT t.away
            AND (w.release IS NULL OR w.release = t.x OR w.released_on > t.d)
        GROUP BY t.g, t.x, w.sure, w.{BATTERY} IS NULL, w.d = t.d"""


def _triggers(rule: Rule, predicates: PredicateIndex) -> str:
    of_when = (
        "event IS NOT NULL" if rule.when is None else f"event IN ({_texts(rule.when)})"
    )
    possible = _holds(opening(rule), predicates, UNKNOWN)
    return f"SELECT * FROM crowd WHERE {of_when} AND {possible}"


def _holds(condition: Condition, predicates: PredicateIndex, least: int) -> str:
    """Write that a condition is true (`least` TRUE), or not false (UNKNOWN)."""
    tests = [f"t{number} >= {least}" for number in predicates.numbers(condition)]
    return f"({' AND '.join(tests) or 'TRUE'})"


def _alike(one: str, other: str, form: BeAlone) -> str:
    return " AND ".join(f"{one}.{_name(c)} = {other}.{_name(c)}" for c in form.same)


def _name(column: str) -> str:
    return quoted(column_of(column))


def _texts(values: Iterable[str]) -> str:
    return ", ".join(map(text, values))
