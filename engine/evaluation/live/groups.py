"""Groups of facts for sessions to judge, written as JSON by SQL."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from engine.evaluation.live.branch_builder import ALL, Attributes
from engine.evaluation.live.parts import keep_parts
from engine.evaluation.live.rulesets import ANY, Ruleset
from engine.rulebook.columns import column_of
from engine.tables.sql import name as quoted
from engine.tables.sql import text

# More than any life has; a larger group is judged in parts.
CROWDED = 200
# What even a part may not exceed: the core would take minutes, soon hours.
FACTS_PER_GROUP = 2_000
_ENDLESS = 9_999_999


def keep_groups(
    connection: duckdb.DuckDBPyConnection,
    ruleset: Ruleset,
    attributes: Attributes,
    facts: str,
) -> int:
    """Keep the table `groups` (group_id, size, facts) of a ruleset; return their number.

    `group_id` counts from 0; `facts` are comma-separated JSON objects in order of
    record_id, so that `rank`, the place in that order, decides ties of a day. A record
    that is in a group only as a witness is marked `away`. A crowded group is kept as
    several (see `parts`). `facts` names the table of facts.
    """
    _keep_members(connection, ruleset, facts)
    placed = "SELECT group_id, 0 AS part, record_key, rank, away FROM members"
    if _count(connection, f"SELECT count(*) FROM members WHERE size > {CROWDED}"):
        keep_parts(connection, ruleset.rules, ruleset.predicates, facts, CROWDED)
        placed += (
            f" WHERE size <= {CROWDED} "
            "UNION ALL SELECT group_id, part, record_key, rank, away FROM parts"
        )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE groups AS
        SELECT row_number() OVER (ORDER BY group_id, part) - 1 AS group_id,
            count(*) AS size,
            string_agg({_fact(ruleset, attributes)}, '' ORDER BY rank) AS facts
        FROM ({placed}) JOIN {facts} USING (record_key) GROUP BY group_id, part"""
    )
    return _count(connection, "SELECT count(*) FROM groups")


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(connection.execute(query).fetchall()[0][0])


def batches(
    connection: duckdb.DuckDBPyConnection, count: int, size: int = 500
) -> Iterator[list[tuple[int, str]]]:
    """Yield the kept groups in batches of (size of the group, facts)."""
    for start in range(0, count, size):
        yield connection.execute(
            "SELECT size, facts FROM groups WHERE group_id >= ? AND group_id < ? ORDER BY group_id",
            [start, start + size],
        ).fetchall()


def _keep_members(
    connection: duckdb.DuckDBPyConnection, ruleset: Ruleset, facts: str
) -> None:
    """Keep the table `members`: which record is in which group.

    Its columns: group_id, record_key, rank, away, and the size of the group.
    """
    chosen = "1 = 1"
    if ruleset.events is not None:
        chosen = f"event IN ({_texts(ruleset.events)})"
    if ruleset.judges_groups:
        chosen = f"({chosen} OR event IS NULL)"
    else:
        chosen = f"({chosen} AND event IS NOT NULL)"
    keys = {ruleset.grouping.trigger, ruleset.grouping.witness}
    home = _key(ruleset.grouping.trigger)
    rows = " UNION ".join(
        f"SELECT record_key, {_key(key)} AS group_text, {_key(key)} <> {home} AS away "
        f"FROM {facts} WHERE {chosen}"
        for key in sorted(keys)
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE members AS
        WITH keyed AS ({rows})
        SELECT record_key, away,
            dense_rank() OVER (ORDER BY situation, group_text) AS group_id,
            row_number() OVER (
                PARTITION BY situation, group_text ORDER BY record_id, record_key
            ) AS rank,
            count(*) OVER (PARTITION BY situation, group_text) AS size
        FROM keyed JOIN {facts} USING (record_key)"""
    )


def _fact(ruleset: Ruleset, attributes: Attributes) -> str:
    """Return the SQL of a record's JSON, with the attributes its event's rules read."""
    pieces = [
        '\'{"fact":1,"sid":"0","id":"\' || rank || \'"\'',
        "',\"record_key\":' || record_key",
        "',\"rank\":' || rank",
        "CASE WHEN away THEN ',\"away\":1' ELSE '' END",
    ]
    sets = {f"s{n}": _texts(names) for names, n in attributes.sets.items()}
    columns = {name: column_of(column) for column, name in attributes.columns.items()}
    reverse: dict[int | str, str] = dict(sets.items())
    reverse |= {n: _texts([event]) for event, n in attributes.events.items()}
    for name, kinds in sorted(ruleset.requirements.items()):
        value = _value(name, attributes, sets, columns)
        if value is None:
            continue
        condition = f"{value} IS NOT NULL"
        if ANY not in kinds:
            texts = [reverse[kind] for kind in kinds if kind in reverse]
            if not texts and "group_rule" not in kinds:
                continue
            of_event = f"event IN ({', '.join(texts)})" if texts else "FALSE"
            if "group_rule" in kinds:
                of_event = f"(event IS NULL OR {of_event})"
            condition = f"{of_event} AND {condition}"
        pieces.append(
            f"CASE WHEN {condition} THEN ',\"{name}\":' || {value} ELSE '' END"
        )
    return " || ".join([*pieces, "'},'"])


def _value(
    name: str, attributes: Attributes, sets: dict[str, str], columns: dict[str, str]
) -> str | None:
    """Return the SQL of an attribute's value (null: left out), None for derived ones."""
    if name in ("fact", "record_key", "rank", "end", "conflict", "sureness", "of"):
        return None
    if name in sets:
        return f"CASE WHEN event IN ({sets[name]}) THEN 1 END"
    if name == "event":
        whens = " ".join(
            f"WHEN {text(event)} THEN {number}"
            for event, number in attributes.events.items()
        )
        return f"CASE event {whens} END" if whens else "NULL"
    fixed = {
        "is_record": "CASE WHEN event IS NOT NULL THEN 1 END",
        "day": _ordinal("occurred_on"),
        "as_of": _ordinal("as_of"),
        "judged_on": _ordinal("judged_on"),
        "reported_on": _ordinal("reported_on"),
        "is_reported": "CAST(reported_on IS NOT NULL AS INTEGER)",
        # The records have ended by its day, though not the time judged for.
        "is_last": "CAST(judged_on <= least(occurred_on, as_of - 1) AS INTEGER)",
        "in_records": "CAST(coalesce(occurred_on >= complete_from, FALSE) AS INTEGER)",
    }
    if name in fixed:
        return fixed[name]
    if name.startswith("late_due"):
        return f"coalesce({_ordinal(name.removeprefix('late_'))}, {_ENDLESS})"
    if name.startswith("due"):
        return _ordinal(name)
    if name.startswith("has_"):
        mine = name.removeprefix("has_")
        return f"CAST({quoted(columns.get(mine, mine))} IS NOT NULL AS INTEGER)"
    if name in columns:
        # By its digest, so that no length, quote or sign can mislead the core.
        return f"'\"' || sha256(CAST({quoted(columns[name])} AS VARCHAR)) || '\"'"
    return quoted(name)


def _key(column: str) -> str:
    """Return the SQL of a record's group by a column; its own group where that is empty."""
    if column == ALL:
        return "'k'"
    return f"coalesce('k' || {quoted(column_of(column))}, 'x' || record_key)"


def _ordinal(column: str) -> str:
    return f"(date_diff('day', DATE '0001-01-01', {quoted(column)}) + 1)"


def _texts(values: object) -> str:
    return ", ".join(text(value) for value in sorted(values))  # type: ignore[call-overload]
