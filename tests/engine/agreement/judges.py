"""The judges side by side, on the same rules and lives: both evaluators and the referee."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import yaml

from engine.evaluation.absent_columns import AbsentColumns
from engine.evaluation.calendar import Calendar
from engine.evaluation.pipeline import Evaluator, Situation, evaluate, keep_situations
from engine.rulebook import Completeness, Rulebook, load_rulebook_from
from engine.rulebook.columns import RECORD_COLUMNS, REGISTERS, column_of
from engine.rulebook.outcomes import outcomes
from engine.runs.agreement import evaluate_both
from engine.tables.duckdb.store import DuckDBTables
from engine.tables.store import TableStore
from tests.engine.agreement.words import (
    CALENDAR,
    CRATES,
    FIELDS,
    INSTRUMENTS,
    WORKING_DAYS,
    Trade,
    instrument,
)
from tests.referee import judge

Tree = dict[str, Any]
Duties = dict[tuple[int, str, str], tuple[Any, ...]]
SAID = ("verdict", "due_on", "done_on", "days", "witness_id", "owed_by")
TYPES = {
    "date": pa.date32(), "number": pa.decimal128(38, 12), "flag": pa.bool_(),
    "roles": pa.list_(pa.string()),
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What an evaluator found.

    `outcomes` counts each outcome of each rule, `causes` what leaves duties open.
    """

    duties: Duties
    outcomes: Counter[tuple[str, str]]
    causes: Counter[str]


def by_the_engine(
    rules: Sequence[Tree],
    lives: Sequence[Tree],
    evaluator: Evaluator = "live",
    trade: Trade = CRATES,
) -> Duties:
    """Judge all lives in one pass; a duty is found by (life, rule id, record_id)."""
    book = rulebook_of(rules, trade)
    tables = new_tables()
    keep_lives(tables, lives, trade.fields)
    failures, _ = evaluate(
        tables, book, "crates", book.rules, CALENDAR, evaluator=evaluator
    )
    assert failures == []
    found = found_in(tables, "duties").duties
    tables.connection.close()
    return found


def causes_of(
    one: Tree, life: Tree, evaluator: Evaluator
) -> dict[str, tuple[str, str | None]]:
    """Judge a life by one rule; return each verdict, and what leaves it undetermined."""
    book, tables = rulebook_of([one]), new_tables()
    keep_lives(tables, [life])
    evaluate(tables, book, "crates", book.rules, CALENDAR, evaluator=evaluator)
    found = tables.rows(
        tables.table("duties").select("record_id", "verdict", "missing_field")
    )
    tables.connection.close()
    return {record: (verdict, missing) for record, verdict, missing in found}


def by_both(
    rules: Sequence[Tree], lives: Sequence[Tree], trade: Trade = CRATES
) -> tuple[dict[Evaluator, Found], list[str]]:
    """Judge by both evaluators; also return where their findings differ in any column."""
    return both_by(rulebook_of(rules, trade), "crates", CALENDAR, lives)


def both_by(
    book: Rulebook, vocabulary: str, calendar: Calendar, lives: Sequence[Tree]
) -> tuple[dict[Evaluator, Found], list[str]]:
    """Judge lives by the rules of a loaded rulebook, as `by_both` does."""
    tables = new_tables()
    keep_lives(tables, lives, book.vocabularies[vocabulary].types)
    rules = book.of_vocabulary(vocabulary)
    failures, _, _ = evaluate_both(tables, book, vocabulary, rules, calendar)
    found: dict[Evaluator, Found] = {
        "live": found_in(tables, "duties_live"),
        "sweep": found_in(tables, "duties"),
    }
    tables.connection.close()
    return found, [failure.reason for failure in failures]


def found_in(tables: TableStore, table: str) -> Found:
    rows = tables.connection.execute(
        "SELECT situation, rule_id, record_id, outcome, missing_field, "
        f"{', '.join(SAID)} FROM {table}"
    ).fetchall()
    duties = {
        (life, rule, record): (verdict, iso(due), iso(done), *others)
        for life, rule, record, _, _, verdict, due, done, *others in rows
    }
    assert len(duties) == len(rows), "a duty was judged twice"
    counts = Counter((rule, outcomes()[outcome]) for _, rule, _, outcome, *_ in rows)
    return Found(
        duties, counts, Counter(cause for _, _, _, _, cause, *_ in rows if cause)
    )


def new_tables() -> TableStore:
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    return DuckDBTables(connection)


