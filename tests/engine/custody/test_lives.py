"""The batteries of the curated lives are where `lives.csv` says, one line each."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml

from engine.custody.view import TWO_YEARS, create_tables
from engine.dataset import open_dataset
from engine.evaluation.pipeline import situation_of
from engine.rulebook import load_rulebook
from engine.tables.duckdb.store import DuckDBTables
from tests.house import ROOT, RULES

COLUMNS = (
    "life", "battery_code", "state", "last_holder_id", "since", "to_id", "gaps",
)  # fmt: skip
GOLDEN = Path(__file__).with_name("lives.csv")
VOCABULARIES = load_rulebook(RULES).vocabularies
with GOLDEN.open(encoding="utf-8", newline="") as golden:
    HEAD, *EXPECTED = [tuple(row) for row in csv.reader(golden)]
# A gap whose question the records cannot settle has a mark behind it.
QUERY = """
    SELECT battery_code, state, coalesce(last_holder_id, ''),
        coalesce(since::VARCHAR, ''), coalesce(to_id, ''), coalesce(gaps, '')
    FROM whereabouts LEFT JOIN (
        SELECT battery_code, string_agg(
            gap || coalesce(' ' || record_id, '') || if(is_sure, '', '?'),
            '; ' ORDER BY happened_on, record_id, gap) AS gaps
        FROM gaps GROUP BY battery_code
    ) USING (battery_code)
    ORDER BY battery_code"""


def whereabouts(life: Path) -> list[tuple[str, ...]]:
    """Return the batteries of a life as of the last day with an expectation."""
    expected = yaml.safe_load((life / "expected.yaml").read_text("utf-8"))
    as_of = max(entry["as_of"] for entry in expected)
    with open_dataset(life, VOCABULARIES) as opened:
        tables = DuckDBTables(opened.connection)
        custody = opened.words.custody
        assert custody is not None
        situation = situation_of(opened, as_of)
        create_tables(tables, custody, situation, TWO_YEARS, lambda *step: None)
        found = opened.connection.execute(QUERY).fetchall()
    return [(life.name, *row) for row in found]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({row[0] for row in EXPECTED}))
def test_batteries_of_a_life_are_where_its_records_leave_them(name: str) -> None:
    found = whereabouts(ROOT / "fixtures" / "lives" / name)

    assert COLUMNS == HEAD
    assert found == [row for row in EXPECTED if row[0] == name]
