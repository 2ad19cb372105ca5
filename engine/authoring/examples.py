"""Runs the examples inside rule files: all of them in one pass, one situation each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa

from engine.errors import EvaluationError
from engine.evaluation import live
from engine.evaluation.calendar import Calendar
from engine.evaluation.pipeline import (
    Situation,
    begin,
    evaluate,
    keep_every_fact,
    keep_situations,
    rolling_instruments,
)
from engine.evaluation.predicates import PredicateIndex
from engine.forms import Reach
from engine.rulebook import Example, Expectation, Rule, Rulebook
from engine.rulebook.columns import RECORD_COLUMNS, REGISTERS, column_of
from engine.rulebook.outcomes import verdict_of
from engine.tables.duckdb.session import open_scratch
from engine.tables.duckdb.store import DuckDBTables
from engine.tables.store import TableStore

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
    """What an example expected and what the engine found."""

    rule: Rule
    example: Example
    found: Expectation

    @property
    def agrees(self) -> bool:
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
    """Judge examples by changed rules: the verdicts of its own examples for each rule.

    The rules need ids of their own and one vocabulary; those of one file share
    its examples. Nothing is worded.
    """
    vocabulary = rulebook.instrument_of(variants[0]).vocabulary
    first: dict[str, int] = {}
    examples: list[Example] = []
    for rule in variants:
        if rule.file not in first:
            first[rule.file] = len(examples)
            examples += rule.examples
    tables = _loaded(rulebook, vocabulary, examples)
    found = _verdicts(
        tables, PredicateIndex(variants, rolling_instruments(rulebook)), calendar
    )
    tables.connection.close()
    return [
        [
            found.get((number, place, _judged_id(rule, example)), "no_duty")
            for place, example in enumerate(rule.examples, first[rule.file])
        ]
        for number, rule in enumerate(variants)
    ]


def _verdicts(
    tables: TableStore, predicates: PredicateIndex, calendar: Calendar
) -> dict[tuple[int, int, str], Expectation]:
    """Return the verdict of each duty by number of the rule, situation, record_id."""
    inputs = begin(tables, predicates, calendar)
    facts = keep_every_fact(inputs, predicates)
    _, failures = live.judge(tables, facts, predicates)
    _raise(failures)
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
    tables = _loaded(rulebook, vocabulary, [example for _, example in cases])
    failures, _ = evaluate(tables, rulebook, vocabulary, rules, calendar)
    _raise(failures)
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
            found.get((rule.id, number, _judged_id(rule, example)), "no_duty"),
        )
        for number, (rule, example) in enumerate(cases)
    ]


def _loaded(
    rulebook: Rulebook, vocabulary: str, examples: Sequence[Example]
) -> TableStore:
    """Load the examples as a dataset, each a situation numbered by its place."""
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


def _raise(failures: Sequence[live.Failure]) -> None:
    if failures:
        raise EvaluationError(f"An example could not be judged: {failures[0].reason}")


def _judged_id(rule: Rule, example: Example) -> str:
    """Return the record_id of the duty an example asks about; a yearly one for `reach`."""
    if not isinstance(rule.demand.form, Reach):
        return example.judge
    judged = next(r for r in example.records if r["record_id"] == example.judge)
    return f"{judged['actor_id']}/{judged['occurred_on'][:4]}"


def _keep_records(
    tables: TableStore,
    columns: Mapping[str, str],
    records: Sequence[tuple[int, dict[str, str]]],
) -> None:
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
