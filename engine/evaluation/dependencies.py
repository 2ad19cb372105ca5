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
from engine.forms import BeAlone, BeCoveredBy, BeFollowedBy, BePrecededBy, Reach
from engine.rulebook import Rule
from engine.rulebook.columns import column_of
from engine.tables.sql import name as quoted
from engine.tables.sql import text

_KEYS = (
    "record_id", "first_record_id", "event", "occurred_on", "region", "battery_code",
    "vin", "actor_id",
)  # fmt: skip
# The paths to a party by way of a register, as SQL over a row of records named {0}.
_OPERATORS = {
    "battery.maker_id": "(SELECT max(maker_id) FROM batteries AS b "
    "WHERE b.battery_code = {0}.battery_code)",
    "vehicle.maker_id": "(SELECT max(maker_id) FROM vehicles AS v "
    "WHERE v.vin = {0}.vin)",
    "outlet.operator_id": "(SELECT max(operator_id) FROM outlets AS o "
    "WHERE o.outlet_id = {0}.actor_id OR o.run_by = {0}.actor_id)",
}


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
    form = rule.demand.form
    named: list[str] = []
    if isinstance(form, BeFollowedBy | BePrecededBy):
        named += chain.from_iterable(form.same)
    if isinstance(form, BeAlone):
        named += form.same
    if isinstance(form, BeCoveredBy) and form.operator not in _OPERATORS:
        named.append(form.operator)
    return [column_of(column) for column in named]


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

    That is the one findings have: of the trigger, or `<actor_id>/<year>`. A record
    that is no trigger, by role, day or another condition, may be among them.
    """
    own = f"FROM ({bearing}) AS t WHERE {of_when(rule, 't')}"
    if isinstance(rule.demand.form, Reach):
        return f"SELECT {_year_key('t')} AS record_id {own}"
    found = matches(rule)
    others = (
        f"SELECT t.record_id FROM records AS t SEMI JOIN ({bearing}) AS r ON {found}"
    )
    return f"SELECT t.record_id {own}" + (f" UNION {others}" if found else "")


def rows_of_duties(rule: Rule, duties: str) -> str:
    """Select the records that may open these duties, given by their record_ids."""
    named = "r.record_id"
    if isinstance(rule.demand.form, Reach):
        named = _year_key("r")
    return (
        f"SELECT r.* FROM records AS r WHERE {of_when(rule, 'r')} "
        f"AND {named} IN ({duties})"
    )


def matches(rule: Rule) -> str | None:
    """Say, in SQL, which records `r` may bear on a duty that `t` opens; None: no others do."""
    form = rule.demand.form
    start = of_when(rule, "t")
    if isinstance(form, BeFollowedBy | BePrecededBy):
        pairs = [f"r.{_name(theirs)} = t.{_name(mine)}" for mine, theirs in form.same]
        return " AND ".join([start, f"r.event IN ({texts(form.event)})", *pairs])
    if isinstance(form, BeAlone):
        pairs = [f"r.{_name(column)} = t.{_name(column)}" for column in form.same]
        released = f"r.event IN ({texts(form.until)})" if form.until else "FALSE"
        return " AND ".join([start, f"({of_when(rule, 'r')} OR {released})", *pairs])
    same_year = "year(r.occurred_on) = year(t.occurred_on)"
    alike = f"{start} AND {of_when(rule, 'r')} AND {same_year}"
    if isinstance(form, Reach):
        return f"{alike} AND r.actor_id = t.actor_id"
    if isinstance(form, BeCoveredBy):
        return (
            f"{alike} AND {_operator(form, 'r')} = {_operator(form, 't')} AND "
            f"substr(r.region, 1, {form.digits}) = substr(t.region, 1, {form.digits})"
        )
    return None


def duty_keys(rule: Rule) -> list[str]:
    """Return the SQL of what a duty of the rule may be named after (see findings)."""
    form = rule.demand.form
    year = "year(r.occurred_on)"
    if isinstance(form, Reach):
        return [_year_key("r")]
    if isinstance(form, BeCoveredBy):
        operator = _operator(form, "r")
        region = f"substr(r.region, 1, {form.digits})"
        return ["r.first_record_id", f"{operator} || '/' || {region} || '/' || {year}"]
    return ["r.first_record_id"]


def _year_key(row: str) -> str:
    return f"{row}.actor_id || '/' || year({row}.occurred_on)"


def _operator(form: BeCoveredBy, row: str) -> str:
    known = _OPERATORS.get(form.operator)
    return known.format(row) if known else f"{row}.{_name(form.operator)}"


def of_when(rule: Rule, row: str) -> str:
    """Say, in SQL, that a row's event may set the rule off."""
    return "TRUE" if rule.when is None else f"{row}.event IN ({texts(rule.when)})"


def _name(column: str) -> str:
    return quoted(column_of(column))


def texts(values: Sequence[str]) -> str:
    """Write a list of texts as SQL does."""
    return ", ".join(text(value) for value in values)
