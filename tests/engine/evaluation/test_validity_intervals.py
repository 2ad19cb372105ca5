"""A day and the spans that hold it: as a naive reading says, and in linear work."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import ibis
import pytest

from engine.evaluation.conditions import FALSE, TRUE, UNKNOWN
from engine.evaluation.inputs import Registers
from engine.evaluation.register_joins import with_credentials
from engine.evaluation.validity_intervals import validity_intervals, with_answers
from engine.forms import BeCoveredBy
from engine.forms.be_covered_by.outlets import covered
from engine.rulebook import Test as Question
from engine.tables.duckdb.store import DuckDBTables
from engine.tables.store import TableStore

MILLION = 1_000_000
NAIVE = """SELECT d.id, coalesce(max(CASE WHEN s.party IS NULL THEN 0
        WHEN s."from" IS NULL OR NOT sure THEN
            CASE WHEN coalesce(s."from" <= d.day, true)
                AND coalesce(s."to" >= d.day, true) THEN 1 ELSE 0 END
        WHEN s."from" <= d.day AND coalesce(s."to" >= d.day, true) THEN 2
        ELSE 0 END), 0)
    FROM days d LEFT JOIN held s ON d.party = s.party GROUP BY d.id ORDER BY d.id"""


@pytest.fixture
def tables() -> Iterator[TableStore]:
    with duckdb.connect() as connection:
        yield DuckDBTables(connection)


def results(tables: TableStore) -> list[tuple[int, int]]:
    held = tables.table("held")
    spanned = validity_intervals(
        held, {"party": held.party}, held["from"], held["to"], held.sure
    )
    found = with_answers(tables.table("days"), spanned, ["party"], {"answer": None})
    return tables.rows(found.select("id", "answer").order_by("id"))


@pytest.mark.parametrize("seed", [0.1, 0.2, 0.3])
def test_answer_is_the_best_of_all_spans(tables: TableStore, seed: float) -> None:
    day = "DATE '2025-01-01' + CAST(random() * 40 AS INTEGER)"
    tables.connection.execute(f"SELECT setseed({seed})")
    tables.connection.execute(
        "CREATE TABLE days AS SELECT range AS id, "
        f"CAST(random() * 30 AS INTEGER) AS party, {day} AS day FROM range(2000)"
    )
    tables.connection.execute(
        "CREATE TABLE held AS SELECT CAST(random() * 30 AS INTEGER) AS party, "
        f'CASE WHEN random() < 0.8 THEN {day} END AS "from", '
        f'CASE WHEN random() < 0.8 THEN {day} END AS "to", '
        "random() < 0.7 AS sure FROM range(60)"
    )

    found = results(tables)

    assert found == tables.connection.execute(NAIVE).fetchall()
    assert {answer for _, answer in found} == {TRUE, UNKNOWN, FALSE}


def test_million_permits_of_one_party_are_looked_through_once(
    tables: TableStore,
) -> None:
    # Each of 20,000 days with each of a million permits would be 20 thousand million pairs.
    tables.connection.execute(
        "CREATE TABLE entities AS SELECT 0 AS situation, 'P' AS entity_id"
    )
    tables.connection.execute(
        "CREATE TABLE credentials AS SELECT 0 AS situation, 'P' AS entity_id, "
        "'permit' AS kind, DATE '1980-01-01' + CAST(range % 10000 AS INTEGER) "
        "AS valid_from, DATE '1980-01-01' + CAST(range % 10000 AS INTEGER) "
        f"AS valid_until FROM range({MILLION})"
    )
    tables.connection.execute(
        "CREATE TABLE visible AS SELECT 0 AS situation, true AS has_credentials, "
        "true AS has_outlets, 'P' AS actor_id, "
        "DATE '1980-01-01' + CAST(range AS INTEGER) AS occurred_on FROM range(20000)"
    )
    holds = Question("actor", "holds", ("permit",))

    visible, entities = tables.table("visible"), tables.table("entities")
    registers = Registers(
        entities, entities, entities, tables.table("credentials"), entities
    )
    rows = with_credentials(visible, visible, tables, registers, [holds], {})

    held = rows.group_by("holds.actor.permit").count().order_by("holds.actor.permit")
    assert tables.rows(held) == [(False, 10_000), (True, 10_000)]


def test_many_outlets_under_many_sales_are_looked_through_once(
    tables: TableStore,
) -> None:
    tables.connection.execute(
        "CREATE TABLE outlets AS SELECT 0 AS situation, 'O' || range AS outlet_id, "
        "'M' AS operator_id, CAST(100000 + range % 50000 AS VARCHAR) AS region, "
        "DATE '2025-01-01' AS opened_on, CAST(NULL AS DATE) AS closed_on "
        "FROM range(100000)"
    )
    tables.connection.execute(
        "CREATE TABLE firsts AS SELECT range AS record_key, 0 AS situation, 'M' AS operator, "
        "CAST(1000 + range % 1000 AS VARCHAR) AS area, DATE '2025-06-01' AS day, "
        "true AS has_outlets FROM range(100000)"
    )
    form = BeCoveredBy("actor_id", "prefecture")
    outlets = tables.table("outlets")
    registers = Registers(outlets, outlets, outlets, outlets, outlets)

    results = covered(tables.table("firsts"), registers, form)

    counts = (
        results.group_by("cover").agg(n=ibis._.record_key.nunique()).order_by("cover")
    )
    assert tables.rows(counts) == [(FALSE, 50_000), (TRUE, 50_000)]
