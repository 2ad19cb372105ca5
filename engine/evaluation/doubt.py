"""Which duties rejected records leave in doubt: the table `doubts`.

A verdict may rest on there being no record of a kind, and every verdict rests on there
being no correction of the record it is of. A rejected record might be it (rule language,
"Rejected rows leave doubt"). Where no rejected record leaves doubt, nothing is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import ibis

from engine.evaluation.forms import (
    Absence,
    Crossing,
    NumberedRule,
    dependencies_part,
)
from engine.evaluation.predicates import PredicateIndex
from engine.evaluation.rejected_rows import RejectedRows
from engine.evaluation.visibility import VisibleRecords
from engine.rulebook.columns import column_of
from engine.rulebook.outcomes import code_of, verdicts
from engine.tables.store import Column, Table, TableStore

Kind: TypeAlias = Literal["correction", "match", "release"]
# Absences that records are compared for by the same columns, each with its rule.
_Sought: TypeAlias = list[tuple[NumberedRule, Absence]]
_REJECTED = "rejected"


@dataclass(frozen=True)
class Doubts:
    """The records on whose duties a rejected record might bear.

    `table` is `doubts`: rule (its number; null for all rules), record_key, and kind:
    `correction` of the record, or the `kind` of an absence (see `forms.Absence`).
    `resting`: the outcomes that rest on an absence.
    """

    table: Table
    resting: frozenset[str]

    def of(self, rule: int, *kinds: Kind) -> Table:
        """Return (record_key) of those in doubt of these kinds under a rule."""
        rows = self.table
        of_rule = rows.rule.isnull() | (rows.rule == rule)
        rows = rows.filter(of_rule, rows.kind.isin(kinds))
        return rows.select("record_key").distinct()

    def overturned(self, judged: Table) -> Table:
        """Return rulings with the outcome `rejected` where a rejected record bears on them.

        What is undetermined already stays as it is. Group rows are no records, and
        stay as well.
        """
        rows = self.table
        corrected = rows.filter(rows.kind == "correction").select(
            corrected="record_key"
        )
        matched = rows.filter(rows.kind == "match").select(
            matched="record_key", matched_rule="rule"
        )
        named = judged.left_join(corrected, judged.record_key == corrected.corrected)
        named = named.left_join(
            matched,
            [named.record_key == matched.matched, named.rule == matched.matched_rule],
        )
        decided = (word for word, v in verdicts().items() if v != "undetermined")
        in_doubt = (named.corrected.notnull() & _is_any(named.outcome, decided)) | (
            named.matched.notnull() & _is_any(named.outcome, self.resting)
        )
        return named.select(
            "rule",
            "record_key",
            outcome=ibis.cases(
                (in_doubt, ibis.literal(code_of(_REJECTED), "int32")),
                else_=named.outcome,
            ),
            witness=ibis.cases((~in_doubt, named.witness)),
        )


def keep_doubts(
    tables: TableStore,
    visible: VisibleRecords,
    rejected: RejectedRows,
    predicates: PredicateIndex,
) -> Doubts | None:
    """Keep the table `doubts`; None where no rejected record bears on a visible one."""
    if rejected.records is None:
        return None
    rules = list(enumerate(predicates.rules))
    found = [_corrections(visible.records, rejected.records)]
    resting: set[str] = set()
    for place, (same, sought) in enumerate(_by_columns(rules).items()):
        pairs = _pairs(visible.records, rejected.records, same, sought)
        pairs = tables.keep(f"doubtful_pairs_{place}", pairs)
        found += (_matched(pairs, *one) for one in sought)
        resting.update(outcome for _, absence in sought for outcome in absence.outcomes)
    doubts = tables.keep("doubts", ibis.union(*found, distinct=True))
    return Doubts(doubts, frozenset(resting)) if tables.count(doubts) else None


def _by_columns(rules: Iterable[NumberedRule]) -> dict[Crossing, _Sought]:
    """Sort what rules seek by the columns that are compared for it."""
    found: dict[Crossing, _Sought] = {}
    for numbered in rules:
        for absence in _absences(numbered):
            found.setdefault(absence.same, []).append((numbered, absence))
    return found


def _absences(numbered: NumberedRule) -> Iterator[Absence]:
    rule = numbered[1]
    yield from dependencies_part(rule.demand.form).absences(rule)


def _corrections(visible: Table, rejected: Table) -> Table:
    """Return the visible records that a rejected one corrects."""
    corrected = visible.semi_join(
        rejected,
        [
            visible.situation == rejected.situation,
            visible.record_id == rejected.corrects,
        ],
    )
    return _doubts(corrected, ibis.null("int32"), "correction")


def _pairs(visible: Table, rejected: Table, same: Crossing, sought: _Sought) -> Table:
    """Pair records of the events of rules with rejected ones that agree in the columns."""
    named = [rule.when for (_, rule), _ in sought]
    if None not in named:
        events = {event for when in named for event in when or ()}
        visible = visible.filter(visible.event.isin(sorted(events)))
    mine = visible.select(
        "situation", "record_key", "event", battery="battery_code",
        **{f"mine{n}": column_of(column) for n, (column, _) in enumerate(same)},
    )  # fmt: skip
    theirs = rejected.select(
        in_situation="situation", other_event="event", other_battery="battery_code",
        **{f"theirs{n}": column_of(column) for n, (_, column) in enumerate(same)},
    )  # fmt: skip
    agreeing = (mine[f"mine{n}"] == theirs[f"theirs{n}"] for n, _ in enumerate(same))
    pairs = mine.join(theirs, [mine.situation == theirs.in_situation, *agreeing])
    # An empty code is no battery's.
    is_own = (pairs.battery == pairs.other_battery).fill_null(False)
    return pairs.select("record_key", "event", "other_event", is_own=is_own)


def _matched(pairs: Table, numbered: NumberedRule, absence: Absence) -> Table:
    number, rule = numbered
    if rule.when is not None:
        pairs = pairs.filter(pairs.event.isin(rule.when))
    if absence.events is not None:
        # Of a word that is no event of the vocabulary nothing is kept.
        is_sought = pairs.other_event.isin(absence.events) | pairs.other_event.isnull()
        pairs = pairs.filter(is_sought)
    if absence.other_battery:
        pairs = pairs.filter(~pairs.is_own)
    return _doubts(pairs, ibis.literal(number, "int32"), absence.kind)


def _doubts(rows: Table, rule: Column, kind: Kind) -> Table:
    return rows.select(rule=rule, record_key="record_key", kind=ibis.literal(kind))


def _is_any(outcome: Column, words: Iterable[str]) -> Column:
    return outcome.isin(sorted(map(code_of, words)))
