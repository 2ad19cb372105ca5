"""Findings are written completely, in every table format, and without formulas."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import openpyxl
import pytest

from engine.evaluation.findings import COLUMNS
from engine.runs.outputs import TABLES, canonical_hash, write_findings
from engine.runs.outputs.tables import NAMED_COLUMNS

FORMULA = '=HYPERLINK("x")'


@pytest.fixture
def findings() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    kinds = {
        "occurred_on": "DATE",
        "due_on": "DATE",
        "done_on": "DATE",
        "days": "INTEGER",
    }
    columns = ", ".join(f"{name} {kinds.get(name, 'VARCHAR')}" for name in COLUMNS)
    connection.execute(f"CREATE TABLE findings ({columns})")
    connection.execute(
        "INSERT INTO findings (rule_id, record_id, owed_by, due_on, days) VALUES "
        f"('r', 'b', '{FORMULA}', '2024-01-31', 3), ('r', 'a', '{FORMULA}', NULL, NULL)"
    )
    connection.execute(
        "CREATE TABLE rule_titles AS SELECT 'r' AS rule_id, '规则' AS rule_title_zh, "
        "'A rule' AS rule_title_en"
    )
    connection.execute(
        f"CREATE TABLE entities AS SELECT '{FORMULA}' AS entity_id, '@甲' AS name, "
        "NULL::VARCHAR AS name_en"
    )
    return connection


def test_every_format_holds_every_row(
    findings: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write_findings(findings, tmp_path, TABLES)

    for name in ("parquet", "csv", "jsonl"):
        file = tmp_path / f"findings.{name}"
        rows = duckdb.execute(f"SELECT record_id FROM '{file}'")
        assert rows.fetchall() == [("a",), ("b",)]
    sheet = openpyxl.load_workbook(tmp_path / "findings.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(NAMED_COLUMNS)
    assert sheet.max_row == 3


def test_no_cell_is_a_live_formula_in_a_spreadsheet(
    findings: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write_findings(findings, tmp_path, ("csv", "xlsx"))

    text = (tmp_path / "findings.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert b"'=HYPERLINK" in text
    assert b'"=HYPERLINK' not in text
    sheet = openpyxl.load_workbook(tmp_path / "findings.xlsx").worksheets[0]
    cell = sheet.cell(2, NAMED_COLUMNS.index("owed_by") + 1)
    assert (cell.value, cell.data_type) == (FORMULA, "s")


def test_hash_depends_on_the_rows_and_not_on_their_order(
    findings: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    first = canonical_hash(findings, tmp_path)
    findings.execute("CREATE TABLE turned AS FROM findings ORDER BY record_id")
    findings.execute("DROP TABLE findings; ALTER TABLE turned RENAME TO findings")
    turned = canonical_hash(findings, tmp_path)
    findings.execute("UPDATE findings SET days = 4 WHERE record_id = 'b'")

    assert first == turned != canonical_hash(findings, tmp_path)


def test_names_stand_beside_ids_in_tables_for_people_alone(
    findings: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    write_findings(findings, tmp_path, TABLES)

    with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        row = next(csv.DictReader(stream))
    assert tuple(row) == NAMED_COLUMNS
    assert [name for name in NAMED_COLUMNS if name in COLUMNS] == list(COLUMNS)
    assert (row["rule_title_zh"], row["rule_title_en"]) == ("规则", "A rule")
    assert (row["owed_by_name"], row["actor_name"]) == ("'@甲", "")
    parquet = duckdb.sql(f"FROM '{tmp_path / 'findings.parquet'}'")
    assert parquet.columns == list(COLUMNS)


def test_heads_are_in_the_language_and_long_digits_stay_text(
    findings: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    uscc = "913401029000000731"
    findings.execute(f"UPDATE findings SET owed_by = '{uscc}', battery_code = '12345'")

    write_findings(findings, tmp_path, ("csv", "xlsx"), "zh")

    with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        row = next(csv.DictReader(stream))
    assert row["义务主体"] == f"\t{uscc}"
    assert row["电池编码"] == "12345"
    sheet = openpyxl.load_workbook(tmp_path / "findings.xlsx").worksheets[0]
    cell = sheet.cell(2, NAMED_COLUMNS.index("owed_by") + 1)
    assert sheet.cell(1, cell.column).value == "义务主体"
    assert (cell.value, cell.data_type) == (uscc, "s")
