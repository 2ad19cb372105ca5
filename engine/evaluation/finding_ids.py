"""The ids of findings: a duty has the same id in every run, rule version and correction.

An id is a hash of the rule's oldest id and of what the duty is of: a group of records by
its key, or the first record of the trigger's chain of corrections by its record_id,
event, battery code and actor. A return whose rows are numbered anew has other duties.
"""

from __future__ import annotations

from functools import reduce

import ibis

from engine.dataset.loading import rejected_of
from engine.evaluation.visibility import RecordTables
from engine.tables.sql import text
from engine.tables.store import Column, Table, TableStore

# The kind of ids made here. Those of kind 1 were made of the first record's id alone.
KIND = 2
_DIGITS = 16
_MADE_OF = ("record_id", "event", "battery_code", "actor_id")
_BETWEEN = "\n"
_LINE = "chr(10)"


def keep_first_records(tables: TableStore, records: RecordTables) -> Table | None:
    """Keep and return `first_records`; None where no record corrects another.

    It has the first record of each chain of corrections: `situation` and, of each column
    that ids are made of, `first_<column>`. Of a rejected one it has what could be read.
    """
    corrections = records.chained.filter(records.chained.corrects.notnull())
    if not tables.count(corrections):
        return None
    ids = tables.keep("first_ids", _first_ids(records))
    firsts = _named(records.bare.semi_join(ids, ["situation", "record_id"]))
    if tables.has(rejected_of("records")):
        rejected = tables.table(rejected_of("records"))
        unread = rejected.semi_join(ids, ["situation", "record_id"])
        # An id may be rejected twice: the second time because it was seen before.
        alike = ibis.window(group_by=["situation", "record_id"])
        unread = unread.mutate(_first_row=unread.row.min().over(alike))
        unread = _named(unread.filter(unread.row == unread["_first_row"]))
        firsts = firsts.union(
            unread.anti_join(firsts, ["situation", "first_record_id"])
        )
    return tables.keep("first_records", firsts)


def with_finding_ids(rows: Table, firsts: Table | None) -> Table:
    """Add `finding_id` to duties.

    They need `first_rule_id`, `group_key` (null where a duty is of a record), and the
    `situation`, `first_record_id` and own columns of the trigger. `firsts` are the
    `first_records` of the same dataset.
    """
    of_first: dict[str, Column] = {name: rows[name] for name in _MADE_OF}
    columns = rows.columns
    if firsts is not None:
        firsts = firsts.rename(_first="first_record_id", _of="situation")
        chain = [
            rows.situation == firsts["_of"],
            rows.first_record_id == firsts["_first"],
        ]
        is_first = rows.record_id == rows.first_record_id
        rows = rows.left_join(firsts, chain)
        of_first = {
            name: ibis.cases((is_first, rows[name]), else_=rows[f"first_{name}"])
            for name in _MADE_OF
            if name != "record_id"
        }
    of_first["record_id"] = rows.first_record_id
    parts = [of_first[name].fill_null("") for name in _MADE_OF]
    of_record = reduce(lambda left, right: left + _BETWEEN + right, parts)
    named = rows.first_rule_id + _BETWEEN + rows.group_key.fill_null(of_record)
    digest = named.hexdigest("sha256").substr(0, _DIGITS)
    return rows.select(*columns, finding_id=digest)


def select_opening(
    first_rule_id: str, group_key: str | None, *, has_firsts: bool
) -> str:
    """Select, in SQL, the `records` r that may open the duty with the id `$1`.

    `group_key` is the key of the group of r that a duty may be of, as SQL.
    `has_firsts` says that there is a table `first_records`.
    """
    join, of_first = "", {name: f"r.{name}" for name in _MADE_OF}
    if has_firsts:
        join = "LEFT JOIN first_records USING (situation, first_record_id)"
        is_first = "r.record_id = r.first_record_id"
        of_first = {
            name: f"if({is_first}, r.{name}, first_{name})" for name in _MADE_OF
        }
    of_first["record_id"] = "r.first_record_id"
    parts = (f"coalesce({of_first[name]}, '')" for name in _MADE_OF)
    keys = filter(None, (group_key, f" || {_LINE} || ".join(parts)))
    ids = (
        f"substr(sha256({text(first_rule_id)} || {_LINE} || {key}), 1, {_DIGITS})"
        for key in keys
    )
    return f"SELECT r.* FROM records AS r {join} WHERE $1 IN ({', '.join(ids)})"


def _first_ids(records: RecordTables) -> Table:
    """Select (situation, record_id) of the first records of chains."""
    if records.roots is not None:
        roots = records.roots.select(record_id="root").distinct()
        return roots.mutate(situation=ibis.literal(0, "int32"))
    rows = records.records
    corrections = rows.filter(rows.first_record_id != rows.record_id)
    return corrections.select("situation", record_id="first_record_id").distinct()


def _named(records: Table) -> Table:
    return records.select("situation", **{f"first_{name}": name for name in _MADE_OF})
