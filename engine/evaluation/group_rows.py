"""Rows of the facts that stand for a group of records and not for one.

A form that judges groups keeps a row for each (see `forms.GroupFacts`). Among the facts
such a row has no event; `group_rule` is the number of its rule.
"""

from __future__ import annotations

from collections.abc import Iterable

import ibis
import pyarrow as pa

from engine.evaluation.forms import facts_part
from engine.evaluation.inputs import EvaluationInputs
from engine.evaluation.predicates import PredicateIndex
from engine.rulebook.forms import form_keys
from engine.tables.store import Table, TableStore

# The columns of every group: `first_record_key` is the row of its first record, by which the
# look-ups of the group are found; `occurred_on` the day on which the group is complete.
GROUP_SCHEMA = {
    "record_key": pa.int64(),
    "first_record_key": pa.int64(),
    "group_rule": pa.int32(),
    "record_id": pa.string(),
    "occurred_on": pa.date32(),
}
_TAKEN_FROM_GROUP = ("record_id", "occurred_on", "record_key")
_EMPTY = ("event", "battery_code", "vin", "region", "reported_on", "later_report_on")
# No dataset has so many rows: the groups of each rule are numbered from beyond here.
_FIRST_GROUP_KEY, _GROUPS_PER_RULE = 1 << 48, 1 << 32


def group_key(rule: int, place: int) -> int:
    """Return the `record_key` of the group at a place among those of a numbered rule."""
    return _FIRST_GROUP_KEY + rule * _GROUPS_PER_RULE + place


def keep_groups(
    inputs: EvaluationInputs, predicates: PredicateIndex, rows: Table
) -> Table:
    """Keep the groups of every rule as the table `group_rows` and return it.

    `rows` has the records of the rules' events with all that the rules require.
    """
    found = []
    for key, rules in predicates.by_form.items():
        if groups := facts_part(key).GROUPS:
            found.append(groups.keep(inputs, rules, rows))
    return keep_group_rows(inputs.tables, found)


def keep_group_rows(tables: TableStore, groups: Iterable[Table]) -> Table:
    """Keep the groups of several forms as one table `group_rows` and return it.

    Its columns are those of GROUP_SCHEMA and of all forms, null where a form has none.
    """
    schema = _schema()
    widened = [
        table.select(
            **{
                name: table[name] if name in table.columns else ibis.null(kind)
                for name, kind in ibis.Schema.from_pyarrow(pa.schema(schema)).items()
            }
        )
        for table in groups
    ]
    if not widened:
        return tables.keep_rows("group_rows", schema, [])
    return tables.keep("group_rows", ibis.union(*widened))


def with_group_rows(facts: Table, groups: Table) -> Table:
    """Return the facts of records and, after them, a row for each group.

    A group takes the look-ups of its first record along, for who owes the duty.
    """
    kinds = groups.schema()
    own = [
        name
        for name in _schema()
        if name not in (*_TAKEN_FROM_GROUP, "first_record_key")
    ]
    records = facts.mutate(**{name: ibis.null(kinds[name]) for name in own})
    of_group = groups.select(
        "first_record_key",
        *own,
        **{f"group_{name}": name for name in _TAKEN_FROM_GROUP},
    )
    firsts = facts.join(of_group, facts.record_key == of_group.first_record_key)
    rows = firsts.mutate(
        **{name: firsts[f"group_{name}"] for name in _TAKEN_FROM_GROUP},
        **{name: ibis.null(firsts[name].type()) for name in _EMPTY},
    )
    return records.union(rows.select(*records.columns))


def _schema() -> dict[str, pa.DataType]:
    found = dict(GROUP_SCHEMA)
    for key in form_keys():
        if groups := facts_part(key).GROUPS:
            found |= groups.columns
    return found
