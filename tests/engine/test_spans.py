"""A day and the spans that hold it: as a naive reading says, and in linear work."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import ibis
import pytest

from engine.conditions import FALSE, TRUE, UNKNOWN
from engine.lookups import covered, with_credentials
from engine.rulebook import BeCoveredBy
from engine.rulebook import Test as Question
from engine.spans import spans, with_answers
from engine.workbench import Workbench

MILLION = 1_000_000
NAIVE = """SELECT d.id, coalesce(max(CASE WHEN s.party IS NULL THEN 0
        WHEN s."from" IS NULL OR NOT sure THEN
            CASE WHEN coalesce(s."from" <= d.day, true)
                AND coalesce(s."to" >= d.day, true) THEN 1 ELSE 0 END
        WHEN s."from" <= d.day AND coalesce(s."to" >= d.day, true) THEN 2
        ELSE 0 END), 0)
    FROM days d LEFT JOIN held s ON d.party = s.party GROUP BY d.id ORDER BY d.id"""


@pytest.fixture
def bench() -> Iterator[Workbench]:
    with duckdb.connect() as connection:
        yield Workbench(connection)


def answers(bench: Workbench) -> list[tuple[int, int]]:
    held = bench.table("held")
    spanned = spans(held, {"party": held.party}, held["from"], held["to"], held.sure)
    found = with_answers(bench.table("days"), spanned, ["party"], {"answer": None})
    return bench.rows(found.select("id", "answer").order_by("id"))


@pytest.mark.parametrize("seed", [0.1, 0.2, 0.3])
def test_answer_is_the_best_of_all_spans(bench: Workbench, seed: float) -> None:
    day = "DATE '2025-01-01' + CAST(random() * 40 AS INTEGER)"
    bench.connection.execute(f"SELECT setseed({seed})")
    bench.connection.execute(
        "CREATE TABLE days AS SELECT range AS id, "
        f"CAST(random() * 30 AS INTEGER) AS party, {day} AS day FROM range(2000)"
    )
    bench.connection.execute(
        "CREATE TABLE held AS SELECT CAST(random() * 30 AS INTEGER) AS party, "
        f'CASE WHEN random() < 0.8 THEN {day} END AS "from", '
        f'CASE WHEN random() < 0.8 THEN {day} END AS "to", '
        "random() < 0.7 AS sure FROM range(60)"
    )

    found = answers(bench)

    assert found == bench.connection.execute(NAIVE).fetchall()
    assert {answer for _, answer in found} == {TRUE, UNKNOWN, FALSE}


def test_million_permits_of_one_party_are_looked_through_once(bench: Workbench) -> None:
    # Each of 20,000 days with each of a million permits would be 20 thousand million pairs.
    bench.connection.execute(
        "CREATE TABLE entities AS SELECT 0 AS situation, 'P' AS entity_id"
    )
    bench.connection.execute(
        "CREATE TABLE credentials AS SELECT 0 AS situation, 'P' AS entity_id, "
        "'permit' AS kind, DATE '1980-01-01' + CAST(range % 10000 AS INTEGER) "
        "AS valid_from, DATE '1980-01-01' + CAST(range % 10000 AS INTEGER) "
        f"AS valid_until FROM range({MILLION})"
    )
    bench.connection.execute(
        "CREATE TABLE seen AS SELECT 0 AS situation, true AS has_credentials, "
        "true AS has_outlets, 'P' AS actor_id, "
        "DATE '1980-01-01' + CAST(range AS INTEGER) AS occurred_on FROM range(20000)"
    )
    holds = Question("actor", "holds", ("permit",))

    seen = bench.table("seen")
    rows = with_credentials(seen, seen, bench, [holds], {})

    held = rows.group_by("holds.actor.permit").count().order_by("holds.actor.permit")
    assert bench.rows(held) == [(False, 10_000), (True, 10_000)]


def test_many_outlets_under_many_sales_are_looked_through_once(
    bench: Workbench,
) -> None:
    bench.connection.execute(
        "CREATE TABLE outlets AS SELECT 0 AS situation, 'O' || range AS outlet_id, "
        "'M' AS operator_id, CAST(100000 + range % 50000 AS VARCHAR) AS region, "
        "DATE '2025-01-01' AS opened_on, CAST(NULL AS DATE) AS closed_on "
        "FROM range(100000)"
    )
    bench.connection.execute(
        "CREATE TABLE firsts AS SELECT range AS x, 0 AS situation, 'M' AS operator, "
        "CAST(1000 + range % 1000 AS VARCHAR) AS area, DATE '2025-06-01' AS day, "
        "true AS has_outlets FROM range(100000)"
    )
    form = BeCoveredBy("actor_id", "prefecture")

    answers = covered(bench.table("firsts"), bench, form)

    counts = answers.group_by("cover").agg(n=ibis._.x.nunique()).order_by("cover")
    assert bench.rows(counts) == [(FALSE, 50_000), (TRUE, 50_000)]
