"""On invented rules and lives Spark finds what DuckDB and the referee find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from engine.evaluation.duty_counts import count_duties
from engine.evaluation.findings import COLUMNS
from engine.evaluation.identifiers import FORMATS
from engine.evaluation.pipeline import evaluate
from engine.tables.spark.store import SparkTables
from engine.tables.store import TableStore
from tests.engine.agreement import judges
from tests.engine.agreement.batches import drawn
from tests.engine.agreement.cases import Case
from tests.engine.agreement.words import CALENDAR
from tests.engine.evaluation.test_identifiers import TEXTS

pytestmark = pytest.mark.spark
LIVES = 200

New = Callable[[], SparkTables]


def judged(tables: TableStore, case: Case, *, every_duty: bool) -> TableStore:
    """Evaluate a case by the sweep in a store; return the store."""
    book = judges.rulebook_of(case.rules, case.trade)
    judges.keep_lives(tables, case.lives, case.trade.fields)
    evaluate(
        tables, book, "crates", book.rules, CALENDAR,
        evaluator="sweep", every_duty=every_duty,
    )  # fmt: skip
    return tables


def duties(tables: TableStore) -> tuple[Counter[Any], Counter[Any]]:
    """Return every duty with its sentences, and the count of all."""
    columns = ", ".join(COLUMNS)
    query = f"SELECT situation, outcome, record_key, {columns} FROM duties"
    return Counter(tables.connection.execute(query).fetchall()), count_duties(tables)


# Batch 1 is of a trade with words of its own.
@pytest.mark.parametrize("number", [0, 1])
def test_same_duties_as_duckdb_and_the_referee(number: int, new_tables: New) -> None:
    _, case = drawn(number, LIVES, rounds=1)

    on_spark = judged(new_tables(), case, every_duty=True)

    assert judges.found_in(on_spark, "duties").duties == case.expected
    here = judged(judges.new_tables(), case, every_duty=True)
    assert duties(on_spark) == duties(here)


def test_formats_say_the_same_of_odd_texts(new_tables: New) -> None:
    texts = [None, *TEXTS, *(text + "\n" for text in TEXTS)]

    def answers(tables: TableStore) -> Counter[Any]:
        kept = tables.keep_rows("texts", {"t": pa.string()}, [(t,) for t in texts])
        tested = {name: answer(kept.t) for name, answer in FORMATS.items()}
        return Counter(tables.rows(kept.mutate(**tested)))

    assert answers(new_tables()) == answers(judges.new_tables())


def test_same_where_duties_that_are_met_are_only_counted(new_tables: New) -> None:
    _, case = drawn(2, LIVES, rounds=1)

    on_spark = judged(new_tables(), case, every_duty=False)

    assert duties(on_spark) == duties(
        judged(judges.new_tables(), case, every_duty=False)
    )
