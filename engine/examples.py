"""Runs the examples inside rule files: all of them in one pass, one situation each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa

from engine.deadlines import Calendar
from engine.errors import EvaluationError
from engine.evaluation import Situation, evaluate, keep_situations
from engine.rulebook import Example, Expectation, Reach, Rule, Rulebook
from engine.rulebook.columns import RECORD_COLUMNS, REGISTERS, column_of
from engine.workbench import Workbench

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


def _run(
    rulebook: Rulebook, vocabulary: str, rules: Sequence[Rule], calendar: Calendar
) -> list[ExampleResult]:
    cases = list(
        enumerate((rule, example) for rule in rules for example in rule.examples)
    )
    bench = Workbench(duckdb.connect())
    columns = {**RECORD_COLUMNS, **rulebook.vocabularies[vocabulary].types}
    records = [
        (number, row) for number, (_, example) in cases for row in example.records
    ]
    _keep_records(bench, columns, records)
    for register, kinds in REGISTERS.items():
        rows = [
            (number, row)
            for number, (_, example) in cases
            for row in example.registers.get(register, ())
        ]
        _keep(bench, register, dict(kinds), rows)
    keep_situations(
        bench,
        (Situation(number, e.as_of, e.complete) for number, (_, e) in cases),
    )
    failures, _ = evaluate(bench, rulebook, vocabulary, rules, calendar)
    if failures:
        raise EvaluationError(f"An example could not be judged: {failures[0].reason}")
    found = {
        (rule_id, situation, record_id): verdict
        for rule_id, situation, record_id, verdict in bench.connection.execute(
            "SELECT rule_id, situation, record_id, verdict FROM duties"
        ).fetchall()
    }
    bench.connection.close()
    return [
        ExampleResult(
            rule,
            example,
            found.get((rule.id, number, _judged_id(rule, example)), "no_duty"),
        )
        for number, (rule, example) in cases
    ]


def _judged_id(rule: Rule, example: Example) -> str:
    """Return the record_id of the duty an example asks about; a yearly one for `reach`."""
    if not isinstance(rule.demand.form, Reach):
        return example.judge
    judged = next(r for r in example.records if r["record_id"] == example.judge)
    return f"{judged['actor_id']}/{judged['occurred_on'][:4]}"


def _keep_records(
    bench: Workbench,
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
    _keep(bench, "records", {**own, **kinds}, rows)


def _keep(
    bench: Workbench,
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
    bench.keep_rows(name, schema, typed)
