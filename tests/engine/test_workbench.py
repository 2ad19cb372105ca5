"""Expressions become tables, and tables are read back as they were kept."""

from __future__ import annotations

from contextlib import nullcontext
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest

from engine.workbench import Workbench
from tests.engine.agreement.judges import new_bench


@pytest.fixture
def bench() -> Workbench:
    return new_bench()


def test_rows_come_back_in_their_types(bench: Workbench) -> None:
    schema = {"name": pa.string(), "kg": pa.decimal128(38, 12)}

    kept = bench.keep_rows("goods", schema, [("a", Decimal("0.3")), (None, None)])

    assert bench.rows(kept) == [("a", Decimal("0.300000000000")), (None, None)]


def test_table_without_rows_keeps_its_columns(bench: Workbench) -> None:
    kept = bench.keep_rows("goods", {"name": pa.string()}, [])

    assert kept.columns == ("name",)
    assert bench.rows(kept) == []


@pytest.mark.parametrize("behind", [True, False])
def test_rows_are_made_of_those_of_an_expression(
    bench: Workbench, behind: bool
) -> None:
    goods = bench.keep_rows("goods", {"n": pa.int64()}, [(1,), (2,)])
    schema = {"name": pa.string(), "n": pa.int64()}

    with bench.running_behind() if behind else nullcontext():
        source = bench.keep("doubled", goods.mutate(n=goods.n * 2))
        bench.keep_rows_from(
            "named", schema, source, lambda rows: [(f"g{n}", n) for (n,) in rows]
        )

    assert sorted(bench.rows(bench.table("named"))) == [("g2", 2), ("g4", 4)]


def test_kept_expression_stays_when_its_source_changes(bench: Workbench) -> None:
    goods = bench.keep_rows("goods", {"n": pa.int64()}, [(1,), (2,)])
    doubled = bench.keep("doubled", goods.mutate(n=goods.n * 2))

    bench.keep_rows("goods", {"n": pa.int64()}, [])

    assert sorted(bench.rows(doubled)) == [(2,), (4,)]


def test_table_is_kept_anew_under_its_name(bench: Workbench) -> None:
    for rows in ([(1,)], [(2,), (3,)]):
        bench.keep_rows("goods", {"n": pa.int64()}, rows)

    assert bench.rows(bench.table("goods")) == [(2,), (3,)]


def test_column_may_be_called_by_a_path_or_with_quotes(bench: Workbench) -> None:
    odd = bench.keep_rows("odd", {"actor.roles": pa.string(), 'a"b': pa.string()}, [])

    assert bench.keep("copy", odd).columns == ("actor.roles", 'a"b')


def test_looked_up_rows_are_kept_and_the_setting_is_put_back(bench: Workbench) -> None:
    bench.connection.execute("SET disabled_optimizers = 'statistics_propagation'")
    goods = bench.keep_rows("goods", {"n": pa.int64()}, [(1,), (2,)])
    names = bench.keep_rows("names", {"m": pa.int64(), "name": pa.string()}, [(1, "a")])

    joined = goods.left_join(names, goods.n == names.m).drop("m")
    kept = bench.keep_looked_up("named", joined)

    assert sorted(bench.rows(kept)) == [(1, "a"), (2, None)]
    setting = bench.connection.execute("SELECT current_setting('disabled_optimizers')")
    assert setting.fetchall() == [("statistics_propagation",)]


def test_numbered_rows_have_each_a_number_of_their_own(bench: Workbench) -> None:
    goods = bench.keep_rows("goods", {"name": pa.string()}, [("a",), ("b",), ("c",)])

    numbered = bench.keep_numbered("numbered", goods, "number")

    found = bench.rows(numbered.select("name", "number"))
    assert {name for name, _ in found} == {"a", "b", "c"}
    assert len({number for _, number in found}) == 3


def test_what_runs_behind_is_seen_by_who_reads(bench: Workbench) -> None:
    goods = bench.keep_rows("goods", {"n": pa.int64()}, [(1,), (2,)])

    with bench.running_behind():
        bench.keep("doubled", goods.mutate(n=goods.n * 2))
        bench.define("doubled_too", bench.table("doubled"))
        bench.append("goods", bench.table("doubled_too"))

        assert sorted(bench.rows(bench.table("goods"))) == [(1,), (2,), (2,), (4,)]
        assert bench.has("doubled_too")
        assert not bench.has("tripled")


def test_tables_stay_when_what_ran_behind_is_done(bench: Workbench) -> None:
    done: list[str] = []

    with bench.running_behind():
        goods = bench.keep_rows("goods", {"name": pa.string()}, [("a",), ("b",)])
        bench.keep_numbered("numbered", goods, "number")
        bench.then(lambda: done.append("numbered"))

    assert done == ["numbered"]
    assert bench.table("numbered").columns == ("name", "number")
    assert bench.count(bench.table("numbered")) == 2


def test_statement_that_fails_behind_is_raised(bench: Workbench) -> None:
    texts = bench.keep_rows("texts", {"text": pa.string()}, [("a",)])

    with pytest.raises(duckdb.ConversionException), bench.running_behind():
        bench.keep("numbers", texts.select(n=texts.text.cast("int64")))

    assert not bench.has("numbers")
