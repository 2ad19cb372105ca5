"""The store on Spark keeps tables as the one on DuckDB does, and DuckDB reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import ibis
import pyarrow as pa
import pytest

from engine.tables.spark.store import SparkTables

pytestmark = pytest.mark.spark
NUMBERS = {"n": pa.int64()}

New = Callable[[], SparkTables]


def test_rows_come_back_in_their_types_from_spark_and_duckdb(new_tables: New) -> None:
    tables = new_tables()
    schema = {
        "name.zh": pa.string(), "kg": pa.decimal128(38, 12), "on": pa.date32(),
        "roles": pa.list_(pa.string()), "is_new": pa.bool_(),
    }  # fmt: skip
    row = ("甲", Decimal("0.3"), date(2026, 2, 3), ["a", "b"], True)

    kept = tables.keep_rows("goods", schema, [row, (None,) * 5])

    assert tables.rows(kept) == [row, (None,) * 5]
    assert tables.connection.execute("FROM goods").fetchall() == [row, (None,) * 5]


def test_table_without_rows_keeps_its_columns(new_tables: New) -> None:
    tables = new_tables()
    goods = tables.keep_rows("goods", NUMBERS, [(1,)])

    none = tables.keep("none", goods.filter(goods.n > 1))

    assert (none.columns, tables.rows(none)) == (("n",), [])
    assert tables.connection.execute("SELECT count(n) FROM none").fetchall() == [(0,)]


def test_kept_expression_stays_when_its_source_changes(new_tables: New) -> None:
    tables = new_tables()
    goods = tables.keep_rows("goods", NUMBERS, [(1,), (2,)])
    doubled = tables.keep("doubled", goods.mutate(n=goods.n * 2))

    tables.keep_rows("goods", NUMBERS, [])

    assert sorted(tables.rows(doubled)) == [(2,), (4,)]


def test_table_may_be_made_of_itself_and_the_older_files_go(new_tables: New) -> None:
    tables = new_tables()
    goods = tables.keep_rows("goods", NUMBERS, [(1,)])

    goods = tables.keep("goods", goods.mutate(n=goods.n + 1))

    assert tables.rows(goods) == [(2,)]
    assert [folder.name for folder in tables.shared.iterdir()] == ["1-goods"]


def test_appended_rows_are_seen_by_spark_and_duckdb(new_tables: New) -> None:
    tables = new_tables()
    goods = tables.keep_rows("goods", NUMBERS, [])

    tables.append("goods", tables.keep_rows("more", NUMBERS, [(1,), (2,)]))
    tables.append("goods", goods.mutate(n=(goods.n + 10).cast("int16")))

    assert sorted(tables.rows(tables.table("goods"))) == [(1,), (2,), (11,), (12,)]
    assert tables.connection.execute("SELECT sum(n) FROM goods").fetchall() == [(26,)]


def test_what_duckdb_finds_can_be_taken_to_spark(new_tables: New) -> None:
    tables = new_tables()

    taken = tables.keep_query("taken", "SELECT 'x' AS name, 1::DECIMAL(20, 0) AS hash")

    assert tables.rows(taken.filter(taken.name == "x")) == [("x", Decimal(1))]


def test_dropped_table_is_gone_with_its_files(new_tables: New) -> None:
    tables = new_tables()
    tables.keep_rows("goods", NUMBERS, [(1,)])

    tables.drop("goods")

    assert not tables.has("goods")
    assert list(tables.shared.iterdir()) == []


def test_exact_numbers_are_written_out_as_duckdb_writes_them(new_tables: New) -> None:
    tables = new_tables()
    texts = ["0", "0.000000000001", "-12.5", "999999999999999999.999999999999"]
    rows = [(Decimal(text),) for text in texts]
    kept = tables.keep_rows("kg", {"kg": pa.decimal128(38, 12)}, rows)

    written = [text for (text,) in tables.rows(kept.select(t=kept.kg.cast("string")))]

    asked = "SELECT CAST(kg AS VARCHAR) FROM kg"
    assert written == [t for (t,) in tables.connection.execute(asked).fetchall()]


def test_texts_are_ordered_by_their_bytes(new_tables: New) -> None:
    tables = new_tables()
    texts = ["a", "B", "é", "z", "甲", "\U0001f50b", "\uff1d"]
    kept = tables.keep_rows("texts", {"t": pa.string()}, [(t,) for t in texts])

    found = [text for (text,) in tables.rows(kept.order_by(ibis.asc("t")))]

    assert found == sorted(texts, key=str.encode)
