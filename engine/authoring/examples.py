"""Runs the examples of rule files in one evaluation, each example a situation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import pyarrow as pa

from engine.errors import EvaluationError
from engine.evaluation.calendar import Calendar
from engine.evaluation.live import judging as live
from engine.evaluation.pipeline import (
    Situation,
    begin,
    evaluate,
    keep_every_fact,
    keep_situations,
    rolling_instruments,
)
from engine.evaluation.predicates import PredicateIndex
from engine.rulebook import Example, Expectation, Rule, Rulebook
from engine.rulebook.columns import RECORD_COLUMNS, REGISTERS, column_of
from engine.rulebook.outcomes import verdict_of
from engine.tables.duckdb.session import open_scratch
from engine.tables.duckdb.store import DuckDBTables
from engine.tables.store import TableStore

# A rule with one of its examples.
Case: TypeAlias = tuple[Rule, Example]
_TRUE = ("true", "yes", "1", "是")
_TYPES: dict[str, tuple[pa.DataType, Callable[[str], object]]] = {
    "text": (pa.string(), str),
    "code": (pa.string(), str),
    "date": (pa.date32(), date.fromisoformat),
    "number": (pa.decimal128(38, 12), Decimal),
    "flag": (pa.bool_(), lambda text: text.lower() in _TRUE),
    "roles": (pa.list_(pa.string()), lambda text: text.split(";")),
}


@dataclass(frozen=True)
class ExampleResult:
    """An example of a rule with the verdict that the engine found."""

    rule: Rule
    example: Example
    found: Expectation

    @property
    def agrees(self) -> bool:
        """Whether the engine found the verdict that the example expects."""
        return self.found == self.example.expect


def run_examples(
    rulebook: Rulebook, rules: Sequence[Rule], calendar: Calendar
) -> list[ExampleResult]:
    """Judge every example of the rules; results in the order of rules and examples."""
    results: dict[str, list[ExampleResult]] = {}
    for vocabulary in sorted(
        {rulebook.instrument_of(rule).vocabulary for rule in rules}
    ):
        mine = [r for r in rules if rulebook.instrument_of(r).vocabulary == vocabulary]
        for result in _run(rulebook, vocabulary, mine, calendar):
            results.setdefault(result.rule.id, []).append(result)
    return [result for rule in rules for result in results.get(rule.id, [])]


def judge_variants(
    rulebook: Rulebook, variants: Sequence[Rule], calendar: Calendar
) -> list[list[Expectation]]:
    """Return, for each changed rule, the verdicts on the examples of its file.

    The rules need ids that differ and one vocabulary. Findings are not worded.
    """
    vocabulary = rulebook.instrument_of(variants[0]).vocabulary
    first: dict[str, int] = {}
    cases: list[Case] = []
    for rule in variants:
        if rule.file not in first:
            first[rule.file] = len(cases)
            cases += [(rule, example) for example in rule.examples]
    tables = _loaded(rulebook, vocabulary, cases)
    predicates = PredicateIndex(variants, rolling_instruments(rulebook))
    found = _verdicts(tables, predicates, calendar, cases)
    tables.connection.close()
    return [
        [
            found.get((number, place, rule.demand.form.duty_id(example)), "no_duty")
            for place, example in enumerate(rule.examples, first[rule.file])
        ]
        for number, rule in enumerate(variants)
    ]


def _verdicts(
    tables: TableStore,
    predicates: PredicateIndex,
    calendar: Calendar,
    cases: Sequence[Case],
) -> dict[tuple[int, int, str], Expectation]:
    """Return the verdict of each duty by number of the rule, situation, record_id."""
    inputs = begin(tables, predicates, calendar)
    facts = keep_every_fact(inputs, predicates)
    _, failures = live.judge(tables, facts, predicates)
    _raise_first(failures, tables, cases)
    rulings = tables.connection.execute(
        "SELECT rule, situation, record_id, outcome FROM ruled JOIN facts USING (record_key)"
    ).fetchall()
    return {
        (rule, situation, record_id): verdict_of(outcome)
        for rule, situation, record_id, outcome in rulings
    }


def _run(
    rulebook: Rulebook, vocabulary: str, rules: Sequence[Rule], calendar: Calendar
) -> list[ExampleResult]:
    cases = [(rule, example) for rule in rules for example in rule.examples]
    tables = _loaded(rulebook, vocabulary, cases)
    failures, _ = evaluate(tables, rulebook, vocabulary, rules, calendar)
    _raise_first(failures, tables, cases)
    found = {
        (rule_id, situation, record_id): verdict
        for rule_id, situation, record_id, verdict in tables.connection.execute(
            "SELECT rule_id, situation, record_id, verdict FROM duties"
        ).fetchall()
    }
    tables.connection.close()
    return [
        ExampleResult(
            rule,
            example,
            found.get((rule.id, number, rule.demand.form.duty_id(example)), "no_duty"),
        )
        for number, (rule, example) in enumerate(cases)
    ]


def _loaded(rulebook: Rulebook, vocabulary: str, cases: Sequence[Case]) -> TableStore:
    """Load the examples as a dataset, each a situation numbered by its place."""
    examples = [example for _, example in cases]
    tables = DuckDBTables(open_scratch())
    columns = {**RECORD_COLUMNS, **rulebook.vocabularies[vocabulary].types}
    records = [
        (number, row)
        for number, example in enumerate(examples)
        for row in example.records
    ]
    _keep_records(tables, columns, records)
    for register, kinds in REGISTERS.items():
        rows = [
            (number, row)
            for number, example in enumerate(examples)
            for row in example.registers.get(register, ())
        ]
        _keep(tables, register, dict(kinds), rows)
    keep_situations(
        tables,
        (Situation(n, e.as_of, e.complete) for n, e in enumerate(examples)),
    )
    return tables


def _raise_first(
    failures: Sequence[live.Failure], tables: TableStore, cases: Sequence[Case]
) -> None:
    """Raise EvaluationError for the first failure, naming its example."""
    if not failures:
        return
    ((number,),) = tables.connection.execute(
        "SELECT min(situation) FROM facts WHERE list_contains(?, record_key)",
        [list(failures[0].record_keys)],
    ).fetchall()
    rule, example = cases[number]
    raise EvaluationError(
        "authoring.example-not-judged",
        file=rule.file,
        line=example.line,
        rule=rule.id,
        reason=failures[0].reason,
    )


def _keep_records(
    tables: TableStore,
    columns: Mapping[str, str],
    records: Sequence[tuple[int, dict[str, str]]],
) -> None:
    """Keep the table `records`, numbered by `row`, with what each record corrects."""
    roots = {(n, row["record_id"]): row.get("corrects") for n, row in records}

    def first(number: int, record_id: str) -> str:
        while corrects := roots.get((number, record_id)):
            record_id = corrects
        return record_id

    rows = [
        (
            n,
            {
                **{column_of(name): cell for name, cell in row.items()},
                "row": str(place),
                "first_record_id": first(n, row["record_id"]),
            },
        )
        for place, (n, row) in enumerate(records, 1)
    ]
    kinds = {column_of(name): kind for name, kind in columns.items()}
    own = {"row": "number", "first_record_id": "text"}
    _keep(tables, "records", {**own, **kinds}, rows)


def _keep(
    tables: TableStore,
    name: str,
    columns: Mapping[str, str],
    rows: Sequence[tuple[int, dict[str, str]]],
) -> None:
    schema = {"situation": pa.int32()}
    schema |= {column: _TYPES[kind][0] for column, kind in columns.items()}
    typed = [
        (
            number,
            *(
                _TYPES[kind][1](row[column]) if row.get(column) else None
                for column, kind in columns.items()
            ),
        )
        for number, row in rows
    ]
    tables.keep_rows(name, schema, typed)
