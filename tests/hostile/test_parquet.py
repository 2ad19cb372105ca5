"""Parquet of nested and unusual types, truncated, or with broken pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.hostile.conftest import RULES, run

Lay = Callable[..., Path]
Refusal = Callable[[Path], str]
Rejects = Callable[[Path], list[tuple[str, ...]]]

COLUMNS = {
    "record_id": ["R1"],
    "event": ["book.lent"],
    "occurred_on": ["2025-03-01"],
    "actor_id": ["L1"],
}
NUMBER = "not a number: write digits and a point, no unit and no thousands separator"
DATE = "not a date: write YYYY-MM-DD"


def parquet(**columns: Any) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(COLUMNS | columns), stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("values", "type_"),
    [
        (pa.array([["x"]]), "VARCHAR[]"),
        (pa.array([{"a": 1}]), "STRUCT(a BIGINT)"),
        (pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())), "MAP(VARCHAR, BIGINT)"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("column", ["record_id", "deposit", "occurred_on", "shelf"])
def test_refused_when_a_column_is_nested(
    values: pa.Array, type_: str, column: str, lay: Lay, refusal: Refusal
) -> None:
    assert refusal(lay(records_parquet=parquet(**{column: values}))) == (
        f"records.parquet: column {column} is {type_}; a cell holds one value.\n"
        "  Write it as text, number, date or flag."
    )


@pytest.mark.parametrize(
    ("column", "values", "seen", "reason"),
    [
        ("deposit", pa.array([float("nan")]), "nan", NUMBER),
        ("deposit", pa.array([float("inf")]), "inf", NUMBER),
        ("deposit", pa.array([True]), "true", NUMBER),
        ("deposit", pa.array([time(1)]), "01:00:00", NUMBER),
        ("occurred_on", pa.array([timedelta(5)]), None, DATE),
        ("occurred_on", pa.array([45_000]), "45000", DATE),
        ("occurred_on", pa.array([2**30], pa.date32()), None, DATE),
        ("reported_on", pa.array([2**62], pa.timestamp("us")), None, DATE),
    ],
)
def test_rejected_when_a_value_has_an_odd_type(
    column: str, values: pa.Array, seen: str | None, reason: str, lay: Lay, rejects: Rejects
) -> None:  # fmt: skip
    found = rejects(lay(records_parquet=parquet(**{column: values})))

    assert [(c, why) for _, c, _, why in found] == [(column, reason)]
    assert seen is None or found[0][2] == seen


@pytest.mark.parametrize("left", [5, 100, 400])
def test_refused_when_it_is_cut_short(left: int, lay: Lay, refusal: Refusal) -> None:
    message = refusal(lay(records_parquet=parquet()[:left]))

    assert message.startswith("records.parquet: not readable as Parquet (")
    assert message.endswith(
        ").\n  Write the file again, unencrypted, or send the table as CSV."
    )


@pytest.mark.slow
def test_refused_when_a_page_is_broken_wherever_that_shows(
    lay: Lay, tmp_path: Path
) -> None:
    whole = parquet(deposit=["1.50"])
    for at in range(4, whole.rindex(b"record_id") - 200, 3):
        broken = whole[:at] + b"\xff\xff\xff" + whole[at + 3 :]
        folder = tmp_path / "dataset"
        if not folder.exists():
            lay()
        (folder / "records.parquet").write_bytes(broken)

        found = run("dataset", "describe", folder, "--rules", RULES)

        assert found.exit_code in {0, 2}, found.exc_info
        assert found.exit_code == 0 or "records.parquet: " in found.stderr
