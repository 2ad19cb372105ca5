"""How many duties each party owes under each rule, by outcome: the listed and the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import ibis

from engine.evaluation.inputs import EvaluationInputs
from engine.evaluation.predicates import PredicateIndex
from engine.evaluation.register_joins import with_registers
from engine.rulebook.columns import column_of
from engine.rulebook.outcomes import verdict_of
from engine.tables.store import Table, TableStore

# Numbers of duties by rule id, party (None where it is not known) and verdict.
DutyCounts = Counter[tuple[str, str | None, str]]

_ACTOR = "actor_id"
_OF_A_RECORD = ("actor_id", "counterparty_id", "battery_code", "vin", "region")


def keep_met_counts(
    inputs: EvaluationInputs, predicates: PredicateIndex, met: Table
) -> Table:
    """Keep and return `met_counts`: rule, owed_by, outcome and count of `met_rulings`.

    Needs the table `group_rows`: a group's duty is owed by the party of its first record,
    as `findings` has it.
    """
    of_records = _of_records(inputs.tables, met)
    counted = [
        _counted(inputs, of_records.filter(of_records.rule.isin(numbers)), path)
        for path, numbers in _rules_by_owner(predicates)
    ]
    return inputs.tables.keep("met_counts", ibis.union(*counted))


def count_duties(tables: TableStore) -> DutyCounts:
    """Count the kept duties, and those that are met and were not kept.

    Reads the tables `duties`, `met_counts` and `rule_words`.
    """
    counts: DutyCounts = Counter()
    ask = tables.connection.execute
    for rule_id, owed_by, verdict, count in ask(
        "SELECT rule_id, owed_by, verdict, count(*) FROM duties GROUP BY ALL"
    ).fetchall():
        counts[rule_id, owed_by, verdict] += count
    for rule_id, owed_by, outcome, count in ask(
        "SELECT rule_id, owed_by, outcome, count "
        "FROM met_counts JOIN rule_words USING (rule)"
    ).fetchall():
        counts[rule_id, owed_by, verdict_of(outcome)] += count
    return counts


def by_rule(counts: DutyCounts) -> Counter[tuple[str, str]]:
    """Sum up the duties of all parties, by rule id and verdict."""
    summed: Counter[tuple[str, str]] = Counter()
    for (rule_id, _, verdict), count in counts.items():
        summed[rule_id, verdict] += count
    return summed


def _of_records(tables: TableStore, met: Table) -> Table:
    """Return rule, outcome and `row`: the record judged, of a group its first."""
    groups = tables.table("group_rows").select(
        group_key="record_key", first="first_record_key"
    )
    judged = met.left_join(groups, met.record_key == groups.group_key)
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