def by_the_referee(
    rules: Sequence[Tree], lives: Sequence[Tree], trade: Trade = CRATES
) -> Duties:
    """Judge each life by the referee."""
    vocabulary = trade.vocabulary
    instruments = {name: instrument(name, []) for name in INSTRUMENTS}
    return {
        (number, duty["rule"], duty["record_id"]): tuple(duty[word] for word in SAID)
        for number, life in enumerate(lives)
        for duty in judge(
            rules,
            {
                **life["registers"],
                "records": life["records"],
                "complete": life["complete"],
                "rejected": life.get("rejected"),
                "absent": life.get("absent"),
            },
            life["as_of"],
            WORKING_DAYS,
            vocabulary=vocabulary,
            instruments=instruments,
        )
    }


def rulebook_of(rules: Sequence[Tree], trade: Trade = CRATES) -> Rulebook:
    """Write the rules as files and load them, as anyone's rules are loaded."""
    return load_rulebook_from(files_of(rules, trade))


def files_of(rules: Sequence[Tree], trade: Trade = CRATES) -> dict[str, str]:
    """Write the rules, their instruments and their vocabulary, by file name."""
    files: dict[str, Any] = {"vocabulary/crates.yaml": trade.vocabulary}
    for name in INSTRUMENTS:
        ids = [rule["id"] for rule in rules if rule["id"].startswith(f"{name}/")]
        files[f"{name}/instrument.yaml"] = instrument(name, ids)
    files |= {f"{rule['id']}.yaml": rule for rule in rules}
    return {name: written(tree) for name, tree in files.items()}


def written(tree: Tree) -> str:
    return yaml.dump(tree, Dumper=PlainDumper, allow_unicode=True, sort_keys=False)


class PlainDumper(yaml.SafeDumper):
    """Writes every value out: rule files know no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def keep_lives(
    tables: TableStore, lives: Sequence[Tree], fields: Mapping[str, str] = FIELDS
) -> None:
    """Load the lives into the tables of a dataset, one situation each."""
    named = RECORD_COLUMNS | fields
    kinds = {column_of(name): kind for name, kind in named.items()}
    columns = {"row": "number", **kinds, "first_record_id": "text"}
    records = [(n, row) for n, life in enumerate(lives) for row in life["records"]]
    rows = [
        (number, stored(row) | {"row": place})
        for place, (number, row) in enumerate(records, 1)
    ]
    keep_table(tables, "records", columns, rows)
    for register, kinds in REGISTERS.items():
        rows = [
            (number, row)
            for number, life in enumerate(lives)
            for row in life["registers"].get(register, [])
        ]
        keep_table(tables, register, kinds, rows)
    keep_rejected(tables, lives, columns)
    keep_situations(tables, [situation(n, life) for n, life in enumerate(lives)])


def keep_rejected(
    tables: TableStore, lives: Sequence[Tree], records: Mapping[str, str]
) -> None:
    """Keep the rejected rows of lives that have any, each under `rejected` by table."""
    if not any(life.get("rejected") for life in lives):
        return
    for table, kinds in {"records": records, **REGISTERS}.items():
        rows = [
            (number, row)
            for number, life in enumerate(lives)
            for row in life.get("rejected", {}).get(table, [])
        ]
        named = [
            (number, {column_of(name): cell for name, cell in row.items()}
             if table == "records" else row)
            for number, row in rows
        ]  # fmt: skip
        kinds = {
            name: kind for name, kind in kinds.items() if name != "first_record_id"
        }
        keep_table(tables, f"rejected_{table}", {"row": "number", **kinds}, named)


def stored(row: Tree) -> Tree:
    """Name the cells of a record as the table `records` does."""
    root = {"first_record_id": row.get("first_record_id", row["record_id"])}
    return {column_of(name): cell for name, cell in row.items()} | root


def situation(number: int, life: Tree) -> Situation:
    complete, registers = life["complete"], life["registers"]
    return Situation(
        number,
        life["as_of"],
        Completeness(complete.get("from"), complete.get("until")),
        "credentials" in registers,
        "outlets" in registers,
        AbsentColumns.of(
            dict.fromkeys(["records", *registers], ()) | life.get("absent", {})
        ),
    )


def keep_table(
    tables: TableStore,
    name: str,
    kinds: Mapping[str, str],
    rows: Sequence[tuple[int, Tree]],
) -> None:
    schema = {column: TYPES.get(kind, pa.string()) for column, kind in kinds.items()}
    cells = [
        (number, *(typed(row.get(column), kind) for column, kind in kinds.items()))
        for number, row in rows
    ]
    tables.keep_rows(name, {"situation": pa.int32(), **schema}, cells)


def typed(cell: Any, kind: str) -> Any:
    return Decimal(cell) if kind == "number" and cell is not None else cell


def iso(day: Any) -> str | None:
    return None if day is None else str(day.isoformat())
