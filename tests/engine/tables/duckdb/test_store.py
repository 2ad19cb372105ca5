"""Expressions become tables, and tables are read back as they were kept."""

from __future__ import annotations

from contextlib import nullcontext
from decimal import Decimal
from functools import reduce

import duckdb
import ibis
import pyarrow as pa
import pytest

from engine.tables.store import TableStore
from tests.engine.agreement.judges import new_tables


@pytest.fixture
def tables() -> TableStore:
    return new_tables()


def test_rows_come_back_in_their_types(tables: TableStore) -> None:
    schema = {"name": pa.string(), "kg": pa.decimal128(38, 12)}

    kept = tables.keep_rows("goods", schema, [("a", Decimal("0.3")), (None, None)])

    assert tables.rows(kept) == [("a", Decimal("0.300000000000")), (None, None)]


def test_table_without_rows_keeps_its_columns(tables: TableStore) -> None:
    kept = tables.keep_rows("goods", {"name": pa.string()}, [])

    assert kept.columns == ("name",)
    assert tables.rows(kept) == []


@pytest.mark.parametrize("queued", [True, False])
def test_rows_are_made_of_those_of_an_expression(
    tables: TableStore, queued: bool
) -> None:
    goods = tables.keep_rows("goods", {"n": pa.int64()}, [(1,), (2,)])
    schema = {"name": pa.string(), "n": pa.int64()}

    with tables.statements_queued() if queued else nullcontext():
        source = tables.keep("doubled", goods.mutate(n=goods.n * 2))
        tables.keep_rows_from(
            "named", schema, source, lambda rows: [(f"g{n}", n) for (n,) in rows]
        )

    assert sorted(tables.rows(tables.table("named"))) == [("g2", 2), ("g4", 4)]


def test_kept_expression_stays_when_its_source_changes(tables: TableStore) -> None:
    goods = tables.keep_rows("goods", {"n": pa.int64()}, [(1,), (2,)])
    doubled = tables.keep("doubled", goods.mutate(n=goods.n * 2))

    tables.keep_rows("goods", {"n": pa.int64()}, [])

    assert sorted(tables.rows(doubled)) == [(2,), (4,)]


def test_table_is_kept_anew_under_its_name(tables: TableStore) -> None:
    for rows in ([(1,)], [(2,), (3,)]):
        tables.keep_rows("goods", {"n": pa.int64()}, rows)

    assert tables.rows(tables.table("goods")) == [(2,), (3,)]


def test_column_may_be_called_by_a_path_or_with_quotes(tables: TableStore) -> None:
    odd = tables.keep_rows("odd", {"actor.roles": pa.string(), 'a"b': pa.string()}, [])

    assert tables.keep("copy", odd).columns == ("actor.roles", 'a"b')


def test_looked_up_rows_are_kept_and_the_setting_is_put_back(
    tables: TableStore,
) -> None:
    tables.connection.execute("SET disabled_optimizers = 'statistics_propagation'")
    goods = tables.keep_rows("goods", {"n": pa.int64()}, [(1,), (2,)])
    names = tables.keep_rows(
        "names", {"m": pa.int64(), "name": pa.string()}, [(1, "a")]
    )

    joined = goods.left_join(names, goods.n == names.m).drop("m")
    kept = tables.keep_looked_up("named", joined)

    assert sorted(tables.rows(kept)) == [(1, "a"), (2, None)]
    setting = tables.connection.execute("SELECT current_setting('disabled_optimizers')")
    assert setting.fetchall() == [("statistics_propagation",)]


def test_numbered_rows_have_each_a_number_of_their_own(tables: TableStore) -> None:
    goods = tables.keep_rows("goods", {"name": pa.string()}, [("a",), ("b",), ("c",)])

    numbered = tables.keep_numbered("numbered", goods, "number")

    found = tables.rows(numbered.select("name", "number"))
    assert {name for name, _ in found} == {"a", "b", "c"}
    assert len({number for _, number in found}) == 3


def test_read_waits_for_queued_statements(tables: TableStore) -> None:
    goods = tables.keep_rows("goods", {"n": pa.int64()}, [(1,), (2,)])

    with tables.statements_queued():
        tables.keep("doubled", goods.mutate(n=goods.n * 2))
        tables.define("doubled_too", tables.table("doubled"))
        tables.append("goods", tables.table("doubled_too"))

        assert sorted(tables.rows(tables.table("goods"))) == [(1,), (2,), (2,), (4,)]
        assert tables.has("doubled_too")
        assert not tables.has("tripled")


def test_tables_stay_when_the_queue_has_ended(tables: TableStore) -> None:
    done: list[str] = []

    with tables.statements_queued():
        goods = tables.keep_rows("goods", {"name": pa.string()}, [("a",), ("b",)])
        tables.keep_numbered("numbered", goods, "number")
        tables.run_in_order(lambda: done.append("numbered"))

    assert done == ["numbered"]
    assert tables.table("numbered").columns == ("name", "number")
    assert tables.count(tables.table("numbered")) == 2


def test_failure_of_a_queued_statement_is_raised(tables: TableStore) -> None:
    texts = tables.keep_rows("texts", {"text": pa.string()}, [("a",)])

    with pytest.raises(duckdb.ConversionException), tables.statements_queued():
        tables.keep("numbers", texts.select(n=texts.text.cast("int64")))

    assert not tables.has("numbers")


def test_expressions_that_differ_in_a_type_alone_are_computed_apart(
    tables: TableStore,
) -> None:
    goods = tables.keep_rows("goods", {"n": pa.int64()}, [(1,)])

    ones = [ibis.literal(one) for one in (1, True, 1.0, "1")]
    found = [tables.rows(goods.select(n=one))[0][0] for one in ones]

    assert list(map(type, found)) == [int, bool, Decimal, str]


def test_expression_over_a_table_kept_anew_reads_its_new_columns(
    tables: TableStore,
) -> None:
    found = []
    for kind, one in ((pa.int64(), 1), (pa.string(), "a")):
        goods = tables.keep_rows("goods", {"n": kind}, [(one,)])
        found.append(tables.rows(goods.mutate(again=goods.n)))

    assert found == [[(1, 1)], [("a", "a")]]


def test_deep_expression_is_computed_again(tables: TableStore) -> None:
    goods = tables.keep_rows("goods", {"n": pa.int64()}, [(1,)])

    found = [
        tables.rows(goods.select(n=reduce(lambda n, _: n + 1, range(350), goods.n)))
        for _ in range(2)
    ]

    assert found == [[(351,)], [(351,)]]
