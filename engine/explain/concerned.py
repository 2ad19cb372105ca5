"""Which records the duties of a few records can depend on, whatever the dataset's size.

A duty is judged by its trigger, the registers, and the records its rule may
match with it. Taking every version of each, and of whatever they correct,
leaves out nothing that could change a verdict of the subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb

from engine.rulebook import (
    BeAlone,
    BeCoveredBy,
    BeFollowedBy,
    BePrecededBy,
    Reach,
    Rule,
)
from engine.rulebook.columns import column_of

# The paths to a party by way of a register, as SQL over a row of records named {0}.
_OPERATORS = {
    "battery.maker_id": "(SELECT max(maker_id) FROM batteries AS b "
    "WHERE b.battery_code = {0}.battery_code)",
    "vehicle.maker_id": "(SELECT max(maker_id) FROM vehicles AS v "
    "WHERE v.vin = {0}.vin)",
    "outlet.operator_id": "(SELECT max(operator_id) FROM outlets AS o "
    "WHERE o.outlet_id = {0}.actor_id OR o.run_by = {0}.actor_id)",
}
_ID_DIGITS = 16


def keep_battery(connection: duckdb.DuckDBPyConnection, code: str) -> None:
    """Keep `subject`: the battery's records and their correction chains."""
    _keep_chains(
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
            f"substr(sha256({_text(rule.first_id)} || chr(10) || {key}), 1, "
            f"{_ID_DIGITS}) = $1"
            for key in _duty_keys(rule)
        )
        opening = f"{_of_when(rule, 'r')} AND ({matches})"
        select = f"SELECT record_id FROM records AS r WHERE {opening}"
        _keep_chains(connection, "subject", select, [finding_id])
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
    triggers = "(SELECT * FROM records SEMI JOIN subject USING (record_id))"
    selects = [
        f"SELECT r.record_id FROM records AS r JOIN {triggers} AS t ON {matches}"
        for rule in rules
        if (matches := _matches(rule))
    ]
    chosen = " UNION ".join(["SELECT record_id FROM subject", *selects])
    _keep_chains(connection, "concerned", chosen, [])


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
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW bare_records AS "
        "SELECT * EXCLUDE (first_record_id) FROM temp.records"
    )
    try:
        yield
    finally:
        connection.execute("DROP VIEW temp.bare_records")
        connection.execute("DROP TABLE temp.records")


def rows(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[object] = ()
) -> list[dict[str, Any]]:
    """Return the rows of a query as dicts."""
    result = connection.execute(sql, list(values))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _keep_chains(
    connection: duckdb.DuckDBPyConnection, name: str, select: str, values: list[object]
) -> None:
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {name} AS
        WITH chosen AS ({select})
        SELECT record_id FROM records WHERE first_record_id IN (
            SELECT first_record_id FROM records SEMI JOIN chosen USING (record_id))""",
        values,
    )


def _matches(rule: Rule) -> str | None:
    """Say which records `r` may bear on a duty that `t` opens; None: no others do."""
    form = rule.demand.form
    start = _of_when(rule, "t")
    if isinstance(form, BeFollowedBy | BePrecededBy):
        pairs = [f"r.{_name(theirs)} = t.{_name(mine)}" for mine, theirs in form.same]
        return " AND ".join([start, f"r.event IN ({_texts(form.event)})", *pairs])
    if isinstance(form, BeAlone):
        pairs = [f"r.{_name(column)} = t.{_name(column)}" for column in form.same]
        released = f"r.event IN ({_texts(form.until)})" if form.until else "FALSE"
        return " AND ".join([start, f"({_of_when(rule, 'r')} OR {released})", *pairs])
    same_year = "year(r.occurred_on) = year(t.occurred_on)"
    alike = f"{start} AND {_of_when(rule, 'r')} AND {same_year}"
    if isinstance(form, Reach):
        return f"{alike} AND r.actor_id = t.actor_id"
    if isinstance(form, BeCoveredBy):
        return (
            f"{alike} AND {_operator(form, 'r')} = {_operator(form, 't')} AND "
            f"substr(r.region, 1, {form.digits}) = substr(t.region, 1, {form.digits})"
        )
    return None


def _duty_keys(rule: Rule) -> list[str]:
    """Return the SQL of what a duty of the rule may be named after (see findings)."""
    form = rule.demand.form
    year = "year(r.occurred_on)"
    if isinstance(form, Reach):
        return [f"r.actor_id || '/' || {year}"]
    if isinstance(form, BeCoveredBy):
        operator = _operator(form, "r")
        region = f"substr(r.region, 1, {form.digits})"
        return ["r.first_record_id", f"{operator} || '/' || {region} || '/' || {year}"]
    return ["r.first_record_id"]


def _operator(form: BeCoveredBy, row: str) -> str:
    known = _OPERATORS.get(form.operator)
    return known.format(row) if known else f"{row}.{_name(form.operator)}"


def _of_when(rule: Rule, row: str) -> str:
    return "TRUE" if rule.when is None else f"{row}.event IN ({_texts(rule.when)})"


def _name(column: str) -> str:
    return '"' + column_of(column).replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _texts(values: Sequence[str]) -> str:
    return ", ".join(_text(value) for value in values)
