"""What the rules for one role, or all rules, ask of the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from engine.evaluation.columns_read import TableColumn, columns_read
from engine.rulebook import Rule, Vocabulary
from engine.rulebook.examples import DEFAULT_ACTOR, DEFAULT_BATTERY

_EXAMPLES = 3
# Ids of their usual length that nobody takes for true ones.
_INVENTED = {
    "actor_id": DEFAULT_ACTOR,
    "counterparty_id": "91100000EXAMPLE00X",
    "battery_code": DEFAULT_BATTERY,
    "vin": "EXAMPLE0000000001",
}

# The texts of the filled cells of a record, by column.
Row: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """What some rules ask for.

    `columns` has the rules that read a column, or show it to a person as evidence, by
    table and column; `events` the events that open a duty or are looked for by one.
    """

    columns: Mapping[TableColumn, Sequence[Rule]]
    events: frozenset[str]


def rules_for(rules: Sequence[Rule], role: str | None) -> tuple[Rule, ...]:
    """Return the rules for a role and those for anyone; all where the role is None."""
    return tuple(
        rule for rule in rules if role is None or rule.who is None or role in rule.who
    )


def asked_by(rules: Sequence[Rule]) -> Asked:
    """Return what the rules ask for, the binding ones first in each list."""
    columns: dict[TableColumn, list[Rule]] = {}
    for rule in sorted(rules, key=_is_not_binding):
        shown = {("records", column) for column in rule.evidence}
        for column in sorted(columns_read(rule) | shown):
            columns.setdefault(column, []).append(rule)
    events = chain.from_iterable(
        (*(rule.when or ()), *rule.demand.form.other_events) for rule in rules
    )
    return Asked(columns, frozenset(events))


def example_rows(
    rules: Sequence[Rule], words: Vocabulary, role: str | None
) -> tuple[Row, ...]:
    """Return a record of each of the main events, out of the examples of the rules.

    These are the events on which the most instruments have rules for the role, in the
    order of the vocabulary. A row is as rule files write it; whom and what it names is
    invented.
    """
    own = [r for r in rules if role is None or (r.who is not None and role in r.who)]
    rows: dict[str, Row] = {}
    weights: dict[str, set[str]] = {}
    for rule in sorted(own, key=_is_not_binding):
        for event in rule.when or ():
            weights.setdefault(event, set()).add(rule.source.instrument)
            for row in _compliant(rule, event):
                rows.setdefault(event, row)
    # A sort is stable: of equally many, the event of a binding rule comes first.
    main = sorted(rows, key=lambda event: -len(weights[event]))[:_EXAMPLES]
    return tuple(
        {**rows[event], **_named(rows[event]), "record_id": f"R{number}"}
        for number, event in enumerate(filter(main.__contains__, words.events), 1)
    )


def _compliant(rule: Rule, event: str) -> Iterator[Row]:
    """Yield the triggers of this event in the examples that are compliant."""
    for example in rule.examples:
        if example.expect == "compliant" and example.trigger["event"] == event:
            yield example.trigger


def _named(row: Row) -> Row:
    return {column: invented for column, invented in _INVENTED.items() if column in row}


def _is_not_binding(rule: Rule) -> bool:
    return rule.force != "binding"
