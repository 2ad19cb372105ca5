"""A duty has one id in every run; a return that is numbered anew has other duties."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from engine.evaluation.finding_ids import keep_first_records
from engine.evaluation.pipeline import Evaluator, evaluate
from engine.evaluation.visibility import RecordTables
from tests.engine.agreement.judges import keep_lives, new_tables, rulebook_of
from tests.engine.agreement.pieces import life, record, rule
from tests.engine.agreement.words import CALENDAR

BOOK = rulebook_of([rule(must={"be_reported": {"within": "30 days"}})])
IDS = ("record_id", "event", "battery_code", "actor_id")


def id_of(evaluator: Evaluator, *records: dict[str, Any]) -> str:
    tables = new_tables()
    keep_lives(tables, [life(*records)])
    evaluate(tables, BOOK, "crates", BOOK.rules, CALENDAR, evaluator=evaluator)
    ((found,),) = tables.connection.execute("SELECT finding_id FROM duties").fetchall()
    return str(found)


@pytest.mark.slow
@pytest.mark.parametrize("evaluator", ["live", "sweep"])
@pytest.mark.parametrize(
    "other",
    [{"battery_code": "B9"}, {"battery_code": None}, {"actor_id": "O1"}],
    ids=str,
)
def test_row_of_the_same_number_is_another_duty(
    evaluator: Evaluator, other: dict[str, Any]
) -> None:
    assert id_of(evaluator, record("r1")) != id_of(evaluator, record("r1", **other))


@pytest.mark.parametrize("evaluator", ["live", "sweep"])
def test_correction_keeps_the_id_whatever_it_corrects(evaluator: Evaluator) -> None:
    corrected = record("r3", corrects="r2", first_record_id="r1", battery_code="B9")
    between = record("r2", corrects="r1", first_record_id="r1", battery_code=None)

    chain = id_of(evaluator, record("r1"), between, corrected)

    assert chain == id_of(evaluator, record("r1"))


def test_nothing_is_kept_where_no_record_corrects_another() -> None:
    tables = new_tables()
    keep_lives(tables, [life(record("r1"), record("r2"))])

    assert keep_first_records(tables, RecordTables.of(tables)) is None


def test_rejected_first_record_has_what_could_be_read_of_it() -> None:
    tables = new_tables()
    later = record("r2", corrects="r1", first_record_id="r1")
    keep_lives(tables, [life(later, record("r3"))])
    kinds = {"situation": pa.int32(), "row": pa.int64()} | dict.fromkeys(
        IDS, pa.string()
    )
    rejected = [(0, 1, "r1", "made", None, "M"), (0, 2, "r1", "moved", "B", "M")]
    tables.keep_rows("rejected_records", kinds, rejected)

    firsts = keep_first_records(tables, RecordTables.of(tables))

    assert firsts is not None
    assert tables.rows(firsts) == [(0, "r1", "made", None, "M")]
