"""How many duties each party owes under each rule, by outcome: the listed and the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import ibis

from engine.evaluation.inputs import EvaluationInputs
from engine.evaluation.predicates import PredicateIndex
from engine.evaluation.register_joins import with_registers
from engine.evaluation.rulings import Rulings
from engine.rulebook.columns import column_of
from engine.rulebook.outcomes import verdict_of
from engine.tables.store import Table, TableStore

# Numbers of duties by rule id, party (None where it is not known) and verdict.
DutyCounts = Counter[tuple[str, str | None, str]]

_ACTOR = "actor_id"
_OF_A_RECORD = ("actor_id", "counterparty_id", "battery_code", "vin", "region")


def keep_duty_counts(
    inputs: EvaluationInputs, predicates: PredicateIndex, rulings: Rulings
) -> Table:
    """Keep and return `duty_counts`: rule, owed_by, outcome and count of all rulings.

    Needs the table `group_rows`: a group's duty is owed by the party of its first record,
    as `findings` has it.
    """
    judged = _of_records(inputs.tables, rulings)
    counted = [
        _counted(inputs, judged.filter(judged.rule.isin(numbers)), path)
        for path, numbers in _rules_by_owner(predicates)
    ]
    return inputs.tables.keep("duty_counts", ibis.union(*counted))


def count_duties(tables: TableStore) -> DutyCounts:
    """Read the tables `duty_counts` and `rule_words`."""
    counts: DutyCounts = Counter()
    for rule_id, owed_by, outcome, count in tables.connection.execute(
        "SELECT rule_id, owed_by, outcome, count "
        "FROM duty_counts JOIN rule_words USING (rule)"
    ).fetchall():
        counts[rule_id, owed_by, verdict_of(outcome)] += count
    return counts


def by_rule(counts: DutyCounts) -> Counter[tuple[str, str]]:
    """Sum up the duties of all parties, by rule id and verdict."""
    summed: Counter[tuple[str, str]] = Counter()
    for (rule_id, _, verdict), count in counts.items():
        summed[rule_id, verdict] += count
    return summed


def _of_records(tables: TableStore, rulings: Rulings) -> Table:
    """Return rule, outcome and `row`: the record judged, of a group its first."""
    judged = rulings.every_one()
    groups = tables.table("group_rows").select(
        group_key="record_key", first="first_record_key"
    )
    judged = judged.left_join(groups, judged.record_key == groups.group_key)
    return judged.select(
        "rule", "outcome", row=judged["first"].fill_null(judged.record_key)
    )


def _rules_by_owner(predicates: PredicateIndex) -> Iterator[tuple[str, list[int]]]:
    """Yield each path that names the party of some rules, with the rules' numbers."""
    found: dict[str, list[int]] = {_ACTOR: []}
    for number, rule in enumerate(predicates.rules):
        found.setdefault(rule.owed_by or _ACTOR, []).append(number)
    yield from found.items()


def _counted(inputs: EvaluationInputs, judged: Table, path: str) -> Table:
    """Count rulings by the party that a path of their record names."""
    rows = inputs.visible.records
    if "." in path:
        rows = rows.semi_join(judged, rows.record_key == judged.row)
        rows = rows.select("situation", "record_key", "occurred_on", *_OF_A_RECORD)
        rows = with_registers(rows, inputs.registers, [path], {})
    owners = rows.select(key="record_key", owed_by=column_of(path))
    owed = judged.left_join(owners, judged.row == owners.key)
    return owed.group_by("rule", "owed_by", "outcome").agg(count=owed.count())
